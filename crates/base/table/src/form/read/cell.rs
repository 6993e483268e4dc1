//! One cell, typed by the kind of its column.

use super::super::{
    CellReading, CodeList, ColumnKind, FormValue,
    guard::unguarded,
    layout::{NO, YES},
};
use super::codes::{CodeIndex, CodeMatch};
use crate::{CellValue, DateSystem, header_key};
use tosei_types::{Date, MAX_COUNT, WrittenDate, numeral::fold_width, wareki};

impl CellReading {
    const fn empty() -> Self {
        Self {
            value: None,
            finding: None,
        }
    }

    const fn unreadable(finding: &'static str) -> Self {
        Self {
            value: None,
            finding: Some(finding),
        }
    }

    const fn plain(value: FormValue) -> Self {
        Self {
            value: Some(value),
            finding: None,
        }
    }

    fn with(value: FormValue, finding: &'static str) -> Self {
        Self {
            value: Some(value),
            finding: Some(finding),
        }
    }
}

impl ColumnKind {
    /// Reads a cell of a column of this kind; `list` is the code list that the kind names.
    ///
    /// An empty cell has no value and no finding. The finding is the code of a rule of
    /// [`form_rules`](crate::form_rules); a reading with a value and a finding was understood, but is
    /// not written as the form asks.
    ///
    /// # Examples
    ///
    /// ```
    /// use tosei_table::{CellValue, ColumnKind, DateSystem, FormValue};
    ///
    /// let read = |text| ColumnKind::Count {}.read_cell(CellValue::Text(text), None, DateSystem::From1900);
    /// assert_eq!(read("1,204").value, Some(FormValue::Count(1_204)));
    /// assert_eq!(read("１２件").finding, Some("table.form.count_spelling"));
    /// assert_eq!(read("約300").finding, Some("table.form.count_inexact")); // and no value
    /// assert_eq!(read("  ").value, None); // unknown, not 0
    /// ```
    #[must_use]
    pub fn read_cell(
        &self,
        cell: CellValue<'_>,
        list: Option<&CodeList>,
        system: DateSystem,
    ) -> CellReading {
        let index = list.map(CodeIndex::new);
        read_value(self, cell, index.as_ref(), system)
    }
}

pub(super) fn read_value(
    kind: &ColumnKind,
    cell: CellValue<'_>,
    index: Option<&CodeIndex<'_>>,
    system: DateSystem,
) -> CellReading {
    match cell {
        CellValue::Error(_) => return CellReading::unreadable("table.form.cell_error"),
        CellValue::UnknownFormula => return CellReading::unreadable("table.form.formula_unknown"),
        _ if cell.is_blank() => return CellReading::empty(),
        _ => {}
    }
    let shown = cell.display_text();
    let text = unguarded(&shown);
    match (kind, index) {
        (ColumnKind::Text {}, _) => {
            let value = FormValue::Text(text.to_owned());
            match cell {
                CellValue::Text(_) => CellReading::plain(value),
                _ => CellReading::with(value, "table.form.text_from_number"),
            }
        }
        (ColumnKind::Count {}, _) => read_count(cell, text),
        (ColumnKind::Date {}, _) => read_date(cell, text, system),
        (ColumnKind::YesNo {}, _) => read_yes_no(text),
        (ColumnKind::Code { .. }, Some(index)) => read_code(text, index),
        (ColumnKind::Codes { .. }, Some(index)) => read_codes(text, index),
        (ColumnKind::Code { .. } | ColumnKind::Codes { .. }, None) => {
            CellReading::unreadable("table.form.code_unknown")
        }
    }
}

fn read_count(cell: CellValue<'_>, text: &str) -> CellReading {
    let unreadable = CellReading::unreadable("table.form.count_unreadable");
    let count = |digits: &str| {
        let plain = !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
        let count = digits
            .parse::<u64>()
            .ok()
            .filter(|count| plain && *count <= MAX_COUNT);
        count.map(FormValue::Count)
    };
    let is_text = match cell {
        CellValue::Number(_) => false,
        CellValue::Text(_) => true,
        _ => return unreadable,
    };
    let trimmed = text.trim();
    if let Some(value) = without_commas(trimmed).as_deref().and_then(count) {
        let canonical = !is_text || trimmed == "0" || !trimmed.starts_with('0');
        return if canonical {
            CellReading::plain(value)
        } else {
            CellReading::with(value, "table.form.count_spelling")
        };
    }
    if !is_text {
        return unreadable;
    }
    let folded = fold_width(trimmed);
    let bare = folded
        .trim()
        .trim_end_matches(['件', '人', '回', '通', '枚'])
        .trim_end();
    if let Some(value) = without_commas(bare).as_deref().and_then(count) {
        return CellReading::with(value, "table.form.count_spelling");
    }
    let inexact = [
        "約",
        "およそ",
        "程度",
        "前後",
        "未満",
        "以上",
        "以下",
        "超",
        "余",
        "~",
        "〜",
    ];
    let has_digit = folded.chars().any(|c| c.is_ascii_digit());
    if has_digit && inexact.iter().any(|word| folded.contains(word)) {
        return CellReading::unreadable("table.form.count_inexact");
    }
    unreadable
}

