//! 除外 (exemptions): findings that a body has decided to live with, for a time.

use crate::{Catalogue, Collector, JsonReader, Limits, Mark, PlaceRef, RawItem, Sink, ValueRef};
use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;
use tosei_types::Date;

/// The `format` of a document of exemptions.
pub const EXEMPTIONS_FORMAT: &str = "tosei-exemptions";

/// The format version that this crate reads.
pub const EXEMPTIONS_FORMAT_VERSION: u32 = 1;

/// 除外 (exemption): a body's decision that one rule is not to be reported about one subject.
///
/// It has a reason, somebody who approved it, and an end. While it holds, findings of the rule about
/// the subject are counted apart ([`RuleTotal::exempted`](crate::RuleTotal)) and not listed;
/// afterwards they come back, and the expired exemption is itself a finding.
///
/// # Invariant
///
/// No text is blank, and it does not expire before it was approved.
///
/// # Not to be confused with
///
/// 適用除外 (an online status): a process that the law excludes from going online.
///
/// # Wire form
///
/// `{"rule": "inventory.document.process.executor_missing", "subject": "P-0001-1", "reason": "…",
/// "approver": "…", "approved_on": "2025-04-01", "expires_on": "2026-03-31"}`. Both days are included.
///
/// # Source
///
/// `project-decision:exemptions`.
///
/// # Examples
///
/// ```
/// use tosei_document::Exemption;
///
/// let exemption: Exemption = serde_json::from_str(
///     r#"{
///         "rule": "inventory.document.process.executor_missing", "subject": "P-0001-1",
///         "reason": "組織改正の途中", "approver": "デジタル推進課長",
///         "approved_on": "2025-04-01", "expires_on": "2026-03-31"
///     }"#,
/// )?;
/// assert!(exemption.holds_on("2026-03-31".parse()?)); // the last day
/// assert!(!exemption.holds_on("2026-04-01".parse()?));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[doc(alias = "除外")]
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(try_from = "wire::Exemption", into = "wire::Exemption")]
pub struct Exemption {
    rule: String,
    subject: String,
    reason: String,
    approver: String,
    approved_on: Date,
    expires_on: Date,
}

/// Why something is not an exemption.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ExemptionError {
    /// A text is blank.
    #[error("the exemption's `{key}` is blank")]
    #[non_exhaustive]
    Blank {
        /// The key of the text.
        key: &'static str,
    },
    /// It ends before it was approved.
    #[error("the exemption expires on `{expires_on}`, before it was approved on `{approved_on}`")]
    #[non_exhaustive]
    ExpiresBeforeApproval {
        /// The day on which it was approved.
        approved_on: Date,
        /// The last day on which it would hold.
        expires_on: Date,
    },
}

impl ExemptionError {
    /// Stable identifier of the variant; never renamed once released.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Blank { .. } => "document.exemption.blank",
            Self::ExpiresBeforeApproval { .. } => "document.exemption.expires_before_approval",
        }
    }
}

impl Exemption {
    /// Takes a rule's code, the id of its subject, and the first and last day.
    ///
    /// # Errors
    ///
    /// - [`ExemptionError::Blank`] if a text has no character but white space.
    /// - [`ExemptionError::ExpiresBeforeApproval`] if the last day lies before the first.
    pub fn try_new(
        rule: impl Into<String>,
        subject: impl Into<String>,
        decision: Decision,
        approved_on: Date,
        expires_on: Date,
    ) -> Result<Self, ExemptionError> {
        let exemption = Self {
            rule: rule.into(),
            subject: subject.into(),
            reason: decision.reason,
            approver: decision.approver,
            approved_on,
            expires_on,
        };
        for (key, text) in [
            ("rule", &exemption.rule),
            ("subject", &exemption.subject),
            ("reason", &exemption.reason),
            ("approver", &exemption.approver),
        ] {
            if text.trim().is_empty() {
                return Err(ExemptionError::Blank { key });
            }
        }
        if expires_on < approved_on {
            return Err(ExemptionError::ExpiresBeforeApproval {
                approved_on,
                expires_on,
            });
        }
        Ok(exemption)
    }

