//! What a coded cell says, remembered per distinct text.

use super::{
    EditionColumn, SurveyEdition,
    check::{has_blank_ends, has_oddities, is_only_blanks},
    memo::Memo,
};
use tosei_table::header_key;

/// The most values a code list can have: [`CellCode`] keeps a set of them in 64 bits.
pub(super) const MAX_CODES: usize = 62;

/// コード欄の値 (value of a coded cell): which codes of the column's list a cell holds, and what is
/// unusual about the way it is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct CellCode {
    set: u64,
    defects: CellDefects,
}

/// What is unusual about the way a coded cell is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct CellDefects(u8);

impl CellDefects {
    /// A value stands in the cell that the list does not have.
    pub const UNKNOWN: Self = Self(1);
    /// A value differs from the list's by character variants or blanks only.
    pub const VARIANT: Self = Self(2);
    /// Several values stand in a column that takes one.
    pub const JOINED: Self = Self(4);
    /// The values are separated by something else than the edition's separator.
    pub const SEPARATOR: Self = Self(8);
    /// A value stands twice.
    pub const REPEATED: Self = Self(16);
    /// An odd character stands in the cell: a line break, an invisible or private-use character.
    pub const ODD_CHARACTER: Self = Self(32);
    /// A blank stands before or behind the values.
    pub const BLANK_ENDS: Self = Self(64);

    /// Whether nothing is unusual.
    #[must_use]
    pub const fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// Whether all of `other` are among these.
    #[must_use]
    pub const fn contains(self, other: Self) -> bool {
        self.0 & other.0 == other.0
    }

    const fn insert(&mut self, other: Self) {
        self.0 |= other.0;
    }
}

impl CellCode {
    /// The bit of values that the list does not have.
    const OUTSIDE: u64 = 1 << 63;

    /// A cell without a value: nobody said. Not the same as any code.
    pub const BLANK: Self = Self {
        set: 0,
        defects: CellDefects(0),
    };

    /// The position in the column's list, if the cell holds exactly one value and the list has it.
    #[must_use]
    pub fn single(self) -> Option<u8> {
        let one = self.set.is_power_of_two() && self.set != Self::OUTSIDE;
        one.then(|| u8::try_from(self.set.trailing_zeros()).ok())
            .flatten()
    }

    /// Whether the cell holds the value at this position of the column's list.
    #[must_use]
    pub fn has(self, position: u8) -> bool {
        1u64.checked_shl(u32::from(position))
            .is_some_and(|bit| self.set & bit != 0)
    }

    /// Whether the cell holds a value at any of these positions (a bit set).
    #[must_use]
    pub const fn has_any(self, positions: u64) -> bool {
        self.set & positions != 0
    }

    /// Whether the cell holds a value that the list does not have.
    #[must_use]
    pub const fn has_other(self) -> bool {
        self.set & Self::OUTSIDE != 0
    }

    /// What is unusual about the way the cell is written.
    #[must_use]
    pub const fn defects(self) -> CellDefects {
        self.defects
    }

    /// Whether the cell holds no value: it is empty, or has nothing but blanks and separators.
    #[must_use]
    pub const fn is_blank(self) -> bool {
        self.set == 0
    }
}

/// Separators that people write instead of the published one.
const OTHER_SEPARATORS: [char; 5] = ['；', ';', '\n', '\r', '，'];

/// Reads the cells of one column, remembering its verdict per distinct text.
#[derive(Debug, Clone)]
pub(super) struct CodeReader {
    list: CodeList,
    memo: Memo<CellCode>,
}

/// A column's code list, ready to be compared with.
#[derive(Debug, Clone)]
struct CodeList {
    texts: Vec<String>,
    keys: Vec<String>,
    separator: String,
    multi_value: bool,
    open_list: bool,
    other_separators: String,
}

impl CodeReader {
    pub(super) fn new(column: &EditionColumn, edition: &SurveyEdition) -> Self {
        let list = CodeList {
            texts: column.codes.iter().map(|code| code.text.clone()).collect(),
            keys: column
                .codes
                .iter()
                .map(|code| variant_key(&code.text))
                .collect(),
            separator: edition.separator().to_owned(),
            multi_value: column.multi_value,
            open_list: column.open_list,
            other_separators: column.other_separators.clone(),
        };
        Self {
            list,
            memo: Memo::new(),
        }
    }

    #[inline]
    pub(super) fn read(&mut self, cell: &[u8]) -> CellCode {
        if cell.is_empty() {
            return CellCode::BLANK;
        }
        let list = &self.list;
        self.memo.get_or(cell, |cell| {
            list.judge(std::str::from_utf8(cell).unwrap_or("�"))
        })
    }
}

