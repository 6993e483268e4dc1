//! The report itself: what the page shows, and what `report.json` holds.
//!
//! Every figure of the page is a field here, and the page and the CSV files are made of these values
//! alone. All counts are integers of at most 2^53 − 1; percentages are texts, rounded half up, for
//! reading and not for calculating.

use serde::{Deserialize, Serialize};
use tosei_document::{Place, Severity};
use tosei_inventory::{
    BarrierCause, BoundaryNote, Discretion, Obstacle, OnlineStatus, PriorityUnit, RateCounts,
    RateUnit, RequestStatus, SelectionReason, Undecided, VolumeMeasure, VolumeState,
};
use tosei_types::{CaseCount, Date, FiscalYear, Label, PriorityRuleId, RateId};

/// The `format` of a report document.
pub const FORMAT: &str = "tosei-digital-first-report";

/// The `format_version` that is written.
pub const FORMAT_VERSION: u32 = 1;

/// デジタルファースト報告書 (digital first report): the figures of one inventory.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Report {
    /// Always [`FORMAT`].
    pub format: String,
    /// Always [`FORMAT_VERSION`].
    pub format_version: u32,
    /// What was read.
    pub source: Source,
    /// Every named rate, in the order of its definition file.
    pub rates: Vec<NamedRate>,
    /// Status by organisation, by kind of process, by actor.
    pub groupings: Vec<Grouping>,
    /// Groups by the number of cases a year; the last one has no known count.
    pub volume_bands: Grouping,
    /// What each selection rule selects.
    pub priorities: Vec<Priority>,
    /// What stands in the way.
    pub barriers: Barriers,
    /// Contacts that are not procedures; `null` if none are recorded.
    pub touchpoints: Option<Grouping>,
    /// Defects of the data.
    pub findings: Findings,
}

/// 元データ (source): what was read, and as of when.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Source {
    /// Whose sheet it is.
    pub kind: SourceKind,
    /// The name of the file without its folder.
    pub file_name: String,
    /// Whose inventory it is.
    pub body: Label,
    /// Whether the inventory is made up.
    pub fictional: bool,
    /// 基準日; `null` if the file does not say.
    pub status_date: Option<Date>,
    /// The counts that the rates use; `null` if the file has none.
    pub volumes: Option<VolumeBasis>,
    /// The edition of the survey; `null` for an inventory.
    pub edition: Option<String>,
    /// How many rows, items and so on were read.
    pub counts: SourceCounts,
}

/// Which sheet or document was read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SourceKind {
    /// 国の行政手続等の棚卸調査, as CSV.
    Survey,
    /// An inventory of one's own, as JSON.
    InventoryJson,
    /// An inventory of one's own, as NDJSON.
    InventoryNdjson,
    /// An inventory of one's own, as CSV.
    InventoryCsv,
}

/// Which counts of cases were used.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct VolumeBasis {
    /// 年度.
    pub fiscal_year: FiscalYear,
    /// 申請件数 or 処理件数.
    pub measure: VolumeMeasure,
    /// 確定, 速報 or 見込.
    pub state: VolumeState,
}

/// How much was read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SourceCounts {
    /// 組織; for the survey, 所管府省庁.
    pub organisations: u64,
    /// 手続; `null` for the survey, which does not say which rows are one procedure.
    pub procedures: Option<u64>,
    /// 手続プロセス; for the survey, rows.
    pub processes: u64,
    /// 接点; `null` for the survey.
    pub touchpoints: Option<u64>,
    /// Rows or items that could not be typed: kept as they are, counted here, in no figure.
    pub not_typed: u64,
}

/// Why the file cannot say something.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Unsaid {
    /// The kind of reason.
    pub reason: UnsaidReason,
    /// The reason in words, without a full stop.
    pub label: Label,
}

/// The kinds of reason for which something cannot be said.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum UnsaidReason {
    /// The population is empty.
    NothingToCount,
    /// The file does not record what is asked for.
    NotRecorded,
    /// It is recorded, and unknown throughout.
    Unknown,
    /// The data contradict themselves, or a sum is too large.
    NoRate,
}

/// A fraction as two integers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Fraction {
    /// 分子.
    pub numerator: u64,
    /// 分母.
    pub denominator: u64,
}

