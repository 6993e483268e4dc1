//! 対応表の案 (proposal of a mapping): what headers and values suggest, for a person to confirm.

use super::{
    ColumnMapping, HeaderRows, HeaderSynonyms, OfficeField, OfficeMapping, OfficeMappingError,
    SheetMapping, ValueMapping, ValueMaps,
    grid::Grid,
    totals::total_level,
    value::{CellNote, date_of, read_cases, usual_status},
};
use crate::{Body, OnlineStatus, VolumeChoice};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use tosei_table::{CellAddress, CellValue, Sheet};
use tosei_types::{Date, Label, coded_enum};

/// How many rows of the table are looked at.
const SAMPLED_ROWS: usize = 200;

coded_enum! {
    /// 確からしさ (score band) of a proposal.
    pub enum ScoreBand: "score band" {
        /// 確実: the header names the field, and the values do not contradict it.
        Sure = "sure" ("確実", "sure"),
        /// 有力: the header or the values suggest it.
        Likely = "likely" ("有力", "likely"),
        /// 可能性: something speaks for it, something else does not.
        Possible = "possible" ("可能性あり", "possible"),
    }
}

/// 項目の候補 (candidate) for a column.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct FieldCandidate {
    /// The field.
    pub field: OfficeField,
    /// How sure it is.
    pub band: ScoreBand,
    /// What speaks for it, and what does not.
    pub reasons: Vec<Label>,
}

/// 列の案 (proposal for a column).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct ProposedColumn {
    /// The column's letter.
    pub column: String,
    /// Its header.
    pub header: Option<String>,
    /// The field that was chosen; `None` leaves the column out.
    pub chosen: Option<OfficeField>,
    /// The candidates, the surest first.
    pub candidates: Vec<FieldCandidate>,
}

/// 記号の案 (proposal for a sign) in the column of the online status.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct SignProposal {
    /// The sign as it stands there most often.
    pub text: String,
    /// How often it stands there.
    pub count: u64,
    /// What it usually means; `None` where only the body can say, as with △.
    pub means: Option<OnlineStatus>,
}

/// 対応表の案 (proposal of a mapping) of one sheet.
///
/// It is never applied by itself: [`to_mapping`](Self::to_mapping) makes the mapping file that a
/// person reads, corrects and keeps.
///
/// # Examples
///
/// ```
/// use tosei_inventory::office_table::{OfficeField, ScoreBand, propose_mapping};
/// use tosei_table::{ReadOptions, Workbook};
///
/// let file = "担当課,手続名,件数,オンライン\n市民課,印鑑登録申請,1204,○\n税務課,納税証明,900,△\n";
/// let book = Workbook::read(file.as_bytes(), &ReadOptions::default())?;
/// let proposal = propose_mapping(&book.sheets()[0]);
/// let cases = &proposal.columns[2];
/// assert_eq!(cases.chosen, Some(OfficeField::Cases));
/// assert_eq!(cases.candidates[0].band, ScoreBand::Sure);
/// let sign = proposal.signs.iter().find(|sign| sign.text == "△").unwrap();
/// assert_eq!(sign.means, None); // only the body can say
/// # Ok::<(), tosei_table::TableError>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct MappingProposal {
    /// The sheet; empty for CSV.
    pub sheet: String,
    /// Where the header was found.
    pub header: Option<HeaderRows>,
    /// The columns that have a header or values.
    pub columns: Vec<ProposedColumn>,
    /// The signs in the column of the online status.
    pub signs: Vec<SignProposal>,
    /// What a person has to decide.
    pub open: Vec<Label>,
}

/// 対応表を提案する: proposes a mapping of a sheet by the embedded header synonyms and by its values.
#[must_use]
pub fn propose_mapping(sheet: &Sheet) -> MappingProposal {
    propose_mapping_with(sheet, HeaderSynonyms::standard())
}

