//! What is said about plans and records, whole sentences in both languages.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test stops at the first surprise"
)]

use serde_json::{Value, json};
use tosei_document::Explain;
use tosei_plan::answer::{AnswerFigure, answer_figure, answer_questions};
use tosei_plan::governance::{GovernanceRecord, Records};
use tosei_plan::governance::{
    GovernedProject, Importance, PlainMeasure, PlainResult, PlainVerdict, RecordsError,
    ServiceCanvas, TaskMove, UserTest, canvas_form, plain_japanese_rules, stage_gates,
    standardised_tasks, summarise_moves,
};
use tosei_plan::year::{
    OfficeCalendar, OfficeYear, Reminder, ReminderError, ReminderOptions, office_year, remind,
};
use tosei_plan::{
    IndicatorTarget, Moment, ProgressOptions, VerdictTally, plan_progress, target_progress, tokyo,
};
use tosei_types::{BusinessDays, Date, HolidayList, Language};

const BOTH: [Language; 2] = [Language::Ja, Language::En];

fn day(text: &str) -> Date {
    text.parse().unwrap()
}

#[test]
fn a_moment_in_words() {
    for (text, ja, en) in [
        ("2024-03-31", "令和6年3月31日", "31 March 2024"),
        ("2024-03", "令和6年3月", "March 2024"),
        ("FY2023", "令和5年度", "fiscal year 2023"),
        ("2030", "2030年", "2030"),
    ] {
        let moment: Moment = text.parse().unwrap();
        assert_eq!(BOTH.map(|language| moment.in_words(language)), [ja, en]);
    }
}

/// Case: a form that is none, and days, months and years that do not exist or have no name here.
#[test]
fn what_is_no_moment_says_why() {
    for (text, code) in [
        ("R5.3", "plan.moment.form"),
        ("FY202", "plan.moment.form"),
        ("FY20233", "plan.moment.form"),
        ("FY02023", "plan.moment.form"),
        ("FY+023", "plan.moment.form"),
        ("FY9999", "plan.moment.form"),
        ("FY1866", "plan.moment.form"),
        ("+023", "plan.moment.form"),
        ("20a3", "plan.moment.form"),
        ("202303", "plan.moment.form"),
        ("1866", "types.date.out_of_range"),
        ("2023-13", "types.date.no_such_month"),
        ("2023-02-29", "types.date.no_such_day"),
        ("2023/02/28", "types.date.bad_format"),
    ] {
        let error = text.parse::<Moment>().unwrap_err();
        assert_eq!(error.code(), code, "{text}");
    }
    let long = "年".repeat(50);
    let error = long.parse::<Moment>().unwrap_err().to_string();
    assert!(error.contains(&"年".repeat(40)) && !error.contains(&"年".repeat(41)));
    // The first and the last of each form that have a name.
    for text in [
        "FY1867",
        "FY9998",
        "1868",
        "9998",
        "1867-04",
        "9999-03",
        "9999-03-31",
    ] {
        assert_eq!(text.parse::<Moment>().unwrap().to_string(), text);
    }
}

#[test]
fn a_plan_and_a_target_in_one_sentence() {
    let options = ProgressOptions::standard();
    let mut progress = plan_progress(tokyo::plan_2(), day("2024-04-01"), options);
    progress.indicator_tally = VerdictTally {
        on_track: 1,
        at_risk: 2,
        missed: 3,
        not_measurable: 4,
        not_yet_due: 5,
    };
    assert_eq!(
        BOTH.map(|language| progress.sentence(language)),
        [
            "令和6年4月1日時点で、15指標のうち順調1、遅れのおそれ2、未達3、測定できない4、時期未到来5。",
            "As of 1 April 2024, of 15 indicators 1 are on track, 2 at risk, 3 missed, 4 not measurable, \
             5 not yet due."
        ]
    );
    let rate = tokyo::plan_2().indicator(&"digitalization-rate".parse().unwrap());
    let rate = rate.unwrap();
    // The 70 % of that month were expected and are not taken for an observation.
    let target: IndicatorTarget =
        serde_json::from_value(json!({"by": "2024-03", "value": "70", "source": {"id": "own"}}))
            .unwrap();
    let answer = target_progress(rate, &target, None, day("2024-04-01"), options);
    assert_eq!(
        BOTH.map(|language| answer.sentence(language)),
        [
            "令和6年3月の目標：測定できない（期限の頃の実績値がありません）。",
            "Target by March 2024: not measurable (there is no observation from about the day)."
        ]
    );
}

