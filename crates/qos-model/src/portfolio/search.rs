//! The choice itself: branch and bound over sets of actions.
#![deny(clippy::arithmetic_side_effects)]

use super::result::{ChosenAction, HelpedProcedure, NotHelped, NotHelpedReason, PortfolioChoice};
use std::cmp::Reverse;
use tosei_types::{ActionId, CaseCount, MAX_COUNT, ProcedureId};

/// How many sets [`Portfolio::choose`] looks into unless told otherwise.
pub const DEFAULT_EFFORT: u64 = 200_000;

/// How many procedures one choice can be about.
pub const MAX_GOALS: usize = 10_000;

/// Costs are divided among procedures in this many parts of a yen.
const PARTS: u128 = 64;

/// 改善の対象 (goal): a procedure, its volume, and every smallest set of actions that helps it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Goal {
    /// 手続ID.
    pub procedure: ProcedureId,
    /// 年間の申請件数; `None` if unknown.
    pub applications: Option<CaseCount>,
    /// The sets that help it, as positions of actions. Without any, nothing helps.
    pub ways: Vec<Vec<usize>>,
}

/// Why there is no choice to make.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum PortfolioError {
    /// A set names an action that is not there.
    #[error("the procedure `{procedure}` names action number `{action}`, which is not there")]
    #[non_exhaustive]
    NoSuchAction {
        /// The procedure.
        procedure: String,
        /// The position.
        action: usize,
    },
    /// There are more procedures than [`MAX_GOALS`].
    #[error("a portfolio has at most 10000 procedures, got `{procedures}`")]
    #[non_exhaustive]
    TooManyProcedures {
        /// How many there are.
        procedures: usize,
    },
    /// A cost, the budget or the sum of the applications is above 2^53 − 1.
    #[error("costs, budget and applications are at most 9007199254740991, got a larger number")]
    TooLarge,
}

impl PortfolioError {
    /// Stable identifier of the variant; never renamed once released.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::NoSuchAction { .. } => "qos.portfolio.no_such_action",
            Self::TooManyProcedures { .. } => "qos.portfolio.too_many_procedures",
            Self::TooLarge => "qos.portfolio.too_large",
        }
    }
}

/// 組合せ問題 (portfolio): actions with their costs, procedures with the sets that help them.
///
/// A procedure is helped if all actions of one of its sets are chosen, and then all of its
/// applications count, once. Better is: more applications; then more procedures; then less money;
/// then fewer actions; then the set that comes first in the order of the actions.
///
/// # Source
///
/// `project-decision:portfolio-objective`.
///
/// # Examples
///
/// ```
/// use tosei_qos_model::{Goal, Portfolio};
///
/// let goal = |id: &str, applications: u32, ways: Vec<Vec<usize>>| Goal {
///     procedure: id.parse().unwrap(),
///     applications: Some(applications.into()),
///     ways,
/// };
/// // Action 0 helps the largest procedure, but 1 and 2 together help more applicants for the money.
/// let portfolio = Portfolio::try_new(
///     vec![("A".parse()?, 10), ("B".parse()?, 5), ("C".parse()?, 5)],
///     vec![
///         goal("P-1", 100, vec![vec![0]]),
///         goal("P-2", 60, vec![vec![1]]),
///         goal("P-3", 50, vec![vec![2]]),
///     ],
/// )?;
/// let choice = portfolio.choose(10, 1_000);
/// assert_eq!((choice.applications_helped, choice.exact), (110, true));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Portfolio {
    actions: Vec<(ActionId, u64)>,
    goals: Vec<Goal>,
}

/// A set of actions as bits.
type Bits = Vec<u64>;

fn has(bits: &Bits, at: usize) -> bool {
    let word = bits.get(at / 64).copied().unwrap_or(0);
    word.checked_shr(shift(at)).unwrap_or(0) & 1 == 1
}

fn with(bits: &Bits, at: usize) -> Bits {
    let mut bits = bits.clone();
    if let Some(word) = bits.get_mut(at / 64) {
        *word |= 1u64.checked_shl(shift(at)).unwrap_or(0);
    }
    bits
}

fn shift(at: usize) -> u32 {
    u32::try_from(at % 64).unwrap_or(0)
}

fn count(bits: &Bits) -> u32 {
    bits.iter()
        .map(|word| word.count_ones())
        .fold(0, u32::saturating_add)
}

/// One place of the search: what is in, what is out.
struct Node {
    chosen: Bits,
    left_out: Bits,
    cost: u64,
    bound: u128,
}

