//! 累積発生割合 (cumulative incidence): what comes next and when, although some cases are not yet finished.

use super::number::{as_float, count};

/// What was seen of one stay: how long, and what came then; `None` if nothing did while it was watched.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Stay {
    /// Minutes until the next step, or until the end of watching.
    pub(super) minutes: f64,
    /// What came next.
    pub(super) next: Option<usize>,
}

/// How likely each observed outcome is.
#[derive(Debug, Clone, PartialEq, Default)]
pub(super) struct Incidence {
    /// Minutes, what came next, and the probability of just this.
    pub(super) outcomes: Vec<(f64, usize, f64)>,
    /// The probability that nothing comes any more.
    pub(super) nothing: f64,
}

/// The nonparametric estimate of what comes next (Aalen and Johansen).
///
/// A stay that was watched for so long without anything shares its weight among those watched longer. What is left when
/// the longest gap that was ever seen has passed is the probability that nothing comes: the case is at its end. Where
/// every stay is watched to its end this is plain counting.
pub(super) fn incidence(stays: &[Stay]) -> Incidence {
    let mut sorted: Vec<Stay> = stays.to_vec();
    sorted.sort_by(|one, other| {
        let order = one.minutes.total_cmp(&other.minutes);
        // Who is lost at a moment was still there at it.
        order.then(one.next.is_none().cmp(&other.next.is_none()))
    });
    let mut result = Incidence {
        outcomes: Vec::new(),
        nothing: 1.0,
    };
    let mut at = 0usize;
    while let Some(first) = sorted.get(at) {
        let watched = as_float(count(sorted.len().saturating_sub(at)));
        let time = first.minutes;
        let (mut came, mut here) = (0u64, 0usize);
        let rest = sorted.get(at..).unwrap_or_default();
        for stay in rest {
            if stay.minutes.total_cmp(&time).is_ne() {
                break;
            }
            here = here.saturating_add(1);
            if let Some(next) = stay.next {
                came = came.saturating_add(1);
                result.outcomes.push((time, next, result.nothing / watched));
            }
        }
        result.nothing *= 1.0 - as_float(came) / watched;
        at = at.saturating_add(here.max(1));
    }
    result
}

#[cfg(test)]
mod tests {
    use super::*;

    fn stays(list: &[(f64, Option<usize>)]) -> Vec<Stay> {
        let all = list.iter();
        all.map(|(minutes, next)| Stay {
            minutes: *minutes,
            next: *next,
        })
        .collect()
    }

    #[test]
    fn where_all_is_seen_it_is_counting() {
        let result = incidence(&stays(&[
            (5.0, Some(1)),
            (1.0, Some(0)),
            (9.0, None),
            (9.0, None),
        ]));
        assert_eq!(result.outcomes, [(1.0, 0, 0.25), (5.0, 1, 0.25)]);
        assert_eq!(result.nothing, 0.5);
    }

    #[test]
    fn who_is_lost_leaves_the_weight_to_those_watched_longer() {
        // One of two is lost after a minute; the other goes on after two. By hand: 1/2 · 0 + 1 = 1.
        let result = incidence(&stays(&[(1.0, None), (2.0, Some(0))]));
        assert_eq!(result.outcomes, [(2.0, 0, 1.0)]);
        assert_eq!(result.nothing, 0.0);
        // At the same moment the lost one was still there.
        let result = incidence(&stays(&[(2.0, None), (2.0, Some(0))]));
        assert_eq!(result.outcomes, [(2.0, 0, 0.5)]);
        assert_eq!(result.nothing, 0.5);
        assert_eq!(incidence(&[]).nothing, 1.0);
    }
}
