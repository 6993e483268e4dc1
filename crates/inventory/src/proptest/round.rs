//! Strategies for survey rounds.

use super::{dates, document::optional_texts, texts};
use crate::round::{Correction, ReturnOutcome, RoundSection, SectionReturn, SurveyRound};
use proptest::{collection::vec, option, prelude::*, sample::select};

fn returns() -> impl Strategy<Value = SectionReturn> {
    (
        dates(),
        optional_texts(),
        optional_texts(),
        select(ReturnOutcome::ALL),
        optional_texts(),
    )
        .prop_map(
            |(returned_on, file_name, form_version, outcome, reason)| SectionReturn {
                returned_on,
                file_name,
                form_version,
                outcome,
                reason,
            },
        )
}

fn corrections() -> impl Strategy<Value = Correction> {
    (
        texts(),
        optional_texts(),
        optional_texts(),
        dates(),
        optional_texts(),
        option::of(dates()),
    )
        .prop_map(
            |(what, cell, requested_by, requested_on, corrected_by, corrected_on)| Correction {
                what,
                cell,
                requested_by,
                requested_on,
                corrected_by,
                corrected_on,
            },
        )
}

/// 照会 (survey rounds) whose sections have different ids; days may contradict each other.
pub fn survey_rounds() -> impl Strategy<Value = SurveyRound> {
    let section = (
        texts(),
        vec(returns(), 0..4),
        vec(corrections(), 0..3),
        vec(dates(), 0..3),
        optional_texts(),
    );
    (
        texts(),
        dates(),
        dates(),
        dates(),
        texts(),
        vec(section, 0..6),
    )
        .prop_map(|(id, issued_on, due_on, status_date, version, sections)| {
            let mut round = SurveyRound::new(id, issued_on, due_on, status_date, version);
            for (at, (name, returns, corrections, reminders, note)) in
                sections.into_iter().enumerate()
            {
                // Every such text is an id.
                let Ok(organisation) = format!("section-{at}").parse() else {
                    continue;
                };
                round.sections.push(RoundSection {
                    returns,
                    corrections,
                    reminders,
                    note,
                    ..RoundSection::new(organisation, name)
                });
            }
            round
        })
}
