//! What was given beside the inventory.

use super::{Found, Input, bytes_of};
use crate::digital_first_report::{Attachment, AttachmentFailure, Failure, Options};
use std::path::Path;
use tosei_document::{
    Catalogue, Collector, Exemption, Limits, Report as FindingReport, read_exemptions,
};
use tosei_inventory::{
    DecompositionMethod, DecompositionMethods, MatchingCorrections, OrganisationCrosswalk,
    answer_sheet::PublishedValues,
    forecast::IndicatorSeries,
    round::{self, SurveyRound, check_round},
    sample,
};
use tosei_types::{Date, Language};

/// What stands for the file name of the embedded round.
const EMBEDDED_ROUND: &str = "mihon_round.json";

/// What was given beside the inventory, read and held against it.
pub(in super::super) struct Attachments {
    pub(in super::super) crosswalk: Option<OrganisationCrosswalk>,
    pub(in super::super) matching: Option<MatchingCorrections>,
    pub(in super::super) method: Option<&'static DecompositionMethod>,
    pub(in super::super) round: Option<GivenRound>,
    pub(in super::super) series: Option<IndicatorSeries>,
    pub(in super::super) published: Option<PublishedValues>,
    pub(super) exemptions: Vec<Exemption>,
    /// Findings in the list of exemptions itself.
    pub(super) findings: Option<Found>,
}

/// A round, and the day on which its state is shown.
pub(in super::super) struct GivenRound {
    pub(in super::super) round: SurveyRound,
    pub(in super::super) as_of: Date,
    /// Whether sections could not be typed, or days contradict each other.
    pub(in super::super) findings: Option<Found>,
    findings_of_shape: Option<Collector<'static>>,
    file: String,
}

impl Attachments {
    pub(super) fn read(options: &Options) -> Result<Self, Failure> {
        let mut this = Self {
            crosswalk: document(
                options.crosswalk.as_deref(),
                Attachment::Crosswalk,
                OrganisationCrosswalk::from_json,
            )?,
            matching: document(
                options.matching.as_deref(),
                Attachment::Matching,
                MatchingCorrections::from_json,
            )?,
            method: method(options)?,
            round: None,
            series: document(
                options.series.as_deref(),
                Attachment::Series,
                IndicatorSeries::from_json,
            )?,
            published: document(
                options.published.as_deref(),
                Attachment::Published,
                PublishedValues::from_json,
            )?,
            exemptions: Vec::new(),
            findings: None,
        };
        if let Some(path) = &options.round {
            let bytes = bytes_of(path)?;
            let named = path.display().to_string();
            this.round = Some(GivenRound::read(&bytes, named, options)?);
        }
        if let Some(path) = &options.exemptions {
            let bytes = bytes_of(path)?;
            let catalogue = Catalogue::reading();
            let mut findings = Collector::new(catalogue).keeping(options.findings);
            let read = read_exemptions(&bytes, &Limits::default(), catalogue, &mut findings);
            let Some((exemptions, _)) = read else {
                let reason = first_sentence(&findings.into_report(), catalogue);
                return Err(
                    AttachmentFailure::unreadable(path, Attachment::Exemptions, reason).into(),
                );
            };
            this.exemptions = exemptions;
            this.findings = Some(Found::new(findings, catalogue));
        }
        Ok(this)
    }

    /// What belongs to the embedded inventory, where nothing else was given.
    pub(super) fn embed(&mut self, options: &Options) -> Result<(), Failure> {
        if self.crosswalk.is_none() {
            let read = OrganisationCrosswalk::from_json(sample::mihon_crosswalk_json());
            self.crosswalk = Some(read.map_err(|_| Failure::Embedded { what: "crosswalk" })?);
        }
        if self.round.is_none() {
            let bytes = sample::mihon_round_json().as_bytes();
            self.round = Some(GivenRound::read(bytes, EMBEDDED_ROUND.to_owned(), options)?);
        }
        Ok(())
    }

