//! Applying one selection rule to candidates, one at a time.
#![deny(clippy::arithmetic_side_effects)]

use super::compile::CompiledPriority;
use super::{
    BoundaryNote, Candidate, OtherReasons, PriorityRule, RelatedProcesses, SelectedMember,
    Selection, SelectionReason, UndecidedItem, UndecidedWhy, UsedVolume,
};
use crate::mask::Membership;
use std::cmp::Reverse;
use std::collections::HashMap;
use tosei_types::{CaseCount, FiscalYear, ProcedureId, Rate, RateId};

/// How many undecided candidates and boundary notes a selector lists unless it is told otherwise.
pub const DEFAULT_LISTED: usize = 100;

/// 選定 (priority selector): one rule, applied to candidates one at a time.
///
/// Candidates of the other unit are passed over, so that one walk through an inventory can feed
/// every rule.
///
/// # Memory
///
/// It keeps what it selects. A rule without related ones keeps nothing else but sums and the first
/// few undecided and boundary notes; a rule with related ones also keeps the ids and the name of
/// every candidate that was not selected and has a procedure, because what comes along is only known
/// at the end.
///
/// # Merging
///
/// Selectors of one rule over the parts of one input can be [merged](Self::merge) in the order of the
/// parts; the result is that of the whole.
#[derive(Debug, Clone)]
pub struct PrioritySelector<'r> {
    rule: &'r CompiledPriority,
    years: Vec<FiscalYear>,
    listed: usize,
    seen: u64,
    looked_at: u64,
    known_cases: u128,
    covered_cases: u128,
    selected: Vec<Selected>,
    waiting: Vec<Waiting>,
    undecided: Vec<(u64, UndecidedItem)>,
    undecided_counts: [u64; 3],
    notes: Vec<BoundaryNote>,
    note_count: u64,
}

/// Something selected, with its place in the order of candidates.
#[derive(Debug, Clone)]
struct Selected {
    order: u64,
    member: SelectedMember,
    related: Vec<ProcedureId>,
}

/// Something not selected that may come along.
#[derive(Debug, Clone)]
struct Waiting {
    order: u64,
    id: Box<str>,
    procedure: Box<str>,
    name: Box<str>,
    related: Vec<ProcedureId>,
    cases: Option<CaseCount>,
    looked_at: bool,
    undecided: Option<UndecidedWhy>,
}

/// What is known of a candidate's count.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Count {
    Known(UsedVolume),
    Unknown,
    Contradictory,
}

/// What the rule says about a candidate by itself.
enum Verdict {
    Selected(SelectionReason),
    NotSelected,
    Undecided(UndecidedWhy),
}

impl<'r> PrioritySelector<'r> {
    pub(super) fn new(rule: &'r CompiledPriority, year: FiscalYear) -> Self {
        Self {
            rule,
            years: vec![year],
            listed: DEFAULT_LISTED,
            seen: 0,
            looked_at: 0,
            known_cases: 0,
            covered_cases: 0,
            selected: Vec::new(),
            waiting: Vec::new(),
            undecided: Vec::new(),
            undecided_counts: [0; 3],
            notes: Vec::new(),
            note_count: 0,
        }
    }

    /// The rule that is applied.
    #[must_use]
    pub fn rule(&self) -> &PriorityRule {
        &self.rule.rule
    }

    /// Uses the counts of another year where those asked for so far are not known.
    ///
    /// Every member's reason names the year of its count.
    #[must_use]
    pub fn or_year(mut self, year: FiscalYear) -> Self {
        if !self.years.contains(&year) {
            self.years.push(year);
        }
        self
    }

    /// Lists the first `items` undecided candidates and boundary notes.
    #[must_use]
    pub fn listing(mut self, items: usize) -> Self {
        self.listed = items;
        self
    }

