//! 法定期限 (statutory deadlines).

use super::{
    Arrival, CountingRule, CountingRuleError, DeadlineError, DueDate, FirstDay, LastDayClosed,
    Stop, StopRule, due_date, length::countable,
};
use crate::{
    BusinessDays, CalendarError, coded_enum,
    holiday::checked_name,
    period::{DayCounting, PeriodLength},
    unreadable::{self, UnreadableDocument},
};
use serde::{Deserialize, Serialize};

coded_enum! {
    /// 延長の有無 (whether a deadline was extended).
    pub enum DeadlineExtension: "whether a deadline was extended" {
        /// 延長なし.
        NotExtended = "not_extended" ("延長なし", "not extended"),
        /// 延長あり: by as much as the law allows.
        Extended = "extended" ("延長あり", "extended"),
    }
}

/// 延長の限度 (how far a law allows a deadline to be extended).
///
/// # Wire form
///
/// `{"up_to": {"amount": "60", "unit": "day"}}` or `{"further": {"amount": "30", "unit": "day"}}`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum StatutoryExtension {
    /// 全体の限度: so long in all, counted from the same day.
    UpTo(PeriodLength),
    /// 追加の限度: so much longer than without the extension.
    Further(PeriodLength),
}

/// 法定期限 (statutory deadline): within how many days a law or an ordinance requires an answer.
///
/// # Invariant
///
/// It is counted by the calendar (no 営業日), and the legal basis is stated. Its lengths are whole and
/// within what is counted. An extension up to a length is not shorter than the deadline, however
/// months fall; a further one has the deadline's unit.
///
/// # Not to be confused with
///
/// 標準処理期間 ([`StandardProcessingPeriod`](super::StandardProcessingPeriod)), what a body ordinarily
/// needs. A procedure may have both; there is no conversion between them. Missing this one breaks a
/// law, missing the other does not.
///
/// # Wire form
///
/// `{"legal_basis": "情報公開条例第12条", "length": {"amount": "14", "unit": "day"}, "first_day":
/// "next_day", "stops": [{"kind": "correction"}], "extension": {"up_to": {"amount": "60", "unit":
/// "day"}}}`.
///
/// # Source
///
/// `information-disclosure-law` (10条: 30 days, corrections not counted, 30 more),
/// `tokyo-disclosure-ordinance` (12条: 14 days, up to 60).
///
/// # Examples
///
/// ```
/// use tosei_types::deadline::{
///     Arrival, DeadlineExtension, FirstDay, StatutoryDeadline, StatutoryExtension,
/// };
/// use tosei_types::{BusinessCalendar, BusinessDays, HolidayList, Label};
///
/// let deadline = StatutoryDeadline::try_new("情報公開条例第12条", "14日".parse()?, FirstDay::NextDay)?
///     .try_with_extension(StatutoryExtension::UpTo("60日".parse()?))?;
/// let calendar = BusinessCalendar::ordinary(Label::new("見本市（架空）", "Mihon City (fictional)"));
/// let days = BusinessDays::new(&calendar, HolidayList::official());
/// let arrival = Arrival::on("2025-04-25".parse()?);
/// let due = deadline.due_date(&arrival, DeadlineExtension::NotExtended, &days, &[])?;
/// assert_eq!(due.date().to_string(), "2025-05-09"); // the holidays of May count
/// let due = deadline.due_date(&arrival, DeadlineExtension::Extended, &days, &[])?;
/// assert_eq!(due.date().to_string(), "2025-06-24");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[doc(alias = "法定期限")]
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(try_from = "wire::StatutoryDeadline", into = "wire::StatutoryDeadline")]
pub struct StatutoryDeadline {
    legal_basis: Box<str>,
    length: PeriodLength,
    rule: CountingRule,
    extension: Option<StatutoryExtension>,
}

