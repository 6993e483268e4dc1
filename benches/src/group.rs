//! Works that are measured beside each other, and the one table of their ratios.

use anyhow::{Result, ensure};
use std::time::{Duration, Instant};

/// What a piece of work may cost beside its peer.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Bound {
    /// At most so many times as long.
    TimeAtMost(f64),
    /// At least so many times as fast.
    SpeedAtLeast(f64),
}

/// What a piece of work does; it returns a figure that says that the work was done.
pub type Work = Box<dyn FnMut() -> u64>;

/// One piece of work.
pub struct Entry {
    /// What it does.
    pub name: String,
    /// Does it.
    pub work: Work,
    /// The position of the work that it stands beside; `None` for a peer itself.
    beside: Option<usize>,
    bound: Option<Bound>,
    /// Whether it must give the figure of its peer.
    same_figure: bool,
}

/// Works on one input: obvious alternatives, and what the library does beside each.
pub struct Group {
    /// Its name, by which it is asked for.
    pub name: &'static str,
    /// How large the input is, and whether it is real or made.
    pub size: String,
    rounds: usize,
    entries: Vec<Entry>,
    peer: usize,
}

impl Group {
    /// A group without works; each will be run so many times.
    #[must_use]
    pub fn new(name: &'static str, size: String, rounds: usize) -> Self {
        Self {
            name,
            size,
            rounds,
            entries: Vec::new(),
            peer: 0,
        }
    }

    /// The obvious alternative, beside which the works that follow stand.
    #[must_use]
    pub fn peer(mut self, name: &str, work: impl FnMut() -> u64 + 'static) -> Self {
        self.peer = self.entries.len();
        self.entries.push(Entry {
            name: name.to_owned(),
            work: Box::new(work),
            beside: None,
            bound: None,
            same_figure: false,
        });
        self
    }

    /// What the library does, beside the last peer.
    #[must_use]
    pub fn ours(mut self, name: &str, work: impl FnMut() -> u64 + 'static) -> Self {
        self.entries.push(Entry {
            name: name.to_owned(),
            work: Box::new(work),
            beside: Some(self.peer),
            bound: None,
            same_figure: false,
        });
        self
    }

    /// The last work may take at most so many times as long as its peer.
    #[must_use]
    pub fn at_most(mut self, times: f64) -> Self {
        if let Some(last) = self.entries.last_mut() {
            last.bound = Some(Bound::TimeAtMost(times));
        }
        self
    }

    /// The last work must be at least so many times as fast as its peer.
    #[must_use]
    pub fn at_least(mut self, times: f64) -> Self {
        if let Some(last) = self.entries.last_mut() {
            last.bound = Some(Bound::SpeedAtLeast(times));
        }
        self
    }

    /// The last work must give the figure of its peer.
    #[must_use]
    pub fn same_figure(mut self) -> Self {
        if let Some(last) = self.entries.last_mut() {
            last.same_figure = true;
        }
        self
    }

    /// The works one by one.
    pub fn entries(&mut self) -> impl Iterator<Item = &mut Entry> {
        self.entries.iter_mut()
    }

    /// Runs all works in turns, so that the machine's moods hit all, and holds each against its peer.
    ///
    /// # Errors
    ///
    /// If a work gives no figure, changes it from run to run, or gives another than a peer that it must agree with.
    pub fn measure(mut self, rounds: Option<usize>) -> Result<Vec<Row>> {
        let rounds = rounds.unwrap_or(self.rounds).max(1);
        let mut times: Vec<Vec<Duration>> = vec![Vec::new(); self.entries.len()];
        let mut figures: Vec<Option<u64>> = vec![None; self.entries.len()];
        for _ in 0..rounds {
            let places = times.iter_mut().zip(&mut figures);
            for (entry, (times, known)) in self.entries.iter_mut().zip(places) {
                let start = Instant::now();
                let figure = (entry.work)();
                times.push(start.elapsed());
                let name = &entry.name;
                ensure!(figure > 0, "{}: {name} gives no figure", self.name);
                let before = *known.get_or_insert(figure);
                ensure!(
                    before == figure,
                    "{}: {name} gives {before}, then {figure}",
                    self.name
                );
            }
        }
        let mut rows = Vec::new();
        for (at, entry) in self.entries.iter().enumerate() {
            let Some(beside) = entry.beside else { continue };
            let (Some(own), Some(peers), Some(peer)) =
                (times.get(at), times.get(beside), self.entries.get(beside))
            else {
                continue;
            };
            let (figure, expected) = (figures.get(at), figures.get(beside));
            ensure!(
                !entry.same_figure || figure == expected,
                "{}: {} gives {figure:?}, {} {expected:?}",
                self.name,
                entry.name,
                peer.name
            );
            let pairs = own.iter().zip(peers);
            let each = pairs.map(|(own, peer)| own.as_secs_f64() / peer.as_secs_f64());
            rows.push(Row {
                group: self.name,
                work: entry.name.clone(),
                peer_name: peer.name.clone(),
                size: self.size.clone(),
                ours: median(own),
                peer: median(peers),
                quartiles: quartiles(each.collect()),
                bound: entry.bound,
            });
        }
        Ok(rows)
    }
}

