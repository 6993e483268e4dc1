//! Which session a due date still allows, with the chain of days as its reason.
#![deny(clippy::arithmetic_side_effects)]

use super::{AssemblyCalendar, AssemblySession, EffectRule};
use crate::SessionId;
use crate::instrument::{PROMULGATION_DAYS, SENDING_DAYS, UNSTATED_EFFECT_DAYS};
use serde::{Deserialize, Serialize};
use tosei_types::{Date, DateError, Language};

tosei_types::coded_enum! {
    /// 期限までに至るべき段階 (goal): what must have happened by the due date.
    pub enum DueGoal: "goal of a due date" {
        /// 議決.
        Passed = "passed" ("議決", "passed"),
        /// 公布.
        Promulgated = "promulgated" ("公布", "promulgated"),
        /// 施行.
        InForce = "in_force" ("施行", "in force"),
    }
}

tosei_types::coded_enum! {
    /// 日程の段階 (step of a chain).
    pub enum StepKind: "step of a chain" {
        /// 案の作成に着手: the latest day on which work can begin.
        Start = "start" ("案の作成に着手", "drafting begins"),
        /// 意見公募を開始.
        PublicComment = "public_comment" ("意見公募を開始", "public comment begins"),
        /// 法規審査に提出.
        LegalReview = "legal_review" ("法規審査に提出", "goes to the legal section"),
        /// 議案を提出.
        Bill = "bill" ("議案を提出", "bill is submitted"),
        /// 開会.
        Opening = "opening" ("開会", "session opens"),
        /// 議決.
        Vote = "vote" ("議決", "vote"),
        /// 長への送付.
        Sending = "sending" ("長への送付", "sent to the head of the body"),
        /// 公布.
        Promulgation = "promulgation" ("公布", "promulgated"),
        /// 施行.
        Effect = "effect" ("施行", "in force"),
        /// 法定の期限による公布.
        LatestPromulgation = "latest_promulgation" ("法定の期限による公布", "promulgated at the limit of the law"),
        /// 法定の期限による施行.
        LatestEffect = "latest_effect" ("法定の期限による施行", "in force at the limit of the law"),
    }
}

tosei_types::coded_enum! {
    /// 会期ごとの判断 (verdict of a session).
    pub enum SessionVerdict: "verdict of a session" {
        /// 間に合う: even if sending and promulgation take as long as the law allows.
        Reaches = "reaches" ("期限に間に合う", "reaches the due date"),
        /// 予定どおりなら間に合う: by the body's own days, not at the limits of the law.
        ReachesAsPlanned = "reaches_as_planned" ("予定した日数なら期限に間に合う", "reaches the due date if days are kept as planned"),
        /// 準備が間に合わない: the day on which work had to begin has passed.
        PreparationPassed = "preparation_passed" ("準備の着手期限を過ぎている", "work should have begun before"),
        /// 期限に間に合わない.
        MissesDue = "misses_due" ("期限に間に合わない", "misses the due date"),
        /// 終了: the vote lies in the past.
        Over = "over" ("議決日を過ぎている", "the vote is over"),
    }
}

impl SessionVerdict {
    /// Whether the due date allows the session.
    #[must_use]
    pub const fn is_allowed(self) -> bool {
        matches!(self, Self::Reaches | Self::ReachesAsPlanned)
    }
}

/// 日程の一段階: a step and its day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ChainStep {
    /// 段階.
    pub step: StepKind,
    /// 日付.
    pub on: Date,
}

/// 会期の選択肢 (option): a session with its chain of days and the verdict.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SessionOption {
    /// 会期.
    pub session: SessionId,
    /// 名称.
    pub name: String,
    /// 判断.
    pub verdict: SessionVerdict,
    /// 日程, in the order of the steps.
    pub chain: Vec<ChainStep>,
}

impl SessionOption {
    /// The day of a step.
    #[must_use]
    pub fn day_of(&self, step: StepKind) -> Option<Date> {
        let mut steps = self.chain.iter();
        steps.find(|own| own.step == step).map(|own| own.on)
    }

