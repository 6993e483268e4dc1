//! When people come: at random, more at some times than at others.

use tosei_simulation::Stream;

/// A time span in which people come evenly, at random; minutes from the start of the run.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Piece {
    pub(super) from: f64,
    pub(super) to: f64,
    /// People a minute.
    pub(super) rate: f64,
}

impl Piece {
    /// How many people come in it, on average.
    pub(super) fn people(&self) -> f64 {
        self.rate * (self.to - self.from)
    }
}

/// Walks through the pieces.
///
/// In the clock of one exponential draw after the other, each piece lasts as long as people are expected
/// in it; so the arrivals are a Poisson process of the changing rate, exactly and without thinning, with
/// one draw for each.
#[derive(Debug, Clone)]
pub(super) struct Arrivals<'m> {
    pieces: &'m [Piece],
    at: usize,
    time: f64,
}

impl<'m> Arrivals<'m> {
    pub(super) fn new(pieces: &'m [Piece]) -> Self {
        Self {
            pieces,
            at: 0,
            time: 0.0,
        }
    }

    /// When the next one comes; `None` if nobody comes any more.
    pub(super) fn next(&mut self, stream: &mut Stream) -> Option<f64> {
        let mut left = -libm::log(stream.positive_unit());
        while let Some(piece) = self.pieces.get(self.at) {
            let from = self.time.max(piece.from);
            let people = piece.rate * (piece.to - from);
            if left < people {
                // Within the piece, whatever rounding says.
                self.time = (from + left / piece.rate).min(piece.to);
                return Some(self.time);
            }
            left -= people.max(0.0);
            self.at = self.at.saturating_add(1);
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use tosei_simulation::{Moments, Seed};

    /// Law: in each piece come as many as its rate says, and their variance is their mean.
    #[test]
    fn counts_are_those_of_a_poisson_process() {
        let piece = |from, to, rate| Piece { from, to, rate };
        let pieces = [
            piece(0.0, 30.0, 0.2),
            piece(30.0, 40.0, 0.0),
            piece(60.0, 90.0, 0.5),
        ];
        let (mut first, mut last, mut gap) = (Moments::new(), Moments::new(), 0);
        for run in 0..4_000 {
            let mut stream = Seed::new(3).stream("arrivals", run);
            let mut arrivals = Arrivals::new(&pieces);
            let (mut early, mut late, mut before) = (0, 0, 0.0);
            while let Some(time) = arrivals.next(&mut stream) {
                assert!(time >= before);
                before = time;
                match time {
                    ..=30.0 => early += 1,
                    60.0..=90.0 => late += 1,
                    _ => gap += 1,
                }
            }
            first.add(f64::from(early));
            last.add(f64::from(late));
        }
        assert_eq!(gap, 0);
        for (moments, people) in [(first, 6.0), (last, 15.0)] {
            assert!((moments.mean().unwrap() - people).abs() < 5.0 * (people / 4_000.0f64).sqrt());
            assert!((moments.variance().unwrap() / people - 1.0).abs() < 0.12);
        }
    }
}
