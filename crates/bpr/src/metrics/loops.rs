//! Loops of a net: where each begins.

use crate::graph::{net::Net, slots::Slots};

/// The search for the beginnings of loops is given up beyond so many steps.
const MAX_SEARCH: usize = 20_000_000;

/// The lines that lead back to where a loop began; `None` if some loop has several beginnings.
pub(super) fn back_lines(net: &Net) -> Option<Slots<bool>> {
    back_lines_within(net, MAX_SEARCH)
}

fn back_lines_within(net: &Net, most_search: usize) -> Option<Slots<bool>> {
    let count = net.places.iter().len();
    let mut back = Slots::with(net.lines.iter().len(), || false);
    // 1 while a place is on the way, 2 when everything behind it is known.
    let mut colour = Slots::with(count, || 0u8);
    let mut way: Vec<(u32, usize)> = vec![(net.start, 0)];
    let mut found = Vec::new();
    colour[net.start] = 1;
    while let Some((at, next)) = way.pop() {
        let Some(line) = net.places[at].outs.get(next).copied() else {
            colour[at] = 2;
            continue;
        };
        way.push((at, next.saturating_add(1)));
        let to = net.lines[line].to;
        match colour[to] {
            0 => {
                colour[to] = 1;
                way.push((to, 0));
            }
            1 => {
                back[line] = true;
                found.push(line);
            }
            _ => {}
        }
    }
    // A loop has one beginning if no way from the start comes into it but through there.
    let mut effort = 0usize;
    for line in found {
        let (from, head) = (net.lines[line].from, net.lines[line].to);
        let mut seen = Slots::with(count, || false);
        let mut open = vec![net.start];
        while let Some(at) = open.pop() {
            if at == head || seen[at] {
                continue;
            }
            seen[at] = true;
            effort = effort.saturating_add(1);
            open.extend(net.places[at].outs.iter().map(|line| net.lines[*line].to));
        }
        if seen[from] || effort > most_search {
            return None;
        }
    }
    Some(back)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::graph::net::Kind;

    #[test]
    fn the_beginning_of_a_loop_is_looked_for_so_long() {
        use Kind::{End, Pass, Pick, Start};
        // 0, 1, 2 and from 2 back to 1 or to 3: looking from the start for another way in sees 0 alone.
        let once = Net::of(&[Start, Pass, Pick, End], &[(0, 1), (1, 2), (2, 1), (2, 3)]);
        let back = |net: &Net, most: usize| {
            let back = back_lines_within(net, most)?;
            Some(back.iter().map(|back| u8::from(*back)).collect::<Vec<u8>>())
        };
        assert_eq!(back(&once, 1), Some(vec![0, 0, 1, 0]));
        assert_eq!(back(&once, 0), None);
        assert_eq!(back(&once, 2), Some(vec![0, 0, 1, 0]));
        // From the start into both places of the loop.
        let twice = Net::of(
            &[Start, Pick, Pass, Pick, End],
            &[(0, 1), (1, 2), (1, 3), (2, 3), (3, 2), (3, 4)],
        );
        assert_eq!(back(&twice, 100), None);
        let none = Net::of(&[Start, End], &[(0, 1)]);
        assert_eq!(back(&none, 0), Some(vec![0]));
    }
}
