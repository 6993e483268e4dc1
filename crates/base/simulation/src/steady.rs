//! One long run: where its warm-up ends, how sure its mean is, and whether it settles at all.

use crate::moments::as_float;
use crate::{Estimate, Level, Moments, StatisticsError, Verdict, batch_means};

/// Parts into which a long run is cut.
const BATCHES: usize = 20;
/// A run is looked at in steps of so many values.
const STEP: usize = 5;
/// The distance, in standard deviations, that chance passes once in a thousand times on one side.
const RISING: f64 = 3.09;
/// The same, once in twenty times on either side.
const DEPENDENT: f64 = 1.96;

/// 長い一回の試行 (long run): the mean of values in the order in which they came, such as the waits of
/// one customer after the other.
#[derive(Debug, Clone, Copy, PartialEq)]
#[non_exhaustive]
pub struct LongRun {
    /// 助走 (warm-up): how many values at the beginning were left out, because the run started empty.
    pub warm_up: usize,
    /// The mean of the rest, by batch means.
    pub estimate: Estimate,
    /// Whether that can be relied on.
    pub verdict: Verdict,
}

/// Looks at one long run: leaves its warm-up out, and says whether the rest settles.
///
/// The warm-up ends where the standard error of what follows is least (MSER-5), within the first half.
/// What follows is cut into 20 batches. It is
/// [`NotStable`](Verdict::NotStable) if the means of the batches keep rising, by the test of Mann and
/// Kendall at one in a thousand; it is [`NotEnoughRuns`](Verdict::NotEnoughRuns) if neighbouring batches
/// still depend on each other, or half the interval is more than the share `relative` of the mean.
///
/// # Errors
///
/// - [`StatisticsError::TooFew`] with fewer than 400 values.
/// - [`StatisticsError::NotFinite`] if a value is no number.
///
/// # Examples
///
/// ```
/// use tosei_simulation::{Level, Verdict, long_run};
///
/// // A queue that grows by a tenth of a minute with every customer is no queue with a mean wait.
/// let waits: Vec<f64> = (0..2_000).map(|at| f64::from(at) * 0.1 + f64::from(at % 7)).collect();
/// assert_eq!(long_run(&waits, 0.05, Level::default())?.verdict, Verdict::NotStable);
/// # Ok::<(), tosei_simulation::StatisticsError>(())
/// ```
pub fn long_run(values: &[f64], relative: f64, level: Level) -> Result<LongRun, StatisticsError> {
    let needed = BATCHES * 20;
    if values.len() < needed {
        return Err(StatisticsError::TooFew {
            needed,
            given: values.len(),
        });
    }
    if values.iter().any(|value| !value.is_finite()) {
        return Err(StatisticsError::NotFinite);
    }
    let warm_up = warm_up(values);
    let rest = values.get(warm_up..).unwrap_or_default();
    let estimate = batch_means(rest, BATCHES, level)?;
    let means = means(rest);
    let verdict = if rises(&means) {
        Verdict::NotStable
    } else if depends(&means) {
        Verdict::NotEnoughRuns
    } else {
        estimate.verdict(relative)
    };
    Ok(LongRun {
        warm_up,
        estimate,
        verdict,
    })
}

/// The beginning to leave out: at most half of the values.
fn warm_up(values: &[f64]) -> usize {
    let steps: Vec<f64> = values.chunks_exact(STEP).map(mean).collect();
    // From the end: count, sum and squares of all that follow.
    let (mut following, mut best) = (Moments::new(), (f64::INFINITY, 0usize));
    for (at, value) in steps.iter().enumerate().rev() {
        following.add(*value);
        if at > steps.len() / 2 {
            continue;
        }
        let error = following.variance().unwrap_or(0.0) / as_float(following.count());
        if error <= best.0 {
            best = (error, at);
        }
    }
    best.1.saturating_mul(STEP)
}

fn means(values: &[f64]) -> Vec<f64> {
    let size = (values.len() / BATCHES).max(1);
    let left_over = values.len().saturating_sub(size.saturating_mul(BATCHES));
    let whole = values.get(left_over..).unwrap_or_default();
    whole.chunks_exact(size).map(mean).collect()
}

fn mean(values: &[f64]) -> f64 {
    let mut moments = Moments::new();
    values.iter().for_each(|value| moments.add(*value));
    moments.mean().unwrap_or(0.0)
}

