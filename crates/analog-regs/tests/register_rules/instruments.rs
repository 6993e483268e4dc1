//! General rules, amendments and requests to the State.

use super::places::{good, hold};
use serde_json::{Value, json};

#[test]
fn instruments() {
    let enabling = good()["enabling"][0].clone();
    let (amendment, days) = (
        "/amendments/0",
        "instrument.days_out_of_order /amendments/0",
    );
    let own = |more: Value| {
        let mut own = good()["amendments"][0].clone();
        for (key, value) in more.as_object().unwrap() {
            own[key] = value.clone();
        }
        own.as_object_mut()
            .unwrap()
            .retain(|_, value| !value.is_null());
        own
    };
    let mut other = enabling.clone();
    other["id"] = json!("E-2");
    let exclusion = |rule: &str| json!([{"rule": rule}]);
    hold(
        &good(),
        &[
            (
                "/enabling/-",
                enabling,
                &["instrument.repeated /enabling/1"],
            ),
            ("/enabling/-", other, &[]),
            (
                "/enabling/0/id",
                json!("A-1"),
                &["instrument.repeated /amendments/0"],
            ),
            ("/enabling/0/effective_to", json!("2022-04-01"), &[]),
            (
                "/enabling/0/effective_to",
                json!("2022-03-31"),
                &["instrument.ends_before /enabling/0"],
            ),
            ("/enabling/0/exclusions", exclusion("R-1"), &[]),
            (
                "/enabling/0/exclusions",
                exclusion("R-9"),
                &["instrument.exclusion_unknown /enabling/0/exclusions/0"],
            ),
            ("/amendments/0/clauses/-", json!("C-2"), &[]),
            (
                "/amendments/0/clauses/-",
                json!("C-9"),
                &["instrument.clause_unknown /amendments/0/clauses/1"],
            ),
            (
                "/amendments/0/clauses/-",
                json!("C-1"),
                &["instrument.clause_repeated /amendments/0/clauses/1"],
            ),
            (
                "/amendments/0/enacted_by",
                json!("head"),
                &["instrument.other_body /amendments/0/clauses/0"],
            ),
            (amendment, own(json!({"submitted_on": "2025-06-24"})), &[]),
            (
                amendment,
                own(json!({"submitted_on": "2025-06-25"})),
                &[days],
            ),
            (amendment, own(json!({"sent_on": "2025-06-23"})), &[days]),
            (amendment, own(json!({"sent_on": "2025-06-27"})), &[]),
            (
                amendment,
                own(json!({"sent_on": "2025-06-28", "promulgated_on": "2025-06-28"})),
                &["instrument.sent_late /amendments/0"],
            ),
            (
                amendment,
                own(json!({"effective_on": "2025-07-20", "promulgated_on": "2025-07-15"})),
                &[],
            ),
            (
                amendment,
                own(json!({"effective_on": "2025-07-20", "promulgated_on": "2025-07-16"})),
                &["instrument.promulgated_late /amendments/0"],
            ),
            (
                amendment,
                own(json!({"effective_on": "2025-06-26"})),
                &[days, "review.in_force_already /clauses/0/review"],
            ),
            (
                amendment,
                own(json!({"passed_on": null})),
                &["instrument.vote_missing /amendments/0"],
            ),
            (
                amendment,
                own(json!({"passed_on": null, "emergency": {"decided_on": "2025-06-24"}})),
                &[],
            ),
            (
                amendment,
                own(json!({"session": "2099-1"})),
                &["instrument.session_unknown /amendments/0"],
            ),
            (amendment, own(json!({"session": null})), &[]),
            // Of what the assembly does not pass neither the vote nor the days are asked.
            (
                amendment,
                own(
                    json!({"kind": "regulation_amendment", "passed_on": null, "session": "2099-1"}),
                ),
                &["review.instrument_missing /clauses/0/review"],
            ),
            // An interpretation is given by whoever gives it.
            (
                amendment,
                own(json!({"kind": "interpretation", "enacted_by": "head"})),
                &["review.instrument_missing /clauses/0/review"],
            ),
        ],
    );
}

#[test]
fn requests() {
    let asked = good()["requests"][0].clone();
    let own = |more: Value| {
        let mut own = asked.clone();
        for (key, value) in more.as_object().unwrap() {
            own[key] = value.clone();
        }
        own.as_object_mut()
            .unwrap()
            .retain(|_, value| !value.is_null());
        own
    };
    let place = "/requests/0";
    let answered: &[&str] = &["request.answered_already /requests/0"];
    hold(
        &good(),
        &[
            (
                "/requests/-",
                own(json!({})),
                &["request.repeated /requests/1"],
            ),
            ("/requests/-", own(json!({"id": "Q-2"})), &[]),
            (place, own(json!({"reply": "検討する"})), answered),
            (place, own(json!({"replied_on": "2025-01-10"})), answered),
            (
                place,
                own(json!({"status": "preparing", "reply": "検討する"})),
                answered,
            ),
            (place, own(json!({"status": "preparing"})), &[]),
            (
                place,
                own(json!({"status": "declined", "reply": "行わない", "replied_on": "2024-07-12"})),
                &[],
            ),
            (
                place,
                own(json!({"status": "declined", "replied_on": "2024-07-11"})),
                &["request.reply_before /requests/0"],
            ),
            (
                place,
                own(json!({"requested_on": null})),
                &["request.day_missing /requests/0"],
            ),
            (
                place,
                own(json!({"requested_on": null, "status": "preparing"})),
                &[],
            ),
            (
                place,
                own(json!({"provision": null})),
                &["request.provision_missing /requests/0"],
            ),
            (
                place,
                own(json!({"status": "promised", "promised_for": "2025-06-30"})),
                &[],
            ),
            (
                place,
                own(json!({"status": "promised", "promised_for": "2025-06-29"})),
                &["request.promise_passed /requests/0"],
            ),
            (
                place,
                own(json!({"status": "realised", "promised_for": "2025-06-29"})),
                &[],
            ),
        ],
    );
}