fn median(times: &[Duration]) -> Duration {
    let mut times = times.to_vec();
    times.sort();
    times.get(times.len() / 2).copied().unwrap_or_default()
}

/// The first and the third quarter.
fn quartiles(mut values: Vec<f64>) -> (f64, f64) {
    values.sort_by(f64::total_cmp);
    let at = |part: usize| {
        values
            .get(part.min(values.len().saturating_sub(1)))
            .copied()
    };
    let (low, high) = (at(values.len() / 4), at(values.len() * 3 / 4));
    (low.unwrap_or(f64::NAN), high.unwrap_or(f64::NAN))
}

/// One line of the table.
#[derive(Debug, Clone, PartialEq)]
pub struct Row {
    /// The group.
    pub group: &'static str,
    /// What was done.
    pub work: String,
    /// Beside what.
    pub peer_name: String,
    /// How much.
    pub size: String,
    /// The median of the library's times.
    pub ours: Duration,
    /// The median of the peer's times.
    pub peer: Duration,
    /// The middle half of the ratios of single rounds.
    pub quartiles: (f64, f64),
    /// What the ratio may be.
    pub bound: Option<Bound>,
}

impl Row {
    /// The library's time in times of the peer's: medians of one run.
    #[must_use]
    pub fn ratio(&self) -> f64 {
        self.ours.as_secs_f64() / self.peer.as_secs_f64()
    }

    /// Whether the bound is kept; `None` where there is none.
    #[must_use]
    pub fn is_kept(&self) -> Option<bool> {
        Some(match self.bound? {
            Bound::TimeAtMost(times) => self.ratio() <= times,
            Bound::SpeedAtLeast(times) => 1.0 / self.ratio() >= times,
        })
    }

    /// The line as Markdown. A bound on speed is turned into one on time, so that all ratios read alike.
    #[must_use]
    pub fn markdown(&self) -> String {
        let bound = self.bound.map_or("–".to_owned(), |bound| match bound {
            Bound::TimeAtMost(times) => format!("≤ {times:.2}"),
            Bound::SpeedAtLeast(times) => format!("≤ {:.2}", 1.0 / times),
        });
        let kept = match self.is_kept() {
            None => "",
            Some(true) => "yes",
            Some(false) => "NO",
        };
        let (low, high) = self.quartiles;
        format!(
            "| {}: {} | {} | {} | {} ({}) | {:.2} | {low:.2}–{high:.2} | {bound} | {kept} |",
            self.group,
            self.work,
            self.size,
            shown(self.ours),
            shown(self.peer),
            self.peer_name,
            self.ratio(),
        )
    }
}

/// The head of the table.
pub const HEAD: &str = "| work | size | ours | peer | ratio | middle half of the rounds | bound | kept? |\n\
                        |---|---|---:|---:|---:|---:|---:|---|";

/// A time with three digits.
#[must_use]
pub fn shown(time: Duration) -> String {
    let seconds = time.as_secs_f64();
    let (value, unit) = if seconds >= 1.0 {
        (seconds, "s")
    } else if seconds >= 1e-3 {
        (seconds * 1e3, "ms")
    } else {
        (seconds * 1e6, "µs")
    };
    let digits = if value >= 100.0 {
        0
    } else if value >= 10.0 {
        1
    } else {
        2
    };
    format!("{value:.digits$} {unit}")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(ours: u64, peer: u64, bound: Option<Bound>) -> Row {
        Row {
            group: "group",
            work: "work".into(),
            peer_name: "peer".into(),
            size: "1 row".into(),
            ours: Duration::from_millis(ours),
            peer: Duration::from_millis(peer),
            quartiles: (1.0, 2.0),
            bound,
        }
    }

    #[test]
    fn a_bound_is_kept_up_to_itself_and_not_beyond() {
        let kept = |ours, peer, bound| row(ours, peer, Some(bound)).is_kept();
        assert_eq!(kept(300, 100, Bound::TimeAtMost(3.0)), Some(true));
        assert_eq!(kept(301, 100, Bound::TimeAtMost(3.0)), Some(false));
        assert_eq!(kept(200, 100, Bound::SpeedAtLeast(0.5)), Some(true));
        assert_eq!(kept(201, 100, Bound::SpeedAtLeast(0.5)), Some(false));
        assert_eq!(row(1, 1, None).is_kept(), None);
    }

    #[test]
    fn works_are_held_against_the_peer_before_them() {
        let group = Group::new("group", "1 row".into(), 3)
            .peer("one", || 7)
            .ours("a", || 7)
            .same_figure()
            .peer("two", || 1)
            .ours("b", || 2)
            .at_most(1e9);
        let rows = group.measure(None).unwrap();
        let shown: Vec<_> = rows
            .iter()
            .map(|row| (row.work.as_str(), row.peer_name.as_str()))
            .collect();
        assert_eq!(shown, [("a", "one"), ("b", "two")]);
        assert_eq!(rows[1].is_kept(), Some(true));
    }

    #[test]
    fn another_figure_stops_the_measure() {
        let group = Group::new("group", String::new(), 1)
            .peer("one", || 7)
            .ours("a", || 8)
            .same_figure();
        assert!(group.measure(None).is_err());
        assert!(
            Group::new("group", String::new(), 1)
                .peer("none", || 0)
                .measure(None)
                .is_err()
        );
    }
}
