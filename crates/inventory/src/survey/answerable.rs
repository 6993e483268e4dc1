//! Whether an edition can answer a rate at all, and what it lacks for it.

use super::{Comparability, SurveyColumn, SurveyEdition, comparison::PLAINLY};
use crate::{
    Numerator, OnlineStatus, PartialTreatment, Party, PopulationTreatment, ProcessKinds,
    RateDefinition, RateUnit,
};
use tosei_types::{Label, Language};

pub(super) fn code_of(edition: &SurveyEdition, column: SurveyColumn, code: &str) -> Comparability {
    let listed = edition
        .column(column)
        .is_some_and(|column| column.codes.iter().any(|known| known.code == code));
    if listed {
        PLAINLY
    } else {
        Comparability::refused(lacks_code(edition, column, code))
    }
}

pub(super) fn lacks_column(edition: &SurveyEdition, column: SurveyColumn) -> Label {
    let id = &edition.edition().id;
    Label::new(
        format!("版「{id}」に列「{}」はない。", column.label(Language::Ja)),
        format!("The edition `{id}` has no column `{column}`."),
    )
}

fn lacks_code(edition: &SurveyEdition, column: SurveyColumn, code: &str) -> Label {
    let id = &edition.edition().id;
    Label::new(
        format!(
            "版「{id}」の列「{}」に選択肢「{code}」はない。",
            column.label(Language::Ja)
        ),
        format!("The column `{column}` of the edition `{id}` has no code `{code}`."),
    )
}

/// What a definition asks of an edition: columns, and the codes in them that it tells apart.
pub(super) struct Needs {
    pub(super) columns: Vec<(SurveyColumn, Vec<String>)>,
}

impl Needs {
    pub(super) fn of(definition: &RateDefinition) -> Self {
        let mut columns: Vec<(SurveyColumn, Vec<String>)> = Vec::new();
        let statuses: Vec<String> = statuses(definition)
            .into_iter()
            .filter_map(status_code)
            .collect();
        if !statuses.is_empty() {
            columns.push((SurveyColumn::OnlineStatus, statuses));
        }
        if let Some(kinds) = &definition.population.kinds {
            let standard = ProcessKinds::standard();
            let codes = kinds
                .iter()
                .filter_map(|kind| standard.at(standard.index(kind)?))
                .filter_map(|kind| kind.survey_code.clone());
            columns.push((SurveyColumn::Kind, codes.collect()));
        }
        if let Some(actors) = &definition.population.actors {
            let codes = actors.iter().copied().filter_map(party_code);
            columns.push((SurveyColumn::Actor, codes.map(str::to_owned).collect()));
        }
        if definition.unit == RateUnit::Case {
            columns.push((SurveyColumn::CasesTotal, Vec::new()));
        }
        if matches!(definition.numerator, Numerator::OnlineCases { .. }) {
            columns.push((SurveyColumn::CasesOnline, Vec::new()));
        }
        Self { columns }
    }
}

/// The statuses that a definition tells from the others.
fn statuses(definition: &RateDefinition) -> Vec<OnlineStatus> {
    let mut all = Vec::new();
    if let Numerator::Status { statuses } = &definition.numerator {
        all.extend_from_slice(statuses);
        if definition.treatment.partial == PartialTreatment::Counts {
            all.push(OnlineStatus::Partial);
        }
    }
    all.extend(definition.population.statuses.iter().flatten().copied());
    for (treatment, status) in [
        (definition.treatment.exempt, OnlineStatus::Exempt),
        (definition.treatment.other, OnlineStatus::Other),
    ] {
        if treatment == PopulationTreatment::Excluded {
            all.push(status);
        }
    }
    all.sort_unstable();
    all.dedup();
    all
}

fn status_code(status: OnlineStatus) -> Option<String> {
    let code = match status {
        OnlineStatus::Done => "1",
        OnlineStatus::NotDone => "2",
        OnlineStatus::Exempt => "3",
        OnlineStatus::Other => "4",
        OnlineStatus::Partial => "5",
        // A blank is no code.
        OnlineStatus::Unknown => return None,
    };
    Some(code.to_owned())
}

fn party_code(party: Party) -> Option<&'static str> {
    Some(match party {
        Party::State => "1",
        Party::IncorporatedAgency => "2",
        Party::LocalBody => "3",
        Party::StateOrAgency => "4-1",
        Party::AgencyOrLocalBody => "4-2",
        Party::StateOrLocalBody => "4-3",
        Party::AnyPublicBody => "4-4",
        Party::Citizens => "5",
        Party::Businesses => "6",
        Party::CitizensOrBusinesses => "7",
        Party::Unknown => return None,
    })
}

impl SurveyEdition {
    /// Whether the edition can answer a rate at all, or what it lacks for it.
    ///
    /// # Examples
    ///
    /// ```
    /// use tosei_inventory::RateDefinitions;
    /// use tosei_inventory::survey::SurveyEdition;
    ///
    /// let partly = RateDefinitions::standard().definition("processes.done_or_partial").unwrap();
    /// assert!(SurveyEdition::r6().answers(partly).is_comparable());
    /// let refused = SurveyEdition::r7().answers(partly); // R7 has no 一部実施済
    /// assert_eq!(
    ///     refused.notes()[0].en,
    ///     "The column `online_status` of the edition `survey-r7` has no code `5`.",
    /// );
    /// ```
    #[must_use]
    pub fn answers(&self, definition: &RateDefinition) -> Comparability {
        let mut all = PLAINLY;
        let mut lacks = |ja: &str, en: &str| {
            let refused = Comparability::refused(Label::new(ja, en));
            all = std::mem::replace(&mut all, PLAINLY).and(refused);
        };
        match definition.unit {
            RateUnit::Process | RateUnit::Case => {}
            RateUnit::Procedure => lacks(
                "調査の一行は一つの手続プロセスであり、手続ごとにまとめる番号がない。",
                "A row of the survey is one process; nothing in it says which belong to one procedure.",
            ),
            RateUnit::Touchpoint => {
                lacks(
                    "調査は接点を数えない。",
                    "The survey does not count touchpoints.",
                );
            }
        }
        if definition.population.discretion.is_some() {
            lacks(
                "調査に裁量の有無を示す列はない。",
                "The survey has no column that says who may decide.",
            );
        }
        if matches!(definition.numerator, Numerator::Predicate { .. }) {
            lacks(
                "調査に要素別（申請、添付、本人確認、納付、結果）の実施状況はない。",
                "The survey does not say which elements (filing, attachments, identification, payment, result) are online.",
            );
        }
        for (column, codes) in Needs::of(definition).columns {
            if self.column(column).is_none() {
                all = all.and(Comparability::refused(lacks_column(self, column)));
                continue;
            }
            for code in codes {
                all = all.and(code_of(self, column, &code));
            }
        }
        all
    }
}
