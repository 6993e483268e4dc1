//! What each issue of the usual catalogue finds, over every kind of work, medium and mark; and what it
//! proposes.

use crate::{found, row};
use serde_json::{Value, json};
use std::collections::BTreeSet;
use tosei_bpr::{ActivityMark, Medium, WorkKind, issue::IssueCatalogue};

/// Each issue with its remedies and the criteria that they help.
const PROPOSED: &[(&str, &str, &str)] = &[
    ("printed_and_entered_again", "eliminate digitize", ""),
    ("printed", "eliminate digitize", ""),
    ("entered_again", "eliminate combine digitize", "U2a"),
    ("approvals_in_a_row", "combine eliminate simplify", "F3a"),
    ("checks_in_a_row", "combine simplify", "F3a"),
    ("paper_between_organisations", "digitize", "S1a F3a"),
    ("long_wait", "rearrange simplify", "F3a"),
    ("mostly_waiting", "rearrange simplify", "F3a"),
    ("identity_twice", "eliminate combine digitize", ""),
    ("held_already", "eliminate digitize", "S2a"),
    ("stamp", "eliminate digitize", ""),
    ("visits", "eliminate combine digitize", "S1a"),
    ("visit", "digitize", "S1a"),
    ("fax", "digitize", ""),
    ("correction_loop", "simplify digitize", "U2a"),
    ("correction_by_phone", "digitize", "F2b"),
    ("many_hand_offs", "combine rearrange", "F3a"),
    ("result_on_paper", "digitize", "F3a"),
    ("paper_records", "digitize", ""),
    ("cash", "digitize", "S2b"),
    ("paper_circulation", "eliminate digitize", "F3a"),
];

#[test]
fn each_usual_issue_proposes_its_remedies_and_criteria() {
    let usual = serde_json::to_value(IssueCatalogue::usual()).unwrap();
    let words = |list: Option<&Value>| -> String {
        let items = list.and_then(Value::as_array).into_iter().flatten();
        items
            .map(|one| one.as_str().unwrap())
            .collect::<Vec<_>>()
            .join(" ")
    };
    let proposed: Vec<(String, String, String)> = usual["issues"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| {
            let id = one["id"].as_str().unwrap().to_owned();
            (id, words(one.get("remedies")), words(one.get("criteria")))
        })
        .collect();
    let wanted: Vec<_> = PROPOSED
        .iter()
        .map(|(id, remedies, criteria)| {
            (
                (*id).to_owned(),
                (*remedies).to_owned(),
                (*criteria).to_owned(),
            )
        })
        .collect();
    assert_eq!(proposed, wanted);
}

type Step = (Option<WorkKind>, Option<Medium>, Option<ActivityMark>);

fn codes<T: Copy>(all: &[T]) -> Vec<Option<T>> {
    let known = all.iter().copied().map(Some);
    std::iter::once(None).chain(known).collect()
}

fn is((kind, medium, mark): Step) -> Value {
    let mut is = json!({});
    if let Some(kind) = kind {
        is["work_kind"] = json!(kind.code());
    }
    if let Some(medium) = medium {
        is["medium"] = json!(medium.code());
    }
    if let Some(mark) = mark {
        is["marks"] = json!([mark.code()]);
    }
    is
}

fn issues_of(flow: &Value) -> BTreeSet<String> {
    found(flow).into_iter().map(|one| one.issue).collect()
}

