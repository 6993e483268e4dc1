//! 個人情報の発見 (finding personal data) in free text, by patterns that are data.

use super::scan::normalised;
use serde::{Deserialize, Serialize};
use tosei_types::{Label, SubjectId, coded_enum};

coded_enum! {
    /// 型の種類 (kind of pattern).
    pub enum PatternKind: "kind of pattern" {
        /// 形: digits and fixed characters, `9` being any digit; not part of a longer number.
        Shape = "shape" ("形", "shape"),
        /// 電子メールアドレス.
        Email = "email" ("電子メールアドレス", "e-mail address"),
        /// 語: what stands before it in the same clause is personal too.
        WordBehind = "word_behind" ("後に付く語", "word behind the data"),
        /// 語: what stands behind it in the same clause is personal too.
        WordBefore = "word_before" ("前に付く語", "word before the data"),
    }
}

/// 個人情報の型 (pattern of personal data).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct PersonalPattern {
    /// ID.
    pub id: SubjectId,
    /// 名称.
    pub label: Label,
    /// 種類.
    pub kind: PatternKind,
    /// Shapes or words; none for e-mail addresses.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub texts: Vec<String>,
}

impl PersonalPattern {
    /// Whether there is nothing to look for.
    pub(super) fn is_empty(&self) -> bool {
        let blank = |text: &String| text.trim().is_empty();
        self.kind != PatternKind::Email && (self.texts.is_empty() || self.texts.iter().any(blank))
    }
}

/// 発見箇所 (place of personal data), in characters of the normalised (NFKC) text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
pub struct PersonalSpan {
    /// The pattern.
    pub pattern: SubjectId,
    /// The first character.
    pub from: u64,
    /// The character behind the last.
    pub to: u64,
}

/// Finds what the patterns describe, in the order of the text; spans of two patterns may overlap.
///
/// Nothing found does not mean that there is nothing: a name alone has no form.
///
/// # Examples
///
/// ```
/// use tosei_plan::governance::{find_personal_data, post_rules};
///
/// let found = find_personal_data("電話は０３－１２３４－５６７８です", &post_rules().personal);
/// assert_eq!((found[0].pattern.as_str(), found[0].from, found[0].to), ("phone", 3, 15));
/// assert!(find_personal_data("窓口は3階です", &post_rules().personal).is_empty());
/// ```
#[must_use]
pub fn find_personal_data(text: &str, patterns: &[PersonalPattern]) -> Vec<PersonalSpan> {
    let chars: Vec<char> = normalised(text).chars().collect();
    let mut spans = Vec::new();
    for pattern in patterns {
        let mut add = |(from, to): (usize, usize)| {
            let (Ok(from), Ok(to)) = (u64::try_from(from), u64::try_from(to)) else {
                return;
            };
            let span = PersonalSpan {
                pattern: pattern.id.clone(),
                from,
                to,
            };
            if !spans.contains(&span) {
                spans.push(span);
            }
        };
        if pattern.kind == PatternKind::Email {
            emails(&chars).into_iter().for_each(&mut add);
        }
        for text in &pattern.texts {
            let wanted: Vec<char> = normalised(text).chars().collect();
            for from in places(&chars, &wanted, pattern.kind == PatternKind::Shape) {
                let to = from.saturating_add(wanted.len());
                match pattern.kind {
                    PatternKind::Shape => add((from, to)),
                    PatternKind::WordBehind => add((clause_start(&chars, from), to)),
                    PatternKind::WordBefore => add((from, clause_end(&chars, to))),
                    PatternKind::Email => {}
                }
            }
        }
    }
    spans.sort_by(|one, other| {
        (one.from, one.to, &one.pattern).cmp(&(other.from, other.to, &other.pattern))
    });
    spans
}

/// Where a text, or a shape, begins.
fn places(chars: &[char], wanted: &[char], is_shape: bool) -> Vec<usize> {
    if wanted.is_empty() {
        return Vec::new();
    }
    let fits = |own: &char, wanted: &char| {
        if is_shape && *wanted == '9' {
            own.is_ascii_digit()
        } else {
            own == wanted
        }
    };
    let digit_at = |at: Option<usize>| {
        let one = at.and_then(|at| chars.get(at));
        one.is_some_and(char::is_ascii_digit)
    };
    let windows = chars.windows(wanted.len()).enumerate();
    let fitting =
        windows.filter(|(_, window)| window.iter().zip(wanted).all(|(own, one)| fits(own, one)));
    let starts = fitting.map(|(from, _)| from);
    let whole = starts.filter(|from| {
        let behind = from.checked_add(wanted.len());
        !is_shape || (!digit_at(from.checked_sub(1)) && !digit_at(behind))
    });
    whole.collect()
}

fn ends_clause(one: char) -> bool {
    matches!(one, '、' | '。' | ',' | '!' | '?' | '\n' | '\r')
}

fn clause_start(chars: &[char], from: usize) -> usize {
    let before = chars.get(..from).unwrap_or_default();
    let last = before.iter().rposition(|one| ends_clause(*one));
    last.map_or(0, |at| at.saturating_add(1))
}

fn clause_end(chars: &[char], to: usize) -> usize {
    let behind = chars.get(to..).unwrap_or_default();
    let next = behind.iter().position(|one| ends_clause(*one));
    to.saturating_add(next.unwrap_or(behind.len()))
}

/// Addresses: letters, digits and `. _ + -` on both sides of an `@`, with a dot behind it.
fn emails(chars: &[char]) -> Vec<(usize, usize)> {
    let is_local = |one: &char| one.is_ascii_alphanumeric() || matches!(one, '.' | '_' | '+' | '-');
    let is_domain = |one: &char| one.is_ascii_alphanumeric() || matches!(one, '.' | '-');
    let signs = chars.iter().enumerate().filter(|(_, one)| **one == '@');
    let found = signs.filter_map(|(at, _)| {
        let before = chars
            .get(..at)?
            .iter()
            .rev()
            .take_while(|one| is_local(one))
            .count();
        let behind = chars.get(at.checked_add(1)?..)?;
        let domain: Vec<char> = behind
            .iter()
            .take_while(|one| is_domain(one))
            .copied()
            .collect();
        let has_dot = domain.iter().skip(1).any(|one| *one == '.');
        let to = at.checked_add(1)?.checked_add(domain.len())?;
        (before > 0 && has_dot).then_some((at.checked_sub(before)?, to))
    });
    found.collect()
}

/// The normalised text with every span replaced by one 「●」; spans that touch or overlap are one.
#[must_use]
pub(super) fn masked(text: &str, spans: &[PersonalSpan]) -> String {
    let mut masked = String::new();
    let mut inside = false;
    for (at, one) in normalised(text).chars().enumerate() {
        let at = u64::try_from(at).unwrap_or(u64::MAX);
        let hidden = spans.iter().any(|span| span.from <= at && at < span.to);
        if !hidden {
            masked.push(one);
        } else if !inside {
            masked.push('●');
        }
        inside = hidden;
    }
    masked
}
