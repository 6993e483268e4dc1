//! Figures for answers made of records and of indicators: what is taken over, and what is said beside it.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test stops at the first surprise"
)]

use serde_json::{Value, json};
use tosei_plan::answer::AnswerFigure;
use tosei_plan::governance::{
    GovernanceRecord, PartnerBody, PartnerScope, Records, TaskMove, partner_rules,
    standardised_tasks, summarise_moves, summarise_partners,
};
use tosei_plan::{Indicator, UnitList};
use tosei_types::{Date, Label, Language};

fn today() -> Date {
    "2025-06-30".parse().unwrap()
}

fn records<T: GovernanceRecord>(records: Vec<Value>) -> Records<T> {
    let document = json!({"format": T::FORMAT, "format_version": 1, "fictional": true,
        "body": "見本市（架空）", "as_of": "2025-06-30", "records": records});
    Records::from_json(&document.to_string()).unwrap()
}

/// Case: nothing is said beside the figure if nothing is unknown and nothing late; each alone is said.
#[test]
fn moves_with_what_is_late_and_unknown() {
    let figure = |late: usize, known: usize| {
        let tasks = standardised_tasks().tasks.iter().enumerate();
        let moves = tasks.take(known).map(|(at, task)| {
            let planned = if at < late {
                "2026-04-01"
            } else {
                "2026-03-31"
            };
            json!({"task": task.id, "status": "planned", "planned_on": planned})
        });
        let moves: Records<TaskMove> = records(moves.collect());
        AnswerFigure::of_moves(&summarise_moves(&moves, standardised_tasks(), today())).unwrap()
    };
    assert_eq!(figure(0, 20).caveat, None);
    for (late, known, ja) in [
        (
            0,
            19,
            "期限後の予定が0業務、状況が不明のものが1業務あります。",
        ),
        (
            2,
            20,
            "期限後の予定が2業務、状況が不明のものが0業務あります。",
        ),
        (
            2,
            17,
            "期限後の予定が2業務、状況が不明のものが3業務あります。",
        ),
    ] {
        assert_eq!(figure(late, known).caveat.unwrap().ja, ja);
    }
    let found = figure(2, 17);
    assert_eq!(
        found.caveat.unwrap().en,
        "2 tasks are planned late, and 3 are unknown."
    );
    assert_eq!(found.id.as_str(), "standardisation.moved");
    let observations = serde_json::to_value(&found.observations).unwrap();
    assert_eq!(
        observations,
        json!([{"as_of": "2025-06-30", "parts": {"numerator": 0, "denominator": 20}, "status": "actual",
            "source": {"ja": "移行の記録", "en": "records of the moves"}}])
    );
    let target = &found.targets[0];
    assert_eq!(
        (target.by.to_string(), target.value.to_string()),
        ("2026-03-31".into(), "100".into())
    );
}

/// Case: whether a procedure is important matters only where only the important ones are counted.
#[test]
fn partners_with_what_is_of_unknown_importance() {
    let figure = |scope, handled: Option<u64>| {
        let mut procedure =
            json!({"id": "P-1", "name": "手続", "type": "subsidy", "status": "done"});
        if let Some(handled) = handled {
            procedure["handled"] = json!(handled);
        }
        let bodies: Records<PartnerBody> = records(vec![json!({"id": "B-1", "name": "架空の団体",
            "kind": "policy_partner", "procedures": [procedure], "support": []})]);
        let summary = summarise_partners(&bodies, partner_rules(), scope, today());
        AnswerFigure::of_partners(&summary).unwrap()
    };
    assert_eq!(figure(PartnerScope::All, None).caveat, None);
    assert_eq!(figure(PartnerScope::Important, Some(1_000)).caveat, None);
    let unknown = figure(PartnerScope::Important, None).caveat.unwrap();
    assert_eq!(
        [unknown.ja.as_str(), unknown.en.as_str()],
        [
            "件数が不明のため重要かどうか決まらない手続が1あります。",
            "Of 1 procedures nobody knows whether they are important."
        ]
    );
    let important = figure(PartnerScope::Important, Some(1_000));
    assert_eq!(important.id.as_str(), "partners.important.done");
    assert_eq!(important.basis.ja, "団体の重要な手続のうち実施済のもの");
    assert_eq!(
        figure(PartnerScope::All, Some(1)).basis.en,
        "of all procedures of the bodies, those that are done"
    );
}

