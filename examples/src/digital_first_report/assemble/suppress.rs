//! Small numbers in the tables by group, hidden.

use super::super::{
    Failure,
    report::{
        Group, GroupRate, Grouping, OrganisationChange, Report, Suppression, Unsaid, UnsaidReason,
    },
};
use tosei_inventory::suppression::{
    CountRow, CountTable, PublishedCount, SuppressionOptions, ZeroTreatment,
};
use tosei_types::Label;

/// Hides small counts of groups, and those from which they could be computed within a table.
pub(super) fn suppress(report: &mut Report, threshold: u64) -> Result<(), Failure> {
    let options = SuppressionOptions {
        threshold,
        zeros: ZeroTreatment::Shown,
    };
    let mut hidden = 0u64;
    let all = report
        .groupings
        .iter_mut()
        .chain([&mut report.volume_bands])
        .chain(&mut report.touchpoints);
    for grouping in all {
        hidden = hidden.saturating_add(in_grouping(grouping, options)?);
    }
    if let Some(change) = &mut report.change {
        // Two structures beside each other, and causes beside the sums, would tell what is hidden.
        change.organisations.truncate(1);
        for table in &mut change.organisations {
            for row in &mut table.rows {
                row.effects.clear();
            }
            hide_departments(&mut table.rows, options);
        }
    }
    report.suppression = Some(Suppression {
        threshold,
        hidden,
        label: Label::new(
            format!(
                "組織別などの表では、1以上{threshold}未満の数と、同じ表から逆算できてしまう数を「＊」とした（{hidden}箇所）。率、件数も、それらから分かるものは示していない。別の表や前回の表と合わせれば推測できることがある。"
            ),
            format!(
                "In tables by group, counts from 1 to below {threshold}, and those from which they could be computed within the table, are shown as ＊ ({hidden} places), and so are the rates and cases that would tell them. Other or earlier tables put beside them may still tell."
            ),
        ),
    });
    Ok(())
}

fn in_grouping(grouping: &mut Grouping, options: SuppressionOptions) -> Result<u64, Failure> {
    let broken = |_| Failure::Embedded {
        what: "suppression",
    };
    let rows: Vec<CountRow> = grouping
        .groups
        .iter()
        .map(|group| {
            let counts = group.status.all();
            CountRow {
                name: group.key.clone(),
                counts: counts
                    .iter()
                    .map(|count| count.shown().unwrap_or(0))
                    .collect(),
            }
        })
        .collect();
    let table = CountTable {
        columns: vec![Label::new("", ""); 7],
        rows,
    };
    let made = table.suppress(options).map_err(broken)?;
    let mut marks: Vec<Marks> = made
        .rows
        .iter()
        .map(|row| Marks {
            counts: row
                .counts
                .iter()
                .map(|count| count.shown().is_none())
                .collect(),
            total: row.total.shown().is_none(),
        })
        .collect();
    cover_columns(&mut marks, &table, options);
    let mut hidden = 0u64;
    let mut any = false;
    for (group, marks) in grouping.groups.iter_mut().zip(&marks) {
        let mut in_group = false;
        for (count, mark) in group.status.all_mut().into_iter().zip(&marks.counts) {
            if *mark {
                *count = PublishedCount::HIDDEN;
                hidden = hidden.saturating_add(1);
                in_group = true;
            }
        }
        if marks.total {
            group.count = PublishedCount::HIDDEN;
            hidden = hidden.saturating_add(1);
            in_group = true;
        }
        if in_group {
            group.cases = group.cases.map(|_| PublishedCount::HIDDEN);
            group.without_cases = PublishedCount::HIDDEN;
        }
        any |= in_group;
    }
    // The sums of cases of the groups that are left would tell the one that is hidden.
    if any {
        for group in &mut grouping.groups {
            group.cases = group.cases.map(|_| PublishedCount::HIDDEN);
            group.without_cases = PublishedCount::HIDDEN;
        }
    }
    hide_rates(grouping, options, any);
    Ok(hidden)
}

struct Marks {
    counts: Vec<bool>,
    total: bool,
}