/// 名前のある率 (named rate): a rate with its definition.
///
/// Where the file cannot say the rate, `numerator`, `denominator`, `percent`, `low` and `high` are
/// `null`, and `cannot_be_said` gives the reason.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NamedRate {
    /// Stable name of the definition.
    pub id: RateId,
    /// Short name.
    pub label: Label,
    /// 分子.
    pub numerator: Option<u64>,
    /// 分母.
    pub denominator: Option<u64>,
    /// Percentage with one digit, rounded half up.
    pub percent: Option<String>,
    /// The lowest fraction that the unknowns allow.
    pub low: Option<Fraction>,
    /// The highest fraction that the unknowns allow.
    pub high: Option<Fraction>,
    /// Why the file cannot say it.
    pub cannot_be_said: Option<Unsaid>,
    /// What is counted.
    pub unit: RateUnit,
    /// One sentence that says what is counted and how.
    pub definition: Label,
    /// A source id of `SOURCES.md`, or `project-decision:<topic>`.
    pub source: String,
    /// What stood in the population, and what could not be decided.
    pub counts: RateCounts,
}

/// A rate of one group; its definition is the [`NamedRate`] of the same id.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct GroupRate {
    /// Stable name of the definition.
    pub id: RateId,
    /// 分子.
    pub numerator: Option<u64>,
    /// 分母.
    pub denominator: Option<u64>,
    /// Percentage with one digit, rounded half up.
    pub percent: Option<String>,
    /// The lowest fraction that the unknowns allow.
    pub low: Option<Fraction>,
    /// The highest fraction that the unknowns allow.
    pub high: Option<Fraction>,
    /// Why the file cannot say it.
    pub cannot_be_said: Option<Unsaid>,
}

/// 群別 (grouping): the same population divided in one way; the groups add up to the total.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Grouping {
    /// Stable name, such as `organisation.ministry`.
    pub id: String,
    /// What divides the groups, as a noun: 「所管府省庁」.
    pub label: Label,
    /// By what is grouped, in one sentence.
    pub definition: Label,
    /// What is counted.
    pub unit: RateUnit,
    /// All groups together.
    pub total: Group,
    /// The groups.
    pub groups: Vec<Group>,
}

/// One group: how many there are, in which state, with how many cases.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Group {
    /// A code or id; for a group made of a text of the file, that text.
    pub key: String,
    /// The name that is shown; equal in both languages if it is a text of the file.
    pub label: Label,
    /// How many things are in the group.
    pub count: u64,
    /// In which state they are; the seven add up to `count`.
    pub status: StatusCounts,
    /// Sum of the known cases of the year.
    pub cases: u64,
    /// How many have no known count, and are not in `cases`.
    pub without_cases: u64,
    /// The rates of the group.
    pub rates: Vec<GroupRate>,
}

/// How many are in which state.
///
/// For procedures the state is derived by the rule `procedures.all`: `partial` are those of which
/// some process is done and not every one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct StatusCounts {
    /// 実施済.
    pub done: u64,
    /// 一部実施済.
    pub partial: u64,
    /// 未実施.
    pub not_done: u64,
    /// 適用除外.
    pub exempt: u64,
    /// その他.
    pub other: u64,
    /// 不明.
    pub unknown: u64,
    /// Procedures to which the rule does not apply.
    pub not_applicable: u64,
}

impl StatusCounts {
    /// All of them together.
    #[must_use]
    pub fn sum(&self) -> u64 {
        [
            self.done,
            self.partial,
            self.not_done,
            self.exempt,
            self.other,
            self.unknown,
            self.not_applicable,
        ]
        .into_iter()
        .fold(0, u64::saturating_add)
    }
}

/// 重点手続 (priority procedures) by one rule.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Priority {
    /// Stable name of the rule.
    pub rule: PriorityRuleId,
    /// Short name.
    pub label: Label,
    /// The rule in one sentence.
    pub sentence: Label,
    /// What is selected.
    pub unit: PriorityUnit,
    /// What is counted.
    pub measure: VolumeMeasure,
    /// The years whose counts decide, the preferred one first.
    pub fiscal_years: Vec<FiscalYear>,
    /// Why the file cannot say it; then nothing is selected.
    pub cannot_be_said: Option<Unsaid>,
    /// How many candidates of the rule's unit there were.
    pub seen: u64,
    /// How many of them the rule looks at.
    pub looked_at: u64,
    /// How many are selected: the length of `members`.
    pub selected: u64,
    /// Cases of the members; `null` if the sum is too large.
    pub covered_cases: Option<u64>,
    /// Known cases of everything that the rule looks at; `null` if the sum is too large.
    pub known_cases: Option<u64>,
    /// `covered_cases` of `known_cases` in percent.
    pub percent: Option<String>,
    /// How many of the selected are 実施済; `null` if their status is not known.
    pub done: Option<u64>,
    /// What could not be decided.
    pub undecided: Undecided,
    /// How many boundary notes there are.
    pub boundary_note_count: u64,
    /// The first boundary notes: where a small thing decides.
    pub boundary_notes: Vec<Noted>,
    /// What was selected, the largest first.
    pub members: Vec<Member>,
}

