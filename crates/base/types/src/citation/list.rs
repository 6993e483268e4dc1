//! Several places, as one table cell names them.

use super::{
    cell::{MAX_CELL_CHARS, read_citation_cell},
    error::{CitationError, CitationPartsError},
    inherit::{Inheritance, first_level, inherited},
    place::{Citation, Division},
    write::StatuteStyle,
};
use std::str::FromStr;

/// One place, or all places from one to another.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum CitedPlace {
    /// One place.
    One(Citation),
    /// 「第5条から第7条まで」: both ends and what stands between them.
    Range {
        /// The first place.
        from: Citation,
        /// The last place, later than the first in the same law and division.
        to: Citation,
    },
}

impl CitedPlace {
    /// The place, or the first one of the range.
    #[must_use]
    pub fn first(&self) -> &Citation {
        match self {
            Self::One(place) | Self::Range { from: place, .. } => place,
        }
    }

    /// The place, or the last one of the range.
    #[must_use]
    pub fn last(&self) -> &Citation {
        match self {
            Self::One(place) | Self::Range { to: place, .. } => place,
        }
    }
}

/// One entry of a [`CitationList`].
///
/// # Invariant
///
/// A range leads to a later place of the same law and division that does not lie within the
/// first. An applied place names its law and article where the applying one does.
///
/// # Examples
///
/// ```
/// use tosei_types::{CitationList, CitedPlace};
///
/// let list: CitationList = "第58条で準用する第45条".parse()?;
/// let entry = &list.entries()[0];
/// assert_eq!(entry.place().first().to_string(), "第45条");
/// assert_eq!(entry.applied_by().unwrap().to_string(), "第58条");
/// # Ok::<(), tosei_types::CitationError>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct CitationEntry {
    place: CitedPlace,
    applied_by: Option<Citation>,
    has_others: bool,
}

impl CitationEntry {
    /// One place.
    #[must_use]
    pub fn one(place: Citation) -> Self {
        Self {
            place: CitedPlace::One(place),
            applied_by: None,
            has_others: false,
        }
    }

    /// All places from one to another.
    ///
    /// # Errors
    ///
    /// [`CitationPartsError::BadRange`] if `to` is not later than `from`, lies within it, or is of
    /// another law or division (附則 and 附則 of another act; one 別表 to another is a range).
    pub fn range(from: Citation, to: Citation) -> Result<Self, CitationPartsError> {
        let same_division = match (from.division(), to.division()) {
            (Division::Schedule { .. }, Division::Schedule { .. }) => true,
            (left, right) => left == right,
        };
        if from.law() != to.law() || !same_division || to <= from || from.covers(&to) {
            return Err(CitationPartsError::BadRange);
        }
        Ok(Self {
            place: CitedPlace::Range { from, to },
            applied_by: None,
            has_others: false,
        })
    }

    /// The same entry, as the provision that `by` applies mutatis mutandis (準用).
    ///
    /// # Errors
    ///
    /// [`CitationPartsError::AppliedUnclear`] if the entry lacks the law or the article that `by`
    /// has: behind 「…で準用する」 it would read as a place of that law or article.
    pub fn with_applied_by(self, by: Citation) -> Result<Self, CitationPartsError> {
        let start = self.place.first();
        let alone = if start.law() == by.law() {
            start.clone().without_law()
        } else {
            start.clone()
        };
        if inherited(
            alone.parts(),
            first_level(&alone),
            &by,
            Inheritance::Applied,
        )
        .as_ref()
            != Some(start.parts())
        {
            return Err(CitationPartsError::AppliedUnclear);
        }
        Ok(Self {
            applied_by: Some(by),
            ..self
        })
    }

    /// The same entry with 等: others like it, which the text does not name.
    #[must_use]
    pub fn with_others(self) -> Self {
        Self {
            has_others: true,
            ..self
        }
    }

    /// What is cited.
    #[must_use]
    pub fn place(&self) -> &CitedPlace {
        &self.place
    }

