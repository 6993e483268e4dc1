//! Tables of counts, and what is published of them.
#![deny(clippy::arithmetic_side_effects)]

use serde::{Deserialize, Serialize};
use tosei_types::{Grouped, Label, Language, MAX_COUNT, coded_enum};

coded_enum! {
    /// ０の扱い (treatment of zero).
    pub enum ZeroTreatment: "treatment of zero" {
        /// 秘匿する: 0 is below the threshold as 1 is.
        Suppressed = "suppressed" ("秘匿する", "suppressed"),
        /// 表示する: 0 says of nobody anything; it is shown.
        Shown = "shown" ("表示する", "shown"),
    }
}

/// 秘匿の条件 (options of suppression).
///
/// # Wire form
///
/// `{"threshold": 10, "zeros": "suppressed"}`.
///
/// # Source
///
/// `project-decision:small-numbers`: the threshold of 10 is our default; a body may have another.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct SuppressionOptions {
    /// 下限: counts below it are hidden; with 0 none is.
    pub threshold: u64,
    /// ０の扱い.
    pub zeros: ZeroTreatment,
}

impl Default for SuppressionOptions {
    fn default() -> Self {
        Self {
            threshold: 10,
            zeros: ZeroTreatment::Suppressed,
        }
    }
}

impl SuppressionOptions {
    /// Whether a count is to be hidden for its own sake.
    #[must_use]
    pub fn is_small(self, count: u64) -> bool {
        count < self.threshold && count >= self.lowest()
    }

    /// The smallest count that can stand behind a hidden one.
    pub(super) fn lowest(self) -> u64 {
        match self.zeros {
            ZeroTreatment::Suppressed => 0,
            ZeroTreatment::Shown => 1,
        }
    }
}

/// 行 (row) of a table: a group and its counts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct CountRow {
    /// 区分.
    pub name: String,
    /// Its counts, one for each column.
    pub counts: Vec<u64>,
}

/// 集計表 (table of counts): groups by columns.
///
/// # Wire form
///
/// `{"columns": [{"ja": "実施済", "en": "done"}], "rows": [{"name": "市民課", "counts": [12]}]}`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct CountTable {
    /// What the columns count; the columns of a row do not overlap.
    pub columns: Vec<Label>,
    /// The groups; no two overlap.
    pub rows: Vec<CountRow>,
}

/// 公表する数 (published count): a number, or the mark that it is hidden.
///
/// # Wire form
///
/// The number, or the text `"suppressed"`. It is never `null`: hidden is not unknown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(untagged)]
pub enum PublishedCount {
    /// The number.
    Shown(u64),
    /// 秘匿.
    Suppressed(SuppressedMark),
}

/// The text that stands for a hidden count.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
pub enum SuppressedMark {
    /// `"suppressed"`.
    #[serde(rename = "suppressed")]
    Suppressed,
}

impl PublishedCount {
    /// The mark.
    pub const HIDDEN: Self = Self::Suppressed(SuppressedMark::Suppressed);

    /// The number, where it is shown.
    #[must_use]
    pub const fn shown(self) -> Option<u64> {
        match self {
            Self::Shown(count) => Some(count),
            Self::Suppressed(_) => None,
        }
    }

    /// For a cell of a page: the number with its commas, or 「＊」.
    #[must_use]
    pub fn in_a_cell(self) -> String {
        self.shown()
            .map_or_else(|| "＊".to_owned(), |count| Grouped(count).to_string())
    }
}

/// 秘匿後の行 (row as it is published).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct SuppressedRow {
    /// 区分.
    pub name: String,
    /// Its counts.
    pub counts: Vec<PublishedCount>,
    /// 計 of the row.
    pub total: PublishedCount,
}

/// 秘匿後の集計表 (table as it is published).
///
/// # What it protects
///
/// A reader who knows the threshold, every shown count, the totals of the rows and the grand total
/// cannot compute a hidden count or a hidden total: at least two values fit each of them.
/// Which counts were small themselves and which were hidden to cover others is not told.
///
/// # What it does not protect
///
/// Totals of columns (for these see [`CountTable::suppress_crossed`]), other tables of the same counts, and earlier or later tables of the same
/// groups: whoever publishes those as well may give a hidden count away. The range of a hidden count
/// can be narrow. A reader who replays the algorithm may narrow it further.
///
/// # Invariant
///
/// Under each shown total none or at least two counts are hidden.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct SuppressedTable {
    /// 条件.
    pub options: SuppressionOptions,
    /// What the columns count.
    pub columns: Vec<Label>,
    /// The rows.
    pub rows: Vec<SuppressedRow>,
    /// 総計.
    pub total: PublishedCount,
    /// How many numbers are hidden, totals included.
    pub hidden: u64,
}

/// Why a table has no published form.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum SuppressionError {
    /// A row has more or fewer counts than there are columns.
    #[error("row `{name}` has `{counts}` counts for `{columns}` columns")]
    #[non_exhaustive]
    RowWidth {
        /// The row.
        name: String,
        /// Its counts.
        counts: usize,
        /// The columns.
        columns: usize,
    },
    /// The sum of all counts passes 2^53 − 1.
    #[error("the sum of all counts is at most 9007199254740991, got a larger number")]
    TooLarge,
    /// More numbers than a table with column totals may have.
    #[error("a table with column totals has at most 4000 numbers, totals included")]
    TooManyNumbers,
    /// A hidden number stays known whatever else is hidden.
    #[error("a hidden number stays known whatever else is hidden; choose a higher threshold")]
    CannotCover,
}

