//! One target of one indicator on one day.

use super::pace::population_of;
use super::{
    ExpectedUse, Pace, PaceMethod, PlanVerdict, ProgressOptions, ProgressReason, ValuePoint,
};
use crate::{
    Direction, Indicator, IndicatorId, IndicatorTarget, Moment, Nature, Observation, PlanPeriod,
    Precision, bounds,
};
use serde::{Deserialize, Serialize};
use std::cmp::Ordering;
use tosei_types::{Date, ExactFigure, ExactNumber, Language};

/// 目標の進捗 (progress towards a target), with its reasons.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct TargetProgress {
    /// 指標.
    pub indicator: IndicatorId,
    /// 基準日.
    pub as_of: Date,
    /// 期限.
    pub by: Moment,
    /// 目標値; missing where the goal has no number.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub target: Option<ExactNumber>,
    /// 判定.
    pub verdict: PlanVerdict,
    /// 理由: what decided, then what is to be known about it.
    pub reasons: Vec<ProgressReason>,
    /// 始点の値.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub base: Option<ValuePoint>,
    /// 判定に使った値: the latest, or that at the day of the target.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub latest: Option<ValuePoint>,
    /// 線上の値: what the straight line says for the moment of that value.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub line: Option<ExactFigure>,
    /// 遅れ: behind the line, as a share of the way from the beginning to the target; below 0 is ahead.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lag: Option<ExactFigure>,
    /// 残り: what is missing to the target in its direction; 0 or below if it is reached.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub missing: Option<ExactFigure>,
    /// 必要な進み方 from that value to the target's day.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub required: Option<Pace>,
    /// 直近の進み方, if it was asked for and is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub recent: Option<Pace>,
}

impl TargetProgress {
    /// The verdict and its reasons as one sentence.
    #[must_use]
    pub fn sentence(&self, language: Language) -> String {
        let reasons: Vec<&str> = self.reasons.iter().map(|one| one.label(language)).collect();
        let verdict = self.verdict.label(language);
        let by = self.by.in_words(language);
        match language {
            Language::Ja => format!("{by}の目標：{verdict}（{}）。", reasons.join("、")),
            Language::En => format!("Target by {by}: {verdict} ({}).", reasons.join("; ")),
        }
    }
}

fn point(observation: &Observation) -> ValuePoint {
    ValuePoint {
        at: observation.at,
        value: observation.value,
        precision: observation.precision,
        nature: observation.nature,
    }
}

/// What a value certainly is, in the direction of the indicator; `None` if it has no such bound.
fn certain(value: &ValuePoint, direction: Direction) -> Option<ExactFigure> {
    let (least, most) = bounds(value.value, value.precision);
    match direction {
        Direction::Up => least,
        Direction::Down => most,
    }
}

/// How a value stands to a target: reached, certainly not, or not to be told from a bound.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Reach {
    Yes,
    No,
    Unknown,
}

fn reach(value: &ValuePoint, target: ExactNumber, strict: bool, direction: Direction) -> Reach {
    let goal = ExactFigure::from(target);
    let (least, most) = bounds(value.value, value.precision);
    // Towards "better": the certain end, and the possible end.
    let (certain, possible) = match direction {
        Direction::Up => (least, most),
        Direction::Down => (most.map(|one| -one), least.map(|one| -one)),
    };
    let goal = match direction {
        Direction::Up => goal,
        Direction::Down => -goal,
    };
    // A bound without its end is beyond it.
    let open = matches!(value.precision, Precision::MoreThan | Precision::LessThan);
    let reaches = |one: &ExactFigure, beyond: bool| match one.cmp(&goal) {
        Ordering::Greater => true,
        Ordering::Equal => !strict || beyond,
        Ordering::Less => false,
    };
    if certain.as_ref().is_some_and(|one| reaches(one, open)) {
        return Reach::Yes;
    }
    match possible {
        None => Reach::Unknown,
        Some(one) if open && certain.is_none() => {
            // 未満 for what should go up: the end itself is not possible.
            if one > goal {
                Reach::Unknown
            } else {
                Reach::No
            }
        }
        Some(one) if certain.is_none() && reaches(&one, false) => Reach::Unknown,
        Some(_) => Reach::No,
    }
}

