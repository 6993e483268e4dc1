//! 標準処理期間 (standard processing periods).

use super::{
    Arrival, ArrivalChannel, ArrivalTimestamp, CountingRule, DeadlineError, DueDate, DueDateAnswer,
    NotSetReason, PeriodBasis, PeriodState, Publication, Stop, UndeterminedReason, due_date,
    length::countable,
};
use crate::{
    BusinessDays, CalendarError,
    holiday::checked_name,
    period::PeriodLength,
    unreadable::{self, UnreadableDocument},
};
use serde::{Deserialize, Serialize};

/// 標準処理期間 (standard processing period): what a body ordinarily needs from arrival to answer.
///
/// # Invariant
///
/// A period that is [`Set`](PeriodState::Set) has a basis and a length within what is counted; only
/// such a one has a forwarding part and a place of publication, and a place of publication only if it is
/// published. Only a period that is [`NotSet`](PeriodState::NotSet) has a reason for that.
///
/// # Not to be confused with
///
/// - 法定期限 ([`StatutoryDeadline`](super::StatutoryDeadline)): there is no conversion.
/// - 処理期間 as a cell states it ([`ProcessingPeriodStatement`](crate::ProcessingPeriodStatement)): a
///   statement is no evidence that a period was set.
///
/// # Wire form
///
/// `{"state": "set", "basis": "law", "processing": {"amount": "10", "unit": "day"}, "forwarding":
/// {"amount": "3", "unit": "day"}, "publication": "published", "published_at": "…"}`,
/// `{"state": "not_set", "not_set_reason": "rare"}`, `{"state": "not_applicable"}`.
///
/// # Source
///
/// `administrative-procedure-act` (6条), `tokyo-transport-period-rules` (経由日数).
///
/// # Examples
///
/// ```
/// use tosei_types::deadline::{
///     Arrival, CountingRule, DueDateAnswer, FirstDay, PeriodBasis, StandardProcessingPeriod,
/// };
/// use tosei_types::{BusinessCalendar, BusinessDays, HolidayList, Label};
///
/// let calendar = BusinessCalendar::ordinary(Label::new("見本市（架空）", "Mihon City (fictional)"));
/// let days = BusinessDays::new(&calendar, HolidayList::official());
/// let rule = CountingRule::standard(FirstDay::NextDay);
/// let arrival = Arrival::on("2025-12-22".parse()?);
///
/// let period = StandardProcessingPeriod::try_set(PeriodBasis::Law, "10日".parse()?)?;
/// let answer = period.due_date(&arrival, &rule, &days, &[])?;
/// assert_eq!(answer.due_date().unwrap().date().to_string(), "2026-01-13");
///
/// let notification = StandardProcessingPeriod::not_applicable(); // 届出
/// let answer = notification.due_date(&arrival, &rule, &days, &[])?;
/// assert_eq!(answer, DueDateAnswer::NotApplicable);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[doc(alias = "標準処理期間")]
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(
    try_from = "wire::StandardProcessingPeriod",
    into = "wire::StandardProcessingPeriod"
)]
pub struct StandardProcessingPeriod {
    state: State,
}

#[derive(Debug, Clone, PartialEq, Eq, Hash)]
enum State {
    Set {
        basis: PeriodBasis,
        processing: PeriodLength,
        forwarding: Option<PeriodLength>,
        publication: Publication,
        published_at: Option<Box<str>>,
    },
    NotSet(NotSetReason),
    NotApplicable,
    Unknown,
}