/// The issues of one step, by the words of `project-decision:flow-issues`.
fn of_one((kind, medium, mark): Step) -> BTreeSet<String> {
    let is_kind = |wanted: &str| kind.is_some_and(|kind| kind.code() == wanted);
    let by = |wanted: &[&str]| medium.is_some_and(|medium| wanted.contains(&medium.code()));
    let marked = |wanted: &str| mark.is_some_and(|mark| mark.code() == wanted);
    [
        ("printed", is_kind("print")),
        ("held_already", marked("held_already")),
        ("stamp", marked("stamp")),
        ("visit", marked("visit")),
        ("fax", by(&["fax"])),
        (
            "correction_by_phone",
            is_kind("ask_for_correction") && by(&["phone", "post", "fax"]),
        ),
        (
            "result_on_paper",
            is_kind("notify") && by(&["paper", "post"]),
        ),
        ("paper_records", is_kind("store") && by(&["paper"])),
        (
            "cash",
            is_kind("pay") && by(&["face_to_face", "paper", "post"]),
        ),
        (
            "paper_circulation",
            is_kind("transfer") && by(&["paper", "post"]),
        ),
    ]
    .into_iter()
    .filter(|(_, here)| *here)
    .map(|(issue, _)| issue.to_owned())
    .collect()
}

/// Law: which issues one step has, for every kind of work by every medium with every mark.
#[test]
fn every_step_by_itself() {
    for kind in codes(WorkKind::ALL) {
        for medium in codes(Medium::ALL) {
            for mark in codes(ActivityMark::ALL) {
                let step = (kind, medium, mark);
                let flow = row(&[("甲", is(step), "city.a")]);
                assert_eq!(issues_of(&flow), of_one(step), "{step:?}");
            }
        }
    }
}

/// Law: which issues two steps have beyond those of each, for every medium before every step.
#[test]
fn every_step_after_every_medium() {
    let same = |left: Option<WorkKind>, right: Option<WorkKind>, wanted: WorkKind| {
        left == Some(wanted) && right == Some(wanted)
    };
    for first_kind in [
        None,
        Some(WorkKind::Approve),
        Some(WorkKind::Check),
        Some(WorkKind::Print),
    ] {
        for first_medium in codes(Medium::ALL) {
            for kind in codes(WorkKind::ALL) {
                for medium in codes(Medium::ALL) {
                    let (first, second) = ((first_kind, first_medium, None), (kind, medium, None));
                    let flow = row(&[("甲", is(first), "city.a"), ("乙", is(second), "city.b")]);
                    let mut wanted = of_one(first);
                    wanted.extend(of_one(second));
                    let digital = matches!(first_medium, Some(Medium::Digital | Medium::Email));
                    let written = matches!(kind, Some(WorkKind::Print | WorkKind::Enter));
                    for (issue, here) in [
                        (
                            "printed_and_entered_again",
                            digital && written && medium == Some(Medium::Paper),
                        ),
                        (
                            "approvals_in_a_row",
                            same(first_kind, kind, WorkKind::Approve),
                        ),
                        ("checks_in_a_row", same(first_kind, kind, WorkKind::Check)),
                    ] {
                        wanted.extend(here.then(|| issue.to_owned()));
                    }
                    assert_eq!(issues_of(&flow), wanted, "{first:?} {second:?}");
                }
            }
        }
    }
}

/// Law: only paper, post and fax between organisations are an issue; only corrections go back.
#[test]
fn media_between_organisations_and_steps_that_go_back() {
    for medium in codes(Medium::ALL) {
        let step = is((None, medium, None));
        let flow = row(&[("甲", step, "city.a"), ("乙", json!({}), "pref")]);
        let wanted = matches!(medium, Some(Medium::Paper | Medium::Post | Medium::Fax));
        let found = issues_of(&flow).contains("paper_between_organisations");
        assert_eq!(found, wanted, "{medium:?}");
    }
    for kind in codes(WorkKind::ALL) {
        let step = is((kind, None, None));
        let mut flow = row(&[("甲", step, "city.a"), ("乙", json!({}), "city.a")]);
        flow["sequence_flows"] =
            json!([{"id": "f", "from": "甲", "to": "乙"}, {"id": "g", "from": "乙", "to": "甲"}]);
        let wanted = matches!(kind, Some(WorkKind::AskForCorrection | WorkKind::Correct));
        let found = issues_of(&flow).contains("correction_loop");
        assert_eq!(found, wanted, "{kind:?}");
    }
}