/// Holds one target of an indicator against what was seen up to a day.
///
/// After the target's last day, the latest observation up to that day decides, if it is from at most
/// [`due_window_months`](ProgressOptions::due_window_months) before; without one nobody can say how it stood on
/// the day. Before, a value at the target is on track; any other is held
/// against the straight line from the value at the beginning, or the recent pace against the needed one.
///
/// The value at the beginning is the latest up to [`IndicatorTarget::from`], or up to the day before the
/// plan's period begins; if there is none, the earliest there is.
///
/// # Source
///
/// `project-decision:plan-progress`.
///
/// # Examples
///
/// On 1 April 2024 nobody had seen the 70 % of March 2024; it was expected:
///
/// ```
/// use tosei_plan::{PlanVerdict, ProgressOptions, ProgressReason, target_progress, tokyo};
///
/// let plan = tokyo::plan_1();
/// let rate = plan.indicator(&"digitalization-rate".parse()?).unwrap();
/// let day = "2024-04-01".parse()?;
/// let standard = target_progress(rate, &rate.targets[0], plan.period, day, ProgressOptions::standard());
/// assert_eq!(standard.verdict, PlanVerdict::NotMeasurable);
/// assert_eq!(standard.reasons, [ProgressReason::NoObservationAtDue]);
///
/// let as_published = ProgressOptions::named("as_published").unwrap();
/// let published = target_progress(rate, &rate.targets[0], plan.period, day, as_published);
/// assert_eq!(published.verdict, PlanVerdict::OnTrack);
/// assert_eq!(published.reasons, [ProgressReason::Reached, ProgressReason::FromExpected]);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[must_use]
pub fn target_progress(
    indicator: &Indicator,
    target: &IndicatorTarget,
    period: Option<PlanPeriod>,
    as_of: Date,
    options: &ProgressOptions,
) -> TargetProgress {
    let mut answer = TargetProgress {
        indicator: indicator.id.clone(),
        as_of,
        by: target.by,
        target: target.value,
        verdict: PlanVerdict::NotMeasurable,
        reasons: Vec::new(),
        base: None,
        latest: None,
        line: None,
        lag: None,
        missing: None,
        required: None,
        recent: None,
    };
    let judge = Judge {
        indicator,
        target,
        period,
        as_of,
        options,
    };
    let (verdict, reason) = judge.verdict(&mut answer);
    answer.verdict = verdict;
    answer.reasons.push(reason);
    let used = [answer.base.as_ref(), answer.latest.as_ref()];
    let about = used
        .into_iter()
        .flatten()
        .any(|one| one.precision == Precision::About);
    let expected = used
        .into_iter()
        .flatten()
        .any(|one| one.nature == Nature::Expected);
    if about {
        answer.reasons.push(ProgressReason::Approximate);
    }
    if expected {
        answer.reasons.push(ProgressReason::FromExpected);
    }
    answer
}

struct Judge<'a> {
    indicator: &'a Indicator,
    target: &'a IndicatorTarget,
    period: Option<PlanPeriod>,
    as_of: Date,
    options: &'a ProgressOptions,
}

type Verdict = (PlanVerdict, ProgressReason);

fn cannot(reason: ProgressReason) -> Verdict {
    (PlanVerdict::NotMeasurable, reason)
}