    /// The rule's code.
    #[must_use]
    pub fn rule(&self) -> &str {
        &self.rule
    }

    /// The id of the thing that is exempted.
    #[must_use]
    pub fn subject(&self) -> &str {
        &self.subject
    }

    /// 理由.
    #[must_use]
    pub fn reason(&self) -> &str {
        &self.reason
    }

    /// 承認者.
    #[must_use]
    pub fn approver(&self) -> &str {
        &self.approver
    }

    /// 承認日: the first day on which it holds.
    #[must_use]
    pub fn approved_on(&self) -> Date {
        self.approved_on
    }

    /// 期限: the last day on which it holds.
    #[must_use]
    pub fn expires_on(&self) -> Date {
        self.expires_on
    }

    /// Whether it holds on a day.
    #[must_use]
    pub fn holds_on(&self, day: Date) -> bool {
        self.approved_on <= day && day <= self.expires_on
    }
}

/// Why an exemption was granted, and by whom.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Decision {
    /// 理由.
    pub reason: String,
    /// 承認者.
    pub approver: String,
}

/// What became of some exemptions on a day; every one is counted once.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[non_exhaustive]
pub struct AppliedExemptions {
    /// They hold.
    pub in_force: usize,
    /// They have expired; each was reported.
    pub expired: usize,
    /// They were approved after the day and do not hold yet.
    pub not_yet: usize,
    /// They name a rule that the catalogue does not have; each was reported.
    pub unknown_rule: usize,
}

impl Collector<'_> {
    /// Applies exemptions as they stand on a day: from here on, findings under one that holds are
    /// counted as exempted.
    ///
    /// An expired exemption and one that names no rule of the catalogue have no effect and are
    /// reported (`document.exemption.expired`, `document.exemption.unknown_rule`). Apply exemptions
    /// before the check: findings taken earlier stay.
    ///
    /// # Examples
    ///
    /// ```
    /// use tosei_document::{Catalogue, Collector, Exemption};
    ///
    /// let exemption: Exemption = serde_json::from_str(
    ///     r#"{
    ///         "rule": "document.json.sintax", "subject": "P-1", "reason": "…", "approver": "…",
    ///         "approved_on": "2025-04-01", "expires_on": "2026-03-31"
    ///     }"#,
    /// )?;
    /// let mut findings = Collector::new(Catalogue::reading());
    /// let applied = findings.apply(&[exemption], "2025-06-30".parse()?);
    /// assert_eq!(applied.unknown_rule, 1);
    /// assert_eq!(findings.into_report().count_of("document.exemption.unknown_rule"), 1);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn apply(&mut self, exemptions: &[Exemption], as_of: Date) -> AppliedExemptions {
        let mut applied = AppliedExemptions::default();
        for (at, exemption) in exemptions.iter().enumerate() {
            let pointer = format!("/exemptions/{at}");
            let Some(rule) = self.catalogue().index(&exemption.rule) else {
                applied.unknown_rule = applied.unknown_rule.saturating_add(1);
                let values = [("rule", exemption.rule.as_str().into())];
                self.note(
                    "document.exemption.unknown_rule",
                    &pointer,
                    exemption,
                    &values,
                );
                continue;
            };
            if exemption.holds_on(as_of) {
                applied.in_force = applied.in_force.saturating_add(1);
                self.exempt(rule, &exemption.subject);
            } else if as_of < exemption.approved_on {
                applied.not_yet = applied.not_yet.saturating_add(1);
            } else {
                applied.expired = applied.expired.saturating_add(1);
                let expired = exemption.expires_on.to_string();
                let values = [
                    ("rule", exemption.rule.as_str().into()),
                    ("expired", expired.as_str().into()),
                ];
                self.note("document.exemption.expired", &pointer, exemption, &values);
            }
        }
        applied
    }

    fn note(
        &mut self,
        code: &str,
        pointer: &str,
        exemption: &Exemption,
        values: &[(&'static str, ValueRef<'_>)],
    ) {
        if let Some(rule) = self.catalogue().index(code) {
            self.accept(Mark {
                rule,
                place: PlaceRef::Pointer(pointer),
                subject: Some(&exemption.subject),
                values,
            });
        }
    }
}