fn indicator(unit: &str, observations: Value, targets: Value, more: Value) -> Indicator {
    let mut document = json!({"id": "i", "name": {"ja": "指標", "en": "Indicator"}, "unit": unit, "direction": "down",
        "measures": ["m"], "observations": observations, "targets": targets, "source": {"id": "own"}});
    for (key, value) in more.as_object().unwrap() {
        document[key] = value.clone();
    }
    serde_json::from_value(document).unwrap()
}

fn figure(indicator: &Indicator) -> AnswerFigure {
    AnswerFigure::of_indicator(indicator, UnitList::shipped(), |source| {
        Label::new(source.id.as_str(), source.id.as_str())
    })
    .unwrap()
}

/// Case: values of another unit and what was not observed are left out and counted.
#[test]
fn an_indicator_gives_what_was_observed_in_its_own_unit() {
    let own = json!({"id": "own"});
    let seen = |nature: &str, unit: &str| {
        json!({"at": "FY2024", "value": "40", "nature": nature, "unit": unit, "source": own,
            "parts": {"numerator": 2, "denominator": 5}})
    };
    let all = [
        "observed",
        "expected",
        "calculated",
        "target",
        "planned",
        "threshold",
    ];
    let observations: Vec<Value> = all.iter().map(|nature| seen(nature, "percent")).collect();
    let targets = json!([{"by": "FY2026", "value": "70", "source": own}, {"by": "FY2025", "source": own},
        {"by": "FY2026", "value": "700", "unit": "clauses", "source": own},
        {"by": "FY2027", "value": "80", "unit": "percent", "source": own}]);
    let mut whole = indicator("percent", json!(observations), targets, json!({}));
    let found = figure(&whole);
    let natures: Vec<&str> = found
        .observations
        .iter()
        .map(|one| one.status.code())
        .collect();
    assert_eq!(natures, ["actual", "expected", "actual"]);
    assert!(
        found
            .observations
            .iter()
            .all(|one| one.parts.is_some() && one.value.is_some())
    );
    assert_eq!(found.observations[0].as_of.to_string(), "2025-03-31");
    let targets: Vec<String> = found.targets.iter().map(|one| one.by.to_string()).collect();
    assert_eq!(targets, ["2027-03-31", "2028-03-31"]);
    let caveat = found.caveat.unwrap();
    assert_eq!(
        [caveat.ja.as_str(), caveat.en.as_str()],
        [
            "単位の異なる値や実績でない値が3件あり、含めていません。",
            "3 values in another unit, or no observations, are left out."
        ]
    );
    whole.observations.truncate(3);
    assert_eq!(figure(&whole).caveat, None);
    whole.observations[1].unit = Some("clauses".parse().unwrap());
    let other = figure(&whole);
    assert_eq!(other.observations.len(), 2);
    assert!(other.caveat.unwrap().ja.contains("1件"));
}

/// Case: the unit of a share is that of what is shared; of a count its own.
#[test]
fn an_indicator_gives_the_unit_that_is_counted() {
    let own = json!({"id": "own"});
    let seen = json!([{"at": "FY2024", "value": "40", "source": own, "parts": {"numerator": 2, "denominator": 5}}]);
    let population = json!({"population": {"count": "100", "unit": "clauses", "source": own}});
    let units = UnitList::shipped();
    let words = |unit: &str| {
        let unit = unit.parse().unwrap();
        let [ja, en] = [Language::Ja, Language::En].map(|language| units.words(&unit, language));
        Label::new(ja, en)
    };
    let share = figure(&indicator(
        "percent",
        seen.clone(),
        json!([]),
        population.clone(),
    ));
    assert_eq!(
        (share.kind.code(), share.unit),
        ("percent", words("clauses"))
    );
    let alone = figure(&indicator("percent", seen.clone(), json!([]), json!({})));
    assert_eq!(alone.unit, Label::new("", ""));
    assert_eq!(alone.basis.ja, "定義は公表されていない");
    assert_eq!(alone.direction.code(), "down");
    let count = figure(&indicator("procedures", seen, json!([]), population));
    assert_eq!(
        (count.kind.code(), count.unit),
        ("quantity", words("procedures"))
    );
    // Two integers beside a count are no share.
    assert_eq!(count.observations[0].parts, None);
    let defined = json!({"definition": {"ja": "定義", "en": "definition"}});
    let defined = figure(&indicator("procedures", json!([]), json!([]), defined));
    assert_eq!(defined.basis, Label::new("定義", "definition"));
}
