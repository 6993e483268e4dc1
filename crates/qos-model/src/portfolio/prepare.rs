//! From documents to the problem: which sets of actions help which procedure.

use super::{
    Action, Effect, Goal, MAX_ACTIONS_OF_ONE_PROCEDURE, MinimalWays, Objective, PORTFOLIO_FORMAT,
    PORTFOLIO_FORMAT_VERSION, Portfolio, PortfolioDocument, PortfolioError, ProcedureVolume,
    minimal_ways,
};
use crate::{Target, check::Findings};
use serde::Deserialize;
use serde_json::value::RawValue;
use std::collections::{BTreeMap, BTreeSet};
use tosei_criteria::{Answer, Assessment, CompiledStandard, LevelNumber, PackedEvidence, Standard};
use tosei_document::{Catalogue, JsonReader, Limits, RawItem, Sink};
use tosei_types::{ActionId, AxisId, ProcedureId};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Shell<'a> {
    #[serde(rename = "$schema", default)]
    schema: Option<String>,
    format: String,
    format_version: u32,
    budget_yen: u64,
    #[serde(default)]
    objective: Objective,
    #[serde(borrow)]
    actions: Vec<&'a RawValue>,
    #[serde(borrow)]
    procedures: Vec<&'a RawValue>,
}

impl PortfolioDocument {
    /// Reads a document of actions and reports every defect of form; `None` if it is none.
    ///
    /// What could not be typed is left out and given back as it was written.
    pub fn read(
        bytes: &[u8],
        limits: &Limits,
        catalogue: &Catalogue,
        sink: &mut dyn Sink,
    ) -> Option<(Self, Vec<RawItem>)> {
        let mut reader = JsonReader::open(bytes, limits, catalogue, sink)?;
        let shell: Shell<'_> = reader.shell()?;
        if !reader.expect_format(
            (PORTFOLIO_FORMAT, PORTFOLIO_FORMAT_VERSION),
            (&shell.format, shell.format_version),
        ) {
            return None;
        }
        let actions = reader.items::<Action>("/actions", &shell.actions);
        let procedures = reader.items::<ProcedureVolume>("/procedures", &shell.procedures);
        let document = Self {
            schema: shell.schema,
            format: shell.format,
            format_version: shell.format_version,
            budget_yen: shell.budget_yen,
            objective: shell.objective,
            actions: actions.into_iter().map(|(_, action)| action).collect(),
            procedures: procedures.into_iter().map(|(_, one)| one).collect(),
        };
        Some((document, reader.into_raw()))
    }

    /// Checks the actions against a standard; positions are those among what could be typed.
    pub fn check(&self, standard: &Standard, catalogue: &Catalogue, sink: &mut dyn Sink) {
        let mut findings = Findings::new(catalogue, sink);
        let document = standard.document();
        let listed: BTreeSet<&ProcedureId> =
            self.procedures.iter().map(|one| &one.procedure).collect();
        let mut seen = BTreeSet::new();
        let mut of_procedure: BTreeMap<&ProcedureId, BTreeSet<usize>> = BTreeMap::new();
        for (at, action) in self.actions.iter().enumerate() {
            let named = [("value", action.id.as_str().into())];
            if !seen.insert(&action.id) {
                let pointer = format!("/actions/{at}/id");
                findings.report("qos.portfolio.duplicate_action", &pointer, None, &named);
            }
            if action.effects.is_empty() {
                let pointer = format!("/actions/{at}/effects");
                findings.report("qos.portfolio.no_effect", &pointer, None, &named);
            }
            for (
                number,
                Effect {
                    procedure,
                    criterion,
                },
            ) in action.effects.iter().enumerate()
            {
                of_procedure.entry(procedure).or_default().insert(at);
                let known = standard.criterion(criterion).is_some()
                    || document
                        .prerequisites
                        .iter()
                        .any(|one| one.id == *criterion);
                if !known {
                    let pointer = format!("/actions/{at}/effects/{number}/criterion");
                    let values = [("value", criterion.as_str().into())];
                    findings.report("qos.portfolio.unknown_criterion", &pointer, None, &values);
                }
                if !listed.contains(procedure) {
                    let pointer = format!("/actions/{at}/effects/{number}/procedure");
                    let values = [("value", procedure.as_str().into())];
                    findings.report("qos.portfolio.unlisted_procedure", &pointer, None, &values);
                }
            }
        }
        for (procedure, actions) in of_procedure {
            if actions.len() > MAX_ACTIONS_OF_ONE_PROCEDURE {
                let number = u64::try_from(actions.len()).unwrap_or(u64::MAX);
                let subject = Some(procedure.as_str());
                let values = [("actions", number.into())];
                findings.report(
                    "qos.portfolio.too_many_actions",
                    "/actions",
                    subject,
                    &values,
                );
            }
        }
        let mut counted = BTreeSet::new();
        for (at, one) in self.procedures.iter().enumerate() {
            if !counted.insert(&one.procedure) {
                let pointer = format!("/procedures/{at}/procedure");
                let values = [("value", one.procedure.as_str().into())];
                findings.report("qos.portfolio.duplicate_procedure", &pointer, None, &values);
            }
        }
    }

