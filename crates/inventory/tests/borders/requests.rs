//! Requests to the State: who still waits, what was answered when, which rules that breaks.

use crate::{empty, process};
use tosei_document::Collector;
use tosei_inventory::request::{RequestRegister, check_requests, rules};
use tosei_inventory::{
    Barrier, BarrierCause, Discretion, InstrumentKind, Inventory, LegalBasis, Obstacle,
    OnlineStatus, Request, RequestStatus, Touchpoint, TouchpointKind,
};
use tosei_types::Language;

fn barrier(request: Request) -> Barrier {
    let cause = BarrierCause::StateSystem;
    let mut barrier = Barrier::new(Obstacle::Form, cause, Discretion::Beyond);
    let mut rule = LegalBasis::new(InstrumentKind::Rule).titled("省令（架空）");
    rule.provision = Some("第1条".into());
    barrier.rule = Some(rule);
    barrier.request = Some(request);
    barrier
}

fn asked(status: RequestStatus, on: &str) -> Request {
    let mut request = Request::new("総務省", status);
    request.requested_on = Some(on.parse().unwrap());
    request
}

fn with(barriers: Vec<Barrier>) -> Inventory {
    let mut inventory = empty("2025-06-30");
    process(&mut inventory, "P-1", OnlineStatus::NotDone).barriers = Some(barriers);
    inventory
}

#[test]
fn only_who_waits_for_a_reply_counts_its_days() {
    for status in RequestStatus::ALL {
        let inventory = with(vec![barrier(asked(*status, "2025-05-31"))]);
        let register = RequestRegister::of(&inventory, inventory.status_date);
        let days = (*status == RequestStatus::Waiting).then_some(30);
        assert_eq!(register.entries[0].days_waiting, days, "{status}");
        let open = matches!(status, RequestStatus::Waiting | RequestStatus::Promised);
        assert_eq!(register.waiting_processes, u64::from(open), "{status}");
        for other in RequestStatus::ALL {
            assert_eq!(register.count(*other), u64::from(status == other));
        }
    }
    let later = with(vec![barrier(asked(RequestStatus::Waiting, "2025-07-01"))]);
    let register = RequestRegister::of(&later, later.status_date);
    assert_eq!(register.entries[0].days_waiting, None); // not made yet
}

#[test]
fn a_promise_passes_the_day_after() {
    for (promised, status, passed) in [
        ("2025-06-29", RequestStatus::Promised, true),
        ("2025-06-30", RequestStatus::Promised, false),
        ("2025-06-29", RequestStatus::Realised, false),
        ("2025-06-29", RequestStatus::Declined, true),
    ] {
        let mut request = asked(status, "2025-01-01");
        request.promised_for = Some(promised.parse().unwrap());
        let inventory = with(vec![barrier(request)]);
        let register = RequestRegister::of(&inventory, inventory.status_date);
        assert_eq!(
            register.entries[0].promise_passed, passed,
            "{promised} {status}"
        );
        assert_eq!(register.promises_passed, u64::from(passed));
    }
}

#[test]
fn the_register_gathers_by_number_and_says_so() {
    let numbered = |status| {
        let mut request = asked(status, "2025-05-31");
        request.id = Some("要望1".into());
        request
    };
    let mut resolved = barrier(asked(RequestStatus::Waiting, "2025-05-31"));
    resolved.resolved_on = Some("2025-06-30".parse().unwrap());
    let mut inventory = with(vec![
        resolved,
        barrier(numbered(RequestStatus::Waiting)),
        barrier(asked(RequestStatus::Declined, "2025-05-31")),
    ]);
    let second = process(&mut inventory, "P-2", OnlineStatus::NotDone);
    second.barriers = Some(vec![barrier(numbered(RequestStatus::Waiting))]);
    let kind = TouchpointKind::CounterForm;
    let mut touchpoint = Touchpoint::new("T-1".parse().unwrap(), kind, "窓口記入");
    touchpoint.barriers = Some(vec![barrier(numbered(RequestStatus::Waiting))]);
    inventory.touchpoints.push(touchpoint);
    let register = RequestRegister::of(&inventory, inventory.status_date);
    assert_eq!(register.entries.len(), 2);
    let first = &register.entries[0];
    let processes: Vec<(&str, &[usize])> = first
        .processes
        .iter()
        .map(|(id, at)| (id.as_str(), at.as_slice()))
        .collect();
    assert_eq!(processes, [("P-1-1", &[1][..]), ("P-2-1", &[0])]);
    assert_eq!(first.touchpoints.len(), 1);
    assert_eq!(first.instrument.as_deref(), Some("省令（架空）"));
    assert!(first.citation.is_some());
    assert_eq!(register.waiting_processes, 2);
    let (waiting, declined) = (RequestStatus::Waiting, RequestStatus::Declined);
    let label = |status: RequestStatus, language| status.label(language);
    assert_eq!(
        register.sentence(Language::Ja),
        format!(
            "国等への要望2件（{}1、{}1）。回答又は実施を待つ手続プロセスは2。",
            label(waiting, Language::Ja),
            label(declined, Language::Ja)
        )
    );
    assert_eq!(
        register.sentence(Language::En),
        format!(
            "2 requests ({} 1, {} 1); 2 processes wait for a reply or for what was promised.",
            label(waiting, Language::En),
            label(declined, Language::En)
        )
    );
    let nothing = RequestRegister::of(&empty("2025-06-30"), inventory.status_date);
    assert_eq!(nothing.sentence(Language::Ja), "国等への要望はない。");
    assert_eq!(nothing.sentence(Language::En), "No requests were made.");
}

