//! 台帳 (ledger): a chain of snapshots with the changes between them, and who confirmed the causes.

use crate::{
    Body, ChangeCause, ChangeKind, CompareOptions, ComparedList, ComparedSnapshots, Comparison,
    CompiledRates, DecompositionError, DecompositionOptions, FactsBasis, Inventory,
    RateDecomposition, RateResult, RecordedCauses, VolumeYear, compare, decompose,
};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use tosei_types::{Date, coded_enum};

const FORMAT: (&str, u32) = ("tosei-inventory-ledger", 1);

coded_enum! {
    /// 記載の根拠 (basis of an entry): whether somebody said so or it follows from the data.
    pub enum EntryBasis: "basis of a ledger entry" {
        /// 記録: somebody who knows said so. It overrides what follows from the data.
        Recorded = "recorded" ("記録", "recorded"),
        /// 推定: it follows from comparing two snapshots.
        Derived = "derived" ("推定", "derived"),
    }
}

/// 台帳の時点 (snapshot of a ledger): the status date, and the years of the counts apart from it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct LedgerSnapshot {
    /// 基準日.
    pub status_date: Date,
    /// 件数の年度, with how sure they are.
    #[serde(default)]
    pub volume_years: Vec<VolumeYear>,
    /// 備考.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}

/// 台帳の記載 (ledger entry): why some items changed between two snapshots.
///
/// # Wire form
///
/// `{"from": "2025-03-31", "until": "2025-06-30", "list": "processes", "cause": "corrected", "ids":
/// ["P-0001-1"], "basis": "recorded", "confirmed_by": "市民課", "confirmed_on": "2025-07-10"}`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct LedgerEntry {
    /// The earlier status date.
    pub from: Date,
    /// The later status date.
    pub until: Date,
    /// Which list.
    pub list: ComparedList,
    /// 要因.
    pub cause: ChangeCause,
    /// The ids concerned, the later ones where there are two.
    pub ids: Vec<Box<str>>,
    /// 根拠.
    pub basis: EntryBasis,
    /// 確認者.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub confirmed_by: Option<String>,
    /// 確認日.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub confirmed_on: Option<Date>,
    /// 理由.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub because: Option<String>,
}

/// Why something is not a ledger, or does not fit into one.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum LedgerError {
    /// The text is not JSON of the right shape.
    #[error("the ledger does not have the right shape: {0}")]
    Shape(#[from] serde_path_to_error::Error<serde_json::Error>),
    /// The file says that it is something else, or of another version.
    #[error(
        "expected format `tosei-inventory-ledger` version 1, got `{format}` version `{version}`"
    )]
    #[non_exhaustive]
    Format {
        /// The format that the file names.
        format: String,
        /// The version that the file names.
        version: u32,
    },
    /// A snapshot does not lie after the one before it.
    #[error("the snapshot of `{date}` does not lie after that of `{last}`")]
    #[non_exhaustive]
    NotLater {
        /// The date of the snapshot.
        date: Date,
        /// The date of the one before it.
        last: Date,
    },
    /// A comparison or an entry names a date that is no snapshot's, or the two the wrong way round.
    #[error("`{from}` to `{until}` is not a step between two snapshots of the ledger")]
    #[non_exhaustive]
    NoStep {
        /// The earlier date.
        from: Date,
        /// The later date.
        until: Date,
    },
}

impl LedgerError {
    /// Stable identifier of the variant; never renamed once released.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Shape(_) => "inventory.ledger.shape",
            Self::Format { .. } => "inventory.ledger.format",
            Self::NotLater { .. } => "inventory.ledger.not_later",
            Self::NoStep { .. } => "inventory.ledger.no_step",
        }
    }
}

