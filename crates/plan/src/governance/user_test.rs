//! ユーザーテスト (user test): who tried what, how it went, and what it says about quality criteria.

use super::data_file::data_file;
use super::record::Reporter;
use super::{GovernanceRecord, Records};
use serde::{Deserialize, Serialize};
use tosei_document::{Catalogue, DataFileError, Edition, Sink, expect_distinct};
use tosei_types::{CriterionId, Date, Label, ProcedureId, SubjectId, coded_enum};

coded_enum! {
    /// 端末 (device) of a participant.
    pub enum TestDevice: "device" {
        /// スマートフォン.
        Smartphone = "smartphone" ("スマートフォン", "smartphone"),
        /// タブレット.
        Tablet = "tablet" ("タブレット", "tablet"),
        /// パソコン.
        Computer = "computer" ("パソコン", "computer"),
        /// その他.
        Other = "other" ("その他", "other"),
    }
}

coded_enum! {
    /// 課題の結果 (outcome of a task).
    pub enum TaskOutcome: "outcome of a task" {
        /// 自力で完了.
        Completed = "completed" ("自力で完了", "completed unaided"),
        /// 助けを得て完了.
        CompletedWithHelp = "completed_with_help" ("助けを得て完了", "completed with help"),
        /// 断念.
        Abandoned = "abandoned" ("断念", "abandoned"),
        /// 未実施: is not counted among the tries.
        NotTried = "not_tried" ("未実施", "not tried"),
    }
}

coded_enum! {
    /// 問題の重さ (gravity of a problem that a test found).
    pub enum IssueGravity: "gravity of a problem" {
        /// 完了できない.
        Blocking = "blocking" ("完了できない", "blocking"),
        /// 重大.
        Serious = "serious" ("重大", "serious"),
        /// 軽微.
        Minor = "minor" ("軽微", "minor"),
    }
}

/// 参加者 (participant), without a name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Participant {
    /// 参加者ID: a letter or a number, never a name.
    pub id: SubjectId,
    /// 利用者の区分: such as 「高齢者」; free, for there is no official list.
    pub group: String,
    /// 端末.
    pub device: TestDevice,
    /// Whether the participant belongs to the staff; absent if nobody has said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub staff: Option<bool>,
}

/// 課題 (task) of a user test.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct TestTask {
    /// 課題ID.
    pub id: SubjectId,
    /// 内容.
    pub text: String,
    /// 手続の全体: whether it is the whole entry of a procedure, from the first page to the receipt.
    #[serde(default)]
    pub whole_procedure: bool,
}

/// 実施結果 (result) of one task by one participant.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct TaskResult {
    /// 参加者ID.
    pub participant: SubjectId,
    /// 課題ID.
    pub task: SubjectId,
    /// 結果.
    pub outcome: TaskOutcome,
    /// 所要秒数; absent if it was not measured.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub seconds: Option<u32>,
}

/// 見つかった問題 (problem that the test found).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct TestIssue {
    /// 内容.
    pub text: String,
    /// 重さ.
    pub gravity: IssueGravity,
    /// 課題ID.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub task: Option<SubjectId>,
    /// 改善日; absent while it is open.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub fixed_on: Option<Date>,
}

/// ユーザーテストの記録 (record of a user test).
///
/// # Wire form
///
/// A record of a document `tosei-user-test`.
///
/// # Source
///
/// `tokyo-plan-2-measures` names the tests; what is recorded is ours (`project-decision:user-test`).
#[doc(alias = "ユーザーテスト")]
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct UserTest {
    /// ID.
    pub id: SubjectId,
    /// サービスの名称.
    pub service: String,
    /// The procedures that were tried.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub procedures: Vec<ProcedureId>,
    /// 実施日.
    pub held_on: Date,
    /// 参加者.
    pub participants: Vec<Participant>,
    /// 課題.
    pub tasks: Vec<TestTask>,
    /// 実施結果.
    pub results: Vec<TaskResult>,
    /// 見つかった問題.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub issues: Vec<TestIssue>,
}

