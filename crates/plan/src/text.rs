//! 公表文 (published texts): what was printed, and what was meant, side by side.

use serde::{Deserialize, Serialize};
use tosei_types::coded_enum;

coded_enum! {
    /// 訂正の理由 (reason for a correction).
    pub enum CorrectionReason: "reason for a correction" {
        /// 文字種の混在: a letter of another script, which looks alike.
        MixedScript = "mixed_script" ("文字種の混在", "mixed script"),
        /// 脱字.
        LostCharacter = "lost_character" ("脱字", "lost character"),
        /// 誤字.
        WrongCharacter = "wrong_character" ("誤字", "wrong character"),
        /// 文字の入替わり.
        Transposed = "transposed" ("文字の入替わり", "transposed characters"),
    }
}

/// 訂正 (correction): what stands in a published text, what it should be, and how often.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Correction {
    /// As published.
    pub published: String,
    /// As it should be.
    pub corrected: String,
    /// How often it stands in the text.
    pub times: u32,
    /// Why.
    pub reason: CorrectionReason,
}

/// 公表文 (published text): a text byte for byte as it was published, and its corrected form.
///
/// # Invariant
///
/// None on its own: the rule `plan.text.corrections_disagree` reports a corrected text that the
/// corrections do not lead to.
///
/// # Wire form
///
/// `{"text_as_published": "シ・トセイ", "text_corrected": "シン・トセイ", "corrections": [...]}`; without
/// faults only the first.
///
/// # Source
///
/// `project-decision:published-text`.
///
/// # Examples
///
/// ```
/// use tosei_plan::PublishedText;
///
/// let text: PublishedText = serde_json::from_str(
///     r#"{"text_as_published": "<ul><li>窓口DXやBRP等</li></ul>",
///         "text_corrected": "<ul><li>窓口DXやBPR等</li></ul>",
///         "corrections": [{"published": "BRP", "corrected": "BPR", "times": 1, "reason": "transposed"}]}"#,
/// )?;
/// assert_eq!(text.plain(), ["窓口DXやBPR等"]);
/// assert!(text.corrections_agree());
/// # Ok::<(), serde_json::Error>(())
/// ```
#[doc(alias = "公表文")]
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct PublishedText {
    /// 原文: byte for byte, with its markup.
    pub text_as_published: String,
    /// 訂正後; missing if there is nothing to correct.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub text_corrected: Option<String>,
    /// 訂正の一覧.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub corrections: Vec<Correction>,
}

impl PublishedText {
    /// A text without faults.
    #[must_use]
    pub fn new(text: impl Into<String>) -> Self {
        Self {
            text_as_published: text.into(),
            text_corrected: None,
            corrections: Vec::new(),
        }
    }

    /// The corrected text, or the published one if there is nothing to correct.
    #[must_use]
    pub fn corrected(&self) -> &str {
        self.text_corrected
            .as_deref()
            .unwrap_or(&self.text_as_published)
    }

    /// Whether each correction stands as often as it says, and together they give the corrected text.
    #[must_use]
    pub fn corrections_agree(&self) -> bool {
        let mut text = self.text_as_published.clone();
        for one in &self.corrections {
            if one.published.is_empty() {
                return false;
            }
            let found = u32::try_from(text.matches(&one.published).count()).unwrap_or(u32::MAX);
            if found != one.times || found == 0 {
                return false;
            }
            text = text.replace(&one.published, &one.corrected);
        }
        match &self.text_corrected {
            Some(corrected) => *corrected == text && !self.corrections.is_empty(),
            None => self.corrections.is_empty(),
        }
    }

    /// The corrected text without markup: one line for each item of a list or paragraph.
    #[must_use]
    pub fn plain(&self) -> Vec<String> {
        plain_lines(self.corrected())
    }

    /// The corrected text as sentences, each with its final 「。」 where it has one.
    #[must_use]
    pub fn sentences(&self) -> Vec<String> {
        let mut sentences = Vec::new();
        for line in self.plain() {
            let parts = line.split_inclusive('。').map(str::trim);
            sentences.extend(parts.filter(|part| !part.is_empty()).map(str::to_owned));
        }
        sentences
    }
}

/// Cuts a text with list markup into lines: a tag ends a line, and is left out.
fn plain_lines(text: &str) -> Vec<String> {
    let mut lines = vec![String::new()];
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('<') {
        let Some((tag, behind)) = after.split_once('>') else {
            break;
        };
        let name = tag.strip_prefix('/').unwrap_or(tag);
        if !name.starts_with(|letter: char| letter.is_ascii_alphabetic()) {
            // A bare sign, not a tag.
            push(&mut lines, before);
            push(&mut lines, "<");
            rest = after;
            continue;
        }
        push(&mut lines, before);
        lines.push(String::new());
        rest = behind;
    }
    push(&mut lines, rest);
    lines
        .iter()
        .map(|line| line.trim().to_owned())
        .filter(|line| !line.is_empty())
        .collect()
}

fn push(lines: &mut [String], text: &str) {
    if let Some(last) = lines.last_mut() {
        last.push_str(text);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markup_is_cut_and_bare_signs_stay() {
        let text =
            PublishedText::new("<ul style=\"a\"> <li>甲。乙</li> <li>丙 < 丁</li></ul><p>戊</p>");
        assert_eq!(text.plain(), ["甲。乙", "丙 < 丁", "戊"]);
        assert_eq!(text.sentences(), ["甲。", "乙", "丙 < 丁", "戊"]);
        assert!(PublishedText::new("").plain().is_empty());
        assert_eq!(PublishedText::new("a < b").plain(), ["a < b"]);
    }

    #[test]
    fn corrections_must_lead_to_the_corrected_text() {
        let mut text = PublishedText::new("シ・トセイとシ・トセイ");
        assert!(text.corrections_agree());
        text.corrections.push(Correction {
            published: "シ・トセイ".to_owned(),
            corrected: "シン・トセイ".to_owned(),
            times: 2,
            reason: CorrectionReason::LostCharacter,
        });
        assert!(!text.corrections_agree()); // no corrected text
        text.text_corrected = Some("シン・トセイとシン・トセイ".to_owned());
        assert!(text.corrections_agree());
        text.corrections[0].times = 1;
        assert!(!text.corrections_agree());
        text.corrections[0].times = 2;
        text.text_corrected = Some("シン・トセイとシ・トセイ".to_owned());
        assert!(!text.corrections_agree());
        text.corrections.clear();
        assert!(!text.corrections_agree());
    }
}
