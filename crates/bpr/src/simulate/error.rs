//! Why a flow cannot be simulated.

use crate::{flow::ElementId, graph::GraphError, soundness::Soundness};
use tosei_document::Explain;
use tosei_simulation::{DistributionError, OpeningHoursError, RunPlanError, ScheduleError};
use tosei_types::ExactFigure;
use tosei_types::{HolidayError, Language, StaffClassId, SubjectId};

/// Why a flow cannot be simulated with some parameters.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum SimulateError {
    /// The flow does not hold together.
    #[error(transparent)]
    Graph(#[from] GraphError),
    /// The flow is not sound: some case that begins cannot end, or ends twice.
    #[error("the flow is not sound: {}", .0.problems().next().map_or(String::new(), |problem| problem.sentence(Language::En)))]
    Unsound(Box<Soundness>),
    /// The parameters were written for another flow.
    #[error("the parameters are for the flow `{expected}`, not for `{given}`")]
    #[non_exhaustive]
    OtherFlow {
        /// The flow that they name.
        expected: String,
        /// The flow that was given.
        given: String,
    },
    /// The plan of runs cannot be run.
    #[error(transparent)]
    Plan(#[from] RunPlanError),
    /// The days of a run are none, too many, or less than the warm-up.
    #[error("`{days}` days with a warm-up of `{warm_up}` and `{drain}` more cannot be simulated")]
    #[non_exhaustive]
    Days {
        /// 日数.
        days: u32,
        /// 助走.
        warm_up: u32,
        /// 残務.
        drain: u32,
    },
    /// A parameter names an element that the flow does not have, or that is of another kind.
    #[error("the parameter `{parameter}` names `{element}`, which is no {expected} of the flow")]
    #[non_exhaustive]
    UnknownElement {
        /// The list of the parameters.
        parameter: &'static str,
        /// The element as named.
        element: ElementId,
        /// What it should be.
        expected: &'static str,
    },
    /// A parameter names a staff group or class that there is not.
    #[error("the parameter `{parameter}` names `{name}`, which there is not")]
    #[non_exhaustive]
    UnknownName {
        /// The list of the parameters.
        parameter: &'static str,
        /// The name.
        name: String,
    },
    /// A thing stands twice in a list of the parameters.
    #[error("the parameter `{parameter}` says `{name}` twice")]
    #[non_exhaustive]
    Twice {
        /// The list of the parameters.
        parameter: &'static str,
        /// The name.
        name: String,
    },
    /// A number of the parameters is out of its range.
    #[error("the parameter `{parameter}` has a number out of range: {expected}")]
    #[non_exhaustive]
    Number {
        /// The parameter.
        parameter: &'static str,
        /// What is expected.
        expected: &'static str,
    },
    /// The shares of branches do not sum to 1.
    #[error("the probabilities at `{node}` sum to `{sum}`, not to 1")]
    #[non_exhaustive]
    Probabilities {
        /// The gateway.
        node: ElementId,
        /// What they sum to.
        sum: ExactFigure,
    },
    /// A branch, or one of several starts, has no share.
    #[error("the branch from `{node}` to `{to}` has no probability")]
    #[non_exhaustive]
    UnknownProbability {
        /// The gateway.
        node: ElementId,
        /// The node behind the branch.
        to: ElementId,
    },
    /// A boundary event has neither a share nor a time.
    #[error("the boundary event `{node}` has neither a probability nor a time")]
    #[non_exhaustive]
    UnknownBoundary {
        /// The event.
        node: ElementId,
    },
    /// It may be that no branch of an inclusive gateway is taken, and it has no default.
    #[error("it may be that no branch of `{node}` is taken")]
    #[non_exhaustive]
    NoBranchTaken {
        /// The gateway.
        node: ElementId,
    },
    /// A loop is left with probability 0.
    #[error("the loop of `{}` is never left", joined(.nodes))]
    #[non_exhaustive]
    EndlessLoop {
        /// The nodes of the loop.
        nodes: Vec<ElementId>,
    },
    /// A working time is unknown.
    #[error("the working time of `{node}` is unknown")]
    #[non_exhaustive]
    UnknownWork {
        /// The step.
        node: ElementId,
    },
    /// A waiting time is unknown.
    #[error("the waiting time of `{node}` is unknown")]
    #[non_exhaustive]
    UnknownWaiting {
        /// The step or event.
        node: ElementId,
    },
    /// A distribution is none.
    #[error("the time of `{place}` is no distribution: {error}")]
    #[non_exhaustive]
    Distribution {
        /// The node or list.
        place: String,
        /// Why.
        error: DistributionError,
    },
    /// A frequency that is negative or too large.
    #[error("the frequency of `{node}` must be from 0 to 1000")]
    #[non_exhaustive]
    Frequency {
        /// The step.
        node: ElementId,
    },
    /// A step with work, and nobody who does it.
    #[error("nobody does the work of `{node}`{}", lane_of(.lane))]
    #[non_exhaustive]
    NobodyWorks {
        /// The step.
        node: ElementId,
        /// Its lane.
        lane: Option<ElementId>,
    },
    /// A group is on duty at no time of the run.
    #[error("the group `{group}` is never on duty")]
    #[non_exhaustive]
    NeverOnDuty {
        /// The group.
        group: SubjectId,
    },
    /// Cases of a source can come at no time of the run.
    #[error("the source `{source_id}` is never open")]
    #[non_exhaustive]
    NeverOpen {
        /// The source.
        source_id: SubjectId,
    },
    /// Cases come, and no process begins with them.
    #[error("no process of the flow begins with an arrival")]
    NoStart,
    /// No case comes from any source.
    #[error("no case comes")]
    NoArrivals,
    /// A batch is never done in the days of the run.
    #[error("the batch at `{node}` is never done in the days of the run")]
    #[non_exhaustive]
    NoBatchTime {
        /// The step.
        node: ElementId,
    },
    /// More kinds of work than the simulation tells apart.
    #[error("at most 64 different sets of staff groups share one staff, not `{0}`")]
    TooManySkills(usize),
    /// The opening hours of a group or source contradict themselves.
    #[error("the hours of `{place}` cannot be used: {error}")]
    #[non_exhaustive]
    Hours {
        /// The group or source.
        place: String,
        /// Why.
        error: OpeningHoursError,
    },
    /// A day of the run is beyond the list of holidays.
    #[error(transparent)]
    Holidays(#[from] HolidayError),
    /// A deadline cannot be counted.
    #[error("the deadline cannot be counted: {0}")]
    Deadline(String),
    /// The class of a group is nowhere described.
    #[error("the class `{class}` of the group `{group}` is nowhere described")]
    #[non_exhaustive]
    UnknownClass {
        /// The group.
        group: SubjectId,
        /// The class.
        class: StaffClassId,
    },
    /// A case goes on for ever without any time passing.
    #[error("at `{node}` a case goes round and round without any time passing")]
    #[non_exhaustive]
    NoTimePasses {
        /// A node of the loop.
        node: ElementId,
    },
    /// A run has more events than its limit.
    #[error("a run has more than `{limit}` events")]
    #[non_exhaustive]
    TooManyEvents {
        /// The limit.
        limit: u64,
    },
    /// More cases are open than the limit allows: more come than can be done.
    #[error("more than `{limit}` cases are open at a time")]
    #[non_exhaustive]
    TooManyOpen {
        /// The limit.
        limit: u32,
    },
    /// Something the check of the parts did not find.
    #[error("the flow cannot be simulated: {0}")]
    Parts(String),
}

fn joined(nodes: &[ElementId]) -> String {
    let ids: Vec<&str> = nodes.iter().map(ElementId::as_str).collect();
    ids.join("`, `")
}

fn lane_of(lane: &Option<ElementId>) -> String {
    lane.as_ref()
        .map_or(String::new(), |lane| format!(" in the lane `{lane}`"))
}

impl SimulateError {
    /// Stable identifier of the variant; never renamed once released.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Graph(error) => error.code(),
            Self::Unsound(_) => "bpr.simulate.unsound",
            Self::OtherFlow { .. } => "bpr.simulate.other_flow",
            Self::Plan(error) => error.code(),
            Self::Days { .. } => "bpr.simulate.days",
            Self::UnknownElement { .. } => "bpr.simulate.unknown_element",
            Self::UnknownName { .. } => "bpr.simulate.unknown_name",
            Self::Twice { .. } => "bpr.simulate.twice",
            Self::Number { .. } => "bpr.simulate.number",
            Self::Probabilities { .. } => "bpr.simulate.probabilities",
            Self::UnknownProbability { .. } => "bpr.simulate.unknown_probability",
            Self::UnknownBoundary { .. } => "bpr.simulate.unknown_boundary",
            Self::NoBranchTaken { .. } => "bpr.simulate.no_branch_taken",
            Self::EndlessLoop { .. } => "bpr.simulate.endless_loop",
            Self::UnknownWork { .. } => "bpr.simulate.unknown_work",
            Self::UnknownWaiting { .. } => "bpr.simulate.unknown_waiting",
            Self::Distribution { .. } => "bpr.simulate.distribution",
            Self::Frequency { .. } => "bpr.simulate.frequency",
            Self::NobodyWorks { .. } => "bpr.simulate.nobody_works",
            Self::NeverOnDuty { .. } => "bpr.simulate.never_on_duty",
            Self::NeverOpen { .. } => "bpr.simulate.never_open",
            Self::NoStart => "bpr.simulate.no_start",
            Self::NoArrivals => "bpr.simulate.no_arrivals",
            Self::NoBatchTime { .. } => "bpr.simulate.no_batch_time",
            Self::TooManySkills(_) => "bpr.simulate.too_many_skills",
            Self::Hours { .. } => "bpr.simulate.hours",
            Self::Holidays(error) => error.code(),
            Self::Deadline(_) => "bpr.simulate.deadline",
            Self::UnknownClass { .. } => "bpr.simulate.unknown_class",
            Self::NoTimePasses { .. } => "bpr.simulate.no_time_passes",
            Self::TooManyEvents { .. } => "bpr.simulate.too_many_events",
            Self::TooManyOpen { .. } => "bpr.simulate.too_many_open",
            Self::Parts(_) => "bpr.simulate.parts",
        }
    }

    fn japanese(&self) -> String {
        match self {
            Self::Graph(error) => error.sentence(Language::Ja),
            Self::Unsound(soundness) => {
                let problem = soundness.problems().next();
                let problem = problem.map_or(String::new(), |one| one.sentence(Language::Ja));
                format!("業務フローが健全でないため模擬実験ができません。{problem}")
            }
            Self::OtherFlow { expected, given } => {
                format!("前提は業務フロー {expected} のもので、{given} のものではありません。")
            }
            Self::Plan(error) => format!("試行の計画を見直してください（{error}）。"),
            Self::Days {
                days,
                warm_up,
                drain,
            } => format!(
                "日数{days}日、助走{warm_up}日、残務{drain}日では模擬実験ができません。日数は助走より長く、合計3,850日以内にしてください。"
            ),
            Self::UnknownElement {
                parameter, element, ..
            } => format!(
                "前提の {parameter} にある「{element}」は、業務フローの該当する要素ではありません。"
            ),
            Self::UnknownName { parameter, name } => {
                format!("前提の {parameter} にある「{name}」は定義されていません。")
            }
            Self::Twice { parameter, name } => {
                format!("前提の {parameter} に「{name}」が二度あります。")
            }
            Self::Number {
                parameter,
                expected,
            } => format!("前提の {parameter} の数値が範囲を外れています（{expected}）。"),
            Self::Probabilities { node, sum } => {
                format!("{node} の分岐の確率の合計が{sum}です。1にしてください。")
            }
            Self::UnknownProbability { node, to } => format!(
                "{node} から {to} への分岐に確率がありません。確率を入れるか、等しいとみなす選択をしてください。"
            ),
            Self::UnknownBoundary { node } => {
                format!("境界イベント {node} に確率も時間もありません。どちらかを入れてください。")
            }
            Self::NoBranchTaken { node } => format!(
                "{node} でどの分岐も選ばれないことがあります。既定の流れか、必ず選ばれる分岐を入れてください。"
            ),
            Self::EndlessLoop { nodes } => {
                let ids: Vec<&str> = nodes.iter().map(ElementId::as_str).collect();
                format!("{}の繰り返しから抜ける確率が0です。", ids.join("→"))
            }
            Self::UnknownWork { node } => {
                format!("{node} の作業時間が分かりません。時間を入れてください。")
            }
            Self::UnknownWaiting { node } => {
                format!("{node} の待ち時間が分かりません。時間を入れてください。")
            }
            Self::Distribution { place, error } => {
                format!("{place} の時間の分布が正しくありません（{error}）。")
            }
            Self::Frequency { node } => format!("{node} の頻度は0から1000までにしてください。"),
            Self::NobodyWorks { node, lane } => {
                let lane = lane
                    .as_ref()
                    .map_or(String::new(), |lane| format!("（レーン {lane}）"));
                format!("{node}{lane}の作業を担う職員がいません。担当の組を入れてください。")
            }
            Self::NeverOnDuty { group } => {
                format!(
                    "担当の組 {group} は期間中に一度も勤務しません。勤務時間と休日を確かめてください。"
                )
            }
            Self::NeverOpen { source_id } => {
                format!(
                    "{source_id} の受付が期間中に一度も開きません。受付時間と休日を確かめてください。"
                )
            }
            Self::NoStart => "申請の到達で始まるプロセスがありません。".to_owned(),
            Self::NoArrivals => "申請が一件も到達しません。到達の件数を入れてください。".to_owned(),
            Self::NoBatchTime { node } => {
                format!("{node} のまとめ処理が期間中に一度も行われません。")
            }
            Self::TooManySkills(count) => {
                format!("互いに職員を分け合う担当の組合せは64種類までです（{count}種類あります）。")
            }
            Self::Hours { place, error } => {
                format!("{place} の時間帯が正しくありません（{error}）。")
            }
            Self::Holidays(error) => format!(
                "祝日の一覧にない日が含まれます（{error}）。暫定計算を許す選択をしてください。"
            ),
            Self::Deadline(why) => format!("期限を数えられません（{why}）。"),
            Self::UnknownClass { group, class } => {
                format!("担当の組 {group} の職員区分 {class} が定義されていません。")
            }
            Self::NoTimePasses { node } => {
                format!("{node} で時間が進まないまま繰り返しが続きます。")
            }
            Self::TooManyEvents { limit } => format!(
                "1回の試行の事象が上限の{limit}を超えました。期間か件数を減らすか、上限を上げてください。"
            ),
            Self::TooManyOpen { limit } => format!(
                "同時に開いている案件が上限の{limit}件を超えました。処理できる以上の申請が到達しています。"
            ),
            Self::Parts(why) => format!("この業務フローは動かせません（{why}）。"),
        }
    }
}

impl Explain for SimulateError {
    fn code(&self) -> &'static str {
        self.code()
    }

    fn sentence(&self, language: Language) -> String {
        match language {
            Language::Ja => self.japanese(),
            Language::En => match self {
                Self::Graph(error) => error.sentence(Language::En),
                _ => {
                    let mut text = self.to_string();
                    if !text.ends_with('.') {
                        text.push('.');
                    }
                    text
                }
            },
        }
    }
}

impl From<ScheduleError> for SimulateError {
    fn from(error: ScheduleError) -> Self {
        Self::Parts(error.to_string())
    }
}

impl From<tosei_simulation::resource::ResourceError> for SimulateError {
    fn from(error: tosei_simulation::resource::ResourceError) -> Self {
        Self::Parts(error.to_string())
    }
}
