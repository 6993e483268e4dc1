#![doc = include_str!("../README.md")]

mod detect;

pub use detect::{
    Addition, Addressee, ConceptFinding, ConceptMatch, Condition, Confidence, Context, Detector,
    Effect, Enclosure, Family, GroupsElsewhere, GroupsNear, Instrument, MAX_HITS, PATTERNS_FORMAT,
    PATTERNS_FORMAT_VERSION, PatternRule, Patterns, PatternsDocument, PatternsError, PhraseGroup,
    ProvisionPart, Reading, Scope, SentenceMatches, Span,
};
