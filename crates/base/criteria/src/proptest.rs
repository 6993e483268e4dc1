//! Strategies for standards and evidence (feature `proptest`), for the property tests of other
//! crates.

use crate::{
    Answer, Axis, AxisLevel, Between, Combination, Comparison, CompiledStandard, Condition,
    ConflictPolicy, Criterion, CriterionCondition, CriterionExemption, EvidenceItem, EvidenceKind,
    EvidenceOrigin, EvidenceQuality, EvidenceSet, ExactNumber, Level, LevelNumber, LevelPolicy,
    Measure, MeasureCondition, NotApplicablePolicy, NotApplicableReason, OverallRule,
    PackedEvidence, Policies, Prerequisite, RatioCondition, ReconfirmationPolicy, STANDARD_FORMAT,
    STANDARD_FORMAT_VERSION, Standard, StandardDocument, Stated,
};
use proptest::{collection::vec, option, prelude::*};
use std::str::FromStr;
use tosei_types::{Date, Label, SubjectId};

/// The measures of every standard made here; the first two have one unit.
const MEASURES: [(&str, &str); 3] = [("days", "days"), ("before", "days"), ("share", "percent")];

/// A text that is valid by construction, as a value.
fn made<T: FromStr>(text: &str) -> Option<T> {
    text.parse().ok()
}

fn label(text: &str) -> Label {
    Label::new(format!("{text}の文"), format!("Text of {text}"))
}

/// Numbers near the thresholds of [`standards`]: 0 to 4 in halves.
pub fn small_numbers() -> impl Strategy<Value = ExactNumber> {
    (0..=8i64).prop_filter_map("it fits", |halves| ExactNumber::try_new(halves, 2).ok())
}

/// Any number that can be written.
pub fn exact_numbers() -> impl Strategy<Value = ExactNumber> {
    let most = i64::try_from(crate::MAX_NUMBER_PART).unwrap_or(i64::MAX);
    let above = prop_oneof![-20..=20i64, -most..=most, Just(most), Just(-most)];
    let below = prop_oneof![1..=20u64, 1..=crate::MAX_NUMBER_PART];
    (above, below).prop_filter_map("it fits", |(above, below)| {
        ExactNumber::try_new(above, below).ok()
    })
}

/// Any comparison; a range may have one value only.
pub fn comparisons() -> impl Strategy<Value = Comparison> {
    prop_oneof![
        small_numbers().prop_map(Comparison::AtLeast),
        small_numbers().prop_map(Comparison::MoreThan),
        small_numbers().prop_map(Comparison::AtMost),
        small_numbers().prop_map(Comparison::LessThan),
        (small_numbers(), small_numbers()).prop_map(|(one, other)| {
            Comparison::Between(Between {
                from: one.min(other),
                to: one.max(other),
            })
        }),
    ]
}

/// Any policies; `stated_counts_up_to` is at most 1, which every scale has.
pub fn policies() -> impl Strategy<Value = Policies> {
    let levels = prop::sample::select(LevelPolicy::ALL);
    let not_applicable = prop::sample::select(NotApplicablePolicy::ALL);
    let conflict = prop::sample::select(ConflictPolicy::ALL);
    let reconfirmation = prop::sample::select(ReconfirmationPolicy::ALL);
    let overall = option::of(prop::sample::select(OverallRule::ALL));
    (
        levels,
        not_applicable,
        conflict,
        reconfirmation,
        overall,
        0..=1u32,
    )
        .prop_map(
            |(levels, not_applicable, conflict, reconfirmation, overall, enough)| Policies {
                levels,
                not_applicable,
                conflict,
                reconfirmation,
                overall,
                stated_counts_up_to: LevelNumber::cut(enough),
                ..Policies::default()
            },
        )
}

/// Conditions over the measures of [`standards`], and over criteria of the names given.
fn conditions(earlier: Vec<String>) -> impl Strategy<Value = Condition> {
    let measure = (prop::sample::select(&MEASURES[..]), comparisons()).prop_filter_map(
        "names are valid",
        |((measure, unit), is)| {
            Some(Condition::Measure(MeasureCondition {
                measure: made(measure)?,
                unit: made(unit)?,
                is,
            }))
        },
    );
    let ratio = comparisons().prop_filter_map("names are valid", |is| {
        Some(Condition::Ratio(RatioCondition {
            of: made("days")?,
            to: made("before")?,
            is,
        }))
    });
    let known = prop::sample::select(vec![Answer::Met, Answer::NotMet, Answer::NotApplicable]);
    let other = (any::<prop::sample::Index>(), known);
    let criterion = other.prop_filter_map("there is an earlier one", move |(at, is)| {
        let name = earlier.get(at.index(earlier.len().max(1)))?;
        Some(Condition::Criterion(CriterionCondition {
            criterion: made(name)?,
            is,
        }))
    });
    let leaf = prop_oneof![4 => measure, 2 => ratio, 1 => criterion].boxed();
    leaf.prop_recursive(3, 8, 3, |inner| {
        prop_oneof![
            vec(inner.clone(), 1..=3).prop_map(Condition::All),
            vec(inner.clone(), 1..=3).prop_map(Condition::Any),
            inner.prop_map(|part| Condition::Not(Box::new(part))),
        ]
    })
}

