//! 所要時間 of a part of a flow: its points where they are known, otherwise bounds of its mean.

use crate::flow::TimeValue;
use std::collections::BTreeMap;
use tosei_simulation::Distribution;
use tosei_types::ExactFigure;

/// The most points of a duration that are kept; more leave the mean alone.
const MAX_POINTS: usize = 256;

/// How long something takes.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Duration {
    /// The mean is at least this.
    pub(super) from: ExactFigure,
    /// The mean is at most this; `None` if nothing is known.
    pub(super) to: Option<ExactFigure>,
    /// It never takes less.
    pub(super) least: ExactFigure,
    /// It never takes more; `None` if it can.
    pub(super) most: Option<ExactFigure>,
    /// How long with which probability, where there are finitely many lengths.
    pub(super) points: Option<BTreeMap<ExactFigure, ExactFigure>>,
}

impl Default for Duration {
    fn default() -> Self {
        Self::constant(ExactFigure::zero())
    }
}

impl Duration {
    pub(super) fn constant(length: ExactFigure) -> Self {
        Self {
            from: length.clone(),
            to: Some(length.clone()),
            least: length.clone(),
            most: Some(length.clone()),
            points: Some(BTreeMap::from([(length, ExactFigure::one())])),
        }
    }

    pub(super) fn unknown() -> Self {
        Self {
            from: ExactFigure::zero(),
            to: None,
            least: ExactFigure::zero(),
            most: None,
            points: None,
        }
    }

    /// The time of a step; `None` if it has no mean that is a fraction, or makes no sense.
    pub(super) fn of(time: &TimeValue) -> Option<Self> {
        let figure = |text: String| text.parse::<ExactFigure>().ok();
        let mean = |mean: ExactFigure, least: ExactFigure, most: Option<ExactFigure>| Self {
            from: mean.clone(),
            to: Some(mean),
            least,
            most,
            points: None,
        };
        match time {
            TimeValue::Value(minutes) => Some(Self::constant(minutes.get().into())),
            TimeValue::Range { from, to } if from == to => Some(Self::constant(from.get().into())),
            TimeValue::Range { from, to } => {
                let (from, to) = (ExactFigure::from(from.get()), ExactFigure::from(to.get()));
                Some(Self {
                    least: from.clone(),
                    from,
                    most: Some(to.clone()),
                    to: Some(to),
                    points: None,
                })
            }
            TimeValue::Distribution(distribution) => {
                distribution.sampler().ok()?;
                let two = ExactFigure::from(2u32);
                match distribution {
                    Distribution::Constant { value } => {
                        Some(Self::constant(figure(value.to_string())?))
                    }
                    Distribution::Uniform { from, to } => {
                        let (from, to) = (figure(from.to_string())?, figure(to.to_string())?);
                        let middle = (&from + &to).divided_by(&two)?;
                        Some(mean(middle, from, Some(to)))
                    }
                    Distribution::Triangular { from, mode, to } => {
                        let (from, to) = (figure(from.to_string())?, figure(to.to_string())?);
                        let sum = &(&from + &to) + &figure(mode.to_string())?;
                        let middle = sum.divided_by(&ExactFigure::from(3u32))?;
                        Some(mean(middle, from, Some(to)))
                    }
                    Distribution::Exponential { mean: value }
                    | Distribution::Erlang { mean: value, .. }
                    | Distribution::Gamma { mean: value, .. }
                    | Distribution::Lognormal { mean: value, .. } => {
                        let value = figure(value.to_string())?;
                        Some(mean(value, ExactFigure::zero(), None))
                    }
                    // With another shape than 1 the mean is no fraction.
                    Distribution::Weibull { shape, scale } => figure(shape.to_string())?
                        .is_one()
                        .then(|| figure(scale.to_string()))?
                        .map(|scale| mean(scale, ExactFigure::zero(), None)),
                    Distribution::Empirical { values } => {
                        let count = ExactFigure::from(u32::try_from(values.len()).ok()?);
                        let share = ExactFigure::one().divided_by(&count)?;
                        let mut points: BTreeMap<ExactFigure, ExactFigure> = BTreeMap::new();
                        for value in values {
                            let point = points.entry(figure(value.to_string())?).or_default();
                            *point = &*point + &share;
                        }
                        Some(Self::of_points(points))
                    }
                    _ => None,
                }
            }
        }
    }

