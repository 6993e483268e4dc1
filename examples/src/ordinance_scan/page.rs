//! The page with the clauses.

use super::{LISTED_CANDIDATES, Options, ScanResult, ScannedText, result::not_looked_at_whole};
use tosei_analog_regs::{Categories, Technologies};
use tosei_page::{Card, Cards, Cell, Column, Figure, Note, Page, Provenance, Section, Table, Text};
use tosei_types::{CaseCount, Label, Language};

fn count(number: u64) -> Figure {
    Figure::or_absent(
        CaseCount::try_new(number).ok(),
        tosei_page::Absence::Unknown,
    )
}

fn labels(labels: &[Label]) -> Text {
    let joined = |language: Language, between: &str| {
        let texts: Vec<&str> = labels.iter().map(|one| one.in_language(language)).collect();
        texts.join(between)
    };
    Text::new(joined(Language::Ja, "、"), joined(Language::En, "; "))
}

fn categories(ids: &[String]) -> Text {
    let known: Vec<Label> = ids
        .iter()
        .map(|id| {
            let own = Categories::standard().get(id);
            own.map_or_else(|| Label::new(id, id), |own| own.short.clone())
        })
        .collect();
    labels(&known)
}

/// A blank text would leave a hole.
fn or_dash(text: Text) -> Text {
    if text.in_language(Language::Ja).trim().is_empty() {
        Text::new("－", "–")
    } else {
        text
    }
}

pub(super) fn render(result: &ScanResult, options: &Options) -> String {
    let mut provenance = Provenance::new();
    for text in result.texts.iter().take(20) {
        provenance = provenance.file(&text.file);
    }
    let confidences = result.confidences.iter();
    let mut cards = vec![
        Card::new(
            Text::new("読み取った文", "Sentences read"),
            count(result.sentences),
        ),
        Card::new(
            Text::new("工程表に載せた候補", "Candidates in the worksheet"),
            count(u64::try_from(result.listed()).unwrap_or(u64::MAX)),
        ),
    ];
    cards.extend(confidences.map(|one| {
        let label = Text::new(
            format!("候補（{}）", one.confidence.label(Language::Ja)),
            format!("Candidates ({})", one.confidence.label(Language::En)),
        );
        Card::new(label, count(one.candidates))
    }));
    let mut page = Page::new(Text::new("例規の洗い出し", "Scan of ordinances"))
        .provenance(provenance)
        .opens_in(options.language)
        .summary(Cards::from_iter(cards));
    let mut about = Section::new(Text::new("この一覧について", "About this list")).block(
        Note::caution(Text::new(
            "候補は判定ではありません。アナログ規制に当たるか、見直すかどうかは、所管課が条文を読んで決めます。",
            "A candidate is no verdict: whether a clause is an analog regulation, and whether it is reviewed, is decided by the section that reads it.",
        )),
    );
    if result.fictional {
        about = about.block(Note::caution(Text::new(
            "架空の市の架空の条例を対象にした例です。",
            "An example with ordinances of a fictional city.",
        )));
    }
    let mut by_category = Table::new(
        Text::new(
            "類型別の候補（一つの候補が複数の類型に当たることがある）",
            "Candidates by category (one may carry several)",
        ),
        [
            Column::text(Text::new("類型", "Category")),
            Column::number(Text::new("候補", "Candidates")),
        ],
    )
    .with_row_headings();
    for one in &result.categories {
        let own = Categories::standard().get(&one.category);
        let label = own.map_or_else(|| Text::data(&one.category), |own| Text::from(&own.label));
        by_category.push_row([Cell::from(label), Cell::from(count(one.candidates))]);
    }
    page = page.section(about.block(by_category));
    for text in &result.texts {
        page = page.section(section(text));
    }
    if !result.skipped.is_empty() {
        let mut skipped = Table::new(
            Text::new("読めなかったファイル", "Files that were not read"),
            [
                Column::text(Text::new("ファイル", "File")),
                Column::text(Text::new("理由", "Why")),
            ],
        );
        for one in &result.skipped {
            skipped.push_row([Cell::code(&one.file), Cell::from(Text::from(&one.why))]);
        }
        let title = Text::new("読めなかったファイル", "Files that were not read");
        page = page.section(Section::new(title).block(skipped));
    }
    page.render()
}

fn section(text: &ScannedText) -> Section {
    let title = text.law.as_ref().unwrap_or(&text.file);
    let mut section = Section::new(Text::data(title));
    let mut table = Table::new(
        Text::new(format!("{title}の候補"), format!("Candidates in {title}")),
        [
            Column::text(Text::new("番号", "No.")),
            Column::text(Text::new("条項", "Place")),
            Column::text(Text::new(
                "条文（手掛かりの語に印）",
                "Sentence (cues marked)",
            )),
            Column::text(Text::new("類型", "Category")),
            Column::text(Text::new("確度", "Confidence")),
            Column::text(Text::new("理由", "For")),
            Column::text(Text::new("反対の理由", "Against")),
            Column::text(Text::new("代替技術の候補", "To consider")),
        ],
    );
    let shown = text.candidates.iter().take(LISTED_CANDIDATES);
    for entry in shown {
        let found = &entry.found;
        let mut spans: Vec<std::ops::Range<usize>> = found
            .concepts
            .iter()
            .flat_map(|concept| &concept.spans)
            .map(|span| span.start..span.end)
            .collect();
        spans.sort_by_key(|span| (span.start, span.end));
        let technologies: Vec<Label> = entry
            .technologies
            .iter()
            .filter_map(|id| Some(Technologies::standard().get(id)?.label.clone()))
            .collect();
        let mut reasons = entry.reasons_for.clone();
        reasons.splice(0..0, entry.asks.iter().cloned());
        if found.national_law_decides {
            reasons.push(Label::new(
                "国の法令が定める事項",
                "decided by national law",
            ));
        }
        if found.cut {
            reasons.push(not_looked_at_whole());
        }
        table.push_row([
            entry.id.as_ref().map_or_else(
                || Cell::from(Text::new("載せない", "not listed")),
                Cell::code,
            ),
            Cell::data(&found.place),
            Cell::marked(&found.text, spans),
            Cell::from(or_dash(categories(&found.categories))),
            Cell::from(Text::new(
                found.confidence.label(Language::Ja),
                found.confidence.label(Language::En),
            )),
            Cell::from(or_dash(labels(&reasons))),
            Cell::from(or_dash(labels(&entry.reasons_against))),
            Cell::from(or_dash(labels(&technologies))),
        ]);
    }
    if text.candidates.is_empty() {
        section = section.block(Note::caution(Text::new(
            "候補は見つからなかった。ないことの証明ではない。",
            "No candidate was found, which is no proof that there is none.",
        )));
    } else {
        section =
            section.block(table.first_of(u64::try_from(text.candidates.len()).unwrap_or(u64::MAX)));
    }
    if !text.findings.is_empty() {
        let mut odd = Table::new(
            Text::new("本文の所見", "What is odd in the text"),
            [Column::text(Text::new("所見", "Finding"))],
        );
        for finding in &text.findings {
            odd.push_row([Cell::from(Text::from(&finding.sentence))]);
        }
        section = section.block(odd);
    }
    section
}