/// Why data are no [`StandardProcessingPeriod`].
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum StandardProcessingPeriodError {
    /// The bytes are no such document.
    #[error(transparent)]
    Unreadable(#[from] UnreadableDocument),
    /// A length has no last day that is counted here.
    #[error(transparent)]
    Length(#[from] DeadlineError),
    /// The place of publication is blank or too long.
    #[error(transparent)]
    PublishedAt(#[from] CalendarError),
    /// A period that is set lacks its basis or its length.
    #[error("a period that is set needs `{key}`")]
    #[non_exhaustive]
    Missing {
        /// The key that is missing.
        key: &'static str,
    },
    /// The state of the period does not go with a key.
    #[error("`{key}` does not go with a period that is `{state}`")]
    #[non_exhaustive]
    DoesNotGoWith {
        /// The key.
        key: &'static str,
        /// The state.
        state: PeriodState,
    },
    /// A place of publication, but not published.
    #[error("a period that is not published has no place of publication")]
    PlaceWithoutPublication,
}

impl StandardProcessingPeriodError {
    /// Stable identifier of the variant; never renamed once released.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Unreadable(error) => error.code(),
            Self::Length(error) => error.code(),
            Self::PublishedAt(error) => error.code(),
            Self::Missing { .. } => "types.standard_processing_period.missing",
            Self::DoesNotGoWith { .. } => "types.standard_processing_period.does_not_go_with",
            Self::PlaceWithoutPublication => {
                "types.standard_processing_period.place_without_publication"
            }
        }
    }
}

/// 経由を含む期限 (due dates through a forwarding body): one for each body.
///
/// # Wire form
///
/// `{"forwarding": {…}, "processing": {…}}`, each as in [`DueDate`]. Written only.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct ForwardedDueDate {
    /// 経由機関: when the application reaches the processing body.
    pub forwarding: DueDate,
    /// 処理機関: when the processing body answers, if it was reached on that day.
    pub processing: DueDate,
}

impl StandardProcessingPeriod {
    /// A period that is set; not known to be published, without a forwarding part.
    ///
    /// # Errors
    ///
    /// [`StandardProcessingPeriodError::Length`] if the length has no last day that is counted here.
    pub fn try_set(
        basis: PeriodBasis,
        processing: PeriodLength,
    ) -> Result<Self, StandardProcessingPeriodError> {
        countable(processing)?;
        Ok(Self {
            state: State::Set {
                basis,
                processing,
                forwarding: None,
                publication: Publication::Unknown,
                published_at: None,
            },
        })
    }

    /// 未設定: none is set, and why.
    #[must_use]
    pub fn not_set(reason: NotSetReason) -> Self {
        Self {
            state: State::NotSet(reason),
        }
    }

    /// 対象外: no answer is due, as for a 届出.
    #[must_use]
    pub fn not_applicable() -> Self {
        Self {
            state: State::NotApplicable,
        }
    }

    /// 不明: nobody says whether one is set.
    #[must_use]
    pub fn unknown() -> Self {
        Self {
            state: State::Unknown,
        }
    }

    /// The same with a forwarding part (経由日数).
    ///
    /// # Errors
    ///
    /// - [`StandardProcessingPeriodError::Length`] if the length has no last day that is counted here.
    /// - [`StandardProcessingPeriodError::DoesNotGoWith`] if the period is not set.
    pub fn try_with_forwarding(
        mut self,
        length: PeriodLength,
    ) -> Result<Self, StandardProcessingPeriodError> {
        countable(length)?;
        match &mut self.state {
            State::Set { forwarding, .. } => *forwarding = Some(length),
            _ => return Err(self.does_not_go_with("forwarding")),
        }
        Ok(self)
    }

    /// The same with its publication and, if it is published, the place where it can be read.
    ///
    /// # Errors
    ///
    /// - [`StandardProcessingPeriodError::DoesNotGoWith`] if the period is not set.
    /// - [`StandardProcessingPeriodError::PlaceWithoutPublication`] if there is a place and it is not
    ///   published.
    /// - [`StandardProcessingPeriodError::PublishedAt`] if the place is blank or too long.
    pub fn try_with_publication(
        mut self,
        stated: Publication,
        place: Option<&str>,
    ) -> Result<Self, StandardProcessingPeriodError> {
        if place.is_some() && stated != Publication::Published {
            return Err(StandardProcessingPeriodError::PlaceWithoutPublication);
        }
        let place = place
            .map(|place| checked_name("published_at", place))
            .transpose()?;
        match &mut self.state {
            State::Set {
                publication,
                published_at,
                ..
            } => {
                *publication = stated;
                *published_at = place;
            }
            _ => return Err(self.does_not_go_with("publication")),
        }
        Ok(self)
    }

