//! What an explanation says in words, in both languages.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test stops at the first surprise"
)]

use serde_json::{Value, json};
use tosei_criteria::{
    ActionOptions, CompiledStandard, EvidenceSet, Explanation, Standard, evaluate, explain,
};
use tosei_document::Limits;
use tosei_types::Language;

/// A standard of one prerequisite and one axis; a criterion is its id and its answer: met, not met,
/// not applicable, unknown.
fn explained(prerequisite: char, levels: &[&str]) -> (CompiledStandard, Explanation) {
    explained_by("ignored", prerequisite, levels, &ActionOptions::default())
}

fn explained_by(
    policy: &str,
    prerequisite: char,
    levels: &[&str],
    options: &ActionOptions,
) -> (CompiledStandard, Explanation) {
    let label = |ja: &str, en: &str| json!({ "ja": ja, "en": en });
    let item = |id: &str, answer: char| {
        let answer = match answer {
            'm' => "met",
            'n' => "not_met",
            'x' => "not_applicable",
            _ => "unknown",
        };
        json!({ "subject": "P", "criterion": id, "answer": answer, "quality": "confirmed",
            "source": "s", "date": "2025-01-01", "confirmed_by": "c" })
    };
    let numbers = 0..=levels.len();
    let scale: Vec<Value> = numbers
        .clone()
        .map(|level| json!({ "level": level, "label": label("水準", "Level") }))
        .collect();
    let states: Vec<Value> = numbers
        .map(|level| json!({ "level": level, "state": label("状態", "State") }))
        .collect();
    let (mut criteria, mut items) = (Vec::new(), vec![item("P0", prerequisite)]);
    for (level, names) in (1..).zip(levels) {
        for name in names.split(' ') {
            let (id, answer) = name.split_at(2);
            criteria.push(
                json!({ "id": id, "axis": "A", "level": level, "evidence": "fact",
                "text": label(&format!("項目{id}"), &format!("Item {id}")), "source": "definition",
                "always_applies": id.starts_with('Z') }),
            );
            items.push(item(id, answer.chars().next().unwrap()));
        }
    }
    let standard = json!({ "format": "tosei-standard", "format_version": 1, "id": "words",
        "edition": "1", "label": label("文", "Words"), "effective_from": "2025-01-01",
        "source": "definition", "levels": scale, "policies": { "not_applicable": policy },
        "prerequisites": [{ "id": "P0", "text": label("前提", "Premise"), "evidence": "fact",
            "source": "definition" }],
        "axes": [{ "id": "A", "label": label("軸", "Axis"), "levels": states }],
        "criteria": criteria });
    let standard = Standard::from_json(&standard.to_string()).unwrap();
    let standard = standard.compile().unwrap();
    let evidence = json!({ "format": "tosei-evidence", "format_version": 1, "items": items });
    let (evidence, _) = EvidenceSet::read(evidence.to_string().as_bytes(), &Limits::default());
    let day = "2025-01-01".parse().unwrap();
    let judged = evaluate(&standard, &evidence.unwrap(), &"P".parse().unwrap(), day);
    let explanation = explain(&standard, &judged, options);
    (standard, explanation)
}

fn said(prerequisite: char, levels: &[&str]) -> (Vec<String>, Vec<String>) {
    let (standard, explanation) = explained(prerequisite, levels);
    let sentences = |language| explanation.sentences(&standard, language);
    (sentences(Language::Ja), sentences(Language::En))
}

#[test]
fn a_certain_level_says_what_it_rests_on_and_what_comes_next() {
    let (ja, en) = said('m', &["a1m a2x", "b1n b2u"]);
    assert_eq!(
        ja,
        [
            "「軸」は Lv1 です。",
            "Lv1 の根拠: 項目a1（充足）、項目a2（対象外）。",
            "Lv2 が確かでない理由: 項目b1（未充足）、項目b2（不明）。",
            "Lv2 に届く取組: 項目b1（充足する）、項目b2（充足を確認する）。",
        ]
    );
    assert_eq!(
        en,
        [
            "“Axis” is at Lv1.",
            "Lv1 rests on: Item a1 (met), Item a2 (not applicable).",
            "Why Lv2 is not certain: Item b1 (not met), Item b2 (unknown).",
            "To reach Lv2: Item b1 (meet), Item b2 (confirm that it is met).",
        ]
    );
}

#[test]
fn an_unknown_says_what_it_would_change() {
    let (ja, en) = said('m', &["a1u", "b1m", "Z1u"]);
    assert_eq!(
        ja,
        [
            "「軸」は Lv0 から Lv3 の間です。不明な項目があります。",
            "Lv1 が確かでない理由: 項目a1（不明）。",
            "Lv1 に届く取組: 項目a1（充足を確認する）。",
            "「項目a1」が充足なら Lv2 から Lv3 、未充足なら Lv0 、対象外なら Lv2 から Lv3 です。",
            "「項目Z1」が充足なら Lv0 から Lv3 、未充足なら Lv0 から Lv2 です。",
        ]
    );
    assert_eq!(
        en,
        [
            "“Axis” is between Lv0 and Lv3: criteria are unknown.",
            "Why Lv1 is not certain: Item a1 (unknown).",
            "To reach Lv1: Item a1 (confirm that it is met).",
            "If “Item a1” is met: Lv2 to Lv3; if not: Lv0; if it does not apply: Lv2 to Lv3.",
            "If “Item Z1” is met: Lv0 to Lv3; if not: Lv0 to Lv2.",
        ]
    );
}