impl GovernanceRecord for UserTest {
    const FORMAT: &'static str = "tosei-user-test";

    fn id(&self) -> &str {
        self.id.as_str()
    }
}

/// 課題の集計 (figures of a task).
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
pub struct TaskFigures {
    /// 課題ID.
    pub task: SubjectId,
    /// 実施数: without those that were not tried.
    pub tried: u64,
    /// 自力で完了した数.
    pub completed: u64,
    /// 助けを得て完了した数.
    pub completed_with_help: u64,
    /// 断念した数.
    pub abandoned: u64,
    /// 所要秒数の中央値 of those who completed unaided, twice the value, so that it stays whole;
    /// null if none was measured.
    pub twice_median_seconds: Option<u64>,
    /// How many of those who completed unaided were measured.
    pub measured: u64,
}

coded_enum! {
    /// ユーザーテストの規則の種類 (kind of rule about what tests show).
    pub enum TestRuleKind: "kind of rule about tests" {
        /// 指定の端末で手続の全体を自力で完了した者がいる.
        WholeOnDevice = "whole_on_device" ("指定の端末で手続の全体を完了", "the whole procedure on a device"),
        /// 自力で完了した割合.
        UnaidedShare = "unaided_share" ("自力で完了した割合", "share completed unaided"),
        /// 繰り返し実施.
        Repeated = "repeated" ("繰り返し実施", "repeated tests"),
    }
}

/// ユーザーテストの規則 (rule): what tests say about one criterion.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct TestRule {
    /// The criterion of the quality standard that it bears on.
    pub criterion: CriterionId,
    /// 種類.
    pub kind: TestRuleKind,
    /// 端末, for the rule about one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub device: Option<TestDevice>,
    /// The fewest participants (for repeated tests: the fewest tests) that allow a statement.
    pub at_least: u32,
    /// The share completed unaided that is enough, in whole percent; 0 where it is not asked.
    pub percent: u32,
    /// A test counts for this many days after it was held.
    pub valid_days: u32,
    /// 説明.
    pub text: Label,
    /// Where it comes from.
    pub source: String,
}

/// ユーザーテストの規則集 (rules about tests).
///
/// # Source
///
/// `project-decision:user-test`: no published rule says how many participants or which share are
/// enough.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct TestRules {
    /// Where the schema of this file stands.
    #[serde(rename = "$schema", default, skip_serializing_if = "Option::is_none")]
    pub schema: Option<String>,
    /// Always `tosei-user-test-rules`.
    #[cfg_attr(feature = "schemars", schemars(extend("const" = "tosei-user-test-rules")))]
    pub format: String,
    /// Version of the format; 1.
    #[cfg_attr(feature = "schemars", schemars(extend("const" = 1)))]
    pub format_version: u32,
    /// Origin and day.
    pub edition: Edition,
    /// The rules.
    pub rules: Vec<TestRule>,
}

data_file!(
    TestRules,
    "tosei-user-test-rules",
    "governance/user_test_rules.json",
    user_test_rules,
    "the rules about user tests"
);

impl TestRules {
    fn validate(&self) -> Result<(), DataFileError> {
        expect_distinct(self.rules.iter().map(|rule| rule.criterion.as_str()))?;
        let mut rules = self.rules.iter();
        if let Some(rule) = rules.find(|rule| rule.percent > 100 || rule.at_least == 0) {
            return Err(DataFileError::value(
                rule.criterion.to_string(),
                "a share above 100 % or no participant",
            ));
        }
        Ok(())
    }
}

coded_enum! {
    /// ユーザーテストの示すこと (what tests say about a criterion).
    pub enum TestFinding: "what tests say" {
        /// 支持.
        Supports = "supports" ("支持する", "supports"),
        /// 反証.
        Contradicts = "contradicts" ("反する", "contradicts"),
        /// 不明.
        Unknown = "unknown" ("分からない", "unknown"),
    }
}

