//! The books of a run when it has ended: its figures, its months, and whether it grew without bound.

use super::{Leads, Run, case};
use crate::simulate::{MonthOutcome, RunOutcome, RunRoom, sketch};

impl Run<'_> {
    pub(super) fn outcome(mut self) -> RunOutcome {
        let m = self.m;
        let area_at = |time: f64| {
            let look = self.looks.iter().find(|look| look.time >= time);
            look.map(|look| (look.area, look.open))
        };
        let between = |from: f64, to: f64| {
            let ((a, _), (b, _)) = (area_at(from)?, area_at(to)?);
            Some((b - a) / (to - from))
        };
        let (warm_up, end) = (m.marks.warm_up, m.marks.end);
        let third = (end - warm_up) / 3.0;
        let (one, two) = (warm_up + third, warm_up + 2.0 * third);
        let thirds = [between(warm_up, one), between(one, two), between(two, end)];
        let grows = matches!(thirds, [Some(a), Some(b), Some(c)] if grows(a, b, c));
        let months = m.months.iter().zip(&self.months);
        let months = months.map(|((month, from, to), (started, finished))| MonthOutcome {
            month: *month,
            started: *started,
            finished: *finished,
            open_at_end: area_at(*to).map_or(0, |(_, open)| open),
            mean_open: between(*from, *to).unwrap_or(0.0),
        });
        let months: Vec<MonthOutcome> = months.collect();
        let backlog = between(warm_up, end);
        let quantile = |share: f64| match &self.leads {
            Leads::Sketch(sketch) => sketch.quantile(share),
            Leads::Exact(all) => {
                let mut sorted = all.clone();
                sorted.sort_by(f64::total_cmp);
                sketch::exact_quantile(&sorted, share)
            }
        };
        let (median, ninetieth) = (quantile(0.5), quantile(0.9));
        for (staff, duty) in self.staff.iter_mut().zip(&m.duty) {
            staff.duty = Some(*duty);
        }
        let totals = self.totals;
        let figures = case::figures(m, &totals, median, ninetieth, backlog, &self.staff);
        for step in &mut self.steps {
            step.cases = totals.came;
        }
        let len = u64::from;
        RunOutcome {
            figures,
            steps: self.steps,
            staff: self.staff,
            lanes: self.lanes,
            months,
            events: self.events,
            room: RunRoom {
                cases: len(self.cases.len()),
                tokens: len(self.tokens.len()),
                instances: len(self.instances.len()),
                stops: len(self.stops.len()).saturating_add(len(self.waiters.len())),
                events: u64::try_from(self.most_events).unwrap_or(u64::MAX),
            },
            stuck_at: self.stuck_at,
            grows,
            leads: match self.leads {
                Leads::Exact(all) => all,
                Leads::Sketch(_) => Vec::new(),
            },
        }
    }
}

/// Whether the mean number of open cases of three thirds says that it grows without bound: each is above
/// the one before, and the last is half as much again as the first and five more.
fn grows(first: f64, second: f64, third: f64) -> bool {
    first < second && second < third && third > 1.5 * first + 5.0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn growth_needs_all_three_thirds() {
        assert!(grows(10.0, 20.0, 30.0));
        assert!(!grows(10.0, 9.0, 30.0));
        assert!(
            !grows(10.0, 15.0, 20.0),
            "five more than half as much again"
        );
        assert!(grows(10.0, 15.0, 20.1));
        assert!(!grows(0.1, 0.2, 0.4));
        assert!(!grows(10.0, 10.0, 30.0), "as many in the second");
        assert!(!grows(10.0, 30.0, 30.0), "as many in the third");
    }
}
