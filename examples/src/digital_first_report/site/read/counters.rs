//! 窓口 (counters): the register, what visitors answered, the plan of a rollout.

use super::super::{
    super::input::Found,
    folder::Folder,
    part::{Part, PartKind},
};
use super::Source;
use tosei_counter_dx::{
    register::{CounterRegister, register_rules},
    review::{
        CounterReviewDocument, ReviewLayout, ReviewTotals, SatisfactionRule, SatisfactionSummary,
        read_review_table, review_rules,
    },
    rollout::{Rollout, RolloutPlan},
    sample,
};
use tosei_document::{Collector, Explain, Limits};
use tosei_types::{Label, Language, TargetPercent};

/// The target with which the satisfaction at counters is compared, in percent
/// (`project-decision:satisfaction`).
const TARGET: &str = "70";

/// Everything about counters.
pub(in super::super) struct Counters {
    pub(in super::super) register: Option<CounterRegister>,
    /// Satisfaction by question; a table of reviews has one question without a name.
    pub(in super::super) satisfaction: Vec<(Option<Label>, SatisfactionSummary)>,
    pub(in super::super) rollout: Option<(RolloutPlan, Rollout)>,
}

/// Reads them from a folder, or the embedded ones.
pub(in super::super) fn read(folder: Option<&Folder>) -> Part<Counters> {
    let (register, reviews, rollout) = match folder {
        None => (
            Some(Ok(Source::embedded(
                "mihon_counters.json",
                sample::mihon_counters_json(),
            ))),
            Some(Ok(Source::embedded(
                "mihon_counter_reviews.csv",
                sample::mihon_counter_reviews_csv(),
            ))),
            Some(Ok(Source::embedded(
                "mihon_rollout.json",
                sample::mihon_rollout_json(),
            ))),
        ),
        Some(folder) => (
            Source::of(folder, "counters"),
            Source::of(folder, "counter_reviews"),
            Source::of(folder, "rollout"),
        ),
    };
    let given = [
        ("counters.json", &register),
        ("counter_reviews", &reviews),
        ("rollout.json", &rollout),
    ];
    let files: Vec<String> = given
        .iter()
        .filter_map(|(name, source)| match source {
            Some(Ok(source)) => Some(source.name.clone()),
            Some(Err(_)) => Some((*name).to_owned()),
            None => None,
        })
        .collect();
    if files.is_empty() {
        return Part::absent(PartKind::Counters);
    }
    let mut part = Part::begun(PartKind::Counters, folder.is_none(), files);
    let register = register.and_then(|source| part.keep(source));
    let register = register.and_then(|source| part.keep(source.json::<CounterRegister>()));
    if let Some(register) = &register {
        part.found
            .push(Found::of(register.check(), register_rules()));
    }
    let reviews = reviews.and_then(|source| part.keep(source));
    let satisfaction = reviews
        .and_then(|source| satisfaction(&mut part, &source, register.as_ref()))
        .unwrap_or_default();
    let rollout = rollout.and_then(|source| part.keep(source));
    let rollout = rollout
        .and_then(|source| part.keep(source.json::<RolloutPlan>()))
        .map(|plan| {
            let rollout = plan.rollout();
            (plan, rollout)
        });
    if register.is_some() || !satisfaction.is_empty() || rollout.is_some() {
        part.content = Some(Counters {
            register,
            satisfaction,
            rollout,
        });
    }
    part
}

fn rule() -> Option<SatisfactionRule> {
    let target: TargetPercent = TARGET.parse().ok()?;
    Some(SatisfactionRule::four_and_above(target))
}

fn satisfaction(
    part: &mut Part<Counters>,
    source: &Source,
    register: Option<&CounterRegister>,
) -> Option<Vec<(Option<Label>, SatisfactionSummary)>> {
    let rule = rule()?;
    let first = source.bytes.iter().find(|byte| !byte.is_ascii_whitespace());
    if first == Some(&b'{') {
        let document: CounterReviewDocument = part.keep(source.json())?;
        let totals = document.totals().map_err(|error| source.wrong(&error));
        let totals = part.keep(totals)?;
        let titles: Vec<Label> = totals
            .questions()
            .map(|(question, _)| question.label.clone())
            .collect();
        let summaries = totals.summary(&rule);
        let named = titles.into_iter().zip(summaries);
        return Some(
            named
                .map(|(title, one)| (Some(title), one.summary))
                .collect(),
        );
    }
    let mut totals = ReviewTotals::new();
    if let Some(register) = register {
        for counter in register
            .counters
            .iter()
            .filter(|one| one.is_open(register.as_of))
        {
            totals.expect(&counter.id);
        }
    }
    let mut findings = Collector::new(review_rules());
    let (layout, limits) = (ReviewLayout::default(), Limits::default());
    let read = read_review_table(
        source.bytes.as_slice(),
        &layout,
        &limits,
        &mut totals,
        &mut findings,
    );
    part.found.push(Found::new(findings, review_rules()));
    let name = &source.name;
    let read = read.map_err(|error| {
        Label::new(
            format!("「{name}」：{}", error.sentence(Language::Ja)),
            format!("\"{name}\": {}", error.sentence(Language::En)),
        )
    });
    part.keep(read)?;
    Some(vec![(None, totals.summary(&rule))])
}
