//! What was found, as data.

use serde::Serialize;
use std::collections::BTreeMap;
use tosei_analog_regs::detect::{CandidateRecord, Confidence, Detector, Instrument, MAX_HITS};
use tosei_analog_regs::law::{LawDocument, LawFormat, law_rules};
use tosei_analog_regs::{
    Categories, Clause, ClauseCategory, Obstacle, ReviewStatus, Technologies, WorksheetRow,
};
use tosei_document::{Collector, Explain, Limits, Severity};
use tosei_types::{Citation, Label, Language};

/// How many findings of each rule about one text are listed.
const LISTED_FINDINGS: usize = 5;

/// 洗い出しの結果 (result of a scan).
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
pub struct ScanResult {
    /// Always `tosei-ordinance-scan`.
    pub format: &'static str,
    /// Version of the format; 1.
    pub format_version: u32,
    /// 架空: whether the embedded fictional ordinances were scanned.
    pub fictional: bool,
    /// The least confidence of what is in the worksheet.
    pub least: Confidence,
    /// How many sentences were read.
    pub sentences: u64,
    /// How many sentences are candidates of each confidence.
    pub confidences: Vec<ConfidenceCount>,
    /// How many candidates of the worksheet carry each category. One may carry several.
    pub categories: Vec<CategoryCount>,
    /// The texts, in the order in which they were read.
    pub texts: Vec<ScannedText>,
    /// Files that were not read.
    pub skipped: Vec<SkippedFile>,
}

/// How many candidates have a confidence.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
pub struct ConfidenceCount {
    /// 確度.
    pub confidence: Confidence,
    /// 候補の数.
    pub candidates: u64,
}

/// How many candidates of the worksheet carry a category.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
pub struct CategoryCount {
    /// 規制等の類型.
    pub category: String,
    /// 候補の数.
    pub candidates: u64,
}

/// A text that was read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
pub struct ScannedText {
    /// The file.
    pub file: String,
    /// 題名; `null` if the text has none.
    pub law: Option<String>,
    /// The format in which it was read.
    pub read_as: LawFormat,
    /// How many sentences it has.
    pub sentences: u64,
    /// What is odd in the text.
    pub findings: Vec<NotedFinding>,
    /// 候補, in the order of the text.
    pub candidates: Vec<CandidateEntry>,
}

/// What is odd in a text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
pub struct NotedFinding {
    /// The rule.
    pub rule: String,
    /// The sentence about it.
    pub sentence: Label,
}

/// 候補 (candidate) with what the page and the worksheet say about it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
pub struct CandidateEntry {
    /// Its number in the worksheet; `null` if its confidence is too low for it.
    pub id: Option<String>,
    /// The record of the detection.
    pub found: CandidateRecord,
    /// What speaks for it, in words.
    pub reasons_for: Vec<Label>,
    /// What speaks against it, in words.
    pub reasons_against: Vec<Label>,
    /// What it asks, in words.
    pub asks: Vec<Label>,
    /// 代替技術の候補: ids of technologies that come into question; no verdict.
    pub technologies: Vec<String>,
}

/// A file that was not read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
pub struct SkippedFile {
    /// The file.
    pub file: String,
    /// Why, in one sentence.
    pub why: Label,
}

impl ScanResult {
    pub(super) fn new(fictional: bool, least: Confidence) -> Self {
        Self {
            format: "tosei-ordinance-scan",
            format_version: 1,
            fictional,
            least,
            sentences: 0,
            confidences: Vec::new(),
            categories: Vec::new(),
            texts: Vec::new(),
            skipped: Vec::new(),
        }
    }

    pub(super) fn skip(&mut self, file: &str, why: Label) {
        self.skipped.push(SkippedFile {
            file: file.to_owned(),
            why,
        });
    }

