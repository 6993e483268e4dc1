//! The reader of cell texts.

use super::{
    PeriodNote, ProcessingPeriodClass, ProcessingPeriodStatement as Statement, case_grammar,
    grammar::{self, Miss, Notes},
    sentence::{self, Said},
    text::{contains_any, ends_with_any, folded, is_dash, squeezed},
};
use serde::Serialize;

/// The longest text that is looked at, in characters; a longer one stays unread.
const MAX_CHARS: usize = 2_000;

/// 処理期間の読取り (reading of a processing period): the text of a cell, what it says, and what was
/// noticed.
///
/// # Invariant
///
/// The text is kept as it was given. An unread text has exactly one note that is a reason
/// ([`PeriodNote::is_reason`]); the others have none. Notes stand in the order of [`PeriodNote`].
///
/// # Wire form
///
/// `{"text": "１５", "statement": {"class": "number_without_unit", "number": "15"},
/// "notes": ["types.period.full_width_digits", "types.period.missing_unit"]}`; written only, because a
/// reading is made from its text.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
pub struct ProcessingPeriodReading {
    text: String,
    statement: Statement,
    notes: Vec<PeriodNote>,
}

impl ProcessingPeriodReading {
    /// The text as given.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// What it says.
    #[must_use]
    pub fn statement(&self) -> &Statement {
        &self.statement
    }

    /// What was noticed, each thing once.
    #[must_use]
    pub fn notes(&self) -> &[PeriodNote] {
        &self.notes
    }

    /// The class of what it says.
    #[must_use]
    pub fn class(&self) -> ProcessingPeriodClass {
        self.statement.class()
    }

    /// Gives the statement away.
    #[must_use]
    pub fn into_statement(self) -> Statement {
        self.statement
    }
}

/// Reads the text of a 処理期間 cell; `None` if it is blank, which states nothing.
///
/// Every other text gets a class; what is not surely understood is
/// [`Unread`](Statement::Unread). Full and half width, and white space except between two numerals,
/// make no difference to the class. 「1月」 is one month: the column holds durations, never January.
///
/// # Examples
///
/// ```
/// use tosei_types::period::{PeriodNote, ProcessingPeriodStatement, read_processing_period};
///
/// let reading = read_processing_period("１～５月").unwrap();
/// assert_eq!(reading.statement().canonical_text().as_deref(), Some("1か月～5か月"));
///
/// // Descending bounds are months of the year, or a slip: nobody can tell, so nobody should.
/// let reading = read_processing_period("12月～1月").unwrap();
/// assert_eq!(reading.statement(), &ProcessingPeriodStatement::Unread);
/// assert_eq!(reading.notes(), [PeriodNote::BoundsOutOfOrder]);
/// ```
#[must_use]
pub fn read_processing_period(text: &str) -> Option<ProcessingPeriodReading> {
    if text.trim().is_empty() {
        return None;
    }
    let (statement, mut notes) = if text.chars().nth(MAX_CHARS).is_some() {
        (Statement::Unread, Notes::from([PeriodNote::Unrecognised]))
    } else {
        classified(text)
    };
    if text.chars().any(|c| ('０'..='９').contains(&c)) {
        notes.insert(PeriodNote::FullWidthDigits);
    }
    Some(ProcessingPeriodReading {
        text: text.into(),
        statement,
        notes: notes.into_iter().collect(),
    })
}

fn classified(text: &str) -> (Statement, Notes) {
    let folded = folded(text);
    let close = squeezed(&folded);
    if close.chars().all(is_dash) && !close.is_empty() {
        return (Statement::Unknown, Notes::from([PeriodNote::DashOnly]));
    }
    if let Ok(number) = close.parse() {
        return (
            Statement::NumberWithoutUnit(number),
            Notes::from([PeriodNote::MissingUnit]),
        );
    }
    let miss = match grammar::period(&close) {
        Ok(found) => return (Statement::Stated(found.period), found.notes),
        Err(miss) => miss,
    };
    if let Some(found) = case_grammar::cases(&folded) {
        return (Statement::Several(found.period), found.notes);
    }
    let names_a_length = grammar::names_a_length(&close);
    let said = sentence::said(&squeezed(&folded.replace(['\n', '\r'], ";")));
    match said {
        Said::One(class) if !names_a_length => (class.into(), Notes::new()),
        _ => {
            let reason = reason(&close, said, miss);
            (Statement::Unread, Notes::from([reason]))
        }
    }
}

/// Why a text stays unread.
fn reason(close: &str, said: Said, miss: Miss) -> PeriodNote {
    const PROMPTNESS: [&str; 8] = [
        "遅滞なく",
        "速やかに",
        "すみやかに",
        "直ちに",
        "あらかじめ",
        "随時",
        "適宜",
        "適時",
    ];
    if said != Said::Nothing || miss == Miss::Mixed {
        PeriodNote::MixedStatements
    } else if miss == Miss::OutOfOrder {
        PeriodNote::BoundsOutOfOrder
    } else if contains_any(close, &PROMPTNESS) {
        PeriodNote::PromptnessWord
    } else if counted_from_event(close) {
        PeriodNote::CountedFromEvent
    } else if after_each(close, "数").any(|rest| grammar::unit(rest).is_some()) {
        PeriodNote::IndefiniteAmount
    } else if only_units(close) {
        PeriodNote::MissingAmount
    } else if ends_with_any(close, &["なし", "無し", "ありません"])
        || ["ない", "無い"].contains(&close)
    {
        PeriodNote::AbsenceUnclear
    } else {
        PeriodNote::Unrecognised
    }
}

/// 測度終了後10日, 起算して20日: a length directly after the word that sets its start.
fn counted_from_event(close: &str) -> bool {
    ["から", "後", "起算して"]
        .iter()
        .any(|word| after_each(close, word).any(grammar::starts_with_length))
}

/// What follows each place where the word stands.
fn after_each<'t>(text: &'t str, word: &'t str) -> impl Iterator<Item = &'t str> {
    text.match_indices(word)
        .filter_map(move |(at, found)| text.get(at.checked_add(found.len())?..))
}

fn only_units(mut text: &str) -> bool {
    while let Some((_, rest)) = grammar::unit(text) {
        if rest.is_empty() {
            return true;
        }
        text = rest;
    }
    false
}
