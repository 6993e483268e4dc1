//! The parser of one place: from a byte offset, the levels that follow each other.

use super::{
    cursor::{Cursor, branches, check_count, eat_range_sign, number},
    error::CitationError,
    law::AmendingAct,
    number::ProvisionNumber,
    place::{
        Citation, CitationParts, Division, MAX_SUBITEMS, SentencePart, SupplementaryKind, TableRow,
    },
    subitem::Subitem,
};

/// Which spellings are taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Spelling {
    /// The regular one, in any numerals.
    Regular,
    /// Also what people write: 第 left out, の between levels, 第2の3条, blanks, 第1,2項.
    Written,
}

/// The levels of a citation, from the outside in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Level {
    Start,
    Division,
    Article,
    Paragraph,
    Item,
    Table,
    Subitem,
    Sentence,
}

/// A number, or two as a range, of 「第1,3～5項」.
pub(super) type NumberOrRange = (ProvisionNumber, Option<ProvisionNumber>);

/// What was read from one offset on.
#[derive(Debug, Clone)]
pub(super) struct Elements {
    /// The levels, without what is inherited from the text before.
    pub(super) parts: CitationParts,
    /// The first level that stands in the text.
    pub(super) first: Level,
    /// The last one.
    pub(super) last: Level,
    /// 「同条」, 「同項」 or 「同号」 in front: down to which level the place before is repeated.
    pub(super) repeated: Option<Level>,
    /// 「第1,2項」: the numbers of the last level.
    pub(super) several: Vec<NumberOrRange>,
    /// Where the reading ended.
    pub(super) end: usize,
}

const LIST_SIGNS: [char; 6] = [',', '、', '､', '・', '･', '，'];

/// How many numbers one unit has at most: 「第1,2,3項」.
const MAX_SEVERAL: usize = 100;

/// Behind 表 these make another word: 表示, 表中, 表題, 表面 ….
const WORDS_WITH_TABLE: &str = "示中題面紙現記彰決明裏";

const SENTENCES: [(&str, SentencePart); 12] = [
    ("各号列記以外の部分", SentencePart::Chapeau),
    ("柱書き", SentencePart::Chapeau),
    ("柱書", SentencePart::Chapeau),
    ("本文", SentencePart::Main),
    ("前段", SentencePart::First),
    ("中段", SentencePart::Middle),
    ("後段", SentencePart::Last),
    ("ただし書き", SentencePart::Proviso),
    ("ただし書", SentencePart::Proviso),
    ("但し書き", SentencePart::Proviso),
    ("但し書", SentencePart::Proviso),
    ("但書", SentencePart::Proviso),
];

/// Reads the place that begins at `at`: `None` if no level stands there.
///
/// `before` is the place named before in the same cell: only with it can a text begin with 同条, a
/// subitem or a part of a sentence.
pub(super) fn elements(
    text: &str,
    at: usize,
    spelling: Spelling,
    before: Option<&Citation>,
) -> Result<Option<Elements>, CitationError> {
    let mut reader = Reader {
        cursor: Cursor::new(text, at),
        spelling,
        read: Elements {
            parts: CitationParts::default(),
            first: Level::Start,
            last: Level::Start,
            repeated: None,
            several: Vec::new(),
            end: at,
        },
    };
    if spelling == Spelling::Written && before.is_some() {
        reader.repetition();
    }
    while reader.next_level(before.is_some())? {
        reader.read.end = reader.cursor.at;
        if !reader.read.several.is_empty() {
            break;
        }
    }
    let something = reader.read.last > Level::Start;
    Ok(something.then_some(reader.read))
}

struct Reader<'a> {
    cursor: Cursor<'a>,
    spelling: Spelling,
    read: Elements,
}

/// A level with its numbers, before it is known whether it fits.
struct Numbered {
    level: Level,
    numbers: Vec<NumberOrRange>,
}