    fn of_points(points: BTreeMap<ExactFigure, ExactFigure>) -> Self {
        let mean: ExactFigure = points.iter().map(|(at, share)| at * share).sum();
        Self {
            from: mean.clone(),
            to: Some(mean),
            least: points.keys().next().cloned().unwrap_or_default(),
            most: points.keys().next_back().cloned(),
            points: (points.len() <= MAX_POINTS).then_some(points),
        }
    }

    /// Whether it always takes the same.
    pub(super) fn is_constant(&self) -> bool {
        self.points.as_ref().is_some_and(|points| points.len() == 1)
    }

    /// So many times as long on average: work that not every case needs.
    pub(super) fn times(&self, factor: &ExactFigure) -> Self {
        if factor.is_one() {
            return self.clone();
        }
        Self {
            from: &self.from * factor,
            to: self.to.as_ref().map(|to| to * factor),
            // The single occurrences are not known.
            least: ExactFigure::zero(),
            most: None,
            points: None,
        }
    }

    /// One after the other.
    pub(super) fn then(&self, other: &Self) -> Self {
        let sum =
            |a: &Option<ExactFigure>, b: &Option<ExactFigure>| Some(a.as_ref()? + b.as_ref()?);
        let points = match (&self.points, &other.points) {
            (Some(first), Some(second))
                if first.len().saturating_mul(second.len()) <= MAX_POINTS.saturating_mul(16) =>
            {
                let mut points: BTreeMap<ExactFigure, ExactFigure> = BTreeMap::new();
                for (a, p) in first {
                    for (b, q) in second {
                        let point = points.entry(a + b).or_default();
                        *point = &*point + &(p * q);
                    }
                }
                (points.len() <= MAX_POINTS).then_some(points)
            }
            _ => None,
        };
        Self {
            from: &self.from + &other.from,
            to: sum(&self.to, &other.to),
            least: &self.least + &other.least,
            most: sum(&self.most, &other.most),
            points,
        }
    }

    /// Either of two; without shares only bounds are left.
    pub(super) fn or(&self, other: &Self, shares: Option<(&ExactFigure, &ExactFigure)>) -> Self {
        if self == other {
            return self.clone();
        }
        let most = match (&self.most, &other.most) {
            (Some(a), Some(b)) => Some(a.max(b).clone()),
            _ => None,
        };
        let least = (&self.least).min(&other.least).clone();
        let Some((first, second)) = shares else {
            return Self {
                from: (&self.from).min(&other.from).clone(),
                to: match (&self.to, &other.to) {
                    (Some(a), Some(b)) => Some(a.max(b).clone()),
                    _ => None,
                },
                least,
                most,
                points: None,
            };
        };
        if first.is_zero() {
            return other.clone();
        }
        if second.is_zero() {
            return self.clone();
        }
        let points = match (&self.points, &other.points) {
            (Some(a), Some(b)) => {
                let mut points: BTreeMap<ExactFigure, ExactFigure> = BTreeMap::new();
                for (list, share) in [(a, first), (b, second)] {
                    for (at, p) in list {
                        let point = points.entry(at.clone()).or_default();
                        *point = &*point + &(p * share);
                    }
                }
                (points.len() <= MAX_POINTS).then_some(points)
            }
            _ => None,
        };
        let mixed = |a: &ExactFigure, b: &ExactFigure| &(a * first) + &(b * second);
        Self {
            from: mixed(&self.from, &other.from),
            to: match (&self.to, &other.to) {
                (Some(a), Some(b)) => Some(mixed(a, b)),
                _ => None,
            },
            least,
            most,
            points,
        }
    }

    /// Then, any number of times before: `share` is the probability of once more.
    pub(super) fn after_loops(&self, once: &Self, share: Option<&ExactFigure>) -> Self {
        if once.is_constant() && once.from.is_zero() {
            return self.clone();
        }
        let open = Self {
            to: None,
            most: None,
            points: None,
            ..self.clone()
        };
        let Some(share) = share else { return open };
        if share.is_zero() {
            return self.clone();
        }
        let Some(rounds) = share.divided_by(&(ExactFigure::one() - share.clone())) else {
            return open;
        };
        Self {
            from: &self.from + &(&once.from * &rounds),
            to: match (&self.to, &once.to) {
                (Some(to), Some(once)) => Some(to + &(once * &rounds)),
                _ => None,
            },
            least: self.least.clone(),
            most: None,
            points: None,
        }
    }

