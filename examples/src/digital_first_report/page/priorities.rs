//! What to begin with, rule by rule.

use super::{
    super::{
        LISTED_MEMBERS,
        report::{Member, Priority, Report},
    },
    show,
};
use tosei_inventory::{BoundaryNote, OnlineStatus, PriorityUnit, SelectionReason};
use tosei_page::{
    Absence, Cell, Column, Details, Figure, Note, Order, Section, Table, Terms, Text,
};
use tosei_types::Language;

pub(super) fn section(report: &Report) -> Section {
    let mut section = show::section("priorities", "重点手続", "Priority procedures").block(Text::new(
        "選定の規則ごとに、当たるものの数と、それが件数に占める割合を示します。「以上」と「超える」、手続と手続プロセス、申請件数と処理件数の違いで、顔ぶれは変わります。",
        "For each rule of selection: how many it selects and how much of the volume they make up. At least or more than, procedures or processes, applications or cases handled: each choice gives another list.",
    ));
    let (said, unsaid): (Vec<&Priority>, Vec<&Priority>) = report
        .priorities
        .iter()
        .partition(|priority| priority.cannot_be_said.is_none());
    if !said.is_empty() {
        section.push(rules(&said));
    }
    for (at, priority) in said.iter().enumerate() {
        let details = of_rule(priority);
        section.push_details(if at == 0 { details.opened() } else { details });
    }
    if !said.is_empty() {
        section.push(Note::information(Text::new(
            "選定されたものは、全て priorities.csv にあります。",
            "All that was selected is in priorities.csv.",
        )));
    }
    if !unsaid.is_empty() {
        section.push_subheading(Text::new(
            "この資料からは選定できない規則",
            "Rules that this file cannot answer",
        ));
        section.push(show::unsaid(unsaid.iter().filter_map(|priority| {
            Some((&priority.label, priority.cannot_be_said.as_ref()?))
        })));
    }
    section
}

fn rules(said: &[&Priority]) -> Table {
    let mut table = Table::new(
        Text::new("規則ごとの選定", "Selections by rule"),
        [
            Column::text(Text::new("規則", "Rule")),
            Column::number(Text::new("選定", "Selected")),
            Column::number(Text::new("件数に占める割合", "Share of the cases")),
            Column::number(Text::new("うち実施済", "Of them done")),
            Column::number(Text::new("判定不能", "Undecided")),
        ],
    )
    .with_row_headings();
    for priority in said {
        table.push_row([
            Cell::from(show::label(&priority.label)),
            Cell::from(Text::new(
                format!(
                    "{} {}",
                    show::number(priority.selected),
                    priority.unit.label(Language::Ja)
                ),
                format!(
                    "{} {}",
                    show::number(priority.selected),
                    priority.unit.label(Language::En)
                ),
            )),
            Cell::from(match (priority.covered_cases, priority.known_cases) {
                (Some(covered), Some(known)) => show::share(covered, known),
                _ => Figure::from(Absence::NotGiven),
            }),
            Cell::from(match priority.done {
                Some(done) => show::share(done, priority.selected),
                None => Figure::from(Absence::NotGiven),
            }),
            Cell::from(priority.undecided.count),
        ]);
    }
    table
}

fn of_rule(priority: &Priority) -> Details {
    let selected = show::number(priority.selected);
    let mut details = Details::new(Text::new(
        format!(
            "{}：{selected} {}",
            priority.label.ja,
            priority.unit.label(Language::Ja)
        ),
        format!(
            "{}: {selected} {}",
            priority.label.en,
            priority.unit.label(Language::En)
        ),
    ))
    .block(show::label(&priority.sentence));
    if priority.undecided.count > 0 {
        details.push(undecided(priority));
    }
    let not_done = |member: &&Member| {
        let status = member.status;
        status.is_some_and(|status| !matches!(status, OnlineStatus::Done | OnlineStatus::Exempt))
    };
    let left: Vec<&Member> = priority.members.iter().filter(not_done).collect();
    if !left.is_empty() {
        let title = Text::new(
            "まだ実施済でないもの（件数の多い順、適用除外を除く）",
            "Those not done yet (most cases first, without the exempt)",
        );
        details.push(members(priority, title, &left));
    }
    let all: Vec<&Member> = priority.members.iter().collect();
    if !all.is_empty() {
        let title = Text::new(
            "選定されたもの（件数の多い順）",
            "All that is selected (most cases first)",
        );
        details.push(members(priority, title, &all));
    }
    if let Some(notes) = boundary(priority) {
        details.push(Text::new(
            format!(
                "境目にあるもの：{}",
                show::number(priority.boundary_note_count)
            ),
            format!(
                "On the borderline: {}",
                show::number(priority.boundary_note_count)
            ),
        ));
        details.push(notes);
    }
    details
}