/// The document with its list left unread.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Shell<'a> {
    #[serde(rename = "$schema", default)]
    _schema: Option<String>,
    format: String,
    format_version: u32,
    #[serde(borrow)]
    exemptions: Vec<&'a RawValue>,
}

/// 除外一覧 (document of exemptions).
///
/// # Wire form
///
/// `{"format": "tosei-exemptions", "format_version": 1, "exemptions": [...]}`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct ExemptionDocument {
    /// Where the schema of this file stands.
    #[serde(rename = "$schema", default, skip_serializing_if = "Option::is_none")]
    pub schema: Option<String>,
    /// Always `tosei-exemptions`.
    #[cfg_attr(feature = "schemars", schemars(extend("const" = "tosei-exemptions")))]
    pub format: String,
    /// Version of the format; 1.
    #[cfg_attr(feature = "schemars", schemars(extend("const" = 1)))]
    pub format_version: u32,
    /// The exemptions.
    pub exemptions: Vec<Exemption>,
}

/// Reads a document of exemptions: those that fit, and those that do not as they were written.
///
/// `None` if the document is none, which was then reported. The catalogue must hold the rules of
/// [`Catalogue::reading`].
pub fn read_exemptions(
    bytes: &[u8],
    limits: &Limits,
    catalogue: &Catalogue,
    sink: &mut dyn Sink,
) -> Option<(Vec<Exemption>, Vec<RawItem>)> {
    let mut reader = JsonReader::open(bytes, limits, catalogue, sink)?;
    let shell: Shell<'_> = reader.shell()?;
    if !reader.expect_format(
        (EXEMPTIONS_FORMAT, EXEMPTIONS_FORMAT_VERSION),
        (&shell.format, shell.format_version),
    ) {
        return None;
    }
    let items = reader.items("/exemptions", &shell.exemptions);
    let exemptions = items.into_iter().map(|(_, exemption)| exemption).collect();
    Some((exemptions, reader.into_raw()))
}

mod wire {
    use super::{Date, Decision, Deserialize, ExemptionError, Serialize};

    /// 除外 (exemption).
    #[derive(Serialize, Deserialize)]
    #[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
    #[cfg_attr(feature = "schemars", schemars(rename = "Exemption"))]
    #[serde(deny_unknown_fields)]
    pub(super) struct Exemption {
        /// 規則 / the rule's code.
        rule: String,
        /// 対象 / the id of the thing that is exempted.
        subject: String,
        /// 理由 / why.
        reason: String,
        /// 承認者 / who approved it.
        approver: String,
        /// 承認日 / the first day on which it holds.
        approved_on: Date,
        /// 期限 / the last day on which it holds.
        expires_on: Date,
    }

    impl TryFrom<Exemption> for super::Exemption {
        type Error = ExemptionError;

        fn try_from(wire: Exemption) -> Result<Self, ExemptionError> {
            let decision = Decision {
                reason: wire.reason,
                approver: wire.approver,
            };
            Self::try_new(
                wire.rule,
                wire.subject,
                decision,
                wire.approved_on,
                wire.expires_on,
            )
        }
    }

