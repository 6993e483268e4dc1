//! Why a text is not a citation.

use std::fmt;

/// Where in a text something stands: the byte offset, and the character there.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct TextPosition {
    /// Bytes from the beginning of the text as it was given.
    pub byte_offset: usize,
    /// The character at that place; `None` at the end of the text.
    pub character: Option<char>,
}

impl TextPosition {
    pub(super) fn of(text: &str, byte_offset: usize) -> Self {
        Self {
            byte_offset,
            character: text.get(byte_offset..).and_then(|rest| rest.chars().next()),
        }
    }
}

impl fmt::Display for TextPosition {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.character {
            Some(character) => write!(f, "`{character}` at byte `{}`", self.byte_offset),
            None => write!(f, "the end at byte `{}`", self.byte_offset),
        }
    }
}

/// Why a text, or a part of one, is not a [`Citation`](super::Citation) or
/// [`CitationList`](super::CitationList).
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum CitationError {
    /// The text is empty or blank.
    #[error("a citation must not be empty")]
    Empty,
    /// The text is longer than a citation can be.
    #[error("a citation has at most `{limit}` characters, got `{chars}`")]
    #[non_exhaustive]
    TooLong {
        /// How many characters were given.
        chars: usize,
        /// How many may be.
        limit: usize,
    },
    /// No 条, 項, 号, 附則 or 別表 can be read.
    #[error("no article, paragraph, item, 附則 or 別表 from {position}")]
    #[non_exhaustive]
    NoProvision {
        /// Where the unreadable text begins.
        position: TextPosition,
    },
    /// What stands in front of the provision does not end as a 法令名 does, and is not in 「」.
    #[error("what stands in front of the provision is no law name: {position}; put it in 「」")]
    #[non_exhaustive]
    UnclearLaw {
        /// Where it begins.
        position: TextPosition,
    },
    /// A citation was read, and then something follows that cannot continue it.
    #[error("{position} cannot continue the citation")]
    #[non_exhaustive]
    Unexpected {
        /// The first character that was not read.
        position: TextPosition,
    },
    /// 「第23条の2項」: the 2 may be a branch of the article (and 第…項 is missing) or the paragraph.
    #[error("branch number or paragraph? {position} follows a number after の")]
    #[non_exhaustive]
    AmbiguousBranch {
        /// The 項 or 号.
        position: TextPosition,
    },
    /// A number is 0 or above 9,999, is written with leading zeros, or has more than five branches.
    #[error(
        "the number from {position} is not 1 to 9999 without leading zeros, or has more than five branches"
    )]
    #[non_exhaustive]
    NumberOutOfRange {
        /// Where the number begins.
        position: TextPosition,
    },
    /// 「同条」, 「イ」 or 「ただし書」 stands where nothing before it says of what.
    #[error("{position} refers to a place that was not named before")]
    #[non_exhaustive]
    NoContext {
        /// Where the reference begins.
        position: TextPosition,
    },
    /// A range does not lead from a place to a later one of the same kind.
    #[error(
        "the range from {position} does not lead to a later place of the same law and division"
    )]
    #[non_exhaustive]
    BadRange {
        /// Where the range begins.
        position: TextPosition,
    },
}

impl CitationError {
    /// Stable identifier of the variant; never renamed once released.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Empty => "types.citation.empty",
            Self::TooLong { .. } => "types.citation.too_long",
            Self::NoProvision { .. } => "types.citation.no_provision",
            Self::UnclearLaw { .. } => "types.citation.unclear_law",
            Self::Unexpected { .. } => "types.citation.unexpected_text",
            Self::AmbiguousBranch { .. } => "types.citation.ambiguous_branch",
            Self::NumberOutOfRange { .. } => "types.citation.number_out_of_range",
            Self::NoContext { .. } => "types.citation.no_context",
            Self::BadRange { .. } => "types.citation.bad_range",
        }
    }

    /// Where in the text the problem is; `None` for a text that is empty or too long.
    #[must_use]
    pub fn position(&self) -> Option<TextPosition> {
        match self {
            Self::Empty | Self::TooLong { .. } => None,
            Self::NoProvision { position }
            | Self::UnclearLaw { position }
            | Self::Unexpected { position }
            | Self::AmbiguousBranch { position }
            | Self::NumberOutOfRange { position }
            | Self::NoContext { position }
            | Self::BadRange { position } => Some(*position),
        }
    }
}

/// Why parts do not form a [`Citation`](super::Citation), or places no entry of a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum CitationPartsError {
    /// Only a law, or nothing: that is no place in it.
    #[error("a citation names at least an article, paragraph, item, 附則 or 別表")]
    NoProvision,
    /// 号 directly under a law: 「省令第98号」 would be the number of the law.
    #[error("an item directly under a law needs its article or paragraph")]
    ItemUnderLaw,
    /// 別表 has no articles and no tables of their own.
    #[error("a 別表 has no articles and no inner tables")]
    ArticleInSchedule,
    /// イ, (1) … without an article, paragraph, item, table or 別表 above.
    #[error("a subitem needs the place it belongs to")]
    SubitemWithoutParent,
    /// More than four levels of subitems, or two of one kind in a row.
    #[error("subitems have at most four levels, each of another kind than the one above")]
    SubitemLevels,
    /// 表 without an article, paragraph or item above; or a 別表 row with branches or the like.
    #[error("a table row needs the place of its table, and in a 別表 it has no branches")]
    TableRow,
    /// A range does not lead from a place to a later one of the same law and division.
    #[error("a range leads to a later place of the same law and division")]
    BadRange,
    /// Written behind the place that applies it, the applied place would read as another: it lacks
    /// the law or the article that the applying place has.
    #[error("the applied provision must name its law and article where the applying one does")]
    AppliedUnclear,
    /// A list holds nothing.
    #[error("a list of citations must not be empty")]
    EmptyList,
    /// The text of a list is longer than a cell may be.
    #[error("a list of citations has at most 4000 characters as text")]
    ListTooLong,
}

impl CitationPartsError {
    /// Stable identifier of the variant; never renamed once released.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::NoProvision => "types.citation_parts.no_provision",
            Self::ItemUnderLaw => "types.citation_parts.item_under_law",
            Self::ArticleInSchedule => "types.citation_parts.article_in_schedule",
            Self::SubitemWithoutParent => "types.citation_parts.subitem_without_parent",
            Self::SubitemLevels => "types.citation_parts.subitem_levels",
            Self::TableRow => "types.citation_parts.table_row",
            Self::BadRange => "types.citation_parts.bad_range",
            Self::AppliedUnclear => "types.citation_parts.applied_unclear",
            Self::EmptyList => "types.citation_parts.empty_list",
            Self::ListTooLong => "types.citation_parts.list_too_long",
        }
    }
}

/// Why a text is not a [`LawName`](super::LawName) or [`AmendingAct`](super::AmendingAct).
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum LawNameError {
    /// The text is empty.
    #[error("a law name must not be empty")]
    Empty,
    /// The text is too long.
    #[error("a law name has at most 300 characters, got `{chars}`")]
    #[non_exhaustive]
    TooLong {
        /// How many characters were given.
        chars: usize,
    },
    /// A control character, a bracket that encloses names, or a blank at either end.
    #[error("{position} cannot stand in a law name")]
    #[non_exhaustive]
    BadCharacter {
        /// The character.
        position: TextPosition,
    },
}

impl LawNameError {
    /// Stable identifier of the variant; never renamed once released.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Empty => "types.law_name.empty",
            Self::TooLong { .. } => "types.law_name.too_long",
            Self::BadCharacter { .. } => "types.law_name.bad_character",
        }
    }
}
