//! やさしい日本語の計測 (measures of plain Japanese): what can be counted in a text, and what our limits say.
#![deny(clippy::arithmetic_side_effects)]

use super::data_file::data_file;
use super::scan::{Hit, find_all, normalised, wanted};
use serde::{Deserialize, Serialize};
use tosei_document::{DataFileError, Edition, expect_distinct};
use tosei_types::{Label, Language, coded_enum};

/// 言い換え (word to avoid), with what to say instead.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct PlainWord {
    /// 語.
    pub word: String,
    /// 言い換え.
    pub instead: String,
}

/// やさしい日本語の基準 (limits of plain Japanese).
///
/// # Source
///
/// `project-decision:plain-japanese`: every limit and every list is ours. The guideline of
/// 出入国在留管理庁 and 文化庁 (`plain-japanese-guideline`) gives directions, no numbers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct PlainJapaneseRules {
    /// Where the schema of this file stands.
    #[serde(rename = "$schema", default, skip_serializing_if = "Option::is_none")]
    pub schema: Option<String>,
    /// Always `tosei-plain-japanese`.
    #[cfg_attr(feature = "schemars", schemars(extend("const" = "tosei-plain-japanese")))]
    pub format: String,
    /// Version of the format; 1.
    #[cfg_attr(feature = "schemars", schemars(extend("const" = 1)))]
    pub format_version: u32,
    /// Origin and day.
    pub edition: Edition,
    /// 一文の文字数の上限: the longest sentence, without furigana, in characters.
    pub sentence_chars: u32,
    /// 漢字の割合の上限, in whole percent of the letters.
    pub kanji_percent: u32,
    /// ふりがなの割合の下限, in whole percent of the runs of kanji.
    pub furigana_percent: u32,
    /// 二重否定.
    pub double_negatives: Vec<String>,
    /// 敬語: honorific and humble forms; です and ます are not among them.
    pub honorifics: Vec<String>,
    /// 難しい語.
    pub hard_words: Vec<PlainWord>,
}

data_file!(
    PlainJapaneseRules,
    "tosei-plain-japanese",
    "governance/plain_japanese.json",
    plain_japanese_rules,
    "the limits of plain Japanese"
);

impl PlainJapaneseRules {
    fn validate(&self) -> Result<(), DataFileError> {
        expect_distinct(self.double_negatives.iter().map(String::as_str))?;
        expect_distinct(self.honorifics.iter().map(String::as_str))?;
        expect_distinct(self.hard_words.iter().map(|one| one.word.as_str()))?;
        if self.kanji_percent > 100 || self.furigana_percent > 100 {
            return Err(DataFileError::value("percent", "a share above 100 %"));
        }
        Ok(())
    }
}

coded_enum! {
    /// 計測項目 (measure of a text).
    pub enum PlainMeasure: "measure of plain Japanese" {
        /// 一文の長さ.
        SentenceLength = "sentence_length" ("一文の長さ", "length of sentences"),
        /// 漢字の割合.
        KanjiShare = "kanji_share" ("漢字の割合", "share of kanji"),
        /// ふりがな.
        Furigana = "furigana" ("ふりがな", "furigana"),
        /// 二重否定.
        DoubleNegatives = "double_negatives" ("二重否定", "double negatives"),
        /// 敬語.
        Honorifics = "honorifics" ("敬語", "honorifics"),
        /// 難しい語.
        HardWords = "hard_words" ("難しい語", "hard words"),
    }
}

coded_enum! {
    /// 計測の判定 (verdict of a measure).
    pub enum PlainVerdict: "verdict of a measure" {
        /// 満たす.
        Met = "met" ("満たす", "met"),
        /// 満たさない.
        NotMet = "not_met" ("満たさない", "not met"),
        /// 対象なし: the text has nothing to measure.
        NothingToMeasure = "nothing_to_measure" ("対象がない", "nothing to measure"),
    }
}

/// 計測結果 (result of one measure): what was counted, of how many.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
pub struct PlainResult {
    /// 項目.
    pub measure: PlainMeasure,
    /// 判定.
    pub verdict: PlainVerdict,
    /// 数: sentences that are too long, letters that are kanji, runs with furigana, or places found.
    pub count: u64,
    /// 母数: sentences, letters, runs of kanji; for the lists the sentences.
    pub of: u64,
    /// The texts concerned, each once, in the order of the text.
    pub texts: Vec<String>,
}

