//! What was observed at a counter that bears on its pledges.

use crate::{
    id::{CounterId, ServiceId},
    observation::{DurationCounts, TicketTotals},
};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use tosei_types::MAX_COUNT;

/// 数え (counted): so many, among or over so many.
///
/// Where `of` is 0 nothing was counted, and the share is unknown, not 0.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Counted {
    /// 数.
    pub count: u64,
    /// 母数: among which, or over which.
    pub of: u64,
}

/// Why figures are none.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum PledgeFiguresError {
    /// More were counted than there are.
    #[error("`{key}` counts `{count}` of `{of}`")]
    #[non_exhaustive]
    MoreThanAll {
        /// The key of the figure.
        key: &'static str,
        /// What was counted.
        count: u64,
        /// Of how many.
        of: u64,
    },
    /// A count passes 2^53 − 1.
    #[error("`{key}` counts at most 9007199254740991")]
    #[non_exhaustive]
    TooMany {
        /// The key of the figure.
        key: &'static str,
    },
}

impl PledgeFiguresError {
    /// Stable identifier of the variant; never renamed once released.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::MoreThanAll { .. } => "counter_dx.pledge_figures.more_than_all",
            Self::TooMany { .. } => "counter_dx.pledge_figures.too_many",
        }
    }
}

/// 約束の観測値 (figures for the pledges) of one counter over a period; what is absent is unknown.
///
/// # Invariant
///
/// Of people who left and of payments, no more are counted than there are; every count is at most
/// 2^53 − 1.
///
/// # Unit
///
/// Waits in seconds; items and applications; services by id; payments.
///
/// # Wire form
///
/// `{"counter": "W-1", "waits": [{"seconds": 300, "people": 12}], "left_without_service": {"count": 1,
/// "of": 60}, "items_by_hand": {"count": 240, "of": 40}, "by_reservation": ["residence"],
/// "without_writing": [], "without_cash": ["residence"], "payments_without_cash": {"count": 8, "of": 20}}`.
/// A list that is there and empty says that there is none; a list that is absent says nothing.
///
/// # Source
///
/// `project-decision:counter-pledges`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(try_from = "wire::PledgeFigures", into = "wire::PledgeFigures")]
pub struct PledgeFigures {
    counter: CounterId,
    parts: Parts,
}

#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Parts {
    pub(super) waits: Option<DurationCounts>,
    pub(super) left_without_service: Option<Counted>,
    pub(super) items_by_hand: Option<Counted>,
    pub(super) by_reservation: Option<BTreeSet<ServiceId>>,
    pub(super) without_writing: Option<BTreeSet<ServiceId>>,
    pub(super) without_cash: Option<BTreeSet<ServiceId>>,
    pub(super) payments_without_cash: Option<Counted>,
}

impl PledgeFigures {
    /// Figures of which nothing is known.
    #[must_use]
    pub fn unknown(counter: CounterId) -> Self {
        Self {
            counter,
            parts: Parts::default(),
        }
    }

    /// The counter.
    #[must_use]
    pub fn counter(&self) -> &CounterId {
        &self.counter
    }

    pub(super) fn parts(&self) -> &Parts {
        &self.parts
    }

    /// With the waits and the outcomes of its tickets, as far as they are known.
    #[must_use]
    pub fn with_tickets(mut self, totals: &TicketTotals) -> Self {
        let waits = totals.waits();
        self.parts.waits = (waits.people() > 0).then(|| waits.clone());
        let of = totals.served().saturating_add(totals.left());
        self.parts.left_without_service = (of > 0).then(|| Counted {
            count: totals.left(),
            of,
        });
        self
    }

    /// With the items that were written by hand in so many applications.
    #[must_use]
    pub fn with_items_by_hand(mut self, items: u32, applications: u32) -> Self {
        self.parts.items_by_hand = Some(Counted {
            count: items.into(),
            of: applications.into(),
        });
        self
    }

    /// With the services that can be reserved; those named are all.
    #[must_use]
    pub fn with_reservable(mut self, services: impl IntoIterator<Item = ServiceId>) -> Self {
        self.parts.by_reservation = Some(services.into_iter().collect());
        self
    }

    /// With the services in which nothing is written by hand; those named are all.
    #[must_use]
    pub fn with_writing_free(mut self, services: impl IntoIterator<Item = ServiceId>) -> Self {
        self.parts.without_writing = Some(services.into_iter().collect());
        self
    }

    /// With the services whose fee can be paid without cash; those named are all.
    #[must_use]
    pub fn with_cashless(mut self, services: impl IntoIterator<Item = ServiceId>) -> Self {
        self.parts.without_cash = Some(services.into_iter().collect());
        self
    }
}

mod wire {
    use super::{
        BTreeSet, Counted, CounterId, DurationCounts, MAX_COUNT, Parts, PledgeFiguresError,
        ServiceId,
    };
    use serde::{Deserialize, Serialize};

    /// 約束の観測値 (figures for the pledges) of one counter.
    #[derive(Serialize, Deserialize)]
    #[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
    #[cfg_attr(feature = "schemars", schemars(rename = "PledgeFigures"))]
    #[serde(deny_unknown_fields)]
    pub(super) struct PledgeFigures {
        /// 窓口ID.
        counter: CounterId,
        /// 待ち時間の分布.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        waits: Option<DurationCounts>,
        /// 離脱した来庁 / among those of known outcome.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        left_without_service: Option<Counted>,
        /// 手書きの項目 / over so many applications.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        items_by_hand: Option<Counted>,
        /// 予約できる業務.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        by_reservation: Option<BTreeSet<ServiceId>>,
        /// 手書きのない業務.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        without_writing: Option<BTreeSet<ServiceId>>,
        /// 手数料を現金なしで払える業務.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        without_cash: Option<BTreeSet<ServiceId>>,
        /// 現金によらない支払 / among all payments.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        payments_without_cash: Option<Counted>,
    }

    impl TryFrom<PledgeFigures> for super::PledgeFigures {
        type Error = PledgeFiguresError;

        fn try_from(wire: PledgeFigures) -> Result<Self, PledgeFiguresError> {
            for (key, share, part_of) in [
                ("left_without_service", wire.left_without_service, true),
                ("items_by_hand", wire.items_by_hand, false),
                ("payments_without_cash", wire.payments_without_cash, true),
            ] {
                let Some(Counted { count, of }) = share else {
                    continue;
                };
                if count > MAX_COUNT || of > MAX_COUNT {
                    return Err(PledgeFiguresError::TooMany { key });
                }
                if part_of && count > of {
                    return Err(PledgeFiguresError::MoreThanAll { key, count, of });
                }
            }
            Ok(Self {
                counter: wire.counter,
                parts: Parts {
                    waits: wire.waits,
                    left_without_service: wire.left_without_service,
                    items_by_hand: wire.items_by_hand,
                    by_reservation: wire.by_reservation,
                    without_writing: wire.without_writing,
                    without_cash: wire.without_cash,
                    payments_without_cash: wire.payments_without_cash,
                },
            })
        }
    }

    impl From<super::PledgeFigures> for PledgeFigures {
        fn from(figures: super::PledgeFigures) -> Self {
            let parts = figures.parts;
            Self {
                counter: figures.counter,
                waits: parts.waits,
                left_without_service: parts.left_without_service,
                items_by_hand: parts.items_by_hand,
                by_reservation: parts.by_reservation,
                without_writing: parts.without_writing,
                without_cash: parts.without_cash,
                payments_without_cash: parts.payments_without_cash,
            }
        }
    }
}