    /// The longest of several that run side by side and do not depend on each other.
    pub(super) fn longest(branches: &[Self]) -> Self {
        if let Some(sure) = Self::always_longest(branches) {
            return sure.clone();
        }
        let most: Option<Vec<&ExactFigure>> =
            branches.iter().map(|branch| branch.most.as_ref()).collect();
        let most = most.and_then(|most| most.into_iter().max().cloned());
        let least = branches
            .iter()
            .map(|branch| &branch.least)
            .max()
            .cloned()
            .unwrap_or_default();
        let all: Option<Vec<_>> = branches
            .iter()
            .map(|branch| branch.points.as_ref())
            .collect();
        if let Some(all) = all {
            let total: usize = all.iter().map(|points| points.len()).sum();
            if total <= MAX_POINTS {
                return Self::of_points(longest_points(&all));
            }
        }
        let from = branches
            .iter()
            .map(|branch| &branch.from)
            .max()
            .cloned()
            .unwrap_or_default();
        let sum = branches
            .iter()
            .map(|branch| branch.to.clone())
            .try_fold(ExactFigure::zero(), |sum, to| Some(sum + to?));
        let to = match (sum, &most) {
            (Some(sum), Some(most)) => Some(sum.min(most.clone())),
            (None, Some(most)) => Some(most.clone()),
            (sum, None) => sum,
        };
        Self {
            from: from.max(least.clone()),
            to,
            least,
            most,
            points: None,
        }
    }

    /// The branch that never takes less than any other can.
    fn always_longest(branches: &[Self]) -> Option<&Self> {
        branches.iter().enumerate().find_map(|(at, branch)| {
            let sure = branches.iter().enumerate().all(|(other_at, other)| {
                other_at == at
                    || other
                        .most
                        .as_ref()
                        .is_some_and(|most| *most <= branch.least)
            });
            sure.then_some(branch)
        })
    }

    /// The longest of those that were chosen, where nobody says which are chosen together.
    pub(super) fn longest_of_chosen(branches: &[(Option<ExactFigure>, Self)]) -> Self {
        let certain = |share: &Option<ExactFigure>| share.as_ref().is_some_and(ExactFigure::is_one);
        let never = |share: &Option<ExactFigure>| share.as_ref().is_some_and(ExactFigure::is_zero);
        let kept: Vec<_> = branches.iter().filter(|(share, _)| !never(share)).collect();
        if kept.iter().all(|(share, _)| certain(share)) {
            let all: Vec<Self> = kept.iter().map(|(_, time)| time.clone()).collect();
            return Self::longest(&all);
        }
        let zero = ExactFigure::zero();
        let low = |share: &Option<ExactFigure>, time: &Self| {
            share
                .as_ref()
                .map_or_else(|| zero.clone(), |share| share * &time.from)
        };
        // At least one is taken, so that it never takes less than the shortest.
        let least = kept
            .iter()
            .map(|(_, time)| &time.least)
            .min()
            .cloned()
            .unwrap_or_default();
        let from = kept
            .iter()
            .map(|(share, time)| low(share, time))
            .max()
            .unwrap_or_default()
            .max(least.clone());
        let high = |share: &Option<ExactFigure>, time: &Self| {
            let to = time.to.clone()?;
            Some(
                share
                    .as_ref()
                    .map_or_else(|| to.clone(), |share| share * &to),
            )
        };
        let sum = kept
            .iter()
            .map(|(share, time)| high(share, time))
            .try_fold(ExactFigure::zero(), |sum, to| Some(sum + to?));
        let most = kept
            .iter()
            .map(|(_, time)| time.most.clone())
            .try_fold(ExactFigure::zero(), |most, one| Some(most.max(one?)));
        Self {
            from,
            to: match (sum, &most) {
                (Some(sum), Some(most)) => Some(sum.min(most.clone())),
                (None, Some(most)) => Some(most.clone()),
                (sum, None) => sum,
            },
            least,
            most,
            points: None,
        }
    }
}

/// P(longest <= t) is the product of P(branch <= t).
fn longest_points(
    branches: &[&BTreeMap<ExactFigure, ExactFigure>],
) -> BTreeMap<ExactFigure, ExactFigure> {
    let mut lengths: Vec<&ExactFigure> = branches.iter().flat_map(|points| points.keys()).collect();
    lengths.sort();
    lengths.dedup();
    let mut before = ExactFigure::zero();
    let mut points = BTreeMap::new();
    for length in lengths {
        let mut up_to = ExactFigure::one();
        for branch in branches {
            let share: ExactFigure = branch
                .range(..=length)
                .map(|(_, share)| share.clone())
                .sum();
            up_to = up_to * share;
        }
        let share = &up_to - &before;
        if !share.is_zero() {
            points.insert(length.clone(), share);
        }
        before = up_to;
    }
    points
}