/// The best set so far.
struct Best {
    chosen: Bits,
    weight: u128,
    cost: u64,
}

/// A goal made ready: its weight, and its sets.
struct Ready<'g> {
    weight: u128,
    ways: &'g [Vec<usize>],
}

struct Search<'p> {
    costs: Vec<u64>,
    shares: Vec<u128>,
    order: Vec<usize>,
    goals: Vec<Ready<'p>>,
    budget: u64,
}

impl Portfolio {
    /// Takes actions (id and cost in yen) and goals.
    ///
    /// # Errors
    ///
    /// - [`PortfolioError::NoSuchAction`] if a goal names an action beyond the list.
    /// - [`PortfolioError::TooManyProcedures`] above [`MAX_GOALS`].
    /// - [`PortfolioError::TooLarge`] if a cost or the sum of the applications is above 2^53 − 1.
    pub fn try_new(
        actions: Vec<(ActionId, u64)>,
        goals: Vec<Goal>,
    ) -> Result<Self, PortfolioError> {
        if goals.len() > MAX_GOALS {
            return Err(PortfolioError::TooManyProcedures {
                procedures: goals.len(),
            });
        }
        let applications = goals.iter().filter_map(|goal| goal.applications);
        CaseCount::sum(applications).map_err(|_| PortfolioError::TooLarge)?;
        if actions.iter().any(|(_, cost)| *cost > MAX_COUNT) {
            return Err(PortfolioError::TooLarge);
        }
        for goal in &goals {
            let mut named = goal.ways.iter().flatten();
            if let Some(action) = named.find(|action| **action >= actions.len()) {
                return Err(PortfolioError::NoSuchAction {
                    procedure: goal.procedure.to_string(),
                    action: *action,
                });
            }
        }
        let mut goals = goals;
        for way in goals.iter_mut().flat_map(|goal| &mut goal.ways) {
            // An action that a set names twice is done and paid once.
            let mut seen = std::collections::BTreeSet::new();
            way.retain(|action| seen.insert(*action));
        }
        Ok(Self { actions, goals })
    }

    /// Chooses the set that helps the most applicants, looking into at most `effort` sets.
    ///
    /// If the effort does not suffice, the choice is the best set found, `exact` is false and
    /// `upper_bound_applications` says how much a better one could help at most.
    #[must_use]
    pub fn choose(&self, budget_yen: u64, effort: u64) -> PortfolioChoice {
        let search = Search::new(self, budget_yen);
        let (best, bound, used) = search.run(effort);
        self.explain(budget_yen, &best, bound, used)
    }

    fn explain(&self, budget: u64, best: &Best, bound: u128, effort: u64) -> PortfolioChoice {
        let chosen_only = |way: &Vec<usize>| way.iter().all(|action| has(&best.chosen, *action));
        let mut helped: Vec<HelpedProcedure> = Vec::new();
        let mut not_helped = Vec::new();
        let mut applications = 0u64;
        let mut served: Vec<Vec<ProcedureId>> = vec![Vec::new(); self.actions.len()];
        for goal in &self.goals {
            if let Some(way) = goal.ways.iter().find(|way| chosen_only(way)) {
                let known = goal.applications.map_or(0, CaseCount::get);
                applications = applications.saturating_add(known);
                for action in way {
                    if let Some(served) = served.get_mut(*action) {
                        served.push(goal.procedure.clone());
                    }
                }
                helped.push(HelpedProcedure {
                    procedure: goal.procedure.clone(),
                    applications: goal.applications,
                    actions: way
                        .iter()
                        .filter_map(|action| self.actions.get(*action))
                        .map(|(id, _)| id.clone())
                        .collect(),
                });
                continue;
            }
            let cost = |further: bool, way: &Vec<usize>| {
                way.iter()
                    .filter(|action| !(further && has(&best.chosen, **action)))
                    .filter_map(|action| self.actions.get(*action))
                    .fold(0u64, |sum, (_, cost)| sum.saturating_add(*cost))
            };
            let cheapest = |further| goal.ways.iter().map(|way| cost(further, way)).min();
            let reason = match cheapest(false) {
                None => NotHelpedReason::NoWay,
                Some(cost) if cost > budget => NotHelpedReason::OverBudget,
                Some(_) => NotHelpedReason::OthersFirst,
            };
            not_helped.push(NotHelped {
                procedure: goal.procedure.clone(),
                applications: goal.applications,
                reason,
                further_yen: cheapest(true),
            });
        }
        let chosen = self
            .actions
            .iter()
            .enumerate()
            .filter(|(at, _)| has(&best.chosen, *at))
            .map(|(at, (id, cost))| ChosenAction {
                action: id.clone(),
                cost_yen: *cost,
                procedures: served.get(at).cloned().unwrap_or_default(),
            })
            .collect();
        let exact = bound == best.weight;
        let per_application = self.weight_of_one();
        let bound = bound.checked_div(per_application).unwrap_or(0);
        PortfolioChoice {
            budget_yen: budget,
            cost_yen: best.cost,
            applications_helped: applications,
            exact,
            upper_bound_applications: u64::try_from(bound).unwrap_or(u64::MAX).max(applications),
            chosen,
            helped,
            not_helped,
            effort,
        }
    }

