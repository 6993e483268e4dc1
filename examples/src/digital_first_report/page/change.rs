//! What changed since an earlier snapshot, and why.

use super::{
    super::report::{
        Change, ChangedRate, OrganisationChange, OrganisationChanges, Report, StructureShown,
    },
    show,
};
use tosei_inventory::{ChangeCause, ChangeKind, ChangeVerdict, ComparedList, ItemChange};
use tosei_page::{Absence, Cell, Column, Details, Figure, Note, Section, Table, Text};
use tosei_types::Language;

/// How many changes of each kind the page lists.
const LISTED_CHANGES: usize = 20;

pub(super) fn section(report: &Report, change: &Change) -> Section {
    let mut section = show::section("change", "前回からの変化と要因", "Change and its causes");
    section.push(lead(report, change));
    for rate in &change.rates {
        if let Some(note) = reclassified(rate) {
            section.push(note);
        }
    }
    section.push(rates(change));
    if let Some(first) = change.rates.iter().find(|rate| !rate.effects.is_empty()) {
        section.push_subheading(Text::new(
            format!("要因：{}", first.label.ja),
            format!("Causes: {}", first.label.en),
        ));
        section.push(show::label(&first.sentence));
        section.push(causes(first));
        for rate in change.rates.iter().filter(|rate| rate.id != first.id) {
            if !rate.effects.is_empty() {
                section.push_details(
                    Details::new(Text::new(
                        format!("要因：{}", rate.label.ja),
                        format!("Causes: {}", rate.label.en),
                    ))
                    .block(show::label(&rate.sentence))
                    .block(causes(rate)),
                );
            }
        }
    }
    if let Some(definition) = &change.method_definition {
        section.push(Note::method(show::label(definition)));
    }
    let unsaid = change.rates.iter().filter_map(|rate| {
        let reason = rate.cannot_be_said.as_ref()?;
        Some((show::label(&rate.label), show::label(reason)))
    });
    let unsaid: Vec<(Text, Text)> = unsaid.collect();
    if !unsaid.is_empty() {
        section.push_subheading(Text::new("比べられない率", "Rates that cannot be compared"));
        section.push(unsaid.into_iter().collect::<tosei_page::Terms>());
    }
    if !change.organisations.is_empty() {
        section.push_subheading(Text::new("部局別の変化", "Change by department"));
        section.push(Text::new(
            "移管は全体の率を変えませんが、部局ごとの率を変えます。組織改正は、旧体系又は新体系にそろえると影響がなくなります。",
            "Transfers do not change the whole, but they change the departments. Seen in one structure, before or after, a reorganisation has no effect.",
        ));
        for (at, table) in change.organisations.iter().enumerate() {
            let made = departments(table);
            if at == 0 {
                section.push(made);
            } else {
                section.push_details(Details::new(structure(table.structure)).block(made));
            }
        }
    }
    if !change.totals.is_empty() {
        section.push_subheading(Text::new("異動", "What came, went and changed"));
        section.push(totals(change));
        for kind in ChangeKind::ALL {
            if *kind != ChangeKind::Changed
                && let Some(details) = listed(change, *kind)
            {
                section.push_details(details);
            }
        }
        section.push_details(matching(change));
    }
    if change.ambiguous > 0 {
        let count = show::number(change.ambiguous);
        section.push(Note::caution(Text::new(
            format!("どれがどれか決められない突合が{count}件あり、新設と廃止として数えています。「データの所見」に示し、--matching の訂正で決められます。"),
            format!("{count} matches could not be decided and count as abolished and added. They are among the findings; corrections by --matching decide them."),
        )));
    }
    section
}

fn lead(report: &Report, change: &Change) -> Text {
    let then = change.previous.status_date;
    let now = report.source.status_date;
    match (then, now) {
        (Some(then), Some(now)) => Text::new(
            format!(
                "{}の棚卸（{}）と{}の棚卸を比べ、率の変化を要因に分けます。要因の影響の合計は、率の変化と正確に一致します。",
                then.label_ja(),
                change.previous.file_name,
                now.label_ja()
            ),
            format!(
                "The inventory of {} ({}) beside that of {}: the change of each rate, divided among its causes. Their effects sum exactly to the change.",
                then.label_en(),
                change.previous.file_name,
                now.label_en()
            ),
        ),
        _ => Text::new(
            format!("前の資料（{}）と比べます。", change.previous.file_name),
            format!(
                "Compared with an earlier file ({}).",
                change.previous.file_name
            ),
        ),
    }
}