fn calendar(events: Value, official_holidays: &str) -> OfficeCalendar {
    let document = json!({"format": "tosei-office-calendar", "format_version": 1, "fictional": true,
        "body": "見本市（架空）", "business_days": {"format": "tosei-business-calendar", "format_version": 1,
            "name": {"ja": "見本市（架空）", "en": "Mihon City (fictional)"},
            "weekly_closing_days": ["saturday", "sunday"], "official_holidays": official_holidays},
        "events": events});
    OfficeCalendar::from_json(&document.to_string()).unwrap()
}

fn item(when: Value, lead: Value, roll: &str) -> Value {
    json!({"id": "survey", "label": {"ja": "調査", "en": "Survey"}, "when": when, "lead": lead, "roll": roll,
        "produces": {"ja": "回答を出す。", "en": "Send the answers."}, "source": "definition"})
}

fn year(item: Value) -> OfficeYear {
    let mut year = office_year().clone();
    year.items = vec![serde_json::from_value(item).unwrap()];
    year
}

fn told(
    year: &OfficeYear,
    calendar: &OfficeCalendar,
    on: &str,
) -> Result<Vec<Reminder>, ReminderError> {
    let days = BusinessDays::new(&calendar.business_days, HolidayList::official());
    let options = ReminderOptions::default();
    remind(year, calendar, &days, day(on), options).map(|told| told.reminders)
}

#[test]
fn a_reminder_says_what_is_due_when_and_why() {
    let events = json!([{"event": "opening", "on": "2025-09-02", "name": "9月議会"}]);
    let calendar = calendar(events, "open");
    let lead = json!({"amount": 5, "unit": "business_days"});
    // 31 August 2025 is a Sunday.
    let rolled = year(item(
        json!({"kind": "month_day", "on": "08-31"}),
        lead,
        "before",
    ));
    let rolled = told(&rolled, &calendar, "2025-08-25").unwrap();
    assert_eq!(
        BOTH.map(|language| rolled[0].sentence(language)),
        [
            "調査: 期日が近づいています（期日 令和7年8月29日、毎年の期日、令和7年8月31日が閉庁日のため、着手 \
             令和7年8月22日）。回答を出す。",
            "Survey: due soon (by 29 August 2025, every year, as 31 August 2025 is a closed day; begin on \
             22 August 2025). Send the answers."
        ]
    );
    let lead = json!({"amount": 3, "unit": "calendar_days"});
    let event = json!({"kind": "event", "event": "opening", "days_before": 7});
    let event = told(&year(item(event, lead, "keep")), &calendar, "2025-08-26").unwrap();
    assert_eq!(
        BOTH.map(|language| event[0].sentence(language)),
        [
            "調査: 本日が期日です（期日 令和7年8月26日、9月議会の前、着手 令和7年8月23日）。回答を出す。",
            "Survey: due today (by 26 August 2025, before 9月議会; begin on 23 August 2025). Send the answers."
        ]
    );
}

