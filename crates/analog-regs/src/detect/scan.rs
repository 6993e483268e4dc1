//! One pass over a text: which phrases stand where.

use super::condition::Condition;
use super::finding::MAX_HITS;
use super::groups::GroupSet;
use super::patterns::Patterns;
use aho_corasick::{AhoCorasick, AhoCorasickKind, BuildError, MatchKind};
use std::collections::{BTreeMap, HashSet};

/// A phrase of a group at a place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Hit {
    /// The group, by its position.
    pub(crate) group: usize,
    /// First byte.
    pub(crate) start: usize,
    /// The byte after the last.
    pub(crate) end: usize,
    /// Whether it is a longer word that the group excepts.
    pub(super) except: bool,
}

/// What a phrase stands for.
#[derive(Debug, Clone, Copy)]
struct Use {
    group: usize,
    except: bool,
}

/// Every phrase of the patterns in one automaton.
#[derive(Debug, Clone, Default)]
pub(super) struct Scanner {
    /// `None` for no phrases.
    automaton: Option<AhoCorasick>,
    /// What each phrase of the automaton stands for: one or, rarely, several groups.
    uses: Vec<Vec<Use>>,
}

/// What a pass over one text found.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Scanned {
    /// The groups that stand in it.
    pub(crate) groups: GroupSet,
    /// Whether the text held more hits than are looked at.
    pub(crate) cut: bool,
}

impl Scanner {
    pub(super) fn new(patterns: &Patterns) -> Result<Self, Box<BuildError>> {
        let mut by_phrase: BTreeMap<&str, Vec<Use>> = BTreeMap::new();
        let sought = sought(patterns);
        for (group, one) in patterns.groups.iter().enumerate() {
            if !sought.contains(one.id.as_str()) && one.except.is_empty() {
                continue;
            }
            for (phrases, except) in [(&one.phrases, false), (&one.except, true)] {
                for phrase in phrases.iter().filter(|phrase| !phrase.is_empty()) {
                    let uses = by_phrase.entry(phrase).or_default();
                    uses.push(Use { group, except });
                }
            }
        }
        let (phrases, uses): (Vec<&str>, Vec<Vec<Use>>) = by_phrase.into_iter().unzip();
        let automaton = AhoCorasick::builder()
            .kind(Some(AhoCorasickKind::DFA))
            .match_kind(MatchKind::Standard)
            .build(phrases)?;
        Ok(Self {
            automaton: Some(automaton),
            uses,
        })
    }

    /// Appends the hits of a text, ordered by their ends, and says which groups stand in it.
    ///
    /// Hits inside a longer word that their group excepts are left out again.
    pub(super) fn scan(&self, text: &str, hits: &mut Vec<Hit>) -> Scanned {
        let first = hits.len();
        let mut scanned = Scanned::default();
        let mut excepted = false;
        let Some(automaton) = &self.automaton else {
            return scanned;
        };
        for found in automaton.find_overlapping_iter(text) {
            if hits.len().saturating_sub(first) >= MAX_HITS {
                scanned.cut = true;
                break;
            }
            let uses = self.uses.get(found.pattern().as_usize());
            for one in uses.into_iter().flatten() {
                excepted |= one.except;
                hits.push(Hit {
                    group: one.group,
                    start: found.start(),
                    end: found.end(),
                    except: one.except,
                });
            }
        }
        if excepted {
            leave_out(hits, first);
        }
        for hit in hits.iter().skip(first) {
            scanned.groups.insert(hit.group);
        }
        scanned
    }
}

/// Groups that are looked for anywhere in a text; the others stand only at edges, where comparing is enough.
fn sought(patterns: &Patterns) -> HashSet<&str> {
    let readings = patterns.families.iter().flat_map(|family| &family.readings);
    let cues = readings.clone().flat_map(|reading| &reading.cues);
    let mut sought: HashSet<&str> = cues.map(String::as_str).collect();
    let mut waiting: Vec<&Condition> = readings
        .filter_map(|reading| reading.when.as_ref())
        .collect();
    waiting.extend(patterns.rules.iter().map(|rule| &rule.when));
    while let Some(one) = waiting.pop() {
        match one {
            Condition::All(parts) | Condition::Any(parts) => waiting.extend(parts),
            Condition::Not(part) => waiting.push(part),
            Condition::Has(groups) => sought.extend(groups.iter().map(String::as_str)),
            Condition::Elsewhere(there) => sought.extend(there.groups.iter().map(String::as_str)),
            Condition::After(near) | Condition::Before(near) => {
                sought.extend(near.groups.iter().map(String::as_str));
            }
            Condition::Starts(_)
            | Condition::Ends(_)
            | Condition::Inside(_)
            | Condition::Instrument(_)
            | Condition::Part(_) => {}
        }
    }
    sought
}

/// Takes out the longer words and what lies inside them.
fn leave_out(hits: &mut Vec<Hit>, first: usize) {
    let new = hits.split_off(first.min(hits.len()));
    let longer: Vec<Hit> = new.iter().filter(|hit| hit.except).copied().collect();
    let inside = |hit: &Hit| {
        longer
            .iter()
            .any(|long| long.group == hit.group && long.start <= hit.start && hit.end <= long.end)
    };
    hits.extend(new.into_iter().filter(|hit| !hit.except && !inside(hit)));
}
