//! Laws of governance records, texts and reminders.
#![allow(clippy::unwrap_used, reason = "a test stops at the first surprise")]

use proptest::prelude::*;
use tosei_plan::governance::proptest::{artefact_kinds, days, partner_bodies, projects, texts};
use tosei_plan::governance::{
    Artefact, ArtefactState, GateVerdict, GovernedProject, PartnerBody, PartnerScope, Records,
    classify_post, find_personal_data, measure_plain_japanese, partner_rules, plain_japanese_rules,
    post_rules, stage_gates, summarise_partners,
};
use tosei_plan::year::{OfficeCalendar, ReminderOptions, ReminderState, office_year, remind};
use tosei_types::{BusinessDays, HolidayList};

fn records<T: tosei_plan::governance::GovernanceRecord>(records: Vec<T>) -> Records<T> {
    Records {
        fictional: true,
        body: "見本市（架空）".to_owned(),
        as_of: "2025-06-30".parse().unwrap(),
        records,
        extensions: serde_json::Map::new(),
    }
}

fn calendar() -> OfficeCalendar {
    OfficeCalendar::from_json(
        r#"{"format": "tosei-office-calendar", "format_version": 1, "fictional": true,
        "body": "見本市（架空）", "business_days": {"format": "tosei-business-calendar",
        "format_version": 1, "name": {"ja": "見本市（架空）", "en": "Mihon City"},
        "weekly_closing_days": ["saturday", "sunday"], "official_holidays": "open",
        "yearly_closings": [{"first": "12-29", "last": "01-03", "name": "年末年始"}]},
        "events": [{"event": "assembly_opening", "on": "2025-06-03", "name": "6月議会"}]}"#,
    )
    .unwrap()
}