    /// Whether all of it belongs to the inventory.
    pub(super) fn fit(
        &mut self,
        present: &Input,
        has_previous: bool,
        options: &Options,
    ) -> Result<(), Failure> {
        let about_change = [
            (options.crosswalk.is_some(), Attachment::Crosswalk),
            (options.matching.is_some(), Attachment::Matching),
            (options.method.is_some(), Attachment::Method),
        ];
        let inventory = present.inventory();
        for (given, what) in about_change {
            if given && !has_previous {
                let other = Attachment::Previous;
                return Err(AttachmentFailure::Needs { what, other }.into());
            }
            if given && inventory.is_none() {
                let file = present.named.clone();
                return Err(AttachmentFailure::NotForSurvey { file, what }.into());
            }
        }
        if options.round_as_of.is_some() && self.round.is_none() {
            return Err(AttachmentFailure::Needs {
                what: Attachment::RoundDay,
                other: Attachment::Round,
            }
            .into());
        }
        let Some(given) = &mut self.round else {
            return Ok(());
        };
        let file = given.file.clone();
        let Some(inventory) = inventory else {
            return Err(AttachmentFailure::NotForSurvey {
                file: present.named.clone(),
                what: Attachment::Round,
            }
            .into());
        };
        let round = &given.round;
        if round.status_date < inventory.status_date {
            return Err(AttachmentFailure::RoundBefore {
                file,
                found: round.status_date,
                present: inventory.status_date,
            }
            .into());
        }
        if given.as_of < round.issued_on {
            return Err(AttachmentFailure::RoundNotIssued {
                file,
                as_of: given.as_of,
                issued_on: round.issued_on,
            }
            .into());
        }
        let known = |id: &str| {
            let mut organisations = inventory.organisations.iter();
            organisations.any(|organisation| organisation.id.as_str() == id)
        };
        let mut sections = round.sections.iter();
        if !sections.any(|section| known(section.organisation.as_str())) {
            return Err(AttachmentFailure::OtherSections { file }.into());
        }
        let catalogue = round::rules();
        let mut findings = given
            .findings_of_shape
            .take()
            .unwrap_or_else(|| Collector::new(catalogue));
        findings.apply(
            &self
                .exemptions
                .iter()
                .filter(|exemption| catalogue.index(exemption.rule()).is_some())
                .filter(|exemption| exemption.rule().starts_with("inventory.round."))
                .cloned()
                .collect::<Vec<_>>(),
            given.as_of,
        );
        check_round(&given.round, Some(inventory), catalogue, &mut findings);
        given.findings = Some(Found::new(findings, catalogue));
        Ok(())
    }
}

impl GivenRound {
    fn read(bytes: &[u8], file: String, options: &Options) -> Result<Self, Failure> {
        let catalogue = round::rules();
        let mut findings =
            Collector::new(catalogue).keeping(options.findings.max(super::super::LISTED_FINDINGS));
        let read = round::read_json(bytes, &Limits::default(), catalogue, &mut findings);
        let Some(reading) = read else {
            let reason = first_sentence(&findings.into_report(), catalogue);
            return Err(
                AttachmentFailure::unreadable(Path::new(&file), Attachment::Round, reason).into(),
            );
        };
        let round = reading.round;
        let as_of = options.round_as_of.unwrap_or_else(|| last_day(&round));
        Ok(Self {
            round,
            as_of,
            findings: None,
            findings_of_shape: Some(findings),
            file,
        })
    }
}

/// The last day of which the round tells anything, and at least the one after its due date.
fn last_day(round: &SurveyRound) -> Date {
    let after_due = round.due_on.add_days(1).unwrap_or(round.due_on);
    let days = round.sections.iter().flat_map(|section| {
        let returns = section.returns.iter().map(|one| one.returned_on);
        let corrections = section.corrections.iter();
        let asked = corrections.flat_map(|one| [Some(one.requested_on), one.corrected_on]);
        returns
            .chain(asked.flatten())
            .chain(section.reminders.iter().copied())
    });
    days.fold(after_due, Date::max)
}

/// A document that is read strictly.
fn document<T, E: ToString>(
    path: Option<&Path>,
    what: Attachment,
    read: impl FnOnce(&str) -> Result<T, E>,
) -> Result<Option<T>, Failure> {
    let Some(path) = path else {
        return Ok(None);
    };
    let bytes = bytes_of(path)?;
    let Ok(text) = std::str::from_utf8(&bytes) else {
        return Err(Failure::NotUtf8 {
            file: path.display().to_string(),
        });
    };
    let text = text.strip_prefix('\u{FEFF}').unwrap_or(text);
    match read(text) {
        Ok(document) => Ok(Some(document)),
        Err(error) => Err(AttachmentFailure::unreadable(path, what, error.to_string()).into()),
    }
}

fn method(options: &Options) -> Result<Option<&'static DecompositionMethod>, Failure> {
    let Some(id) = &options.method else {
        return Ok(None);
    };
    let methods = DecompositionMethods::standard();
    match methods.method(id) {
        Some(method) => Ok(Some(method)),
        None => {
            let ids: Vec<&str> = methods
                .methods()
                .iter()
                .map(|one| one.id.as_str())
                .collect();
            Err(
                AttachmentFailure::unreadable(Path::new(id), Attachment::Method, ids.join(" / "))
                    .into(),
            )
        }
    }
}

/// What is wrong first.
fn first_sentence(report: &FindingReport, catalogue: &Catalogue) -> String {
    report.first().map_or_else(String::new, |finding| {
        let text = catalogue.sentence(finding, Language::En);
        text.trim_start_matches([':', ' ', '/']).to_owned()
    })
}