/// Case: a year whose holidays nobody has published yet, and the year after the last.
#[test]
fn reminders_beyond_what_is_known_are_refused_with_a_reason() {
    let lead = json!({"amount": 0, "unit": "calendar_days"});
    let rolled = year(item(
        json!({"kind": "month_day", "on": "08-31"}),
        lead,
        "before",
    ));
    let wanted = [
        (
            "2200-08-30",
            "closed",
            "plan.reminder.day",
            "開庁日かどうか分からない日があります（",
        ),
        (
            "9999-03-31",
            "open",
            "plan.reminder.date",
            "表せない日付があります（",
        ),
    ];
    for (on, holidays, code, ja) in wanted {
        let error = told(&rolled, &calendar(json!([]), holidays), on).unwrap_err();
        assert_eq!(error.code(), code);
        assert_eq!(Explain::code(&error), code);
        assert!(error.sentence(Language::Ja).starts_with(ja), "{error}");
        assert_eq!(
            error.sentence(Language::En),
            format!("The reminders cannot be made: {error}.")
        );
    }
    // The list of holidays begins with 1955; that of the year before lies too far back to be asked for.
    let lead = json!({"amount": 0, "unit": "calendar_days"});
    let autumn = year(item(
        json!({"kind": "month_day", "on": "09-30"}),
        lead,
        "before",
    ));
    let closed = calendar(json!([]), "closed");
    assert_eq!(told(&autumn, &closed, "1955-06-01").unwrap(), []);
}

fn records<T: GovernanceRecord>(records: Value) -> Records<T> {
    let document = json!({"format": T::FORMAT, "format_version": 1, "fictional": true,
        "body": "見本市（架空）", "as_of": "2025-06-30", "records": records});
    Records::from_json(&document.to_string()).unwrap()
}

#[test]
fn moves_in_one_sentence() {
    let late =
        json!({"task": "resident_register", "status": "planned", "planned_on": "2026-04-01"});
    let moved = json!({"task": "electoral_register", "status": "moved", "moved_on": "2025-06-30"});
    let moves: Records<TaskMove> = records(json!([late, moved]));
    let summary = summarise_moves(&moves, standardised_tasks(), day("2025-06-30"));
    assert_eq!(
        BOTH.map(|language| summary.sentence(language)),
        [
            "令和7年6月30日時点で、対象20業務のうち1業務が移行済みです（期限後の予定1、不明18）。",
            "As of 30 June 2025, 1 of 20 tasks are moved (planned late 1, unknown 18)."
        ]
    );
}

#[test]
fn a_gate_says_what_is_missing() {
    let project: Records<GovernedProject> = records(json!([{"id": "G-1", "name": "架空の改修",
        "artefacts": [{"kind": "service_canvas", "state": "draft"}, {"kind": "user_research", "state": "approved"},
            {"kind": "as_is_flow", "state": "approved"}],
        "consultations": [], "decisions": []}]));
    let mut project = project.records[0].clone();
    let first = |project: &GovernedProject| {
        let states = project.gates(stage_gates(), day("2025-06-30"));
        BOTH.map(|language| states[0].sentence(language))
    };
    let name = &stage_gates().gates[0].label;
    let canvas = &stage_gates().gates[0].artefacts[0].label;
    assert_eq!(
        first(&project),
        [
            format!(
                "{}: 不足がある。{}（承認されていない）、協議（協議の記録がない）。",
                name.ja, canvas.ja
            ),
            format!(
                "{}: something is missing: {} (not approved), Consultation (no consultation).",
                name.en, canvas.en
            ),
        ]
    );
    project.artefacts[0] =
        serde_json::from_value(json!({"kind": "service_canvas", "state": "approved"})).unwrap();
    project.consultations = serde_json::from_value(json!([
        {"gate": "concept", "on": "2025-06-01", "with": "架空の部署", "outcome": "agreed"}]))
    .unwrap();
    assert_eq!(
        first(&project),
        [
            format!("{}: 通過できる。", name.ja),
            format!("{}: passes.", name.en)
        ]
    );
}

