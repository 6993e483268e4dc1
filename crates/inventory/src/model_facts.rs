//! From the model to facts: what a rate needs to know of a process, a procedure, a touchpoint.

use crate::{
    DigitalPredicateId, DigitalPredicates, Inventory, Party, PredicateAnswer, Procedure,
    ProcedureFacts, Process, ProcessFacts, ProcessKinds, StandingEditions, Touchpoint,
    TouchpointFacts, Volume, VolumeChoice,
};
use std::collections::HashMap;
use tosei_types::{CaseCount, Date};

/// 集計の前提 (basis of facts): the lists, the day and the volumes that facts are made by.
///
/// # Examples
///
/// ```
/// use tosei_inventory::{FactsBasis, VolumeChoice, VolumeMeasure, VolumeState};
///
/// let basis = FactsBasis::standard(
///     "2025-06-30".parse()?,
///     VolumeChoice {
///         fiscal_year: "2024".parse()?,
///         measure: VolumeMeasure::Applications,
///         state: VolumeState::Final,
///     },
/// );
/// assert_eq!(basis.day.to_string(), "2025-06-30");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, Copy)]
#[non_exhaustive]
pub struct FactsBasis<'a> {
    /// 手続プロセスの種類.
    pub kinds: &'a ProcessKinds,
    /// オンラインの判定.
    pub predicates: &'a DigitalPredicates,
    /// The day on which barriers and reception windows are looked at, usually the status date.
    pub day: Date,
    /// The volumes that are counted.
    pub volumes: VolumeChoice,
}

impl FactsBasis<'static> {
    /// The embedded lists, with a day and a choice of volumes.
    #[must_use]
    pub fn standard(day: Date, volumes: VolumeChoice) -> Self {
        Self {
            kinds: ProcessKinds::standard(),
            predicates: DigitalPredicates::standard(),
            day,
            volumes,
        }
    }
}

impl Process {
    /// What a rate needs to know of the process.
    ///
    /// A predicate that the list does not have is unknown; so is a volume that was not written.
    #[must_use]
    pub fn facts(&self, basis: &FactsBasis<'_>) -> ProcessFacts {
        let answer = |id: DigitalPredicateId| {
            basis
                .predicates
                .get(id.code())
                .map_or(PredicateAnswer::Unknown, |p| p.answer(&self.elements))
        };
        let volume = basis.volumes.of(&self.volumes);
        ProcessFacts {
            kind: self.kind_in(basis.kinds),
            status: self.status,
            entry_online: answer(DigitalPredicateId::EntryOnline),
            no_paper_from_applicant: answer(DigitalPredicateId::NoPaperFromApplicant),
            end_to_end: answer(DigitalPredicateId::EndToEnd),
            actor: self.actor.unwrap_or(Party::Unknown),
            discretion: self.discretion(basis.day).discretion,
            cases: volume.and_then(|volume| volume.cases),
            online_cases: volume.and_then(|volume| volume.online_cases),
        }
    }
}

impl Procedure {
    /// What a rate or a selection needs to know of the procedure and its processes.
    ///
    /// Its count is the one written with the procedure; where none is, the sum over its filings
    /// (種類 申請等), or the count of its only process where it has no filing. One unknown part makes
    /// the sum unknown. Who acts is who acts in all of these processes alike. Which edition stands
    /// for its series the procedure alone cannot tell: [`Inventory::procedure_facts`] can.
    #[must_use]
    pub fn facts<'p>(
        &self,
        processes: impl IntoIterator<Item = &'p Process>,
        basis: &FactsBasis<'_>,
    ) -> ProcedureFacts {
        let processes: Vec<&Process> = processes.into_iter().collect();
        let facts: Vec<ProcessFacts> = processes.iter().map(|p| p.facts(basis)).collect();
        let is_application = |facts: &&ProcessFacts| {
            let kind = facts.kind.and_then(|kind| basis.kinds.at(kind));
            kind.is_some_and(|kind| kind.is_application)
        };
        let mut counted: Vec<&ProcessFacts> = facts.iter().filter(is_application).collect();
        if counted.is_empty() && facts.len() == 1 {
            counted.extend(&facts);
        }
        let (cases, online_cases) = match basis.volumes.of(&self.volumes) {
            Some(Volume {
                cases,
                online_cases,
                ..
            }) => (*cases, *online_cases),
            None => (
                sum(counted.iter().map(|facts| facts.cases)),
                sum(counted.iter().map(|facts| facts.online_cases)),
            ),
        };
        let first = counted.first().map(|facts| facts.actor);
        let actor = first
            .filter(|actor| counted.iter().all(|facts| facts.actor == *actor))
            .unwrap_or(Party::Unknown);
        ProcedureFacts::of_processes(facts.iter().copied(), basis.kinds)
            .with_actor(actor)
            .with_series(StandingEditions::new([], basis.day).facts(self.series.as_ref()))
            .with_cases(cases, online_cases)
    }
}

