//! Savings: the formula of each figure in words, and what two measured flows make of it.

use crate::helper::sketch;
use serde_json::{Value, json};
use tosei_bpr::{
    Flow,
    metrics::{FlowMetrics, MetricsOptions, metrics},
    savings::{SavingsAssumptions, SavingsError, SavingsWork, default_person_year, savings},
};
use tosei_document::Explain;
use tosei_types::{CaseCount, ExactFigure, Language};

fn read(mut document: Value) -> SavingsAssumptions {
    document["format"] = json!("tosei-savings-assumptions");
    document["format_version"] = json!(1);
    serde_json::from_value(document).unwrap()
}

fn class(id: &str, yen: Option<u32>) -> Value {
    let mut class = json!({"id": id, "label": {"ja": format!("{id}職"), "en": id}});
    if let Some(yen) = yen {
        class["yen_per_hour"] = json!(yen);
    }
    class
}

/// 42 minutes become 27, for so many cases of a year.
fn mixed(other: Option<u32>, cash: Value) -> SavingsAssumptions {
    read(json!({"cases_a_year": 12_800, "cash": cash,
        "work": {"kind": "mixed", "before_minutes": "42", "after_minutes": "27", "mix": [
            {"share": "0.4", "class": class("regular", Some(3_600))},
            {"share": "0.6", "class": class("fixed", other)}]}}))
}

fn by_class(classes: &[(&str, Option<u32>, &str, &str)], unpriced: Value) -> SavingsAssumptions {
    let classes: Vec<Value> = classes
        .iter()
        .map(|(id, yen, before, after)| {
            json!({"class": class(id, *yen), "before_minutes": before, "after_minutes": after})
        })
        .collect();
    let mut document =
        json!({"cases_a_year": 1_200, "work": {"kind": "by_class", "classes": classes}});
    if !unpriced.is_null() {
        document["unpriced_minutes"] = unpriced;
    }
    read(document)
}

fn formulas(assumptions: &SavingsAssumptions, language: Language) -> Vec<String> {
    let result = savings(assumptions).unwrap();
    let labels = result.formulas.iter();
    labels
        .map(|label| label.in_language(language).to_owned())
        .collect()
}

#[test]
fn a_mix_of_classes_in_formulas() {
    let all = mixed(Some(1_700), json!([]));
    assert_eq!(
        formulas(&all, Language::Ja),
        [
            "削減時間：（42分 − 27分） × 12,800件 ÷ 60 = 3,200時間／年",
            "人相当：3,200時間 ÷ （7.75時間 × 240日） = 1.72人相当",
            "時間単価：3,600円 × 0.4（regular職） + 1,700円 × 0.6（fixed職） = 2,460円／時間",
            "換算額：3,200時間 × 2,460円 = 7,872,000円／年（歳出の削減額ではない）",
            "現金支出の減：0円／年（郵送料・委託料の入力なし）",
        ]
    );
    assert_eq!(
        formulas(&all, Language::En),
        [
            "Hours: (42 min - 27 min) x 12,800 cases / 60 = 3,200 hours a year",
            "People: 3,200 hours / (7.75 hours x 240 days) = 1.72 full-time equivalents",
            "Hourly cost: 3,600 yen x 0.4 (regular) + 1,700 yen x 0.6 (fixed) = 2,460 yen an hour",
            "Converted value: 3,200 hours x 2,460 yen = 7,872,000 yen a year (not a cut in expenditure)",
            "Cash saved: 0 yen a year (no postage and no contracts given)",
        ]
    );
    // Without the price of a class there is no hourly cost, and no value.
    assert_eq!(
        formulas(&mixed(None, json!([])), Language::Ja)[2..],
        [
            "換算額：時間単価の分からない作業があるため不明",
            "現金支出の減：0円／年（郵送料・委託料の入力なし）",
        ]
    );
    assert_eq!(
        formulas(&mixed(None, json!([])), Language::En)[2],
        "Converted value: unknown, because the price of some hour is unknown"
    );
}