/// What is drawn for one criterion.
#[derive(Debug, Clone)]
struct Drawn {
    always_applies: bool,
    stated_counts: Option<bool>,
    condition: Option<Condition>,
}

fn drawn() -> impl Strategy<Value = Drawn> {
    // Conditions ask only about the prerequisite, so that there is no cycle.
    let condition = option::weighted(0.2, conditions(vec!["D0".into()]));
    (any::<bool>(), option::of(any::<bool>()), condition).prop_map(
        |(always_applies, stated_counts, condition)| Drawn {
            always_applies,
            stated_counts,
            condition,
        },
    )
}

/// Of one level of an axis: its criteria, and how many are needed where it says so.
fn levels() -> impl Strategy<Value = (Vec<Drawn>, Option<Combination>)> {
    let within = option::of(prop_oneof![
        Just(Combination::All),
        Just(Combination::Any),
        (1..=3u8).prop_map(Combination::AtLeast),
    ]);
    (vec(drawn(), 1..=3), within).prop_map(|(criteria, within)| {
        let most = u8::try_from(criteria.len()).unwrap_or(u8::MAX);
        let within = within.map(|within| match within {
            Combination::AtLeast(needed) => Combination::AtLeast(needed.min(most)),
            other => other,
        });
        (criteria, within)
    })
}

/// Sound standards: two or three levels above the lowest, one or two axes, one to three criteria
/// for each level, a prerequisite `D0` or none, and any policies.
pub fn standards() -> impl Strategy<Value = Standard> {
    let axes = (1..=3usize).prop_flat_map(|steps| vec(vec(levels(), 1..=steps), 1..=2));
    (axes, policies(), any::<bool>())
        .prop_filter_map("names are valid", |(axes, policies, reasons)| {
            document(&axes, policies, reasons)?.try_into().ok()
        })
}

type DrawnAxis = Vec<(Vec<Drawn>, Option<Combination>)>;

fn document(axes: &[DrawnAxis], policies: Policies, reasons: bool) -> Option<StandardDocument> {
    let highest = axes.iter().map(Vec::len).max()?;
    let number = |at: usize| LevelNumber::cut(u32::try_from(at).unwrap_or(u32::MAX));
    let mut document = StandardDocument {
        schema: None,
        format: STANDARD_FORMAT.into(),
        format_version: STANDARD_FORMAT_VERSION,
        id: made("drawn")?,
        edition: made("1")?,
        label: label("基準"),
        effective_from: made("2025-04-01")?,
        effective_to: None,
        source: "definition".into(),
        policies,
        levels: (0..=highest)
            .map(|at| Level {
                level: number(at),
                label: label(&format!("Lv{at}")),
            })
            .collect(),
        measures: Vec::new(),
        stages: Vec::new(),
        not_applicable_reasons: Vec::new(),
        prerequisites: vec![Prerequisite {
            id: made("D0")?,
            text: label("D0"),
            evidence: EvidenceKind::Fact,
            stated_counts: None,
            condition: None,
            source: "definition".into(),
        }],
        axes: Vec::new(),
        criteria: Vec::new(),
    };
    for (id, unit) in MEASURES {
        document.measures.push(Measure {
            id: made(id)?,
            label: label(id),
            unit: made(unit)?,
            source: "definition".into(),
        });
    }
    if reasons {
        document.not_applicable_reasons.push(NotApplicableReason {
            id: made("none")?,
            label: label("none"),
            criteria: None,
        });
    }
    for (at, levels) in axes.iter().enumerate() {
        let name = format!("axis{at}");
        let mut steps = vec![AxisLevel {
            level: number(0),
            state: label("Lv0"),
            within_level: None,
        }];
        for (step, (criteria, within_level)) in (1usize..).zip(levels) {
            steps.push(AxisLevel {
                level: number(step),
                state: label(&format!("Lv{step}")),
                within_level: *within_level,
            });
            for (place, one) in criteria.iter().enumerate() {
                let id = format!("C{at}.{step}.{place}");
                document.criteria.push(Criterion {
                    id: made(&id)?,
                    axis: made(&name)?,
                    level: number(step),
                    text: label(&id),
                    stage: None,
                    evidence: EvidenceKind::Fact,
                    always_applies: one.always_applies,
                    stated_counts: one.stated_counts,
                    condition: one.condition.clone(),
                    source: "definition".into(),
                });
            }
        }
        document.axes.push(Axis {
            id: made(&name)?,
            label: label(&name),
            levels: steps,
        });
    }
    Some(document)
}

