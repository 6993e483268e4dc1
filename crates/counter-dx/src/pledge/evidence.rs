//! Evidence from a counter's entry in the register and its figures.
#![deny(clippy::arithmetic_side_effects)]

use super::{Counted, PledgeFigures, figures::Parts};
use crate::{
    id::ServiceId,
    register::{Counter, CounterRegister, Pledge, ServiceMode},
};
use std::collections::{BTreeSet, HashMap};
use tosei_criteria::{
    Answer, CompiledStandard, EvidenceError, EvidenceItem, EvidenceOrigin, ExactNumber, Stated,
};
use tosei_types::{IdError, MeasureId};

/// What a register and figures show of a counter's pledges.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct PledgeEvidence {
    /// The items of evidence: measured values, and 対象外 with its reason.
    pub items: Vec<EvidenceItem>,
    /// The measures of the standard of which nothing is known.
    pub unknown: Vec<MeasureId>,
    /// Services that the figures name and the counter is not known to offer; they are not counted.
    pub not_offered: BTreeSet<ServiceId>,
}

/// Why no evidence can be made.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum PledgeEvidenceError {
    /// The register has no counter of that id.
    #[error("the register has no counter `{counter}`")]
    #[non_exhaustive]
    NoCounter {
        /// The id in the figures.
        counter: String,
    },
    /// The source is blank, or another part of the origin is refused.
    #[error("no evidence can be made: {0}")]
    Evidence(#[from] EvidenceError),
    /// An id is refused.
    #[error("no evidence can be made: {0}")]
    Id(#[from] IdError),
}

impl PledgeEvidenceError {
    /// Stable identifier of the variant; never renamed once released.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::NoCounter { .. } => "counter_dx.pledge_evidence.no_counter",
            Self::Evidence(_) => "counter_dx.pledge_evidence.evidence",
            Self::Id(_) => "counter_dx.pledge_evidence.id",
        }
    }
}

