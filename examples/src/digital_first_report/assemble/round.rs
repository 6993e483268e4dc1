//! Where a survey round stands, and what its missing answers leave open.

use super::{
    super::{
        Failure,
        input::GivenRound,
        page,
        report::{CorrectionRow, Fraction, Report, Round, RoundEffect, RoundRate, RowCount},
    },
    inventory,
};
use std::collections::{BTreeMap, HashSet};
use tosei_inventory::{
    CompiledRates, Inventory, RateUnit,
    round::{
        AppliedRound, ApplyOptions, RowReason, SectionState, SectionStatus, SurveyRound,
        apply_round,
    },
};
use tosei_types::{Date, Label, Language, Rate};

/// The round as it stands, and its letters: name of the file and text.
pub(super) fn round(
    report: &Report,
    given: &GivenRound,
    inventory: &Inventory,
    rates: &CompiledRates,
) -> Result<(Round, Vec<(String, String)>), Failure> {
    let (round, as_of) = (&given.round, given.as_of);
    let status = round.status(as_of);
    let letters = letters(round, as_of, &status.sections);
    let corrections = round.sections.iter().flat_map(|section| {
        let its = section.corrections.iter();
        its.filter(move |one| one.requested_on <= as_of)
            .map(move |one| CorrectionRow {
                organisation: section.organisation.clone(),
                name: section.name.clone(),
                cell: one.cell.clone(),
                what: one.what.clone(),
                requested_by: one.requested_by.clone(),
                requested_on: one.requested_on,
                corrected_by: one.corrected_by.clone(),
                corrected_on: one.corrected_on.filter(|day| *day <= as_of),
                open: one.is_open_on(as_of),
            })
    });
    Ok((
        Round {
            id: round.id.clone(),
            title: round.title.clone(),
            fictional: round.fictional,
            status_date: round.status_date,
            issued_on: round.issued_on,
            due_on: round.due_on,
            form_version: round.form_version.clone(),
            as_of,
            sentence: Label::new(status.sentence(Language::Ja), status.sentence(Language::En)),
            totals: status.totals,
            corrections: corrections.collect(),
            letters: letters.iter().map(|(name, _)| name.clone()).collect(),
            effect: effect(report, round, as_of, inventory, rates)?,
            sections: status.sections,
        },
        letters,
    ))
}

/// The corrections and reminders to each section, Japanese first.
fn letters(round: &SurveyRound, as_of: Date, sections: &[SectionStatus]) -> Vec<(String, String)> {
    let mut letters = Vec::new();
    for (number, section) in (1u32..).zip(sections) {
        let mut text = String::new();
        if let Some(reminder) = reminder(round, section, Language::Ja) {
            text.push_str(&reminder);
        }
        for language in [Language::Ja, Language::En] {
            if language == Language::En
                && let Some(reminder) = reminder(round, section, language)
            {
                text.push('\n');
                text.push_str(&reminder);
            }
            if let Some(letter) = round.correction_letter(&section.organisation, as_of, language) {
                if !text.is_empty() {
                    text.push('\n');
                }
                text.push_str(&letter);
            }
        }
        if text.is_empty() {
            continue;
        }
        let safe: String = section
            .organisation
            .as_str()
            .chars()
            .map(|c| {
                if c.is_alphanumeric() || c == '-' {
                    c
                } else {
                    '_'
                }
            })
            .take(60)
            .collect();
        // With the mark and the line ends that older editors need.
        let text = format!("\u{FEFF}{}", text.replace('\n', "\r\n"));
        letters.push((format!("letters/{number:03}_{safe}.txt"), text));
    }
    letters
}

/// What a section is told whose answer is missing or was sent back.
fn reminder(round: &SurveyRound, section: &SectionStatus, language: Language) -> Option<String> {
    let title = round.title.as_deref().unwrap_or(&round.id);
    let (name, due) = (&section.name, round.due_on);
    Some(match (section.state, language) {
        (SectionState::Missing, Language::Ja) => format!(
            "{name} 様\n\n「{title}」の回答期限（{}）を過ぎましたが、回答をまだ受け取っていません。様式（{}）に記入して提出してください。\n",
            due.label_ja(),
            round.form_version
        ),
        (SectionState::Missing, Language::En) => format!(
            "To {name}\n\nThe due date ({}) of `{title}` has passed and no answer has come. Please fill in the form ({}) and send it.\n",
            due.label_en(),
            round.form_version
        ),
        (SectionState::Rejected, Language::Ja) => format!(
            "{name} 様\n\n「{title}」の回答を差し戻しました。直して再提出してください（回答期限 {}）。\n",
            due.label_ja()
        ),
        (SectionState::Rejected, Language::En) => format!(
            "To {name}\n\nYour answer to `{title}` was sent back. Please correct it and send it again (due date {}).\n",
            due.label_en()
        ),
        _ => return None,
    })
}

/// The rates as they are written, and their intervals if rows of sections without an answer are unknown.
fn effect(
    report: &Report,
    round: &SurveyRound,
    as_of: Date,
    inventory: &Inventory,
    rates: &CompiledRates,
) -> Result<RoundEffect, Failure> {
    let applied: AppliedRound = apply_round(inventory, round, &[], &ApplyOptions::new(as_of))
        .map_err(|_| Failure::Embedded { what: "round" })?;
    let open = |reason: RowReason| {
        matches!(
            reason,
            RowReason::Missing | RowReason::Rejected | RowReason::NotYet
        )
    };
    let mut counts: BTreeMap<RowReason, u64> = BTreeMap::new();
    let mut ids: HashSet<(RateUnit, &str)> = HashSet::new();
    let mut not_asked = 0u64;
    for row in &applied.unanswered {
        if open(row.reason) {
            ids.insert((row.unit, row.id.as_str()));
        }
        if row.unit == RateUnit::Process {
            if open(row.reason) {
                let count = counts.entry(row.reason).or_default();
                *count = count.saturating_add(1);
            } else if row.reason == RowReason::NotAsked {
                not_asked = not_asked.saturating_add(1);
            }
        }
    }
    // What was answered stands in the inventory already; what nobody was asked about stays as it is.
    let mut may_be = inventory.clone();
    for (row, unknown) in may_be
        .processes
        .iter_mut()
        .zip(&applied.inventory.processes)
    {
        if ids.contains(&(RateUnit::Process, row.id.as_str())) {
            *row = unknown.clone();
        }
    }
    for (row, unknown) in may_be
        .touchpoints
        .iter_mut()
        .zip(&applied.inventory.touchpoints)
    {
        if ids.contains(&(RateUnit::Touchpoint, row.id.as_str())) {
            *row = unknown.clone();
        }
    }
    let results = inventory::results(&may_be, rates);
    let of = |rate: Option<&Rate>| {
        rate.map(|rate| Fraction {
            numerator: rate.numerator(),
            denominator: rate.denominator(),
        })
    };
    let shown = page::headlines(report).into_iter().filter_map(|rate| {
        let result = results.iter().find(|result| *result.id() == rate.id)?;
        Some(RoundRate {
            id: rate.id.clone(),
            label: rate.label.clone(),
            recorded: Fraction {
                numerator: rate.numerator?,
                denominator: rate.denominator?,
            },
            low: of(result.low())?,
            high: of(result.high())?,
        })
    });
    Ok(RoundEffect {
        rows: counts
            .into_iter()
            .map(|(reason, processes)| RowCount { reason, processes })
            .collect(),
        not_asked,
        rates: shown.collect(),
    })
}