    /// 「第58条で準用する…」: the provision by which the cited one applies.
    #[must_use]
    pub fn applied_by(&self) -> Option<&Citation> {
        self.applied_by.as_ref()
    }

    /// Whether 等 follows: the text means more than it names.
    #[must_use]
    pub fn has_others(&self) -> bool {
        self.has_others
    }

    /// The entry as statutes write it.
    #[must_use]
    pub fn statute_style(&self) -> StatuteStyle<'_, Self> {
        StatuteStyle(self)
    }

    /// Whether, written in full behind 「、」, this entry takes nothing over from the one before.
    pub(super) fn reads_alone_behind(&self, before: &Self) -> bool {
        let start = self.applied_by.as_ref().unwrap_or(self.place.first());
        let before = before.place.last();
        if start.law().is_some() {
            return true;
        }
        let same = inherited(start.parts(), first_level(start), before, Inheritance::List);
        same.as_ref() == Some(start.parts())
    }
}

/// 条項号の列 (list of citations): what a cell of a 根拠条項号 column holds.
///
/// The order is that of the text, not of the statute. Behind 「、」 a place takes over what it does not
/// name from the place before (「第3条第1項、第2項」 is 第3条第2項, and after 附則 an article is one of the 附則);
/// behind 「；」 it starts anew.
///
/// # Wire form
///
/// A string: every place in full, 「第3条第1項、第3条第2項」. Every cell that
/// [`read_citation_cell`](super::read_citation_cell) reads completely is read.
///
/// # Examples
///
/// ```
/// use tosei_types::CitationList;
///
/// let list: CitationList = "第７条第1,3項、第9条及び第10条～第12条等".parse()?;
/// assert_eq!(list.to_string(), "第7条第1項、第7条第3項、第9条、第10条から第12条まで等");
///
/// let error = "第7条第1項、その他".parse::<CitationList>().unwrap_err();
/// assert_eq!(error.position().unwrap().byte_offset, "第7条第1項、".len());
/// # Ok::<(), tosei_types::CitationError>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct CitationList {
    entries: Vec<CitationEntry>,
}

impl CitationList {
    /// Puts entries together, in the order of the text.
    ///
    /// # Errors
    ///
    /// - [`CitationPartsError::EmptyList`] if there are none.
    /// - [`CitationPartsError::ListTooLong`] if the text would pass 4,000 characters.
    pub fn try_new(entries: Vec<CitationEntry>) -> Result<Self, CitationPartsError> {
        if entries.is_empty() {
            return Err(CitationPartsError::EmptyList);
        }
        // Each is at least two characters long; so many need not be written to be counted.
        if entries.len() > MAX_CELL_CHARS {
            return Err(CitationPartsError::ListTooLong);
        }
        let list = Self { entries };
        let longest = list
            .to_string()
            .chars()
            .count()
            .max(list.statute_style().to_string().chars().count());
        if longest > MAX_CELL_CHARS {
            return Err(CitationPartsError::ListTooLong);
        }
        Ok(list)
    }

    /// The entries, in the order of the text; at least one.
    #[must_use]
    pub fn entries(&self) -> &[CitationEntry] {
        &self.entries
    }

    /// The list as statutes write places: 「第三条第一項、第三条第二項」.
    #[must_use]
    pub fn statute_style(&self) -> StatuteStyle<'_, Self> {
        StatuteStyle(self)
    }
}

impl FromStr for CitationList {
    type Err = CitationError;

    /// Reads a cell of which every part must be understood.
    fn from_str(text: &str) -> Result<Self, CitationError> {
        let reading = read_citation_cell(text);
        if let Some(unread) = reading.unread().first() {
            return Err(unread.reason().clone());
        }
        let entries: Vec<_> = reading
            .entries()
            .iter()
            .map(|read| read.entry().clone())
            .collect();
        Self::try_new(entries).map_err(|error| match error {
            CitationPartsError::ListTooLong => CitationError::TooLong {
                chars: text.chars().count(),
                limit: MAX_CELL_CHARS,
            },
            _ => CitationError::Empty,
        })
    }
}
