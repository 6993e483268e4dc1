//! From hits to findings: readings, rules, bands.

use super::brackets::depths;
use super::finding::{ConceptMatch, Span};
use super::groups::{GroupSet, RuleSet};
use super::patterns::Patterns;
use super::patterns_document::{Confidence, Effect};
use super::program::{Anchor, Names, Program, Seen};

/// A reading, compiled.
#[derive(Debug, Clone)]
struct CompiledReading {
    cues: GroupSet,
    when: Option<Program>,
    band: Confidence,
}

/// A rule, compiled.
#[derive(Debug, Clone)]
struct CompiledRule {
    effect: Effect,
    when: Program,
}

/// A family, compiled: its readings, and which rules are about it.
#[derive(Debug, Clone)]
struct CompiledFamily {
    cues: GroupSet,
    readings: Vec<CompiledReading>,
    rules: Vec<usize>,
}

/// The patterns without their phrases, as programs.
#[derive(Debug, Clone)]
pub(super) struct Judge {
    /// Groups that are a cue of some reading.
    cues: GroupSet,
    families: Vec<CompiledFamily>,
    rules: Vec<CompiledRule>,
}

/// A place where a reading matches.
struct Match {
    confidence: Confidence,
    span: Span,
    reading: usize,
    rules: RuleSet,
}

impl Judge {
    pub(super) fn new(patterns: &Patterns) -> Self {
        let names = Names {
            groups: &patterns.groups,
        };
        let rules: Vec<CompiledRule> = patterns
            .rules
            .iter()
            .map(|rule| CompiledRule {
                effect: rule.effect,
                when: Program::compile(&rule.when, &names),
            })
            .collect();
        let mut all_cues = GroupSet::default();
        let families = patterns.families.iter().map(|family| {
            let mut cues = GroupSet::default();
            let readings = family.readings.iter().map(|reading| {
                let of_reading = names.set(&reading.cues);
                cues.add(&of_reading);
                CompiledReading {
                    cues: of_reading,
                    when: reading
                        .when
                        .as_ref()
                        .map(|when| Program::compile(when, &names)),
                    band: reading.band,
                }
            });
            let readings = readings.collect();
            all_cues.add(&cues);
            let about = patterns.rules.iter().enumerate().filter(|(_, rule)| {
                let named = rule.families.as_ref();
                named.is_none_or(|families| families.contains(&family.id))
            });
            CompiledFamily {
                cues,
                readings,
                rules: about.map(|(at, _)| at).collect(),
            }
        });
        let families = families.collect();
        Self {
            cues: all_cues,
            families,
            rules,
        }
    }

    /// Whether a sentence with these groups can have any finding.
    pub(super) fn is_asked(&self, groups: &GroupSet) -> bool {
        self.cues.meets(groups)
    }

    /// Everything about a sentence; `anchors` is room to work in.
    pub(super) fn judge(
        &self,
        seen: &Seen<'_>,
        anchors: &mut Vec<(usize, Anchor)>,
    ) -> Vec<ConceptMatch> {
        self.place_cues(seen, anchors);
        let mut whole = WholeSentence::default();
        let families = self.families.iter().enumerate();
        families
            .filter(|(_, family)| family.cues.meets(&seen.groups))
            .filter_map(|(at, family)| self.family(at, family, seen, anchors, &mut whole))
            .collect()
    }

    /// The cues of a sentence in order, each with the brackets it stands in.
    fn place_cues(&self, seen: &Seen<'_>, anchors: &mut Vec<(usize, Anchor)>) {
        anchors.clear();
        let cues = seen.hits.iter().filter(|hit| self.cues.contains(hit.group));
        anchors.extend(cues.map(|hit| {
            let anchor = Anchor {
                start: hit.start,
                end: hit.end,
                in_quotes: false,
                in_parentheses: false,
            };
            (hit.group, anchor)
        }));
        anchors.sort_unstable_by_key(|(group, anchor)| (anchor.start, anchor.end, *group));
        let places: Vec<usize> = anchors.iter().map(|(_, anchor)| anchor.start).collect();
        let depths = depths(seen.text, places.into_iter());
        for ((_, anchor), depth) in anchors.iter_mut().zip(depths) {
            anchor.in_quotes = depth.in_quotes();
            anchor.in_parentheses = depth.in_parentheses();
        }
    }