    /// One application outweighs any number of procedures.
    fn weight_of_one(&self) -> u128 {
        u128::try_from(self.goals.len())
            .unwrap_or(u128::MAX)
            .saturating_add(1)
    }
}

impl<'p> Search<'p> {
    fn new(portfolio: &'p Portfolio, budget: u64) -> Self {
        let one = portfolio.weight_of_one();
        let goals: Vec<Ready<'p>> = portfolio
            .goals
            .iter()
            .map(|goal| Ready {
                weight: u128::from(goal.applications.map_or(0, CaseCount::get))
                    .saturating_mul(one)
                    .saturating_add(1),
                ways: &goal.ways,
            })
            .collect();
        let costs: Vec<u64> = portfolio.actions.iter().map(|(_, cost)| *cost).collect();
        // How many goals an action can serve; its cost is shared among them. Any affordable set then
        // pays at least the shares of all goals it helps, which makes the bound one.
        let mut users = vec![0u128; costs.len()];
        let mut worth = vec![0u128; costs.len()];
        for goal in &goals {
            let mut named: Vec<usize> = goal.ways.iter().flatten().copied().collect();
            named.sort_unstable();
            named.dedup();
            for action in named {
                if let (Some(users), Some(worth)) = (users.get_mut(action), worth.get_mut(action)) {
                    *users = users.saturating_add(1);
                    *worth = worth.saturating_add(goal.weight);
                }
            }
        }
        let shares = costs
            .iter()
            .zip(&users)
            .map(|(cost, users)| {
                let parts = u128::from(*cost).saturating_mul(PARTS);
                parts.checked_div(*users).unwrap_or(0)
            })
            .collect();
        let mut order: Vec<usize> = (0..costs.len()).collect();
        order.sort_by_key(|at| {
            let cost = costs.get(*at).copied().unwrap_or(0).max(1);
            let worth = worth.get(*at).copied().unwrap_or(0);
            Reverse(worth.saturating_mul(1_024).checked_div(cost.into()))
        });
        Self {
            costs,
            shares,
            order,
            goals,
            budget,
        }
    }

    /// The best set, what no set can pass (never below the best), and how many sets were looked into.
    fn run(&self, effort: u64) -> (Best, u128, u64) {
        let none: Bits = vec![0; self.costs.len().div_ceil(64)];
        let mut best = Best {
            weight: self.weight(&none),
            chosen: none.clone(),
            cost: 0,
        };
        let mut open = vec![Node {
            bound: self.bound(&none, &none, 0),
            chosen: none.clone(),
            left_out: none,
            cost: 0,
        }];
        let mut used = 0u64;
        while let Some(node) = open.pop() {
            if !promising(&node, &best) {
                continue;
            }
            if used == effort {
                let bound = open
                    .iter()
                    .map(|node| node.bound)
                    .fold(node.bound, u128::max);
                return (best, bound, used);
            }
            used = used.saturating_add(1);
            let Some(action) = self.next_action(&node) else {
                continue;
            };
            let without = with(&node.left_out, action);
            let bound = self.bound(&node.chosen, &without, node.cost);
            open.push(Node {
                chosen: node.chosen.clone(),
                left_out: without,
                cost: node.cost,
                bound,
            });
            let cost = node.cost.saturating_add(self.cost(action));
            if cost > self.budget {
                continue;
            }
            let chosen = with(&node.chosen, action);
            let weight = self.weight(&chosen);
            if better((weight, cost, &chosen), &best) {
                best = Best {
                    chosen: chosen.clone(),
                    weight,
                    cost,
                };
            }
            let bound = self.bound(&chosen, &node.left_out, cost);
            open.push(Node {
                chosen,
                left_out: node.left_out,
                cost,
                bound,
            });
        }
        let weight = best.weight;
        (best, weight, used)
    }