/// Answers for every criterion of a standard, as bits; not applicable only where a criterion may
/// be that.
pub fn packed_evidence(
    standard: &CompiledStandard,
) -> impl Strategy<Value = PackedEvidence> + use<> {
    let always = standard.always_applying();
    let bits = standard.standard().asked().count();
    vec(prop::sample::select(Answer::ALL), bits).prop_map(move |answers| {
        let numbered = (0u32..).zip(answers);
        numbered.fold(PackedEvidence::UNKNOWN, |evidence, (bit, answer)| {
            let impossible = answer == Answer::NotApplicable && always.contains(bit);
            evidence.with(bit, if impossible { Answer::Unknown } else { answer })
        })
    })
}

/// Evidence about the subjects `P-1` and `P-2` for a standard, dated and expiring in 2025 and 2026,
/// from two sources; some of it conflicts, some does not fit.
pub fn evidence(standard: &Standard) -> impl Strategy<Value = EvidenceSet> + use<> {
    let criteria: Vec<String> = standard.asked().map(|asked| asked.id.to_string()).collect();
    let exempt = criteria.clone();
    let item = evidence_items(criteria);
    let exemption = (
        any::<prop::sample::Index>(),
        option::of(Just("課長")),
        days(),
        0..=200i64,
    );
    let exemption =
        exemption.prop_filter_map("names are valid", move |(at, approver, from, more)| {
            let criterion = exempt.get(at.index(exempt.len().max(1)))?;
            let until = from.add_days(more).ok()?;
            let approver = approver.map(str::to_owned);
            let (subject, criterion) = (made("P-1")?, made(criterion)?);
            CriterionExemption::try_new(subject, criterion, "理由", approver, from, until).ok()
        });
    (vec(item, 0..=24), vec(exemption, 0..=2))
        .prop_map(|(items, exemptions)| EvidenceSet::new(items, exemptions))
}

/// Days of 2025 and 2026, some of them often.
fn days() -> impl Strategy<Value = Date> {
    prop_oneof![0..=3i64, 0..=729i64].prop_filter_map("it exists", |days| {
        made::<Date>("2025-01-01")?.add_days(days).ok()
    })
}

fn evidence_items(criteria: Vec<String>) -> impl Strategy<Value = EvidenceItem> {
    let answer = (
        any::<prop::sample::Index>(),
        prop::sample::select(Answer::ALL),
    );
    let answer = answer.prop_filter_map("names are valid", move |(at, answer)| {
        let criterion = made(criteria.get(at.index(criteria.len().max(1)))?)?;
        let reason = (answer == Answer::NotApplicable).then(|| made("none"));
        Some(Stated::Answer {
            criterion,
            answer,
            reason: reason.flatten(),
        })
    });
    let value = (
        prop::sample::select(&MEASURES[..]),
        option::weighted(0.8, small_numbers()),
    );
    let value = value.prop_filter_map("names are valid", |((measure, unit), value)| {
        Some(Stated::Value {
            measure: made(measure)?,
            value,
            unit: made(unit)?,
        })
    });
    let origin = (
        prop::sample::select(EvidenceQuality::ALL),
        prop::sample::select(vec!["点検", "棚卸"]),
        days(),
        option::of(0..=400i64),
        option::of(1..=500u16),
    );
    let subject = prop::sample::select(vec!["P-1", "P-1", "P-1", "P-2"]);
    (subject, prop_oneof![3 => answer, 1 => value], origin).prop_filter_map(
        "names are valid",
        |(subject, stated, (quality, source, date, expires, cycle))| {
            let origin = EvidenceOrigin {
                quality,
                source: source.into(),
                date,
                confirmed_by: (quality == EvidenceQuality::Confirmed).then(|| "担当".into()),
                expires_on: expires.and_then(|days| date.add_days(days).ok()),
                reconfirm_after_days: cycle,
                note: None,
            };
            EvidenceItem::try_new(made::<SubjectId>(subject)?, stated, origin).ok()
        },
    )
}