/// As [`propose_mapping`], with a body's own synonyms.
#[must_use]
pub fn propose_mapping_with(sheet: &Sheet, synonyms: &HeaderSynonyms) -> MappingProposal {
    let grid = Grid::new(sheet);
    let header = find_header(&grid, synonyms);
    let rows = header.unwrap_or(HeaderRows { first: 0, last: 0 });
    let mut columns = Vec::new();
    for number in 1..=grid.columns() {
        let texts = grid.headers(number, rows);
        let values = Values::of(&grid, number, rows.last);
        if texts.is_empty() && values.filled == 0 {
            continue;
        }
        let (header, candidates) = candidates(&texts, &values, synonyms);
        columns.push(ProposedColumn {
            column: letters(number),
            header,
            chosen: None,
            candidates,
        });
    }
    choose(&mut columns);
    let mut proposal = MappingProposal {
        sheet: sheet.name().to_owned(),
        header,
        columns,
        signs: Vec::new(),
        open: Vec::new(),
    };
    proposal.signs = proposal.signs_in(&grid, rows.last);
    proposal.open = proposal.open_questions();
    proposal
}

/// The rows in which most headers are known ones; the fewest and uppermost of equal ones.
fn find_header(grid: &Grid<'_>, synonyms: &HeaderSynonyms) -> Option<HeaderRows> {
    let mut best: Option<(usize, HeaderRows)> = None;
    for rows in grid.header_candidates() {
        let mut fields: Vec<OfficeField> = (1..=grid.columns())
            .filter_map(|number| {
                grid.headers(number, rows)
                    .iter()
                    .find_map(|text| synonyms.exact(text))
            })
            .collect();
        fields.sort_unstable();
        fields.dedup();
        if fields.len() > best.map_or(1, |(most, _)| most) {
            best = Some((fields.len(), rows));
        }
    }
    best.map(|(_, rows)| rows)
}

fn letters(number: u32) -> String {
    let cell = CellAddress::from_zero_based(number.saturating_sub(1), 0);
    let text = cell.map(|cell| cell.to_string()).unwrap_or_default();
    text.trim_end_matches('1').to_owned()
}

/// What the cells of a column look like.
#[derive(Debug, Default)]
struct Values {
    filled: u64,
    counts: u64,
    days: u64,
    signs: u64,
    ids: u64,
    sections: u64,
    long: u64,
}

impl Values {
    fn of(grid: &Grid<'_>, column: u32, below: u32) -> Self {
        let mut values = Self::default();
        let rows = grid.sheet.rows().filter(|row| row.number() > below);
        for row in rows.take(SAMPLED_ROWS) {
            let Some(cell) = row.cell(column) else {
                continue;
            };
            let value = cell.value();
            let text = value.display_text();
            let text = text.trim();
            if text.is_empty() || total_level(text).is_some() {
                continue;
            }
            values.filled = values.filled.saturating_add(1);
            let system = grid.sheet.date_system();
            let day = date_of(value, system);
            let number = read_cases(text);
            let is_count = !matches!(value, CellValue::Serial(_))
                && (number.cases.is_some()
                    || number
                        .notes
                        .iter()
                        .any(|note| *note != CellNote::NumberUnread));
            let is_id = text.is_ascii()
                && text.bytes().any(|byte| byte.is_ascii_digit())
                && text.bytes().any(|byte| byte.is_ascii_alphabetic());
            for (count, is) in [
                (&mut values.counts, is_count),
                (
                    &mut values.days,
                    day.date.is_some() && (!is_count || day.notes.is_empty()),
                ),
                (
                    &mut values.signs,
                    text.chars().count() == 1 && !is_count || usual_status(text).is_some(),
                ),
                (&mut values.ids, is_id),
                (
                    &mut values.sections,
                    text.ends_with(['課', '室', '係', '局', '所', '部', '館'])
                        || text.ends_with("センター"),
                ),
                (
                    &mut values.long,
                    text.chars().count() >= 4 && !is_count && !is_id,
                ),
            ] {
                *count = count.saturating_add(u64::from(is));
            }
        }
        values
    }

    /// How many of the filled cells look like a field's values, and what those are called; `None` for
    /// fields whose values have no look of their own.
    fn fit(&self, field: OfficeField) -> Option<(u64, Label)> {
        use OfficeField as F;
        let (count, ja, en) = match field {
            F::Cases | F::OnlineCases => (self.counts, "件数", "a number of cases"),
            F::OnlineSince => (self.days, "日付", "a day"),
            F::OnlineStatus => (self.signs, "記号", "a sign"),
            F::ProcedureId => (self.ids, "ID", "an id"),
            F::Organisation | F::ParentOrganisation => {
                (self.sections, "組織の名称", "a section's name")
            }
            F::ProcedureName => (self.long, "名称", "a name"),
            _ => return None,
        };
        Some((count, Label::new(ja, en)))
    }
}

