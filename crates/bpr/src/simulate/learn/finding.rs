//! What a log cannot say, and what is wrong with it.

use super::{
    ChainEvidence, Ends, Evidence, GatewayEvidence, ReplayEvidence, clock::CaseTimes,
    durations::TimeDefects, number::count,
};
use crate::event_log::EventLog;
use std::sync::OnceLock;
use tosei_document::{Catalogue, Collector, Mark, PlaceRef, Report, Sink, ValueRef};
use tosei_types::embedded;

/// 推定の規則 (rules) about logs and what is learnt from them.
///
/// # Examples
///
/// ```
/// let rules = tosei_bpr::simulate::learn::learn_rules();
/// assert!(rules.rule("bpr.learn.branch_unseen").is_some());
/// ```
#[must_use]
pub fn learn_rules() -> &'static Catalogue {
    static RULES: OnceLock<Catalogue> = OnceLock::new();
    embedded(&RULES, || {
        Catalogue::of_domain(include_str!("../../../data/rules/learn.json"))
    })
}

pub(super) struct Findings {
    collector: Collector<'static>,
}

impl Findings {
    pub(super) fn new() -> Self {
        Self {
            collector: Collector::new(learn_rules()),
        }
    }

    /// One finding about a step, branch, month or the like.
    pub(super) fn about(
        &mut self,
        rule: &str,
        subject: Option<&str>,
        values: &[(&'static str, ValueRef<'_>)],
    ) {
        let code = format!("bpr.learn.{rule}");
        let rule = learn_rules().index(&code);
        debug_assert!(rule.is_some(), "{code} is no rule");
        if let Some(rule) = rule {
            self.collector.accept(Mark {
                rule,
                place: PlaceRef::Document,
                subject,
                values,
            });
        }
    }

    fn counted(&mut self, rule: &str, number: u64) {
        if number > 0 {
            self.about(rule, None, &[("number", ValueRef::Number(number))]);
        }
    }

    pub(super) fn log(
        &mut self,
        log: &EventLog,
        cases: &[CaseTimes],
        evidence: &Evidence,
        defects: TimeDefects,
        offsets: usize,
    ) {
        self.counted("unnamed", log.unnamed());
        if log.cases().is_empty() {
            self.about("no_cases", None, &[]);
            return;
        }
        self.counted("without_time", log.without_time());
        self.counted("left_out", log.left_out());
        self.counted("backwards", defects.backwards);
        self.counted("at_once", defects.at_once);
        if evidence.arrivals.is_none() {
            self.about("no_times", None, &[]);
        }
        if offsets > 1 {
            self.counted("offsets", count(offsets));
        }
        if log.completion_only() {
            self.about("completions_only", None, &[]);
        } else {
            let starts = cases.iter().flat_map(|case| &case.steps);
            self.counted(
                "start_missing",
                count(starts.filter(|step| step.start.is_none()).count()),
            );
        }
        if log.resources().is_empty() {
            self.about("no_resources", None, &[]);
        } else if evidence.people.multitasking.is_none() {
            self.about("multitasking_unknown", None, &[]);
        }
        if let Some(multitasking) = &evidence.people.multitasking
            && multitasking.most > 1
        {
            let share = format!("{:.1}", multitasking.share() * 100.0);
            let values = [
                ("share", ValueRef::Text(&share)),
                ("most", ValueRef::Number(multitasking.most)),
            ];
            self.about("multitasking", None, &values);
        }
        if let Some(calendar) = &evidence.calendar {
            self.counted("outside_hours", calendar.outside);
        }
        let constancy = evidence
            .arrivals
            .as_ref()
            .and_then(|arrivals| arrivals.constancy);
        if let Some(constancy) = constancy.filter(super::Constancy::is_rejected) {
            let chance = format!("{:.4}", constancy.chance);
            self.about(
                "arrivals_change",
                None,
                &[("chance", ValueRef::Text(&chance))],
            );
        }
        if let Some(drift) = evidence.lead_time_drift.filter(super::Drift::is_shown) {
            let distance = format!("{:.3}", drift.distance);
            let critical = format!("{:.3}", drift.critical_distance);
            let values = [
                ("distance", ValueRef::Text(&distance)),
                ("critical", ValueRef::Text(&critical)),
            ];
            self.about("lead_times_change", None, &values);
        }
        for step in &evidence.steps {
            if step.work_is_estimated {
                self.about("work_estimated", Some(&step.step), &[]);
            }
            let all = [&step.work, &step.waiting, &step.sojourn];
            let values = all.into_iter().flatten();
            for duration in values.filter(|duration| duration.is_empirical) {
                let rule = if duration.candidates.is_empty() {
                    "few_values"
                } else {
                    "no_family_fits"
                };
                let values = [("number", ValueRef::Number(duration.values))];
                self.about(rule, Some(&step.step), &values);
            }
        }
    }

    pub(super) fn flow(&mut self, branches: &[GatewayEvidence], replay: &ReplayEvidence) {
        for step in &replay.unknown_steps {
            self.about("step_unknown", Some(step), &[]);
        }
        for step in &replay.unrecorded_steps {
            self.about("step_unrecorded", Some(step), &[]);
        }
        let deviating = replay
            .cases
            .saturating_sub(replay.fitting)
            .saturating_sub(replay.not_decided);
        if deviating > 0 {
            let values = [
                ("number", ValueRef::Number(deviating)),
                ("cases", ValueRef::Number(replay.cases)),
            ];
            self.about("not_fitting", None, &values);
        }
        self.counted("not_decided", replay.not_decided);
        self.counted("ambiguous", replay.ambiguous);
        for gateway in branches {
            if gateway.reached == 0 {
                self.about("branch_unreached", Some(gateway.node.as_str()), &[]);
                continue;
            }
            for way in gateway.branches.iter().filter(|way| way.taken == 0) {
                let most = way.interval.map_or(1.0, |interval| interval.high);
                let most = format!("{:.1}", most * 100.0);
                let values = [
                    ("number", ValueRef::Number(gateway.reached)),
                    ("most", ValueRef::Text(&most)),
                ];
                self.about("branch_unseen", Some(way.sequence_flow.as_str()), &values);
            }
        }
    }

    pub(super) fn chain(&mut self, chain: &ChainEvidence, ends: Ends) {
        self.about(
            "flow_made",
            None,
            &[("number", ValueRef::Number(chain.cases))],
        );
        if ends == Ends::FollowedUp {
            self.counted("closed_by_force", chain.closed_by_force);
        }
    }

    pub(super) fn into_report(self) -> Report {
        self.collector.into_report()
    }
}