impl PlainResult {
    /// The result in one sentence.
    #[must_use]
    pub fn sentence(&self, language: Language) -> String {
        let (name, verdict) = (self.measure.label(language), self.verdict.label(language));
        let (count, of) = (self.count, self.of);
        let texts = self.texts.join(match language {
            Language::Ja => "、",
            Language::En => ", ",
        });
        match (language, texts.is_empty()) {
            (Language::Ja, true) => format!("{name}: {verdict}（{of}のうち{count}）。"),
            (Language::Ja, false) => format!("{name}: {verdict}（{of}のうち{count}: {texts}）。"),
            (Language::En, true) => format!("{name}: {verdict} ({count} of {of})."),
            (Language::En, false) => format!("{name}: {verdict} ({count} of {of}: {texts})."),
        }
    }
}

/// Whether a character is a kanji: the ideographs of Unicode, and 々.
fn is_kanji(one: char) -> bool {
    matches!(u32::from(one), 0x3005 | 0x3400..=0x4DBF | 0x4E00..=0x9FFF | 0xF900..=0xFAFF | 0x2_0000..=0x3_134F)
}

fn is_hiragana(one: char) -> bool {
    matches!(u32::from(one), 0x3041..=0x3096)
}

fn is_letter(one: char) -> bool {
    let is_katakana = matches!(u32::from(one), 0x30A1..=0x30FA | 0x30FC);
    is_kanji(one) || is_hiragana(one) || is_katakana || one.is_ascii_alphanumeric()
}

/// A text without its furigana, and how many runs of kanji had them.
struct Stripped {
    chars: Vec<char>,
    runs: u64,
    with_furigana: u64,
    bare: Vec<String>,
}

/// Takes out 「（かな）」 behind a run of kanji. Kana and brackets are already in one form.
fn strip(text: &[char]) -> Stripped {
    let mut stripped = Stripped {
        chars: Vec::with_capacity(text.len()),
        runs: 0,
        with_furigana: 0,
        bare: Vec::new(),
    };
    let mut at = 0usize;
    while let Some(rest) = text.get(at..)
        && let Some(first) = rest.first()
    {
        if !is_kanji(*first) {
            stripped.chars.push(*first);
            at = at.saturating_add(1);
            continue;
        }
        let run: Vec<char> = rest
            .iter()
            .copied()
            .take_while(|one| is_kanji(*one))
            .collect();
        stripped.runs = stripped.runs.saturating_add(1);
        stripped.chars.extend(&run);
        at = at.saturating_add(run.len());
        let behind = text.get(at..).unwrap_or_default();
        let kana = behind
            .iter()
            .skip(1)
            .take_while(|one| is_hiragana(**one) || **one == 'ー');
        let kana = kana.count();
        let closes = behind.get(kana.saturating_add(1)) == Some(&')');
        if behind.first() == Some(&'(') && kana > 0 && closes {
            stripped.with_furigana = stripped.with_furigana.saturating_add(1);
            at = at.saturating_add(kana).saturating_add(2);
        } else {
            let run: String = run.into_iter().collect();
            if !stripped.bare.contains(&run) {
                stripped.bare.push(run);
            }
        }
    }
    stripped
}

/// The sentences of a text: what lies between 。, !, ? and line ends, without white space.
fn sentences(chars: &[char]) -> Vec<String> {
    let parts = chars.split(|one| matches!(one, '。' | '!' | '?' | '\n' | '\r'));
    let parts = parts.map(|part| {
        part.iter()
            .filter(|one| !one.is_whitespace())
            .collect::<String>()
    });
    parts.filter(|part| !part.is_empty()).collect()
}

