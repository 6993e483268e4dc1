//! The scanner of cells: entry by entry, with what was named before.

use super::{
    cell::{CitationReading, ReadEntry, UnreadText},
    cursor::{Cursor, eat_range_sign, is_blank},
    elements::{Elements, Level, Spelling, elements},
    error::{CitationError, TextPosition},
    inherit::{Inheritance, located},
    law::LawName,
    list::{CitationEntry, CitedPlace},
    place::{Citation, Division},
    read::{bracketed_law, no_provision, starts_behind_law},
};

/// Between entries.
const SIGNS: [char; 11] = ['、', ',', '，', '､', '・', '･', '。', '/', '／', ';', '；'];
const WORDS: [&str; 11] = [
    "及び",
    "および",
    "及ヒ",
    "及",
    "並びに",
    "ならびに",
    "又は",
    "または",
    "若しくは",
    "もしくは",
    "並",
];
const APPLIES: [&str; 7] = [
    "において読み替えて準用する",
    "において準用する",
    "で読み替えて準用する",
    "で準用する",
    "の規定において準用する",
    "の規定により準用する",
    "により準用する",
];

/// Reads a text that is not too long for a cell.
pub(super) fn scan(text: &str) -> CitationReading {
    let mut scanner = Scanner {
        text,
        at: 0,
        before: None,
        applied_by: None,
        lost: None,
        reading: CitationReading {
            entries: Vec::new(),
            unread: Vec::new(),
        },
    };
    loop {
        scanner.skip_separators();
        if scanner.at >= text.len() {
            return scanner.reading;
        }
        scanner.segment();
    }
}

struct Scanner<'a> {
    text: &'a str,
    at: usize,
    /// The place named last.
    before: Option<Citation>,
    /// The applying place, as long as only 及び and the like follow.
    applied_by: Option<Citation>,
    /// The text just before was not understood, so that nothing can be taken over from it: the
    /// lowest level that a place must name itself.
    lost: Option<Level>,
    reading: CitationReading,
}

/// Places that stand in one piece of text.
struct Places {
    places: Vec<CitedPlace>,
    end: usize,
}

struct Found {
    entries: Vec<CitationEntry>,
    /// The applying place, if the text named one in front.
    applied_by: Option<Citation>,
    end: usize,
}