    /// Reads one text and keeps what is found in it.
    pub(super) fn take(&mut self, detector: &Detector, file: &str, bytes: &[u8]) {
        let law = match LawDocument::read(bytes, &Limits::default()) {
            Ok(law) => law,
            Err(error) => {
                let why = Label::new(error.sentence(Language::Ja), error.sentence(Language::En));
                return self.skip(file, why);
            }
        };
        let sentences = u64::try_from(law.sentences().len()).unwrap_or(u64::MAX);
        let mut sink = Collector::new(law_rules()).keeping(LISTED_FINDINGS);
        law.report(&mut sink);
        let report = sink.into_report();
        let in_words = |finding| {
            Label::new(
                law_rules().sentence(finding, Language::Ja),
                law_rules().sentence(finding, Language::En),
            )
        };
        if sentences == 0 {
            let grave = report
                .findings()
                .iter()
                .find(|finding| finding.severity == Severity::Error);
            let why = grave.map_or_else(
                || Label::new("条文がありません。", "there is no provision in it"),
                in_words,
            );
            return self.skip(file, why);
        }
        let findings = report
            .findings()
            .iter()
            .map(|finding| NotedFinding {
                rule: finding.rule.to_string(),
                sentence: in_words(finding),
            })
            .collect();
        let instrument = Instrument::guess(law.name(), law.number());
        let candidates = detector
            .law(&law, instrument)
            .iter()
            .map(|candidate| entry(detector, candidate.record(detector)))
            .collect();
        self.sentences = self.sentences.saturating_add(sentences);
        self.texts.push(ScannedText {
            file: file.to_owned(),
            law: law.name().map(str::to_owned),
            read_as: law.format(),
            sentences,
            findings,
            candidates,
        });
    }

    /// Numbers what goes into the worksheet, and counts.
    pub(super) fn count(&mut self) {
        let mut number = 0u64;
        let mut confidences: BTreeMap<Confidence, u64> =
            Confidence::ALL.iter().map(|one| (*one, 0)).collect();
        let mut categories: BTreeMap<String, u64> = BTreeMap::new();
        let least = self.least;
        let entries = self.texts.iter_mut().flat_map(|text| &mut text.candidates);
        for entry in entries {
            let count = confidences.entry(entry.found.confidence).or_default();
            *count = count.saturating_add(1);
            if entry.found.confidence < least && !entry.found.cut {
                continue;
            }
            number = number.saturating_add(1);
            entry.id = Some(format!("S-{number:05}"));
            for category in &entry.found.categories {
                let count = categories.entry(category.clone()).or_default();
                *count = count.saturating_add(1);
            }
        }
        self.confidences = confidences
            .into_iter()
            .rev()
            .map(|(confidence, candidates)| ConfidenceCount {
                confidence,
                candidates,
            })
            .collect();
        self.categories = Categories::standard()
            .iter()
            .filter_map(|one| {
                let candidates = *categories.get(one.id.as_str())?;
                Some(CategoryCount {
                    category: one.id.to_string(),
                    candidates,
                })
            })
            .collect();
    }

    /// How many candidates are in the worksheet.
    #[must_use]
    pub fn listed(&self) -> usize {
        let entries = self.texts.iter().flat_map(|text| &text.candidates);
        entries.filter(|entry| entry.id.is_some()).count()
    }

    /// The rows of the worksheet: a clause to be judged by the section, nothing decided.
    #[must_use]
    pub fn rows(&self) -> Vec<WorksheetRow> {
        let mut rows = Vec::new();
        for text in &self.texts {
            for entry in &text.candidates {
                let id = entry.id.as_deref().and_then(|id| id.parse().ok());
                let Some(id) = id else { continue };
                let found = &entry.found;
                let mut row = WorksheetRow::new(id);
                row.rule = text.law.clone().or_else(|| Some(text.file.clone()));
                row.citation = found.citation.clone();
                row.summary = Some(joined(&entry.asks, Language::Ja));
                row.categories = found
                    .categories
                    .iter()
                    .filter_map(|category| category.parse().ok())
                    .collect();
                row.text = Some(one_cell(&found.text));
                row.status = Some(ReviewStatus::Candidate);
                row.note = Some(note(entry));
                rows.push(row);
            }
        }
        rows
    }
}

/// The most characters of a sentence in a cell of a spreadsheet.
const CELL_CHARS: usize = 10_000;

