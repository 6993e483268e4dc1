//! The page of connections and what-if.

use super::super::super::{page::findings as rules_shown, report::BrokenRule};
use super::super::{
    connections::{JoinedClause, JoinedDocument},
    pages::SitePage,
    part::{Part, PartState},
    read::joined::{Joined, TRIED, is_open},
};
use super::{day, defined, fictional, nothing, number, section, text, trials, with_problems};
use tosei::inventory::RateResult;
use tosei::joined::{BlockingClause, NodeId, NodeKind};
use tosei_page::{
    Absence, Card, Cards, Cell, Column, Details, Figure, Link, Note, Page, Provenance, RateFigure,
    Section, Table, Text,
};
use tosei_types::{Label, Language, PercentDigits};

/// The rate that the overview names.
pub(in super::super) const HEADLINE: &str = "processes.done_within_discretion";

/// How many processes are listed by name in one row.
const NAMED: usize = 12;

pub(in super::super) fn page(title: &Label, part: &Part<Joined>, rules: &[BrokenRule]) -> Page {
    let Some(joined) = &part.content else {
        let page = nothing(title, part);
        if part.state == PartState::Given {
            return Page::new(text(title)).summary(Note::caution(Text::new(
                "対応表（links.json）だけでは、つなぐものがありません。棚卸（inventory.json）と条項（clauses.json）を同じフォルダーに置いてください。",
                "Links alone join nothing. Put an inventory (inventory.json) and clauses (clauses.json) into the same folder.",
            )));
        }
        return page.lead(Text::new(
            "どの条項がどの手続を妨げているか、改めると率がどう変わるか、どの窓口の待ち時間が短くなるかを示すページです。条項と手続プロセスなどの対応表（links.json、形式 tosei-links）が要ります。",
            "Which clause blocks which procedure, what amending it does to the rates, which counter's queue gets shorter. It takes a table of links between the documents (links.json, format tosei-links).",
        ));
    };
    let document = &joined.document;
    let mut page = with_problems(Page::new(text(title)), part)
        .lead(Text::new(
            "どの条項がどの手続を妨げ、改めると率、段階、時間、待ち時間がどう変わるかを、理由の連鎖と、分からないままのこととともに示します。改めただけでオンライン化されるとはせず、率には二つの端を示します。",
            "Which clause blocks which procedure, and what amending it does to rates, levels, hours and waits: with the chain of reasons and what stays unknown. An amendment puts nothing online by itself, so every rate has two ends.",
        ))
        .provenance(Provenance::new().date(day(document.as_of)));
    if document.fictional || part.state == PartState::Embedded {
        page = page.summary(fictional());
    }
    for kind in &document.missing {
        page = page.summary(Note::information(Text::new(
            format!(
                "{}がないため、その先は分かりません。",
                kind.label(Language::Ja)
            ),
            format!(
                "Without {} nothing is known behind it.",
                kind.label(Language::En)
            ),
        )));
    }
    if let Some(cards) = cards(document) {
        page = page.summary(cards);
    }
    page = page.section(blocking(document, joined));
    for section in trials::sections(joined) {
        page = page.section(section);
    }
    page.section(integrity(part, rules))
}

/// How a rate is shown here: exact, with two digits.
pub(super) fn rate(result: &RateResult) -> Figure {
    let rate = result.rate();
    let shown = rate.map(|rate| RateFigure::new(rate).with_digits(PercentDigits::Two));
    Figure::or_absent(shown, Absence::NotApplicable)
}