impl Judge<'_> {
    fn verdict(&self, answer: &mut TargetProgress) -> Verdict {
        let unit = &self.indicator.unit;
        if self.target.unit.as_ref().is_some_and(|one| one != unit) {
            return cannot(ProgressReason::UnitDiffers);
        }
        let Some(goal) = self.target.value else {
            return cannot(ProgressReason::NoNumber);
        };
        let starts = self.indicator.starts;
        if starts.is_some_and(|starts| self.as_of < starts.first_day()) {
            return (PlanVerdict::NotYetDue, ProgressReason::NotStarted);
        }
        let known = self.known();
        if known.is_empty() {
            return cannot(self.why_nothing());
        }
        if self.as_of > self.target.by.last_day() {
            self.after_the_day(goal, &known, answer)
        } else {
            self.before_the_day(goal, &known, answer)
        }
    }

    /// What was seen up to the day, the earliest first; of one day the last that is listed.
    fn known(&self) -> Vec<ValuePoint> {
        let mut seen: Vec<ValuePoint> = self
            .indicator
            .observations
            .iter()
            .filter(|one| self.is_used(one) && one.at.last_day() <= self.as_of)
            .map(point)
            .collect();
        // Of one day, an observation stands after an expected value, and so is the one that counts.
        seen.sort_by_key(|one| (one.at.last_day(), one.nature != Nature::Expected));
        seen
    }

    fn is_used(&self, one: &Observation) -> bool {
        let unit = &self.indicator.unit;
        let nature = match one.nature {
            Nature::Observed => true,
            Nature::Expected => self.options.expected == ExpectedUse::Accepted,
            _ => false,
        };
        nature && one.unit.as_ref().is_none_or(|other| other == unit)
    }

    fn why_nothing(&self) -> ProgressReason {
        let listed = || {
            let all = self.indicator.observations.iter();
            all.filter(|one| one.at.last_day() <= self.as_of)
        };
        let unit = &self.indicator.unit;
        if listed().any(|one| one.unit.as_ref().is_some_and(|other| other != unit)) {
            return ProgressReason::UnitDiffers;
        }
        if listed().any(|one| one.nature == Nature::Expected) {
            return ProgressReason::OnlyExpected;
        }
        ProgressReason::NoObservation
    }

    fn reach(&self, value: &ValuePoint, goal: ExactNumber) -> Reach {
        // 「未満」 and 「超」 want more than the number itself.
        let strict = matches!(
            self.target.precision,
            Precision::MoreThan | Precision::LessThan
        );
        reach(value, goal, strict, self.indicator.direction)
    }

    /// What is missing to the target in its direction.
    fn missing(&self, value: &ValuePoint, goal: ExactNumber) -> Option<ExactFigure> {
        let certain = certain(value, self.indicator.direction)?;
        let rest = &ExactFigure::from(goal) - &certain;
        Some(match self.indicator.direction {
            Direction::Up => rest,
            Direction::Down => -rest,
        })
    }

    fn after_the_day(
        &self,
        goal: ExactNumber,
        known: &[ValuePoint],
        answer: &mut TargetProgress,
    ) -> Verdict {
        let due = self.target.by.last_day();
        let before = known.iter().rev().find(|one| one.at.last_day() <= due);
        let window = due.position() - ExactFigure::from(self.options.due_window_months);
        let speaks = before.filter(|one| one.at.position() >= window);
        let after = || known.iter().filter(|one| one.at.last_day() > due);
        if let Some(value) = speaks {
            answer.latest = Some(value.clone());
            answer.missing = self.missing(value, goal);
            match self.reach(value, goal) {
                Reach::Yes => return (PlanVerdict::OnTrack, ProgressReason::Reached),
                Reach::Unknown => return cannot(ProgressReason::BoundUndecided),
                Reach::No => {}
            }
        }
        if speaks.is_none() {
            // What was seen long before or some time after does not say how it stood on the day.
            answer.latest = after().next_back().or(before).cloned();
            return cannot(ProgressReason::NoObservationAtDue);
        }
        let late = after().any(|one| self.reach(one, goal) == Reach::Yes);
        let reason = if late {
            ProgressReason::ReachedLate
        } else {
            ProgressReason::BelowAtDue
        };
        (PlanVerdict::Missed, reason)
    }

    fn before_the_day(
        &self,
        goal: ExactNumber,
        known: &[ValuePoint],
        answer: &mut TargetProgress,
    ) -> Verdict {
        let Some(latest) = known.last() else {
            return cannot(ProgressReason::NoObservation);
        };
        answer.latest = Some(latest.clone());
        answer.missing = self.missing(latest, goal);
        let age = self.as_of.position() - latest.at.position();
        if age > ExactFigure::from(self.options.stale_after_months) {
            return cannot(ProgressReason::Stale);
        }
        let months = self.target.by.position() - latest.at.position();
        let reached = self.reach(latest, goal);
        if reached != Reach::Yes
            && let Some(certain) = certain(latest, self.indicator.direction)
        {
            let change = &ExactFigure::from(goal) - &certain;
            answer.required = Pace::over(&change, &months, population_of(self.indicator));
        }
        match reached {
            Reach::Yes => return (PlanVerdict::OnTrack, ProgressReason::Reached),
            Reach::Unknown => return cannot(ProgressReason::BoundUndecided),
            Reach::No => {}
        }
        let base = self.base(known);
        answer.base = Some(base.clone());
        match self.options.method {
            PaceMethod::RecentPace => self.by_recent_pace(latest, known, answer),
            _ => self.by_line(goal, base, latest, answer),
        }
    }

    /// The value at the beginning of the way.
    fn base<'k>(&self, known: &'k [ValuePoint]) -> &'k ValuePoint {
        const NONE: &ValuePoint = &ValuePoint {
            at: Moment::Day(Date::MIN),
            value: ExactNumber::ZERO,
            precision: Precision::Exact,
            nature: Nature::Observed,
        };
        let limit = match (self.target.from, self.period) {
            (Some(from), _) => Some(from.last_day()),
            // A value of the last day before the period is that of its beginning.
            (None, Some(period)) => period.from.first_day().previous(),
            (None, None) => None,
        };
        let before = limit.and_then(|limit| {
            let mut seen = known.iter().rev();
            seen.find(|one| one.at.last_day() <= limit)
        });
        // `known` is never empty here.
        before.or_else(|| known.first()).unwrap_or(NONE)
    }

    fn by_line(
        &self,
        goal: ExactNumber,
        base: &ValuePoint,
        latest: &ValuePoint,
        answer: &mut TargetProgress,
    ) -> Verdict {
        if base.at.last_day() == latest.at.last_day() {
            return (PlanVerdict::NotYetDue, ProgressReason::OnlyBaseline);
        }
        let direction = self.indicator.direction;
        let (Some(start), Some(now)) = (certain(base, direction), certain(latest, direction))
        else {
            return cannot(ProgressReason::BoundUndecided);
        };
        let whole_time = self.target.by.position() - base.at.position();
        let time = latest.at.position() - base.at.position();
        let way = &ExactFigure::from(goal) - &start;
        let Some(share) = time.divided_by(&whole_time) else {
            return cannot(ProgressReason::TargetNotAfterBase);
        };
        if whole_time.sign() != Ordering::Greater {
            return cannot(ProgressReason::TargetNotAfterBase);
        }
        let upward = match direction {
            Direction::Up => way.sign(),
            Direction::Down => (-&way).sign(),
        };
        if upward != Ordering::Greater {
            // The beginning was at the target, the latest value is not.
            return (PlanVerdict::AtRisk, ProgressReason::FallenBack);
        }
        let line = &start + &(&way * &share);
        let Some(lag) = (&line - &now).divided_by(&way) else {
            return cannot(ProgressReason::TargetNotAfterBase);
        };
        let on_course = lag <= ExactFigure::from(self.options.allowed_lag);
        answer.line = Some(line);
        answer.lag = Some(lag);
        course(on_course)
    }

    fn by_recent_pace(
        &self,
        latest: &ValuePoint,
        known: &[ValuePoint],
        answer: &mut TargetProgress,
    ) -> Verdict {
        let direction = self.indicator.direction;
        let limit = latest.at.position() - ExactFigure::from(self.options.recent_months);
        let mut older = known.iter().rev();
        let Some(earlier) = older.find(|one| one.at.position() <= limit) else {
            if known.len() < 2 {
                return (PlanVerdict::NotYetDue, ProgressReason::OnlyBaseline);
            }
            return cannot(ProgressReason::NoRecentPace);
        };
        answer.base = Some(earlier.clone());
        let (Some(then), Some(now)) = (certain(earlier, direction), certain(latest, direction))
        else {
            return cannot(ProgressReason::BoundUndecided);
        };
        let months = latest.at.position() - earlier.at.position();
        let population = population_of(self.indicator);
        answer.recent = Pace::over(&(&now - &then), &months, population);
        let (Some(recent), Some(required)) = (&answer.recent, &answer.required) else {
            // Not reached on the target's own day, so no pace leads there.
            return (PlanVerdict::AtRisk, ProgressReason::BehindCourse);
        };
        let kept = ExactFigure::one() - ExactFigure::from(self.options.allowed_lag);
        let needed = &required.per_quarter * &kept;
        let on_course = match direction {
            Direction::Up => recent.per_quarter >= needed,
            Direction::Down => recent.per_quarter <= needed,
        };
        course(on_course)
    }
}

fn course(on_course: bool) -> Verdict {
    if on_course {
        (PlanVerdict::OnTrack, ProgressReason::OnCourse)
    } else {
        (PlanVerdict::AtRisk, ProgressReason::BehindCourse)
    }
}
