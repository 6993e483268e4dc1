//! The pledges.

use serde::Deserialize;
use serde_json::{Map, Value, json};
use std::rc::Rc;
use tosei_conformance::Runner;
use tosei_counter_dx::{
    CounterId,
    pledge::{PledgeFigures, assess_pledges, pledge_evidence},
    register::CounterRegister,
};
use tosei_criteria::{
    CompiledStandard, EvidenceItem, EvidenceOrigin, EvidenceQuality, EvidenceSet, LevelRange,
    Stated,
};
use tosei_types::Date;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Pledges {
    register: CounterRegister,
    sources: Vec<Source>,
    statements: Vec<EvidenceItem>,
    counter: CounterId,
    as_of: Date,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Source {
    figures: PledgeFigures,
    origin: Origin,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Origin {
    quality: EvidenceQuality,
    source: String,
    date: Date,
    confirmed_by: Option<String>,
    expires_on: Option<Date>,
    reconfirm_after_days: Option<u16>,
}

fn line(item: &EvidenceItem) -> String {
    match item.stated() {
        Stated::Answer {
            criterion, reason, ..
        } => format!("{criterion} {}", reason.as_ref().unwrap()),
        Stated::Value { measure, value, .. } => format!("{measure}={}", value.unwrap()),
        _ => panic!("another statement"),
    }
}

fn ends(range: LevelRange) -> Value {
    json!([range.floor, range.ceiling])
}

fn judged(standard: &CompiledStandard, input: &Pledges) -> Result<Value, String> {
    let (mut items, mut lines) = (Vec::new(), Vec::new());
    let (mut unknown, mut not_offered) = (Vec::new(), Vec::new());
    for source in &input.sources {
        let given = &source.origin;
        let origin = EvidenceOrigin {
            quality: given.quality,
            source: given.source.clone(),
            date: given.date,
            confirmed_by: given.confirmed_by.clone(),
            expires_on: given.expires_on,
            reconfirm_after_days: given.reconfirm_after_days,
            note: None,
        };
        let shown = pledge_evidence(standard, &input.register, &source.figures, &origin)
            .map_err(|error| error.code().to_owned())?;
        lines.push(shown.items.iter().map(line).collect::<Vec<_>>());
        unknown.push(shown.unknown);
        not_offered.push(shown.not_offered);
        items.extend(shown.items);
    }
    items.extend(input.statements.iter().cloned());
    let evidence = EvidenceSet::new(items, Vec::new());
    let judged = assess_pledges(standard, &evidence, &input.counter, input.as_of);
    for language in [tosei_types::Language::Ja, tosei_types::Language::En] {
        assert!(judged.sentences(standard, language).len() >= 3);
    }
    let mut axes = Map::new();
    let both = judged.assessment.axes.iter();
    for (axis, explained) in both.zip(&judged.explanation.axes) {
        let effects: Map<String, Value> = explained
            .unknowns
            .iter()
            .map(|one| {
                let not_applicable = one.if_not_applicable.map(ends);
                let effect = json!([ends(one.if_met), ends(one.if_not_met), not_applicable]);
                (one.criterion.to_string(), effect)
            })
            .collect();
        let axis_value = json!({
            "level": ends(axis.level),
            "not_applicable": axis.not_applicable,
            "supporting": axis.supporting,
            "blocking": axis.blocking,
            "unknowns": effects,
        });
        axes.insert(axis.axis.to_string(), axis_value);
    }
    Ok(json!({
        "evidence": lines,
        "unknown": unknown,
        "not_offered": not_offered,
        "axes": axes,
        "overall": judged.assessment.overall.map(ends),
    }))
}

pub(crate) fn on(runner: Runner, standard: Rc<CompiledStandard>) -> Runner {
    runner.on("pledges", move |input: Pledges| judged(&standard, &input))
}
