//! What a reading counted, and the totals of the table as check sums.

use crate::{OnlineStatus, VolumePrecision};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use tosei_types::{CaseCount, coded_enum};

coded_enum! {
    /// 合計行の段階 (level of a total).
    pub enum TotalLevel: "level of a total" {
        /// 小計・計.
        Subtotal = "subtotal" ("小計", "subtotal"),
        /// 合計.
        Total = "total" ("合計", "total"),
        /// 総計.
        GrandTotal = "grand_total" ("総計", "grand total"),
    }
}

coded_enum! {
    /// 検算の結果 (result of a check sum).
    pub enum CheckSumResult: "result of a check sum" {
        /// 一致: the total is the sum of the known numbers, exact and approximate.
        Matches = "matches" ("一致", "matches"),
        /// 不明を含めば一致しうる: it is not, but the unknown and bounded numbers can make up for it.
        WithinUnknown = "within_unknown" ("不明の分で説明がつく", "within what is unknown"),
        /// 不一致.
        Differs = "differs" ("不一致", "differs"),
        /// 読めない: the total is no number.
        NotStated = "not_stated" ("合計の記載なし", "no total stated"),
    }
}

/// 検算 (check sum): a total of the table beside what its rows add up to.
///
/// # Wire form
///
/// `{"place": "調査票!C5", "label": "小計", "level": "subtotal", "stated": 1504, "known": 1504, …}`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct CheckSum {
    /// The cell of the total.
    pub place: String,
    /// What the row calls itself.
    pub label: String,
    /// 小計, 合計 or 総計.
    pub level: TotalLevel,
    /// The number that stands there.
    pub stated: Option<CaseCount>,
    /// The sum of the known numbers of its rows, exact and approximate.
    pub known: Option<CaseCount>,
    /// How many of its rows have no known number.
    pub unknown: u64,
    /// How many rows it is over.
    pub rows: u64,
    /// How the two compare.
    pub result: CheckSumResult,
}

/// 行の内訳 (rows of a sheet): what became of each row that the file has.
///
/// # Invariant
///
/// The parts add up to [`read`](Self::read): no row is lost.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct SheetRows {
    /// The file, where several were read.
    pub file: Option<String>,
    /// The sheet; empty for CSV.
    pub sheet: String,
    /// Rows that hold something.
    pub read: u64,
    /// Rows above the header.
    pub above_header: u64,
    /// Header rows, repeated ones among them.
    pub header: u64,
    /// Rows that became a procedure or a process.
    pub procedures: u64,
    /// Subtotal and total rows.
    pub totals: u64,
    /// Rows in which every cell is blank.
    pub blank: u64,
    /// Rows that were not read: notes, rows without a name. Each has a finding.
    pub unread: u64,
}

impl SheetRows {
    /// Whether the parts add up.
    #[must_use]
    pub fn adds_up(&self) -> bool {
        [
            self.above_header,
            self.header,
            self.procedures,
            self.totals,
            self.blank,
            self.unread,
        ]
        .iter()
        .try_fold(0u64, |sum, part| sum.checked_add(*part))
            == Some(self.read)
    }
}

/// 読取りの集計 (totals of a reading).
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct OfficeTotals {
    /// 手続.
    pub procedures: u64,
    /// 手続プロセス.
    pub processes: u64,
    /// The sum of the exact numbers of cases; `None` past 2^53 − 1.
    pub cases_exact: Option<CaseCount>,
    /// The sum of the approximate ones.
    pub cases_approximate: Option<CaseCount>,
    /// The sum of both.
    pub cases_known: Option<CaseCount>,
    /// How many rows state an exact number.
    pub volumes_exact: u64,
    /// How many state an approximate one.
    pub volumes_approximate: u64,
    /// How many state bounds only; they are among the unknown.
    pub volumes_bounded: u64,
    /// How many state no number that could be read.
    pub volumes_unknown: u64,
    /// How many processes have each online status.
    pub statuses: BTreeMap<OnlineStatus, u64>,
    /// How often each sign stands for which the mapping has no meaning.
    pub unmapped_signs: BTreeMap<String, u64>,
    /// The table's own totals.
    pub check_sums: Vec<CheckSum>,
    /// Sheet by sheet, what became of its rows.
    pub rows: Vec<SheetRows>,
}

impl OfficeTotals {
    /// How many processes have an online status.
    #[must_use]
    pub fn status(&self, status: OnlineStatus) -> u64 {
        self.statuses.get(&status).copied().unwrap_or(0)
    }
}

/// Numbers of cases, added up.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct CaseSum {
    exact: u128,
    approximate: u128,
    /// What the bounded and unknown can add at least and at most.
    at_least: u128,
    at_most: Option<u128>,
    open: bool,
    pub(super) exact_rows: u64,
    pub(super) approximate_rows: u64,
    pub(super) bounded_rows: u64,
    pub(super) unknown_rows: u64,
}

impl CaseSum {
    pub(super) fn add(&mut self, cases: Option<CaseCount>, precision: VolumePrecision) {
        match (cases, precision) {
            (Some(cases), VolumePrecision::Approximate) => {
                self.approximate = self.approximate.saturating_add(u128::from(cases.get()));
                self.approximate_rows = self.approximate_rows.saturating_add(1);
            }
            (Some(cases), _) => {
                self.exact = self.exact.saturating_add(u128::from(cases.get()));
                self.exact_rows = self.exact_rows.saturating_add(1);
            }
            (None, VolumePrecision::Bounds { at_least, at_most }) => {
                self.at_least = self.at_least.saturating_add(u128::from(at_least.get()));
                match at_most {
                    Some(most) => {
                        let most = u128::from(most.get());
                        self.at_most = Some(self.at_most.unwrap_or(0).saturating_add(most));
                    }
                    None => self.open = true,
                }
                self.bounded_rows = self.bounded_rows.saturating_add(1);
                self.unknown_rows = self.unknown_rows.saturating_add(1);
            }
            (None, _) => {
                self.open = true;
                self.unknown_rows = self.unknown_rows.saturating_add(1);
            }
        }
    }