/// A sentence that fits into a cell: in one line, and cut where it is too long.
fn one_cell(text: &str) -> String {
    let line: Vec<&str> = text.split_whitespace().collect();
    let line = line.join(" ");
    if line.chars().nth(CELL_CHARS).is_none() {
        return line;
    }
    let mut cut: String = line.chars().take(CELL_CHARS).collect();
    cut.push_str("…（以下略）");
    cut
}

fn joined(labels: &[Label], language: Language) -> String {
    let texts: Vec<&str> = labels
        .iter()
        .map(|label| label.in_language(language))
        .collect();
    texts.join("、")
}

fn note(entry: &CandidateEntry) -> String {
    let found = &entry.found;
    let mut parts = vec![format!("確度: {}", found.confidence.label(Language::Ja))];
    if found.citation.is_none() {
        parts.push(format!("箇所: {}", found.place));
    }
    if !entry.reasons_for.is_empty() {
        parts.push(format!(
            "理由: {}",
            joined(&entry.reasons_for, Language::Ja)
        ));
    }
    if !entry.reasons_against.is_empty() {
        let against = joined(&entry.reasons_against, Language::Ja);
        parts.push(format!("反対の理由: {against}"));
    }
    if found.national_law_decides {
        parts.push("国の法令が定める事項".to_owned());
    }
    if found.cut {
        parts.push(not_looked_at_whole().ja);
    }
    parts.join("／")
}

/// Why a long sentence stands in the worksheet even where nothing was found in it.
pub(super) fn not_looked_at_whole() -> Label {
    Label::new(
        format!("長い文のため、先頭の{MAX_HITS}語句までを調べた"),
        format!("a long sentence: only its first {MAX_HITS} phrases were looked at"),
    )
}

fn entry(detector: &Detector, found: CandidateRecord) -> CandidateEntry {
    let patterns = detector.patterns();
    let rule = |id: &String| {
        let rule = patterns.rule(id);
        rule.map_or_else(|| Label::new(id, id), |rule| rule.label.clone())
    };
    let mut reasons_for = Vec::new();
    let mut reasons_against = Vec::new();
    let mut asks = Vec::new();
    let push = |list: &mut Vec<Label>, label: Label| {
        if !list.contains(&label) {
            list.push(label);
        }
    };
    for concept in &found.concepts {
        for id in &concept.reasons_for {
            push(&mut reasons_for, rule(id));
        }
        for id in &concept.reasons_against {
            push(&mut reasons_against, rule(id));
        }
        if let Some(family) = patterns.family(&concept.concept) {
            let readings = family.readings.iter();
            for reading in readings.filter(|one| concept.readings.contains(&one.id)) {
                push(&mut asks, reading.label.clone());
            }
        }
    }
    CandidateEntry {
        id: None,
        technologies: technologies(&found),
        found,
        reasons_for,
        reasons_against,
        asks,
    }
}

/// What comes into question for the categories that were found.
fn technologies(found: &CandidateRecord) -> Vec<String> {
    let place = found.citation.clone();
    let place: Option<Citation> = place.or_else(|| "第1条".parse().ok());
    let (Ok(id), Ok(rule), Some(place)) = ("S".parse(), "S".parse(), place) else {
        return Vec::new();
    };
    let mut clause = Clause::new(id, rule, place);
    for category in &found.categories {
        let Ok(category) = category.parse() else {
            continue;
        };
        let mut own = ClauseCategory::new(category);
        let named = found.concepts.iter().find_map(|concept| {
            let fits = concept.categories.contains(&own.category.to_string());
            concept.sub_type.as_ref().filter(|_| fits)
        });
        own.subtype = named.and_then(|subtype| subtype.parse().ok());
        clause.categories.push(own);
    }
    let mut functions = found
        .concepts
        .iter()
        .filter_map(|one| one.function.as_deref());
    if functions.any(|function| function == "written_form") {
        clause.obstacles.push(Obstacle::WrittenForm);
    }
    let suggested = Technologies::standard().suggest(&clause);
    let suggested = suggested.iter();
    suggested.map(|one| one.technology.id.to_string()).collect()
}