    /// The problem: which sets of the actions help which procedures, as they are assessed now.
    ///
    /// A criterion that an action brings about counts as met; one that does not apply stays so. A
    /// procedure without an assessment cannot be helped. By
    /// [`TargetReached`](Objective::TargetReached) a procedure without targets, or one whose targets
    /// are all reached, has nothing to gain and is left out.
    ///
    /// # Errors
    ///
    /// As [`Portfolio::try_new`].
    pub fn prepare(
        &self,
        standard: &CompiledStandard,
        assessments: &[Assessment],
        targets: &[Target],
    ) -> Result<Portfolio, PortfolioError> {
        let by_subject: BTreeMap<&str, &Assessment> = assessments
            .iter()
            .map(|one| (one.subject.as_str(), one))
            .collect();
        let mut goals = Vec::new();
        let mut counted = BTreeSet::new();
        for volume in &self.procedures {
            let id = &volume.procedure;
            if !counted.insert(id) {
                continue;
            }
            let aims: Vec<(&AxisId, LevelNumber)> = targets
                .iter()
                .filter(|target| target.procedure == *id)
                .map(|target| (&target.principle, target.level))
                .collect();
            let ways = match by_subject.get(id.as_str()) {
                None => MinimalWays::default(),
                Some(assessment) => self.ways(standard, assessment, id, &aims),
            };
            // Somebody whom nothing needs to be done for is not helped by anything.
            if ways.ways.iter().any(Vec::is_empty) {
                continue;
            }
            if self.objective == Objective::TargetReached && aims.is_empty() {
                continue;
            }
            goals.push(Goal {
                procedure: id.clone(),
                applications: volume.applications,
                ways: ways.ways,
            });
        }
        let actions: Vec<(ActionId, u64)> = self
            .actions
            .iter()
            .map(|action| (action.id.clone(), action.cost_yen))
            .collect();
        Portfolio::try_new(actions, goals)
    }

    fn ways(
        &self,
        standard: &CompiledStandard,
        assessment: &Assessment,
        procedure: &ProcedureId,
        aims: &[(&AxisId, LevelNumber)],
    ) -> MinimalWays {
        let now = assessment.packed(standard);
        let before = floors(standard, now);
        let useful: Vec<usize> = self
            .actions
            .iter()
            .enumerate()
            .filter(|(_, action)| {
                action
                    .effects
                    .iter()
                    .any(|effect| effect.procedure == *procedure)
            })
            .map(|(at, _)| at)
            .collect();
        minimal_ways(&useful, |set| {
            let mut then = now;
            for action in set.iter().filter_map(|at| self.actions.get(*at)) {
                let effects = action.effects.iter();
                for effect in effects.filter(|effect| effect.procedure == *procedure) {
                    if let Some(bit) = standard.bit(&effect.criterion)
                        && then.answer(bit) != Answer::NotApplicable
                    {
                        then = then.with(bit, Answer::Met);
                    }
                }
            }
            let after = floors(standard, then);
            match self.objective {
                Objective::LevelRises => after
                    .iter()
                    .zip(&before)
                    .any(|(after, before)| after > before),
                Objective::TargetReached => aims.iter().all(|(axis, level)| {
                    let axes = &standard.standard().document().axes;
                    let at = axes.iter().position(|one| one.id == **axis);
                    let floor = at.and_then(|at| after.get(at).copied().flatten());
                    floor.is_some_and(|floor| floor >= *level)
                }),
            }
        })
    }
}

/// The certain level of each axis; none where it is not certain that there is a level.
fn floors(standard: &CompiledStandard, evidence: PackedEvidence) -> Vec<Option<LevelNumber>> {
    let digital = standard.prerequisites_met(evidence) == Some(true);
    standard
        .all_levels(evidence)
        .map(|levels| digital.then(|| standard.level_of(levels).floor))
        .collect()
}