    /// Reads a period from its JSON form.
    ///
    /// # Errors
    ///
    /// - [`StandardProcessingPeriodError::Unreadable`] if the bytes have not its shape.
    /// - The other variants if what it says does not go together.
    pub fn from_json(bytes: &[u8]) -> Result<Self, StandardProcessingPeriodError> {
        unreadable::read::<wire::StandardProcessingPeriod>(bytes)?.try_into()
    }

    fn does_not_go_with(&self, key: &'static str) -> StandardProcessingPeriodError {
        StandardProcessingPeriodError::DoesNotGoWith {
            key,
            state: self.state(),
        }
    }

    /// 設定状況.
    #[must_use]
    pub fn state(&self) -> PeriodState {
        match self.state {
            State::Set { .. } => PeriodState::Set,
            State::NotSet(_) => PeriodState::NotSet,
            State::NotApplicable => PeriodState::NotApplicable,
            State::Unknown => PeriodState::Unknown,
        }
    }

    /// 根拠, if it is set.
    #[must_use]
    pub fn basis(&self) -> Option<PeriodBasis> {
        match self.state {
            State::Set { basis, .. } => Some(basis),
            _ => None,
        }
    }

    /// 処理期間: the processing body's part, if it is set.
    #[must_use]
    pub fn processing(&self) -> Option<PeriodLength> {
        match self.state {
            State::Set { processing, .. } => Some(processing),
            _ => None,
        }
    }

    /// 経由日数: the forwarding body's part, if there is one.
    #[must_use]
    pub fn forwarding(&self) -> Option<PeriodLength> {
        match self.state {
            State::Set { forwarding, .. } => forwarding,
            _ => None,
        }
    }

    /// 公表の状況, if it is set.
    #[must_use]
    pub fn publication(&self) -> Option<Publication> {
        match self.state {
            State::Set { publication, .. } => Some(publication),
            _ => None,
        }
    }

    /// 公表場所.
    #[must_use]
    pub fn published_at(&self) -> Option<&str> {
        match &self.state {
            State::Set { published_at, .. } => published_at.as_deref(),
            _ => None,
        }
    }

    /// 未設定の理由.
    #[must_use]
    pub fn not_set_reason(&self) -> Option<NotSetReason> {
        match self.state {
            State::NotSet(reason) => Some(reason),
            _ => None,
        }
    }

    /// 期限 of the processing body (due date), counted from the arrival at that body.
    ///
    /// # Errors
    ///
    /// [`DeadlineError`] as for [`due_date`].
    pub fn due_date(
        &self,
        arrival: &Arrival,
        rule: &CountingRule,
        days: &BusinessDays<'_>,
        stops: &[Stop],
    ) -> Result<DueDateAnswer, DeadlineError> {
        match self.state {
            State::Set { processing, .. } => {
                let due = due_date(arrival, processing, rule, days, stops)?;
                Ok(DueDateAnswer::due(due, false))
            }
            State::NotSet(_) => Ok(DueDateAnswer::NotSet),
            State::NotApplicable => Ok(DueDateAnswer::NotApplicable),
            State::Unknown => {
                let reason = UndeterminedReason::Unknown;
                Ok(DueDateAnswer::undetermined(reason))
            }
        }
    }

