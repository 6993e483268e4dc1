//! Conditions of a mapping on rows of the survey, and what is said about them.

use crate::{criterion, own_mapping};
use serde_json::{Value, json};
use tosei::criteria::{Answer, CompiledStandard, Standard};
use tosei::document::Limits;
use tosei::evidence::{DerivedAnswer, EvidenceDeriver, EvidenceMapping, EvidenceOptions};
use tosei::inventory::survey::{SurveyColumn, SurveyEdition, SurveyItem, SurveyReader};
use tosei::qos_model::tokyo_2024;
use tosei::types::Language;

const PAY_EASY: &str = "2-1 ペイジー(ネットバンキング)";
const CARD: &str = "2-3 クレジットカード払い";

/// 納付方法, 処理期間(オンライン), 処理期間(非オンライン).
type Cells<'c> = [&'c str; 3];

/// What the rules say about a row, and which criteria count.
fn derive(
    mapping: &EvidenceMapping,
    standard: &CompiledStandard,
    options: &EvidenceOptions,
    [fee, online, counter]: Cells<'_>,
) -> (Vec<DerivedAnswer>, Vec<String>) {
    let edition = SurveyEdition::r6();
    let csv = format!(
        "手続ID,手続名,手続類型,手続主体,オンライン化の実施状況,総手続件数,オンライン手続件数,\
         手数料等の納付方法,処理期間(オンライン),処理期間(非オンライン)\n\
         1,占用の許可,1 申請等,5 国民等,1 実施済,120,30,{fee},{online},{counter}\n"
    );
    let mut reader = SurveyReader::open(csv.as_bytes(), edition, &Limits::default()).unwrap();
    let item = reader.next_item().unwrap().unwrap();
    let row = match item {
        SurveyItem::Row(row) => Some(row),
        _ => None,
    };
    let row = row.unwrap();
    let mut deriver = EvidenceDeriver::new(mapping, edition, standard, options).unwrap();
    let counted = deriver.derive(&row).counted;
    let mut counted: Vec<_> = standard
        .ids(counted.met())
        .iter()
        .map(ToString::to_string)
        .collect();
    counted.sort_unstable();
    (deriver.explain(&row), counted)
}

#[test]
fn a_condition_holds_for_the_rows_that_it_names() {
    let cash = "1-1 行政機関の窓口";
    let of = |name: &str, codes: &[&str]| json!({name: {"column": "fee_payment", "codes": codes}});
    let set = |name: &str, set: &str| json!({name: {"column": "fee_payment", "set": set}});
    let period = |channel: &str, is: &[&str]| json!({"period": {"channel": channel, "is": is}});
    let shorter: Cells<'_> = ["", "5日", "10日"];
    let cases: Vec<(Value, Cells<'_>, bool)> = vec![
        (of("has_any", &["2-1"]), [PAY_EASY, "", ""], true),
        (of("has_any", &["2-1", "2-1"]), [PAY_EASY, "", ""], true), // named twice, and still named
        (of("has_any", &["2-1", "1-1"]), [cash, "", ""], true),
        (of("has_any", &["2-1"]), [cash, "", ""], false),
        (of("has_any", &["2-1"]), ["", "", ""], false),
        (of("only", &["2-1", "2-3"]), [CARD, "", ""], true),
        (of("only", &["2-1"]), [CARD, "", ""], false),
        (of("only", &["2-1"]), ["", "", ""], false),
        (set("has_set", "cashless"), [PAY_EASY, "", ""], true),
        (set("has_set", "cashless"), [CARD, "", ""], false),
        (set("has_set", "counter"), [cash, "", ""], true),
        (set("only_outside", "cashless"), [CARD, "", ""], true),
        (set("only_outside", "cashless"), [PAY_EASY, "", ""], false),
        (set("only_outside", "cashless"), ["", "", ""], false),
        (json!({"blank": "fee_payment"}), ["", "", ""], true),
        (json!({"blank": "fee_payment"}), [CARD, "", ""], false),
        (json!({"filled": "fee_payment"}), [CARD, "", ""], true),
        (json!({"filled": "fee_payment"}), ["", "", ""], false),
        (json!({"comparison": ["shorter"]}), shorter, true),
        (json!({"comparison": ["shorter", "shorter"]}), shorter, true),
        (json!({"comparison": ["shorter", "longer"]}), shorter, true),
        (json!({"comparison": ["equal", "longer"]}), shorter, false),
        (period("online", &["set"]), shorter, true),
        (period("online", &["set", "set"]), shorter, true),
        (period("online", &["blank", "set"]), shorter, true),
        (period("online", &["blank"]), shorter, false),
        (period("counter", &["blank"]), ["", "5日", ""], true),
        (period("online", &["blank"]), ["", "5日", ""], false),
        (period("either", &["blank"]), ["", "5日", ""], true),
        (period("both", &["blank"]), ["", "5日", ""], false),
        (period("neither", &["blank"]), ["", "5日", ""], false),
        (json!({"ratio_at_most": "ratio"}), shorter, true),
        (
            json!({"ratio_at_most": "ratio"}),
            ["", "6日", "10日"],
            false,
        ),
        (json!({"ratio_at_most": "ratio"}), ["", "5日", "0日"], false),
        (json!({"ratio_at_most": "ratio"}), ["", "", "10日"], false),
        (json!({"online_days_at_most": "days"}), shorter, true),
        (
            json!({"online_days_at_most": "days"}),
            ["", "6日", ""],
            false,
        ),
        (
            json!({"online_days_at_most": "days"}),
            ["", "", "5日"],
            false,
        ),
        // A row of the survey is no process of an inventory.
        (json!({"status": ["done"]}), shorter, false),
        (json!({"process_kind": ["application"]}), shorter, false),
        (json!({"period_state": ["set"]}), shorter, false),
        (
            json!({"element": {"element": "payment", "is": ["done", "unknown"]}}),
            shorter,
            false,
        ),
    ];
    let standard = tokyo_2024().compile().unwrap();
    let mut options = EvidenceOptions::default();
    options
        .parameters
        .insert("days".into(), "5".parse().unwrap());
    for (condition, cells, expected) in cases {
        let rules = json!([{"when": [condition], "answer": "met", "reason": "said"}]);
        let mapping = own_mapping("survey", &json!([criterion("F1a", &rules)])).unwrap();
        let (answers, _) = derive(&mapping, &standard, &options, cells);
        let holds = answers[0].answer == Answer::Met;
        assert_eq!(holds, expected, "{condition} {cells:?}");
    }
}

