//! Tickets: what a ticket machine knows of each visit.

use super::{ClockTime, DurationCounts, KnownTimes, QUARTER_HOURS, observation_rules};
use crate::report::Reporter;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use tosei_document::{PlaceRef, Sink};
use tosei_types::Date;

/// 受付票 (ticket): the times that are known of one visit to one counter.
///
/// Most machines hold only some of them; a time that is not there is unknown. A visit that goes on to
/// another counter keeps its visit id on a second ticket.
///
/// # Wire form
///
/// `{"visit": "A012", "date": "2025-04-01", "issued": "08:41:10", "called": "08:55:02"}`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Ticket {
    /// 来庁のID: the same on all tickets of one visit, on one day.
    pub visit: String,
    /// 日付.
    pub date: Date,
    /// 発券: when it was issued.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub issued: Option<ClockTime>,
    /// 呼出し: when it was first called.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub called: Option<ClockTime>,
    /// 対応開始.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub started: Option<ClockTime>,
    /// 対応終了.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub finished: Option<ClockTime>,
    /// 支払: when the fee was paid.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub paid: Option<ClockTime>,
    /// 離脱: when the person left without being served.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub left: Option<ClockTime>,
    /// 再呼出し: how often it was called again after the first call; absent if unknown.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub recalls: Option<u32>,
    /// 不在: called, and nobody came.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub no_show: bool,
}

/// 受付票の集計 (totals of tickets): arrivals, waits, service times and abandonment.
///
/// # How each is measured
///
/// - An arrival is a visit, at the time its first ticket was issued; further tickets are transfers.
/// - A wait runs from the issue to the call, or to the start where no call is known.
/// - A service runs from the start to the end, or from the call where no start is known; the way from
///   the waiting area is then part of it.
/// - A stay runs from the issue to the end or the payment, whichever is later.
/// - 不在 (a no-show) is a ticket whose holder did not come when called: neither served nor, as far as
///   anybody knows, left before the call. Its time until the call is no wait of a person served, and is
///   not counted as one.
/// - Abandonment counts tickets that say so. A ticket with an issue and nothing else is of unknown
///   outcome: neither served nor left.
///
/// Times that go backwards are a finding, and no wait or service is taken from them. The order of the
/// tickets does not matter, nor does the number of parts that are merged.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct TicketTotals {
    visits: BTreeMap<(Date, Box<str>), Option<ClockTime>>,
    tickets: u64,
    waits: DurationCounts,
    services: DurationCounts,
    stays: DurationCounts,
    known: KnownTimes,
    left: u64,
    no_shows: u64,
    recalls: u64,
    served: u64,
    unknown_outcome: u64,
    contradictory: u64,
}

impl TicketTotals {
    /// No tickets.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a ticket; times that contradict each other are a finding of
    /// [`observation_rules`](super::observation_rules).
    pub fn add(&mut self, ticket: &Ticket, place: PlaceRef<'_>, sink: &mut dyn Sink) {
        bump(&mut self.tickets);
        let issued = self
            .visits
            .entry((ticket.date, ticket.visit.as_str().into()))
            .or_insert(ticket.issued);
        // The earliest known issue, whatever the order of the tickets.
        *issued = match (*issued, ticket.issued) {
            (Some(one), Some(other)) => Some(one.min(other)),
            (one, other) => one.or(other),
        };
        self.known.issued |= ticket.issued.is_some();
        self.known.called |= ticket.called.is_some();
        self.known.started |= ticket.started.is_some();
        self.known.finished |= ticket.finished.is_some();
        self.known.paid |= ticket.paid.is_some();
        self.known.left |= ticket.left.is_some();
        let served = ticket.started.or(ticket.finished).is_some();
        let times = [
            ticket.issued,
            ticket.called,
            ticket.started,
            ticket.finished,
        ];
        let known: Vec<ClockTime> = times.into_iter().flatten().collect();
        let in_order = known.is_sorted();
        let left_early = ticket.left.is_some_and(|left| {
            let before = ticket.issued.or(ticket.called);
            before.is_some_and(|before| left < before)
        });
        // Some pay before they are served; nobody pays before coming.
        let paid_early = ticket.paid.is_some_and(|paid| {
            let before = ticket.issued.or(ticket.called);
            before.is_some_and(|before| paid < before)
        });
        let out_of_order = !in_order || left_early || paid_early;
        let no_show_and_more = ticket.no_show && (served || ticket.left.is_some());
        if out_of_order || no_show_and_more || (served && ticket.left.is_some()) {
            bump(&mut self.contradictory);
            let mut reporter = Reporter::new(observation_rules(), sink);
            let subject = Some(ticket.visit.as_str());
            let code = if out_of_order {
                "counter_dx.observation.ticket_order"
            } else if no_show_and_more {
                "counter_dx.observation.no_show_and_more"
            } else {
                "counter_dx.observation.left_and_served"
            };
            reporter.report(code, place, subject, &[]);
            return;
        }
        self.recalls = self
            .recalls
            .saturating_add(ticket.recalls.unwrap_or(0).into());
        if ticket.no_show {
            bump(&mut self.no_shows);
            return;
        }
        match (ticket.left, served) {
            (Some(_), _) => bump(&mut self.left),
            (None, true) => bump(&mut self.served),
            (None, false) => bump(&mut self.unknown_outcome),
        }
        let between = |from: Option<ClockTime>, to: Option<ClockTime>| to?.since(from?);
        if let Some(wait) = between(ticket.issued, ticket.called.or(ticket.started)) {
            self.waits.add(wait);
        }
        if let Some(service) = between(ticket.started.or(ticket.called), ticket.finished) {
            self.services.add(service);
        }
        if let Some(stay) = between(ticket.issued, ticket.finished.max(ticket.paid)) {
            self.stays.add(stay);
        }
    }

