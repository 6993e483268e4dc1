//! What is refused: the code, and the sentence in both languages.
#![allow(clippy::unwrap_used, reason = "a test stops at the first surprise")]

use serde_json::json;
use std::collections::BTreeMap;
use tosei_criteria::ExactNumber;
use tosei_document::Explain;
use tosei_qos_model::{
    EvidenceDefinitions, Goal, MAX_GOALS, MeasuredError, Portfolio, PortfolioError, StatedPeriods,
    tokyo_2024,
};
use tosei_types::{DayConversion, Language, MAX_COUNT};

fn told(error: &impl Explain, code: &str, ja: &str, en: &str) {
    assert_eq!(error.code(), code);
    assert_eq!(error.sentence(Language::Ja), ja);
    assert_eq!(error.sentence(Language::En), en);
}

#[test]
fn portfolios() {
    let goal = |at: usize| Goal {
        procedure: format!("P-{at}").parse().unwrap(),
        applications: None,
        ways: vec![vec![0]],
    };
    let refused = |cost: Option<u64>, goals: usize| -> PortfolioError {
        let actions = cost.map(|cost| ("A".parse().unwrap(), cost));
        let goals = (0..goals).map(goal).collect();
        Portfolio::try_new(actions.into_iter().collect(), goals).unwrap_err()
    };
    told(
        &refused(None, 1),
        "qos.portfolio.no_such_action",
        "手続「P-0」が、一覧にない取組を指しています。",
        "No actions can be chosen: the procedure `P-0` names action number `0`, which is not there.",
    );
    told(
        &refused(Some(1), MAX_GOALS + 1),
        "qos.portfolio.too_many_procedures",
        "手続は10,000までですが、10001あります。",
        "No actions can be chosen: a portfolio has at most 10000 procedures, got `10001`.",
    );
    told(
        &refused(Some(MAX_COUNT + 1), 1),
        "qos.portfolio.too_large",
        "費用又は申請件数が大きすぎます（9007199254740991まで）。",
        "No actions can be chosen: costs, budget and applications are at most 9007199254740991, got a larger number.",
    );
}

#[test]
fn measured_standards() {
    let refused = |criterion: &str, parameters: &[(&str, &str)]| -> MeasuredError {
        let parameters: BTreeMap<String, ExactNumber> = parameters
            .iter()
            .map(|(id, value)| ((*id).to_owned(), value.parse().unwrap()))
            .collect();
        EvidenceDefinitions::tokyo_2024()
            .measured(
                tokyo_2024(),
                "measured".parse().unwrap(),
                &[criterion.parse().unwrap()],
                &parameters,
            )
            .unwrap_err()
    };
    for (error, code, ja) in [
        (
            refused("F1a", &[]),
            "qos.measured.no_condition",
            "判定項目「F1a」には、測定値による定義がありません。",
        ),
        (
            refused("F9z", &[]),
            "qos.measured.no_criterion",
            "判定項目「F9z」は品質基準にありません。",
        ),
        (
            refused("F2b", &[("shorten_ratio", "0.5")]),
            "qos.measured.no_parameter",
            "選んだ判定項目に、パラメータ「shorten_ratio」はありません。",
        ),
    ] {
        let en = format!("No edition with measured values can be made: {error}.");
        told(&error, code, ja, &en);
    }
}

#[test]
fn publication_and_derived_evidence() {
    let unknown = json!({"format": "another", "format_version": 1});
    told(
        &tosei_qos_model::publication_marks()
            .publish(&unknown)
            .unwrap_err(),
        "document.publish.no_marks",
        "形式「another」の文書には公開区分の指定がないため、公開できません。",
        "Nothing can be published: nobody has decided what of a document of the format “another” may be.",
    );
    let online = tosei_types::read_processing_period("10日").unwrap();
    let refused = StatedPeriods {
        procedure: &"P-1".parse().unwrap(),
        online: Some(&online.into_statement()),
        counter: None,
        source: " ",
        date: "2025-06-30".parse().unwrap(),
        conversion: DayConversion::default(),
    }
    .evidence()
    .unwrap_err();
    told(
        &refused,
        "qos.derived_evidence.evidence",
        "証拠を作れません。出所と確認者が空欄でないか確かめてください。",
        &format!("{refused}."),
    );
}
