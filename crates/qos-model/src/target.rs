//! 到達目標 (targets): the level that a principle of a procedure is to reach, and by when.

use crate::check::Findings;
use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;
use std::collections::BTreeSet;
use tosei_criteria::LevelNumber;
use tosei_document::{Catalogue, JsonReader, Limits, RawItem, Sink};
use tosei_types::{AxisId, Date, ProcedureId};

/// The `format` of a document of targets.
pub const TARGETS_FORMAT: &str = "tosei-qos-targets";

/// The format version that this crate reads and writes.
pub const TARGETS_FORMAT_VERSION: u32 = 1;

/// 到達目標 (target): one principle of one procedure is to be at a level by a day.
///
/// A target that was moved keeps what it was before, the oldest first, so that slippage shows.
///
/// # Wire form
///
/// `{"procedure": "P-0001", "principle": "faster", "level": 2, "by": "2027-03-31"}`.
///
/// # Source
///
/// Source `tokyo-plan-2`: 「3年間の目標」.
///
/// # Examples
///
/// ```
/// use tosei_qos_model::Target;
///
/// let target: Target = serde_json::from_str(
///     r#"{"procedure": "P-0001", "principle": "faster", "level": 2, "by": "2027-03-31",
///         "earlier": [{"level": 2, "by": "2026-03-31", "changed_on": "2026-02-10", "reason": "システム更新の延期"}]}"#,
/// )?;
/// assert_eq!(target.days_moved(), 365);
/// # Ok::<(), serde_json::Error>(())
/// ```
#[doc(alias = "到達目標")]
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Target {
    /// 手続ID.
    pub procedure: ProcedureId,
    /// 原則: the id of the principle.
    pub principle: AxisId,
    /// 目標の段階.
    pub level: LevelNumber,
    /// 期限: the last day, included.
    pub by: Date,
    /// 変更前の目標: what it was before, the oldest first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub earlier: Vec<EarlierTarget>,
}

/// 変更前の目標 (earlier target): what a target was until it was changed.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct EarlierTarget {
    /// 目標の段階.
    pub level: LevelNumber,
    /// 期限.
    pub by: Date,
    /// 変更日: the day from which it was another.
    pub changed_on: Date,
    /// 変更の理由.
    pub reason: String,
}

impl Target {
    /// What the target was on a day: the level and the last day.
    #[must_use]
    pub fn as_of(&self, day: Date) -> (LevelNumber, Date) {
        self.earlier
            .iter()
            .find(|earlier| day < earlier.changed_on)
            .map_or((self.level, self.by), |earlier| (earlier.level, earlier.by))
    }

    /// By how many days the last day was moved since the target was first set; negative if it came
    /// forward.
    #[must_use]
    pub fn days_moved(&self) -> i64 {
        self.earlier
            .first()
            .map_or(0, |first| first.by.days_until(self.by))
    }

    /// Whether its level was lowered since it was first set.
    #[must_use]
    pub fn was_lowered(&self) -> bool {
        self.earlier
            .first()
            .is_some_and(|first| self.level < first.level)
    }
}

/// 目標一覧 (document of targets).
///
/// # Wire form
///
/// `{"format": "tosei-qos-targets", "format_version": 1, "targets": [...]}`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct TargetDocument {
    /// Where the schema of this file stands.
    #[serde(rename = "$schema", default, skip_serializing_if = "Option::is_none")]
    pub schema: Option<String>,
    /// Always `tosei-qos-targets`.
    #[cfg_attr(feature = "schemars", schemars(extend("const" = "tosei-qos-targets")))]
    pub format: String,
    /// Version of the format; 1.
    #[cfg_attr(feature = "schemars", schemars(extend("const" = 1)))]
    pub format_version: u32,
    /// The targets.
    pub targets: Vec<Target>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Shell<'a> {
    #[serde(rename = "$schema", default)]
    _schema: Option<String>,
    format: String,
    format_version: u32,
    #[serde(borrow)]
    targets: Vec<&'a RawValue>,
}

/// 読取結果 (reading): the targets of a file that could be typed, and what could not.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
#[non_exhaustive]
pub struct TargetReading {
    /// The targets, each with its position in the list of the file.
    pub targets: Vec<(usize, Target)>,
    /// What could not be typed, as it was written.
    pub raw: Vec<RawItem>,
}

impl TargetReading {
    /// Reads a document of targets and reports every defect of form; `None` if it is none.
    pub fn read(
        bytes: &[u8],
        limits: &Limits,
        catalogue: &Catalogue,
        sink: &mut dyn Sink,
    ) -> Option<Self> {
        let mut reader = JsonReader::open(bytes, limits, catalogue, sink)?;
        let shell: Shell<'_> = reader.shell()?;
        if !reader.expect_format(
            (TARGETS_FORMAT, TARGETS_FORMAT_VERSION),
            (&shell.format, shell.format_version),
        ) {
            return None;
        }
        let targets = reader.items("/targets", &shell.targets);
        Some(Self {
            targets,
            raw: reader.into_raw(),
        })
    }

    /// Checks the targets against the principles of a standard, each with its highest level.
    pub fn check(
        &self,
        principles: &[(AxisId, LevelNumber)],
        catalogue: &Catalogue,
        sink: &mut dyn Sink,
    ) {
        let mut findings = Findings::new(catalogue, sink);
        let mut seen = BTreeSet::new();
        for (at, target) in &self.targets {
            let subject = Some(target.procedure.as_str());
            let pointer = |key: &str| format!("/targets/{at}/{key}");
            let principle = target.principle.as_str();
            let named = [("principle", principle.into())];
            if !seen.insert((&target.procedure, principle)) {
                findings.report(
                    "qos.target.duplicate",
                    &pointer("principle"),
                    subject,
                    &named,
                );
            }
            match principles.iter().find(|(id, _)| *id == target.principle) {
                None => {
                    let pointer = pointer("principle");
                    findings.report("qos.target.unknown_principle", &pointer, subject, &named);
                }
                Some((_, highest)) if target.level > *highest => {
                    let values = [
                        ("level", u64::from(target.level.get()).into()),
                        ("highest", u64::from(highest.get()).into()),
                    ];
                    findings.report(
                        "qos.target.no_such_level",
                        &pointer("level"),
                        subject,
                        &values,
                    );
                }
                Some(_) => {}
            }
            let days = target.earlier.iter().map(|earlier| earlier.changed_on);
            if !days.is_sorted() {
                let pointer = pointer("earlier");
                findings.report("qos.target.changes_out_of_order", &pointer, subject, &named);
            }
            if target.was_lowered() {
                let values = [
                    ("principle", principle.into()),
                    ("level", u64::from(target.level.get()).into()),
                ];
                findings.report("qos.target.lowered", &pointer("level"), subject, &values);
            }
        }
    }
}