/// A rise or fall that is only a matter of what is counted is named as such.
fn reclassified(rate: &ChangedRate) -> Option<Note> {
    let by_counting = matches!(
        rate.verdict,
        Some(
            ChangeVerdict::FallByReclassification
                | ChangeVerdict::RiseByReclassification
                | ChangeVerdict::FallByKnowledge
                | ChangeVerdict::RiseByKnowledge
                | ChangeVerdict::FallByStock
                | ChangeVerdict::RiseByStock
        )
    );
    (by_counting && !rate.remark.ja.is_empty()).then(|| {
        Note::caution(Text::new(
            format!("{}：{}", rate.label.ja, rate.remark.ja),
            format!("{}: {}", rate.label.en, rate.remark.en),
        ))
    })
}

fn rates(change: &Change) -> Table {
    let mut table = Table::new(
        Text::new("率の変化", "Change of the rates"),
        [
            Column::text(Text::new("率", "Rate")),
            Column::number(Text::new("前回", "Then")),
            Column::number(Text::new("今回", "Now")),
            Column::number(Text::new("差（ポイント）", "Points")),
            Column::text(Text::new("判定", "Verdict")),
        ],
    )
    .with_row_headings()
    .note(Text::new(
        "差は丸める前の率どうしの差。小数第3位まで示す。",
        "Differences are those of the exact rates, with three digits.",
    ));
    for rate in &change.rates {
        let verdict = rate
            .verdict
            .map(|verdict| Text::new(verdict.label(Language::Ja), verdict.label(Language::En)));
        table.push_row([
            Cell::from(show::label(&rate.label)),
            Cell::from(show::two_digits(&rate.id, rate.earlier)),
            Cell::from(show::two_digits(&rate.id, rate.later)),
            Cell::from(points(rate.points.as_ref())),
            Cell::from(Figure::or_absent(verdict, Absence::NotApplicable)),
        ]);
    }
    table
}

fn points(points: Option<&String>) -> Figure {
    Figure::or_absent(
        points.map(|points| show::points(points)),
        Absence::NotApplicable,
    )
}

fn cause(cause: ChangeCause) -> Text {
    Text::new(cause.label(Language::Ja), cause.label(Language::En))
}

fn causes(rate: &ChangedRate) -> Table {
    let mut table = Table::new(
        Text::new(
            format!("変化の要因：{}", rate.label.ja),
            format!("Causes of the change: {}", rate.label.en),
        ),
        [
            Column::text(Text::new("要因", "Cause")),
            Column::text(Text::new("区分", "Group")),
            Column::number(Text::new("対象の数", "Things")),
            Column::number(Text::new("影響（ポイント）", "Points")),
        ],
    )
    .with_row_headings();
    for effect in &rate.effects {
        let group = effect.cause.group();
        table.push_row([
            Cell::from(cause(effect.cause)),
            Cell::from(Text::new(
                group.label(Language::Ja),
                group.label(Language::En),
            )),
            Cell::from(Figure::or_absent(effect.things, Absence::NotGiven)),
            Cell::from(show::points(&effect.points)),
        ]);
    }
    table.push_row([
        Cell::from(Text::new("合計（率の変化）", "Sum: the change")),
        Cell::from(Absence::NotApplicable),
        Cell::from(Absence::NotApplicable),
        Cell::from(points(rate.points.as_ref())),
    ]);
    table
}

fn structure(structure: StructureShown) -> Text {
    match structure {
        StructureShown::AsRecorded => Text::new("各時点の組織のまま", "Each in its own structure"),
        StructureShown::Old => Text::new(
            "組織改正前の体系（旧体系）で見る",
            "Both in the structure before the reorganisation",
        ),
        StructureShown::New => Text::new(
            "組織改正後の体系（新体系）で見る",
            "Both in the structure after the reorganisation",
        ),
    }
}

fn departments(changes: &OrganisationChanges) -> Table {
    let mut listed: Vec<ChangeCause> = Vec::new();
    for all in ChangeCause::ALL {
        let mut effects = changes.rows.iter().flat_map(|row| &row.effects);
        if effects.any(|effect| effect.cause == *all) {
            listed.push(*all);
        }
    }
    let mut columns = vec![
        Column::text(Text::new("部局", "Department")),
        Column::number(Text::new("前回", "Then")),
        Column::number(Text::new("今回", "Now")),
        Column::number(Text::new("差", "Points")),
    ];
    columns.extend(listed.iter().map(|one| Column::number(cause(*one))));
    let title = structure(changes.structure);
    let mut table = Table::new(
        Text::new(
            format!("部局別の変化：{}", title.in_language(Language::Ja)),
            format!(
                "Change by department: {}",
                show::lower(title.in_language(Language::En))
            ),
        ),
        columns,
    )
    .with_row_headings();
    for row in &changes.rows {
        let mut cells = vec![Cell::from(show::label(&row.label))];
        let hidden = || Cell::from(Absence::Because(Text::new("＊", "＊")));
        if row.suppressed {
            cells.extend((0..3usize.saturating_add(listed.len())).map(|_| hidden()));
        } else {
            cells.extend([
                Cell::from(show::two_digits(&changes.rate, row.earlier)),
                Cell::from(show::two_digits(&changes.rate, row.later)),
                Cell::from(points(row.points.as_ref())),
            ]);
            cells.extend(listed.iter().map(|one| effect(row, *one)));
        }
        table.push_row(cells);
    }
    table
}