/// Mann and Kendall: whether more pairs rise than chance makes rise.
fn rises(means: &[f64]) -> bool {
    let mut score = 0.0;
    for (at, earlier) in means.iter().enumerate() {
        for later in means.get(at.saturating_add(1)..).unwrap_or_default() {
            if later > earlier {
                score += 1.0;
            } else if later < earlier {
                score -= 1.0;
            }
        }
    }
    let count = as_float(u64::try_from(means.len()).unwrap_or(u64::MAX));
    let spread = libm::sqrt(count * (count - 1.0) * (2.0 * count + 5.0) / 18.0);
    (score - 1.0) / spread > RISING
}

/// Whether neighbours are alike beyond chance.
fn depends(means: &[f64]) -> bool {
    let all = mean(means);
    let apart = |one: &f64| one - all;
    let squares = means
        .iter()
        .fold(0.0, |sum, one| sum + apart(one) * apart(one));
    if squares <= 0.0 {
        return false;
    }
    let later = means.iter().skip(1);
    let products = means
        .iter()
        .zip(later)
        .fold(0.0, |sum, (one, next)| sum + apart(one) * apart(next));
    let count = as_float(u64::try_from(means.len()).unwrap_or(u64::MAX));
    products / squares > DEPENDENT / libm::sqrt(count)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Seed;

    #[test]
    fn a_start_that_is_unlike_the_rest_is_left_out() {
        let mut stream = Seed::new(4).stream("values", 0);
        let mut values: Vec<f64> = (0..200).map(|at| 50.0 - 0.2 * f64::from(at)).collect();
        values.extend((0..4_000).map(|_| 10.0 + stream.unit()));
        let run = long_run(&values, 0.05, Level::default()).unwrap();
        assert!((190..=400).contains(&run.warm_up), "{}", run.warm_up);
        assert!(run.estimate.holds(10.5), "{run:?}");
        assert_eq!(run.verdict, Verdict::Enough);
    }

    #[test]
    fn too_few_and_no_numbers_are_refused() {
        let code = |values: &[f64]| long_run(values, 0.1, Level::default()).unwrap_err().code();
        assert_eq!(code(&[1.0; 399]), "simulation.statistics.too_few");
        let mut values = vec![1.0; 400];
        values[7] = f64::NAN;
        assert_eq!(code(&values), "simulation.statistics.not_finite");
    }

    /// Independent values are said to rise about once in a thousand times.
    #[test]
    fn chance_alone_is_rarely_called_unstable() {
        let unstable = (0..2_000).filter(|run| {
            let mut stream = Seed::new(9).stream("values", *run);
            let values: Vec<f64> = (0..400).map(|_| stream.unit()).collect();
            let verdict = long_run(&values, 1.0, Level::default()).unwrap().verdict;
            verdict == Verdict::NotStable
        });
        assert!(unstable.count() <= 8);
    }

    #[test]
    fn neighbours_are_alike_beyond_chance_from_a_known_share_on() {
        // Of eight means the limit is 1.96 / √8 = 0.693.
        let halves = |ends: f64| [-ends, -1.0, -1.0, -1.0, 1.0, 1.0, 1.0, ends];
        // Products of neighbours over squares: 5/8 where all are 1 apart, 4/6.5 where the ends are ½.
        assert!(!depends(&halves(1.0)));
        assert!(!depends(&halves(0.5)));
        let slow = [-3.0, -3.0, -3.0, -1.0, 1.0, 3.0, 3.0, 3.0]; // 41/56
        assert!(depends(&slow));
        let turned: Vec<f64> = slow.iter().map(|one| one + 100.0).collect();
        assert!(depends(&turned));
        let restless = [1.0, -1.0, 1.0, -1.0, 1.0, -1.0, 1.0, -1.0];
        assert!(!depends(&restless));
        assert!(!depends(&[5.0; 8]));
    }

    #[test]
    fn means_rise_if_more_pairs_do_than_chance_makes() {
        // Of eight means 28 pairs; the limit is 3.09 × √(8 · 7 · 21 / 18) + 1 = 25.98.
        let rising: Vec<f64> = (0..8).map(f64::from).collect();
        assert!(rises(&rising));
        let one_turned = [1.0, 0.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0]; // 27 − 1
        assert!(rises(&one_turned));
        let two_turned = [1.0, 0.0, 3.0, 2.0, 4.0, 5.0, 6.0, 7.0]; // 26 − 2
        assert!(!rises(&two_turned));
        let one_alike = [0.0, 0.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0]; // 27
        assert!(rises(&one_alike));
        let falling: Vec<f64> = rising.iter().rev().copied().collect();
        assert!(!rises(&falling));
        assert!(!rises(&[1.0; 8]));
    }
}