/// What the page comes to; `None` without clauses that bind.
fn cards(document: &JoinedDocument) -> Option<Cards> {
    if document.clauses.is_empty() {
        return None;
    }
    let mut cards = vec![defined(
        Card::new(
            Text::new(
                "自らの条項が妨げている手続プロセス",
                "Processes that own clauses stand in the way of",
            ),
            number(document.blocked.len()),
        ),
        "joined.blocked",
    )];
    if let Some(widest) = document.widest() {
        cards.push(defined(
            Card::new(
                Text::new(
                    "全て改めると妨げのなくなる手続プロセス",
                    "Processes freed if all of them are amended",
                ),
                number(widest.change.freed.len()),
            ),
            "joined.freed",
        ));
        if let Some(change) = widest.change.rate(HEADLINE) {
            let before = rate(&change.before).text();
            let note = |language| before.in_language(language).to_owned();
            cards.push(defined(
                Card::new(
                    Text::new(
                        "全て改め、全てオンライン化したときの裁量内のオンライン化率",
                        "Online rate within discretion if all are amended and all follow",
                    ),
                    rate(&change.if_all_follow),
                )
                .note(Text::new(
                    format!("現在 {}", note(Language::Ja)),
                    format!("now {}", note(Language::En)),
                )),
                "joined.within_discretion",
            ));
        }
    }
    Some(cards.into_iter().collect())
}

/// The section on the overview.
pub(in super::super) fn overview(joined: &Joined) -> Option<Section> {
    let cards = cards(&joined.document)?;
    let name = SitePage::Joined.name().ok()?;
    Some(
        section("joined", "何が妨げているか", "What stands in the way")
            .block(cards)
            .block(tosei_page::LinkList::new().link(
                text(&SitePage::Joined.title()),
                Link::page(name),
                SitePage::Joined.about(),
            )),
    )
}

/// Ids with names, the first of them.
pub(super) fn named(joined: &Joined, kind: NodeKind, ids: &[&str]) -> Text {
    let shown = ids.iter().take(NAMED).map(|id| {
        let name = joined.names.get(&NodeId::new(kind, *id));
        name.map_or_else(|| (*id).to_owned(), |name| format!("{id} {name}"))
    });
    let shown = shown.collect::<Vec<_>>().join("\n");
    match ids.len().saturating_sub(NAMED) {
        0 => Text::data(shown),
        left => Text::new(
            format!("{shown}\nほか{left}"),
            format!("{shown}\nand {left} more"),
        ),
    }
}

fn blocking(document: &JoinedDocument, joined: &Joined) -> Section {
    let mut found = section(
        "blocking",
        "手続プロセスを妨げる条項",
        "Clauses that stand in the way of processes",
    );
    if document.clauses.is_empty() {
        return found.block(Text::new(
            "対応表に、台帳にある条項と手続プロセスの対応がありません。",
            "The links connect no clause of the register to a process.",
        ));
    }
    let mut table = Table::new(
        Text::new("条項、手続、窓口", "Clauses, procedures, counters"),
        [
            Column::text(Text::new("条項", "Clause")),
            Column::text(Text::new("効き方", "Whether it binds")),
            Column::number(Text::new("手続プロセス", "Processes")),
            Column::number(Text::new("うちオンラインでないもの", "Of these not online")),
            Column::number(Text::new(
                "改めるだけで妨げがなくなるもの",
                "Freed by it alone",
            )),
            Column::text(Text::new("手続", "Procedures")),
            Column::text(Text::new("窓口", "Counters")),
            Column::text(Text::new(
                "待ち時間の変化を求められる窓口",
                "Counters where a change of the wait can be told",
            )),
        ],
    )
    .with_row_headings()
    .note(Text::new(
        "条項と手続プロセスの対応は対応表（links.json）による。名前からは推し量らない。",
        "Which clause is about which process is what the links say; nothing is guessed from names.",
    ));
    for clause in &document.clauses {
        table.push_row(row(clause, joined));
    }
    found.push(table);
    for clause in &document.clauses {
        found.push_details(details(clause));
    }
    found
}