/// Makes evidence about the pledges of the counter that the figures are of.
///
/// # How each is found
///
/// - The services offered are those that stand at the counter with a mode other than 無. If the mode of
///   one of them is unknown, how many there are is unknown, and so is every share of them.
/// - 予約受取のみ (handing over what was ordered) counts as a service by reservation, and as one without
///   writing. A counter that does nothing else writes nothing: 書かない does not apply (`pick_up_only`).
/// - If every service offered is known to have no fee, キャッシュレス does not apply (`no_fee`). If the fee
///   of one is unknown, the share is unknown.
/// - If the counter's tools are known and none serves キャッシュレス, no fee can be paid without cash,
///   unless the figures say otherwise.
/// - A measure `waits_over_<n>_minutes` of the standard counts the people who waited longer than *n*
///   minutes: an office's own edition may name other numbers.
///
/// Nothing is guessed: what neither the register nor the figures say is no evidence at all.
///
/// # Errors
///
/// - [`PledgeEvidenceError::NoCounter`] if the register does not know the counter.
/// - [`PledgeEvidenceError::Evidence`] if the origin is refused, as with a blank source.
/// - [`PledgeEvidenceError::Id`] if an id of the standard cannot be one of evidence.
///
/// # Examples
///
/// ```
/// use tosei_counter_dx::pledge::{PledgeFigures, assess_pledges, pledge_evidence, pledges};
/// use tosei_counter_dx::register::CounterRegister;
/// use tosei_criteria::{EvidenceOrigin, EvidenceQuality, EvidenceSet};
/// use tosei_types::Language;
///
/// let register: CounterRegister = serde_json::from_str(r#"{
///   "format": "tosei-counter-register", "format_version": 1, "title": "架空", "as_of": "2025-06-30",
///   "service_points": [{"id": "east", "name": "東出張所（架空）"}],
///   "services": [{"id": "consultation", "name": "相談", "fee": false}],
///   "counters": [{"id": "W-1", "name": "相談", "service_point": "east", "business": "相談",
///     "services": [{"service": "consultation", "mode": "processes"}]}]
/// }"#)?;
/// let figures: PledgeFigures = serde_json::from_str(
///     r#"{"counter": "W-1", "waits": [{"seconds": 240, "people": 95}, {"seconds": 900, "people": 5}]}"#,
/// )?;
/// let origin = EvidenceOrigin {
///     quality: EvidenceQuality::Confirmed,
///     source: "発券機".to_owned(),
///     date: "2025-06-30".parse()?,
///     confirmed_by: Some("市民課".to_owned()),
///     expires_on: None,
///     reconfirm_after_days: None,
///     note: None,
/// };
/// let shown = pledge_evidence(pledges(), &register, &figures, &origin)?;
/// let judged = assess_pledges(
///     pledges(),
///     &EvidenceSet::new(shown.items, Vec::new()),
///     figures.counter(),
///     "2025-06-30".parse()?,
/// );
/// let [waiting, writing, cashless] = judged.assessment.axes.as_slice() else { panic!("three axes") };
/// // Whether services can be reserved is unknown, so is whether people leave: Lv1 is certain.
/// assert_eq!(waiting.level.to_string(), "Lv1–3");
/// assert_eq!(writing.level.to_string(), "Lv0–3"); // nothing is known
/// assert!(cashless.not_applicable); // nothing has a fee
/// let sentences = judged.sentences(pledges(), Language::Ja);
/// assert!(sentences[0].starts_with("「待たない」は Lv1 から Lv3 の間です。"));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn pledge_evidence(
    standard: &CompiledStandard,
    register: &CounterRegister,
    figures: &PledgeFigures,
    origin: &EvidenceOrigin,
) -> Result<PledgeEvidence, PledgeEvidenceError> {
    let mut counters = register.counters.iter();
    let Some(counter) = counters.find(|counter| counter.id == *figures.counter()) else {
        return Err(PledgeEvidenceError::NoCounter {
            counter: figures.counter().to_string(),
        });
    };
    let offer = Offer::of(register, counter);
    let subject = figures.counter().as_subject();
    let item = |stated| EvidenceItem::try_new(subject.clone(), stated, origin.clone());
    let mut items = Vec::new();
    let document = standard.standard().document();
    for (reason, holds) in [
        ("no_fee", offer.has_no_fee()),
        ("pick_up_only", offer.is_pick_up_only()),
    ] {
        let mut reasons = document.not_applicable_reasons.iter();
        let listed = reasons.find(|listed| listed.id.as_str() == reason);
        for criterion in listed
            .filter(|_| holds)
            .and_then(|listed| listed.criteria.as_ref())
            .into_iter()
            .flatten()
        {
            items.push(item(Stated::Answer {
                criterion: criterion.clone(),
                answer: Answer::NotApplicable,
                reason: Some(reason.parse()?),
            })?);
        }
    }
    let mut unknown = Vec::new();
    for measure in &document.measures {
        match value(measure.id.as_str(), &offer, figures.parts()) {
            Some(value) => items.push(item(Stated::Value {
                measure: measure.id.clone(),
                value: Some(value),
                unit: measure.unit.clone(),
            })?),
            None => unknown.push(measure.id.clone()),
        }
    }
    Ok(PledgeEvidence {
        items,
        unknown,
        not_offered: offer.not_among(figures.parts()),
    })
}

/// What a counter offers, as far as the register knows.
struct Offer<'r> {
    /// Services with a mode other than 無.
    offered: BTreeSet<&'r ServiceId>,
    /// Of these, the ones that only hand over what was ordered.
    pick_up: BTreeSet<&'r ServiceId>,
    /// Whether some service stands there with an unknown mode.
    unknown_mode: bool,
    /// Whether it has no fee, if that is known; by service, those of unknown mode included.
    fees: HashMap<&'r ServiceId, Option<bool>>,
    /// Whether a tool serves キャッシュレス, if the tools are known.
    cashless_tool: Option<bool>,
}

impl<'r> Offer<'r> {
    fn of(register: &'r CounterRegister, counter: &'r Counter) -> Self {
        let services: HashMap<_, _> = register
            .services
            .iter()
            .map(|service| (&service.id, service.fee))
            .collect();
        let mut offer = Self {
            offered: BTreeSet::new(),
            pick_up: BTreeSet::new(),
            unknown_mode: false,
            fees: HashMap::new(),
            cashless_tool: counter.tools.as_ref().map(|tools| {
                let mut known = register.tools.iter();
                known.any(|tool| {
                    tool.pledges.contains(&Pledge::Cashless) && tools.contains(&tool.id)
                })
            }),
        };
        for handled in &counter.services {
            match handled.mode {
                Some(ServiceMode::None) => continue,
                Some(mode) => {
                    offer.offered.insert(&handled.service);
                    if mode == ServiceMode::ReservedPickUpOnly {
                        offer.pick_up.insert(&handled.service);
                    }
                }
                None => offer.unknown_mode = true,
            }
            let fee = services.get(&handled.service).copied().flatten();
            offer.fees.insert(&handled.service, fee);
        }
        offer
    }