    /// Looks at one candidate.
    #[inline]
    pub fn take(&mut self, candidate: &Candidate<'_>) {
        let rule = &self.rule.rule;
        if candidate.unit != rule.unit {
            return;
        }
        let order = self.seen;
        self.seen = self.seen.saturating_add(1);
        let membership = self.rule.membership(candidate);
        let looked_at = membership.point;
        if !looked_at && !membership.maybe && rule.related == RelatedProcesses::None {
            return;
        }
        let count = self.count_of(candidate);
        let cases = match count {
            Count::Known(used) => Some(used.cases),
            Count::Unknown | Count::Contradictory => None,
        };
        if looked_at {
            self.looked_at = self.looked_at.saturating_add(1);
            self.known_cases = self.known_cases.saturating_add(wide(cases));
            if let Count::Known(used) = count {
                self.note(candidate, used);
            }
        }
        match self.verdict(candidate, membership, count) {
            Verdict::Selected(reason) => {
                self.covered_cases = self.covered_cases.saturating_add(wide(cases));
                self.selected.push(Selected {
                    order,
                    member: SelectedMember {
                        id: candidate.id.into(),
                        procedure: candidate.procedure.map(Into::into),
                        name: candidate.name.into(),
                        reason,
                        cases,
                    },
                    related: if rule.related.listed() {
                        candidate.related.to_vec()
                    } else {
                        Vec::new()
                    },
                });
            }
            Verdict::NotSelected => {
                self.wait(order, candidate, cases, looked_at, None);
            }
            Verdict::Undecided(why) => {
                if !self.wait(order, candidate, cases, looked_at, Some(why)) {
                    self.leave_undecided(order, candidate.id, why);
                }
            }
        }
    }

    /// Keeps a candidate that may come along; gives whether it can.
    fn wait(
        &mut self,
        order: u64,
        candidate: &Candidate<'_>,
        cases: Option<CaseCount>,
        looked_at: bool,
        undecided: Option<UndecidedWhy>,
    ) -> bool {
        let related = self.rule.rule.related;
        let (true, Some(procedure)) = (related != RelatedProcesses::None, candidate.procedure)
        else {
            return false;
        };
        self.waiting.push(Waiting {
            order,
            id: candidate.id.into(),
            procedure: procedure.into(),
            name: candidate.name.into(),
            related: if related.listed() {
                candidate.related.to_vec()
            } else {
                Vec::new()
            },
            cases,
            looked_at,
            undecided,
        });
        true
    }

    fn leave_undecided(&mut self, order: u64, id: &str, why: UndecidedWhy) {
        let [volume, contradictory, membership] = &mut self.undecided_counts;
        let count = match why {
            UndecidedWhy::UnknownVolume => volume,
            UndecidedWhy::ContradictoryVolumes => contradictory,
            UndecidedWhy::UnknownMembership => membership,
        };
        *count = count.saturating_add(1);
        // Kept in order, so that the first ones stay when what waited comes behind.
        let at = self
            .undecided
            .partition_point(|(earlier, _)| *earlier < order);
        if at < self.listed {
            let id = id.into();
            self.undecided
                .insert(at, (order, UndecidedItem { id, why }));
            self.undecided.truncate(self.listed);
        }
    }

    /// The first known count in the order of years, then of the rule's states.
    fn count_of(&self, candidate: &Candidate<'_>) -> Count {
        let rule = &self.rule.rule;
        if let [only] = candidate.volumes {
            // The rows of a survey have one count each.
            let asked_for = only.measure == rule.measure
                && self.years.contains(&only.fiscal_year)
                && rule.states.contains(&only.state);
            return match only.cases.filter(|_| asked_for) {
                Some(cases) => Count::Known(UsedVolume {
                    fiscal_year: only.fiscal_year,
                    state: only.state,
                    cases,
                }),
                None => Count::Unknown,
            };
        }
        for year in &self.years {
            for state in &rule.states {
                let mut known = candidate
                    .volumes
                    .iter()
                    .filter(|volume| {
                        volume.fiscal_year == *year
                            && volume.measure == rule.measure
                            && volume.state == *state
                    })
                    .filter_map(|volume| volume.cases);
                let Some(cases) = known.next() else {
                    continue;
                };
                if known.any(|other| other != cases) {
                    return Count::Contradictory;
                }
                return Count::Known(UsedVolume {
                    fiscal_year: *year,
                    state: *state,
                    cases,
                });
            }
        }
        Count::Unknown
    }

    fn passes(&self, cases: CaseCount) -> bool {
        let rule = &self.rule.rule;
        rule.operator.holds(cases, rule.threshold)
    }