fn row(clause: &JoinedClause, joined: &Joined) -> [Cell; 8] {
    let open = clause
        .processes
        .iter()
        .filter(|one| is_open(one.status))
        .count();
    let mut procedures: Vec<&str> = clause
        .processes
        .iter()
        .map(|one| one.procedure.as_str())
        .collect();
    procedures.dedup();
    let counters = |list: &[tosei_counter_dx::CounterId]| {
        let ids: Vec<&str> = list
            .iter()
            .map(tosei_counter_dx::CounterId::as_str)
            .collect();
        Cell::from(Figure::or_absent(
            (!ids.is_empty()).then(|| named(joined, NodeKind::Counter, &ids)),
            Absence::Because(Text::new("記録なし", "none recorded")),
        ))
    };
    [
        Cell::data(format!("{} {}", clause.clause, clause.name)),
        Cell::from(Text::new(
            clause.binds.label(Language::Ja),
            clause.binds.label(Language::En),
        )),
        Cell::from(number(clause.processes.len())),
        Cell::from(number(open)),
        match clause.binds {
            BlockingClause::Binds => Cell::from(clause.frees),
            _ => Cell::from(Absence::NotApplicable),
        },
        Cell::from(named(joined, NodeKind::Procedure, &procedures)),
        counters(&clause.counters),
        counters(&clause.counters_with_known_share),
    ]
}

/// Every process of a clause with all that stands in its way.
fn details(clause: &JoinedClause) -> Details {
    let mut table = Table::new(
        Text::new(
            "手続プロセスと妨げ",
            "Processes and what stands in their way",
        ),
        [
            Column::text(Text::new("手続プロセス", "Process")),
            Column::text(Text::new("実施状況", "Status")),
            Column::text(Text::new("妨げ", "What stands in the way")),
        ],
    )
    .with_row_headings();
    for process in &clause.processes {
        let all = |language| {
            let sentences = process.blockers.iter().map(|one| one.in_language(language));
            sentences.collect::<Vec<_>>().join("\n")
        };
        table.push_row([
            Cell::data(format!("{} {}", process.process, process.name)),
            Cell::from(Text::new(
                process.status.label(Language::Ja),
                process.status.label(Language::En),
            )),
            Cell::from(Figure::or_absent(
                (!process.blockers.is_empty())
                    .then(|| Text::new(all(Language::Ja), all(Language::En))),
                Absence::NotApplicable,
            )),
        ]);
    }
    let (id, name) = (&clause.clause, &clause.name);
    let mut details = Details::new(Text::new(
        format!("{id} {name}：手続プロセスごとの妨げ"),
        format!("{id} {name}: what stands in the way of each process"),
    ));
    if let Some(summary) = &clause.summary {
        details.push(Text::data(summary.as_str()));
    }
    details.block(table)
}

fn integrity(part: &Part<Joined>, rules: &[BrokenRule]) -> Section {
    let mut found = section(
        "integrity",
        "資料どうしの食い違い",
        "What does not fit together between the documents",
    );
    let shown = part.shown();
    found.push(Text::new(
        format!(
            "誤り {}、要確認 {}、参考 {}",
            shown.errors, shown.warnings, shown.infos
        ),
        format!(
            "{} errors, {} warnings, {} for information",
            shown.errors, shown.warnings, shown.infos
        ),
    ));
    if !rules.is_empty() {
        found.push(rules_shown::rules(rules));
    }
    for rule in rules {
        found.push_details(rules_shown::of_rule(rule));
    }
    found
}

/// What is left out where there are more clauses than are tried out.
pub(super) fn left_out(document: &JoinedDocument) -> Option<Note> {
    let binding = document
        .clauses
        .iter()
        .filter(|one| one.binds == BlockingClause::Binds);
    let left = binding
        .count()
        .checked_sub(TRIED)
        .filter(|left| *left > 0)?;
    Some(Note::information(Text::new(
        format!(
            "一つずつ試算したのは、妨げのなくなるものの多い{TRIED}条項です。ほかの{left}条項は、全てを改める試算に入っています。"
        ),
        format!(
            "Tried out by themselves are the {TRIED} clauses that free the most; the other {left} are in the trial of all."
        ),
    )))
}
