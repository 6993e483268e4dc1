//! The search itself: the cheapest point of a grid that is good enough.
//!
//! What a point is worth is asked of a function, so that the search can be held against a plain look at
//! every point.

use std::{
    cmp::Reverse,
    collections::{BTreeMap, BinaryHeap},
};

/// One side of the grid.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Axis {
    pub(super) least: u32,
    pub(super) most: u32,
    /// What one more costs.
    pub(super) unit_cost: u128,
}

/// What was found out about a point.
pub(super) trait Assessed {
    /// Whether it is good enough.
    fn meets(&self) -> bool;
    /// How good it is, to say which was the best where none is good enough.
    fn merit(&self) -> f64;
}

/// How the search ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum End {
    /// The point is the cheapest of all that are good enough.
    Cheapest(usize),
    /// No point is good enough; the best of those that were looked at.
    None { best: usize },
    /// Too many points would have to be looked at; the best so far: the cheapest that is good enough, or
    /// the one with the greatest merit.
    Unfinished { best: usize },
}

/// A point that was looked at.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Point<A> {
    pub(super) people: Vec<u32>,
    pub(super) cost: u128,
    pub(super) assessed: A,
}

/// Everything that was looked at, in that order, and how it ended.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Outcome<A> {
    pub(super) points: Vec<Point<A>>,
    pub(super) end: End,
    /// A point that was not good enough although it has more, or as many, of each than one that is.
    pub(super) assumption_failed: bool,
}

struct Search<'a, A, E, F: FnMut(&[u32]) -> Result<A, E>> {
    axes: &'a [Axis],
    most_points: usize,
    assess: F,
    points: Vec<Point<A>>,
    known: BTreeMap<Vec<u32>, usize>,
}

/// The next points by cost, then by how many there are in all, then in order of the groups.
type Agenda = BinaryHeap<Reverse<(u128, u64, Vec<u32>)>>;

