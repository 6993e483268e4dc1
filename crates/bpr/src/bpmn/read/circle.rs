//! Circles of references, found without recursion.

/// The strongly connected component of each of `count` things, as a number; two things are in one
/// component if each leads to the other.
pub(super) fn components(count: usize, edges: &[(usize, usize)]) -> Vec<usize> {
    let mut forth = vec![Vec::new(); count];
    let mut back = vec![Vec::new(); count];
    for (from, to) in edges {
        if let Some(list) = forth.get_mut(*from) {
            list.push(*to);
        }
        if let Some(list) = back.get_mut(*to) {
            list.push(*from);
        }
    }
    let order = finishing_order(&forth);
    let mut component = vec![usize::MAX; count];
    for (number, start) in order.into_iter().rev().enumerate() {
        let mut open = vec![start];
        while let Some(thing) = open.pop() {
            let Some(slot) = component.get_mut(thing).filter(|slot| **slot == usize::MAX) else {
                continue;
            };
            *slot = number;
            open.extend(back.get(thing).into_iter().flatten().copied());
        }
    }
    component
}

/// Everything, each after all that it leads to (but for circles).
fn finishing_order(forth: &[Vec<usize>]) -> Vec<usize> {
    let mut seen = vec![false; forth.len()];
    let mut order = Vec::with_capacity(forth.len());
    for start in 0..forth.len() {
        let mut open: Vec<(usize, usize)> = Vec::new();
        if let Some(slot) = seen.get_mut(start).filter(|slot| !**slot) {
            *slot = true;
            open.push((start, 0));
        }
        while let Some((thing, next)) = open.last_mut() {
            let following = forth.get(*thing).and_then(|list| list.get(*next)).copied();
            *next = next.saturating_add(1);
            match following {
                Some(other) => {
                    if let Some(slot) = seen.get_mut(other).filter(|slot| !**slot) {
                        *slot = true;
                        open.push((other, 0));
                    }
                }
                None => {
                    order.push(*thing);
                    open.pop();
                }
            }
        }
    }
    order
}

/// Things whose chain of parents leads back to themselves: one of each circle.
pub(super) fn parents_to_drop(parents: &[Option<usize>]) -> Vec<usize> {
    // 0: not seen; otherwise the number of the walk that saw it.
    let mut seen = vec![0usize; parents.len()];
    let mut drop = Vec::new();
    for start in 0..parents.len() {
        let walk = start.saturating_add(1);
        let mut at = Some(start);
        while let Some(thing) = at {
            let Some(slot) = seen.get_mut(thing) else {
                break;
            };
            if *slot == walk {
                drop.push(thing);
                break;
            }
            if *slot != 0 {
                break;
            }
            *slot = walk;
            at = parents.get(thing).copied().flatten();
        }
    }
    drop
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_leads_back_to_itself_is_one_component() {
        let found = components(5, &[(0, 1), (1, 2), (2, 1), (3, 3), (4, 0)]);
        assert_eq!(found[1], found[2]);
        assert_ne!(found[0], found[1]);
        assert_ne!(found[4], found[0]);
        assert_ne!(found[3], found[4]);
    }

    #[test]
    fn one_parent_of_each_circle_is_dropped() {
        assert_eq!(parents_to_drop(&[Some(1), Some(0), Some(0), None]), [0]);
        assert_eq!(parents_to_drop(&[Some(0)]), [0]);
        assert_eq!(
            parents_to_drop(&[None, Some(0), Some(7)]),
            Vec::<usize>::new()
        );
        // The circle is met from outside.
        assert_eq!(parents_to_drop(&[Some(1), Some(2), Some(1)]), [1]);
    }
}
