//! The smallest sets of actions that help one procedure.

/// How many actions of one procedure are combined; a body that lists more is told so.
pub const MAX_ACTIONS_OF_ONE_PROCEDURE: usize = 12;

/// 最小の組 (minimal ways): sets of actions that help, none of which holds another.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct MinimalWays {
    /// The sets, smallest first, each as positions in the list that was given.
    pub ways: Vec<Vec<usize>>,
    /// Whether only the first [`MAX_ACTIONS_OF_ONE_PROCEDURE`] actions were combined.
    pub cut: bool,
}

/// Finds all smallest sets of `actions` for which `helps` holds.
///
/// `helps` must be monotone: a set that helps still helps with more actions. It is asked about
/// every set that holds no smaller one that helps, smallest first; the empty set is asked first,
/// and if it helps, nothing needs to be done.
///
/// # Examples
///
/// ```
/// use tosei_qos_model::minimal_ways;
///
/// // 7 alone, or 3 and 5 together.
/// let found = minimal_ways(&[3, 5, 7], |set| set.contains(&7) || (set.contains(&3) && set.contains(&5)));
/// assert_eq!(found.ways, [vec![7], vec![3, 5]]);
/// assert!(!found.cut);
/// ```
pub fn minimal_ways(actions: &[usize], mut helps: impl FnMut(&[usize]) -> bool) -> MinimalWays {
    let combined: Vec<usize> = actions
        .iter()
        .copied()
        .take(MAX_ACTIONS_OF_ONE_PROCEDURE)
        .collect();
    let cut = combined.len() < actions.len();
    let mut masks: Vec<u32> = (0..1u32 << combined.len()).collect();
    masks.sort_by_key(|mask| (mask.count_ones(), *mask));
    let mut found: Vec<u32> = Vec::new();
    let mut ways = Vec::new();
    for mask in masks {
        if found.iter().any(|smaller| smaller & mask == *smaller) {
            continue;
        }
        let set: Vec<usize> = combined
            .iter()
            .enumerate()
            .filter(|(bit, _)| mask >> bit & 1 == 1)
            .map(|(_, action)| *action)
            .collect();
        if helps(&set) {
            found.push(mask);
            ways.push(set);
        }
    }
    MinimalWays { ways, cut }
}