    /// The verdict in one sentence, with the days that decide it.
    #[must_use]
    pub fn sentence(&self, language: Language) -> String {
        let day = |step| {
            let day = self.day_of(step);
            day.map_or_else(String::new, |day| match language {
                Language::Ja => day.label_ja(),
                Language::En => day.to_string(),
            })
        };
        let (start, vote, effect) = (
            day(StepKind::Start),
            day(StepKind::Vote),
            day(StepKind::Effect),
        );
        let verdict = self.verdict.label(language);
        match language {
            Language::Ja => format!(
                "{}: {verdict}（着手期限 {start}、議決 {vote}、施行 {effect}）。",
                self.name
            ),
            Language::En => format!(
                "{}: {verdict} (work begins by {start}, vote on {vote}, in force on {effect})",
                self.name
            ),
        }
    }
}

/// 回答 (answer): the sessions of a calendar, held against a due date.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SessionAnswer {
    /// 期限.
    pub due: Date,
    /// 期限までに至るべき段階.
    pub goal: DueGoal,
    /// 基準日.
    pub as_of: Date,
    /// 会期, by the day on which they open.
    pub options: Vec<SessionOption>,
    /// 期限に合う最後の会期: the last session whose own days reach the due date, whether or not its
    /// preparation can still begin; `None` if no session that is not over does.
    pub last: Option<SessionId>,
    /// 間に合う最初の会期: the first session that the due date and the lead times still allow.
    pub first_allowed: Option<SessionId>,
    /// 間に合う最後の会期: the last one of those.
    pub last_allowed: Option<SessionId>,
}

impl SessionAnswer {
    /// An option by its session.
    #[must_use]
    pub fn option(&self, session: &SessionId) -> Option<&SessionOption> {
        self.options
            .iter()
            .find(|option| option.session == *session)
    }

    /// The answer in one sentence: the last session for the due date, and whether it is still allowed.
    #[must_use]
    pub fn sentence(&self, language: Language) -> String {
        let option = self.last.as_ref().and_then(|last| self.option(last));
        match (language, option) {
            (Language::Ja, Some(option)) => format!(
                "期限{}までに{}するための最後の会期は、{}",
                self.due.label_ja(),
                self.goal.label(language),
                option.sentence(language)
            ),
            (Language::Ja, None) => format!(
                "期限{}までに{}できる会期はない。",
                self.due.label_ja(),
                self.goal.label(language)
            ),
            (Language::En, Some(option)) => format!(
                "The last session to be {} by {}: {}.",
                self.goal.label(language),
                self.due,
                option.sentence(language)
            ),
            (Language::En, None) => format!(
                "No session allows to be {} by {}.",
                self.goal.label(language),
                self.due
            ),
        }
    }
}

/// Why no answer could be computed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum SessionPlanError {
    /// A day of a chain lies outside the days that can be named.
    #[error("a day of the chain of session `{session}` cannot be named: {source}")]
    #[non_exhaustive]
    OutOfRange {
        /// The session.
        session: SessionId,
        /// Why.
        source: DateError,
    },
}

impl SessionPlanError {
    /// Stable identifier of the variant; never renamed once released.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::OutOfRange { .. } => "analog_regs.calendar.out_of_range",
        }
    }
}

/// Says which sessions of a calendar an ordinance that is due on a day can still go through.
///
/// The chain of each session is counted backwards from its opening (bill, legal review, public comment,
/// drafting) and forwards from its vote (sending, promulgation, effect), in calendar days by the
/// body's lead times; beside it stand promulgation and effect if the law's 3 and 20 days are used up.
/// A session is allowed if its goal is reached by the due date and the day on which work must begin
/// has not passed. The vote is over on the day after it.
///
/// # Errors
///
/// - [`SessionPlanError::OutOfRange`] if a day lies beyond those that can be named.
///
/// # Examples
///
/// ```
/// use tosei_analog_regs::{DueGoal, SessionVerdict, plan_session, sample};
///
/// let calendar = sample::calendar()?;
/// let due = "2026-03-31".parse()?;
/// let summer = plan_session(&calendar, due, DueGoal::InForce, "2025-06-30".parse()?)?;
/// let last = summer.option(summer.last.as_ref().unwrap()).unwrap();
/// assert_eq!(last.name, "令和8年3月議会");
/// assert_eq!(last.verdict, SessionVerdict::ReachesAsPlanned);
/// // In the new year it is the same session, but the work should have begun before.
/// let winter = plan_session(&calendar, due, DueGoal::InForce, "2026-01-20".parse()?)?;
/// assert_eq!(winter.last, summer.last);
/// assert_eq!(winter.last_allowed, None);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn plan_session(
    calendar: &AssemblyCalendar,
    due: Date,
    goal: DueGoal,
    as_of: Date,
) -> Result<SessionAnswer, SessionPlanError> {
    let mut options = Vec::with_capacity(calendar.sessions().len());
    for session in calendar.sessions() {
        let days = Days::of(calendar, session).map_err(|source| SessionPlanError::OutOfRange {
            session: session.id.clone(),
            source,
        })?;
        options.push(SessionOption {
            session: session.id.clone(),
            name: session.name.clone(),
            verdict: days.verdict(due, goal, as_of),
            chain: days.chain(),
        });
    }
    let id = |option: &SessionOption| option.session.clone();
    let allowed = |option: &&SessionOption| option.verdict.is_allowed();
    let in_time = |option: &&SessionOption| {
        option.verdict.is_allowed() || option.verdict == SessionVerdict::PreparationPassed
    };
    Ok(SessionAnswer {
        due,
        goal,
        as_of,
        last: options.iter().rev().find(in_time).map(id),
        first_allowed: options.iter().find(allowed).map(id),
        last_allowed: options.iter().rev().find(allowed).map(id),
        options,
    })
}

