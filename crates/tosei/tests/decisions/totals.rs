//! Totals to the digit over rows whose answers are given by their kind.

use crate::{criterion, own_mapping};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use tosei::criteria::LevelNumber;
use tosei::evidence::{
    AxisTotals, EvidenceJob, EvidenceOptions, StatedPolicy, SurveyEvidence, evidence_from_survey,
};
use tosei::qos_model::{Standing, tokyo_2024};

/// The rules about one criterion: kinds with the answer that each gives.
fn by_kind(id: &str, answers: &[(&[&str], &str)]) -> Value {
    let rules = answers.iter().map(|(kinds, answer)| {
        let when = json!([{"only": {"column": "kind", "codes": kinds}}]);
        match *answer {
            "candidate" => {
                json!({"when": when, "answer": "unknown", "reason": answer, "candidate": true})
            }
            _ => json!({"when": when, "answer": answer, "reason": answer}),
        }
    });
    criterion(id, &json!(rules.collect::<Vec<_>>()))
}

fn found() -> SurveyEvidence {
    let status = |codes: &[&str]| json!([{"only": {"column": "online_status", "codes": codes}}]);
    let digital = json!([
        {"when": status(&["1", "5"]), "answer": "met", "reason": "met"},
        {"when": status(&["2", "3"]), "answer": "not_met", "reason": "not_met"}]);
    let mapping = json!([
        criterion("digital", &digital),
        by_kind(
            "F1a",
            &[
                (&["1", "2-1"], "met"),
                (&["2-2", "2-3", "4"], "not_applicable")
            ]
        ),
        by_kind(
            "F2a",
            &[(&["1"], "met"), (&["2-1", "2-2", "2-3"], "not_applicable")]
        ),
        by_kind(
            "F2b",
            &[
                (&["1"], "met"),
                (&["2-1", "2-2", "2-3", "4"], "not_applicable")
            ]
        ),
        by_kind(
            "F3a",
            &[
                (&["1", "2-1", "2-2", "4"], "not_met"),
                (&["2-3"], "not_applicable"),
                (&["3"], "candidate")
            ]
        ),
    ]);
    let mapping = own_mapping("survey", &mapping).unwrap();
    let rows = [
        ("1 申請等", "1 実施済", "5日,10日"), // two levels met, the third not
        ("2-1 申請等に基づく処分通知等", "1 実施済", "10日,10日"), // the second level does not apply
        ("2-2 申請等に基づかない処分通知等", "1 実施済", "12日,10日"), // nor does the first
        ("2-3 交付等（民間手続）", "5 一部実施済", ","),           // nothing applies
        ("3 縦覧等", "1 実施済", "5日,0日"),                       // nothing is known
        ("4 作成・保存等", "1 実施済", ",10日"), // of the second level nothing is known
        ("1 申請等", "2 未実施", "5日,10日"),    // not digital
        ("3 縦覧等", "4 その他", ","),           // not known whether digital
    ];
    let mut csv =
        "手続ID,手続名,手続類型,手続主体,オンライン化の実施状況,総手続件数,オンライン手続件数,\
                   処理期間(オンライン),処理期間(非オンライン)\n"
            .to_owned();
    for (number, (kind, status, periods)) in (1..).zip(rows) {
        csv += &format!("{number},占用の許可,{kind},5 国民等,{status},120,30,{periods}\n");
    }
    let standard = tokyo_2024().compile().unwrap();
    let mut options = EvidenceOptions::default();
    options.stated = StatedPolicy::All;
    let job = EvidenceJob::new(&standard, &options).with_mapping(&mapping);
    evidence_from_survey(csv.as_bytes(), &job, |_, _| ()).unwrap()
}

#[test]
fn answers_are_counted_by_value_and_reason() {
    let found = found();
    assert_eq!(
        (
            found.all.rows,
            found.all.not_digital,
            found.all.digital_unknown
        ),
        (8, 1, 1)
    );
    // Met, not met, not applicable, unknown, candidates.
    for (id, counts) in [
        ("digital", [6, 1, 0, 1, 0]),
        ("F1a", [3, 0, 3, 2, 0]),
        ("F2a", [2, 0, 3, 3, 0]),
        ("F2b", [2, 0, 4, 2, 0]),
        ("F3a", [0, 5, 1, 2, 2]),
    ] {
        let one = found.all.criterion(&id.parse().unwrap()).unwrap();
        let of = [
            one.met,
            one.not_met,
            one.not_applicable,
            one.unknown,
            one.candidates,
        ];
        assert_eq!(of, counts, "{id}");
        let open = if id == "F3a" { "candidate" } else { "not_said" };
        // A reason that nobody gave is not there.
        let reasons: BTreeMap<_, _> = ["met", "not_met", "not_applicable", open]
            .map(str::to_owned)
            .into_iter()
            .zip(counts)
            .filter(|(_, count)| *count > 0)
            .collect();
        assert_eq!(one.reasons, reasons, "{id}");
    }
    let online = &found.online_applications;
    assert_eq!(
        (online.rows, online.not_digital, online.digital_unknown),
        (1, 0, 0)
    );
}

#[test]
fn periods_are_counted_by_how_they_compare() {
    let periods = found().all.periods;
    assert_eq!([periods.shorter, periods.equal, periods.longer], [2, 1, 2]);
    assert_eq!([periods.comparable, periods.not_comparable], [5, 3]);
    assert_eq!(periods.counter_same_day, 1);
}

fn levels(axis: &AxisTotals) -> Vec<(String, u64)> {
    let levels = axis.levels.iter();
    levels
        .map(|one| (one.level.to_string(), one.rows))
        .collect()
}

#[test]
fn levels_that_are_earned_stand_apart_from_those_that_are_not() {
    let found = found();
    let of = |id: &str| found.all.axis(&id.parse().unwrap()).unwrap();
    let by_level = |list: &BTreeMap<_, u64>| -> Vec<_> {
        list.iter()
            .map(|(level, rows)| (ToString::to_string(level), *rows))
            .collect()
    };
    let faster = of("faster");
    assert_eq!(
        faster.standings,
        BTreeMap::from([
            (Standing::Earned, 1),
            (Standing::ByNonApplicability, 2),
            (Standing::Range, 3),
            (Standing::OutOfScope, 1),
        ])
    );
    let two = LevelNumber::try_new(2).unwrap();
    assert_eq!(by_level(&faster.earned), [(two.to_string(), 1)]);
    assert_eq!(
        by_level(&faster.by_non_applicability),
        [(two.to_string(), 2)]
    );
    let axis = |levels: &[(&str, u64)]| -> Vec<_> {
        levels
            .iter()
            .map(|(level, rows)| ((*level).to_owned(), *rows))
            .collect()
    };
    assert_eq!(
        levels(faster),
        axis(&[
            ("Lv0", 1),
            ("Lv0–2", 1),
            ("Lv0–3", 2),
            ("Lv1", 1),
            ("Lv2", 1)
        ])
    );
    for other in ["simpler", "easier"] {
        let axis_totals = of(other);
        assert_eq!(levels(axis_totals), axis(&[("Lv0–3", 7)]), "{other}");
        let standings = BTreeMap::from([(Standing::Range, 7)]);
        assert_eq!(axis_totals.standings, standings, "{other}");
        assert!(axis_totals.earned.is_empty() && axis_totals.by_non_applicability.is_empty());
    }
    // The third and the fourth row: nothing of the first two levels applies.
    assert_eq!(found.all.wholly_not_applicable, [2, 0, 0]);
}