/// The candidates of a column, and the header that the first rests on.
fn candidates(
    texts: &[String],
    values: &Values,
    synonyms: &HeaderSynonyms,
) -> (Option<String>, Vec<FieldCandidate>) {
    let mut header = texts.first().cloned();
    let mut all: Vec<FieldCandidate> = Vec::new();
    let exact = texts
        .iter()
        .find_map(|text| Some((text, synonyms.exact(text)?)));
    if let Some((text, field)) = exact {
        header = Some(text.clone());
        let said = Label::new(
            format!("見出し「{text}」が項目の呼び名である。"),
            format!("The header 「{text}」 is a name of the field."),
        );
        all.push(judged(field, said, values, true));
    }
    for text in texts {
        for (field, word) in synonyms.hints(text) {
            if all.iter().all(|candidate| candidate.field != field) {
                let said = Label::new(
                    format!("見出しに「{word}」がある。"),
                    format!("The header has the word 「{word}」."),
                );
                all.push(judged(field, said, values, false));
            }
        }
    }
    for field in [
        OfficeField::Cases,
        OfficeField::OnlineSince,
        OfficeField::OnlineStatus,
        OfficeField::ProcedureId,
        OfficeField::Organisation,
    ] {
        let Some((count, what)) = values.fit(field) else {
            continue;
        };
        let known = all.iter().any(|candidate| candidate.field == field);
        if !known && most(count, values.filled) {
            all.push(FieldCandidate {
                field,
                band: ScoreBand::Possible,
                reasons: vec![values_say(count, values.filled, &what)],
            });
        }
    }
    all.sort_by_key(|candidate| candidate.band);
    (header, all)
}

/// Four of five or more.
fn most(count: u64, of: u64) -> bool {
    of > 0 && count.saturating_mul(5) >= of.saturating_mul(4)
}

fn values_say(count: u64, of: u64, what: &Label) -> Label {
    Label::new(
        format!("{of}個の値のうち{count}個が{}である。", what.ja),
        format!("{count} of {of} values are {}.", what.en),
    )
}

fn judged(field: OfficeField, said: Label, values: &Values, exact: bool) -> FieldCandidate {
    let mut reasons = vec![said];
    let fit = values.fit(field);
    let fits = fit.as_ref().map(|(count, _)| most(*count, values.filled));
    if let Some((count, what)) = &fit
        && values.filled > 0
    {
        reasons.push(values_say(*count, values.filled, what));
    }
    // A few values that do not fit are what tables are like; none that does speaks against it.
    let against = values.filled > 0 && fit.is_some_and(|(count, _)| count == 0);
    let band = match (exact, against, fits) {
        (true, false, _) => ScoreBand::Sure,
        (true, true, _) | (false, false, Some(true) | None) => ScoreBand::Likely,
        (false, _, _) => ScoreBand::Possible,
    };
    FieldCandidate {
        field,
        band,
        reasons,
    }
}

/// Chooses the surest candidates first, each field once; what is only possible is not chosen.
fn choose(columns: &mut [ProposedColumn]) {
    let mut taken: Vec<OfficeField> = Vec::new();
    for band in [ScoreBand::Sure, ScoreBand::Likely] {
        for column in columns.iter_mut().filter(|column| column.chosen.is_none()) {
            let free = column
                .candidates
                .iter()
                .find(|candidate| candidate.band == band && !taken.contains(&candidate.field));
            if let Some(candidate) = free {
                column.chosen = Some(candidate.field);
                taken.push(candidate.field);
            }
        }
    }
}

impl MappingProposal {
    /// Chooses another field for a column, or none; a field that another column had leaves that one.
    ///
    /// Gives whether the proposal has such a column.
    pub fn choose(&mut self, column: &str, field: Option<OfficeField>) -> bool {
        if !self.columns.iter().any(|known| known.column == column) {
            return false;
        }
        for known in &mut self.columns {
            if known.column == column {
                known.chosen = field;
            } else if field.is_some() && known.chosen == field {
                known.chosen = None;
            }
        }
        self.open = self.open_questions();
        true
    }

    /// The column that was chosen for a field.
    #[must_use]
    pub fn column(&self, field: OfficeField) -> Option<&ProposedColumn> {
        self.columns
            .iter()
            .find(|column| column.chosen == Some(field))
    }