/// A column whose total is shown tells the only count of it that is hidden: another is hidden, too,
/// and, where that leaves one in a row, another of that row, until none can be told.
fn cover_columns(marks: &mut [Marks], table: &CountTable, options: SuppressionOptions) {
    let lowest = u64::from(options.zeros == ZeroTreatment::Shown);
    loop {
        let mut changed = false;
        for column in 0..7usize {
            let in_column = |marks: &Marks| marks.counts.get(column).copied().unwrap_or(false);
            if marks.iter().filter(|row| in_column(row)).count() != 1 {
                continue;
            }
            let candidates = table.rows.iter().zip(marks.iter_mut());
            let smallest = candidates
                .filter_map(|(row, marks)| {
                    let count = row.counts.get(column).copied().unwrap_or(0);
                    let mark = marks.counts.get_mut(column)?;
                    (!*mark && count >= lowest).then_some((count, mark))
                })
                .min_by_key(|(count, _)| *count);
            if let Some((_, mark)) = smallest {
                *mark = true;
                changed = true;
            }
        }
        for (row, marks) in table.rows.iter().zip(marks.iter_mut()) {
            let hidden = marks.counts.iter().filter(|mark| **mark).count();
            if hidden != 1 || marks.total {
                continue;
            }
            let cells = row.counts.iter().zip(&mut marks.counts);
            let smallest = cells
                .filter(|(count, mark)| !**mark && **count >= lowest)
                .min_by_key(|(count, _)| **count);
            match smallest {
                Some((_, mark)) => *mark = true,
                None => marks.total = true,
            }
            changed = true;
        }
        if !changed {
            break;
        }
    }
}

/// A rate is the count over the line and the one below it: where one of a grouping would tell a small
/// number, none of that rate is shown but the whole.
fn hide_rates(grouping: &mut Grouping, options: SuppressionOptions, any: bool) {
    let ids: Vec<_> = grouping
        .total
        .rates
        .iter()
        .map(|rate| rate.id.clone())
        .collect();
    for id in ids {
        let of = |group: &Group| group.rates.iter().find(|rate| rate.id == id).cloned();
        let small = grouping.groups.iter().filter_map(of).any(|rate| {
            let (Some(part), Some(whole)) = (rate.numerator, rate.denominator) else {
                return false;
            };
            let rest = whole.saturating_sub(part);
            [part, rest, whole]
                .into_iter()
                .any(|count| options.is_small(count))
        });
        if !any && !small {
            continue;
        }
        let rates = grouping
            .groups
            .iter_mut()
            .flat_map(|group| &mut group.rates);
        for rate in rates.filter(|rate| rate.id == id) {
            hide(rate);
        }
    }
}

fn hide(rate: &mut GroupRate) {
    rate.numerator = None;
    rate.denominator = None;
    rate.percent = None;
    rate.low = None;
    rate.high = None;
    rate.cannot_be_said = Some(Unsaid {
        reason: UnsaidReason::Suppressed,
        label: Label::new("少数を秘匿した", "small numbers are hidden"),
    });
}

/// Departments with a small figure, and at least two of them, so that the whole does not tell the one.
fn hide_departments(rows: &mut [OrganisationChange], options: SuppressionOptions) {
    let is_small = |row: &OrganisationChange| {
        [row.earlier, row.later].into_iter().flatten().any(|of| {
            let rest = of.denominator.saturating_sub(of.numerator);
            [of.numerator, rest, of.denominator]
                .into_iter()
                .any(|count| options.is_small(count))
        })
    };
    let mut hidden = 0usize;
    for row in rows.iter_mut() {
        if is_small(row) {
            hide_department(row);
            hidden = hidden.saturating_add(1);
        }
    }
    if hidden == 1
        && let Some(row) = rows
            .iter_mut()
            .filter(|row| !row.suppressed)
            .min_by_key(|row| row.later.map_or(u64::MAX, |of| of.denominator))
    {
        hide_department(row);
    }
}

fn hide_department(row: &mut OrganisationChange) {
    row.earlier = None;
    row.later = None;
    row.points = None;
    row.effects = Vec::new();
    row.suppressed = true;
}