    fn verdict(&self, candidate: &Candidate<'_>, membership: Membership, count: Count) -> Verdict {
        let rule = &self.rule.rule;
        let looked_at = membership.point;
        if !looked_at && !membership.maybe {
            return Verdict::NotSelected;
        }
        let alone = match (count, candidate.other_reason) {
            (Count::Known(used), _) if self.passes(used.cases) => {
                Verdict::Selected(SelectionReason::Volume {
                    used,
                    measure: rule.measure,
                    operator: rule.operator,
                    threshold: rule.threshold,
                })
            }
            (_, Some(text))
                if rule.other_reasons == OtherReasons::Select && !text.trim().is_empty() =>
            {
                Verdict::Selected(SelectionReason::OtherReason { text: text.into() })
            }
            (Count::Known(_), _) => Verdict::NotSelected,
            (Count::Unknown, _) => Verdict::Undecided(UndecidedWhy::UnknownVolume),
            (Count::Contradictory, _) => Verdict::Undecided(UndecidedWhy::ContradictoryVolumes),
        };
        match alone {
            Verdict::Selected(_) if !looked_at => {
                Verdict::Undecided(UndecidedWhy::UnknownMembership)
            }
            verdict => verdict,
        }
    }

    fn note(&mut self, candidate: &Candidate<'_>, used: UsedVolume) {
        let rule = &self.rule.rule;
        let selected = self.passes(used.cases);
        let id = || candidate.id.to_string();
        let mut notes = Vec::new();
        if used.cases == rule.threshold {
            notes.push(BoundaryNote::AtThreshold {
                id: id(),
                used,
                selected,
            });
        } else if !selected
            && CaseCount::try_new(used.cases.get().saturating_add(1))
                .is_ok_and(|more| self.passes(more))
        {
            notes.push(BoundaryNote::OneShort { id: id(), used });
        }
        let other = candidate.volumes.iter().find_map(|volume| {
            let cases = volume.cases?;
            let asked_for =
                volume.measure == rule.measure && self.years.contains(&volume.fiscal_year);
            (asked_for && self.passes(cases) != selected).then_some(UsedVolume {
                fiscal_year: volume.fiscal_year,
                state: volume.state,
                cases,
            })
        });
        if let Some(other) = other {
            notes.push(BoundaryNote::OtherCountDiffers {
                id: id(),
                used,
                other,
                selected,
            });
        }
        for note in notes {
            self.note_count = self.note_count.saturating_add(1);
            if self.notes.len() < self.listed {
                self.notes.push(note);
            }
        }
    }

    /// Adds what a selector of the same rule and years took from the part behind this one's.
    ///
    /// # Errors
    ///
    /// [`PriorityMergeError`] if the rules or the years differ; nothing is added then.
    pub fn merge(&mut self, other: Self) -> Result<(), PriorityMergeError> {
        if self.rule.rule != other.rule.rule || self.years != other.years {
            return Err(PriorityMergeError);
        }
        let before = self.seen;
        let later = |order: u64| order.saturating_add(before);
        self.seen = self.seen.saturating_add(other.seen);
        self.looked_at = self.looked_at.saturating_add(other.looked_at);
        self.known_cases = self.known_cases.saturating_add(other.known_cases);
        self.covered_cases = self.covered_cases.saturating_add(other.covered_cases);
        self.selected
            .extend(other.selected.into_iter().map(|selected| Selected {
                order: later(selected.order),
                ..selected
            }));
        self.waiting
            .extend(other.waiting.into_iter().map(|waiting| Waiting {
                order: later(waiting.order),
                ..waiting
            }));
        for (count, more) in self.undecided_counts.iter_mut().zip(other.undecided_counts) {
            *count = count.saturating_add(more);
        }
        let undecided = other.undecided.into_iter();
        self.undecided
            .extend(undecided.map(|(order, item)| (later(order), item)));
        self.undecided.truncate(self.listed);
        self.note_count = self.note_count.saturating_add(other.note_count);
        let room = self.listed.saturating_sub(self.notes.len());
        self.notes.extend(other.notes.into_iter().take(room));
        Ok(())
    }