/// A boundary note with its sentence.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Noted {
    /// The note.
    pub note: BoundaryNote,
    /// The note in words.
    pub sentence: Label,
}

/// Something selected, and why.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Member {
    /// Its id, as the file writes it.
    pub id: String,
    /// The id of its procedure.
    pub procedure: Option<String>,
    /// Its name.
    pub name: String,
    /// 種類: the kind of a process; `null` for procedures, and where it is unknown.
    pub kind: Option<Label>,
    /// Whose it is: 所管府省庁, 処理機関, or 所管 of a procedure.
    pub organisation: Option<String>,
    /// オンライン化の実施状況; of a procedure, derived as in [`StatusCounts`]. `null` if the file could
    /// not be read twice.
    pub status: Option<OnlineStatus>,
    /// Its count by the rule's measure; `null` if it is unknown.
    pub cases: Option<CaseCount>,
    /// Why it was selected.
    pub reason: SelectionReason,
    /// The reason in words.
    pub sentence: Label,
}

/// 障壁 (barriers): what stands in the way of going online.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Barriers {
    /// Processes by discretion; empty for the survey, which does not ask.
    pub discretion: Vec<DiscretionCount>,
    /// Standing barriers by cause; only causes that occur.
    pub causes: Vec<BarrierCount<BarrierCause>>,
    /// Standing barriers by obstacle; only obstacles that occur.
    pub obstacles: Vec<BarrierCount<Obstacle>>,
    /// Why what is 未実施 is not online.
    pub reasons: Reasons,
    /// Requests to others by status; only statuses that occur.
    pub request_statuses: Vec<RequestCount>,
    /// The requests.
    pub requests: Vec<RequestRow>,
}

/// How many processes are within, beyond, or of unknown discretion.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DiscretionCount {
    /// The discretion.
    pub discretion: Discretion,
    /// How many processes.
    pub processes: u64,
    /// How many of them are 実施済.
    pub done: u64,
}

/// How many standing barriers of one sort there are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct BarrierCount<C> {
    /// The cause or the obstacle.
    pub code: C,
    /// How many barriers.
    pub barriers: u64,
    /// How many of them are within own discretion.
    pub within: u64,
    /// How many are beyond it.
    pub beyond: u64,
    /// How many nobody judged.
    pub unknown: u64,
    /// How many processes have one.
    pub processes: u64,
}

/// Why processes are not online, as the file says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Reasons {
    /// How many processes are 未実施.
    pub not_done: u64,
    /// How many of them give no reason.
    pub unanswered: u64,
    /// Whether one can give several reasons, so that the counts do not add up.
    pub several: bool,
    /// How many give each reason.
    pub reasons: Vec<ReasonCount>,
}

/// How many give one reason.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ReasonCount {
    /// The code of the reason in the file's list.
    pub code: String,
    /// The reason in words.
    pub label: Label,
    /// How many processes.
    pub processes: u64,
}

/// How many requests have one status.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RequestCount {
    /// The status.
    pub status: RequestStatus,
    /// How many requests.
    pub requests: u64,
}

/// 国等への要望: one request to change a rule.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RequestRow {
    /// The process that it is for.
    pub process: String,
    /// The name of its procedure.
    pub procedure_name: String,
    /// 要望先.
    pub addressee: String,
    /// 状況.
    pub status: RequestStatus,
    /// The provision that should change.
    pub provision: Option<String>,
    /// 要望日.
    pub requested_on: Option<Date>,
    /// 回答日.
    pub replied_on: Option<Date>,
    /// 約束された時期.
    pub promised_for: Option<Date>,
    /// 回答.
    pub reply: Option<String>,
}

/// 所見 (findings): defects of the data.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Findings {
    /// How many there are.
    pub total: u64,
    /// How many of them are 誤り.
    pub errors: u64,
    /// How many are 要確認.
    pub warnings: u64,
    /// How many are 参考.
    pub infos: u64,
    /// The rules that were broken, the gravest first.
    pub rules: Vec<BrokenRule>,
}

/// One rule, how often it was broken, and the first findings.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct BrokenRule {
    /// Stable code.
    pub rule: String,
    /// How grave a breach is.
    pub severity: Severity,
    /// Short name.
    pub title: Label,
    /// Why the rule exists, and what to do.
    pub why: Label,
    /// Exact number of findings.
    pub count: u64,
    /// How many more were exempted.
    pub exempted: u64,
    /// The first findings; `count` says how many there are.
    pub first: Vec<ListedFinding>,
}

/// A finding with its sentence.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ListedFinding {
    /// Where.
    pub place: Place,
    /// The place as it is written: `K12`, `/processes/3/status`.
    pub place_text: String,
    /// The id of the thing concerned.
    pub subject: Option<String>,
    /// The finding in words.
    pub sentence: Label,
}