#[test]
fn a_prerequisite_stands_first() {
    let (ja, en) = said('n', &["a1m"]);
    assert_eq!(
        ja,
        ["前提を満たさないため、水準はありません（前提）。最も低い水準とは異なります。"]
    );
    assert_eq!(
        en,
        ["There is no level, not even the lowest: a prerequisite is not met (Premise)."]
    );
    let (ja, en) = said('u', &["a1m"]);
    assert_eq!(
        ja[..2],
        [
            "前提を満たすかが不明です（前提）。以下は満たす場合の水準です。",
            "「軸」は Lv1 です。",
        ]
    );
    assert_eq!(
        en[0],
        "It is unknown whether the prerequisites are met (Premise); what follows holds if they are."
    );
}

#[test]
fn what_does_not_apply_is_told_apart() {
    let (ja, en) = said('m', &["a1x", "b1x"]);
    assert_eq!(ja, ["「軸」は、すべての項目が対象外です。"]);
    assert_eq!(en, ["“Axis” does not apply: none of its criteria does."]);
    let (ja, en) = said('m', &["a1m", "b1x"]);
    assert_eq!(
        ja,
        [
            "「軸」は Lv1 です。",
            "Lv1 の根拠: 項目a1（充足）。",
            "対象外を満たしたものとみなせば Lv2 ですが、達成した水準は Lv1 です。",
            "Lv2 は、対象外の項目しかないため、取組では達成できません。",
        ]
    );
    assert_eq!(
        en[2..],
        [
            "It would be Lv2 if what does not apply counted as met; Lv1 is what was earned.",
            "No action earns Lv2: none of its criteria applies.",
        ]
    );
    // Where it counts as met, nothing is said of what was earned.
    let (standard, explanation) =
        explained_by("satisfied", 'm', &["a1m", "b1x"], &ActionOptions::default());
    assert_eq!(
        explanation.sentences(&standard, Language::En),
        [
            "“Axis” is at Lv2.",
            "Lv2 rests on: Item a1 (met), Item b1 (not applicable).",
        ]
    );
}

/// So many ways: three are named, the others counted, and a list that was cut says so.
#[test]
fn further_ways_are_counted() {
    let ways = |costs: &[(&str, u64)], at_most: usize, criteria: &[&str]| -> Vec<String> {
        let costs = costs
            .iter()
            .map(|(id, cost)| (id.parse().unwrap(), *cost))
            .collect();
        let options = ActionOptions {
            costs_yen: costs,
            at_most,
        };
        let (standard, mut explanation) = explained_by("ignored", 'm', criteria, &options);
        let next = explanation.axes[0].next.take();
        // Every set of one criterion, as if one of the level were enough.
        let mut next = next.unwrap();
        let set = next.action_sets.sets[0].clone();
        let singles = set.actions.iter().map(|action| tosei_criteria::ActionSet {
            actions: vec![action.clone()],
            cost_yen: action.cost_yen,
        });
        next.action_sets.sets = singles.take(at_most).collect();
        next.action_sets.cut = set.actions.len() > at_most;
        explanation.axes[0].next = Some(next);
        let both = [Language::Ja, Language::En]
            .map(|language| explanation.sentences(&standard, language).split_off(2));
        both.concat()
    };
    assert_eq!(
        ways(&[("a1", 1_200_000)], 20, &["a1n a2n a3n"]),
        [
            "Lv1 に届く取組: 項目a1（充足する）。費用は 1,200,000 円です。",
            "Lv1 に届く取組: 項目a2（充足する）。",
            "Lv1 に届く取組: 項目a3（充足する）。",
            "To reach Lv1: Item a1 (meet), for 1,200,000 yen.",
            "To reach Lv1: Item a2 (meet).",
            "To reach Lv1: Item a3 (meet).",
        ]
    );
    let five = ways(&[], 20, &["a1n a2n a3n a4n a5n"]);
    assert_eq!(five[3], "Lv1 に届く組合せは、ほかに 2 通りあります。");
    assert_eq!(five[7], "2 other sets of actions reach Lv1.");
    let four = ways(&[], 20, &["a1n a2n a3n a4n"]);
    assert_eq!(four[3], "Lv1 に届く組合せは、ほかに 1 通りあります。");
    let cut = ways(&[], 3, &["a1n a2n a3n a4n"]);
    assert_eq!(
        cut[3],
        "Lv1 に届く組合せは、ほかに 0 通りより多くあります。"
    );
    assert_eq!(cut[7], "More than 0 other sets of actions reach Lv1.");
}
