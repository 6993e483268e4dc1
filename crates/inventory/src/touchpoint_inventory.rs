//! 接点の棚卸 (inventory of touchpoints): contacts that are no procedures, counted apart.

use crate::{
    CompiledRates, FactsBasis, Inventory, OnlineStatus, RateResult, Tally, TouchpointFacts,
    TouchpointKind,
};
use serde::Serialize;
use std::collections::BTreeMap;
use tosei_types::{CaseCount, Language};

/// 接点の種類別の集計 (row of a kind).
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct TouchpointRow {
    /// 種類.
    pub kind: TouchpointKind,
    /// Whether it is a document that somebody fills in or sends.
    pub is_document: bool,
    /// How many there are.
    pub touchpoints: u64,
    /// 実施状況別の数; statuses that do not occur are left out.
    pub by_status: BTreeMap<OnlineStatus, u64>,
    /// The share of this kind that is digital, by the definition that was asked for.
    pub rate: Option<RateResult>,
    /// 年間件数 of those whose count is known.
    pub cases: u64,
    /// Of these, the cases of touchpoints that are digital (実施済).
    pub cases_of_done: u64,
    /// How many have no known count.
    pub without_cases: u64,
    /// The body's own words for kinds that the list does not have, with their number.
    pub own_kinds: BTreeMap<String, u64>,
}

/// 接点の棚卸 (inventory of touchpoints) by kind.
///
/// # Not to be confused with
///
/// Any rate of procedures or processes: a touchpoint is none, its rate has a unit of its own
/// ([`RateUnit::Touchpoint`](crate::RateUnit::Touchpoint)), and nothing here is ever added to theirs.
///
/// # Examples
///
/// ```
/// # #[cfg(feature = "sample")] {
/// use tosei_inventory::{
///     FactsBasis, Inventory, ProcessKinds, RateDefinitions, TouchpointInventory, TouchpointKind,
///     VolumeChoice, VolumeMeasure, VolumeState, sample,
/// };
///
/// let inventory = Inventory::from_json(sample::mihon_inventory_json()).unwrap();
/// let basis = FactsBasis::standard(
///     inventory.status_date,
///     VolumeChoice {
///         fiscal_year: "2024".parse().unwrap(),
///         measure: VolumeMeasure::Applications,
///         state: VolumeState::Final,
///     },
/// );
/// let rates = RateDefinitions::standard().compile(ProcessKinds::standard()).unwrap();
/// let counted = TouchpointInventory::of(&inventory, &basis, &rates, "touchpoints.done");
/// assert_eq!(counted.touchpoints, 95);
/// assert_eq!(counted.row(TouchpointKind::CounterForm).unwrap().touchpoints, 58);
/// # }
/// ```
#[doc(alias = "接点の棚卸")]
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct TouchpointInventory {
    /// How many touchpoints there are.
    pub touchpoints: u64,
    /// How many of them are documents (契約書類, 請求, 報告, 申込, 窓口記入).
    pub documents: u64,
    /// The rate over all of them.
    pub rate: Option<RateResult>,
    /// By kind, in the order of the list; kinds that do not occur are left out.
    pub rows: Vec<TouchpointRow>,
}

impl TouchpointKind {
    /// Whether it is a document that somebody fills in or sends: 契約書類, 請求, 報告, 申込, 窓口記入.
    ///
    /// 相談 and イベント are not; nor is その他, which could be anything.
    #[must_use]
    pub const fn is_document(self) -> bool {
        matches!(
            self,
            Self::ContractDocument | Self::Claim | Self::Report | Self::Entry | Self::CounterForm
        )
    }
}

impl TouchpointInventory {
    /// Counts the touchpoints of an inventory, with the rate of one definition.
    ///
    /// The rates are `None` if there is no such definition or it does not count touchpoints.
    #[must_use]
    pub fn of(
        inventory: &Inventory,
        basis: &FactsBasis<'_>,
        rates: &CompiledRates,
        definition: &str,
    ) -> Self {
        let mut whole = Tally::<TouchpointFacts>::new();
        let mut kinds: BTreeMap<TouchpointKind, (Tally<TouchpointFacts>, TouchpointRow)> =
            BTreeMap::new();
        for touchpoint in &inventory.touchpoints {
            let facts = touchpoint.facts(basis);
            whole.add(&facts);
            let kind = touchpoint.kind;
            let (tally, row) = kinds
                .entry(kind)
                .or_insert_with(|| (Tally::new(), TouchpointRow::empty(kind)));
            tally.add(&facts);
            row.add(&facts);
            if let Some(own) = touchpoint.kind_raw.as_deref() {
                let count = row.own_kinds.entry(own.to_owned()).or_default();
                *count = count.saturating_add(1);
            }
        }
        let rows: Vec<TouchpointRow> = kinds
            .into_values()
            .map(|(tally, row)| TouchpointRow {
                rate: rates.evaluate_one(definition, &tally),
                ..row
            })
            .collect();
        let of = |rows: &[&TouchpointRow]| {
            rows.iter()
                .fold(0u64, |sum, row| sum.saturating_add(row.touchpoints))
        };
        let documents: Vec<&TouchpointRow> = rows.iter().filter(|row| row.is_document).collect();
        Self {
            touchpoints: whole.rows(),
            documents: of(&documents),
            rate: rates.evaluate_one(definition, &whole),
            rows,
        }
    }

    /// The row of a kind; `None` if none occurs.
    #[must_use]
    pub fn row(&self, kind: TouchpointKind) -> Option<&TouchpointRow> {
        self.rows.iter().find(|row| row.kind == kind)
    }

    /// The rate in one sentence that says that no procedure is in it; `None` without a rate.
    #[must_use]
    pub fn sentence(&self, language: Language) -> Option<String> {
        let rate = self.rate.as_ref()?.sentence(language);
        Some(match language {
            Language::Ja => format!("{rate}。手続・手続プロセスの率には含めない。"),
            Language::En => {
                format!("{rate}. It is in no rate of procedures or processes.")
            }
        })
    }
}

impl TouchpointRow {
    const fn empty(kind: TouchpointKind) -> Self {
        Self {
            kind,
            is_document: kind.is_document(),
            touchpoints: 0,
            by_status: BTreeMap::new(),
            rate: None,
            cases: 0,
            cases_of_done: 0,
            without_cases: 0,
            own_kinds: BTreeMap::new(),
        }
    }

    fn add(&mut self, facts: &TouchpointFacts) {
        self.touchpoints = self.touchpoints.saturating_add(1);
        let count = self.by_status.entry(facts.status).or_default();
        *count = count.saturating_add(1);
        let Some(cases) = facts.cases.map(CaseCount::get) else {
            self.without_cases = self.without_cases.saturating_add(1);
            return;
        };
        self.cases = self.cases.saturating_add(cases);
        if facts.status == OnlineStatus::Done {
            self.cases_of_done = self.cases_of_done.saturating_add(cases);
        }
    }
}