/// 台帳 (ledger): the snapshots of one body in their order, and the changes between them.
///
/// # Invariant
///
/// Each snapshot lies after the one before it, and each entry lies between two of them.
///
/// # Not to be confused with
///
/// An [`Inventory`], which is one snapshot with all its items: the ledger holds the dates and
/// the causes.
///
/// # Wire form
///
/// A document `{"format": "tosei-inventory-ledger", "format_version": 1, "fictional": true, "body":
/// {…}, "snapshots": […], "entries": […]}`.
///
/// # Examples
///
/// ```
/// use tosei_inventory::{Body, CompareOptions, Inventory, Ledger, compare};
///
/// let march = Inventory::new(Body::new("見本市（架空）"), "2025-03-31".parse()?);
/// let june = Inventory::new(Body::new("見本市（架空）"), "2025-06-30".parse()?);
/// let mut ledger = Ledger::new(march.body.clone());
/// ledger.add_snapshot(&march)?;
/// ledger.add_snapshot(&june)?;
/// ledger.add_comparison(&compare(&march, &june, &CompareOptions::default()))?;
/// assert!(ledger.entries().is_empty()); // nothing changed
/// assert!(ledger.add_snapshot(&march).is_err());
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[doc(alias = "台帳")]
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(try_from = "wire::Ledger", into = "wire::Ledger")]
pub struct Ledger {
    fictional: bool,
    body: Body,
    snapshots: Vec<LedgerSnapshot>,
    entries: Vec<LedgerEntry>,
}

impl Ledger {
    /// A ledger without a snapshot.
    #[must_use]
    pub fn new(body: Body) -> Self {
        Self {
            fictional: false,
            body,
            snapshots: Vec::new(),
            entries: Vec::new(),
        }
    }

    /// Reads a document strictly.
    ///
    /// # Errors
    ///
    /// [`LedgerError::Shape`] with the place of the first thing that does not fit, be it the shape,
    /// the format or the order of the dates.
    pub fn from_json(json: &str) -> Result<Self, LedgerError> {
        let mut reader = serde_json::Deserializer::from_str(json);
        Ok(serde_path_to_error::deserialize(&mut reader)?)
    }

    /// 架空: whether the ledger is made up.
    #[must_use]
    pub fn is_fictional(&self) -> bool {
        self.fictional
    }

    pub(crate) fn set_fictional(&mut self, fictional: bool) {
        self.fictional = fictional;
    }

    /// 団体.
    #[must_use]
    pub fn body(&self) -> &Body {
        &self.body
    }

    /// The snapshots, in their order.
    #[must_use]
    pub fn snapshots(&self) -> &[LedgerSnapshot] {
        &self.snapshots
    }

    /// The entries, in the order in which they were made.
    #[must_use]
    pub fn entries(&self) -> &[LedgerEntry] {
        &self.entries
    }

    /// Adds a snapshot behind the last one. The ledger of a made-up inventory is made up.
    ///
    /// # Errors
    ///
    /// [`LedgerError::NotLater`] if it does not lie after the last one.
    pub fn add_snapshot(&mut self, inventory: &Inventory) -> Result<(), LedgerError> {
        self.push(LedgerSnapshot {
            status_date: inventory.status_date,
            volume_years: inventory.volume_years.clone(),
            note: None,
        })?;
        self.fictional |= inventory.fictional;
        Ok(())
    }

    pub(crate) fn push(&mut self, snapshot: LedgerSnapshot) -> Result<(), LedgerError> {
        if let Some(last) = self.snapshots.last()
            && snapshot.status_date <= last.status_date
        {
            return Err(LedgerError::NotLater {
                date: snapshot.status_date,
                last: last.status_date,
            });
        }
        self.snapshots.push(snapshot);
        Ok(())
    }

    /// Adds an entry.
    ///
    /// # Errors
    ///
    /// [`LedgerError::NoStep`] if its dates are not two snapshots of the ledger in their order.
    pub fn record(&mut self, entry: LedgerEntry) -> Result<(), LedgerError> {
        self.expect_step(entry.from, entry.until)?;
        self.entries.push(entry);
        Ok(())
    }

