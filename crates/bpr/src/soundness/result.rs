//! What a check of soundness says.

use crate::flow::ElementId;
use serde::{Deserialize, Serialize};
use tosei_types::{FlowId, Language};

/// The `format` of a soundness document.
pub const SOUNDNESS_FORMAT: &str = "tosei-soundness";
/// The `format_version` that this crate reads and writes.
pub const SOUNDNESS_FORMAT_VERSION: u32 = 1;

tosei_types::coded_enum! {
    /// 開始イベントが複数あるとき (several start events): how they are meant.
    ///
    /// # Source
    ///
    /// `omg-bpmn-2`, 13.2: each start event begins a run of its own. The other way is for pictures whose
    /// several starts stand for things that all come in.
    pub enum Starts: "meaning of several start events" {
        /// どれか一つ: each begins a run of its own.
        OneOf = "one_of" ("どれか一つで始まる", "each begins a run of its own"),
        /// すべて: one run begins at all of them.
        Together = "together" ("すべてそろって始まる", "one run begins at all of them"),
    }
}

/// 健全性の確かめ方 (options of the check).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, default)]
pub struct SoundnessOptions {
    /// The most states to look at in each scope; beyond them nothing is claimed.
    pub max_states: u32,
    /// How several start events are meant.
    pub starts: Starts,
}

impl Default for SoundnessOptions {
    fn default() -> Self {
        Self {
            max_states: 200_000,
            starts: Starts::OneOf,
        }
    }
}

tosei_types::coded_enum! {
    /// 健全でない理由 (kind of problem).
    ///
    /// # Source
    ///
    /// `definition`: the properties of sound workflow nets, said for BPMN, where several ends are usual.
    pub enum ProblemKind: "problem of soundness" {
        /// デッドロック: tokens are left, and nothing can move.
        Deadlock = "deadlock" ("デッドロック", "deadlock"),
        /// 終わらない循環: something can always move, and no way leads to an end.
        EndlessLoop = "endless_loop" ("終わらない循環", "endless loop"),
        /// 同期の欠如: two tokens are on one line, so that what follows is done twice.
        LackOfSynchronization = "lack_of_synchronization" ("同期の欠如", "lack of synchronization"),
        /// 実行されない作業: no run comes by.
        DeadActivities = "dead_activities" ("実行されない作業", "dead activities"),
        /// 不適切な終了: one end is come to more than once in a run.
        NoProperCompletion = "no_proper_completion" ("不適切な終了", "no proper completion"),
        /// 際限のない増加: tokens pile up without limit.
        Unbounded = "unbounded" ("際限のない増加", "unbounded"),
    }
}

impl ProblemKind {
    /// What it means for somebody who does the work.
    #[must_use]
    pub const fn meaning(self, language: Language) -> &'static str {
        match (self, language) {
            (Self::Deadlock, Language::Ja) => "ここから先へ進めなくなります。",
            (Self::Deadlock, Language::En) => "From here nothing can go on.",
            (Self::EndlessLoop, Language::Ja) => "繰り返しから抜けられず、終わりません。",
            (Self::EndlessLoop, Language::En) => "The loop is never left, and nothing ends.",
            (Self::LackOfSynchronization, Language::Ja) => {
                "並行する流れがそろわないまま進み、同じ仕事が二度行われます。"
            }
            (Self::LackOfSynchronization, Language::En) => {
                "Branches go on without waiting for each other, and the same work is done twice."
            }
            (Self::DeadActivities, Language::Ja) => "どの進み方をしても実行されません。",
            (Self::DeadActivities, Language::En) => "No run ever comes by.",
            (Self::NoProperCompletion, Language::Ja) => "一件の中で同じ終了に二度以上達します。",
            (Self::NoProperCompletion, Language::En) => {
                "One case comes to the same end more than once."
            }
            (Self::Unbounded, Language::Ja) => "同じ仕事が際限なく増えます。",
            (Self::Unbounded, Language::En) => "The same work piles up without limit.",
        }
    }
}

/// 手順 (step) of a run that shows a problem.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct TraceStep {
    /// 要素ID.
    pub node: ElementId,
    /// The name, or the id where it has none.
    pub title: String,
}

