//! What is varied: every step at once, and staffings that are not enough.

use crate::helper::{drawn, work};
use serde_json::{Value, json};
use tosei_bpr::{
    Flow,
    simulate::{
        AssumptionPath, SimulationParameters, StaffingAssumption, StaffingSearch, SweepAxis,
        find_staffing, simulate,
    },
};
use tosei_document::Explain;
use tosei_types::Language;

fn flow() -> Flow {
    drawn(
        &[
            ("s", "a", ""),
            ("a", "b", ""),
            ("b", "c", ""),
            ("c", "e", ""),
        ],
        &[
            ("a", work("10")),
            ("b", json!({"kind": "activity", "waiting": "0"})),
            ("c", json!({"kind": "activity", "waiting": "4"})),
        ],
    )
}

fn parameters(times: Value) -> SimulationParameters {
    serde_json::from_value(json!({
        "format": "tosei-flow-parameters", "format_version": 1,
        "first_day": "2026-06-01", "days": 30, "runs": {"seed": 1, "runs": 2}, "times": times,
        "arrivals": [{"id": "desk", "pattern": {"kind": "recorded", "times": ["2026-06-01T09:00"]}}],
        "options": {"unstaffed": "unlimited", "unknown_work": "none", "quantiles": "exact"}
    }))
    .unwrap()
}

fn lead(times: Value, path: &str, value: &str) -> f64 {
    let path: AssumptionPath = path.parse().unwrap();
    let changed = parameters(times)
        .with_assumption(&flow(), &path, value.parse().unwrap())
        .unwrap();
    simulate(&flow(), &changed).unwrap().outcomes()[0].leads()[0]
}

#[test]
fn a_factor_for_every_work_that_is_known() {
    // `a` by the flow, `b` by the parameters, `c` by nobody: four minutes of waiting that no factor changes.
    let of_b = json!([{"node": "b", "work": "7"}]);
    assert_eq!(lead(of_b.clone(), "work", "1"), 21.0);
    assert_eq!(lead(of_b.clone(), "work", "2"), 38.0);
    assert_eq!(lead(of_b.clone(), "work", "0.5"), 12.5);
    assert_eq!(lead(of_b, "work", "0"), 4.0);
    // What the parameters say of another time of a step is not its work.
    let waiting = json!([{"node": "b", "waiting": "7"}]);
    assert_eq!(lead(waiting.clone(), "work", "1"), 21.0);
    assert_eq!(lead(waiting, "work", "3"), 41.0);
    // Both say it: the parameters go before the flow.
    let both = json!([{"node": "a", "work": "1"}, {"node": "b", "work": "7"}]);
    assert_eq!(lead(both, "work", "2"), 20.0);
}

#[test]
fn assumptions_in_words() {
    for (path, ja, en) in [
        ("people:desk", "deskの人数", "people of desk"),
        ("arrivals", "到達件数の倍率", "factor of arrivals"),
        (
            "arrivals:desk",
            "到達件数の倍率（desk）",
            "factor of arrivals (desk)",
        ),
        (
            "work",
            "すべての作業時間の倍率",
            "factor of all working times",
        ),
        (
            "work:a",
            "作業時間の倍率（a）",
            "factor of the working time of a",
        ),
        (
            "waiting:a",
            "待ち時間の倍率（a）",
            "factor of the waiting time of a",
        ),
        ("branch:l1", "分岐の割合（l1）", "share of the branch l1"),
        (
            "batch_day:a",
            "まとめ処理の日（a）",
            "day of the batch of a",
        ),
        (
            "correction:a",
            "補正を求める割合（a）",
            "share asked for a correction after a",
        ),
    ] {
        let read: AssumptionPath = path.parse().unwrap();
        assert_eq!(read.to_string(), path);
        assert_eq!(
            (
                read.words(Language::Ja).as_str(),
                read.words(Language::En).as_str()
            ),
            (ja, en)
        );
    }
    for (path, code) in [
        ("waiting", "bpr.assumption_path.kind"),
        ("branch", "bpr.assumption_path.kind"),
        ("batch_day", "bpr.assumption_path.kind"),
        ("correction", "bpr.assumption_path.kind"),
        ("weather:a", "bpr.assumption_path.kind"),
        ("", "bpr.assumption_path.kind"),
        ("people:", "types.id.empty"),
        ("waiting:", "bpr.element_id.empty"),
    ] {
        let error = path.parse::<AssumptionPath>().unwrap_err();
        assert_eq!(error.code(), code, "{path}");
        let (ja, en) = (error.sentence(Language::Ja), error.sentence(Language::En));
        assert!(
            ja.ends_with('。') && en.ends_with('.') && !en.ends_with(".."),
            "{ja} {en}"
        );
        if code.ends_with(".kind") {
            assert!(
                ja.starts_with(&format!("「{path}」は")) && en.starts_with(&format!("`{path}` is")),
                "{ja} {en}"
            );
        } else {
            assert_eq!(ja, "前提の名前が正しくありません。");
        }
    }
}