impl Scanner<'_> {
    fn cursor(&self, at: usize) -> Cursor<'_> {
        Cursor::new(self.text, at)
    }

    fn skip_separators(&mut self) {
        let mut cursor = Cursor::new(self.text, self.at);
        loop {
            if cursor.eat_word(&WORDS).is_some() {
                continue;
            }
            match cursor.peek() {
                Some(c) if is_blank(c) => cursor.advance(c.len_utf8()),
                Some(c) if SIGNS.contains(&c) || matches!(c, '\n' | '\r') => {
                    self.applied_by = None;
                    if matches!(c, ';' | '；') {
                        self.before = None;
                        self.lost = None;
                    }
                    cursor.advance(c.len_utf8());
                }
                _ => break,
            }
        }
        self.at = cursor.at;
    }

    /// Reads one entry, or keeps the text up to where another may begin.
    fn segment(&mut self) {
        let start = self.at;
        match self.entry(start, None) {
            Ok(Some(found)) => {
                let end = found.end;
                self.accept(found);
                if !self.ends_at(end) {
                    self.keep(CitationError::Unexpected {
                        position: TextPosition::of(self.text, end),
                    });
                }
            }
            Ok(None) => match self.entry_with_law(start) {
                Some(found) => self.accept(found),
                None => self.keep(self.why_nothing(start)),
            },
            Err(error) => self.keep(error),
        }
    }

    fn why_nothing(&self, at: usize) -> CitationError {
        match self.cursor(at).eat_word(&["同条", "同項", "同号"]) {
            Some(_) => CitationError::NoContext {
                position: TextPosition::of(self.text, at),
            },
            None => no_provision(self.text, at),
        }
    }

    fn accept(&mut self, found: Found) {
        self.lost = None;
        if let Some(last) = found.entries.last() {
            self.before = Some(last.place().last().clone());
        }
        if found.applied_by.is_some() {
            self.applied_by = found.applied_by;
        }
        let (start, end) = (self.at, found.end);
        self.reading
            .entries
            .extend(
                found
                    .entries
                    .into_iter()
                    .map(|entry| ReadEntry { entry, start, end }),
            );
        self.at = end;
    }

    /// Keeps the text from here to the next sign between entries, or to the closing bracket.
    fn keep(&mut self, reason: CitationError) {
        let start = self.at;
        let end = self.end_of_unread(start);
        // A remark in brackets leaves the place before it as it was.
        if !self.cursor(start).eat(&['(']) {
            let before = self.before.take();
            let in_supplementary = before
                .is_some_and(|before| matches!(before.division(), Division::Supplementary { .. }));
            if self.lost != Some(Level::Division) {
                self.lost = Some(if in_supplementary {
                    Level::Division
                } else {
                    Level::Article
                });
            }
            self.applied_by = None;
        }
        self.reading.unread.push(UnreadText {
            text: self.text.get(start..end).unwrap_or_default().to_owned(),
            byte_offset: start,
            reason,
        });
        self.at = end;
    }

    fn end_of_unread(&self, start: usize) -> usize {
        let mut cursor = self.cursor(start);
        if cursor.eat(&['(']) {
            let mut open = 1usize;
            while let Some(c) = cursor.peek() {
                cursor.advance(c.len_utf8());
                match c {
                    '(' | '（' => open = open.saturating_add(1),
                    ')' | '）' => open = open.saturating_sub(1),
                    _ => {}
                }
                if open == 0 {
                    return cursor.at;
                }
            }
            cursor = self.cursor(start);
        }
        if let Some(first) = cursor.peek() {
            cursor.advance(first.len_utf8());
        }
        while let Some(c) = cursor.peek() {
            if c.is_whitespace()
                || SIGNS.contains(&c)
                || WORDS.iter().any(|word| cursor.rest().starts_with(word))
            {
                break;
            }
            cursor.advance(c.len_utf8());
        }
        cursor.at
    }

    /// Whether an entry may end here.
    fn ends_at(&self, at: usize) -> bool {
        let cursor = self.cursor(at);
        match cursor.peek() {
            None => true,
            Some(c) => {
                c.is_whitespace()
                    || SIGNS.contains(&c)
                    || matches!(c, '(' | '（')
                    || WORDS.iter().any(|word| cursor.rest().starts_with(word))
            }
        }
    }

    fn entry_with_law(&self, at: usize) -> Option<Found> {
        if let Some((law, behind)) = bracketed_law(self.text, at) {
            let mut cursor = self.cursor(behind);
            cursor.skip_blanks();
            return self.complete_entry(cursor.at, law);
        }
        starts_behind_law(self.text, at, Spelling::Written)
            .filter(|start| start.law.has_usual_ending())
            .find_map(|start| self.complete_entry(start.at, start.law))
    }

    fn complete_entry(&self, at: usize, law: LawName) -> Option<Found> {
        let found = self.entry(at, Some(law)).ok()??;
        self.ends_at(found.end).then_some(found)
    }

    /// Reads the entry at `at`, whose law (if any) was read already.
    fn entry(&self, at: usize, law: Option<LawName>) -> Result<Option<Found>, CitationError> {
        let named_law = law.is_some();
        let before = self.before.as_ref();
        let Some(first) = self.places(at, law, before, Inheritance::List)? else {
            return Ok(None);
        };
        let mut found = match self.applied(&first)? {
            Some(found) => found,
            None => {
                let sticky = self.applied_by.as_ref().filter(|_| !named_law);
                Found {
                    entries: entries(first.places, sticky, at, self.text)?,
                    applied_by: None,
                    end: first.end,
                }
            }
        };
        let mut cursor = self.cursor(found.end);
        if cursor.eat(&['等'])
            && self.ends_at(cursor.at)
            && let Some(last) = found.entries.pop()
        {
            found.entries.push(last.with_others());
            found.end = cursor.at;
        }
        Ok(Some(found))
    }

    /// 「…で準用する…」 and 「…（…の準用）」 behind the applying place.
    fn applied(&self, first: &Places) -> Result<Option<Found>, CitationError> {
        let [CitedPlace::One(by)] = first.places.as_slice() else {
            return Ok(None);
        };
        let mut cursor = self.cursor(first.end);
        if cursor.eat_word(&APPLIES).is_some() {
            cursor.skip_blanks();
            let target = match self.places(cursor.at, None, Some(by), Inheritance::Applied)? {
                Some(target) => Some(target),
                None => self.places_with_law(cursor.at),
            };
            return target
                .map(|target| {
                    Ok(Found {
                        entries: entries(target.places, Some(by), cursor.at, self.text)?,
                        applied_by: Some(by.clone()),
                        end: target.end,
                    })
                })
                .transpose();
        }
        if !cursor.eat(&['(']) {
            return Ok(None);
        }
        let inside = cursor.at;
        let Ok(Some(target)) = self.places(inside, None, Some(by), Inheritance::Applied) else {
            return Ok(None);
        };
        let mut cursor = self.cursor(target.end);
        if cursor.eat_word(&["の準用", "準用", "を準用"]).is_none() || !cursor.eat(&[')']) {
            return Ok(None);
        }
        Ok(Some(Found {
            entries: entries(target.places, Some(by), inside, self.text)?,
            applied_by: None,
            end: cursor.at,
        }))
    }

    fn places_with_law(&self, at: usize) -> Option<Places> {
        let read = |at, law| {
            let places = self.places(at, Some(law), None, Inheritance::List).ok()??;
            let mut behind = self.cursor(places.end);
            behind.eat(&['等']);
            (self.ends_at(places.end) || self.ends_at(behind.at)).then_some(places)
        };
        if let Some((law, behind)) = bracketed_law(self.text, at) {
            return read(behind, law);
        }
        starts_behind_law(self.text, at, Spelling::Written)
            .filter(|start| start.law.has_usual_ending())
            .find_map(|start| read(start.at, start.law))
    }

    /// One place, a range, or several numbers of one unit.
    fn places(
        &self,
        at: usize,
        law: Option<LawName>,
        before: Option<&Citation>,
        inheritance: Inheritance,
    ) -> Result<Option<Places>, CitationError> {
        let before = before.filter(|_| law.is_none());
        let Some(read) = elements(self.text, at, Spelling::Written, before)? else {
            return Ok(None);
        };
        let too_low = self.lost.is_some_and(|lowest| read.first > lowest);
        if too_low && law.is_none() && before.is_none() {
            return Err(CitationError::NoContext {
                position: TextPosition::of(self.text, at),
            });
        }
        let places =
            located(&read, law, before, inheritance).ok_or_else(|| self.not_a_place(at, &read))?;
        let here = Places {
            places,
            end: read.end,
        };
        let [CitedPlace::One(from)] = here.places.as_slice() else {
            return Ok(Some(here));
        };
        let range = self.range(at, from, here.end)?;
        Ok(Some(range.unwrap_or(here)))
    }

    /// 「から…まで」 or 「～…」 behind the first place of a range.
    fn range(
        &self,
        at: usize,
        from: &Citation,
        end: usize,
    ) -> Result<Option<Places>, CitationError> {
        let mut cursor = self.cursor(end);
        cursor.skip_blanks();
        if !eat_range_sign(&mut cursor) {
            return Ok(None);
        }
        cursor.skip_blanks();
        let Some(read) = elements(self.text, cursor.at, Spelling::Written, Some(from))? else {
            return Ok(None);
        };
        let to = match located(&read, None, Some(from), Inheritance::List).as_deref() {
            Some([CitedPlace::One(to)]) => to.clone(),
            _ => return Ok(None),
        };
        let entry =
            CitationEntry::range(from.clone(), to).map_err(|_| CitationError::BadRange {
                position: TextPosition::of(self.text, at),
            })?;
        let mut cursor = self.cursor(read.end);
        cursor.eat_word(&["まで"]);
        Ok(Some(Places {
            places: vec![entry.place().clone()],
            end: cursor.at,
        }))
    }

    /// Why levels that were read are no place where they stand.
    fn not_a_place(&self, at: usize, read: &Elements) -> CitationError {
        let refers_back = read.repeated.is_some() || read.first >= Level::Subitem;
        let position = TextPosition::of(self.text, at);
        if refers_back {
            CitationError::NoContext { position }
        } else {
            CitationError::NoProvision { position }
        }
    }
}

fn entries(
    places: Vec<CitedPlace>,
    applied_by: Option<&Citation>,
    at: usize,
    text: &str,
) -> Result<Vec<CitationEntry>, CitationError> {
    let of_place = |place| {
        let entry = match place {
            CitedPlace::One(place) => CitationEntry::one(place),
            CitedPlace::Range { from, to } => CitationEntry::range(from, to).ok()?,
        };
        match applied_by {
            None => Some(entry),
            Some(by) => entry.with_applied_by(by.clone()).ok(),
        }
    };
    places
        .into_iter()
        .map(|place| of_place(place).ok_or_else(|| no_provision(text, at)))
        .collect()
}
