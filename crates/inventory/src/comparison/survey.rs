//! Comparing two files of the State's survey by 手続ID.

use crate::survey::{SurveyColumn, SurveyTable};
use std::collections::{BTreeMap, HashMap};

/// 調査の行の異動 (change of a survey row): which columns say something else.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct SurveyChange {
    /// Position of the earlier row among the typed rows, counted from 0.
    pub earlier: usize,
    /// Position of the later row.
    pub later: usize,
    /// The columns whose texts differ, in the order of [`SurveyColumn::ALL`].
    pub columns: Vec<SurveyColumn>,
}

/// 調査の比較 (comparison of two survey files): rows matched by 手続ID.
///
/// Only columns that both files have are compared. Ids that are blank or stand more than once on a
/// side are matched with nothing and listed.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
#[non_exhaustive]
pub struct SurveyComparison {
    /// How many rows are the same in every column.
    pub unchanged: u64,
    /// Rows that differ, in the earlier file's order.
    pub changed: Vec<SurveyChange>,
    /// Positions of earlier rows whose id the later file does not have.
    pub removed: Vec<usize>,
    /// Positions of later rows whose id the earlier file does not have.
    pub added: Vec<usize>,
    /// Ids that stand more than once on a side, with how often they stand on either.
    pub repeated: BTreeMap<Box<str>, (u64, u64)>,
    /// How many rows of either side have no id.
    pub without_id: (u64, u64),
}

impl SurveyComparison {
    /// How often each column changed.
    #[must_use]
    pub fn by_column(&self) -> BTreeMap<SurveyColumn, u64> {
        let mut counts = BTreeMap::new();
        for column in self.changed.iter().flat_map(|change| &change.columns) {
            let count: &mut u64 = counts.entry(*column).or_default();
            *count = count.saturating_add(1);
        }
        counts
    }
}

/// Compares two survey files row by row.
///
/// # Examples
///
/// ```
/// use tosei_document::Limits;
/// use tosei_inventory::comparison::compare_surveys;
/// use tosei_inventory::survey::{SurveyColumn, SurveyEdition, SurveyTable};
///
/// let load = |rows: &str| {
///     let header = "手続ID,手続名,手続類型,手続主体,オンライン化の実施状況,総手続件数,オンライン手続件数\n";
///     let csv = format!("{header}{rows}");
///     SurveyTable::load(csv.as_bytes(), SurveyEdition::r6(), &Limits::default())
/// };
/// let earlier = load("1,転入の届出,1 申請等,5 国民等,2 未実施,120,0\n")?;
/// let later = load("1,転入の届出,1 申請等,5 国民等,1 実施済,120,0\n2,転出の届出,1 申請等,5 国民等,1 実施済,5,0\n")?;
/// let comparison = compare_surveys(&earlier, &later);
/// assert_eq!(comparison.changed[0].columns, [SurveyColumn::OnlineStatus]);
/// assert_eq!(comparison.added, [1]);
/// # Ok::<(), tosei_table::TableError>(())
/// ```
#[must_use]
pub fn compare_surveys(earlier: &SurveyTable, later: &SurveyTable) -> SurveyComparison {
    let columns: Vec<SurveyColumn> = SurveyColumn::ALL
        .iter()
        .copied()
        .filter(|column| {
            earlier.layout().position(*column).is_some()
                && later.layout().position(*column).is_some()
        })
        .collect();
    let mut comparison = SurveyComparison::default();
    let (old, old_blank) = positions(earlier);
    let (mut new, new_blank) = positions(later);
    comparison.without_id = (old_blank, new_blank);
    let count = |positions: Option<&Place>| positions.map_or(0, |place| place.times);
    for (at, entry) in earlier.iter().enumerate() {
        let id = entry.id();
        let Some(place) = old.get(id) else { continue };
        let found = new.get(id);
        if place.times > 1 || count(found) > 1 {
            let times = (place.times, count(found));
            comparison.repeated.insert(id.into(), times);
            continue;
        }
        let Some(other) = found.and_then(|place| later.get(place.at)) else {
            comparison.removed.push(at);
            continue;
        };
        let differ = |column: &SurveyColumn| entry.cell(*column) != other.cell(*column);
        let columns: Vec<SurveyColumn> = columns.iter().copied().filter(differ).collect();
        let later = found.map_or(0, |place| place.at);
        if columns.is_empty() {
            comparison.unchanged = comparison.unchanged.saturating_add(1);
        } else {
            comparison.changed.push(SurveyChange {
                earlier: at,
                later,
                columns,
            });
        }
    }
    for id in old.keys() {
        new.remove(id);
    }
    for (id, place) in new {
        if place.times > 1 {
            comparison.repeated.insert(id.into(), (0, place.times));
        } else {
            comparison.added.push(place.at);
        }
    }
    comparison.added.sort_unstable();
    comparison
}

struct Place {
    at: usize,
    times: u64,
}

/// Where each id stands first, and how often; and how many rows have none.
fn positions(table: &SurveyTable) -> (HashMap<&str, Place>, u64) {
    let mut positions: HashMap<&str, Place> = HashMap::with_capacity(table.len());
    let mut blank = 0u64;
    for (at, entry) in table.iter().enumerate() {
        let id = entry.id();
        if id.trim().is_empty() {
            blank = blank.saturating_add(1);
            continue;
        }
        let place = positions.entry(id).or_insert(Place { at, times: 0 });
        place.times = place.times.saturating_add(1);
    }
    (positions, blank)
}