/// Why data are no [`StatutoryDeadline`].
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum StatutoryDeadlineError {
    /// The bytes are no such document.
    #[error(transparent)]
    Unreadable(#[from] UnreadableDocument),
    /// The legal basis is blank or too long.
    #[error(transparent)]
    LegalBasis(#[from] CalendarError),
    /// A length has no last day that is counted here.
    #[error(transparent)]
    Length(#[from] DeadlineError),
    /// A kind of stop stands twice.
    #[error(transparent)]
    Stops(#[from] CountingRuleError),
    /// A length is stated in business days.
    #[error("a statutory deadline runs by the calendar, not in business days as `{length}`")]
    #[non_exhaustive]
    InBusinessDays {
        /// The length.
        length: PeriodLength,
    },
    /// The extension ends before the deadline, or might.
    #[error("the extension up to `{up_to}` is not surely longer than the deadline of `{length}`")]
    #[non_exhaustive]
    ExtensionTooShort {
        /// The length of the deadline.
        length: PeriodLength,
        /// The length of the extension.
        up_to: PeriodLength,
    },
    /// A further extension has another unit.
    #[error("the further extension `{further}` has another unit than the deadline of `{length}`")]
    #[non_exhaustive]
    ExtensionInAnotherUnit {
        /// The length of the deadline.
        length: PeriodLength,
        /// The length of the extension.
        further: PeriodLength,
    },
}

impl StatutoryDeadlineError {
    /// Stable identifier of the variant; never renamed once released.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Unreadable(error) => error.code(),
            Self::LegalBasis(error) => error.code(),
            Self::Length(error) => error.code(),
            Self::Stops(error) => error.code(),
            Self::InBusinessDays { .. } => "types.statutory_deadline.in_business_days",
            Self::ExtensionTooShort { .. } => "types.statutory_deadline.extension_too_short",
            Self::ExtensionInAnotherUnit { .. } => {
                "types.statutory_deadline.extension_in_another_unit"
            }
        }
    }
}

fn checked(length: PeriodLength) -> Result<PeriodLength, StatutoryDeadlineError> {
    countable(length)?;
    if length.counting() == DayCounting::Business {
        return Err(StatutoryDeadlineError::InBusinessDays { length });
    }
    Ok(length)
}

impl StatutoryDeadline {
    /// A deadline by calendar days of which corrections (補正) are not counted.
    ///
    /// # Errors
    ///
    /// - [`StatutoryDeadlineError::LegalBasis`] if the legal basis is blank or too long.
    /// - [`StatutoryDeadlineError::Length`] if the length has no last day that is counted here.
    /// - [`StatutoryDeadlineError::InBusinessDays`] if it is stated in business days.
    pub fn try_new(
        legal_basis: &str,
        length: PeriodLength,
        first_day: FirstDay,
    ) -> Result<Self, StatutoryDeadlineError> {
        Ok(Self {
            legal_basis: checked_name("legal_basis", legal_basis)?,
            length: checked(length)?,
            rule: CountingRule::statutory(first_day),
            extension: None,
        })
    }

    /// The same with an extension that the law allows.
    ///
    /// # Errors
    ///
    /// - [`StatutoryDeadlineError::Length`], [`StatutoryDeadlineError::InBusinessDays`] for the
    ///   length of the extension, or of both together.
    /// - [`StatutoryDeadlineError::ExtensionTooShort`] if it might end before the deadline.
    /// - [`StatutoryDeadlineError::ExtensionInAnotherUnit`] if a further one has another unit.
    pub fn try_with_extension(
        self,
        extension: StatutoryExtension,
    ) -> Result<Self, StatutoryDeadlineError> {
        extended(self.length, extension)?;
        Ok(Self {
            extension: Some(extension),
            ..self
        })
    }

    /// The same with another answer for a last day that is a closing day.
    #[must_use]
    pub fn with_last_day_closed(self, last_day_closed: LastDayClosed) -> Self {
        Self {
            rule: self.rule.with_last_day_closed(last_day_closed),
            ..self
        }
    }

    /// The same with other kinds of stops.
    ///
    /// # Errors
    ///
    /// [`StatutoryDeadlineError::Stops`] if a kind stands twice.
    pub fn try_with_stops(self, stops: Vec<StopRule>) -> Result<Self, StatutoryDeadlineError> {
        Ok(Self {
            rule: self.rule.try_with_stops(stops)?,
            ..self
        })
    }

    /// Reads a deadline from its JSON form.
    ///
    /// # Errors
    ///
    /// - [`StatutoryDeadlineError::Unreadable`] if the bytes have not its shape.
    /// - The other variants if what it says does not go together.
    pub fn from_json(bytes: &[u8]) -> Result<Self, StatutoryDeadlineError> {
        unreadable::read::<wire::StatutoryDeadline>(bytes)?.try_into()
    }

    /// 根拠規定.
    #[must_use]
    pub fn legal_basis(&self) -> &str {
        &self.legal_basis
    }

    /// The length without an extension.
    #[must_use]
    pub fn length(&self) -> PeriodLength {
        self.length
    }

    /// How it is counted.
    #[must_use]
    pub fn rule(&self) -> &CountingRule {
        &self.rule
    }

    /// 延長の限度.
    #[must_use]
    pub fn extension(&self) -> Option<StatutoryExtension> {
        self.extension
    }

    /// The length in all, extended as far as the law allows or not.
    ///
    /// # Errors
    ///
    /// [`DeadlineError::NotExtendable`] if it was extended and the law allows no extension.
    pub fn length_with(&self, extension: DeadlineExtension) -> Result<PeriodLength, DeadlineError> {
        match extension {
            DeadlineExtension::NotExtended => Ok(self.length),
            DeadlineExtension::Extended => self
                .extension
                .and_then(|extension| extended(self.length, extension).ok())
                .ok_or(DeadlineError::NotExtendable),
        }
    }

    /// 期限: the last day on which the law is kept.
    ///
    /// # Errors
    ///
    /// - [`DeadlineError::NotExtendable`] if it was extended and the law allows no extension.
    /// - Otherwise as for [`due_date`].
    pub fn due_date(
        &self,
        arrival: &Arrival,
        extension: DeadlineExtension,
        days: &BusinessDays<'_>,
        stops: &[Stop],
    ) -> Result<DueDate, DeadlineError> {
        let length = self.length_with(extension)?;
        due_date(arrival, length, &self.rule, days, stops)
    }
}

/// The whole length with the extension.
fn extended(
    length: PeriodLength,
    extension: StatutoryExtension,
) -> Result<PeriodLength, StatutoryDeadlineError> {
    match extension {
        StatutoryExtension::UpTo(up_to) => {
            let long_enough = if length.unit() == up_to.unit() {
                length.amount() <= up_to.amount()
            } else {
                up_to.is_certainly_longer_than(&length)
            };
            if !long_enough {
                return Err(StatutoryDeadlineError::ExtensionTooShort { length, up_to });
            }
            checked(up_to)
        }
        StatutoryExtension::Further(further) => {
            checked(further)?;
            let another = || StatutoryDeadlineError::ExtensionInAnotherUnit { length, further };
            let unit = length.unit().filter(|unit| further.unit() == Some(*unit));
            let amounts = length.amount().zip(further.amount());
            let (unit, (one, more)) = unit.zip(amounts).ok_or_else(another)?;
            let sum = one
                .checked_add(more)
                .ok_or(DeadlineError::TooLong { length: further })?;
            checked(PeriodLength::new(sum, unit))
        }
    }
}

mod wire {
    use super::{
        FirstDay, LastDayClosed, PeriodLength, StatutoryDeadlineError, StatutoryExtension, StopRule,
    };
    use crate::deadline::StopKind;
    use serde::{Deserialize, Serialize};

    /// 法定期限 (statutory deadline).
    #[derive(Serialize, Deserialize)]
    #[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
    #[cfg_attr(feature = "schemars", schemars(rename = "StatutoryDeadline"))]
    #[serde(deny_unknown_fields)]
    pub(super) struct StatutoryDeadline {
        /// 根拠規定 / the provision that sets it.
        #[cfg_attr(feature = "schemars", schemars(length(min = 1, max = 100)))]
        legal_basis: String,
        /// 期間 / the length without an extension.
        length: PeriodLength,
        /// 起算日 / which day counts first.
        first_day: FirstDay,
        /// 末日が閉庁日のとき / what happens if the last day is a closing day.
        #[serde(default)]
        last_day_closed: LastDayClosed,
        /// 算入しない事由 / what stops the clock; 補正 if absent.
        #[serde(default = "corrections")]
        stops: Vec<StopRule>,
        /// 延長の限度 / how far it can be extended.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        extension: Option<StatutoryExtension>,
    }

    fn corrections() -> Vec<StopRule> {
        vec![StopRule::new(StopKind::Correction)]
    }

    impl TryFrom<StatutoryDeadline> for super::StatutoryDeadline {
        type Error = StatutoryDeadlineError;

        fn try_from(wire: StatutoryDeadline) -> Result<Self, StatutoryDeadlineError> {
            let deadline = Self::try_new(&wire.legal_basis, wire.length, wire.first_day)?
                .with_last_day_closed(wire.last_day_closed)
                .try_with_stops(wire.stops)?;
            match wire.extension {
                Some(extension) => deadline.try_with_extension(extension),
                None => Ok(deadline),
            }
        }
    }

    impl From<super::StatutoryDeadline> for StatutoryDeadline {
        fn from(deadline: super::StatutoryDeadline) -> Self {
            Self {
                legal_basis: deadline.legal_basis.into(),
                length: deadline.length,
                first_day: deadline.rule.first_day(),
                last_day_closed: deadline.rule.last_day_closed(),
                stops: deadline.rule.stops().to_vec(),
                extension: deadline.extension,
            }
        }
    }
}