proptest! {
    /// Law: a gate passes only if every gate before it does.
    #[test]
    fn no_gate_passes_behind_an_open_one(project in projects(), as_of in days()) {
        let states = project.gates(stage_gates(), as_of);
        let passed = states.iter().take_while(|state| state.verdict == GateVerdict::Passes).count();
        prop_assert!(states.iter().skip(passed).all(|state| state.verdict != GateVerdict::Passes));
    }

    /// Law: a verdict other than "lacks" has no reasons, and "lacks" has one at least.
    #[test]
    fn a_gate_that_lacks_says_what(project in projects(), as_of in days()) {
        for state in project.gates(stage_gates(), as_of) {
            prop_assert_eq!(state.verdict == GateVerdict::Lacks, !state.reasons.is_empty());
        }
    }

    /// Law: one more artefact approved on the day itself never makes anything worse.
    #[test]
    fn an_approval_never_hurts(project in projects(), kind in artefact_kinds(), as_of in days()) {
        let before = project.gates(stage_gates(), as_of);
        let mut more = project;
        more.artefacts.push(Artefact {
            kind, state: ArtefactState::Approved, on: Some(as_of), kept_at: None, reason: None,
        });
        let after = more.gates(stage_gates(), as_of);
        for (before, after) in before.iter().zip(&after) {
            prop_assert!(after.reasons.len() <= before.reasons.len());
        }
    }

    /// Law: what lies behind the day makes no difference.
    #[test]
    fn the_future_does_not_count(project in projects(), as_of in days()) {
        let mut past = project.clone();
        past.artefacts.retain(|one| one.on.is_none_or(|day| day <= as_of));
        past.consultations.retain(|one| one.on <= as_of);
        prop_assert_eq!(project.gates(stage_gates(), as_of), past.gates(stage_gates(), as_of));
    }

    /// Law: a document of records reads back as it was written.
    #[test]
    fn projects_read_back(project in projects(), bodies in partner_bodies()) {
        let document = records(vec![project]);
        let text = serde_json::to_string(&document).unwrap();
        prop_assert_eq!(Records::<GovernedProject>::from_json(&text).unwrap(), document);
        let document = records(bodies);
        let text = serde_json::to_string(&document).unwrap();
        prop_assert_eq!(Records::<PartnerBody>::from_json(&text).unwrap(), document);
    }

    /// Law: totals are the sums over the bodies, and the order of the bodies changes nothing else.
    #[test]
    fn the_order_of_bodies_does_not_matter(bodies in partner_bodies()) {
        let as_of = "2025-06-30".parse().unwrap();
        for scope in [PartnerScope::All, PartnerScope::Important] {
            let forward = summarise_partners(&records(bodies.clone()), partner_rules(), scope, as_of);
            let mut turned = bodies.clone();
            turned.reverse();
            let backward = summarise_partners(&records(turned), partner_rules(), scope, as_of);
            prop_assert_eq!(&forward.dispersion, &backward.dispersion);
            prop_assert_eq!((forward.done, forward.of), (backward.done, backward.of));
            let done: u64 = forward.standings.iter().map(|one| one.done).sum();
            prop_assert_eq!(done, forward.done);
            prop_assert!(forward.done <= forward.of);
        }
    }

    /// Law: the five bodies of the dispersion stand in the order of their shares.
    #[test]
    fn quartiles_rise(bodies in partner_bodies()) {
        let as_of = "2025-06-30".parse().unwrap();
        let summary = summarise_partners(&records(bodies), partner_rules(), PartnerScope::All, as_of);
        if let Some(spread) = &summary.dispersion {
            let row = [&spread.least, &spread.lower_quartile, &spread.median, &spread.upper_quartile, &spread.greatest];
            let shares: Vec<(u64, u64)> = row.iter().map(|id| {
                let own = summary.standings.iter().find(|one| one.body == **id).unwrap();
                (own.done, own.of)
            }).collect();
            for pair in shares.windows(2) {
                prop_assert!(pair[0].0 * pair[1].1 <= pair[1].0 * pair[0].1);
            }
            let range = spread.range.unwrap();
            prop_assert!(range.numerator() >= 0 && range.numerator().unsigned_abs() <= range.denominator());
        } else {
            prop_assert_eq!(summary.of, 0);
        }
    }

    /// Law: a text written twice has twice of everything that is counted.
    #[test]
    fn a_text_twice_counts_twice(text in texts()) {
        let once = measure_plain_japanese(&text, plain_japanese_rules());
        let twice = measure_plain_japanese(&format!("{text}\n{text}"), plain_japanese_rules());
        for (once, twice) in once.iter().zip(&twice) {
            prop_assert_eq!((once.count * 2, once.of * 2), (twice.count, twice.of));
            prop_assert_eq!(once.verdict, twice.verdict);
            prop_assert_eq!(&twice.texts[..once.texts.len()], &once.texts[..]);
        }
    }

    /// Law: no measure counts more than there is.
    #[test]
    fn shares_are_shares(text in texts()) {
        for result in measure_plain_japanese(&text, plain_japanese_rules()).iter().take(3) {
            prop_assert!(result.count <= result.of);
        }
    }

    /// Law: writing a text twice does not sort it elsewhere.
    #[test]
    fn words_count_once(text in texts()) {
        let once = classify_post(&text, post_rules());
        prop_assert_eq!(&once, &classify_post(&format!("{text}。{text}"), post_rules()));
        prop_assert_eq!(once.category.is_some(), once.candidates.iter().any(|one| {
            let most = once.candidates.iter().map(|other| other.keywords.len()).max();
            Some(one.keywords.len()) == most
                && once.candidates.iter().filter(|other| Some(other.keywords.len()) == most).count() == 1
        }));
    }

    /// Law: spans lie inside of the text, in order, and are never empty.
    #[test]
    fn spans_lie_inside(text in texts()) {
        use unicode_normalization::UnicodeNormalization;
        let length = text.nfkc().count() as u64;
        let spans = find_personal_data(&text, &post_rules().personal);
        prop_assert!(spans.iter().all(|span| span.from < span.to && span.to <= length));
        prop_assert!(spans.is_sorted_by_key(|span| span.from));
    }

    /// Law: looking further ahead and further back never loses a reminder, and none tells the past as
    /// coming.
    #[test]
    fn a_wider_window_tells_more(as_of in days(), within in 0u16..60, more in 0u16..60) {
        let calendar = calendar();
        let days = BusinessDays::new(&calendar.business_days, HolidayList::official());
        let tell = |options| remind(office_year(), &calendar, &days, as_of, options).unwrap();
        let narrow = tell(ReminderOptions { within_days: within, overdue_days: within });
        let wide = tell(ReminderOptions { within_days: within + more, overdue_days: within + more });
        for one in &narrow.reminders {
            let mut same = wide.reminders.iter();
            prop_assert!(same.any(|other| (&other.item, other.due_on) == (&one.item, one.due_on)));
            prop_assert_eq!(one.state == ReminderState::Overdue, one.days_left < 0);
            prop_assert!(one.start_by <= one.due_on);
            prop_assert_eq!(as_of.days_until(one.due_on), one.days_left);
        }
        prop_assert!(narrow.reminders.is_sorted_by_key(|one| one.due_on));
    }
}