#[test]
fn classes_apart_in_formulas() {
    let two = by_class(
        &[
            ("regular", Some(3_000), "40", "10"),
            ("fixed", Some(1_500), "20", "20"),
        ],
        Value::Null,
    );
    assert_eq!(
        formulas(&two, Language::Ja),
        [
            "削減時間（regular職）：（40分 − 10分） × 1,200件 ÷ 60 = 600時間／年",
            "削減時間（fixed職）：（20分 − 20分） × 1,200件 ÷ 60 = 0時間／年",
            "削減時間の計：30分 × 1,200件 ÷ 60 = 600時間／年",
            "人相当：600時間 ÷ （7.75時間 × 240日） = 0.32人相当",
            // A class that saves nothing is no part of the value.
            "換算額：600時間 × 3,000円（regular職） = 1,800,000円／年（歳出の削減額ではない）",
            "現金支出の減：0円／年（郵送料・委託料の入力なし）",
        ]
    );
    let both = by_class(
        &[
            ("regular", Some(3_000), "40", "10"),
            ("fixed", Some(1_500), "20", "25"),
        ],
        Value::Null,
    );
    assert_eq!(
        formulas(&both, Language::En)[..5],
        [
            "Hours (regular): (40 min - 10 min) x 1,200 cases / 60 = 600 hours a year",
            "Hours (fixed): (20 min - 25 min) x 1,200 cases / 60 = -100 hours a year",
            "Hours in all: 25 min x 1,200 cases / 60 = 500 hours a year",
            "People: 500 hours / (7.75 hours x 240 days) = 0.27 full-time equivalents",
            "Converted value: 600 hours x 3,000 yen (regular) + -100 hours x 1,500 yen (fixed) = 1,650,000 yen a year (not a cut in expenditure)",
        ]
    );
    let none = by_class(&[("regular", Some(3_000), "10", "10")], Value::Null);
    assert_eq!(
        formulas(&none, Language::Ja)[3],
        "換算額：0 = 0円／年（歳出の削減額ではない）"
    );
    let unpriced = by_class(&[("regular", Some(3_000), "40", "10")], json!(["5", "4"]));
    assert_eq!(
        formulas(&unpriced, Language::Ja)[1..4],
        [
            "削減時間の計：31分 × 1,200件 ÷ 60 = 620時間／年",
            "人相当：620時間 ÷ （7.75時間 × 240日） = 0.33人相当",
            "換算額：時間単価の分からない作業があるため不明",
        ]
    );
}

#[test]
fn cash_in_formulas() {
    let item = |kind: &str, before: u32, after: u32| {
        json!({"kind": kind, "label": {"ja": "通知", "en": "notices"},
            "before_yen": before, "after_yen": after})
    };
    for (cash, ja, en) in [
        (
            json!([item("postage", 84_000, 20_000)]),
            "現金支出の減：（84,000円 − 20,000円）（通知） = 64,000円／年",
            "Cash saved: (84,000 yen - 20,000 yen) (notices) = 64,000 yen a year",
        ),
        (
            json!([
                item("postage", 84_000, 20_000),
                item("contract", 0, 100_000)
            ]),
            "現金支出の減：（84,000円 − 20,000円）（通知） + （0円 − 100,000円）（通知） = -36,000円／年",
            "Cash saved: (84,000 yen - 20,000 yen) (notices) + (0 yen - 100,000 yen) (notices) = -36,000 yen a year",
        ),
        (
            json!([item("contract", 500, 500)]),
            "現金支出の減：（500円 − 500円）（通知） = 0円／年",
            "Cash saved: (500 yen - 500 yen) (notices) = 0 yen a year",
        ),
    ] {
        let assumptions = mixed(Some(1_700), cash);
        assert_eq!(formulas(&assumptions, Language::Ja).last().unwrap(), ja);
        assert_eq!(formulas(&assumptions, Language::En).last().unwrap(), en);
    }
}

/// One step of so many minutes, by a class or by nobody who is known.
fn measured(work: &str, class: &str) -> FlowMetrics {
    let mut step = json!({"kind": "activity", "waiting": "0"});
    if !work.is_empty() {
        step["work"] = json!(work);
    }
    if !class.is_empty() {
        step["staff_class"] = json!(class);
    }
    let document = sketch(&[("s", "a", ""), ("a", "e", "")], &[("a", step)]);
    let flow: Flow = serde_json::from_value(document).unwrap();
    metrics(&flow, MetricsOptions::default()).unwrap()
}

fn between(before: &FlowMetrics, after: &FlowMetrics) -> Result<SavingsAssumptions, SavingsError> {
    let known = [serde_json::from_value(class("regular", Some(3_000))).unwrap()];
    let cases = CaseCount::try_new(600).unwrap();
    SavingsAssumptions::between(before, after, &known, cases, default_person_year())
}