    pub(super) fn rows(&self) -> u64 {
        self.exact_rows
            .saturating_add(self.approximate_rows)
            .saturating_add(self.unknown_rows)
    }

    pub(super) fn exact(&self) -> Option<CaseCount> {
        count(self.exact)
    }

    pub(super) fn approximate(&self) -> Option<CaseCount> {
        count(self.approximate)
    }

    pub(super) fn known(&self) -> Option<CaseCount> {
        count(self.exact.saturating_add(self.approximate))
    }

    pub(super) fn compare(&self, stated: Option<CaseCount>) -> CheckSumResult {
        let Some(stated) = stated else {
            return CheckSumResult::NotStated;
        };
        let stated = u128::from(stated.get());
        let known = self.exact.saturating_add(self.approximate);
        if stated == known {
            return CheckSumResult::Matches;
        }
        let least = known.saturating_add(self.at_least);
        let most = known.saturating_add(self.at_most.unwrap_or(0));
        if self.unknown_rows > 0 && stated >= least && (self.open || stated <= most) {
            return CheckSumResult::WithinUnknown;
        }
        CheckSumResult::Differs
    }
}

fn count(sum: u128) -> Option<CaseCount> {
    CaseCount::try_new(u64::try_from(sum).ok()?).ok()
}

/// The rows that a total of some level is over: one running sum a level, and that of the sheet.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct RunningSums {
    since: [CaseSum; 3],
    all: CaseSum,
}

impl RunningSums {
    pub(super) fn add(&mut self, cases: Option<CaseCount>, precision: VolumePrecision) {
        for sum in self.since.iter_mut().chain([&mut self.all]) {
            sum.add(cases, precision);
        }
    }

    /// The sum that a total is compared with, and how it compares: the rows since the last total of
    /// its level or above, or all rows of the sheet, whichever fits better.
    pub(super) fn close(
        &mut self,
        level: TotalLevel,
        stated: Option<CaseCount>,
    ) -> (CaseSum, CheckSumResult) {
        let depth = match level {
            TotalLevel::Subtotal => 0,
            TotalLevel::Total => 1,
            TotalLevel::GrandTotal => 2,
        };
        let part = self.since.get(depth).copied().unwrap_or_default();
        for sum in self.since.iter_mut().take(depth.saturating_add(1)) {
            *sum = CaseSum::default();
        }
        let of_part = part.compare(stated);
        let of_all = self.all.compare(stated);
        if of_part != CheckSumResult::Matches && of_all == CheckSumResult::Matches {
            return (self.all, of_all);
        }
        (part, of_part)
    }
}

/// What a text calls a row that is a total, if it does.
pub(super) fn total_level(text: &str) -> Option<TotalLevel> {
    let key = super::value::sign_key(text);
    let bare = key.trim_matches(|c: char| "()[]【】<>《》「」-~:".contains(c));
    Some(match bare {
        "小計" | "計" | "課計" | "係計" => TotalLevel::Subtotal,
        "合計" | "計合計" | "部計" | "全体" => TotalLevel::Total,
        "総計" | "総合計" | "全体計" | "全課計" => TotalLevel::GrandTotal,
        _ if bare.ends_with("小計") || bare.ends_with("課計") || bare.ends_with("室計") => {
            TotalLevel::Subtotal
        }
        _ if bare.ends_with("総計") || bare.ends_with("総合計") => TotalLevel::GrandTotal,
        _ if bare.ends_with("合計") || bare.ends_with("部計") => TotalLevel::Total,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_total_is_told_from_a_name_that_only_holds_the_word() {
        for (text, level) in [
            ("小計", Some(TotalLevel::Subtotal)),
            ("小　計", Some(TotalLevel::Subtotal)),
            ("計", Some(TotalLevel::Subtotal)),
            ("【合計】", Some(TotalLevel::Total)),
            ("市民課　小計", Some(TotalLevel::Subtotal)),
            ("市民部合計", Some(TotalLevel::Total)),
            ("総合計", Some(TotalLevel::GrandTotal)),
            ("合計所得金額証明", None),
            ("家計急変の届出", None),
            ("会計", None),
            ("時計", None),
            ("", None),
        ] {
            assert_eq!(total_level(text), level, "{text}");
        }
    }

    #[test]
    fn bounds_and_unknown_rows_can_make_up_for_a_total() {
        let cases = |number| CaseCount::try_new(number).ok();
        let mut sum = CaseSum::default();
        sum.add(cases(100), VolumePrecision::Exact);
        assert_eq!(sum.compare(cases(100)), CheckSumResult::Matches);
        assert_eq!(sum.compare(cases(101)), CheckSumResult::Differs);
        sum.add(
            None,
            VolumePrecision::Bounds {
                at_least: CaseCount::ZERO,
                at_most: cases(9),
            },
        );
        for (stated, result) in [
            (99, CheckSumResult::Differs),
            (100, CheckSumResult::Matches),
            (109, CheckSumResult::WithinUnknown),
            (110, CheckSumResult::Differs),
        ] {
            assert_eq!(sum.compare(cases(stated)), result, "{stated}");
        }
        sum.add(None, VolumePrecision::Exact);
        assert_eq!(sum.compare(cases(110)), CheckSumResult::WithinUnknown);
        assert_eq!(sum.compare(None), CheckSumResult::NotStated);
        assert_eq!((sum.rows(), sum.unknown_rows, sum.bounded_rows), (3, 2, 1));
    }
}