impl<A: Assessed, E, F: FnMut(&[u32]) -> Result<A, E>> Search<'_, A, E, F> {
    fn cost(&self, people: &[u32]) -> u128 {
        let each = people.iter().zip(self.axes);
        each.fold(0u128, |sum, (number, axis)| {
            sum.saturating_add(axis.unit_cost.saturating_mul(u128::from(*number)))
        })
    }

    /// Looks at a point, once; `None` if no more points may be looked at.
    fn look(&mut self, people: &[u32]) -> Result<Option<usize>, E> {
        if let Some(known) = self.known.get(people) {
            return Ok(Some(*known));
        }
        if self.points.len() >= self.most_points {
            return Ok(None);
        }
        let assessed = (self.assess)(people)?;
        let place = self.points.len();
        self.points.push(Point {
            people: people.to_vec(),
            cost: self.cost(people),
            assessed,
        });
        self.known.insert(people.to_vec(), place);
        Ok(Some(place))
    }

    fn meets(&self, place: usize) -> bool {
        self.points.get(place).map(|point| point.assessed.meets()) == Some(true)
    }

    /// The cheapest point that is good enough, else the one with the greatest merit.
    fn best(&self) -> usize {
        let numbered = || self.points.iter().enumerate();
        let cheapest = numbered()
            .filter(|(_, point)| point.assessed.meets())
            .min_by_key(|(place, point)| (point.cost, *place));
        let best = cheapest.or_else(|| {
            numbered().max_by(|(a, one), (b, other)| {
                let merit = one.assessed.merit().total_cmp(&other.assessed.merit());
                // Of two that are as good the cheaper, then the one that was looked at first.
                merit.then(other.cost.cmp(&one.cost)).then(b.cmp(a))
            })
        });
        best.map_or(0, |(place, _)| place)
    }

    fn unfinished(&self) -> End {
        End::Unfinished { best: self.best() }
    }

    /// Looks at all points from a corner on in the order of their cost, until one is good enough.
    fn cheapest_first(&mut self, corner: &[u32]) -> Result<End, E> {
        let mut agenda: Agenda = BinaryHeap::new();
        let key = |search: &Self, people: Vec<u32>| {
            let all = people.iter().map(|number| u64::from(*number)).sum();
            Reverse((search.cost(&people), all, people))
        };
        agenda.push(key(self, corner.to_vec()));
        while let Some(Reverse((_, _, people))) = agenda.pop() {
            let Some(place) = self.look(&people)? else {
                return Ok(self.unfinished());
            };
            if self.meets(place) {
                return Ok(End::Cheapest(place));
            }
            // Only the last group that has grown and those behind it grow, so that no point comes twice.
            let grown = people
                .iter()
                .zip(corner)
                .rposition(|(now, then)| now > then);
            let groups = people.iter().zip(self.axes).enumerate();
            for (at, (number, axis)) in groups.skip(grown.unwrap_or(0)) {
                if *number < axis.most {
                    let mut next = people.clone();
                    if let Some(number) = next.get_mut(at) {
                        *number = number.saturating_add(1);
                    }
                    agenda.push(key(self, next));
                }
            }
        }
        Ok(End::None { best: self.best() })
    }

    /// The least of each group without which no point can be good enough, if more people never make it
    /// worse: with all others at their most.
    fn corner(&mut self, top: &[u32]) -> Result<Option<Vec<u32>>, E> {
        let mut corner: Vec<u32> = self.axes.iter().map(|axis| axis.least).collect();
        for (at, axis) in self.axes.iter().enumerate() {
            let (mut low, mut high) = (axis.least, axis.most);
            while low < high {
                let middle = low.midpoint(high);
                let mut people = top.to_vec();
                if let Some(number) = people.get_mut(at) {
                    *number = middle;
                }
                let Some(place) = self.look(&people)? else {
                    return Ok(None);
                };
                if self.meets(place) {
                    high = middle;
                } else {
                    low = middle.saturating_add(1);
                }
            }
            if let Some(least) = corner.get_mut(at) {
                *least = low;
            }
        }
        Ok(Some(corner))
    }

    /// Whether a point with one fewer of a group is good enough after all; `None` if no more points may
    /// be looked at.
    fn one_fewer_is_enough(&mut self, place: usize) -> Result<Option<bool>, E> {
        let Some(people) = self.points.get(place).map(|point| point.people.clone()) else {
            return Ok(Some(false));
        };
        for (at, axis) in self.axes.iter().enumerate() {
            let mut fewer = people.clone();
            let Some(number) = fewer.get_mut(at).filter(|number| **number > axis.least) else {
                continue;
            };
            *number = number.saturating_sub(1);
            let Some(found) = self.look(&fewer)? else {
                return Ok(None);
            };
            if self.meets(found) {
                return Ok(Some(true));
            }
        }
        Ok(Some(false))
    }
}

/// The cheapest point that is good enough.
///
/// With `monotone`, more people of any group are taken never to make it worse. Then the point with the
/// most of all is looked at first, the least of each group beside the most of all others is found by
/// halving, and only the points from that corner on are looked at, the cheapest first; in the end every
/// point with one fewer than the answer is looked at, too. If one of those is good enough the assumption
/// is dropped, and the search begins again without it, with what it knows. Nothing else that is looked at
/// can contradict it: whatever has no fewer people than a point that is good enough comes behind it.
/// Without it, every point is looked at in the order of cost until one is good enough.
pub(super) fn cheapest<A: Assessed, E>(
    axes: &[Axis],
    monotone: bool,
    most_points: usize,
    assess: impl FnMut(&[u32]) -> Result<A, E>,
) -> Result<Outcome<A>, E> {
    let mut search = Search {
        axes,
        most_points: most_points.max(1),
        assess,
        points: Vec::new(),
        known: BTreeMap::new(),
    };
    let least: Vec<u32> = axes.iter().map(|axis| axis.least).collect();
    let end = if monotone {
        by_corner(&mut search)?
    } else {
        None
    };
    let (end, assumption_failed) = match end {
        Some(end) => (end, false),
        None => (search.cheapest_first(&least)?, monotone),
    };
    Ok(Outcome {
        points: search.points,
        end,
        assumption_failed,
    })
}