    fn signs_in(&self, grid: &Grid<'_>, below: u32) -> Vec<SignProposal> {
        let Some(status) = self.column(OfficeField::OnlineStatus) else {
            return Vec::new();
        };
        let column = ColumnMapping::by_letter(status.column.clone(), OfficeField::OnlineStatus);
        let Some(number) = column.number() else {
            return Vec::new();
        };
        let mut spellings: BTreeMap<String, BTreeMap<String, u64>> = BTreeMap::new();
        for row in grid.sheet.rows().filter(|row| row.number() > below) {
            let Some(cell) = row.cell(number) else {
                continue;
            };
            let text = cell.value().display_text();
            let text = text.trim();
            if text.is_empty() || total_level(text).is_some() {
                continue;
            }
            let counts = spellings.entry(super::value::sign_key(text)).or_default();
            let count = counts.entry(text.to_owned()).or_default();
            *count = count.saturating_add(1);
        }
        let mut signs: Vec<SignProposal> = spellings
            .into_values()
            .filter_map(|counts| {
                let count = counts.values().sum();
                let usual = counts.into_iter().max_by_key(|(_, count)| *count)?;
                Some(SignProposal {
                    means: usual_status(&usual.0),
                    text: usual.0,
                    count,
                })
            })
            .collect();
        signs.sort_by(|a, b| b.count.cmp(&a.count).then_with(|| a.text.cmp(&b.text)));
        signs
    }

    fn open_questions(&self) -> Vec<Label> {
        let mut open = Vec::new();
        if self.header.is_none() {
            open.push(Label::new(
                "見出し行が見つからない。行番号を指定する。",
                "No header row was found; state its row.",
            ));
        }
        for field in [
            OfficeField::ProcedureName,
            OfficeField::OnlineStatus,
            OfficeField::Cases,
        ] {
            if self.column(field).is_none() {
                let name = field.label(tosei_types::Language::Ja);
                open.push(Label::new(
                    format!("「{name}」の列が決まらない。"),
                    format!("No column was found for `{field}`."),
                ));
            }
        }
        for column in self.columns.iter().filter(|column| column.chosen.is_none()) {
            let shown = column.header.as_deref().unwrap_or(&column.column);
            if let Some(candidate) = column.candidates.first() {
                let name = candidate.field.label(tosei_types::Language::Ja);
                open.push(Label::new(
                    format!("列「{shown}」は「{name}」かもしれない。"),
                    format!("The column 「{shown}」 may be `{}`.", candidate.field),
                ));
            }
        }
        for sign in self.signs.iter().filter(|sign| sign.means.is_none()) {
            open.push(Label::new(
                format!(
                    "「{}」（{}件）の意味を団体が決める。",
                    sign.text, sign.count
                ),
                format!(
                    "What 「{}」 ({} times) means is for the body to say.",
                    sign.text, sign.count
                ),
            ));
        }
        open
    }

    /// The proposal as the entry of a mapping file.
    #[must_use]
    pub fn to_sheet_mapping(&self) -> SheetMapping {
        let columns = self.columns.iter().filter_map(|column| {
            let field = column.chosen?;
            Some(match &column.header {
                Some(header) => ColumnMapping::by_header(header.clone(), field),
                None => ColumnMapping::by_letter(column.column.clone(), field),
            })
        });
        SheetMapping {
            sheet: (!self.sheet.is_empty()).then(|| self.sheet.clone()),
            header: self.header,
            columns: columns.collect(),
            ..SheetMapping::default()
        }
    }

    /// The proposal as a mapping file, for a person to read, correct and keep.
    ///
    /// Whose table it is, of which day, and of which year its counts are, stands in no header: the
    /// caller says it.
    ///
    /// # Errors
    ///
    /// As [`OfficeMapping::try_new`], among them [`OfficeMappingError::NoName`] if no column was chosen
    /// for 手続名.
    pub fn to_mapping(
        &self,
        body: Body,
        status_date: Date,
        volume: Option<VolumeChoice>,
    ) -> Result<OfficeMapping, OfficeMappingError> {
        let values = ValueMaps {
            online_status: self
                .signs
                .iter()
                .map(|sign| ValueMapping {
                    text: sign.text.clone(),
                    means: sign.means,
                })
                .collect(),
            ..ValueMaps::default()
        };
        OfficeMapping::try_new(
            body,
            status_date,
            volume,
            vec![self.to_sheet_mapping()],
            values,
        )
    }
}