#[test]
fn what_an_axis_cannot_be() {
    for (text, code, ja, en) in [
        (
            "people:a",
            "form",
            "「people:a」は people:review=1,2,3 又は",
            "`people:a` is not of the form",
        ),
        (
            "people:a=3..1",
            "range",
            "範囲「3..1」は整数から",
            "the range `3..1` does not go from",
        ),
        (
            "people:a=0..100",
            "values",
            "値は1から100個までです（101個）",
            "over 1 to 100 values, not `101`",
        ),
        (
            "people:a=1,2,1",
            "twice",
            "値1が重複しています",
            "the value `1` stands twice",
        ),
    ] {
        let error = text.parse::<SweepAxis>().unwrap_err();
        assert_eq!(error.code(), format!("bpr.sweep_axis.{code}"));
        let told = [error.sentence(Language::Ja), error.sentence(Language::En)];
        assert!(told[0].contains(ja) && told[0].ends_with('。'), "{told:?}");
        assert!(told[1].contains(en) && told[1].ends_with('.'), "{told:?}");
    }
    assert_eq!(
        "people:a=0..99"
            .parse::<SweepAxis>()
            .unwrap()
            .values()
            .len(),
        100
    );
    assert_eq!(
        "people:a=4..4".parse::<SweepAxis>().unwrap().to_string(),
        "people:a=4"
    );
    let none = SweepAxis::try_new("work".parse().unwrap(), Vec::new());
    assert_eq!(
        none.unwrap_err().sentence(Language::Ja),
        "一つの前提の値は1から100個までです（0個）。"
    );
    let number = "work=x".parse::<SweepAxis>().unwrap_err();
    assert!(
        number
            .sentence(Language::Ja)
            .starts_with("数ではない値があります（")
    );
    let path = "weather=1".parse::<SweepAxis>().unwrap_err();
    assert!(
        path.sentence(Language::En)
            .starts_with("`weather` is no assumption")
    );
}

/// One person a case a day: three cases that come on Monday at nine are done on Monday, Tuesday and Wednesday.
fn office(people: u32, more: Value) -> (Flow, SimulationParameters) {
    let flow = drawn(
        &[("s", "a", ""), ("a", "b", ""), ("b", "e", "")],
        &[
            ("a", work("420")),
            (
                "b",
                json!({"kind": "activity",
        "work": "0", "waiting": "0"}),
            ),
        ],
    );
    let day = json!([{"from": "09:00", "to": "12:00"}, {"from": "13:00", "to": "17:00"}]);
    let rule = json!({"format": "tosei-counting-rule", "format_version": 1,
        "name": {"ja": "規則", "en": "rule"}, "first_day": "next_day", "days": "business_days"});
    let mut document = json!({
        "format": "tosei-flow-parameters", "format_version": 1, "first_day": "2026-06-01", "days": 30,
        "runs": {"seed": 1, "runs": 2},
        "arrivals": [{"id": "desk", "pattern": {"kind": "recorded", "times": ["2026-06-01T09:00", "2026-06-01T09:00", "2026-06-01T09:00"]}}],
        "staff": [{"id": "desk", "label": {"ja": "窓口", "en": "Desk"}, "people": people, "yen_per_hour": 1000,
            "hours": {"monday": day, "tuesday": day, "wednesday": day, "thursday": day, "friday": day}}],
        "deadlines": {"standard": {"rule": rule, "period": {"state": "set", "basis": "law",
            "processing": {"amount": "1", "unit": "day"}}}},
        "options": {"quantiles": "exact"}
    });
    for (key, value) in more.as_object().unwrap() {
        document[key] = value.clone();
    }
    (flow, serde_json::from_value(document).unwrap())
}

fn search(least: u32, most: u32, target: &str) -> StaffingSearch {
    let bounds = json!([{"group": "desk", "least": least, "most": most}]);
    serde_json::from_value(json!({"bounds": bounds, "target": target})).unwrap()
}