/// 問題 (problem): one way in which a scope is not sound, with the shortest run found that shows it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schemars", schemars(rename = "SoundnessProblem"))]
#[serde(deny_unknown_fields)]
pub struct Problem {
    /// 種類.
    pub kind: ProblemKind,
    /// 関係する要素: what waits, what is done twice, what is never done.
    pub nodes: Vec<ElementId>,
    /// 反例: the steps of a run that leads there; empty for what no run comes by.
    pub trace: Vec<TraceStep>,
}

impl Problem {
    /// The problem in one sentence with its run.
    #[must_use]
    pub fn sentence(&self, language: Language) -> String {
        let join = |list: Vec<&str>, by: &str| list.join(by);
        let nodes = self.nodes.iter().map(ElementId::as_str).collect();
        let steps: Vec<&str> = self.trace.iter().map(|step| step.title.as_str()).collect();
        let label = self.kind.label(language);
        let meaning = self.kind.meaning(language);
        match language {
            Language::Ja => {
                let run = if steps.is_empty() {
                    String::new()
                } else {
                    format!("例：{}。", join(steps, " → "))
                };
                format!("{label}（{}）：{meaning}{run}", join(nodes, "、"))
            }
            Language::En => {
                let run = if steps.is_empty() {
                    String::new()
                } else {
                    format!(" Example: {}.", join(steps, " -> "))
                };
                format!("{label} ({}): {meaning}{run}", join(nodes, ", "))
            }
        }
    }
}

/// 判定 (verdict).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schemars", schemars(rename = "SoundnessVerdict"))]
#[serde(tag = "verdict", rename_all = "snake_case", deny_unknown_fields)]
pub enum Verdict {
    /// 健全: every case that begins can end, properly, and every step can happen.
    Sound,
    /// 健全でない: there is a problem, and a run that shows it.
    Unsound,
    /// 判定できない: no problem in the states that were looked at, and there are more.
    NotDecided {
        /// How many states were looked at.
        states: u32,
    },
}

/// One scope's soundness: of a process, or of the inside of a sub-process.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct ScopeSoundness {
    /// The pool or sub-process; absent for a process without a pool.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub scope: Option<ElementId>,
    /// Its name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// 判定.
    pub verdict: Verdict,
    /// 問題, each kind at most once.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub problems: Vec<Problem>,
    /// Kinds of problem that were neither found nor excluded.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub open: Vec<ProblemKind>,
    /// How many nodes it has.
    pub nodes: u32,
    /// How many places were left after the reductions; 2 if nothing had to be explored.
    pub places_left: u32,
    /// How many states were looked at.
    pub states: u32,
}

tosei_types::coded_enum! {
    /// 前提 (assumption) under which a flow was judged.
    pub enum AssumptionKind: "assumption of the soundness check" {
        /// A complex gateway branches and joins as an inclusive one.
        ComplexAsInclusive = "complex_as_inclusive" ("複合ゲートウェイを包含とみなす", "a complex gateway is taken as an inclusive one"),
        /// The steps of an ad-hoc sub-process are each begun once.
        AdHocOnce = "ad_hoc_once" ("アドホックの各作業を一度ずつとみなす", "each step of an ad-hoc sub-process is begun once"),
        /// An event sub-process is judged on its own, and its interruption is no way to end.
        EventSubProcessApart = "event_sub_process_apart" ("イベントサブプロセスを別に判定する", "an event sub-process is judged on its own"),
        /// A non-interrupting event happens at most once each time.
        NonInterruptingOnce = "non_interrupting_once" ("非中断イベントは毎回一度までとする", "a non-interrupting event happens at most once each time"),
        /// An event with an unclear rule of waiting gets what it waits for.
        MessagesArrive = "messages_arrive" ("待つメッセージは必ず届くとする", "a message that is waited for arrives"),
    }
}

/// 前提 (assumption), and where it was made.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schemars", schemars(rename = "SoundnessAssumption"))]
#[serde(deny_unknown_fields)]
pub struct Assumption {
    /// 種類.
    pub kind: AssumptionKind,
    /// 要素ID.
    pub node: ElementId,
}

