//! The reasons in words.

use super::{Outcome, RankedCandidate, RolloutPlan, UnknownCandidate};
use tosei_types::{Grouped, Language};

impl RankedCandidate {
    /// Why it stands where it stands, in one sentence. The plan is the one it was ranked in.
    #[must_use]
    pub fn sentence(&self, plan: &RolloutPlan, language: Language) -> String {
        let candidate = plan.candidates().get(self.position);
        let visits = candidate.and_then(|one| one.visits_a_year).unwrap_or(0);
        let seconds = candidate
            .and_then(|one| one.seconds_saved_per_visit)
            .unwrap_or(0);
        let (visits, yen) = (Grouped(visits.into()), Grouped(self.cost_yen));
        let (rank, counter, tool) = (self.rank, &self.counter, &self.tool);
        let (saved, outcome) = (self.saved_a_year, self.outcome(plan, language));
        match language {
            Language::Ja => format!(
                "{rank}位 窓口{counter}（{tool}）: 年間{visits}件×{seconds}秒＝年{saved}人分、費用{yen}円。{outcome}"
            ),
            Language::En => format!(
                "{rank}. `{counter}` with `{tool}`: {visits} visits a year × {seconds} seconds = {saved} \
                 person-minutes a year for {yen} yen; {outcome}"
            ),
        }
    }

    fn outcome(&self, plan: &RolloutPlan, language: Language) -> String {
        let name = |quarter: u16| {
            let at = usize::from(quarter).checked_sub(1);
            let found = at.and_then(|at| plan.quarters().get(at));
            found.map_or_else(|| quarter.to_string(), |quarter| quarter.name.clone())
        };
        match (self.outcome, language) {
            (Outcome::Planned { quarter }, Language::Ja) => {
                format!("{}に行う。", name(quarter))
            }
            (Outcome::Planned { quarter }, Language::En) => {
                format!("planned for {}.", name(quarter))
            }
            (Outcome::NoRoom { limit }, Language::Ja) => {
                format!("どの四半期にも入らない（{}）。", limit.label(language))
            }
            (Outcome::NoRoom { limit }, Language::En) => {
                format!("no quarter has room for it ({}).", limit.label(language))
            }
            (Outcome::AnotherTool, Language::Ja) => "同じ窓口で別のツールを先に行う。".to_owned(),
            (Outcome::AnotherTool, Language::En) => {
                "another tool comes first at the same counter.".to_owned()
            }
            (Outcome::NoSaving, Language::Ja) => "短縮にならないので行わない。".to_owned(),
            (Outcome::NoSaving, Language::En) => {
                "it saves nothing, so it is not planned.".to_owned()
            }
        }
    }
}

impl UnknownCandidate {
    /// Why it has no rank, in one sentence.
    #[must_use]
    pub fn sentence(&self, language: Language) -> String {
        let missing: Vec<&str> = self.missing.iter().map(|one| one.label(language)).collect();
        let (counter, tool) = (&self.counter, &self.tool);
        match language {
            Language::Ja => format!(
                "窓口{counter}（{tool}）は{}が不明なので順位を付けない。",
                missing.join("、")
            ),
            Language::En => format!(
                "`{counter}` with `{tool}` has no rank: not known are {}.",
                missing.join(", ")
            ),
        }
    }
}