impl SuppressionError {
    /// Stable identifier of the variant; never renamed once released.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::RowWidth { .. } => "inventory.suppression.row_width",
            Self::TooLarge => "inventory.suppression.too_large",
            Self::TooManyNumbers => "inventory.suppression.too_many_numbers",
            Self::CannotCover => "inventory.suppression.cannot_cover",
        }
    }
}

impl tosei_document::Explain for SuppressionError {
    fn code(&self) -> &'static str {
        self.code()
    }

    fn sentence(&self, language: Language) -> String {
        match (self, language) {
            (
                Self::RowWidth {
                    name,
                    counts,
                    columns,
                },
                Language::Ja,
            ) => format!("「{name}」の行に{counts}の数がありますが、列は{columns}です。"),
            (Self::TooManyNumbers, Language::Ja) => {
                "列計のある表の数は、計を含めて4000までです。".to_owned()
            }
            (Self::CannotCover, Language::Ja) => {
                "何を秘匿しても逆算できる数が残ります。下限を上げてください。".to_owned()
            }
            (Self::TooLarge, Language::Ja) => "数の合計が大きすぎます。".to_owned(),
            (error, Language::En) => format!("The table cannot be published: {error}."),
        }
    }
}

impl CountTable {
    /// The table with small counts, and as many others as cover them, hidden.
    ///
    /// A count is hidden if it is below the threshold. Under a shown total a further count is hidden,
    /// the smallest first, until no hidden one can be computed; where a row has none left, its total
    /// is hidden as well, and then the total of another row. The order of equal counts is that of the
    /// table.
    ///
    /// # Errors
    ///
    /// - [`SuppressionError::RowWidth`] if a row does not have one count for each column.
    /// - [`SuppressionError::TooLarge`] if the sum passes 2^53 − 1.
    ///
    /// # Examples
    ///
    /// ```
    /// use tosei_inventory::suppression::{CountRow, CountTable, SuppressionOptions};
    /// use tosei_types::Label;
    ///
    /// let table = CountTable {
    ///     columns: vec![
    ///         Label::new("実施済", "done"), Label::new("未実施", "not done"), Label::new("不明", "unknown"),
    ///     ],
    ///     rows: vec![CountRow { name: "市民課".into(), counts: vec![120, 31, 4] }],
    /// };
    /// let published = table.suppress(SuppressionOptions::default())?;
    /// let cells: Vec<String> = published.rows[0].counts.iter().map(|c| c.in_a_cell()).collect();
    /// assert_eq!(cells, ["120", "＊", "＊"]); // 31 as well: 155 − 120 − 31 would give the 4 away
    /// assert_eq!(published.total.in_a_cell(), "155");
    /// # Ok::<(), tosei_inventory::suppression::SuppressionError>(())
    /// ```
    pub fn suppress(
        &self,
        options: SuppressionOptions,
    ) -> Result<SuppressedTable, SuppressionError> {
        self.expect_sound()?;
        Ok(super::cover::publish(self, options))
    }

    /// Whether every row fits the columns and the sum is a count.
    pub(super) fn expect_sound(&self) -> Result<(), SuppressionError> {
        let mut total = 0u64;
        for row in &self.rows {
            if row.counts.len() != self.columns.len() {
                return Err(SuppressionError::RowWidth {
                    name: row.name.chars().take(80).collect(),
                    counts: row.counts.len(),
                    columns: self.columns.len(),
                });
            }
            for count in &row.counts {
                total = total
                    .checked_add(*count)
                    .filter(|sum| *sum <= MAX_COUNT)
                    .ok_or(SuppressionError::TooLarge)?;
            }
        }
        Ok(())
    }
}

impl SuppressedTable {
    /// What stands under the table; `None` if nothing is hidden.
    ///
    /// # Examples
    ///
    /// ```
    /// use tosei_inventory::suppression::{CountRow, CountTable, SuppressionOptions};
    /// use tosei_types::{Label, Language};
    ///
    /// let table = CountTable {
    ///     columns: vec![Label::new("実施済", "done"), Label::new("未実施", "not done")],
    ///     rows: vec![CountRow { name: "市民課".into(), counts: vec![40, 3] }],
    /// };
    /// let published = table.suppress(SuppressionOptions::default())?;
    /// assert_eq!(
    ///     published.explain(Language::Ja).unwrap(),
    ///     "10未満の数と、それを逆算できてしまう数を「＊」とした（2箇所）。"
    /// );
    /// # Ok::<(), tosei_inventory::suppression::SuppressionError>(())
    /// ```
    #[must_use]
    pub fn explain(&self, language: Language) -> Option<String> {
        let (hidden, threshold) = (Grouped(self.hidden), self.options.threshold);
        let zeros = self.options.zeros == ZeroTreatment::Shown;
        (self.hidden > 0).then(|| match language {
            Language::Ja => {
                let small = if zeros { "1以上" } else { "" };
                format!(
                    "{small}{threshold}未満の数と、それを逆算できてしまう数を「＊」とした（{hidden}箇所）。"
                )
            }
            Language::En => {
                let small = if zeros {
                    format!("Counts from 1 to below {threshold}")
                } else {
                    format!("Counts below {threshold}")
                };
                format!(
                    "{small}, and those from which they could be computed, are shown as ＊ ({hidden} places)."
                )
            }
        })
    }
}
