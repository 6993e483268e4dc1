//! 処理期間からの証拠 (evidence from processing periods): what two statements show of より早く.

use crate::{check::Findings, subject_of};
use serde::{Deserialize, Serialize};
use tosei_criteria::{
    Answer, EvidenceError, EvidenceItem, EvidenceOrigin, EvidenceQuality, ExactNumber, Stated,
};
use tosei_document::{Catalogue, Sink};
use tosei_types::{
    ApproximateDays, CriterionId, Date, DayConversion, IdError, ProcedureId,
    ProcessingPeriodStatement as Statement, coded_enum, period::PeriodLength,
};

coded_enum! {
    /// 二つの処理期間の比較 (comparison of the two channels).
    pub enum ChannelComparison: "comparison of two channels" {
        /// オンラインの方が短い.
        OnlineShorter = "online_shorter" ("オンラインの方が短い", "online is shorter"),
        /// 同じ: no evidence that a period was set for online applications.
        Equal = "equal" ("同じ", "equal"),
        /// オンラインの方が長い: worth a finding.
        OnlineLonger = "online_longer" ("オンラインの方が長い", "online is longer"),
        /// 比べられない: one is not stated, or months and days do not decide.
        NotComparable = "not_comparable" ("比べられない", "not comparable"),
    }
}

/// 処理期間の記載 (statements about processing periods) of one procedure, by channel.
#[derive(Debug, Clone, Copy)]
pub struct StatedPeriods<'s> {
    /// 手続.
    pub procedure: &'s ProcedureId,
    /// 処理期間（オンライン）; `None` if nothing is written.
    pub online: Option<&'s Statement>,
    /// 処理期間（非オンライン）; `None` if nothing is written.
    pub counter: Option<&'s Statement>,
    /// Where the statements stand: a survey, a ledger.
    pub source: &'s str,
    /// The day from which they hold.
    pub date: Date,
    /// How months and business days are compared with days.
    pub conversion: DayConversion,
}

/// 処理期間から分かること (what the periods show).
///
/// All of it is a self-report (自己申告): it counts only where the standard says so, and what is not
/// said stays unknown. That online applications have a period *of their own* (`F2a`) is shown
/// only where the two statements differ. 処理期間の大幅短縮 (`F3a`) is never shown, only
/// [`ratio`](Self::ratio) for whoever looks for candidates.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct PeriodEvidence {
    /// The items for `F1a` and `F2a`, and the measured days where they can be told.
    pub items: Vec<EvidenceItem>,
    /// How the channels compare.
    pub comparison: ChannelComparison,
    /// オンライン／窓口: the online period over the counter's, by the longest stated lengths.
    pub ratio: Option<ExactNumber>,
}

/// Why no evidence can be made.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum DerivedEvidenceError {
    /// The source is blank, or another part is refused.
    #[error("no evidence can be made: {0}")]
    Evidence(#[from] EvidenceError),
    /// An id of ours is refused.
    #[error("no evidence can be made: {0}")]
    Id(#[from] IdError),
}

impl DerivedEvidenceError {
    /// Stable identifier of the variant; never renamed once released.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Evidence(_) => "qos.derived_evidence.evidence",
            Self::Id(_) => "qos.derived_evidence.id",
        }
    }
}

/// An answer with its reason, as one channel's statement gives it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
enum Said {
    Set,
    SameDay,
    NoResponse,
    NoneSet,
    Nothing,
}

fn said(statement: Option<&Statement>) -> Said {
    match statement {
        Some(Statement::Stated(period)) => {
            let same_day = period
                .single_length()
                .is_some_and(|length| length.is_same_day());
            if same_day { Said::SameDay } else { Said::Set }
        }
        Some(Statement::Several(_)) => Said::Set,
        Some(Statement::NoneSet) => Said::NoneSet,
        Some(Statement::NoResponseDue) => Said::NoResponse,
        _ => Said::Nothing,
    }
}

