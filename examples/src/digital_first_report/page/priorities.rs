//! What to begin with, rule by rule.

use super::{
    super::{
        LISTED_MEMBERS,
        report::{Member, Priority, Report},
    },
    show, summary,
};
use tosei_inventory::{BoundaryNote, SelectionReason};
use tosei_page::{
    Absence, Cell, Column, Details, Figure, Note, Order, Section, Table, Terms, Text,
};
use tosei_types::Language;

pub(super) fn section(report: &Report) -> Section {
    let mut section = show::section("priorities", "重点手続", "Priority procedures").block(Text::new(
        "選定の規則ごとに、当たるものの数と、それが件数に占める割合を示します。「以上」と「超える」、手続と手続プロセス、申請件数と処理件数の違いで、顔ぶれは変わります。",
        "For each rule of selection: how many it selects and how much of the volume they make up. At least or more than, procedures or processes, applications or cases handled: each choice gives another list.",
    ));
    section.push(rules(report));
    let said = report
        .priorities
        .iter()
        .filter(|priority| priority.cannot_be_said.is_none());
    for (at, priority) in said.enumerate() {
        let details = of_rule(priority);
        section.push_details(if at == 0 { details.opened() } else { details });
    }
    section.block(Note::information(Text::new(
        "選定された全ての行は priorities.csv にあります。",
        "All that was selected is in priorities.csv.",
    )))
}

fn rules(report: &Report) -> Table {
    let mut table = Table::new(
        Text::new("規則ごとの選定", "Selections by rule"),
        [
            Column::text(Text::new("規則", "Rule")),
            Column::number(Text::new("選定された数", "Selected")),
            Column::text(Text::new("単位", "Unit")),
            Column::number(Text::new(
                "判明している件数に占める割合",
                "Share of the known cases",
            )),
            Column::number(Text::new("判定できない数", "Undecided")),
        ],
    )
    .with_row_headings();
    for priority in &report.priorities {
        let unit = Cell::from(summary::unit(priority));
        let name = Cell::from(show::label(&priority.label));
        match &priority.cannot_be_said {
            Some(reason) => table.push_row([
                name,
                Cell::from(Figure::from(Absence::Because(show::label(reason)))),
                unit,
                Cell::from(Absence::NotApplicable),
                Cell::from(Absence::NotApplicable),
            ]),
            None => table.push_row([
                name,
                Cell::from(priority.selected),
                unit,
                Cell::from(match (priority.covered_cases, priority.known_cases) {
                    (Some(covered), Some(known)) => show::share(covered, known),
                    _ => Figure::from(Absence::NotGiven),
                }),
                Cell::from(priority.undecided.count),
            ]),
        }
    }
    table
}

fn of_rule(priority: &Priority) -> Details {
    let mut details = Details::new(Text::new(
        format!("{}：{}", priority.label.ja, show::number(priority.selected)),
        format!("{}: {}", priority.label.en, show::number(priority.selected)),
    ))
    .block(show::label(&priority.sentence));
    if priority.undecided.count > 0 {
        details.push(undecided(priority));
    }
    if priority.selected > 0 {
        details.push(members(priority));
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

fn members(priority: &Priority) -> Table {
    let mut table = Table::new(
        Text::new(
            format!("{}の一覧", priority.label.ja),
            format!("Selected: {}", priority.label.en),
        ),
        [
            Column::text(Text::new("名称", "Name")),
            Column::text(Text::new("ID", "Id")),
            Column::number(Text::new(
                priority.measure.label(Language::Ja),
                priority.measure.label(Language::En),
            ))
            .sorted(Order::Descending),
            Column::text(Text::new("選定の理由", "Why it is selected")),
        ],
    )
    .with_row_headings()
    .first_of(priority.selected);
    for member in priority.members.iter().take(LISTED_MEMBERS) {
        table.push_row([
            Cell::data(member.name.as_str()),
            Cell::code(member.id.as_str()),
            Cell::from(Figure::or_absent(member.cases, Absence::Unknown)),
            Cell::from(reason(member)),
        ]);
    }
    table
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
        _ => show::label(&member.sentence),
    }
}

/// Where a small thing decides, the ids of a sort together.
fn boundary(priority: &Priority) -> Option<Terms> {
    let mut sorts: Vec<(Text, Vec<&str>)> = vec![
        (
            Text::new(
                "ちょうど基準の件数（選定）",
                "Exactly the threshold (selected)",
            ),
            Vec::new(),
        ),
        (
            Text::new(
                "ちょうど基準の件数（選定しない）",
                "Exactly the threshold (not selected)",
            ),
            Vec::new(),
        ),
        (Text::new("あと1件で選定", "One case short"), Vec::new()),
    ];
    let mut others = Vec::new();
    for noted in &priority.boundary_notes {
        let (sort, id) = match &noted.note {
            BoundaryNote::AtThreshold {
                id, selected: true, ..
            } => (0, id),
            BoundaryNote::AtThreshold { id, .. } => (1, id),
            BoundaryNote::OneShort { id, .. } => (2, id),
            _ => {
                let sentence = Text::new(
                    format!("{}。", noted.sentence.ja),
                    format!("{}.", noted.sentence.en),
                );
                others.push((
                    Text::new("別の件数では変わる", "Another count decides otherwise"),
                    sentence,
                ));
                continue;
            }
        };
        if let Some((_, ids)) = sorts.get_mut(sort) {
            ids.push(id);
        }
    }
    let listed = sorts.into_iter().filter(|(_, ids)| !ids.is_empty());
    let listed = listed.map(|(sort, ids)| (sort, Text::data(ids.join("、"))));
    let terms: Vec<(Text, Text)> = listed.chain(others).collect();
    (!terms.is_empty()).then(|| terms.into_iter().collect())
}
