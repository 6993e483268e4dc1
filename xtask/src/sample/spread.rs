//! Arithmetic that spreads things evenly: the same plan always gives the same sample.

use anyhow::{Context, bail};

/// Positions of `count` things taken evenly from `of`.
pub(crate) fn evenly(count: usize, of: usize) -> anyhow::Result<Vec<usize>> {
    if count > of {
        bail!("{count} of {of} cannot be taken");
    }
    Ok((0..count).map(|at| at * of / count).collect())
}

/// Numbers of the lots in an order in which each is spread evenly; lot `i` comes `counts[i]` times.
pub(crate) fn interleave(counts: &[usize]) -> Vec<usize> {
    // The k-th of n stands at (2k + 1) / 2n of the way; compared as fractions of a common whole.
    let mut places: Vec<(u128, usize)> = Vec::new();
    let whole = counts
        .iter()
        .filter(|count| **count > 0)
        .fold(1u128, |whole, count| least_common(whole, wide(*count)));
    for (lot, count) in counts.iter().enumerate() {
        for at in 0..*count {
            places.push(((2 * wide(at) + 1) * (whole / wide(*count)), lot));
        }
    }
    places.sort_unstable();
    places.into_iter().map(|(_, lot)| lot).collect()
}

fn wide(number: usize) -> u128 {
    u128::try_from(number).unwrap_or(u128::MAX)
}

fn least_common(a: u128, b: u128) -> u128 {
    let (mut x, mut y) = (a, b);
    while y > 0 {
        (x, y) = (y, x % y);
    }
    a / x.max(1) * b
}

/// `count` numbers from `from` to `to` that fall by a power and have a sum.
pub(crate) fn falling(
    count: usize,
    (from, to): (u64, u64),
    sum: u64,
    power: u32,
) -> anyhow::Result<Vec<u64>> {
    let number = u64::try_from(count)?;
    let above = sum
        .checked_sub(from * number)
        .context("the sum is below the smallest")?;
    let weights: Vec<u128> = (1..=number)
        .rev()
        .map(|at| u128::from(at).pow(power))
        .collect();
    let whole: u128 = weights.iter().sum();
    let mut numbers = Vec::with_capacity(count);
    for weight in &weights {
        let part = u128::from(above) * weight / whole;
        numbers.push(from + u64::try_from(part)?);
    }
    let mut left = sum - numbers.iter().sum::<u64>();
    for number in &mut numbers {
        if left > 0 {
            *number += 1;
            left -= 1;
        }
    }
    if left > 0 || numbers.iter().any(|number| *number > to) {
        bail!("{count} numbers from {from} to {to} cannot have the sum {sum}");
    }
    Ok(numbers)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lots_are_mixed_and_complete() {
        assert_eq!(interleave(&[4, 2]), [0, 1, 0, 0, 1, 0]);
        assert_eq!(interleave(&[0, 3]), [1, 1, 1]);
    }

    #[test]
    fn falling_numbers_have_their_sum() {
        let numbers = falling(5, (10, 99), 111, 2).unwrap_or_default();
        assert_eq!(numbers.iter().sum::<u64>(), 111);
        assert!(numbers.is_sorted_by(|a, b| a >= b));
        assert!(falling(2, (1, 9), 19, 1).is_err());
    }

    #[test]
    fn no_more_than_all_can_be_taken() {
        assert_eq!(evenly(2, 4).unwrap_or_default(), [0, 2]);
        assert!(evenly(5, 4).is_err());
    }
}
