//! Laws of tickets.

use proptest::prelude::*;
use tosei_counter_dx::observation::{
    DailyTotal, DailyTotals, Ticket, TicketTotals, observation_rules,
};
use tosei_document::{Collector, PlaceRef};

fn tickets() -> impl Strategy<Value = Vec<Ticket>> {
    let time = prop::option::weighted(0.7, 0u32..36_000);
    let ticket = (0u8..20, 1u8..4, prop::array::uniform5(time));
    let ticket = ticket.prop_map(|(visit, day, times)| {
        let [issued, called, started, finished, left] = times.map(|seconds| {
            seconds.map(|s| {
                let text = format!("{:02}:{:02}:{:02}", 8 + s / 3_600, s / 60 % 60, s % 60);
                text.parse().unwrap()
            })
        });
        Ticket {
            visit: format!("A{visit}"),
            date: format!("2025-04-{day:02}").parse().unwrap(),
            issued,
            called,
            started: started.filter(|_| left.is_none()),
            finished: finished.filter(|_| left.is_none()),
            left,
            paid: finished.filter(|_| left.is_none()),
            recalls: Some(u32::from(visit % 3)),
            no_show: visit == 7,
        }
    });
    prop::collection::vec(ticket, 0..120)
}

fn totals<'a>(tickets: impl IntoIterator<Item = &'a Ticket>) -> TicketTotals {
    let mut totals = TicketTotals::new();
    let mut sink = Collector::new(observation_rules());
    for ticket in tickets {
        totals.add(ticket, PlaceRef::Document, &mut sink);
    }
    totals
}

fn days() -> impl Strategy<Value = Vec<DailyTotal>> {
    let number = |most: u32| prop::option::weighted(0.8, 0..most);
    let day = (
        0u8..3,
        1u8..6,
        number(40),
        number(30),
        number(12),
        number(900),
        number(1_500),
    );
    let day = day.prop_map(
        |(counter, day, visits, served, left, mean, longest)| DailyTotal {
            counter: format!("W-{counter}").parse().unwrap(),
            date: format!("2025-06-{day:02}").parse().unwrap(),
            visits,
            served,
            left,
            mean_wait_seconds: mean,
            longest_wait_seconds: longest,
            waited_over: served.map(|n| (10, n / 4)).into_iter().collect(),
            mean_service_seconds: mean,
            note: None,
        },
    );
    prop::collection::vec(day, 0..30)
}

fn daily<'a>(days: impl IntoIterator<Item = &'a DailyTotal>) -> DailyTotals {
    let mut totals = DailyTotals::new();
    let mut sink = Collector::new(observation_rules());
    for day in days {
        totals.add(day.clone(), PlaceRef::Document, &mut sink);
    }
    totals
}

proptest! {
    /// Law: daily totals merged in any order give the same totals, contradictions included.
    #[test]
    fn days_in_any_order(days in days(), cut in any::<prop::sample::Index>()) {
        let (left, right) = days.split_at(cut.index(days.len() + 1));
        let mut merged = daily(right);
        merged.merge(&daily(left));
        prop_assert_eq!(&merged, &daily(&days));
        prop_assert_eq!(&merged, &daily(days.iter().rev()));
        let mut twice = merged.clone();
        twice.merge(&merged);
        prop_assert_eq!(twice, merged);
    }

    /// Law: of a sum that is known, the parts are no more than who came; and no mean is above the longest.
    #[test]
    fn known_sums_fit(days in days()) {
        let totals = daily(&days);
        let figures = totals.figures(10);
        if let (Some(came), Some(served), Some(left)) = (figures.arrivals, figures.served, figures.left) {
            prop_assert!(served + left <= came);
        }
        if let (Some(mean), Some(longest)) = (figures.mean_wait, figures.longest_wait_seconds) {
            prop_assert!(mean.seconds() <= u64::from(longest) * mean.people());
        }
        if totals.contradictory() > 0 {
            prop_assert_eq!((figures.arrivals, figures.mean_wait), (None, None));
        }
    }

    /// Law: observations merged in any order give the same totals.
    #[test]
    fn order_and_parts_do_not_matter(tickets in tickets(), cut in any::<prop::sample::Index>()) {
        let (left, right) = tickets.split_at(cut.index(tickets.len() + 1));
        let mut merged = totals(right);
        merged.merge(&totals(left));
        prop_assert_eq!(&merged, &totals(&tickets));
        prop_assert_eq!(merged, totals(tickets.iter().rev()));
    }

    /// Law: every ticket is served, left, of unknown outcome, or contradictory; and no wait is negative.
    #[test]
    fn every_ticket_has_one_outcome(tickets in tickets()) {
        let totals = totals(&tickets);
        let outcomes =
            totals.served() + totals.left() + totals.no_shows() + totals.unknown_outcome();
        prop_assert_eq!(outcomes + totals.contradictory(), totals.tickets());
        prop_assert_eq!(totals.visits() + totals.transfers(), totals.tickets());
        prop_assert!(totals.waits().people() <= totals.tickets() - totals.contradictory());
        prop_assert!(totals.waits().longest_seconds().is_none_or(|wait| wait <= 36_000));
    }
}
