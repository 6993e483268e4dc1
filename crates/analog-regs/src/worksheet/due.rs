//! 見直し完了時期 as the State's schedule writes it.

use tosei_types::{FiscalQuarter, FiscalYear};

const MONTHS: [(u8, &str, &str); 4] =
    [(1, "4", "6"), (2, "7", "9"), (3, "10", "12"), (4, "1", "3")];

/// 「令和4年度1月〜3月」: a quarter as work schedules write it.
///
/// # Examples
///
/// ```
/// use tosei_analog_regs::worksheet::{due_text, read_due};
///
/// let due = "2022-Q4".parse()?;
/// assert_eq!(due_text(due), "令和4年度1月〜3月");
/// assert_eq!(read_due("令和４年度１月～３月"), Some(due));
/// assert_eq!(read_due("令和4年度第4四半期"), Some(due));
/// assert_eq!(read_due("令和4年度中"), None); // a year is no quarter
/// # Ok::<(), tosei_types::FiscalYearError>(())
/// ```
#[must_use]
pub fn due_text(quarter: FiscalQuarter) -> String {
    let months = MONTHS
        .iter()
        .find(|(number, _, _)| *number == quarter.number());
    let text = months
        .map(|(_, first, last)| format!("{}{first}月〜{last}月", quarter.fiscal_year().label_ja()));
    // A year that no era names is written as a code.
    text.filter(|text| read_due(text) == Some(quarter))
        .unwrap_or_else(|| quarter.to_string())
}

/// Reads a quarter: 「令和4年度1月〜3月」, 「令和4年度第4四半期」, `2022-Q4`; `None` for anything else.
#[must_use]
pub fn read_due(text: &str) -> Option<FiscalQuarter> {
    let mut folded = String::new();
    for character in text.chars().filter(|character| !character.is_whitespace()) {
        folded.push(match character {
            '０'..='９' | 'Ａ'..='Ｚ' => u32::from(character)
                .checked_sub(0xFEE0)
                .and_then(char::from_u32)
                .unwrap_or(character),
            '～' | '~' | '－' | '-' | '―' | 'ー' => '〜',
            other => other,
        });
    }
    if let Ok(quarter) = text.trim().parse() {
        return Some(quarter);
    }
    let (year, rest) = folded.split_once("年度")?;
    let year = FiscalYear::parse_document(&format!("{year}年度"))
        .ok()?
        .fiscal_year;
    let number = if let Some(number) = rest
        .strip_prefix('第')
        .and_then(|rest| rest.strip_suffix("四半期"))
    {
        number.parse().ok()?
    } else {
        let (first, last) = rest.split_once('〜')?;
        let first = first.strip_suffix('月').unwrap_or(first);
        let last = last.strip_suffix('月')?;
        MONTHS
            .iter()
            .find(|(_, from, to)| *from == first && *to == last)?
            .0
    };
    FiscalQuarter::try_new(year, number).ok()
}
