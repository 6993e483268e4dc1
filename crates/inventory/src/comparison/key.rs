//! Names as keys: what is left of a name when spelling is put aside, and how alike two names are.

use crate::{Fraction, Procedure, ScoreBand};
use std::collections::HashMap;

/// The name of the one similarity rule.
pub(super) const RULE: &str = "name_bigrams";

/// A name without white space and differences of width; case is kept.
pub(super) fn name_key(name: &str) -> String {
    tosei_types::numeral::fold_width(name)
        .chars()
        .filter(|character| !character.is_whitespace() && !character.is_control())
        .collect()
}

/// A name without the fiscal year in it: 「令和7年度〇〇補助金」 and 「令和8年度〇〇補助金」 are the same.
pub(super) fn name_without_year(name: &str) -> String {
    let key = name_key(name);
    let mut kept = String::with_capacity(key.len());
    let mut rest = key.as_str();
    while let Some((before, after)) = rest.split_once("年度") {
        let number = before.trim_end_matches(|character: char| {
            character.is_ascii_digit() || "元一二三四五六七八九十〇".contains(character)
        });
        if number.len() == before.len() {
            kept.push_str(before);
            kept.push_str("年度"); // 「年度」 without a number is a word
        } else {
            let era = ["令和", "平成", "R", "H", "r", "h"];
            let stem = era.iter().find_map(|era| number.strip_suffix(era));
            kept.push_str(stem.unwrap_or(number));
        }
        rest = after;
    }
    kept.push_str(rest);
    kept
}

/// Name, law and provision of a procedure; `None` if no law is written.
pub(super) fn name_and_law(procedure: &Procedure) -> Option<String> {
    let basis = procedure.legal_basis.first()?;
    let title = basis.title.as_deref().filter(|title| !title.is_empty())?;
    let part = |text: Option<&str>| text.map(name_key).unwrap_or_default();
    Some(format!(
        "{}\n{}\n{}\n{}",
        name_key(&procedure.name),
        name_key(title),
        part(basis.number.as_deref()),
        part(basis.provision.as_deref()),
    ))
}

/// The law of a procedure as a key; empty if none is written.
pub(super) fn law_key(procedure: &Procedure) -> String {
    let basis = procedure.legal_basis.first();
    let title = basis.and_then(|basis| basis.title.as_deref());
    title.map(name_key).unwrap_or_default()
}

/// The pairs of neighbouring characters of a name, with how often each stands there.
#[derive(Debug, Clone)]
pub(super) struct Bigrams {
    counts: HashMap<(char, char), u32>,
    total: u64,
}

impl Bigrams {
    /// A border stands before the first character and behind the last.
    pub(super) fn of(name: &str) -> Self {
        let mut counts: HashMap<(char, char), u32> = HashMap::new();
        let mut total = 0u64;
        let mut last = '\u{2}';
        for next in name_key(name).chars().chain(['\u{3}']) {
            let count = counts.entry((last, next)).or_default();
            *count = count.saturating_add(1);
            total = total.saturating_add(1);
            last = next;
        }
        Self { counts, total }
    }

    /// Twice the pairs in common, divided by the pairs of both (the coefficient of Dice), as two
    /// counts.
    pub(super) fn likeness(&self, other: &Self) -> Likeness {
        let common = self.counts.iter().fold(0u64, |sum, (pair, count)| {
            let both = other.counts.get(pair).copied().unwrap_or(0).min(*count);
            sum.saturating_add(u64::from(both))
        });
        Likeness {
            twice_common: common.saturating_mul(2),
            both: self.total.saturating_add(other.total),
        }
    }
}

/// How alike two names are, as two counts that need no rounding.
#[derive(Debug, Clone, Copy)]
pub(super) struct Likeness {
    twice_common: u64,
    both: u64,
}

impl Likeness {
    pub(super) fn score(self) -> Fraction {
        Fraction::of_counts(self.twice_common, self.both).unwrap_or_else(Fraction::zero)
    }

    pub(super) fn band(self) -> ScoreBand {
        let at_least = |tenths: u64| {
            u128::from(self.twice_common).saturating_mul(10)
                >= u128::from(self.both).saturating_mul(u128::from(tenths))
        };
        if at_least(9) {
            ScoreBand::High
        } else if at_least(7) {
            ScoreBand::Middle
        } else {
            ScoreBand::Low
        }
    }

    pub(super) fn compare(self, other: Self) -> std::cmp::Ordering {
        let product = |left: u64, right: u64| u128::from(left).saturating_mul(u128::from(right));
        product(self.twice_common, other.both).cmp(&product(other.twice_common, self.both))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fiscal_year_in_a_name_is_put_aside() {
        for (name, without) in [
            ("令和7年度省エネ設備補助金", "省エネ設備補助金"),
            ("省エネ設備補助金（R７年度）", "省エネ設備補助金(　)"),
            ("平成三十年度調査", "調査"),
            ("年度末報告", "年度末報告"),
            ("2025年度 申請", "申請"),
            ("令和元年度", ""),
        ] {
            assert_eq!(name_without_year(name), name_key(without), "{name}");
        }
    }

    #[test]
    fn likeness_is_the_coefficient_of_dice_with_its_bands() {
        let like = |a: &str, b: &str| Bigrams::of(a).likeness(&Bigrams::of(b));
        assert_eq!(like("転入届", "転入届").score(), Fraction::one());
        assert_eq!(like("転入届", "転出届").score().to_string(), "1/2"); // ^転 and 届$ of 4 + 4
        assert_eq!(like("", "").band(), ScoreBand::High);
        // Nineteen and one: 9/10 exactly is high.
        assert_eq!(
            like("あいうえおかきくけ", "あいうえおかきくこ")
                .score()
                .to_string(),
            "4/5"
        );
        assert_eq!(
            like("あいうえおかきくけ", "あいうえおかきくこ").band(),
            ScoreBand::Middle
        );
    }
}
