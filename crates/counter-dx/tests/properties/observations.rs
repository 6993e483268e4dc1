//! Laws of tickets.

use proptest::prelude::*;
use tosei_counter_dx::observation::{Ticket, TicketTotals, observation_rules};
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

proptest! {
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
        let outcomes = totals.served() + totals.left() + totals.unknown_outcome();
        prop_assert_eq!(outcomes + totals.contradictory(), totals.tickets());
        prop_assert_eq!(totals.visits() + totals.transfers(), totals.tickets());
        prop_assert!(totals.waits().people() <= totals.tickets() - totals.contradictory());
        prop_assert!(totals.waits().longest_seconds().is_none_or(|wait| wait <= 36_000));
    }
}