    fn cost(&self, action: usize) -> u64 {
        self.costs.get(action).copied().unwrap_or(u64::MAX)
    }

    /// The weight of all goals that a set helps.
    fn weight(&self, chosen: &Bits) -> u128 {
        self.goals
            .iter()
            .filter(|goal| helps(goal.ways, chosen))
            .fold(0, |sum, goal| sum.saturating_add(goal.weight))
    }

    /// What is still missing of a set, if it can still be had: its cost, and its shares.
    fn missing(&self, way: &[usize], chosen: &Bits, left_out: &Bits, left: u64) -> Option<u128> {
        let (mut cost, mut shares) = (0u64, 0u128);
        for action in way {
            if has(chosen, *action) {
                continue;
            }
            if has(left_out, *action) {
                return None;
            }
            cost = cost.saturating_add(self.cost(*action));
            let share = self.shares.get(*action).copied().unwrap_or(0);
            shares = shares.saturating_add(share);
        }
        (cost <= left).then_some(shares)
    }

    /// What no set that holds `chosen` and nothing of `left_out` can pass: the open goals bought by
    /// their cheapest shares, the last of them in part.
    fn bound(&self, chosen: &Bits, left_out: &Bits, cost: u64) -> u128 {
        let left = self.budget.saturating_sub(cost);
        let mut sum = 0u128;
        let mut open: Vec<(u128, u128)> = Vec::new();
        for goal in &self.goals {
            let shares = goal
                .ways
                .iter()
                .filter_map(|way| self.missing(way, chosen, left_out, left))
                .min();
            match shares {
                Some(0) => sum = sum.saturating_add(goal.weight),
                Some(shares) => open.push((goal.weight, shares)),
                None => {}
            }
        }
        // The most weight for the money first: w/s falls. Weights are below 2^67, shares below 2^59.
        open.sort_by(|a, b| b.0.saturating_mul(a.1).cmp(&a.0.saturating_mul(b.1)));
        let mut left = u128::from(left).saturating_mul(PARTS);
        for (weight, shares) in open {
            if shares <= left {
                left = left.saturating_sub(shares);
                sum = sum.saturating_add(weight);
            } else {
                let part = weight
                    .checked_mul(left)
                    .and_then(|product| product.checked_div(shares))
                    .unwrap_or(weight);
                return sum.saturating_add(part.min(weight));
            }
        }
        sum
    }

    /// The next action to decide about: one that an open goal could still use.
    fn next_action(&self, node: &Node) -> Option<usize> {
        let left = self.budget.saturating_sub(node.cost);
        let mut useful: Bits = vec![0; node.chosen.len()];
        for goal in &self.goals {
            if helps(goal.ways, &node.chosen) {
                continue;
            }
            for way in goal.ways {
                if self
                    .missing(way, &node.chosen, &node.left_out, left)
                    .is_some()
                {
                    for action in way {
                        if let Some(word) = useful.get_mut(action / 64) {
                            *word |= 1u64.checked_shl(shift(*action)).unwrap_or(0);
                        }
                    }
                }
            }
        }
        self.order
            .iter()
            .copied()
            .find(|at| has(&useful, *at) && !has(&node.chosen, *at) && !has(&node.left_out, *at))
    }
}

fn helps(ways: &[Vec<usize>], chosen: &Bits) -> bool {
    ways.iter()
        .any(|way| way.iter().all(|action| has(chosen, *action)))
}

/// Whether a place can still hold something better: its own set was compared when it was made, and
/// every larger one has more actions.
fn promising(node: &Node, best: &Best) -> bool {
    let ahead = (Reverse(node.cost), Reverse(count(&node.chosen)));
    let of_best = (Reverse(best.cost), Reverse(count(&best.chosen)));
    node.bound > best.weight || (node.bound == best.weight && ahead > of_best)
}

fn better((weight, cost, chosen): (u128, u64, &Bits), best: &Best) -> bool {
    let key =
        |weight: u128, cost: u64, chosen: &Bits| (weight, Reverse(cost), Reverse(count(chosen)));
    let (mine, theirs) = (
        key(weight, cost, chosen),
        key(best.weight, best.cost, &best.chosen),
    );
    mine > theirs || (mine == theirs && comes_first(chosen, &best.chosen))
}

/// Whether the first action in which two sets differ belongs to the first set.
fn comes_first(a: &Bits, b: &Bits) -> bool {
    let in_order = |bits: &Bits| {
        bits.iter()
            .map(|word| word.reverse_bits())
            .collect::<Bits>()
    };
    in_order(a) > in_order(b)
}