/// 証拠 (evidence): what the tests of one procedure say about one criterion, with the tests it rests on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
pub struct TestEvidence {
    /// The criterion.
    pub criterion: CriterionId,
    /// What they say.
    pub finding: TestFinding,
    /// 件数: participants (or tests) that speak for it.
    pub count: u64,
    /// 母数: participants (or tests) that count.
    pub of: u64,
    /// The tests it rests on.
    pub tests: Vec<SubjectId>,
    /// The last day on which it holds; null if it rests on no test.
    pub valid_until: Option<Date>,
    /// The rule in words.
    pub rule: Label,
}

impl UserTest {
    /// The figures of every task, in the order of the tasks.
    #[must_use]
    pub fn figures(&self) -> Vec<TaskFigures> {
        let figures = self.tasks.iter().map(|task| {
            let of = |outcome| {
                let results = self.results.iter();
                let own = results.filter(|one| one.task == task.id && one.outcome == outcome);
                own.fold(0u64, |sum, _| sum.saturating_add(1))
            };
            let completed = of(TaskOutcome::Completed);
            let (helped, abandoned) = (
                of(TaskOutcome::CompletedWithHelp),
                of(TaskOutcome::Abandoned),
            );
            let results = self.results.iter();
            let unaided =
                results.filter(|one| one.task == task.id && one.outcome == TaskOutcome::Completed);
            let mut seconds: Vec<u32> = unaided.filter_map(|one| one.seconds).collect();
            seconds.sort_unstable();
            TaskFigures {
                task: task.id.clone(),
                tried: completed.saturating_add(helped).saturating_add(abandoned),
                completed,
                completed_with_help: helped,
                abandoned,
                twice_median_seconds: twice_median(&seconds),
                measured: u64::try_from(seconds.len()).unwrap_or(u64::MAX),
            }
        });
        figures.collect()
    }

    /// The participants who tried a whole procedure, and of them those who did it unaided.
    fn whole(&self, device: Option<TestDevice>) -> (u64, u64) {
        let is_whole = |id: &SubjectId| {
            let mut tasks = self.tasks.iter();
            tasks.any(|task| task.id == *id && task.whole_procedure)
        };
        let (mut done, mut tried) = (0u64, 0u64);
        for participant in &self.participants {
            if device.is_some_and(|device| device != participant.device) {
                continue;
            }
            let results = self.results.iter();
            let mut own = results
                .filter(|one| one.participant == participant.id && is_whole(&one.task))
                .filter(|one| one.outcome != TaskOutcome::NotTried)
                .peekable();
            if own.peek().is_some() {
                tried = tried.saturating_add(1);
                let all = own.all(|one| one.outcome == TaskOutcome::Completed);
                done = done.saturating_add(u64::from(all));
            }
        }
        (done, tried)
    }

    /// The last day on which it counts; the last one that can be named where that lies behind it.
    fn valid_until(&self, rule: &TestRule) -> Date {
        let until = self.held_on.add_days(i64::from(rule.valid_days));
        until.unwrap_or(Date::MAX)
    }
}

/// Twice the median, so that the mean of the two in the middle stays whole.
fn twice_median(sorted: &[u32]) -> Option<u64> {
    let last = sorted.len().checked_sub(1)?;
    let low = sorted.get(last.checked_div(2)?)?;
    let high = sorted.get(sorted.len().checked_div(2)?)?;
    Some(u64::from(*low).saturating_add(u64::from(*high)))
}

