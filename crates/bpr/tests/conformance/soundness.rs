//! `bpr/soundness`.

use serde::Deserialize;
use serde_json::{Value, json};
use std::collections::BTreeSet;
use tosei_bpr::{
    Flow,
    soundness::{ProblemKind, SoundnessOptions, Starts, Verdict, soundness},
};
use tosei_conformance::Runner;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Input {
    flow: Flow,
    #[serde(default)]
    starts: Option<Starts>,
}

pub(crate) fn on(runner: Runner) -> Runner {
    runner.on("soundness", |input: Input| {
        let mut options = SoundnessOptions::default();
        if let Some(starts) = input.starts {
            options.starts = starts;
        }
        let result = soundness(&input.flow, options).map_err(|error| error.code().to_owned())?;
        let mut kinds: BTreeSet<ProblemKind> =
            result.problems().map(|problem| problem.kind).collect();
        let mut dead: BTreeSet<String> = result
            .problems()
            .filter(|problem| problem.kind == ProblemKind::DeadActivities)
            .flat_map(|problem| &problem.nodes)
            .map(ToString::to_string)
            .collect();
        if kinds.contains(&ProblemKind::Unbounded) {
            // The search ends there, and what else it met depends on its order.
            kinds = BTreeSet::from([ProblemKind::Unbounded, ProblemKind::LackOfSynchronization]);
            dead.clear();
        }
        let codes: BTreeSet<&str> = kinds.iter().map(|kind| kind.code()).collect();
        let sound = result.verdict() == Verdict::Sound;
        Ok::<Value, String>(json!({"sound": sound, "problems": codes, "dead": dead}))
    })
}
