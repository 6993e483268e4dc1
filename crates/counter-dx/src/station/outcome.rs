//! What one run gave.

use super::Figure;

/// 待ち時間のまとめ (summary of waits) of the people who were called in one run.
///
/// # Unit
///
/// Minutes; a share from 0 to 1.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct WaitSummary {
    /// Mean.
    pub mean: f64,
    /// Median: the smallest wait that half of the people do not pass.
    pub median: f64,
    /// The same for nine in ten.
    pub ninetieth: f64,
    /// Longest.
    pub longest: f64,
    /// Share who waited longer than the pledge.
    pub over_pledge: f64,
}

impl WaitSummary {
    /// The summary of some waits; `None` if nobody was called. Leaves them sorted.
    pub(super) fn of(waits: &mut [f64], pledge: f64) -> Option<Self> {
        waits.sort_by(f64::total_cmp);
        let count = waits.len();
        let longest = *waits.last()?;
        let people = super::model::as_float(count);
        let mean = waits.iter().fold(0.0, |sum, wait| sum + wait) / people;
        // The place counts from 1: the first with at least the share of all at or below it.
        let at = |tenths: usize| {
            let place = count.saturating_mul(tenths).div_ceil(10);
            waits.get(place.saturating_sub(1)).copied()
        };
        let within = waits.partition_point(|wait| *wait <= pledge);
        Some(Self {
            mean,
            median: at(5)?,
            ninetieth: at(9)?,
            longest,
            over_pledge: super::model::as_float(count.saturating_sub(within)) / people,
        })
    }
}

/// People of one kind in one run: all, those of a service, or those of one kind of visitor.
///
/// # Invariant
///
/// `came = served + left + turned_away + unserved`.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct PartOutcome {
    /// 来た人.
    pub came: u64,
    /// 対応した人.
    pub served: u64,
    /// 待ちきれず帰った人.
    pub left: u64,
    /// 閉庁で帰ってもらった人.
    pub turned_away: u64,
    /// 対応できなかった人: still inside when the day or the run was over.
    pub unserved: u64,
    /// 無断欠席; they are not among those who came.
    pub no_shows: u64,
    /// Waits of those called; `None` if nobody was.
    pub waits: Option<WaitSummary>,
}

/// One staff group in one run.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct StaffOutcome {
    /// Minutes on duty of all together.
    pub duty_minutes: f64,
    /// Minutes worked with people of all together.
    pub worked_minutes: f64,
    /// Minutes of them outside the shifts.
    pub outside_minutes: f64,
}

/// 一回の試行の結果 (outcome of one run).
#[derive(Debug, Clone, PartialEq)]
pub struct RunOutcome {
    /// Everybody.
    pub total: PartOutcome,
    /// By service, in the order of the document.
    pub services: Vec<PartOutcome>,
    /// By kind of visitor: walk-ins, then reservations, in the order of the document.
    pub visitors: Vec<PartOutcome>,
    /// By staff group, in the order of the document.
    pub staff: Vec<StaffOutcome>,
    /// Minutes from closing until the last has left, mean over the days that close; `None` if none does.
    pub after_closing: Option<f64>,
    /// Mean number waiting, from the first opening to the last closing.
    pub waiting_people: Option<f64>,
    /// By quarter-hour of the day in which they came: people whose visit was done, and their waits
    /// together.
    pub quarters: Vec<(u32, f64)>,
}

impl PartOutcome {
    /// A figure of these people; `None` if it is not one of people, or does not exist because nobody
    /// came or was called.
    #[must_use]
    pub fn figure(&self, figure: Figure) -> Option<f64> {
        let waits = self.waits.as_ref();
        Some(match figure {
            Figure::Came => people(self.came),
            Figure::Served => people(self.served),
            Figure::Left => people(self.left),
            Figure::TurnedAway => people(self.turned_away),
            Figure::Unserved => people(self.unserved),
            Figure::NoShows => people(self.no_shows),
            Figure::LeftShare if self.came > 0 => people(self.left) / people(self.came),
            Figure::MeanWait => waits?.mean,
            Figure::MedianWait => waits?.median,
            Figure::NinetiethWait => waits?.ninetieth,
            Figure::LongestWait => waits?.longest,
            Figure::OverPledge => waits?.over_pledge,
            _ => return None,
        })
    }
}

impl StaffOutcome {
    /// A figure of a group; `None` if it is not one of staff, or does not exist because nobody was on
    /// duty.
    #[must_use]
    pub fn figure(&self, figure: Figure) -> Option<f64> {
        Some(match figure {
            Figure::DutyHours => self.duty_minutes / 60.0,
            Figure::WorkedHours => self.worked_minutes / 60.0,
            Figure::OutsideMinutes => self.outside_minutes,
            Figure::Utilisation if self.duty_minutes > 0.0 => {
                self.worked_minutes / self.duty_minutes
            }
            _ => return None,
        })
    }
}

impl RunOutcome {
    /// A figure of the whole station; `None` if it does not exist in this run.
    #[must_use]
    pub fn figure(&self, figure: Figure) -> Option<f64> {
        match figure {
            Figure::AfterClosing => self.after_closing,
            Figure::WaitingPeople => self.waiting_people,
            _ => match self.total.figure(figure) {
                Some(value) => Some(value),
                None => self.all_staff().figure(figure),
            },
        }
    }

    fn all_staff(&self) -> StaffOutcome {
        let nobody = StaffOutcome {
            duty_minutes: 0.0,
            worked_minutes: 0.0,
            outside_minutes: 0.0,
        };
        self.staff.iter().fold(nobody, |sum, one| StaffOutcome {
            duty_minutes: sum.duty_minutes + one.duty_minutes,
            worked_minutes: sum.worked_minutes + one.worked_minutes,
            outside_minutes: sum.outside_minutes + one.outside_minutes,
        })
    }
}

#[allow(
    clippy::cast_precision_loss,
    reason = "people of a run, far below 2^53"
)]
fn people(count: u64) -> f64 {
    count as f64
}