/// Digits without the commas between groups of three; `None` if the commas stand elsewhere.
fn without_commas(text: &str) -> Option<String> {
    let mut groups = text.split(',');
    let first = groups.next()?;
    let mut digits = first.to_owned();
    for group in groups {
        if group.len() != 3 || first.is_empty() || first.len() > 3 {
            return None;
        }
        digits.push_str(group);
    }
    Some(digits)
}

/// Serial numbers of 1950-01-01 and of 2099-12-31: what a number without a date format may be.
const SERIAL_DATES: std::ops::RangeInclusive<u32> = 18_264..=73_050;

fn read_date(cell: CellValue<'_>, text: &str, system: DateSystem) -> CellReading {
    let unreadable = CellReading::unreadable("table.form.date_unreadable");
    match cell {
        CellValue::Serial(serial) => match (serial.date(), serial.seconds()) {
            (Some(date), Some(0)) => CellReading::plain(FormValue::Date(date)),
            (Some(date), _) => CellReading::with(FormValue::Date(date), "table.form.date_spelling"),
            (None, _) => unreadable,
        },
        CellValue::Number(number) => {
            // The date format may have been lost on the way; 2024 and 20240401 are no such numbers.
            let serial = number
                .parse()
                .ok()
                .filter(|number| SERIAL_DATES.contains(number));
            match serial.and_then(|serial| system.day(serial)) {
                Some(date) => {
                    CellReading::with(FormValue::Date(date), "table.form.date_from_number")
                }
                None => unreadable,
            }
        }
        CellValue::Text(_) => match wareki::read_cell(text.trim()) {
            Ok(reading) => match reading.value {
                WrittenDate::Date(date) if is_plain_date(text, date) => {
                    CellReading::plain(FormValue::Date(date))
                }
                WrittenDate::Date(date) => {
                    CellReading::with(FormValue::Date(date), "table.form.date_spelling")
                }
                _ => CellReading::unreadable("table.form.date_imprecise"),
            },
            Err(_) => unreadable,
        },
        _ => unreadable,
    }
}

/// `2026-03-31`, or `2026/3/31` as a spreadsheet program saves it as CSV.
fn is_plain_date(text: &str, date: Date) -> bool {
    text == date.to_string()
        || text == format!("{}/{}/{}", date.year(), date.month(), date.day())
        || text == format!("{}/{:02}/{:02}", date.year(), date.month(), date.day())
}

fn read_yes_no(text: &str) -> CellReading {
    let trimmed = text.trim();
    if trimmed == YES || trimmed == NO {
        return CellReading::plain(FormValue::YesNo(trimmed == YES));
    }
    let answer = match header_key(trimmed).as_str() {
        "はい" | "有" | "有り" | "あり" | "○" | "〇" | "◯" | "yes" | "y" | "true" | "1" => {
            true
        }
        "いいえ" | "無" | "無し" | "なし" | "×" | "✕" | "╳" | "no" | "n" | "false" | "0" => {
            false
        }
        _ => return CellReading::unreadable("table.form.yes_no_unreadable"),
    };
    CellReading::with(FormValue::YesNo(answer), "table.form.yes_no_spelling")
}

fn read_code(text: &str, index: &CodeIndex<'_>) -> CellReading {
    let code = |code: &str| FormValue::Code(code.to_owned());
    match index.find(text) {
        CodeMatch::Exact(found) => CellReading::plain(code(found)),
        CodeMatch::Spelling(found) => CellReading::with(code(found), "table.form.code_spelling"),
        CodeMatch::Label(found) => CellReading::with(code(found), "table.form.code_by_label"),
        CodeMatch::Contradiction => CellReading::unreadable("table.form.code_contradiction"),
        CodeMatch::Unknown => CellReading::unreadable("table.form.code_unknown"),
    }
}

/// All codes of a cell, or none: half of an answer would be another answer.
fn read_codes(text: &str, index: &CodeIndex<'_>) -> CellReading {
    let mut codes: Vec<String> = Vec::new();
    // The gravest finding of the parts.
    let mut finding: Option<&'static str> = None;
    for part in index.parts(text) {
        let (code, said) = match index.find(part) {
            CodeMatch::Exact(code) => (code, None),
            CodeMatch::Spelling(code) => (code, Some("table.form.code_spelling")),
            CodeMatch::Label(code) => (code, Some("table.form.code_by_label")),
            CodeMatch::Contradiction => {
                return CellReading::unreadable("table.form.code_contradiction");
            }
            CodeMatch::Unknown => return CellReading::unreadable("table.form.code_unknown"),
        };
        let repeated = codes.iter().any(|own| own == code);
        if repeated {
            finding = Some("table.form.code_repeated");
        } else {
            codes.push(code.to_owned());
            finding = finding.or(said);
        }
    }
    if codes.is_empty() {
        return CellReading::unreadable("table.form.code_unknown");
    }
    CellReading {
        value: Some(FormValue::Codes(codes)),
        finding,
    }
}
