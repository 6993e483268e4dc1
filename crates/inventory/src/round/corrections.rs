//! What a section is asked to put right, as a letter.

use super::{RoundSection, SurveyRound};
use std::fmt::Write as _;
use tosei_types::{Date, Language, OrganisationId};

impl SurveyRound {
    /// The letter to a section with its open corrections on a day, as plain text; `None` if the round
    /// has no such section or nothing of it is open.
    ///
    /// It holds what the corrections say and nothing else: no address, no name that was not written
    /// into them.
    ///
    /// # Examples
    ///
    /// ```
    /// use tosei_inventory::round::{Correction, RoundSection, SurveyRound};
    /// use tosei_types::Language;
    ///
    /// let mut round = SurveyRound::new(
    ///     "R7-6", "2025-06-02".parse()?, "2025-06-20".parse()?, "2025-06-30".parse()?, "R7-1",
    /// );
    /// let mut section = RoundSection::new("shimin-ka".parse()?, "市民課");
    /// let mut correction = Correction::new("年間件数が空欄です", "2025-06-19".parse()?);
    /// correction.cell = Some("調査票!K12".into());
    /// section.corrections.push(correction);
    /// round.sections.push(section);
    ///
    /// let day = "2025-06-24".parse()?;
    /// let letter = round.correction_letter(&"shimin-ka".parse()?, day, Language::Ja).unwrap();
    /// assert!(letter.contains("1. 調査票!K12: 年間件数が空欄です（令和7年6月19日依頼）"), "{letter}");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn correction_letter(
        &self,
        organisation: &OrganisationId,
        as_of: Date,
        language: Language,
    ) -> Option<String> {
        let section = self.section(organisation)?;
        self.letter(section, as_of, language)
    }

    /// The letters to all sections that have open corrections, in the order of the round.
    #[must_use]
    pub fn correction_letters(
        &self,
        as_of: Date,
        language: Language,
    ) -> Vec<(&OrganisationId, String)> {
        let letters = self.sections.iter().filter_map(|section| {
            let letter = self.letter(section, as_of, language)?;
            Some((&section.organisation, letter))
        });
        letters.collect()
    }

    fn letter(&self, section: &RoundSection, as_of: Date, language: Language) -> Option<String> {
        let all = section.corrections.iter();
        let open: Vec<_> = all.filter(|c| c.is_open_on(as_of)).collect();
        if open.is_empty() {
            return None;
        }
        let name = &section.name;
        let title = self.title.as_deref().unwrap_or(&self.id);
        let count = open.len();
        let mut text = match language {
            Language::Ja => format!(
                "{name} 様\n\n「{title}」の回答について、次の{count}件の訂正をお願いします（{}現在）。\n\n",
                as_of.label_ja()
            ),
            Language::En => format!(
                "To {name}\n\nPlease correct the following in your answer to `{title}` (open on {}: {count}).\n\n",
                as_of.label_en()
            ),
        };
        for (at, correction) in open.iter().enumerate() {
            let number = at.saturating_add(1);
            let cell = correction.cell.as_deref();
            let cell = cell.map_or_else(String::new, |cell| format!("{}: ", one_line(cell)));
            let what = one_line(&correction.what);
            let by = correction.requested_by.as_deref().map(one_line);
            let asked = match (language, by) {
                (Language::Ja, Some(by)) => {
                    format!("（{} {by} 依頼）", correction.requested_on.label_ja())
                }
                (Language::Ja, None) => format!("（{}依頼）", correction.requested_on.label_ja()),
                (Language::En, Some(by)) => {
                    format!(" (asked by {by} on {})", correction.requested_on.label_en())
                }
                (Language::En, None) => {
                    format!(" (asked on {})", correction.requested_on.label_en())
                }
            };
            // Writing into a string cannot fail.
            let _ = writeln!(text, "{number}. {cell}{what}{asked}");
        }
        Some(text)
    }
}

/// A text of several lines on one, so that it cannot pose as another entry of the list.
fn one_line(text: &str) -> String {
    let words: Vec<&str> = text.split(char::is_control).collect();
    words.join(" ").trim().to_owned()
}
