//! Linear equations `x = c + A x`, exact and sparse.

use crate::graph::slots::Slots;
use std::{
    cmp::Reverse,
    collections::{BTreeMap, BTreeSet, BinaryHeap},
};
use tosei_types::ExactFigure;

/// A number of more bits than this is not calculated with: it would cost more than it tells.
const MAX_BITS: u64 = 65_536;

/// Why equations have no usable solution.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Unsolved {
    /// The unknown at this place grows without limit.
    Singular(u32),
    /// The numbers became too large.
    TooLarge,
}

/// One equation: a constant and a factor for each unknown that it depends on.
#[derive(Debug, Clone, Default)]
pub(super) struct Equation {
    pub(super) constant: ExactFigure,
    pub(super) terms: BTreeMap<u32, ExactFigure>,
}

impl Equation {
    pub(super) fn add(&mut self, unknown: u32, factor: &ExactFigure) {
        if factor.is_zero() {
            return;
        }
        let sum = self.terms.entry(unknown).or_default();
        *sum = &*sum + factor;
        if sum.is_zero() {
            self.terms.remove(&unknown);
        }
    }
}

/// Solves by elimination, the unknown that touches the fewest equations first, and back substitution.
pub(super) fn solve(rows: Slots<Equation>) -> Result<Slots<ExactFigure>, Unsolved> {
    solve_within(rows, MAX_BITS)
}

fn solve_within(mut rows: Slots<Equation>, most_bits: u64) -> Result<Slots<ExactFigure>, Unsolved> {
    let count = rows.len();
    let length = rows.iter().len();
    let mut users: Slots<BTreeSet<u32>> = Slots::with(length, BTreeSet::new);
    for at in 0..count {
        for unknown in rows[at].terms.keys() {
            users[*unknown].insert(at);
        }
    }
    let cost = |rows: &Slots<Equation>, users: &Slots<BTreeSet<u32>>, at: u32| {
        rows[at].terms.len().saturating_mul(users[at].len())
    };
    let mut heap: BinaryHeap<Reverse<(usize, u32)>> = (0..count)
        .map(|at| Reverse((cost(&rows, &users, at), at)))
        .collect();
    let mut order = Vec::new();
    let mut done = Slots::with(length, || false);
    while let Some(Reverse((known_cost, at))) = heap.pop() {
        if done[at] {
            continue;
        }
        let now = cost(&rows, &users, at);
        if now > known_cost {
            heap.push(Reverse((now, at)));
            continue;
        }
        done[at] = true;
        order.push(at);
        // x = c + a x + rest becomes x = (c + rest) / (1 - a).
        if let Some(own) = rows[at].terms.remove(&at) {
            users[at].remove(&at);
            let Some(factor) = ExactFigure::one().divided_by(&(ExactFigure::one() - own)) else {
                return Err(Unsolved::Singular(at));
            };
            let row = &mut rows[at];
            row.constant = &row.constant * &factor;
            for term in row.terms.values_mut() {
                *term = &*term * &factor;
            }
        }
        if rows[at].constant.bits() > most_bits
            || rows[at].terms.values().any(|term| term.bits() > most_bits)
        {
            return Err(Unsolved::TooLarge);
        }
        let row = rows[at].clone();
        for user in std::mem::take(&mut users[at]) {
            if done[user] {
                continue;
            }
            let Some(factor) = rows[user].terms.remove(&at) else {
                continue;
            };
            let scaled = &row.constant * &factor;
            rows[user].constant = &rows[user].constant + &scaled;
            for (unknown, term) in &row.terms {
                rows[user].add(*unknown, &(term * &factor));
                if rows[user].terms.contains_key(unknown) {
                    users[*unknown].insert(user);
                } else {
                    users[*unknown].remove(&user);
                }
            }
            heap.push(Reverse((cost(&rows, &users, user), user)));
        }
        for unknown in row.terms.keys() {
            users[*unknown].remove(&at);
            heap.push(Reverse((cost(&rows, &users, *unknown), *unknown)));
        }
    }
    let mut values: Slots<ExactFigure> = Slots::with(length, ExactFigure::zero);
    for at in order.into_iter().rev() {
        let mut value = rows[at].constant.clone();
        for (unknown, term) in &rows[at].terms {
            value = value + term * &values[*unknown];
        }
        if value.bits() > most_bits {
            return Err(Unsolved::TooLarge);
        }
        values[at] = value;
    }
    Ok(values)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(constant: &str, terms: &[(u32, &str)]) -> Equation {
        let mut row = Equation {
            constant: constant.parse().unwrap(),
            ..Equation::default()
        };
        for (unknown, factor) in terms {
            row.add(*unknown, &factor.parse().unwrap());
        }
        row
    }

    fn solved(most_bits: u64, equations: &[Equation]) -> Result<Vec<String>, Unsolved> {
        let mut rows = Slots::new();
        for equation in equations {
            rows.push(equation.clone());
        }
        let values = solve_within(rows, most_bits)?;
        Ok(values.iter().map(ToString::to_string).collect())
    }

    #[test]
    fn equations_are_solved() {
        let chain = [
            row("1", &[]),
            row("0", &[(0, "1"), (2, "1/4")]),
            row("0", &[(1, "1")]),
        ];
        assert_eq!(solved(64, &chain).unwrap(), ["1", "4/3", "4/3"]);
        let own = [row("1", &[(0, "1/2")])];
        assert_eq!(solved(64, &own).unwrap(), ["2"]);
        assert_eq!(
            solved(64, &[row("1", &[(0, "1")])]),
            Err(Unsolved::Singular(0))
        );
        // What is added and taken away again is no part of it.
        assert_eq!(
            solved(64, &[row("3", &[(0, "1"), (0, "-1")])]).unwrap(),
            ["3"]
        );
        assert!(row("3", &[(0, "1"), (0, "-1"), (1, "0")]).terms.is_empty());
    }

    /// As many bits as 1/7 has are allowed.
    #[test]
    fn numbers_that_become_too_large_are_refused() {
        let bits = |text: &str| text.parse::<ExactFigure>().unwrap().bits();
        let most = bits("1/7");
        assert!(most < bits("1/1000"));
        let fits = [row("1/7", &[(1, "1/7")]), row("0", &[])];
        assert_eq!(solved(most, &fits).unwrap(), ["1/7", "0"]);
        for rows in [
            vec![row("1/1000", &[])],
            // A factor on the way, though both are nothing in the end.
            vec![row("0", &[(1, "1/1000")]), row("0", &[(0, "1/1000")])],
            // A constant on the way, though they are 1/5 and 1/7 in the end.
            vec![row("9/70", &[(1, "1/2")]), row("-2/35", &[(0, "1")])],
            // What comes out in the end, 12/35 and 1/5.
            vec![row("1/7", &[(1, "1")]), row("1/35", &[(0, "1/2")])],
        ] {
            assert_eq!(solved(most, &rows), Err(Unsolved::TooLarge), "{rows:?}");
        }
    }
}
