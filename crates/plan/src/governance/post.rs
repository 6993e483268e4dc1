//! デジタル改善ポスト (improvement post): what people write, sorted by rules, with personal data marked and
//! deadlines kept.

use super::data_file::data_file;
use super::personal_data::{PersonalPattern, PersonalSpan, find_personal_data, masked};
use super::record::Reporter;
use super::scan::normalised;
use super::{GovernanceRecord, Records};
use serde::{Deserialize, Serialize};
use tosei_document::{Catalogue, DataFileError, Edition, Sink, expect_distinct};
use tosei_types::{
    BusinessDayError, BusinessDays, Date, Label, ProcedureId, SubjectId, coded_enum,
};

/// 分類 (category) and the words that speak for it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct PostCategory {
    /// 分類ID.
    pub id: SubjectId,
    /// 名称.
    pub label: Label,
    /// 語: compared in NFKC and lower case.
    pub keywords: Vec<String>,
}

/// 投稿の規則 (rules about what people write).
///
/// # Source
///
/// `tokyo-policy-2023` names the post; categories, words and days are ours
/// (`project-decision:improvement-post`).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct PostRules {
    /// Where the schema of this file stands.
    #[serde(rename = "$schema", default, skip_serializing_if = "Option::is_none")]
    pub schema: Option<String>,
    /// Always `tosei-post-rules`.
    #[cfg_attr(feature = "schemars", schemars(extend("const" = "tosei-post-rules")))]
    pub format: String,
    /// Version of the format; 1.
    #[cfg_attr(feature = "schemars", schemars(extend("const" = 1)))]
    pub format_version: u32,
    /// Origin and day.
    pub edition: Edition,
    /// 受付の通知までの開庁日数.
    pub acknowledge_within: u16,
    /// 回答までの開庁日数.
    pub answer_within: u16,
    /// 分類.
    pub categories: Vec<PostCategory>,
    /// 個人情報の型.
    pub personal: Vec<PersonalPattern>,
}

data_file!(
    PostRules,
    "tosei-post-rules",
    "governance/post_rules.json",
    post_rules,
    "the rules of the improvement post"
);

impl PostRules {
    fn validate(&self) -> Result<(), DataFileError> {
        expect_distinct(self.categories.iter().map(|one| one.id.as_str()))?;
        expect_distinct(self.personal.iter().map(|one| one.id.as_str()))?;
        for category in &self.categories {
            expect_distinct(category.keywords.iter().map(String::as_str))?;
        }
        let mut patterns = self.personal.iter();
        if let Some(bad) = patterns.find(|pattern| pattern.is_empty()) {
            return Err(DataFileError::value(
                bad.id.to_string(),
                "a pattern without anything to look for",
            ));
        }
        Ok(())
    }
}

/// 投稿 (entry of the post).
///
/// # Wire form
///
/// A record of a document `tosei-improvement-post`. The text and the answer are withheld when the
/// document is published.
#[doc(alias = "デジタル改善ポスト")]
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct PostEntry {
    /// 受付番号.
    pub id: SubjectId,
    /// 受付日.
    pub received_on: Date,
    /// 内容.
    pub text: String,
    /// The procedures that the writer or the office named.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub procedures: Vec<ProcedureId>,
    /// The counters that the writer or the office named.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub counters: Vec<SubjectId>,
    /// 分類 as the office decided it; goes before the rules.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub category: Option<SubjectId>,
    /// 担当.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub assigned_to: Option<String>,
    /// 受付の通知日.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub acknowledged_on: Option<Date>,
    /// 回答日.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub answered_on: Option<Date>,
    /// 回答.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub answer: Option<String>,
}

impl GovernanceRecord for PostEntry {
    const FORMAT: &'static str = "tosei-improvement-post";

    fn id(&self) -> &str {
        self.id.as_str()
    }
}

coded_enum! {
    /// 分類の結果 (how an entry was sorted).
    pub enum PostSorting: "how an entry was sorted" {
        /// 職員による.
        ByOffice = "by_office" ("職員による分類", "by the office"),
        /// 規則による.
        ByRules = "by_rules" ("規則による分類", "by the rules"),
        /// 複数の分類が並ぶ.
        Ambiguous = "ambiguous" ("複数の分類が並ぶ", "several categories speak equally"),
        /// 不明.
        Unknown = "unknown" ("不明", "unknown"),
    }
}

/// 候補 (candidate category), with the words that speak for it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
pub struct PostCandidate {
    /// 分類ID.
    pub category: SubjectId,
    /// The words that were found.
    pub keywords: Vec<String>,
}