/// Measures a text by the rules: six results, in the order of [`PlainMeasure::ALL`].
///
/// The text is normalised (NFKC) first; furigana, hiragana in brackets right behind kanji, are counted
/// and then left out. Meeting all six does not make a text plain: they are what a program can see.
///
/// # Examples
///
/// ```
/// use tosei_plan::governance::{PlainVerdict, measure_plain_japanese, plain_japanese_rules};
///
/// let rules = plain_japanese_rules();
/// let hard = measure_plain_japanese("申請書を御提出いただかなければならないわけではない。", rules);
/// assert!(hard.iter().any(|result| result.verdict == PlainVerdict::NotMet));
/// let plain = measure_plain_japanese("書類（しょるい）を 出（だ）してください。", rules);
/// assert!(plain.iter().all(|result| result.verdict != PlainVerdict::NotMet), "{plain:?}");
/// ```
#[must_use]
pub fn measure_plain_japanese(text: &str, rules: &PlainJapaneseRules) -> Vec<PlainResult> {
    let chars: Vec<char> = normalised(text).chars().collect();
    let stripped = strip(&chars);
    let sentences = sentences(&stripped.chars);
    let number = |count: usize| u64::try_from(count).unwrap_or(u64::MAX);
    let all = number(sentences.len());
    let limit = u64::from(rules.sentence_chars);
    let long: Vec<String> = sentences
        .iter()
        .filter(|one| number(one.chars().count()) > limit)
        .cloned()
        .collect();
    let letters = number(stripped.chars.iter().filter(|one| is_letter(**one)).count());
    let kanji = number(stripped.chars.iter().filter(|one| is_kanji(**one)).count());
    let hundredfold = |count: u64| u128::from(count).saturating_mul(100);
    let percent_of = |of: u64, percent: u32| u128::from(of).saturating_mul(u128::from(percent));
    let lists = |measure, texts: Vec<&str>| {
        let list = wanted(texts.iter().copied());
        let hits = find_all(&stripped.chars, &list);
        listed(measure, &hits, &texts, all)
    };
    vec![
        PlainResult {
            measure: PlainMeasure::SentenceLength,
            verdict: verdict(all, long.is_empty()),
            count: number(long.len()),
            of: all,
            texts: long,
        },
        PlainResult {
            measure: PlainMeasure::KanjiShare,
            verdict: verdict(
                letters,
                hundredfold(kanji) <= percent_of(letters, rules.kanji_percent),
            ),
            count: kanji,
            of: letters,
            texts: Vec::new(),
        },
        PlainResult {
            measure: PlainMeasure::Furigana,
            verdict: verdict(
                stripped.runs,
                hundredfold(stripped.with_furigana)
                    >= percent_of(stripped.runs, rules.furigana_percent),
            ),
            count: stripped.with_furigana,
            of: stripped.runs,
            texts: stripped.bare.clone(),
        },
        lists(
            PlainMeasure::DoubleNegatives,
            rules.double_negatives.iter().map(String::as_str).collect(),
        ),
        lists(
            PlainMeasure::Honorifics,
            rules.honorifics.iter().map(String::as_str).collect(),
        ),
        lists(
            PlainMeasure::HardWords,
            rules
                .hard_words
                .iter()
                .map(|one| one.word.as_str())
                .collect(),
        ),
    ]
}

fn verdict(of: u64, is_met: bool) -> PlainVerdict {
    match (of, is_met) {
        (0, _) => PlainVerdict::NothingToMeasure,
        (_, true) => PlainVerdict::Met,
        (_, false) => PlainVerdict::NotMet,
    }
}

fn listed(measure: PlainMeasure, hits: &[Hit], texts: &[&str], all: u64) -> PlainResult {
    let mut found: Vec<String> = Vec::new();
    for hit in hits {
        let text = texts.get(hit.which).copied().unwrap_or_default();
        if !found.iter().any(|one| one == text) {
            found.push(text.to_owned());
        }
    }
    PlainResult {
        measure,
        verdict: verdict(all, hits.is_empty()),
        count: u64::try_from(hits.len()).unwrap_or(u64::MAX),
        of: all,
        texts: found,
    }
}

impl PlainJapaneseRules {
    /// What to say instead of a hard word.
    #[must_use]
    pub fn instead_of(&self, word: &str) -> Option<&str> {
        let mut words = self.hard_words.iter();
        let own = words.find(|one| one.word == word);
        own.map(|one| one.instead.as_str())
    }

    /// The limits in words, for whoever reads a result.
    #[must_use]
    pub fn limits_in_words(&self) -> Label {
        let (chars, kanji, kana) = (
            self.sentence_chars,
            self.kanji_percent,
            self.furigana_percent,
        );
        Label::new(
            format!(
                "一文{chars}字以内、漢字{kanji}％以下、ふりがな{kana}％以上（いずれも本ライブラリの目安）"
            ),
            format!(
                "at most {chars} characters a sentence, {kanji} % kanji, at least {kana} % with furigana (our limits)"
            ),
        )
    }
}
