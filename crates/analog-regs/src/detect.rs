//! 洗い出し (detection): which sentences demand eyes, presence, paper, a fixed place or a medium.

mod brackets;
mod candidate;
mod check;
mod condition;
mod context;
mod detector;
mod files;
mod finding;
mod groups;
mod judge;
mod law;
mod patterns;
mod patterns_document;
mod program;
mod scan;

pub use candidate::{Candidate, CandidateRecord};
pub use condition::{Condition, Enclosure, GroupsElsewhere, GroupsNear, Scope};
pub use context::{Context, Instrument, ProvisionPart};
pub use detector::Detector;
pub use finding::{ConceptFinding, ConceptMatch, MAX_HITS, SentenceMatches, Span};
pub use patterns::Patterns;
pub use patterns_document::{
    Addition, Addressee, Confidence, Effect, Family, PATTERNS_FORMAT, PATTERNS_FORMAT_VERSION,
    PatternRule, PatternsDocument, PhraseGroup, Reading,
};