/// The sum of what is known altogether; `None` if a part is unknown or there is none.
fn sum(parts: impl Iterator<Item = Option<CaseCount>>) -> Option<CaseCount> {
    let parts: Vec<CaseCount> = parts.collect::<Option<_>>()?;
    if parts.is_empty() {
        return None;
    }
    CaseCount::sum(parts).ok()
}

impl Touchpoint {
    /// What the rate of touchpoints needs to know.
    #[must_use]
    pub fn facts(&self, basis: &FactsBasis<'_>) -> TouchpointFacts {
        let volume = basis.volumes.of(&self.volumes);
        TouchpointFacts {
            status: self.status,
            discretion: crate::discretion(self.barriers.as_deref(), basis.day).discretion,
            cases: volume.and_then(|volume| volume.cases),
            online_cases: volume.and_then(|volume| volume.online_cases),
            ..TouchpointFacts::unknown()
        }
    }
}

impl Inventory {
    /// Every process with its facts, in the order of the document.
    pub fn process_facts<'i>(
        &'i self,
        basis: &'i FactsBasis<'i>,
    ) -> impl Iterator<Item = (&'i Process, ProcessFacts)> {
        self.processes
            .iter()
            .map(|process| (process, process.facts(basis)))
    }

    /// Every procedure with its facts, in the order of the document.
    ///
    /// A process belongs to the first procedure of its id; one whose procedure is not listed belongs
    /// to none.
    #[must_use]
    pub fn procedure_facts(&self, basis: &FactsBasis<'_>) -> Vec<(&Procedure, ProcedureFacts)> {
        let mut processes: HashMap<&str, Vec<&Process>> = HashMap::new();
        for process in &self.processes {
            let of = processes.entry(process.procedure.as_str()).or_default();
            of.push(process);
        }
        let editions = self.procedures.iter().filter_map(|one| one.series.as_ref());
        let standing = StandingEditions::new(editions, basis.day);
        self.procedures
            .iter()
            .map(|procedure| {
                let its = processes.remove(procedure.id.as_str()).unwrap_or_default();
                let series = standing.facts(procedure.series.as_ref());
                (procedure, procedure.facts(its, basis).with_series(series))
            })
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{OnlineStatus, VolumeMeasure, VolumeState};

    fn basis() -> FactsBasis<'static> {
        FactsBasis::standard("2025-06-30".parse().unwrap(), choice())
    }

    fn choice() -> VolumeChoice {
        VolumeChoice {
            fiscal_year: "2024".parse().unwrap(),
            measure: VolumeMeasure::Applications,
            state: VolumeState::Final,
        }
    }

    fn volume(cases: Option<u32>) -> Volume {
        let choice = choice();
        Volume::new(
            choice.fiscal_year,
            choice.measure,
            choice.state,
            cases.map(CaseCount::from),
        )
    }

    fn process(number: u32, kind: &str, cases: Option<u32>) -> Process {
        let mut process = Process::new(
            format!("P-1-{number}").parse().unwrap(),
            "P-1".parse().unwrap(),
            kind,
        );
        process.status = OnlineStatus::Done;
        process.actor = Some(Party::Citizens);
        process.volumes = vec![volume(cases)];
        process
    }

    fn cases(volumes: Vec<Volume>, processes: &[Process]) -> Option<u64> {
        let mut procedure = Procedure::new("P-1".parse().unwrap(), "手続");
        procedure.volumes = volumes;
        procedure
            .facts(processes, &basis())
            .cases
            .map(CaseCount::get)
    }

    #[test]
    fn a_procedure_counts_what_is_written_or_the_sum_of_its_filings() {
        let filings = [
            process(1, "application", Some(100)),
            process(2, "application", Some(20)),
            process(3, "payment", Some(7)),
        ];
        assert_eq!(cases(vec![], &filings), Some(120));
        assert_eq!(cases(vec![volume(Some(90))], &filings), Some(90));
        assert_eq!(cases(vec![volume(None)], &filings), None); // written as unknown
        let unknown = [filings[0].clone(), process(2, "application", None)];
        assert_eq!(cases(vec![], &unknown), None); // not 100
        assert_eq!(
            cases(vec![], &[process(1, "public_inspection", Some(9))]),
            Some(9)
        );
        let two = [
            process(1, "public_inspection", Some(9)),
            process(2, "payment", Some(3)),
        ];
        assert_eq!(cases(vec![], &two), None); // neither is its filing
        assert_eq!(cases(vec![], &[]), None);
    }

    #[test]
    fn who_acts_is_who_acts_in_every_filing() {
        let mut filings = [
            process(1, "application", None),
            process(2, "application", None),
        ];
        let procedure = Procedure::new("P-1".parse().unwrap(), "手続");
        assert_eq!(procedure.facts(&filings, &basis()).actor, Party::Citizens);
        filings[1].actor = Some(Party::Businesses);
        assert_eq!(procedure.facts(&filings, &basis()).actor, Party::Unknown);
    }

    #[test]
    fn another_year_or_state_does_not_stand_in() {
        let mut filing = process(1, "application", Some(5));
        filing.volumes[0].state = VolumeState::Expected;
        assert_eq!(filing.facts(&basis()).cases, None);
    }
}