    fn family(
        &self,
        at: usize,
        family: &CompiledFamily,
        seen: &Seen<'_>,
        anchors: &[(usize, Anchor)],
        whole: &mut WholeSentence,
    ) -> Option<ConceptMatch> {
        let mut best: Option<ConceptMatch> = None;
        for (order, reading) in family.readings.iter().enumerate() {
            for (_, anchor) in anchors
                .iter()
                .filter(|(group, _)| reading.cues.contains(*group))
            {
                if !reading
                    .when
                    .as_ref()
                    .is_none_or(|when| when.holds(seen, anchor))
                {
                    continue;
                }
                let (rules, effects) = self.rules(family, seen, anchor, whole);
                let found = Match {
                    confidence: effects.on(reading.band),
                    span: Span {
                        start: anchor.start,
                        end: anchor.end,
                    },
                    reading: order,
                    rules,
                };
                take(&mut best, at, found);
            }
        }
        if let Some(best) = &mut best {
            best.spans.sort_unstable();
            best.spans.dedup();
        }
        best
    }

    /// The rules about a family that hold at a cue, and what they do.
    fn rules(
        &self,
        family: &CompiledFamily,
        seen: &Seen<'_>,
        anchor: &Anchor,
        whole: &mut WholeSentence,
    ) -> (RuleSet, Effects) {
        let (mut held, mut effects) = (RuleSet::default(), Effects::default());
        for at in &family.rules {
            let Some(rule) = self.rules.get(*at) else {
                continue;
            };
            let holds = if rule.when.about_cue {
                rule.when.holds(seen, anchor)
            } else {
                whole.ask(*at, || rule.when.holds(seen, anchor))
            };
            if holds {
                held.insert(*at);
                effects.add(rule.effect);
            }
        }
        (held, effects)
    }
}

/// Answers of rules that are the same for every cue of a sentence.
#[derive(Default)]
struct WholeSentence {
    asked: RuleSet,
    held: RuleSet,
}

impl WholeSentence {
    fn ask(&mut self, rule: usize, answer: impl FnOnce() -> bool) -> bool {
        if !self.asked.contains(rule) {
            self.asked.insert(rule);
            if answer() {
                self.held.insert(rule);
            }
        }
        self.held.contains(rule)
    }
}

/// What the rules that hold do together.
#[derive(Default)]
struct Effects {
    blocks: bool,
    lowers: bool,
    raises: bool,
}

impl Effects {
    fn add(&mut self, effect: Effect) {
        match effect {
            Effect::Blocks => self.blocks = true,
            Effect::Lowers => self.lowers = true,
            Effect::Raises => self.raises = true,
            Effect::Notes => {}
        }
    }

    fn on(&self, band: Confidence) -> Confidence {
        match (self.blocks, self.lowers, self.raises) {
            (true, ..) => Confidence::Unlikely,
            (false, true, false) => match band {
                Confidence::Likely => Confidence::Possible,
                Confidence::Possible | Confidence::Unlikely => Confidence::Unlikely,
            },
            (false, false, true) => match band {
                Confidence::Unlikely => Confidence::Possible,
                Confidence::Possible | Confidence::Likely => Confidence::Likely,
            },
            (false, true, true) | (false, false, false) => band,
        }
    }
}

/// Keeps the best confidence, and everything that has it.
fn take(best: &mut Option<ConceptMatch>, family: usize, found: Match) {
    let bit = u32::try_from(found.reading)
        .ok()
        .and_then(|reading| 1u32.checked_shl(reading))
        .unwrap_or(0);
    match best {
        Some(kept) if kept.confidence > found.confidence => {}
        Some(kept) if kept.confidence == found.confidence => {
            kept.readings |= bit;
            kept.rules.add(&found.rules);
            kept.spans.push(found.span);
        }
        _ => {
            *best = Some(ConceptMatch {
                family,
                readings: bit,
                rules: found.rules,
                confidence: found.confidence,
                spans: vec![found.span],
            });
        }
    }
}