#[test]
fn as_many_people_as_the_period_needs() {
    let (flow, parameters) = office(1, json!({}));
    let found = |least: u32, most: u32, target: &str| {
        let mut heard = Vec::new();
        let found = find_staffing(
            &flow,
            &parameters,
            &search(least, most, target),
            &mut |made| heard.push(made),
        );
        let count = u32::try_from(heard.len()).unwrap();
        assert_eq!(heard, (1..=count).collect::<Vec<_>>());
        found
    };
    for (least, most, target, people) in [
        (0, 4, "0.9", 2),
        (0, 4, "1", 2),
        (0, 4, "0.5", 1),
        (0, 4, "2/3", 1),
        (3, 4, "0.9", 3),
        (2, 2, "0.9", 2),
    ] {
        let result = found(least, most, target).unwrap();
        let best = result.best().unwrap();
        assert_eq!(best.people, [people], "{least} {most} {target}");
        // Twenty-two days of seven hours.
        assert_eq!(best.cost_yen.to_string(), (154_000 * people).to_string());
        assert_eq!(result.groups[0].minutes_per_person.to_string(), "9240");
        assert_eq!(
            (
                result.groups[0].now,
                result.classes[0].now,
                result.classes[0].people
            ),
            (1, 1, people.into())
        );
        assert_eq!(
            result.classes[0].duty_hours.to_string(),
            (154 * people).to_string()
        );
    }
    // Of staffings that are not enough the one that reaches most, and not the one that cannot be simulated.
    let mut each = search(0, 1, "0.9");
    each.assumption = StaffingAssumption::None;
    let error = find_staffing(&flow, &parameters, &each, &mut |_| {}).unwrap_err();
    assert_eq!(error.code(), "bpr.staffing.none_suffices");
    let reached = error.reached().unwrap();
    assert_eq!(reached.points.len(), 2);
    assert_eq!(reached.best().unwrap().people, [1]);
    let share = reached.best().unwrap().share.unwrap().mean;
    assert!((share - 2.0 / 3.0).abs() < 1e-12, "{share}");
    let (ja, en) = (error.sentence(Language::Ja), error.sentence(Language::En));
    assert!(
        ja.starts_with("範囲内のどの人員でも目標の割合0.9に届きません。"),
        "{ja}"
    );
    assert!(
        en.starts_with("No staffing within the bounds reaches the target of `0.9`; "),
        "{en}"
    );
    let nobody = found(0, 0, "0.9").unwrap_err();
    let refused = nobody.reached().unwrap().best().unwrap().clone();
    assert_eq!(
        (refused.people, refused.share.is_none(), refused.meets),
        (vec![0], true, false)
    );
    assert!(refused.refused.is_some());
}

#[test]
fn a_staffing_whose_backlog_grows_is_worse_than_any_other() {
    // Every 200 minutes one comes, for 300 minutes of one; nobody is answered in time.
    let late = json!({
        "arrivals": [{"id": "desk", "pattern": {"kind": "renewal", "between": {"kind": "constant", "value": "200"}}}],
        "staff": [{"id": "desk", "label": {"ja": "窓口", "en": "Desk"}, "people": 1, "yen_per_hour": 1000}],
        "times": [{"node": "a", "work": "300"}, {"node": "b", "waiting": "8640"}]});
    let (flow, parameters) = office(1, late);
    let mut each = search(1, 2, "0.9");
    each.assumption = StaffingAssumption::None;
    let error = find_staffing(&flow, &parameters, &each, &mut |_| {}).unwrap_err();
    let reached = error.reached().unwrap();
    let grows: Vec<(Vec<u32>, bool)> = reached
        .points
        .iter()
        .map(|one| (one.people.clone(), one.grows))
        .collect();
    assert!(
        grows.contains(&(vec![1], true)) && grows.contains(&(vec![2], false)),
        "{grows:?}"
    );
    assert_eq!(reached.best().unwrap().people, [2]);
    assert_eq!(reached.best().unwrap().share.unwrap().mean, 0.0);
}

#[test]
fn searches_that_cannot_be_made() {
    let (flow, parameters) = office(1, json!({}));
    let told = |parameters: &SimulationParameters, search: &StaffingSearch| {
        let error = find_staffing(&flow, parameters, search, &mut |_| {}).unwrap_err();
        assert!(error.reached().is_none());
        (
            error.code().to_owned(),
            error.sentence(Language::Ja),
            error.sentence(Language::En),
        )
    };
    let text = |code: &str, ja: &str, en: &str| {
        (format!("bpr.staffing.{code}"), ja.to_owned(), en.to_owned())
    };
    assert_eq!(
        told(&parameters, &search(3, 2, "0.9")),
        text(
            "bounds",
            "担当の組「desk」の人数の範囲（3人から2人）が正しくありません。",
            "The group `desk` is to have from `3` to `2` people."
        )
    );
    assert_eq!(
        told(&parameters, &StaffingSearch::among(Vec::new())),
        text(
            "groups",
            "人数を変える組は1から16組まで、重複なく指定してください（0組）。",
            "A search varies 1 to 16 groups, each once, not `0`."
        )
    );
    let mut other = search(1, 2, "0.9");
    other.bounds[0].group = "nobody".parse().unwrap();
    assert_eq!(
        told(&parameters, &other),
        text(
            "unknown_group",
            "前提に担当の組「nobody」がありません。",
            "The parameters have no staff group `nobody`."
        )
    );
    let mut free = parameters.clone();
    free.staff[0].yen_per_hour = None;
    assert_eq!(
        told(&free, &search(1, 2, "0.9")),
        text(
            "no_price",
            "担当の組「desk」の時間単価が分からないため、最も安い人員を決められません。",
            "The hour of the staff group `desk` has no price."
        )
    );
    let mut endless = parameters.clone();
    endless.deadlines.standard = None;
    assert_eq!(
        told(&endless, &search(1, 2, "0.9")),
        text(
            "no_period",
            "前提に守る期間がないため、期間内の割合がありません。",
            "The parameters set no such period, so that no share lies within it."
        )
    );
}