impl StatedPeriods<'_> {
    /// What the two statements show.
    ///
    /// # Errors
    ///
    /// [`DerivedEvidenceError::Evidence`] if the source is blank.
    ///
    /// # Examples
    ///
    /// ```
    /// use tosei_qos_model::{ChannelComparison, StatedPeriods};
    /// use tosei_types::{DayConversion, read_processing_period};
    ///
    /// let read = |text| read_processing_period(text).unwrap().into_statement();
    /// let (online, counter) = (read("10日"), read("10日"));
    /// let shown = StatedPeriods {
    ///     procedure: &"P-0001".parse()?,
    ///     online: Some(&online),
    ///     counter: Some(&counter),
    ///     source: "棚卸調査",
    ///     date: "2025-06-30".parse()?,
    ///     conversion: DayConversion::default(),
    /// }
    /// .evidence()?;
    /// // A period is set (F1a); that one is set for online applications (F2a) is not shown.
    /// assert_eq!(shown.comparison, ChannelComparison::Equal);
    /// assert_eq!(shown.items.len(), 3); // F1a and the two measured periods
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn evidence(&self) -> Result<PeriodEvidence, DerivedEvidenceError> {
        let comparison = self.comparison();
        let mut items = Vec::new();
        if let Some((answer, reason)) = self.period_set() {
            items.push(self.answer("F1a", answer, reason)?);
        }
        if let Some((answer, reason)) = self.online_period_set(comparison) {
            items.push(self.answer("F2a", answer, reason)?);
        }
        let (online, counter) = (self.days(self.online), self.days(self.counter));
        for (measure, days) in [("online_days", online), ("counter_days", counter)] {
            if let Some(value) = days.and_then(exact_days) {
                items.push(self.item(Stated::Value {
                    measure: measure.parse()?,
                    value: Some(value),
                    unit: "days".parse()?,
                })?);
            }
        }
        let ratio = online.zip(counter).and_then(|(online, counter)| {
            // A counter that takes no time has no ratio: a fraction over 0 is refused.
            let (above, below) = lowest_terms(online.parts(), counter.parts());
            ExactNumber::try_new(i64::try_from(above).ok()?, below).ok()
        });
        Ok(PeriodEvidence {
            items,
            comparison,
            ratio,
        })
    }

    /// Reports an online period that is longer than the counter's.
    pub fn check(&self, catalogue: &Catalogue, sink: &mut dyn Sink) {
        if self.comparison() == ChannelComparison::OnlineLonger {
            let text = |statement: Option<&Statement>| {
                statement
                    .and_then(Statement::canonical_text)
                    .unwrap_or_default()
            };
            let (online, counter) = (text(self.online), text(self.counter));
            Findings::new(catalogue, sink).report(
                "qos.period.online_longer",
                "",
                Some(self.procedure.as_str()),
                &[
                    ("online", online.as_str().into()),
                    ("counter", counter.as_str().into()),
                ],
            );
        }
    }

    /// Whether a period is set at all, over both channels.
    fn period_set(&self) -> Option<(Answer, Option<&'static str>)> {
        let both = [said(self.online), said(self.counter)];
        let any = |what: Said| both.contains(&what);
        if any(Said::Set) {
            Some((Answer::Met, None))
        } else if any(Said::SameDay) {
            Some((Answer::NotApplicable, Some("completed_at_once")))
        } else if any(Said::NoResponse) {
            Some((Answer::NotApplicable, Some("no_response_due")))
        } else if any(Said::NoneSet) && !self.is_open() {
            Some((Answer::NotMet, None))
        } else {
            None
        }
    }

    /// Whether one channel says that it does not know, or says what nobody could read.
    fn is_open(&self) -> bool {
        [self.online, self.counter]
            .into_iter()
            .any(|one| one.is_some() && said(one) == Said::Nothing)
    }

    /// Whether a period is set for online applications.
    fn online_period_set(
        &self,
        comparison: ChannelComparison,
    ) -> Option<(Answer, Option<&'static str>)> {
        match said(self.online) {
            Said::SameDay => Some((Answer::NotApplicable, Some("completed_at_once"))),
            Said::NoResponse => Some((Answer::NotApplicable, Some("no_response_due"))),
            Said::NoneSet => Some((Answer::NotMet, None)),
            Said::Set => match comparison {
                ChannelComparison::OnlineShorter | ChannelComparison::OnlineLonger => {
                    Some((Answer::Met, None))
                }
                _ => None,
            },
            Said::Nothing => None,
        }
    }

    fn longest(statement: Option<&Statement>) -> Option<PeriodLength> {
        statement?.period()?.upper()
    }

    fn comparison(&self) -> ChannelComparison {
        let lengths = Self::longest(self.online).zip(Self::longest(self.counter));
        let Some((online, counter)) = lengths else {
            return ChannelComparison::NotComparable;
        };
        if self.online == self.counter || online == counter {
            ChannelComparison::Equal
        } else if online.is_certainly_longer_than(&counter) {
            ChannelComparison::OnlineLonger
        } else if counter.is_certainly_longer_than(&online) {
            ChannelComparison::OnlineShorter
        } else {
            ChannelComparison::NotComparable
        }
    }

    fn days(&self, statement: Option<&Statement>) -> Option<ApproximateDays> {
        statement?.period()?.longest_days(&self.conversion)
    }

    fn answer(
        &self,
        criterion: &str,
        answer: Answer,
        reason: Option<&str>,
    ) -> Result<EvidenceItem, DerivedEvidenceError> {
        self.item(Stated::Answer {
            criterion: criterion.parse::<CriterionId>()?,
            answer,
            reason: reason.map(str::parse).transpose()?,
        })
    }

    fn item(&self, stated: Stated) -> Result<EvidenceItem, DerivedEvidenceError> {
        let origin = EvidenceOrigin {
            quality: EvidenceQuality::Stated,
            source: self.source.to_owned(),
            date: self.date,
            confirmed_by: None,
            expires_on: None,
            reconfirm_after_days: None,
            note: None,
        };
        Ok(EvidenceItem::try_new(
            subject_of(self.procedure),
            stated,
            origin,
        )?)
    }
}

/// Days as an exact number, if it fits.
fn exact_days(days: ApproximateDays) -> Option<ExactNumber> {
    let (above, below) = lowest_terms(days.parts(), ApproximateDays::PARTS_PER_DAY);
    ExactNumber::try_new(i64::try_from(above).ok()?, below).ok()
}

fn lowest_terms(above: u64, below: u64) -> (u64, u64) {
    let (mut a, mut b) = (above, below);
    while b != 0 {
        (a, b) = (b, a.checked_rem(b).unwrap_or(0));
    }
    let divisor = a.max(1);
    (
        above.checked_div(divisor).unwrap_or(above),
        below.checked_div(divisor).unwrap_or(below),
    )
}
