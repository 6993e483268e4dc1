//! The slow obvious detector: `str::find` for each phrase, conditions walked as they are written.

use tosei_analog_regs::detect::{
    ConceptFinding, Condition, Confidence, Context, Effect, Enclosure, PatternRule, Patterns,
    Scope, Span,
};

type Place = (usize, usize);

/// Every place of a phrase, overlapping ones too.
fn every(text: &str, phrase: &str) -> Vec<Place> {
    let starts = text.char_indices().map(|(at, _)| at);
    let here = starts.filter(|at| text[*at..].starts_with(phrase));
    here.map(|at| (at, at + phrase.len())).collect()
}

/// Where a group stands: its phrases outside of its longer words.
fn places(patterns: &Patterns, text: &str, group: &str) -> Vec<Place> {
    let group = patterns
        .groups()
        .iter()
        .find(|one| one.id == group)
        .unwrap();
    let longer: Vec<Place> = group
        .except
        .iter()
        .flat_map(|word| every(text, word))
        .collect();
    let inside = |one: &Place| longer.iter().any(|long| long.0 <= one.0 && one.1 <= long.1);
    let all = group.phrases.iter().flat_map(|phrase| every(text, phrase));
    let mut all: Vec<Place> = all.filter(|one| !inside(one)).collect();
    all.sort_unstable();
    all.dedup();
    all
}

fn any_of(patterns: &Patterns, text: &str, groups: &[String]) -> Vec<Place> {
    groups
        .iter()
        .flat_map(|group| places(patterns, text, group))
        .collect()
}

fn depth(text: &str, opening: [char; 2], closing: [char; 2]) -> usize {
    text.chars().fold(0usize, |depth, letter| {
        if opening.contains(&letter) {
            depth + 1
        } else if closing.contains(&letter) {
            depth.saturating_sub(1)
        } else {
            depth
        }
    })
}

struct Asked<'a> {
    patterns: &'a Patterns,
    text: &'a str,
    context: &'a Context<'a>,
    around: [Vec<&'a str>; 5],
}

impl Asked<'_> {
    fn holds(&self, condition: &Condition, cue: Place) -> bool {
        let here = |groups: &[String]| any_of(self.patterns, self.text, groups);
        let near = |from: usize, to: usize, within: Option<u32>| {
            from <= to
                && within.is_none_or(|most| self.text[from..to].chars().count() <= most as usize)
        };
        match condition {
            Condition::All(parts) => parts.iter().all(|part| self.holds(part, cue)),
            Condition::Any(parts) => parts.iter().any(|part| self.holds(part, cue)),
            Condition::Not(part) => !self.holds(part, cue),
            Condition::Has(groups) => !here(groups).is_empty(),
            Condition::Elsewhere(there) => there.scopes.iter().any(|scope| {
                let at = Scope::ALL.iter().position(|one| one == scope).unwrap();
                let texts = &self.around[at];
                texts
                    .iter()
                    .any(|text| !any_of(self.patterns, text, &there.groups).is_empty())
            }),
            Condition::After(one) => here(&one.groups)
                .iter()
                .any(|place| near(cue.1, place.0, one.within)),
            Condition::Before(one) => here(&one.groups)
                .iter()
                .any(|place| near(place.1, cue.0, one.within)),
            Condition::Starts(groups) => here(groups).iter().any(|place| place.0 == 0),
            Condition::Ends(groups) => {
                let end = self.text.strip_suffix('。').unwrap_or(self.text).len();
                here(groups).iter().any(|place| place.1 == end)
            }
            Condition::Inside(Enclosure::Quotes) => {
                depth(&self.text[..cue.0], ['「', '『'], ['」', '』']) > 0
            }
            Condition::Inside(Enclosure::Parentheses) => {
                depth(&self.text[..cue.0], ['（', '('], ['）', ')']) > 0
            }
            Condition::Instrument(one) => *self.context == self.context.of_instrument(*one),
            Condition::Part(one) => *self.context == self.context.in_part(*one),
            other => panic!("not known: {other:?}"),
        }
    }
}

/// Level of a band and back.
const BANDS: [Confidence; 3] = [
    Confidence::Unlikely,
    Confidence::Possible,
    Confidence::Likely,
];

/// What the patterns say about a sentence, step by step as their page says it.
pub(crate) fn obvious(
    patterns: &Patterns,
    text: &str,
    context: &Context<'_>,
) -> Vec<ConceptFinding> {
    let asked = Asked {
        patterns,
        text,
        context,
        around: context.texts(),
    };
    let mut found = Vec::new();
    for family in patterns.families() {
        let about = |rule: &&PatternRule| {
            rule.families
                .as_ref()
                .is_none_or(|names| names.contains(&family.id))
        };
        let rules: Vec<&PatternRule> = patterns.rules().iter().filter(about).collect();
        let mut matches = Vec::new();
        for (order, reading) in family.readings.iter().enumerate() {
            for place in any_of(patterns, text, &reading.cues) {
                if reading
                    .when
                    .as_ref()
                    .is_some_and(|when| !asked.holds(when, place))
                {
                    continue;
                }
                let held: Vec<&PatternRule> = rules
                    .iter()
                    .filter(|rule| asked.holds(&rule.when, place))
                    .copied()
                    .collect();
                let has = |effect| held.iter().any(|rule| rule.effect == effect);
                let start = BANDS.iter().position(|band| *band == reading.band).unwrap();
                let level = (start + 1 + usize::from(has(Effect::Raises)))
                    .saturating_sub(1 + usize::from(has(Effect::Lowers)))
                    .min(2);
                let level = if has(Effect::Blocks) { 0 } else { level };
                matches.push((level, order, place, held));
            }
        }
        let Some(best) = matches.iter().map(|one| one.0).max() else {
            continue;
        };
        matches.retain(|one| one.0 == best);
        let held = |rule: &&&PatternRule| {
            matches
                .iter()
                .any(|one| one.3.iter().any(|r| r.id == rule.id))
        };
        let held: Vec<&PatternRule> = rules.iter().filter(held).copied().collect();
        let readings = family.readings.iter().enumerate();
        let readings: Vec<_> = readings
            .filter(|(order, _)| matches.iter().any(|one| one.1 == *order))
            .map(|(_, reading)| reading)
            .collect();
        let mut spans: Vec<Span> = matches
            .iter()
            .map(|one| Span {
                start: one.2.0,
                end: one.2.1,
            })
            .collect();
        spans.sort_unstable();
        spans.dedup();
        let ids = |effects: &[Effect]| {
            let those = held.iter().filter(|rule| effects.contains(&rule.effect));
            those.map(|rule| rule.id.clone()).collect()
        };
        let function = held.iter().find_map(|rule| rule.function.clone());
        found.push(ConceptFinding {
            concept: family.id.clone(),
            confidence: BANDS[best],
            categories: family.categories.clone(),
            readings: readings.iter().map(|reading| reading.id.clone()).collect(),
            sub_type: readings[0].sub_type.clone(),
            function: function.or_else(|| readings[0].function.clone()),
            addressee: held.iter().find_map(|rule| rule.addressee),
            national_law_decides: held.iter().any(|rule| rule.national_law_decides),
            spans,
            reasons_for: ids(&[Effect::Raises]),
            reasons_against: ids(&[Effect::Blocks, Effect::Lowers]),
            notes: ids(&[Effect::Notes]),
        });
    }
    found
}