impl Reader<'_> {
    fn written(&self) -> bool {
        self.spelling == Spelling::Written
    }

    fn reached(&mut self, level: Level) {
        if self.read.first == Level::Start {
            self.read.first = level;
        }
        self.read.last = level;
    }

    fn repetition(&mut self) {
        let level = match self.cursor.eat_word(&["同条", "同項", "同号"]) {
            Some("同条") => Level::Article,
            Some("同項") => Level::Paragraph,
            Some(_) => Level::Item,
            None => return,
        };
        self.read.repeated = Some(level);
        self.read.last = level;
        self.read.first = level;
        self.read.end = self.cursor.at;
    }

    /// Reads one more level; `false`, and nothing taken, if none follows.
    fn next_level(&mut self, continues: bool) -> Result<bool, CitationError> {
        let back = self.cursor;
        if self.written() && self.read.last > Level::Start {
            self.cursor.skip_blanks();
            self.skip_connective();
        }
        let found = self.division()?
            || self.numbered()?
            || self.table()?
            || self.subitem(continues)
            || self.sentence(continues);
        if !found {
            self.cursor = back;
        }
        Ok(found)
    }

    /// 「第10条の第3項」, 「第3号のイ」: a の between two levels.
    fn skip_connective(&mut self) {
        let mut next = self.cursor;
        if !next.eat(&['の']) {
            return;
        }
        next.skip_blanks();
        let follows = next.peek() == Some('第') || Subitem::leading(next.rest()).is_some();
        if follows {
            self.cursor = next;
        }
    }

    fn division(&mut self) -> Result<bool, CitationError> {
        if self.read.last != Level::Start {
            return Ok(false);
        }
        let words = ["附則", "制定附則", "原始附則", "改正附則"];
        if let Some(word) = self.cursor.eat_word(&words) {
            let kind = match word {
                "附則" => SupplementaryKind::Unstated,
                "改正附則" => SupplementaryKind::Amending,
                _ => SupplementaryKind::Original,
            };
            let act = self.amending_act();
            self.read.parts.division = Division::Supplementary { kind, act };
        } else if self.cursor.eat_word(&["別表"]).is_some() {
            self.schedule()?;
        } else {
            return Ok(false);
        }
        self.reached(Level::Division);
        Ok(true)
    }

    /// 「（昭和55年運輸省令第12号）」 after 附則; as people write it, also without parentheses.
    fn amending_act(&mut self) -> Option<AmendingAct> {
        let mut next = self.cursor;
        if next.eat(&['(']) {
            let inner = next.rest();
            let length = inner.find([')', '）'])?;
            let act = AmendingAct::try_new(inner.get(..length)?.trim()).ok()?;
            next.advance(length);
            next.eat(&[')']);
            self.cursor = next;
            return Some(act);
        }
        let eras = ["明治", "大正", "昭和", "平成", "令和"];
        if !self.written() || !eras.iter().any(|era| next.rest().starts_with(era)) {
            return None;
        }
        let inner = next.rest();
        let length = inner.find('号')?.checked_add('号'.len_utf8())?;
        let act = AmendingAct::try_new(inner.get(..length)?).ok()?;
        next.advance(length);
        self.cursor = next;
        Some(act)
    }

    /// After 別表: 「第1の2」, and 「の3の項」. The last number before の項 is the row's.
    fn schedule(&mut self) -> Result<(), CitationError> {
        let mut parts = self.schedule_number()?;
        let has_number = !parts.is_empty();
        let mut next = self.cursor;
        if !has_number {
            branches(&mut next, &mut parts, self.spelling)?; // a single 別表: 「別表の3の項」
        }
        let mut row = None;
        if parts.len() > usize::from(has_number) && next.eat_word(&["の項"]).is_some() {
            row = parts.pop();
            self.cursor = next;
        }
        let unread = !has_number && !parts.is_empty();
        self.read.parts.division = Division::Schedule {
            number: ProvisionNumber::try_new(&parts).filter(|_| !unread),
            row: row.and_then(|row| ProvisionNumber::try_new(&[row])),
        };
        Ok(())
    }

    fn schedule_number(&mut self) -> Result<Vec<u16>, CitationError> {
        let mut next = self.cursor;
        let mut parts = Vec::new();
        if !next.eat(&['第']) && !self.written() {
            return Ok(parts);
        }
        if self.written() {
            next.skip_blanks();
        }
        let Some(number) = number(&mut next, self.spelling)? else {
            return Ok(parts);
        };
        parts.push(number);
        branches(&mut next, &mut parts, self.spelling)?;
        let belongs_below = next.peek().is_some_and(|c| "条項号".contains(c));
        if belongs_below && parts.len() > 1 {
            return Err(CitationError::AmbiguousBranch {
                position: next.position(),
            });
        }
        if belongs_below {
            parts.clear();
        } else {
            self.cursor = next;
        }
        Ok(parts)
    }

    fn numbered(&mut self) -> Result<bool, CitationError> {
        let back = self.cursor;
        let start = self.cursor;
        let Some(Numbered { level, numbers }) = self.numbers_and_unit()? else {
            self.cursor = back;
            return Ok(false);
        };
        let in_schedule = matches!(self.read.parts.division, Division::Schedule { .. });
        if level <= self.read.last || (in_schedule && level == Level::Article) {
            self.cursor = back;
            return Ok(false);
        }
        if numbers
            .iter()
            .any(|(from, to)| to.is_some_and(|to| to <= *from))
        {
            return Err(CitationError::BadRange {
                position: start.position(),
            });
        }
        if let [(only, None)] = numbers.as_slice() {
            let target = match level {
                Level::Article => &mut self.read.parts.article,
                Level::Paragraph => &mut self.read.parts.paragraph,
                _ => &mut self.read.parts.item,
            };
            *target = Some(*only);
        } else {
            self.read.several = numbers;
        }
        self.reached(level);
        Ok(true)
    }

    /// 「第9条の3」, 「第2号」, and as people write it 「9条」, 「第2の3条」, 「第9条の3条」, 「第1,2項」.
    fn numbers_and_unit(&mut self) -> Result<Option<Numbered>, CitationError> {
        let written = self.written();
        let with_sign = self.cursor.eat(&['第']);
        if !with_sign && !written {
            return Ok(None);
        }
        if written {
            self.cursor.skip_blanks();
        }
        let start = self.cursor;
        let mut parts = Vec::new();
        let Some(head) = number(&mut self.cursor, self.spelling)? else {
            return Ok(None);
        };
        parts.push(head);
        if written {
            branches(&mut self.cursor, &mut parts, self.spelling)?;
        }
        let Some(level) = self.unit() else {
            let first = check_count(&parts, start)?;
            return self.several_and_unit(first);
        };
        let before_unit = parts.len();
        branches(&mut self.cursor, &mut parts, self.spelling)?;
        let has_branches_behind = parts.len() > before_unit;
        if written && has_branches_behind && level == Level::Article {
            self.cursor.eat(&['条']); // 第9条の3条
        }
        if has_branches_behind && self.cursor.peek().is_some_and(|c| "項号".contains(c)) {
            return Err(CitationError::AmbiguousBranch {
                position: self.cursor.position(),
            });
        }
        let number = check_count(&parts, start)?;
        Ok(number.map(|number| Numbered {
            level,
            numbers: vec![(number, None)],
        }))
    }

    fn unit(&mut self) -> Option<Level> {
        let level = match self.cursor.peek()? {
            '条' => Level::Article,
            '項' => Level::Paragraph,
            '号' => Level::Item,
            _ => return None,
        };
        self.cursor.advance('条'.len_utf8());
        Some(level)
    }

    /// The rest of 「第1,3～5項」 after its first number.
    fn several_and_unit(
        &mut self,
        first: Option<ProvisionNumber>,
    ) -> Result<Option<Numbered>, CitationError> {
        let Some(first) = first.filter(|_| self.written()) else {
            return Ok(None);
        };
        let mut numbers: Vec<NumberOrRange> = vec![(first, None)];
        loop {
            if let Some(level) = self.unit() {
                return Ok(Some(Numbered { level, numbers })); // two numbers or a range: no unit stood behind the first
            }
            self.cursor.skip_blanks();
            let range = eat_range_sign(&mut self.cursor);
            if !range && !self.cursor.eat(&LIST_SIGNS) {
                return Ok(None);
            }
            self.cursor.skip_blanks();
            self.cursor.eat(&['第']);
            let start = self.cursor;
            let mut parts = Vec::new();
            match number(&mut self.cursor, self.spelling)? {
                Some(head) => parts.push(head),
                None => return Ok(None),
            }
            branches(&mut self.cursor, &mut parts, self.spelling)?;
            let Some(next) = check_count(&parts, start)? else {
                return Ok(None);
            };
            let full = numbers.len() >= MAX_SEVERAL;
            match numbers.last_mut() {
                Some((_, to @ None)) if range => *to = Some(next),
                _ if range || full => return Ok(None), // 1～3～5
                _ => numbers.push((next, None)),
            }
        }
    }

    /// 「の表」, 「の表の3の項」, 「の表第8号」; as people write it also 「表3」, 「表第5項」.
    fn table(&mut self) -> Result<bool, CitationError> {
        if !(Level::Article..=Level::Item).contains(&self.read.last)
            || matches!(self.read.parts.division, Division::Schedule { .. })
        {
            return Ok(false);
        }
        let mut next = self.cursor;
        let connected = next.eat(&['の']);
        if !(connected || self.written()) || !next.eat(&['表']) {
            return Ok(false);
        }
        let after_table = next;
        let row = self.table_row(&mut next)?;
        if row.is_none() {
            next = after_table;
            let word_goes_on = next.peek().is_some_and(|c| WORDS_WITH_TABLE.contains(c))
                && !next.rest().starts_with("中段");
            if word_goes_on {
                return Ok(false);
            }
        }
        self.cursor = next;
        self.read.parts.table = Some(row);
        self.reached(Level::Table);
        Ok(true)
    }

    fn table_row(&self, next: &mut Cursor<'_>) -> Result<Option<TableRow>, CitationError> {
        let written = self.written();
        let mut parts = Vec::new();
        let start = *next;
        let connected = next.eat(&['の', 'ノ']);
        let with_sign = !connected && next.eat(&['第']);
        if !connected && !with_sign && !written {
            return Ok(None);
        }
        let Some(head) = number(next, self.spelling)? else {
            return Ok(None);
        };
        parts.push(head);
        if with_sign || !connected {
            let item = next.eat(&['号']);
            let row = !item && written && next.eat(&['項']);
            if with_sign && !item && !row {
                return Ok(None);
            }
            if item {
                branches(next, &mut parts, self.spelling)?;
                return Ok(check_count(&parts, start)?.map(TableRow::Item));
            }
            return Ok(check_count(&parts, start)?.map(TableRow::Row));
        }
        branches(next, &mut parts, self.spelling)?;
        if next.eat_word(&["の項"]).is_none() && !written {
            return Ok(None);
        }
        Ok(check_count(&parts, start)?.map(TableRow::Row))
    }

    fn subitem(&mut self, continues: bool) -> bool {
        let in_schedule = matches!(self.read.parts.division, Division::Schedule { .. });
        let upper = match self.read.last {
            Level::Start => continues && self.written(),
            Level::Division => in_schedule,
            Level::Sentence => false,
            _ => true,
        };
        let Some((subitem, bytes)) = Subitem::leading(self.cursor.rest()).filter(|_| upper) else {
            return false;
        };
        let same_kind = self
            .read
            .parts
            .subitems
            .last()
            .is_some_and(|last| last.kind() == subitem.kind());
        if same_kind || self.read.parts.subitems.len() >= MAX_SUBITEMS {
            return false;
        }
        self.cursor.advance(bytes);
        self.read.parts.subitems.push(subitem);
        self.reached(Level::Subitem);
        true
    }

    fn sentence(&mut self, continues: bool) -> bool {
        if self.read.last == Level::Sentence
            || (self.read.last == Level::Start && !(continues && self.written()))
        {
            return false;
        }
        let Some((word, part)) = SENTENCES
            .iter()
            .find(|(word, _)| self.cursor.rest().starts_with(word))
        else {
            return false;
        };
        self.cursor.advance(word.len());
        self.read.parts.sentence = Some(*part);
        self.reached(Level::Sentence);
        true
    }
}