/// Why a document is no soundness document.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum SoundnessError {
    /// Another kind of document, or another version of it.
    #[error("expected format `tosei-soundness` version 1, got `{format}` version `{version}`")]
    #[non_exhaustive]
    Format {
        /// The format as given.
        format: String,
        /// The version as given.
        version: u32,
    },
}

impl SoundnessError {
    /// Stable identifier of the variant; never renamed once released.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Format { .. } => "bpr.soundness.format",
        }
    }
}

/// 健全性の判定結果 (soundness) of a flow.
///
/// Each process and each sub-process is judged on its own: a sub-process that can end is one step of what
/// is around it. A verdict of unsound always comes with a run that shows it.
///
/// # Wire form
///
/// `{"format": "tosei-soundness", "format_version": 1, "flow": …, "scopes": […]}`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(try_from = "wire::Soundness", into = "wire::Soundness")]
pub struct Soundness {
    /// 業務フローID.
    pub flow: FlowId,
    /// 確かめ方.
    pub options: SoundnessOptions,
    /// 範囲ごとの判定: processes first.
    pub scopes: Vec<ScopeSoundness>,
    /// 前提.
    pub assumptions: Vec<Assumption>,
}

impl Soundness {
    /// The verdict of the whole: unsound if one scope is, not decided if one is not.
    #[must_use]
    pub fn verdict(&self) -> Verdict {
        let mut verdict = Verdict::Sound;
        let mut looked_at = 0u32;
        for scope in &self.scopes {
            looked_at = looked_at.saturating_add(scope.states);
            match scope.verdict {
                Verdict::Unsound => return Verdict::Unsound,
                Verdict::NotDecided { .. } => verdict = Verdict::NotDecided { states: 0 },
                Verdict::Sound => {}
            }
        }
        match verdict {
            Verdict::NotDecided { .. } => Verdict::NotDecided { states: looked_at },
            other => other,
        }
    }

    /// All problems of all scopes.
    pub fn problems(&self) -> impl Iterator<Item = &Problem> {
        self.scopes.iter().flat_map(|scope| &scope.problems)
    }

    /// Whether a kind of problem was found.
    #[must_use]
    pub fn has(&self, kind: ProblemKind) -> bool {
        self.problems().any(|problem| problem.kind == kind)
    }
}

mod wire {
    use super::{
        Assumption, SOUNDNESS_FORMAT, SOUNDNESS_FORMAT_VERSION, ScopeSoundness, SoundnessError,
        SoundnessOptions,
    };
    use serde::{Deserialize, Serialize};
    use tosei_types::FlowId;

    /// 健全性の判定結果 (soundness) of a flow.
    #[derive(Clone, Serialize, Deserialize)]
    #[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
    #[serde(deny_unknown_fields)]
    pub(super) struct Soundness {
        /// `tosei-soundness`.
        format: String,
        /// 1.
        format_version: u32,
        /// 業務フローID.
        flow: FlowId,
        /// 確かめ方.
        options: SoundnessOptions,
        /// 範囲ごとの判定.
        scopes: Vec<ScopeSoundness>,
        /// 前提.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        assumptions: Vec<Assumption>,
    }

    impl TryFrom<Soundness> for super::Soundness {
        type Error = SoundnessError;

        fn try_from(wire: Soundness) -> Result<Self, SoundnessError> {
            if wire.format != SOUNDNESS_FORMAT || wire.format_version != SOUNDNESS_FORMAT_VERSION {
                return Err(SoundnessError::Format {
                    format: wire.format.chars().take(80).collect(),
                    version: wire.format_version,
                });
            }
            Ok(Self {
                flow: wire.flow,
                options: wire.options,
                scopes: wire.scopes,
                assumptions: wire.assumptions,
            })
        }
    }

    impl From<super::Soundness> for Soundness {
        fn from(soundness: super::Soundness) -> Self {
            Self {
                format: SOUNDNESS_FORMAT.to_owned(),
                format_version: SOUNDNESS_FORMAT_VERSION,
                flow: soundness.flow,
                options: soundness.options,
                scopes: soundness.scopes,
                assumptions: soundness.assumptions,
            }
        }
    }
}