    fn expect_step(&self, from: Date, until: Date) -> Result<(), LedgerError> {
        let is_snapshot = |date: Date| self.snapshots.iter().any(|s| s.status_date == date);
        if from < until && is_snapshot(from) && is_snapshot(until) {
            Ok(())
        } else {
            Err(LedgerError::NoStep { from, until })
        }
    }

    /// Adds what follows from a comparison, as derived entries: one for each list and cause.
    ///
    /// A change of status is 新規オンライン化 if it became 実施済, whatever rates make of it.
    ///
    /// # Errors
    ///
    /// [`LedgerError::NoStep`] if the comparison is not of two snapshots of the ledger.
    pub fn add_comparison(&mut self, comparison: &Comparison) -> Result<(), LedgerError> {
        let (from, until) = (comparison.earlier_date(), comparison.later_date());
        self.expect_step(from, until)?;
        let mut found: BTreeMap<(ComparedList, ChangeCause), Vec<Box<str>>> = BTreeMap::new();
        for change in comparison.changes() {
            let ids = if change.later.is_empty() {
                &change.earlier
            } else {
                &change.later
            };
            for kind in &change.kinds {
                let cause = match kind {
                    ChangeKind::Added => ChangeCause::Added,
                    ChangeKind::Abolished => ChangeCause::Abolished,
                    ChangeKind::EditionAdded | ChangeKind::EditionEnded => {
                        ChangeCause::EditionsChanged
                    }
                    ChangeKind::Split => ChangeCause::Split,
                    ChangeKind::Merged => ChangeCause::Merged,
                    ChangeKind::Transferred => ChangeCause::Transferred,
                    _ => continue,
                };
                let entry = found.entry((change.list, cause)).or_default();
                entry.extend(ids.iter().cloned());
            }
            let status = change.fields.iter().find(|field| field.field == "status");
            if let Some(status) = status {
                let text =
                    |value: &serde_json::Value| value.as_str().unwrap_or_default().to_owned();
                let cause = match (text(&status.before).as_str(), text(&status.after).as_str()) {
                    ("unknown", _) => ChangeCause::UnknownResolved,
                    (_, "unknown") => ChangeCause::BecameUnknown,
                    ("exempt", _) | (_, "exempt") => ChangeCause::ExemptChanged,
                    (_, "done") => ChangeCause::NewlyOnline,
                    ("done", _) => ChangeCause::NoLongerOnline,
                    _ => continue,
                };
                let entry = found.entry((change.list, cause)).or_default();
                entry.extend(ids.iter().cloned());
            }
        }
        for ((list, cause), mut ids) in found {
            ids.sort_unstable();
            ids.dedup();
            self.entries.push(LedgerEntry {
                from,
                until,
                list,
                cause,
                ids,
                basis: EntryBasis::Derived,
                confirmed_by: None,
                confirmed_on: None,
                because: None,
            });
        }
        Ok(())
    }

    /// The causes that somebody recorded for the time between two dates; of two for one item the last
    /// one counts. Derived entries are not among them.
    #[must_use]
    pub fn recorded_causes(&self, from: Date, until: Date) -> RecordedCauses {
        let mut recorded = RecordedCauses::default();
        for entry in &self.entries {
            if entry.basis == EntryBasis::Recorded && from <= entry.from && entry.until <= until {
                for id in &entry.ids {
                    recorded.record(entry.list, id, entry.cause);
                }
            }
        }
        recorded
    }
}

/// 率の推移 (rate history): a rate at each snapshot, and why it changed from one to the next.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct RateHistory {
    /// The rate at each status date.
    pub points: Vec<RatePoint>,
    /// Why it changed: one less than there are points.
    pub changes: Vec<RateDecomposition>,
}

/// 時点の率 (rate at a date).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct RatePoint {
    /// 基準日.
    pub status_date: Date,
    /// 率.
    pub result: RateResult,
}