    impl From<super::Exemption> for Exemption {
        fn from(exemption: super::Exemption) -> Self {
            Self {
                rule: exemption.rule,
                subject: exemption.subject,
                reason: exemption.reason,
                approver: exemption.approver,
                approved_on: exemption.approved_on,
                expires_on: exemption.expires_on,
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const RULE: &str = "document.json.syntax";

    fn exemption(rule: &str, from: &str, until: &str) -> Exemption {
        let decision = Decision {
            reason: "移行中".into(),
            approver: "課長".into(),
        };
        let (from, until) = (from.parse().unwrap(), until.parse().unwrap());
        Exemption::try_new(rule, "P-1", decision, from, until).unwrap()
    }

    /// Applies one exemption, then reports one finding about `P-1` and one about `P-2`.
    fn report(exemption: &Exemption, as_of: &str) -> (AppliedExemptions, crate::Report) {
        let catalogue = Catalogue::reading();
        let mut findings = Collector::new(catalogue);
        let applied = findings.apply(std::slice::from_ref(exemption), as_of.parse().unwrap());
        for subject in ["P-1", "P-2"] {
            findings.accept(Mark {
                rule: catalogue.index(RULE).unwrap(),
                place: PlaceRef::Document,
                subject: Some(subject),
                values: &[],
            });
        }
        (applied, findings.into_report())
    }

    #[test]
    fn on_the_day_of_expiry_it_still_holds() {
        let exemption = exemption(RULE, "2025-04-01", "2026-03-31");
        let (applied, report) = report(&exemption, "2026-03-31");
        assert_eq!((applied.in_force, applied.expired), (1, 0));
        assert_eq!((report.total(), report.count_of(RULE)), (1, 1)); // P-2 only
        assert_eq!(report.totals()[0].exempted, 1);
    }

    #[test]
    fn on_the_day_after_the_findings_come_back_and_the_expiry_is_one() {
        let exemption = exemption(RULE, "2025-04-01", "2026-03-31");
        let (applied, report) = report(&exemption, "2026-04-01");
        assert_eq!((applied.in_force, applied.expired), (0, 1));
        assert_eq!(report.count_of(RULE), 2);
        assert_eq!(report.count_of("document.exemption.expired"), 1);
        let finding = report.findings().iter().find(|f| &*f.rule != RULE).unwrap();
        let sentence = Catalogue::reading().sentence(finding, tosei_types::Language::En);
        assert_eq!(
            sentence,
            "the exemption of `P-1` from the rule `document.json.syntax` expired on 2026-03-31"
        );
    }

    #[test]
    fn before_it_was_approved_it_does_not_hold() {
        let exemption = exemption(RULE, "2025-04-01", "2026-03-31");
        let (applied, before) = report(&exemption, "2025-03-31");
        assert_eq!((applied.in_force, applied.not_yet), (0, 1));
        assert_eq!(before.count_of(RULE), 2);
        let (applied, _) = report(&exemption, "2025-04-01");
        assert_eq!((applied.in_force, applied.not_yet), (1, 0));
    }

    #[test]
    fn an_exemption_of_a_rule_that_is_not_there_is_reported() {
        let (applied, report) = report(&exemption("x.y", "2025-04-01", "2026-03-31"), "2025-04-01");
        assert_eq!(applied.unknown_rule, 1);
        assert_eq!(report.count_of("document.exemption.unknown_rule"), 1);
    }

    #[test]
    fn what_is_no_decision_is_refused() {
        let day = |text: &str| text.parse::<Date>().unwrap();
        let decision = |reason: &str| Decision {
            reason: reason.into(),
            approver: "課長".into(),
        };
        let (first, last) = (day("2025-04-01"), day("2025-03-31"));
        let blank = Exemption::try_new(RULE, "P-1", decision("　"), first, first);
        assert_eq!(blank.unwrap_err().code(), "document.exemption.blank");
        let reversed = Exemption::try_new(RULE, "P-1", decision("移行中"), first, last);
        assert_eq!(
            reversed.unwrap_err().code(),
            "document.exemption.expires_before_approval"
        );
        assert!(Exemption::try_new(RULE, "P-1", decision("移行中"), first, first).is_ok());
    }

    #[test]
    fn a_document_gives_the_good_ones_and_keeps_the_others_raw() {
        let good = serde_json::to_string(&exemption(RULE, "2025-04-01", "2026-03-31")).unwrap();
        let bad = good.replace("2026-03-31", "2025-03-31");
        let json = format!(
            r#"{{"format": "tosei-exemptions", "format_version": 1, "exemptions": [{bad}, {good}]}}"#
        );
        let mut findings = Collector::new(Catalogue::reading());
        let limits = Limits::default();
        let (read, raw) = read_exemptions(
            json.as_bytes(),
            &limits,
            Catalogue::reading(),
            &mut findings,
        )
        .unwrap();
        assert_eq!((read.len(), raw.len()), (1, 1));
        assert_eq!(raw[0].place.to_string(), "/exemptions/0");
        assert_eq!(
            findings.into_report().count_of("document.json.bad_value"),
            1
        );
    }
}