fn undecided(priority: &Priority) -> Note {
    let undecided = &priority.undecided;
    let parts = [
        (undecided.unknown_volume, "件数が不明", "cases unknown"),
        (
            undecided.contradictory_volumes,
            "件数が食い違う",
            "counts contradict each other",
        ),
        (
            undecided.unknown_membership,
            "種類又は主体が不明",
            "kind or actor unknown",
        ),
    ];
    let some = || parts.iter().filter(|(count, ..)| *count > 0);
    let ja: Vec<String> = some()
        .map(|(n, ja, _)| format!("{ja} {}", show::number(*n)))
        .collect();
    let en: Vec<String> = some()
        .map(|(n, _, en)| format!("{en} {}", show::number(*n)))
        .collect();
    let all = show::number(undecided.count);
    Note::caution(Text::new(
        format!(
            "{all}は、この規則に当たるかどうかを判定できません（{}）。選定にも割合にも入っていません。",
            ja.join("、")
        ),
        format!(
            "{all} cannot be decided ({}). They are neither in the selection nor in the share.",
            en.join(", ")
        ),
    ))
}

fn members(priority: &Priority, title: Text, members: &[&Member]) -> Table {
    let reasons = used(members);
    let alike = reasons
        .first()
        .filter(|first| reasons.iter().all(|other| other == *first));
    let mut columns = vec![
        Column::text(Text::new("名称とID", "Name and id")),
        Column::text(Text::new("種類", "Kind")),
        Column::text(Text::new("所管・処理機関", "Organisation")),
        Column::text(Text::new("実施状況", "Status")),
        Column::number(Text::new(
            priority.measure.label(Language::Ja),
            show::upper(priority.measure.label(Language::En)),
        ))
        .sorted(Order::Descending),
    ];
    let kinds = priority.unit == PriorityUnit::Process;
    if !kinds {
        columns.remove(1);
    }
    if alike.is_none() {
        columns.push(Column::text(Text::new("選定の理由", "Why it is selected")));
    }
    let count = u64::try_from(members.len()).unwrap_or(u64::MAX);
    let mut table = Table::new(title, columns)
        .with_row_headings()
        .first_of(count);
    if let Some(alike) = alike {
        table = table.note(alike.clone());
    }
    for member in members.iter().take(LISTED_MEMBERS) {
        let status = member
            .status
            .map(|status| Text::new(status.label(Language::Ja), status.label(Language::En)));
        let organisation = member
            .organisation
            .as_deref()
            .filter(|name| !name.is_empty());
        let mut cells = vec![
            Cell::data(format!("{}\n{}", member.name, member.id)),
            Cell::from(Figure::or_absent(
                organisation.map(Text::data),
                Absence::NotGiven,
            )),
            Cell::from(Figure::or_absent(status, Absence::NotGiven)),
            Cell::from(Figure::or_absent(member.cases, Absence::Unknown)),
        ];
        if kinds {
            let kind = Figure::or_absent(member.kind.as_ref().map(show::label), Absence::Unknown);
            cells.insert(1, Cell::from(kind));
        }
        if alike.is_none() {
            cells.push(Cell::from(reason(member)));
        }
        table.push_row(cells);
    }
    table
}

/// The reasons of all members; the same one if all were selected by counts of one year and state.
fn used(members: &[&Member]) -> Vec<Text> {
    members.iter().map(|member| reason(member)).collect()
}

/// Year and state of the count that selected it, or the reason in words.
fn reason(member: &Member) -> Text {
    match &member.reason {
        SelectionReason::Volume { used, .. } => Text::new(
            format!(
                "{}（{}）の件数",
                used.fiscal_year.label_ja(),
                used.state.label(Language::Ja)
            ),
            format!(
                "cases of {} ({})",
                used.fiscal_year.label_en(),
                used.state.label(Language::En)
            ),
        ),
        SelectionReason::RelatedTo { id } => {
            Text::new(format!("「{id}」に関連"), format!("related to {id}"))
        }
        _ => show::label(&member.sentence),
    }
}

/// Where a small thing decides, the ids of a sort together.
fn boundary(priority: &Priority) -> Option<Terms> {
    let [mut selected, mut not_selected, mut one_short] = [const { Vec::<&str>::new() }; 3];
    let mut others = Vec::new();
    for noted in &priority.boundary_notes {
        match &noted.note {
            BoundaryNote::AtThreshold {
                id, selected: true, ..
            } => selected.push(id),
            BoundaryNote::AtThreshold { id, .. } => not_selected.push(id),
            BoundaryNote::OneShort { id, .. } => one_short.push(id),
            _ => {
                let sentence = Text::new(
                    format!("{}。", noted.sentence.ja),
                    format!("{}.", noted.sentence.en),
                );
                let sort = Text::new("別の件数では変わる", "Another count decides otherwise");
                others.push((sort, sentence));
            }
        }
    }
    let sorts = [
        (
            Text::new(
                "ちょうど基準の件数（選定）",
                "Exactly the threshold (selected)",
            ),
            selected,
        ),
        (
            Text::new(
                "ちょうど基準の件数（選定しない）",
                "Exactly the threshold (not selected)",
            ),
            not_selected,
        ),
        (Text::new("あと1件で選定", "One case short"), one_short),
    ];
    let listed = sorts.into_iter().filter(|(_, ids)| !ids.is_empty());
    let listed = listed.map(|(sort, ids)| (sort, Text::data(ids.join("、"))));
    let terms: Vec<(Text, Text)> = listed.chain(others).collect();
    (!terms.is_empty()).then(|| terms.into_iter().collect())
}