/// 分類 (classification) of a text, with what speaks for it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
pub struct PostClassification {
    /// How.
    pub sorting: PostSorting,
    /// 分類ID; null if it is ambiguous or unknown.
    pub category: Option<SubjectId>,
    /// Every category that a word speaks for, in the order of the rules.
    pub candidates: Vec<PostCandidate>,
}

/// Sorts a text: the category with the most of its words in the text, if it is one alone.
///
/// Two categories with equally many words leave it ambiguous; a text without any word is unknown.
///
/// # Examples
///
/// ```
/// use tosei_plan::governance::{PostSorting, classify_post, post_rules};
///
/// let sorted = classify_post("窓口の待ち時間が長い。番号札を取って待った。", post_rules());
/// assert_eq!(sorted.category.unwrap().as_str(), "waiting");
/// assert_eq!(classify_post("ありがとう", post_rules()).sorting, PostSorting::Unknown);
/// ```
#[must_use]
pub fn classify_post(text: &str, rules: &PostRules) -> PostClassification {
    let text = normalised(text).to_lowercase();
    let candidates = rules.categories.iter().filter_map(|category| {
        let words = category.keywords.iter();
        let found = words.filter(|word| text.contains(&normalised(word).to_lowercase()));
        let keywords: Vec<String> = found.cloned().collect();
        (!keywords.is_empty()).then(|| PostCandidate {
            category: category.id.clone(),
            keywords,
        })
    });
    let candidates: Vec<PostCandidate> = candidates.collect();
    let most = candidates.iter().map(|one| one.keywords.len()).max();
    let mut best = candidates
        .iter()
        .filter(|one| Some(one.keywords.len()) == most);
    let (first, second) = (best.next(), best.next());
    let (sorting, category) = match (first, second) {
        (None, _) => (PostSorting::Unknown, None),
        (Some(first), None) => (PostSorting::ByRules, Some(first.category.clone())),
        (Some(_), Some(_)) => (PostSorting::Ambiguous, None),
    };
    PostClassification {
        sorting,
        category,
        candidates,
    }
}

coded_enum! {
    /// リンクの種類 (what an entry is linked to).
    pub enum PostLinkKind: "what an entry is linked to" {
        /// 手続.
        Procedure = "procedure" ("手続", "procedure"),
        /// 窓口.
        Counter = "counter" ("窓口", "counter"),
    }
}

/// 名称の索引の一件 (name by which a procedure or a counter can be found in a text).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PostName {
    /// What it names.
    pub kind: PostLinkKind,
    /// The id.
    pub id: SubjectId,
    /// The name, or another name.
    pub name: String,
}

/// リンク (link) of an entry to a procedure or a counter.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
pub struct PostLink {
    /// What it is linked to.
    pub kind: PostLinkKind,
    /// The id.
    pub id: SubjectId,
    /// Whether the writer or the office named it; otherwise its name was found in the text.
    pub stated: bool,
}

coded_enum! {
    /// 対応の状況 (state of a deadline).
    pub enum PostDeadlineState: "state of a deadline" {
        /// 期限内に済んだ.
        InTime = "in_time" ("期限内に済んだ", "done in time"),
        /// 期限後に済んだ.
        Late = "late" ("期限後に済んだ", "done late"),
        /// 期限前.
        Open = "open" ("期限前", "open"),
        /// 期限を過ぎている.
        Overdue = "overdue" ("期限を過ぎている", "overdue"),
    }
}

/// 期限 (deadline) of an entry, with the day on which it was kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
pub struct PostDeadline {
    /// 期限.
    pub due_on: Date,
    /// 済んだ日.
    pub done_on: Option<Date>,
    /// 状況.
    pub state: PostDeadlineState,
}

/// 投稿の判定 (assessment of an entry) on a day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
pub struct PostAssessment {
    /// 分類.
    pub classification: PostClassification,
    /// リンク, those that were stated first.
    pub links: Vec<PostLink>,
    /// 個人情報 that was found.
    pub personal_data: Vec<PersonalSpan>,
    /// The text, normalised, with the personal data replaced by 「●」.
    pub masked: String,
    /// 受付の通知.
    pub acknowledgement: PostDeadline,
    /// 回答.
    pub answer: PostDeadline,
}