/// The rules about requests that one request breaks.
fn broken(change: impl FnOnce(&mut Barrier)) -> Vec<String> {
    let mut one = barrier(asked(RequestStatus::Waiting, "2025-05-31"));
    change(&mut one);
    let inventory = with(vec![one]);
    found(&inventory)
}

fn found(inventory: &Inventory) -> Vec<String> {
    let mut findings = Collector::new(rules());
    check_requests(inventory, rules(), &mut findings);
    let report = findings.into_report();
    let codes = report.findings().iter();
    codes
        .map(|finding| {
            let code = finding.rule.strip_prefix("inventory.request.").unwrap();
            code.to_owned()
        })
        .collect()
}

#[test]
fn a_status_and_its_reply_belong_together() {
    use RequestStatus as S;
    let text = Some("検討する".to_owned());
    let day = |text: &str| Some(text.parse().unwrap());
    let of = |status, reply: &Option<String>, replied_on| {
        broken(|barrier| {
            let request = barrier.request.as_mut().unwrap();
            request.status = status;
            request.reply = reply.clone();
            request.replied_on = replied_on;
        })
    };
    let none: [&str; 0] = [];
    for status in [S::Preparing, S::Waiting] {
        assert_eq!(of(status, &None, None), none, "{status}");
        let answered = ["waiting_but_answered"];
        assert_eq!(of(status, &text, None), answered, "{status}");
        assert_eq!(of(status, &None, day("2025-06-10")), answered, "{status}");
        assert_eq!(of(status, &text, day("2025-06-10")), answered, "{status}");
    }
    for status in [S::Answered, S::Promised, S::Declined] {
        assert_eq!(of(status, &text, None), ["reply_undated"], "{status}");
        assert_eq!(of(status, &text, day("2025-06-10")), none, "{status}");
        assert_eq!(of(status, &text, day("2025-05-31")), none, "{status}"); // on the same day
        let before = ["reply_before_request"];
        assert_eq!(of(status, &text, day("2025-05-30")), before, "{status}");
    }
}

#[test]
fn a_request_names_what_should_change() {
    let none: [&str; 0] = [];
    let missing = ["provision_missing"];
    let rule = |title: Option<&str>, provision: Option<&str>| {
        let mut rule = LegalBasis::new(InstrumentKind::Rule);
        rule.title = title.map(Into::into);
        rule.provision = provision.map(Into::into);
        rule
    };
    assert_eq!(broken(|barrier| barrier.rule = None), missing);
    assert_eq!(
        broken(|barrier| barrier.rule = Some(rule(None, None))),
        missing
    );
    assert_eq!(
        broken(|barrier| barrier.rule = Some(rule(Some("省令"), None))),
        none
    );
    assert_eq!(
        broken(|barrier| barrier.rule = Some(rule(None, Some("第1条")))),
        none
    );
    let of_request =
        |provision| broken(|barrier| barrier.request.as_mut().unwrap().provision = Some(provision));
    assert_eq!(of_request(rule(None, None)), missing); // goes before the barrier's rule
    assert_eq!(of_request(rule(Some("省令"), None)), none);
}

#[test]
fn one_number_is_one_request() {
    let numbered = |number: &str, addressee: &str| {
        let mut request = asked(RequestStatus::Waiting, "2025-05-31");
        request.id = Some(number.into());
        request.addressee = addressee.into();
        barrier(request)
    };
    let none: [&str; 0] = [];
    let pair = |first, second| found(&with(vec![first, second]));
    assert_eq!(pair(numbered("1", "総務省"), numbered("1", "総務省")), none);
    assert_eq!(pair(numbered("1", "総務省"), numbered("2", "法務省")), none);
    let another = ["number_of_another"];
    assert_eq!(
        pair(numbered("1", "総務省"), numbered("1", "法務省")),
        another
    );
    // What was resolved by the day is not looked at.
    let mut resolved = numbered("1", "法務省");
    resolved.resolved_on = Some("2025-06-30".parse().unwrap());
    assert_eq!(pair(numbered("1", "総務省"), resolved), none);
    let promised = broken(|barrier| {
        let request = barrier.request.as_mut().unwrap();
        request.status = RequestStatus::Answered;
        request.replied_on = Some("2025-06-10".parse().unwrap());
        request.promised_for = Some("2026-04-01".parse().unwrap());
    });
    assert_eq!(promised, ["promise_not_in_status"]);
}