    /// Declares which times the tickets hold, whether or not one does; what a ticket shows is declared
    /// by it.
    pub fn declare(&mut self, known: KnownTimes) {
        for (mine, theirs) in [
            (&mut self.known.issued, known.issued),
            (&mut self.known.called, known.called),
            (&mut self.known.started, known.started),
            (&mut self.known.finished, known.finished),
            (&mut self.known.paid, known.paid),
            (&mut self.known.left, known.left),
        ] {
            *mine |= theirs;
        }
    }

    /// 記録される時刻: declared, or seen on a ticket.
    #[must_use]
    pub fn known_times(&self) -> KnownTimes {
        self.known
    }

    pub(super) fn visit_dates(&self) -> impl Iterator<Item = Date> {
        self.visits.keys().map(|(date, _)| *date)
    }

    /// Adds the totals of another part.
    pub fn merge(&mut self, other: &Self) {
        for (visit, issued) in &other.visits {
            let mine = self.visits.entry(visit.clone()).or_insert(*issued);
            *mine = match (*mine, *issued) {
                (Some(one), Some(other)) => Some(one.min(other)),
                (one, other) => one.or(other),
            };
        }
        self.waits.merge(&other.waits);
        self.services.merge(&other.services);
        self.stays.merge(&other.stays);
        self.declare(other.known);
        for (mine, theirs) in [
            (&mut self.tickets, other.tickets),
            (&mut self.left, other.left),
            (&mut self.no_shows, other.no_shows),
            (&mut self.recalls, other.recalls),
            (&mut self.served, other.served),
            (&mut self.unknown_outcome, other.unknown_outcome),
            (&mut self.contradictory, other.contradictory),
        ] {
            *mine = mine.saturating_add(theirs);
        }
    }

    /// 来庁数: visits, each counted once.
    #[must_use]
    pub fn visits(&self) -> u64 {
        u64::try_from(self.visits.len()).unwrap_or(u64::MAX)
    }

    /// 受付票数.
    #[must_use]
    pub fn tickets(&self) -> u64 {
        self.tickets
    }

    /// 引継ぎ数: tickets beyond the first of a visit.
    #[must_use]
    pub fn transfers(&self) -> u64 {
        self.tickets.saturating_sub(self.visits())
    }

    /// 15分ごとの来庁数: arrivals of a day by quarter-hour of their first issue, from midnight. Visits
    /// without a known issue are not among them.
    #[must_use]
    pub fn arrivals(&self, date: Date) -> [u64; QUARTER_HOURS] {
        let mut quarters = [0u64; QUARTER_HOURS];
        let from = (date, Box::from(""));
        let day = self
            .visits
            .range(from..)
            .take_while(|((d, _), _)| *d == date);
        for issued in day.filter_map(|(_, issued)| *issued) {
            let at = usize::try_from(issued.quarter_hour()).unwrap_or(usize::MAX);
            if let Some(quarter) = quarters.get_mut(at) {
                bump(quarter);
            }
        }
        quarters
    }

    /// 待ち時間.
    #[must_use]
    pub fn waits(&self) -> &DurationCounts {
        &self.waits
    }

    /// 対応時間.
    #[must_use]
    pub fn services(&self) -> &DurationCounts {
        &self.services
    }

    /// 滞在時間: from the issue to the end or the payment.
    #[must_use]
    pub fn stays(&self) -> &DurationCounts {
        &self.stays
    }

    /// 不在: tickets whose holders did not come when called.
    #[must_use]
    pub fn no_shows(&self) -> u64 {
        self.no_shows
    }

    /// 再呼出し: calls beyond the first of a ticket, of those that say so.
    #[must_use]
    pub fn recalls(&self) -> u64 {
        self.recalls
    }

    /// 対応済み: tickets that were served.
    #[must_use]
    pub fn served(&self) -> u64 {
        self.served
    }

    /// 離脱: tickets whose holders left.
    #[must_use]
    pub fn left(&self) -> u64 {
        self.left
    }

    /// 結果不明: tickets of which neither is known.
    #[must_use]
    pub fn unknown_outcome(&self) -> u64 {
        self.unknown_outcome
    }

    /// 矛盾: tickets whose times contradict each other.
    #[must_use]
    pub fn contradictory(&self) -> u64 {
        self.contradictory
    }
}

fn bump(count: &mut u64) {
    *count = count.saturating_add(1);
}