/// The search under the assumption; `None` if it does not hold.
fn by_corner<A: Assessed, E, F: FnMut(&[u32]) -> Result<A, E>>(
    search: &mut Search<'_, A, E, F>,
) -> Result<Option<End>, E> {
    let top: Vec<u32> = search.axes.iter().map(|axis| axis.most).collect();
    let Some(place) = search.look(&top)? else {
        return Ok(Some(search.unfinished()));
    };
    if !search.meets(place) {
        // Nothing can be better than the most of all. To say what is the best it is enough to have
        // looked at it.
        return Ok(Some(End::None { best: place }));
    }
    let Some(corner) = search.corner(&top)? else {
        return Ok(Some(search.unfinished()));
    };
    let end = search.cheapest_first(&corner)?;
    let End::Cheapest(place) = end else {
        return Ok(Some(end));
    };
    match search.one_fewer_is_enough(place)? {
        None => Ok(Some(search.unfinished())),
        Some(true) => Ok(None),
        Some(false) => Ok(Some(end)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::convert::Infallible;
    use tosei_simulation::Seed;

    #[derive(Debug, Clone, Copy, PartialEq)]
    struct Merit(f64, bool);

    impl Assessed for Merit {
        fn meets(&self) -> bool {
            self.1
        }

        fn merit(&self) -> f64 {
            self.0
        }
    }

    /// A number from 0 to below `most` that a name and a point fix.
    fn chance(seed: u64, name: &str, people: &[u32], most: u32) -> u32 {
        let name = format!("{name}/{people:?}");
        let drawn = Seed::new(seed).stream(&name, 0).bits() % u64::from(most);
        u32::try_from(drawn).unwrap()
    }

    fn all_points(axes: &[Axis]) -> Vec<Vec<u32>> {
        let mut points = vec![Vec::new()];
        for axis in axes {
            points = points
                .into_iter()
                .flat_map(|point: Vec<u32>| {
                    (axis.least..=axis.most).map(move |number| {
                        let mut next = point.clone();
                        next.push(number);
                        next
                    })
                })
                .collect();
        }
        points
    }

    fn cost(axes: &[Axis], people: &[u32]) -> u128 {
        let pairs = axes.iter().zip(people);
        pairs.map(|(axis, n)| axis.unit_cost * u128::from(*n)).sum()
    }

    fn random_axes(seed: u64) -> Vec<Axis> {
        (0..1 + chance(seed, "groups", &[], 3))
            .map(|group| {
                let least = chance(seed, "least", &[group], 3);
                Axis {
                    least,
                    most: least + chance(seed, "more", &[group], 5),
                    unit_cost: u128::from(chance(seed, "cost", &[group], 6)),
                }
            })
            .collect()
    }

    /// More is never worse: a weighted sum must reach a number, and each group a least of its own.
    fn monotone(seed: u64, axes: &[Axis], people: &[u32]) -> Merit {
        let mut sum = 0;
        let mut each = true;
        for (group, (axis, number)) in (0u32..).zip(axes.iter().zip(people)) {
            sum += (1 + chance(seed, "weight", &[group], 4)) * number;
            each &= *number >= axis.least + chance(seed, "own least", &[group], 3);
        }
        let needed = chance(seed, "needed", &[], 30);
        Merit(f64::from(sum), each && sum >= needed)
    }

    fn wild(seed: u64, people: &[u32]) -> Merit {
        let merit = chance(seed, "wild", people, 100);
        Merit(f64::from(merit), merit >= 50)
    }

    /// Law: with or without the assumption, where it holds the search finds what a look at every point
    /// finds.
    #[test]
    fn the_cheapest_of_a_monotone_grid_is_that_of_all_points() {
        let (mut found, mut none, mut looked, mut of) = (0, 0, 0, 0);
        for seed in 0..400 {
            let axes = random_axes(seed);
            let all = all_points(&axes);
            let best = all
                .iter()
                .filter(|people| monotone(seed, &axes, people).1)
                .map(|people| cost(&axes, people))
                .min();
            for assumed in [true, false] {
                let outcome = cheapest(&axes, assumed, usize::MAX, |people| {
                    Ok::<_, Infallible>(monotone(seed, &axes, people))
                })
                .unwrap();
                assert!(!outcome.assumption_failed);
                match outcome.end {
                    End::Cheapest(place) => {
                        let point = &outcome.points[place];
                        assert!(point.assessed.meets());
                        assert_eq!(Some(point.cost), best, "seed {seed} {assumed}");
                        found += 1;
                    }
                    End::None { best: place } => {
                        assert_eq!(best, None, "seed {seed}");
                        assert!(place < outcome.points.len());
                        none += 1;
                    }
                    End::Unfinished { .. } => panic!("seed {seed}"),
                }
                if assumed {
                    looked += outcome.points.len();
                    of += all.len();
                }
            }
        }
        assert!(found > 200 && none > 50, "{found} {none}");
        assert!(looked < of, "{looked} of {of}");
    }

    /// Law: without the assumption the search is exact on any grid; with it, no answer has a cheaper
    /// neighbour, and what contradicts it is said.
    #[test]
    fn a_wild_grid_needs_no_assumption() {
        let mut failed = 0;
        for seed in 0..300 {
            let axes = random_axes(seed);
            let best = all_points(&axes)
                .iter()
                .filter(|people| wild(seed, people).1)
                .map(|people| cost(&axes, people))
                .min();
            let search = |assumed| {
                cheapest(&axes, assumed, usize::MAX, |people| {
                    Ok::<_, Infallible>(wild(seed, people))
                })
                .unwrap()
            };
            let exact = search(false);
            match exact.end {
                End::Cheapest(place) => assert_eq!(Some(exact.points[place].cost), best),
                End::None { .. } => assert_eq!(best, None),
                End::Unfinished { .. } => panic!("seed {seed}"),
            }
            let assumed = search(true);
            if assumed.assumption_failed {
                failed += 1;
                // It was dropped, so that the answer is exact again.
                match assumed.end {
                    End::Cheapest(place) => assert_eq!(Some(assumed.points[place].cost), best),
                    End::None { .. } => assert_eq!(best, None),
                    End::Unfinished { .. } => panic!("seed {seed}"),
                }
            } else if let End::Cheapest(place) = assumed.end {
                let people = &assumed.points[place].people;
                for (at, axis) in axes.iter().enumerate() {
                    let mut fewer = people.clone();
                    if fewer[at] > axis.least {
                        fewer[at] -= 1;
                        assert!(!wild(seed, &fewer).1, "seed {seed}");
                    }
                }
            }
        }
        assert!(failed > 30, "{failed}");
    }

    #[test]
    fn no_point_is_looked_at_twice() {
        for seed in 0..60 {
            let axes = random_axes(seed);
            let mut seen = std::collections::BTreeSet::new();
            for assumed in [true, false] {
                seen.clear();
                let outcome = cheapest(&axes, assumed, usize::MAX, |people| {
                    assert!(seen.insert(people.to_vec()), "seed {seed} {people:?}");
                    Ok::<_, Infallible>(wild(seed, people))
                });
                assert_eq!(outcome.unwrap().points.len(), seen.len());
            }
        }
    }

    #[test]
    fn a_search_that_may_not_look_further_says_what_it_has() {
        let axis = Axis {
            least: 1,
            most: 9,
            unit_cost: 10,
        };
        let axes = [axis, axis];
        let from_ten = |people: &[u32]| {
            let sum: u32 = people.iter().sum();
            Ok::<_, Infallible>(Merit(f64::from(sum), sum >= 10))
        };
        let outcome = cheapest(&axes, false, 5, from_ten).unwrap();
        let End::Unfinished { best } = outcome.end else {
            panic!("{:?}", outcome.end)
        };
        assert_eq!((outcome.points.len(), outcome.points[best].cost), (5, 40));
        let outcome = cheapest(&axes, true, 5, from_ten).unwrap();
        let End::Unfinished { best } = outcome.end else {
            panic!("{:?}", outcome.end)
        };
        assert!(outcome.points[best].assessed.meets());
    }

    #[test]
    fn an_error_of_a_point_ends_the_search() {
        let axes = [Axis {
            least: 0,
            most: 3,
            unit_cost: 1,
        }];
        let refuse = |people: &[u32]| match people {
            [0] => Err("nobody"),
            _ => Ok(Merit(1.0, true)),
        };
        assert_eq!(cheapest(&axes, false, 9, refuse), Err("nobody"));
        // Under the assumption the point with nobody is looked at in the end.
        assert_eq!(cheapest(&axes, true, 9, refuse), Err("nobody"));
    }
}