impl PostEntry {
    /// Sorts the entry, links it, marks personal data and says how its deadlines stand on a day.
    ///
    /// Deadlines are counted in business days from the day after the receipt. What was done behind
    /// `as_of` is not done yet. A name that is part of a longer name found at the same place does not
    /// link.
    ///
    /// # Errors
    ///
    /// [`BusinessDayError`] if the calendar cannot say which days are open.
    pub fn assess(
        &self,
        rules: &PostRules,
        names: &[PostName],
        days: &BusinessDays<'_>,
        as_of: Date,
    ) -> Result<PostAssessment, BusinessDayError> {
        let mut classification = classify_post(&self.text, rules);
        if let Some(category) = &self.category {
            classification.sorting = PostSorting::ByOffice;
            classification.category = Some(category.clone());
        }
        let personal_data = find_personal_data(&self.text, &rules.personal);
        let deadline = |within: u16, done_on: Option<Date>| {
            let mut due_on = self.received_on;
            for _ in 0..within {
                due_on = days.next_open_day(due_on)?.date();
            }
            let done_on = done_on.filter(|day| *day <= as_of);
            let state = match done_on {
                Some(day) if day <= due_on => PostDeadlineState::InTime,
                Some(_) => PostDeadlineState::Late,
                None if as_of <= due_on => PostDeadlineState::Open,
                None => PostDeadlineState::Overdue,
            };
            Ok::<_, BusinessDayError>(PostDeadline {
                due_on,
                done_on,
                state,
            })
        };
        // An answer is an acknowledgement too.
        let heard = [self.acknowledged_on, self.answered_on];
        Ok(PostAssessment {
            classification,
            links: self.links(names),
            masked: masked(&self.text, &personal_data),
            personal_data,
            acknowledgement: deadline(rules.acknowledge_within, heard.into_iter().flatten().min())?,
            answer: deadline(rules.answer_within, self.answered_on)?,
        })
    }

    fn links(&self, names: &[PostName]) -> Vec<PostLink> {
        let stated = |kind, id: &str| {
            let id = SubjectId::new(id).ok()?;
            Some(PostLink {
                kind,
                id,
                stated: true,
            })
        };
        let procedures = self.procedures.iter();
        let procedures = procedures.filter_map(|id| stated(PostLinkKind::Procedure, id.as_str()));
        let counters = self.counters.iter();
        let counters = counters.filter_map(|id| stated(PostLinkKind::Counter, id.as_str()));
        let mut links: Vec<PostLink> = procedures.chain(counters).collect();
        let text: Vec<char> = normalised(&self.text).chars().collect();
        let list = super::scan::wanted(names.iter().map(|one| one.name.as_str()));
        for hit in super::scan::find_all(&text, &list) {
            // Every procedure and counter of that name, for two may share one.
            let wanted = list.get(hit.which);
            let same = names
                .iter()
                .zip(&list)
                .filter(|(_, own)| Some(*own) == wanted);
            for (name, _) in same {
                if !links
                    .iter()
                    .any(|one| (one.kind, &one.id) == (name.kind, &name.id))
                {
                    links.push(PostLink {
                        kind: name.kind,
                        id: name.id.clone(),
                        stated: false,
                    });
                }
            }
        }
        links
    }
}

/// Checks entries of the post: days that contradict each other, categories that the rules do not have,
/// an answer without a text, personal data in an answer.
pub fn check_post(
    document: &Records<PostEntry>,
    rules: &PostRules,
    catalogue: &Catalogue,
    sink: &mut dyn Sink,
) {
    let mut reporter = Reporter { catalogue, sink };
    reporter.ids(document);
    for (at, entry) in document.records.iter().enumerate() {
        let (place, id) = (format!("/records/{at}"), entry.id.as_str());
        let received = format!("{place}/received_on");
        reporter.after_status_date(&received, id, Some(entry.received_on), document.as_of);
        for (name, day) in [
            ("acknowledged_on", entry.acknowledged_on),
            ("answered_on", entry.answered_on),
        ] {
            if day.is_some_and(|day| day < entry.received_on) {
                let place = format!("{place}/{name}");
                reporter.report("plan.post.done_before_receipt", &place, id, &[]);
            }
        }
        if let Some(category) = &entry.category
            && !rules.categories.iter().any(|one| one.id == *category)
        {
            let values = [("category", category.as_str().into())];
            reporter.report("plan.post.category_unknown", &place, id, &values);
        }
        let answer = entry.answer.as_deref().unwrap_or_default();
        if entry.answered_on.is_some() && answer.trim().is_empty() {
            reporter.report("plan.post.answer_blank", &place, id, &[]);
        }
        let found = find_personal_data(answer, &rules.personal);
        if !found.is_empty() {
            let number = u64::try_from(found.len()).unwrap_or(u64::MAX);
            let place = format!("{place}/answer");
            reporter.report(
                "plan.post.personal_data_in_answer",
                &place,
                id,
                &[("number", number.into())],
            );
        }
    }
}
