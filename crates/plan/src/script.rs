//! 文字種の混在 (mixed script): letters in a word that belong to another alphabet.

use unicode_normalization::UnicodeNormalization as _;

/// 文字種 (script) of a letter, as far as this rule tells them apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Script {
    /// Kanji, hiragana and katakana with their marks.
    Japanese,
    /// Latin, half or full width.
    Latin,
    /// Greek: 「β版」 and 「μm」 are ordinary words.
    Greek,
    /// Every other alphabet.
    Foreign,
    /// No letter: it ends a word.
    None,
}

/// 文字種の混在 (mixed script): a word with letters of an alphabet that it cannot have.
///
/// # Unit
///
/// Positions are counted in characters from 0.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct MixedScript {
    /// The word.
    pub word: String,
    /// Where the word begins.
    pub at: usize,
    /// The letters that do not belong, in their order, each with its position.
    pub letters: Vec<(usize, char)>,
}

/// Finds words that mix Japanese or Latin letters with letters of another alphabet.
///
/// A *word* is a longest run of letters. A letter is foreign if it is alphabetic and neither
/// Japanese, nor Latin, nor Greek; most often it is a Cyrillic one that looks alike and came from
/// reading a scan. A word of foreign letters alone is no mixture. Greek is let through, because 「β版」
/// is an ordinary word.
///
/// # Source
///
/// `project-decision:mixed-script`.
///
/// # Examples
///
/// ```
/// use tosei_plan::mixed_script;
///
/// let found = mixed_script("デジタルデバйд対策");
/// assert_eq!(found[0].word, "デジタルデバйд対策");
/// assert_eq!(found[0].letters, [(6, 'й'), (7, 'д')]);
/// assert!(mixed_script("DX推進とβ版").is_empty());
/// assert!(mixed_script("ロシア語（Привет）").is_empty());
/// ```
#[must_use]
pub fn mixed_script(text: &str) -> Vec<MixedScript> {
    let mut found = Vec::new();
    let mut word = Word::default();
    for (at, character) in text.chars().enumerate() {
        match script_of(character) {
            Script::None => word.end(&mut found),
            script => word.push(at, character, script),
        }
    }
    word.end(&mut found);
    found
}

#[derive(Default)]
struct Word {
    text: String,
    at: usize,
    foreign: Vec<(usize, char)>,
    native: bool,
}

impl Word {
    fn push(&mut self, at: usize, character: char, script: Script) {
        if self.text.is_empty() {
            self.at = at;
        }
        self.text.push(character);
        match script {
            Script::Foreign => self.foreign.push((at, character)),
            Script::Japanese | Script::Latin => self.native = true,
            Script::Greek | Script::None => {}
        }
    }

    fn end(&mut self, found: &mut Vec<MixedScript>) {
        let word = std::mem::take(self);
        if word.native && !word.foreign.is_empty() {
            found.push(MixedScript {
                word: word.text,
                at: word.at,
                letters: word.foreign,
            });
        }
    }
}

fn script_of(character: char) -> Script {
    // Full-width and half-width forms are judged by what they stand for.
    let plain = match character {
        '\u{FF00}'..='\u{FFEF}' => std::iter::once(character).nfkc().next(),
        _ => Some(character),
    };
    match plain.unwrap_or(character) {
        '々' | '〆' | '〇' | 'ー' | '\u{3041}'..='\u{3096}' | '\u{309D}'..='\u{309F}' => {
            Script::Japanese
        }
        '\u{3099}'..='\u{309C}' => Script::Japanese,
        '\u{30A1}'..='\u{30FA}' | '\u{30FD}'..='\u{30FF}' | '\u{31F0}'..='\u{31FF}' => {
            Script::Japanese
        }
        '\u{3400}'..='\u{4DBF}' | '\u{4E00}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}' => {
            Script::Japanese
        }
        '\u{20000}'..='\u{3FFFF}' => Script::Japanese,
        'A'..='Z' | 'a'..='z' | '\u{AA}' | '\u{BA}' => Script::Latin,
        '\u{C0}'..='\u{24F}' | '\u{1E00}'..='\u{1EFF}' => {
            if character.is_alphabetic() {
                Script::Latin
            } else {
                Script::None
            }
        }
        '\u{B5}' | '\u{370}'..='\u{3FF}' | '\u{1F00}'..='\u{1FFF}' => {
            if character.is_alphabetic() {
                Script::Greek
            } else {
                Script::None
            }
        }
        other if other.is_alphabetic() => Script::Foreign,
        _ => Script::None,
    }
}