/// The days of a session's chain.
struct Days {
    start: Date,
    /// `None` without public comment.
    comment: Option<Date>,
    review: Date,
    bill: Date,
    opening: Date,
    vote: Date,
    sending: Date,
    promulgation: Date,
    effect: Date,
    latest_promulgation: Date,
    latest_effect: Date,
}

impl Days {
    fn of(calendar: &AssemblyCalendar, session: &AssemblySession) -> Result<Self, DateError> {
        let times = calendar.lead_times();
        let before = |day: Date, days: u16| day.add_days(i64::from(days).saturating_neg());
        let after = |day: Date, days: u16| day.add_days(i64::from(days));
        let bill = match session.bills_by {
            Some(day) => day,
            None => before(session.opens_on, times.bill_days)?,
        };
        let review = before(bill, times.legal_review_days)?;
        let comment = before(review, times.public_comment_days)?;
        let vote = session.vote();
        let sending = after(vote, times.sending_days)?;
        let promulgation = after(sending, times.promulgation_days)?;
        let latest = vote.add_days(SENDING_DAYS.saturating_add(PROMULGATION_DAYS))?;
        let effect = |promulgated: Date| match times.effect {
            EffectRule::OnPromulgation {} => Ok(promulgated),
            EffectRule::AfterDays { days } => after(promulgated, days),
            EffectRule::OnDate { date } => Ok(date.max(promulgated)),
            EffectRule::Unstated {} => promulgated.add_days(UNSTATED_EFFECT_DAYS),
        };
        Ok(Self {
            start: before(comment, times.drafting_days)?,
            comment: Some(comment).filter(|_| times.public_comment_days > 0),
            review,
            bill,
            opening: session.opens_on,
            vote,
            sending,
            promulgation,
            effect: effect(promulgation)?,
            latest_promulgation: latest,
            latest_effect: effect(latest)?,
        })
    }

    fn chain(&self) -> Vec<ChainStep> {
        let steps = [
            (StepKind::Start, Some(self.start)),
            (StepKind::PublicComment, self.comment),
            (StepKind::LegalReview, Some(self.review)),
            (StepKind::Bill, Some(self.bill)),
            (StepKind::Opening, Some(self.opening)),
            (StepKind::Vote, Some(self.vote)),
            (StepKind::Sending, Some(self.sending)),
            (StepKind::Promulgation, Some(self.promulgation)),
            (StepKind::Effect, Some(self.effect)),
            (StepKind::LatestPromulgation, Some(self.latest_promulgation)),
            (StepKind::LatestEffect, Some(self.latest_effect)),
        ];
        let steps = steps.into_iter();
        steps
            .filter_map(|(step, on)| on.map(|on| ChainStep { step, on }))
            .collect()
    }

    fn verdict(&self, due: Date, goal: DueGoal, as_of: Date) -> SessionVerdict {
        let (planned, latest) = match goal {
            DueGoal::Passed => (self.vote, self.vote),
            DueGoal::Promulgated => (self.promulgation, self.latest_promulgation),
            DueGoal::InForce => (self.effect, self.latest_effect),
        };
        if self.vote < as_of {
            SessionVerdict::Over
        } else if due < planned {
            SessionVerdict::MissesDue
        } else if self.start < as_of {
            SessionVerdict::PreparationPassed
        } else if latest <= due {
            SessionVerdict::Reaches
        } else {
            SessionVerdict::ReachesAsPlanned
        }
    }
}
