//! Answers from a table, one row an answer.

use super::{ReviewTotals, ReviewTotalsError};
use crate::{id::CounterId, report::Reporter};
use serde::{Deserialize, Serialize};
use std::{collections::HashMap, io::Read, sync::OnceLock};
use tosei_document::{Catalogue, Limits, PlaceRef, Sink};
use tosei_table::{ColumnMap, CsvRows, TableError, WantedColumn};
use tosei_types::{RatingPoint, embedded};

/// 点検の規則 (rules) about tables of reviews.
#[must_use]
pub fn review_rules() -> &'static Catalogue {
    static RULES: OnceLock<Catalogue> = OnceLock::new();
    embedded(&RULES, || {
        Catalogue::of_domain(include_str!("../../data/rules/review.json"))
    })
}

/// 表の読み方 (layout of a table of reviews): the headers of the columns that are read.
///
/// Other columns, free text above all, are passed over and not kept.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct ReviewLayout {
    /// 窓口IDの見出し.
    pub counter: String,
    /// 評価の見出し: 1 to 5.
    pub rating: String,
}

impl Default for ReviewLayout {
    fn default() -> Self {
        Self {
            counter: "窓口ID".to_owned(),
            rating: "評価".to_owned(),
        }
    }
}

/// What a table of reviews said.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ReviewTable {
    /// Rows that were read.
    pub rows: u64,
    /// Rows that are no answer: each is a finding.
    pub not_counted: u64,
}

/// Adds the answers of a table (CSV in UTF-8) to the totals, row by row.
///
/// A row whose rating is blank or not 1 to 5, or that names no counter, is a finding and not counted.
/// If the totals know counters already ([`ReviewTotals::expect`]), an answer for another one is counted
/// nevertheless, and a finding says so once for each such counter.
///
/// # Errors
///
/// - Those of [`CsvRows`]: a file that is no CSV in UTF-8, or cannot be read.
/// - [`TableError::MissingColumns`] if one of the two columns is not there.
pub fn read_review_table<R: Read>(
    source: R,
    layout: &ReviewLayout,
    limits: &Limits,
    totals: &mut ReviewTotals,
    sink: &mut dyn Sink,
) -> Result<ReviewTable, TableError> {
    let mut rows = CsvRows::open(source, limits)?;
    let headers: Vec<&str> = rows.headers().iter().map(String::as_str).collect();
    let columns = ColumnMap::find(
        &[
            WantedColumn {
                headers: &[layout.counter.as_str()],
                required: true,
            },
            WantedColumn {
                headers: &[layout.rating.as_str()],
                required: true,
            },
        ],
        &headers,
    )?;
    let (counter_at, rating_at) = (columns.position(0), columns.position(1));
    let (Some(counter_at), Some(rating_at)) = (counter_at, rating_at) else {
        return Ok(ReviewTable::default());
    };
    let mut reporter = Reporter::new(review_rules(), sink);
    let mut table = ReviewTable::default();
    let mut ids: HashMap<Box<str>, CounterId> = totals
        .counters()
        .map(|(id, _)| (id.as_str().into(), id.clone()))
        .collect();
    let has_register = !ids.is_empty();
    while let Some(row) = rows.next_row()? {
        table.rows = table.rows.saturating_add(1);
        let place = |column| match row.address(column) {
            Some(cell) => PlaceRef::Cell { sheet: None, cell },
            None => PlaceRef::Document,
        };
        let Ok(text) = row.text() else {
            table.not_counted = table.not_counted.saturating_add(1);
            reporter.report("counter_dx.review.row_not_utf8", place(0), None, &[]);
            continue;
        };
        let (counter, rating) = (text.cell(counter_at).trim(), text.cell(rating_at).trim());
        let mut refuse = |code, column, value: &str| {
            table.not_counted = table.not_counted.saturating_add(1);
            reporter.report(code, place(column), None, &[("text", value.into())]);
        };
        let point = rating.parse::<u8>().ok();
        let Some(point) = point.and_then(|point| RatingPoint::try_from(point).ok()) else {
            let code = if rating.is_empty() {
                "counter_dx.review.blank_rating"
            } else {
                "counter_dx.review.bad_rating"
            };
            refuse(code, rating_at, rating);
            continue;
        };
        if !ids.contains_key(counter) {
            let Ok(id) = counter.parse::<CounterId>() else {
                refuse("counter_dx.review.bad_counter", counter_at, counter);
                continue;
            };
            if has_register {
                let place = place(counter_at);
                reporter.report(
                    "counter_dx.review.unknown_counter",
                    place,
                    Some(counter),
                    &[],
                );
            }
            ids.insert(counter.into(), id);
        }
        let Some(id) = ids.get(counter) else {
            continue;
        };
        if let Err(ReviewTotalsError::TooMany) = totals.add(id, point) {
            let place = PlaceRef::Document;
            reporter.report("counter_dx.review.too_many", place, None, &[]);
            table.not_counted = table.not_counted.saturating_add(1);
        }
    }
    Ok(table)
}