    fn has_no_fee(&self) -> bool {
        !self.fees.is_empty() && self.fees.values().all(|fee| *fee == Some(false))
    }

    fn is_pick_up_only(&self) -> bool {
        !self.unknown_mode && !self.offered.is_empty() && self.offered == self.pick_up
    }

    /// How many are offered; `None` if one may or may not be, or nothing stands there.
    fn services(&self) -> Option<u64> {
        (!self.unknown_mode && !self.offered.is_empty()).then(|| number(self.offered.len()))
    }

    /// The services offered with a fee; `None` if the fee or the mode of one that counts is unknown.
    fn with_fee(&self) -> Option<BTreeSet<&'r ServiceId>> {
        let mut with_fee = BTreeSet::new();
        for (service, fee) in &self.fees {
            match fee {
                Some(false) => {}
                Some(true) if self.offered.contains(*service) => {
                    with_fee.insert(*service);
                }
                _ => return None,
            }
        }
        (!self.fees.is_empty()).then_some(with_fee)
    }

    /// How many of the services offered are among those named, or only hand over what was ordered.
    fn among(&self, named: Option<&BTreeSet<ServiceId>>) -> Option<u64> {
        self.services()?;
        // What everybody orders beforehand needs nobody to say so.
        if self.offered == self.pick_up {
            return Some(number(self.offered.len()));
        }
        let named = named?;
        let offered = self.offered.iter();
        let count = offered
            .filter(|service| named.contains(**service) || self.pick_up.contains(**service))
            .count();
        Some(number(count))
    }

    fn without_cash(&self, named: Option<&BTreeSet<ServiceId>>) -> Option<u64> {
        let with_fee = self.with_fee()?;
        match named {
            Some(named) => {
                let count = with_fee.iter().filter(|one| named.contains(**one)).count();
                Some(number(count))
            }
            None => (self.cashless_tool == Some(false)).then_some(0),
        }
    }

    fn not_among(&self, parts: &Parts) -> BTreeSet<ServiceId> {
        let lists = [
            &parts.by_reservation,
            &parts.without_writing,
            &parts.without_cash,
        ];
        let named = lists.into_iter().flatten().flatten();
        named
            .filter(|service| !self.offered.contains(*service))
            .cloned()
            .collect()
    }
}

fn number(count: usize) -> u64 {
    u64::try_from(count).unwrap_or(u64::MAX)
}

/// The value of a measure by its id; `None` if it is unknown, or no measure of ours.
fn value(measure: &str, offer: &Offer<'_>, parts: &Parts) -> Option<ExactNumber> {
    let counted = |share: Option<Counted>| share.filter(|share| share.of > 0);
    let waits = || parts.waits.as_ref().filter(|waits| waits.people() > 0);
    let whole = match measure {
        "waits" => waits()?.people(),
        "outcomes" => counted(parts.left_without_service)?.of,
        "left_without_service" => counted(parts.left_without_service)?.count,
        "services" => offer.services()?,
        "services_by_reservation" => offer.among(parts.by_reservation.as_ref())?,
        "services_without_writing" => offer.among(parts.without_writing.as_ref())?,
        "fee_services" => number(offer.with_fee()?.len()),
        "fee_services_without_cash" => offer.without_cash(parts.without_cash.as_ref())?,
        "payments" => counted(parts.payments_without_cash)?.of,
        "payments_without_cash" => counted(parts.payments_without_cash)?.count,
        "items_by_hand_per_application" => {
            let Counted { count, of } = counted(parts.items_by_hand)?;
            return ExactNumber::try_new(i64::try_from(count).ok()?, of).ok();
        }
        other => {
            let minutes = other
                .strip_prefix("waits_over_")?
                .strip_suffix("_minutes")?;
            let seconds = minutes.parse::<u32>().ok()?.checked_mul(60)?;
            waits()?.over(seconds)
        }
    };
    ExactNumber::try_new(i64::try_from(whole).ok()?, 1).ok()
}