fn effect(row: &OrganisationChange, cause: ChangeCause) -> Cell {
    let found = row.effects.iter().find(|effect| effect.cause == cause);
    match found {
        Some(effect) => Cell::from(show::points(&effect.points)),
        None => Cell::from(Text::new("0", "0")), // the cause did not occur here
    }
}

fn totals(change: &Change) -> Table {
    let lists = [
        ComparedList::Procedures,
        ComparedList::Processes,
        ComparedList::Touchpoints,
    ];
    let mut columns = vec![Column::text(Text::new("異動", "Change"))];
    columns.extend(lists.iter().map(|list| {
        Column::number(Text::new(
            list.label(Language::Ja),
            show::upper(list.label(Language::En)),
        ))
    }));
    let mut table = Table::new(Text::new("異動の数", "Changes"), columns)
        .with_row_headings()
        .note(Text::new(
            "一つのものに複数の異動があることがある。全ては changes.csv にある。",
            "One thing can have several; changes.csv has all.",
        ));
    for kind in ChangeKind::ALL {
        let count = |list: ComparedList| {
            let mut totals = change.totals.iter();
            let its = totals.find(|total| total.kind == *kind && total.list == list);
            its.map_or(0, |total| total.count)
        };
        if lists.iter().all(|list| count(*list) == 0) {
            continue;
        }
        let mut cells = vec![Cell::from(Text::new(
            kind.label(Language::Ja),
            kind.label(Language::En),
        ))];
        cells.extend(lists.iter().map(|list| Cell::from(count(*list))));
        table.push_row(cells);
    }
    table
}

fn listed(change: &Change, kind: ChangeKind) -> Option<Details> {
    let its: Vec<&ItemChange> = change
        .changes
        .iter()
        .filter(|item| item.kinds.contains(&kind))
        .collect();
    if its.is_empty() {
        return None;
    }
    let all = u64::try_from(its.len()).unwrap_or(u64::MAX);
    let mut table = Table::new(
        Text::new(kind.label(Language::Ja), kind.label(Language::En)),
        [
            Column::text(Text::new("一覧", "List")),
            Column::text(Text::new("ID", "Id")),
            Column::text(Text::new("名称", "Name")),
            Column::text(Text::new("前と後の組織", "From and to")),
            Column::text(Text::new("同じとした根拠", "Why it is the same")),
        ],
    )
    .first_of(all);
    for item in its.into_iter().take(LISTED_CHANGES) {
        let id = item.later.first().or_else(|| item.earlier.first());
        let moved = item.transfer.as_ref().map(|transfer| {
            let (from, to) = (&transfer.from, &transfer.to);
            let text = format!("{from} → {to}");
            if transfer.by_reorganisation {
                Text::new(
                    format!("{text}（組織改正）"),
                    format!("{text} (reorganisation)"),
                )
            } else {
                Text::new(text.clone(), text)
            }
        });
        let reason = item
            .reason
            .as_ref()
            .map(|reason| Text::new(reason.in_words(Language::Ja), reason.in_words(Language::En)));
        table.push_row([
            Cell::from(Text::new(
                item.list.label(Language::Ja),
                item.list.label(Language::En),
            )),
            Cell::code(id.map_or("", |id| &**id)),
            Cell::from(show::data(Some(&item.name))),
            Cell::from(Figure::or_absent(moved, Absence::NotApplicable)),
            Cell::from(Figure::or_absent(reason, Absence::NotApplicable)),
        ]);
    }
    let count = show::number(all);
    Some(
        Details::new(Text::new(
            format!("{}（{count}件）", kind.label(Language::Ja)),
            format!("{} ({count})", show::upper(kind.label(Language::En))),
        ))
        .block(table),
    )
}

fn matching(change: &Change) -> Details {
    let mut table = Table::new(
        Text::new("同じものとした根拠", "Why things were taken for the same"),
        [
            Column::text(Text::new("一覧", "List")),
            Column::text(Text::new("根拠", "Reason")),
            Column::number(Text::new("数", "Count")),
        ],
    );
    for count in &change.matching {
        table.push_row([
            Cell::from(Text::new(
                count.list.label(Language::Ja),
                count.list.label(Language::En),
            )),
            Cell::from(show::label(&count.label)),
            Cell::from(count.count),
        ]);
    }
    Details::new(Text::new(
        "突合の根拠を見る",
        "Show how things were matched",
    ))
    .block(table)
}