/// `class before-after yen` of each class.
fn classes(assumptions: &SavingsAssumptions) -> Vec<String> {
    let SavingsWork::ByClass { classes } = &assumptions.work else {
        panic!("by class")
    };
    let one = |of: &tosei_bpr::savings::ClassMinutes| {
        let yen = of
            .class
            .yen_per_hour
            .map_or(String::new(), |yen| format!(" {yen}"));
        format!(
            "{} {}-{}{yen}",
            of.class.id, of.before_minutes, of.after_minutes
        )
    };
    classes.iter().map(one).collect()
}

#[test]
fn two_measured_flows_make_assumptions() {
    for (before, after, expected, unpriced) in [
        (
            ("30", "regular"),
            ("12", "regular"),
            vec!["regular 30-12 3000"],
            None,
        ),
        // Who is in one of them alone works 0 minutes in the other.
        (
            ("30", "regular"),
            ("12", "other"),
            vec!["regular 30-0 3000", "other 0-12"],
            None,
        ),
        (
            ("30", ""),
            ("12", "regular"),
            vec!["regular 0-12 3000"],
            Some(("30", "0")),
        ),
        (
            ("30", "regular"),
            ("12", ""),
            vec!["regular 30-0 3000"],
            Some(("0", "12")),
        ),
        (("30", ""), ("12", ""), vec![], Some(("30", "12"))),
        (("0", ""), ("12", ""), vec![], Some(("0", "12"))),
        (("0", ""), ("0", ""), vec![], None),
    ] {
        let found = between(&measured(before.0, before.1), &measured(after.0, after.1)).unwrap();
        assert_eq!(classes(&found), expected, "{before:?} {after:?}");
        let figure = |text: &str| text.parse::<ExactFigure>().unwrap();
        let unpriced = unpriced.map(|(a, b)| (figure(a), figure(b)));
        assert_eq!(found.unpriced_minutes, unpriced, "{before:?} {after:?}");
    }
    for (before, after, told) in [
        (
            measured("", "regular"),
            measured("1", "regular"),
            "職員区分regularの作業時間が正確に定まりません。",
        ),
        (
            measured("1", "regular"),
            measured("", ""),
            "職員区分のない作業の時間が正確に定まりません。",
        ),
    ] {
        let error = between(&before, &after).unwrap_err();
        assert_eq!(Explain::code(&error), "bpr.savings.not_exact");
        assert_eq!(error.sentence(Language::Ja), told);
        assert!(
            error
                .sentence(Language::En)
                .ends_with("is not known exactly.")
        );
    }
}

#[test]
fn refused_assumptions_in_words() {
    let refused = |assumptions: SavingsAssumptions| savings(&assumptions).unwrap_err();
    let shares = read(
        json!({"cases_a_year": 1, "work": {"kind": "mixed", "before_minutes": "2",
        "after_minutes": "1", "mix": [{"share": "0.4", "class": class("regular", None)}]}}),
    );
    let mut no_year = mixed(None, json!([]));
    no_year.person_year.days_a_year = 0;
    let twice = by_class(&[("a", None, "1", "1"), ("a", None, "1", "1")], Value::Null);
    let negative = |before: &str, after: &str| by_class(&[("a", None, before, after)], Value::Null);
    for (error, code, ja, en) in [
        (
            refused(shares),
            "shares",
            "職員区分の割合の合計が0.4です。1にしてください。",
            "the shares of the staff classes sum to `0.4`, not to 1.",
        ),
        (
            refused(no_year),
            "person_year",
            "一人年の時間は0より大きくしてください。",
            "a person-year has more than 0 hours.",
        ),
        (
            refused(twice),
            "class_twice",
            "職員区分aが重複しています。",
            "the staff class `a` stands more than once.",
        ),
        (
            refused(negative("-1", "0")),
            "negative",
            "作業時間が負です（-1分）。",
            "a time of work is not negative, got `-1`.",
        ),
        (
            refused(negative("0", "-0.5")),
            "negative",
            "作業時間が負です（-0.5分）。",
            "a time of work is not negative, got `-0.5`.",
        ),
    ] {
        assert_eq!(error.code(), format!("bpr.savings.{code}"));
        assert_eq!(Explain::code(&error), error.code());
        assert_eq!(error.sentence(Language::Ja), ja);
        assert_eq!(error.sentence(Language::En), en);
    }
}