#[test]
fn a_code_that_a_body_adds_joins_those_of_the_set() {
    let rules = json!([{"when": [{"has_set": {"column": "fee_payment", "set": "cashless"}}],
        "answer": "met", "reason": "said"}]);
    let mapping = own_mapping("survey", &json!([criterion("F1a", &rules)])).unwrap();
    let standard = tokyo_2024().compile().unwrap();
    for (also, cell, expected) in [
        (vec![], CARD, Answer::Unknown),
        (vec!["2-3"], CARD, Answer::Met),
        (vec!["2-3"], PAY_EASY, Answer::Met),
        (vec!["2-1"], PAY_EASY, Answer::Met), // in the set already
        (vec!["9-9"], CARD, Answer::Unknown), // no code of the edition
    ] {
        let mut options = EvidenceOptions::default();
        let codes = also.iter().map(ToString::to_string).collect();
        options.also_in_sets.insert("cashless".into(), codes);
        let (answers, _) = derive(&mapping, &standard, &options, [cell, "", ""]);
        assert_eq!(answers[0].answer, expected, "{also:?} {cell}");
    }
}

#[test]
fn an_answer_quotes_the_cell_and_the_parameter() {
    let rules = json!([{"when": [{"has_set": {"column": "fee_payment", "set": "cashless"}}],
            "answer": "met", "reason": "said"},
        {"when": [{"blank": "fee_payment"}], "answer": "not_met", "reason": "said"}]);
    let mapping = own_mapping("survey", &json!([criterion("F1a", &rules)])).unwrap();
    let standard = tokyo_2024().compile().unwrap();
    for (cell, ja, en) in [
        (
            PAY_EASY,
            "「2-1 ペイジー(ネットバンキング)」、0.5",
            "“2-1 ペイジー(ネットバンキング)”, 0.5",
        ),
        ("", "「空欄」、0.5", "“blank”, 0.5"),
        (CARD, "不明", "unknown"),
    ] {
        let options = EvidenceOptions::default();
        let (answers, _) = derive(&mapping, &standard, &options, [cell, "", ""]);
        let answer = &answers[0];
        assert_eq!(answer.sentence(Language::Ja), ja);
        assert_eq!(answer.sentence(Language::En), en);
        assert_eq!(answer.cells, [(SurveyColumn::FeePayment, cell.to_owned())]);
    }
}

#[test]
fn a_statement_counts_up_to_the_level_that_the_standard_says() {
    let rules = json!([{"when": [{"filled": "fee_payment"}], "answer": "met", "reason": "said"}]);
    let criteria = ["digital", "F1a", "F2a", "F3a"].map(|id| criterion(id, &rules));
    let mapping = own_mapping("survey", &json!(criteria)).unwrap();
    let cases: [(u8, &[&str]); 4] = [
        (0, &["digital"]),
        (1, &["F1a", "digital"]),
        (2, &["F1a", "F2a", "digital"]),
        (3, &["F1a", "F2a", "F3a", "digital"]),
    ];
    for (up_to, expected) in cases {
        let mut document = serde_json::to_value(tokyo_2024().document()).unwrap();
        document["policies"]["stated_counts_up_to"] = json!(up_to);
        let standard = Standard::from_json(&document.to_string()).unwrap();
        let standard = standard.compile().unwrap();
        let options = EvidenceOptions::default();
        let (_, counted) = derive(&mapping, &standard, &options, [CARD, "", ""]);
        assert_eq!(counted, expected, "up to {up_to}");
    }
}