impl CodeList {
    /// The obvious reading, done once per distinct text.
    fn judge(&self, text: &str) -> CellCode {
        let mut code = CellCode::BLANK;
        if has_blank_ends(text) {
            code.defects.insert(CellDefects::BLANK_ENDS);
        }
        if has_oddities(text) {
            code.defects.insert(CellDefects::ODD_CHARACTER);
        }
        if is_only_blanks(text) {
            return code;
        }
        let mut values: Vec<&str> = Vec::new();
        for part in text.split(self.separator.as_str()) {
            let inner =
                |c: char| OTHER_SEPARATORS.contains(&c) || self.other_separators.contains(c);
            // A listed text may itself hold such a sign, so the whole part is tried first.
            if self.position(part).is_some() || !(part.contains(inner) || is_only_blanks(part)) {
                values.push(part);
            } else {
                code.defects.insert(CellDefects::SEPARATOR);
                values.extend(part.split(inner).filter(|value| !is_only_blanks(value)));
            }
        }
        if values.len() > 1 && !self.multi_value {
            code.defects.insert(CellDefects::JOINED);
        }
        for (at, value) in values.iter().enumerate() {
            let position = self.position(value);
            let same = |earlier: &&str| {
                *earlier == *value
                    || (position.is_some() && self.place(earlier) == self.place(value))
            };
            if values.iter().take(at).any(same) {
                code.defects.insert(CellDefects::REPEATED);
            }
            self.add(position, &mut code);
        }
        code
    }

    /// Where a value stands in the list, however it is spelt.
    fn place(&self, value: &str) -> Option<usize> {
        self.position(value).map(|(position, _)| position)
    }

    fn position(&self, value: &str) -> Option<(usize, bool)> {
        if let Some(position) = self.texts.iter().position(|text| text == value) {
            return Some((position, true));
        }
        if self.keys.is_empty() {
            return None;
        }
        let key = variant_key(value);
        self.keys
            .iter()
            .position(|known| *known == key)
            .map(|position| (position, false))
    }

    fn add(&self, position: Option<(usize, bool)>, code: &mut CellCode) {
        let Some((position, exact)) = position else {
            code.set |= CellCode::OUTSIDE;
            if !self.open_list {
                code.defects.insert(CellDefects::UNKNOWN);
            }
            return;
        };
        if !exact {
            code.defects.insert(CellDefects::VARIANT);
        }
        code.set |= u32::try_from(position)
            .ok()
            .and_then(|at| 1u64.checked_shl(at))
            .unwrap_or(0);
    }
}

/// The form in which character variants of a listed text compare equal.
///
/// NFKC without blanks, and the signs that look alike folded: ○ 〇 ◯, × ✕ ╳, ～ 〜, － − ‐ – ー.
pub(crate) fn variant_key(text: &str) -> String {
    header_key(text)
        .chars()
        .map(|character| match character {
            '〇' | '◯' => '○',
            '✕' | '╳' | '✖' => '×',
            '〜' => '~',
            '−' | '‐' | '–' | '—' | '―' | 'ー' => '-',
            other => other,
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::survey::SurveyColumn;

    fn read(column: SurveyColumn, text: &str) -> CellCode {
        let edition = SurveyEdition::r6();
        CodeReader::new(edition.column(column).unwrap(), edition).read(text.as_bytes())
    }

    #[test]
    fn one_listed_value_is_its_position() {
        let code = read(SurveyColumn::OnlineStatus, "5 一部実施済");
        assert_eq!((code.single(), code.defects().is_empty()), (Some(4), true));
    }

    #[test]
    fn values_joined_where_one_is_taken_have_no_single_value() {
        let code = read(
            SurveyColumn::AttachmentReduction,
            "3 撤廃・省略不可; 4 その他",
        );
        assert_eq!(code.single(), None);
        assert!(code.has(2) && code.has(3));
        assert!(code.defects().contains(CellDefects::JOINED));
    }

    #[test]
    fn variants_are_read_and_said() {
        for text in ["〇（全府省）", "○(全府省)", "◯（全府省） "] {
            let code = read(SurveyColumn::CommonProcedure, text);
            assert_eq!(code.single(), Some(0), "{text}");
            assert!(code.defects().contains(CellDefects::VARIANT), "{text}");
        }
        let code = read(SurveyColumn::CommonProcedure, "✕（府省共通手続でない）");
        assert_eq!(code.single(), Some(2));
    }

    #[test]
    fn other_separators_are_read_and_said() {
        let code = read(SurveyColumn::Identification, "2 押印；3 署名");
        assert!(code.has(1) && code.has(2));
        assert!(code.defects().contains(CellDefects::SEPARATOR));
        assert!(!code.defects().contains(CellDefects::JOINED));
        let code = read(SurveyColumn::Identification, "2 押印; 2 押印");
        assert!(code.defects().contains(CellDefects::REPEATED));
    }

    #[test]
    fn a_value_outside_the_list_is_unknown_and_not_blank() {
        let code = read(SurveyColumn::OnlineStatus, "6 検討中");
        assert_eq!(code.single(), None);
        assert!(code.defects().contains(CellDefects::UNKNOWN) && !code.is_blank());
        assert!(read(SurveyColumn::OnlineStatus, "").is_blank());
    }
}