#[test]
fn a_measure_of_a_text_says_its_count_and_its_words() {
    let result = |measure, verdict, count, texts: &[&str]| PlainResult {
        measure,
        verdict,
        count,
        of: 3,
        texts: texts.iter().map(|&text| text.to_owned()).collect(),
    };
    let none = result(PlainMeasure::SentenceLength, PlainVerdict::Met, 0, &[]);
    let two = result(
        PlainMeasure::HardWords,
        PlainVerdict::NotMet,
        2,
        &["申請", "提出"],
    );
    assert_eq!(
        BOTH.map(|language| none.sentence(language)),
        [
            "一文の長さ: 満たす（3のうち0）。",
            "length of sentences: met (0 of 3)."
        ]
    );
    assert_eq!(
        BOTH.map(|language| two.sentence(language)),
        [
            "難しい語: 満たさない（3のうち2: 申請、提出）。",
            "hard words: not met (2 of 3: 申請, 提出)."
        ]
    );
    let rules = plain_japanese_rules();
    assert_eq!(rules.instead_of("提出"), Some("出す"));
    assert_eq!(rules.instead_of("出す"), None);
    let limits = rules.limits_in_words();
    assert_eq!(
        [limits.ja.as_str(), limits.en.as_str()],
        [
            "一文30字以内、漢字30％以下、ふりがな80％以上（いずれも本ライブラリの目安）",
            "at most 30 characters a sentence, 30 % kanji, at least 80 % with furigana (our limits)"
        ]
    );
}

#[test]
fn records_that_cannot_be_read_say_so() {
    let error: RecordsError = Records::<UserTest>::from_json("{").unwrap_err();
    assert_eq!(error.code(), "plan.governance.shape");
    assert_eq!(Explain::code(&error), "plan.governance.shape");
    assert!(
        error
            .sentence(Language::Ja)
            .starts_with("記録の文書として読めません（")
    );
    assert!(
        error
            .sentence(Language::En)
            .starts_with("The records cannot be read: ")
    );
}

#[test]
fn what_is_complete_and_what_is_important() {
    let entries = |text: &str| -> Vec<Value> {
        let fields = canvas_form().fields.iter();
        fields
            .map(|field| json!({"field": field.id, "text": text}))
            .collect()
    };
    for (text, complete, filled) in [("架空", true, 8), ("　", false, 0)] {
        let canvas: Records<ServiceCanvas> =
            records(json!([{"id": "C-1", "service": "架空の窓口", "entries": entries(text)}]));
        let found = canvas.records[0].completeness(canvas_form());
        assert_eq!(
            (found.is_complete(), found.filled, found.required),
            (complete, filled, 8)
        );
    }
    let important: Vec<&str> = Importance::ALL
        .iter()
        .filter(|one| one.is_important())
        .map(|one| one.code())
        .collect();
    assert_eq!(important, ["by_volume", "by_reason"]);
}

/// Case: nothing observed yet, and an observation that says nothing.
#[test]
fn a_figure_without_a_value_says_which_day() {
    let label = json!({"ja": "架空", "en": "fictional"});
    let figure: AnswerFigure =
        serde_json::from_value(json!({"id": "f", "label": label, "kind": "percent",
        "unit": label, "basis": label,
        "observations": [{"as_of": "2025-03-31", "status": "actual", "source": label}]}))
        .unwrap();
    for (on, code, sentences) in [
        (
            "2025-03-30",
            "plan.answer.no_observation",
            [
                "「f」には、令和7年3月30日までの数値がありません。",
                "No answer sheet can be made: `f` has no observation by `2025-03-30`.",
            ],
        ),
        (
            "2025-06-30",
            "plan.answer.no_value",
            [
                "「f」の令和7年3月31日時点の数値は、値がないか、対象がありません。",
                "No answer sheet can be made: the observation of `f` as of `2025-03-31` says nothing.",
            ],
        ),
    ] {
        let error = answer_figure(&figure, answer_questions(), day(on)).unwrap_err();
        assert_eq!((error.code(), Explain::code(&error)), (code, code));
        assert_eq!(BOTH.map(|language| error.sentence(language)), sentences);
    }
}