/// The series of one rate over some snapshots, each with the basis of its facts, in the order given.
///
/// What the ledger records overrides what follows from the data.
///
/// # Errors
///
/// As [`decompose`].
pub fn rate_history(
    rates: &CompiledRates,
    id: &str,
    snapshots: &[(&Inventory, FactsBasis<'_>)],
    options: &CompareOptions<'_>,
    decomposition: &DecompositionOptions<'_>,
    ledger: Option<&Ledger>,
) -> Result<RateHistory, DecompositionError> {
    let mut points = Vec::new();
    let mut changes = Vec::new();
    for step in snapshots.windows(2) {
        let [(earlier, earlier_basis), (later, later_basis)] = step else {
            continue;
        };
        let recorded =
            ledger.map(|ledger| ledger.recorded_causes(earlier.status_date, later.status_date));
        let decomposition = match &recorded {
            Some(recorded) if !recorded.is_empty() => decomposition.with_recorded(recorded),
            _ => *decomposition,
        };
        let made = decompose(
            rates,
            id,
            &ComparedSnapshots {
                earlier,
                earlier_basis: *earlier_basis,
                later,
                later_basis: *later_basis,
                comparison: &compare(earlier, later, options),
            },
            &decomposition,
        )?;
        if points.is_empty() {
            points.push(RatePoint {
                status_date: earlier.status_date,
                result: made.earlier().clone(),
            });
        }
        points.push(RatePoint {
            status_date: later.status_date,
            result: made.later().clone(),
        });
        changes.push(made);
    }
    Ok(RateHistory { points, changes })
}

mod wire {
    use super::{Body, FORMAT, LedgerEntry, LedgerError, LedgerSnapshot};
    use serde::{Deserialize, Serialize};

    /// 台帳文書 (ledger document).
    #[derive(Serialize, Deserialize)]
    #[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
    #[cfg_attr(feature = "schemars", schemars(rename = "Ledger"))]
    #[serde(deny_unknown_fields)]
    pub(super) struct Ledger {
        /// Where the schema of this file stands; not kept.
        #[serde(rename = "$schema", default, skip_serializing_if = "Option::is_none")]
        schema: Option<String>,
        /// Always `tosei-inventory-ledger`.
        #[cfg_attr(
            feature = "schemars",
            schemars(extend("const" = "tosei-inventory-ledger"))
        )]
        format: String,
        /// Version of the format; 1.
        #[cfg_attr(feature = "schemars", schemars(extend("const" = 1)))]
        format_version: u32,
        /// 架空: whether the ledger is made up.
        fictional: bool,
        /// 団体.
        body: Body,
        /// 時点, each later than the one before it.
        snapshots: Vec<LedgerSnapshot>,
        /// 記載.
        entries: Vec<LedgerEntry>,
    }

    impl TryFrom<Ledger> for super::Ledger {
        type Error = LedgerError;

        fn try_from(wire: Ledger) -> Result<Self, LedgerError> {
            if (wire.format.as_str(), wire.format_version) != FORMAT {
                return Err(LedgerError::Format {
                    format: wire.format.chars().take(80).collect(),
                    version: wire.format_version,
                });
            }
            let mut ledger = Self {
                fictional: wire.fictional,
                ..Self::new(wire.body)
            };
            for snapshot in wire.snapshots {
                ledger.push(snapshot)?;
            }
            for entry in wire.entries {
                ledger.record(entry)?;
            }
            Ok(ledger)
        }
    }

    impl From<super::Ledger> for Ledger {
        fn from(ledger: super::Ledger) -> Self {
            Self {
                schema: None,
                format: FORMAT.0.to_owned(),
                format_version: FORMAT.1,
                fictional: ledger.fictional,
                body: ledger.body,
                snapshots: ledger.snapshots,
                entries: ledger.entries,
            }
        }
    }
}
