//! Calendars of an assembly: what is refused, and an answer in words.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test stops at the first surprise"
)]

use serde_json::{Value, json};
use tosei_analog_regs::{
    AssemblyCalendar, AssemblySession, DueGoal, SessionAnswer, plan_session, sample,
};
use tosei_document::DataFileError;
use tosei_types::{Date, Language};

fn day(text: &str) -> Date {
    text.parse().unwrap()
}

/// The calendar of the sample with these sessions in place of its own.
fn with_sessions(sessions: Vec<AssemblySession>) -> Result<AssemblyCalendar, DataFileError> {
    let sample = sample::calendar()?;
    let times = sample.lead_times().clone();
    AssemblyCalendar::try_new("見本市（架空）".into(), sample.mode(), sessions, times)
}

fn session(opens: &str, closes: &str, vote: Option<&str>) -> AssemblySession {
    AssemblySession {
        id: "2026-1".parse().unwrap(),
        name: "令和8年3月議会".into(),
        opens_on: day(opens),
        closes_on: day(closes),
        bills_by: None,
        vote_on: vote.map(day),
    }
}

/// Case: each boundary from both sides; a refusal says which of the two it was.
#[test]
fn a_session_does_not_close_before_it_opens_and_votes_within() {
    let (closes, outside) = (
        "closes before it opens",
        "the vote lies outside the session",
    );
    for (opens, closes_on, vote, wanted) in [
        ("2026-02-24", "2026-02-24", None, None),
        ("2026-02-24", "2026-02-25", None, None),
        ("2026-02-24", "2026-02-23", None, Some(closes)),
        ("2026-02-24", "2026-01-23", None, Some(closes)),
        ("2026-02-24", "2026-03-24", Some("2026-02-24"), None),
        ("2026-02-24", "2026-03-24", Some("2026-03-24"), None),
        (
            "2026-02-24",
            "2026-03-24",
            Some("2026-02-23"),
            Some(outside),
        ),
        (
            "2026-02-24",
            "2026-03-24",
            Some("2026-01-01"),
            Some(outside),
        ),
        (
            "2026-02-24",
            "2026-03-24",
            Some("2026-03-25"),
            Some(outside),
        ),
        (
            "2026-02-24",
            "2026-03-24",
            Some("2026-05-25"),
            Some(outside),
        ),
    ] {
        let read = with_sessions(vec![session(opens, closes_on, vote)]);
        let error = read.err().map(|error| error.to_string());
        let said = |wanted: &str| error.as_ref().is_some_and(|error| error.contains(wanted));
        let held = wanted.map_or(error.is_none(), said);
        assert!(held, "{opens} {closes_on} {vote:?}: {error:?}");
    }
}

#[test]
fn a_calendar_is_made_up_only_where_it_says_so() {
    let text = sample::calendar_json();
    let mut document: Value = serde_json::from_str(text).unwrap();
    for fictional in [true, false] {
        document["fictional"] = json!(fictional);
        let read = AssemblyCalendar::from_json(&document.to_string()).unwrap();
        assert_eq!(read.is_fictional(), fictional);
        assert_eq!(serde_json::to_value(&read).unwrap()["fictional"], fictional);
    }
    let own = with_sessions(Vec::new()).unwrap();
    assert_eq!(own.body(), "見本市（架空）");
    assert!(!own.is_fictional());
}

fn answer(due: &str, goal: DueGoal, as_of: &str) -> SessionAnswer {
    let calendar = sample::calendar().unwrap();
    plan_session(&calendar, day(due), goal, day(as_of)).unwrap()
}

/// Case: whole sentences, with a session that reaches the due date and with none.
#[test]
fn an_answer_is_one_sentence_with_the_days_that_decide_it() {
    let in_force = answer("2026-03-31", DueGoal::InForce, "2025-06-30");
    assert_eq!(
        in_force.sentence(Language::Ja),
        "期限令和8年3月31日までに施行するための最後の会期は、令和8年3月議会: 予定した日数なら期限に間に合う\
         （着手期限 令和7年11月4日、議決 令和8年3月24日、施行 令和8年3月28日）。"
    );
    assert_eq!(
        in_force.sentence(Language::En),
        "The last session to be in force by 2026-03-31: 令和8年3月議会: reaches the due date if days are kept \
         as planned (work begins by 2025-11-04, vote on 2026-03-24, in force on 2026-03-28)."
    );
    let none = answer("2020-01-01", DueGoal::Passed, "2019-12-31");
    assert_eq!(
        none.sentence(Language::Ja),
        "期限令和2年1月1日までに議決できる会期はない。"
    );
    assert_eq!(
        none.sentence(Language::En),
        "No session allows to be passed by 2020-01-01."
    );
}

/// Case: the last day that has a name has none after it.
#[test]
fn a_chain_beyond_the_last_day_is_refused_by_session() {
    let calendar = with_sessions(vec![session("9999-03-01", "9999-03-31", None)]).unwrap();
    let error = plan_session(
        &calendar,
        day("9999-03-31"),
        DueGoal::Passed,
        day("2026-01-01"),
    )
    .unwrap_err();
    assert_eq!(error.code(), "analog_regs.calendar.out_of_range");
    assert!(error.to_string().contains("`2026-1`"), "{error}");
}