/// What the tests of one procedure say about the criteria of the rules, on a day.
///
/// Tests after `as_of`, and tests that are older than a rule allows, do not count. Too few
/// participants say nothing: the answer is unknown, not against it.
#[must_use]
pub fn test_evidence(
    document: &Records<UserTest>,
    procedure: &ProcedureId,
    rules: &TestRules,
    as_of: Date,
) -> Vec<TestEvidence> {
    let evidence = rules.rules.iter().map(|rule| {
        let tests = document.records.iter();
        let tests: Vec<&UserTest> = tests
            .filter(|test| test.procedures.contains(procedure) && test.held_on <= as_of)
            .filter(|test| as_of <= test.valid_until(rule))
            .collect();
        let (count, of) = match rule.kind {
            TestRuleKind::Repeated => {
                let held = u64::try_from(tests.len()).unwrap_or(u64::MAX);
                (held, held)
            }
            TestRuleKind::WholeOnDevice | TestRuleKind::UnaidedShare => {
                tests.iter().fold((0u64, 0u64), |(done, tried), test| {
                    let (more, of) = test.whole(rule.device);
                    (done.saturating_add(more), tried.saturating_add(of))
                })
            }
        };
        let enough = of >= u64::from(rule.at_least);
        let share = u128::from(count).saturating_mul(100)
            >= u128::from(of).saturating_mul(u128::from(rule.percent));
        let finding = match rule.kind {
            _ if !enough => TestFinding::Unknown,
            TestRuleKind::WholeOnDevice | TestRuleKind::UnaidedShare if !share => {
                TestFinding::Contradicts
            }
            _ => TestFinding::Supports,
        };
        TestEvidence {
            criterion: rule.criterion.clone(),
            finding,
            count,
            of,
            valid_until: tests.iter().map(|test| test.valid_until(rule)).min(),
            tests: tests.into_iter().map(|test| test.id.clone()).collect(),
            rule: rule.text.clone(),
        }
    });
    evidence.collect()
}

/// Checks user tests: results of nobody or of no task, one result twice, a time for what was not tried,
/// a test that only the staff took part in, blocking problems that are still open, days in the future.
pub fn check_user_tests(document: &Records<UserTest>, catalogue: &Catalogue, sink: &mut dyn Sink) {
    let mut reporter = Reporter { catalogue, sink };
    reporter.ids(document);
    for (at, test) in document.records.iter().enumerate() {
        let (place, id) = (format!("/records/{at}"), test.id.as_str());
        let held = format!("{place}/held_on");
        reporter.after_status_date(&held, id, Some(test.held_on), document.as_of);
        for (number, result) in test.results.iter().enumerate() {
            let place = format!("{place}/results/{number}");
            let mut people = test.participants.iter();
            if !people.any(|one| one.id == result.participant) {
                let values = [("id", result.participant.as_str().into())];
                reporter.report("plan.user_test.participant_unknown", &place, id, &values);
            }
            if !test.tasks.iter().any(|one| one.id == result.task) {
                let values = [("id", result.task.as_str().into())];
                reporter.report("plan.user_test.task_unknown", &place, id, &values);
            }
            let mut before = test.results.iter().take(number);
            if before
                .any(|one| (&one.participant, &one.task) == (&result.participant, &result.task))
            {
                reporter.report("plan.user_test.result_twice", &place, id, &[]);
            }
            if result.outcome == TaskOutcome::NotTried && result.seconds.is_some() {
                reporter.report("plan.user_test.time_without_try", &place, id, &[]);
            }
        }
        let all_staff = test.participants.iter().all(|one| one.staff == Some(true));
        if all_staff && !test.participants.is_empty() {
            reporter.report("plan.user_test.staff_only", &place, id, &[]);
        }
        for (number, issue) in test.issues.iter().enumerate() {
            let place = format!("{place}/issues/{number}");
            if issue.gravity == IssueGravity::Blocking && issue.fixed_on.is_none() {
                reporter.report("plan.user_test.blocking_open", &place, id, &[]);
            }
            if issue.fixed_on.is_some_and(|day| day < test.held_on) {
                reporter.report("plan.user_test.fixed_before_test", &place, id, &[]);
            }
        }
    }
}