    /// The selection over everything that was taken.
    #[must_use]
    pub fn finish(mut self) -> Selection {
        let waiting = std::mem::take(&mut self.waiting);
        let mut along = Vec::new();
        {
            let links = Links::of(&self.selected, self.rule.rule.related);
            for waiting in waiting {
                along.push((links.reason(&waiting), waiting));
            }
        }
        for (reason, waiting) in along {
            match (reason, waiting.undecided) {
                (Some(reason), _) => {
                    if waiting.looked_at {
                        self.covered_cases = self.covered_cases.saturating_add(wide(waiting.cases));
                    }
                    self.selected.push(Selected {
                        order: waiting.order,
                        member: SelectedMember {
                            id: waiting.id.into(),
                            procedure: Some(waiting.procedure.into()),
                            name: waiting.name.into(),
                            reason,
                            cases: waiting.cases,
                        },
                        related: Vec::new(),
                    });
                }
                (None, Some(why)) => self.leave_undecided(waiting.order, &waiting.id, why),
                (None, None) => {}
            }
        }
        self.selected.sort_by_key(|selected| {
            let member = &selected.member;
            match member.reason {
                SelectionReason::Volume { used, .. } => (0, Reverse(used.cases), selected.order),
                SelectionReason::OtherReason { .. } => {
                    (1, Reverse(CaseCount::ZERO), selected.order)
                }
                SelectionReason::RelatedTo { .. } => (2, Reverse(CaseCount::ZERO), selected.order),
            }
        });
        let coverage = self.coverage();
        let [unknown_volume, contradictory_volumes, unknown_membership] = self.undecided_counts;
        let mut selection = Selection::of_rule(&self.rule.rule, self.years);
        selection.seen = self.seen;
        selection.looked_at = self.looked_at;
        selection.members = self
            .selected
            .into_iter()
            .map(|selected| selected.member)
            .collect();
        selection.coverage = coverage;
        selection.undecided.count = unknown_volume
            .saturating_add(contradictory_volumes)
            .saturating_add(unknown_membership);
        selection.undecided.unknown_volume = unknown_volume;
        selection.undecided.contradictory_volumes = contradictory_volumes;
        selection.undecided.unknown_membership = unknown_membership;
        let first = self.undecided.into_iter();
        selection.undecided.first = first.map(|(_, item)| item).collect();
        selection.boundary_notes.count = self.note_count;
        selection.boundary_notes.first = self.notes;
        selection
    }

    fn coverage(&self) -> Option<Rate> {
        let small = |sum: u128| u64::try_from(sum).ok();
        let basis = RateId::new(&format!("priority.{}", self.rule.rule.id))
            .or_else(|_| RateId::new("priority"))
            .ok()?;
        Rate::try_new(basis, small(self.covered_cases)?, small(self.known_cases)?).ok()
    }
}

fn wide(cases: Option<CaseCount>) -> u128 {
    cases.map_or(0, |cases| u128::from(cases.get()))
}

/// Two selectors cannot be merged.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("selectors of different rules or years have no sum")]
pub struct PriorityMergeError;

impl PriorityMergeError {
    /// Stable identifier; never renamed once released.
    #[must_use]
    pub fn code(&self) -> &'static str {
        "inventory.priority.different_rules"
    }
}

/// Which procedures the selected ones belong to and name, each with the first that does.
struct Links<'s> {
    related: RelatedProcesses,
    of_procedure: HashMap<&'s str, (u64, &'s str)>,
    named: HashMap<&'s str, (u64, &'s str)>,
}

impl<'s> Links<'s> {
    fn of(selected: &'s [Selected], related: RelatedProcesses) -> Self {
        let mut links = Self {
            related,
            of_procedure: HashMap::new(),
            named: HashMap::new(),
        };
        for selected in selected {
            let by = (selected.order, selected.member.id.as_str());
            if let Some(procedure) = &selected.member.procedure {
                links.of_procedure.entry(procedure).or_insert(by);
            }
            for named in &selected.related {
                links.named.entry(named.as_str()).or_insert(by);
            }
        }
        links
    }

    /// The first selected one to which something is related.
    fn reason(&self, waiting: &Waiting) -> Option<SelectionReason> {
        let same = self
            .of_procedure
            .get(&*waiting.procedure)
            .filter(|_| self.related.same_procedure());
        let named = self.named.get(&*waiting.procedure);
        let naming = waiting
            .related
            .iter()
            .filter_map(|procedure| self.of_procedure.get(procedure.as_str()));
        same.into_iter()
            .chain(named)
            .chain(naming)
            .min()
            .map(|(_, id)| SelectionReason::RelatedTo {
                id: (*id).to_string(),
            })
    }
}