    /// 経由機関と処理機関の期限 (due dates), counted from the arrival at the forwarding body; `None` if
    /// the period has no forwarding part.
    ///
    /// The processing part begins with the arrival at the processing body, taken as the last day of
    /// the forwarding part. Both run by the same rule and calendar; a stop stops whichever part it
    /// falls into.
    ///
    /// # Errors
    ///
    /// [`DeadlineError`] as for [`due_date`].
    pub fn forwarded_due_date(
        &self,
        arrival: &Arrival,
        rule: &CountingRule,
        days: &BusinessDays<'_>,
        stops: &[Stop],
    ) -> Result<Option<ForwardedDueDate>, DeadlineError> {
        let Some((forwarding, processing)) = self.forwarding().zip(self.processing()) else {
            return Ok(None);
        };
        let forwarding = due_date(arrival, forwarding, rule, days, stops)?;
        let forwarded = Arrival::new(
            ArrivalTimestamp::on(forwarding.date()),
            ArrivalChannel::Forwarded,
        );
        let processing = due_date(&forwarded, processing, rule, days, stops)?;
        Ok(Some(ForwardedDueDate {
            forwarding,
            processing,
        }))
    }
}

mod wire {
    use super::{
        NotSetReason, PeriodBasis, PeriodLength, PeriodState, Publication,
        StandardProcessingPeriodError as Error,
    };
    use serde::{Deserialize, Serialize};

    /// 標準処理期間 (standard processing period).
    #[derive(Serialize, Deserialize)]
    #[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
    #[cfg_attr(feature = "schemars", schemars(rename = "StandardProcessingPeriod"))]
    #[serde(deny_unknown_fields)]
    pub(super) struct StandardProcessingPeriod {
        /// 設定状況 / whether it is set.
        state: PeriodState,
        /// 根拠 / what it is set under.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        basis: Option<PeriodBasis>,
        /// 処理期間 / the processing body's part.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        processing: Option<PeriodLength>,
        /// 経由日数 / the forwarding body's part.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        forwarding: Option<PeriodLength>,
        /// 公表の状況 / whether it is published; unknown if absent.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        publication: Option<Publication>,
        /// 公表場所 / where it can be read.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[cfg_attr(feature = "schemars", schemars(length(min = 1, max = 100)))]
        published_at: Option<String>,
        /// 未設定の理由 / why none is set; unknown if absent.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        not_set_reason: Option<NotSetReason>,
    }

    impl TryFrom<StandardProcessingPeriod> for super::StandardProcessingPeriod {
        type Error = Error;

        fn try_from(wire: StandardProcessingPeriod) -> Result<Self, Error> {
            let state = wire.state;
            let refuse = |key, present: bool| match present {
                true => Err(Error::DoesNotGoWith { key, state }),
                false => Ok(()),
            };
            if state != PeriodState::NotSet {
                refuse("not_set_reason", wire.not_set_reason.is_some())?;
            }
            if state != PeriodState::Set {
                refuse("basis", wire.basis.is_some())?;
                refuse("processing", wire.processing.is_some())?;
                refuse("forwarding", wire.forwarding.is_some())?;
                refuse("publication", wire.publication.is_some())?;
                refuse("published_at", wire.published_at.is_some())?;
            }
            Ok(match state {
                PeriodState::Set => {
                    let basis = wire.basis.ok_or(Error::Missing { key: "basis" })?;
                    let processing = wire
                        .processing
                        .ok_or(Error::Missing { key: "processing" })?;
                    let period = Self::try_set(basis, processing)?.try_with_publication(
                        wire.publication.unwrap_or(Publication::Unknown),
                        wire.published_at.as_deref(),
                    )?;
                    match wire.forwarding {
                        Some(forwarding) => period.try_with_forwarding(forwarding)?,
                        None => period,
                    }
                }
                PeriodState::NotSet => {
                    Self::not_set(wire.not_set_reason.unwrap_or(NotSetReason::Unknown))
                }
                PeriodState::NotApplicable => Self::not_applicable(),
                PeriodState::Unknown => Self::unknown(),
            })
        }
    }

    impl From<super::StandardProcessingPeriod> for StandardProcessingPeriod {
        fn from(period: super::StandardProcessingPeriod) -> Self {
            Self {
                state: period.state(),
                basis: period.basis(),
                processing: period.processing(),
                forwarding: period.forwarding(),
                publication: period.publication(),
                published_at: period.published_at().map(str::to_owned),
                not_set_reason: period.not_set_reason(),
            }
        }
    }
}
