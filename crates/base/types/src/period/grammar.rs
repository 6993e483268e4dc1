//! How lengths and periods are written.
//!
//! A period is read only if the grammar takes the whole text; a length found somewhere in a
//! sentence proves nothing (「事業年度終了後3月以内」 is a deadline for the filer).

use super::{
    PeriodAmount, PeriodLength, PeriodNote, PeriodUnit, ProcessingPeriod, sentence,
    text::{folded, is_dash, skip, squeezed, take},
};
use crate::numeral::{kanji_digit, leading_numeral};
use std::collections::BTreeSet;

pub(super) type Notes = BTreeSet<PeriodNote>;

/// A period with what was noticed in its text.
pub(super) struct Found<T> {
    pub(super) period: T,
    pub(super) notes: Notes,
}

/// Why the grammar did not take a text that looks like a period.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Miss {
    NotAPeriod,
    OutOfOrder,
    /// A period stands there, and brackets that say something else.
    Mixed,
}

const UNITS: [(&str, PeriodUnit); 19] = [
    ("営業日", PeriodUnit::BusinessDay),
    ("開庁日", PeriodUnit::BusinessDay),
    ("暦日", PeriodUnit::CalendarDay),
    ("か月", PeriodUnit::Month),
    ("カ月", PeriodUnit::Month),
    ("ヵ月", PeriodUnit::Month),
    ("ヶ月", PeriodUnit::Month),
    ("ケ月", PeriodUnit::Month),
    ("ｶ月", PeriodUnit::Month),
    ("ｹ月", PeriodUnit::Month),
    ("箇月", PeriodUnit::Month),
    ("個月", PeriodUnit::Month),
    ("時間", PeriodUnit::Hour),
    ("月", PeriodUnit::Month),
    ("週", PeriodUnit::Week),
    ("日", PeriodUnit::Day),
    ("箇年", PeriodUnit::Year),
    ("年", PeriodUnit::Year),
    ("分", PeriodUnit::Minute),
];
const SAME_DAY: [&str; 3] = ["即日", "当日", "即時"];
const SUBJECT: [&str; 4] = [
    "標準的な処理期間",
    "標準的処理期間",
    "標準処理期間",
    "処理期間",
];
const FILING: [&str; 11] = [
    "申請書受理",
    "申請受理",
    "申請受付",
    "申請日",
    "申請書",
    "申請",
    "受付日",
    "受付",
    "受理日",
    "受理",
    "到達",
];
const FROM: [&str; 5] = ["してから", "の日から", "から", "より", "後"];
const APPROXIMATE: [&str; 8] = [
    "おおむね",
    "おおよそ",
    "およそ",
    "概ね",
    "大体",
    "目安",
    "約",
    "ほぼ",
];
const AT_MOST: [&str; 4] = ["遅くとも", "長くとも", "最大", "最長"];
const AT_LEAST: [&str; 4] = ["少なくとも", "最短", "最低", "最小"];
const APPROXIMATE_AFTER: [&str; 13] = [
    "を目途",
    "を目処",
    "を目安",
    "が目安",
    "程度",
    "前後",
    "くらい",
    "ぐらい",
    "ほど",
    "目途",
    "目処",
    "目安",
    "位",
];
const AT_MOST_AFTER: [&str; 3] = ["以内", "以下", "まで"];
const AT_LEAST_AFTER: [&str; 2] = ["以上", "以降"];

/// The unit at the start of a text (with a following 間), and what follows it.
pub(super) fn unit(text: &str) -> Option<(PeriodUnit, &str)> {
    UNITS
        .iter()
        .find_map(|(word, unit)| Some((*unit, skip(text.strip_prefix(word)?, &["間"]))))
}

/// The decimal at the start of a text, whether in kanji, and what follows it.
fn amount(text: &str) -> Option<(PeriodAmount, bool, &str)> {
    let (whole, bytes) = leading_numeral(text)?;
    let rest = text.get(bytes..)?;
    let whole_amount = PeriodAmount::try_new(whole).ok()?;
    let kanji = !text.starts_with(|c: char| c.is_ascii_digit());
    if neighbours(text.get(..bytes)?) {
        return None;
    }
    let digits = |text: &str| text.bytes().take_while(u8::is_ascii_digit).count();
    let Some(fraction) = rest.strip_prefix('.').filter(|_| !kanji) else {
        return Some((whole_amount, kanji, rest));
    };
    let decimal = format!("{whole}.{}", fraction.get(..digits(fraction))?);
    let rest = fraction.get(digits(fraction)..)?;
    Some((decimal.parse().ok()?, false, rest))
}

/// 二三日 means two or three days, and might mean 23.
fn neighbours(kanji: &str) -> bool {
    let mut digits = kanji.chars().map(kanji_digit);
    match (
        digits.next().flatten(),
        digits.next().flatten(),
        digits.next(),
    ) {
        (Some(first), Some(second), None) => first > 0 && first.checked_add(1) == Some(second),
        _ => false,
    }
}

/// A length: an amount and a unit, 半年, 1月半, 1年6か月, 即日.
fn length<'t>(text: &'t str, notes: &mut Notes) -> Option<(PeriodLength, &'t str)> {
    if let Some(rest) = take(text, &SAME_DAY) {
        return Some((PeriodLength::SAME_DAY, skip(rest, &["中"])));
    }
    if let Some(rest) = text.strip_prefix('半') {
        let (unit, rest) = unit(rest)?;
        return matches!(unit, PeriodUnit::Day | PeriodUnit::Month | PeriodUnit::Year)
            .then(|| (PeriodLength::new(PeriodAmount::HALF, unit), rest));
    }
    let (mut amount, kanji, rest) = amount(text)?;
    if kanji {
        notes.insert(PeriodNote::KanjiNumeral);
    }
    if rest.starts_with('月') {
        notes.insert(PeriodNote::BareMonth);
    }
    let (unit, mut rest) = unit(rest)?;
    if let Some(after) = rest.strip_prefix('半') {
        amount = amount.checked_add(PeriodAmount::HALF)?;
        rest = after;
    }
    if let Some((sum, smaller, after)) = added(amount, unit, rest) {
        notes.insert(PeriodNote::AddedUnits);
        return Some((PeriodLength::new(sum, smaller), after));
    }
    Some((PeriodLength::new(amount, unit), rest))
}

/// 1年6か月 is 18 months and 1時間30分 is 90 minutes, exactly; no other pair has a fixed ratio here.
fn added(
    larger: PeriodAmount,
    unit_of_larger: PeriodUnit,
    rest: &str,
) -> Option<(PeriodAmount, PeriodUnit, &str)> {
    let (smaller, _, after) = amount(skip(rest, &["と"]))?;
    if after.starts_with('月') {
        return None; // 12年3月 may be a date
    }
    let (unit_of_smaller, after) = unit(after)?;
    let factor = match (unit_of_larger, unit_of_smaller) {
        (PeriodUnit::Year, PeriodUnit::Month) => 12,
        (PeriodUnit::Hour, PeriodUnit::Minute) => 60,
        _ => return None,
    };
    Some((
        larger.checked_mul(factor)?.checked_add(smaller)?,
        unit_of_smaller,
        after,
    ))
}

/// Which bounds the words around a length set.
#[derive(Default)]
struct Words {
    approximate: bool,
    at_most: bool,
    at_least: bool,
}

impl Words {
    fn before<'t>(&mut self, mut text: &'t str) -> &'t str {
        loop {
            if let Some(rest) = take(text, &APPROXIMATE) {
                (self.approximate, text) = (true, rest);
            } else if let Some(rest) = take(text, &AT_MOST) {
                (self.at_most, text) = (true, rest);
            } else if let Some(rest) = take(text, &AT_LEAST) {
                (self.at_least, text) = (true, rest);
            } else {
                return text;
            }
        }
    }

    fn after<'t>(&mut self, mut text: &'t str) -> &'t str {
        loop {
            if let Some(rest) = take(text, &APPROXIMATE_AFTER) {
                (self.approximate, text) = (true, rest);
            } else if let Some(rest) = take(text, &AT_MOST_AFTER) {
                (self.at_most, text) = (true, rest);
            } else if let Some(rest) = take(text, &AT_LEAST_AFTER) {
                (self.at_least, text) = (true, rest);
            } else {
                return text;
            }
        }
    }
}

fn range_sign(text: &str) -> Option<&str> {
    text.strip_prefix(|c: char| c == '~' || is_dash(c))
        .or_else(|| take(text, &["から", "ないし", "乃至"]))
}

/// A period without what stands before it (subject, start) and after it (brackets).
fn bounds(text: &str, notes: &mut Notes) -> Result<ProcessingPeriod, Miss> {
    let miss = Miss::NotAPeriod;
    let mut words = Words::default();
    let text = words.before(text);
    if let Some(rest) = text.strip_prefix('~') {
        let rest = words.before(rest);
        let (upper, rest) = length(rest, notes).ok_or(miss)?;
        let rest = words.after(rest);
        return if rest.is_empty() && !words.at_least {
            Ok(approximated(ProcessingPeriod::at_most(upper), &words))
        } else {
            Err(miss)
        };
    }
    if let Some((lower, rest)) = length(text, notes) {
        let single = |words: &Words| match (words.at_least, words.at_most) {
            (false, false) => Ok(ProcessingPeriod::exactly(lower)),
            (false, true) => Ok(ProcessingPeriod::at_most(lower)),
            (true, false) => Ok(ProcessingPeriod::at_least(lower)),
            (true, true) => Err(miss),
        };
        let mut after = Words {
            approximate: words.approximate,
            ..Words::default()
        };
        let rest = after.after(rest);
        if rest.is_empty() {
            after.at_most |= words.at_most;
            after.at_least |= words.at_least;
            return single(&after).map(|period| approximated(period, &after));
        }
        if after.at_most || words.at_most {
            return Err(miss);
        }
        if rest == "~" {
            return Ok(approximated(ProcessingPeriod::at_least(lower), &after));
        }
        let rest = range_sign(rest).ok_or(miss)?;
        return upper_bound(lower, rest, after, notes);
    }
    // 1～5月: the lower number has no unit of its own.
    let (number, _, rest) = amount(text).ok_or(miss)?;
    let rest = range_sign(rest).ok_or(miss)?;
    if words.at_most {
        return Err(miss);
    }
    let (upper, _) = length(Words::default().before(rest), notes).ok_or(miss)?;
    let unit = upper.unit().ok_or(miss)?;
    if notes.contains(&PeriodNote::AddedUnits) {
        return Err(miss);
    }
    notes.insert(PeriodNote::SharedUnit);
    let after = Words {
        approximate: words.approximate,
        ..Words::default()
    };
    upper_bound(PeriodLength::new(number, unit), rest, after, notes)
}

fn upper_bound(
    lower: PeriodLength,
    text: &str,
    mut words: Words,
    notes: &mut Notes,
) -> Result<ProcessingPeriod, Miss> {
    let lower_of_words = words.at_least;
    words.at_least = false;
    let text = words.before(text);
    let (upper, rest) = length(text, notes).ok_or(Miss::NotAPeriod)?;
    let rest = words.after(rest);
    if !rest.is_empty() || words.at_least || lower_of_words {
        return Err(Miss::NotAPeriod);
    }
    ProcessingPeriod::try_between(lower, upper)
        .map(|period| approximated(period, &words))
        .map_err(|_| Miss::OutOfOrder)
}

fn approximated(period: ProcessingPeriod, words: &Words) -> ProcessingPeriod {
    if words.approximate {
        period.approximately()
    } else {
        period
    }
}

/// A period with its subject, its start and a remark in brackets, from squeezed text.
pub(super) fn period(text: &str) -> Result<Found<ProcessingPeriod>, Miss> {
    let mut notes = Notes::new();
    let mut text = text;
    if let Some(rest) = take(text, &SUBJECT) {
        text = skip(rest, &["は", ":", "、"]);
    }
    if let Some(rest) = take(text, &FILING).and_then(|rest| take(rest, &FROM)) {
        notes.insert(PeriodNote::CountedFromFiling);
        text = skip(rest, &["、"]);
    }
    if let Some(rest) = take(text, &["原則として", "原則"]) {
        notes.insert(PeriodNote::InPrinciple);
        text = skip(rest, &["、", ",", "は"]);
    }
    let (text, remark) = match text.strip_suffix(')').and_then(|t| t.split_once('(')) {
        Some((text, remark)) => (text, Some(remark)),
        None => (text, None),
    };
    let text = text
        .strip_suffix("です")
        .or_else(|| text.strip_suffix("である"))
        .unwrap_or(text);
    let mut period = bounds(text, &mut notes)?;
    if let Some(remark) = remark {
        period = remarked(period, remark, &mut notes)?;
    }
    if period.is_approximate() {
        notes.insert(PeriodNote::ApproximationWord);
    }
    let zero = |length: PeriodLength| length.amount().is_some_and(PeriodAmount::is_zero);
    if period.lengths().any(zero) {
        notes.insert(PeriodNote::ZeroLength);
    }
    Ok(Found { period, notes })
}

/// What a remark in brackets adds.
fn remarked(
    period: ProcessingPeriod,
    remark: &str,
    notes: &mut Notes,
) -> Result<ProcessingPeriod, Miss> {
    const CLOSED_DAYS: [&str; 12] = [
        "土日祝日を除く",
        "土日祝日除く",
        "土日祝を除く",
        "土日祝除く",
        "土・日・祝日を除く",
        "土日・祝日を除く",
        "土曜日、日曜日及び祝日を除く",
        "閉庁日を除く",
        "休日を除く",
        "営業日",
        "開庁日",
        "執務日",
    ];
    let counted_as = |unit: PeriodUnit| {
        period.map_lengths(|length| match (length.amount(), length.unit()) {
            (Some(amount), Some(PeriodUnit::Day)) => Some(PeriodLength::new(amount, unit)),
            (_, Some(same)) if same == unit => Some(length),
            _ => None,
        })
    };
    if CLOSED_DAYS.contains(&remark) {
        return counted_as(PeriodUnit::BusinessDay).ok_or(Miss::NotAPeriod);
    }
    if remark == "暦日" {
        return counted_as(PeriodUnit::CalendarDay).ok_or(Miss::NotAPeriod);
    }
    if remark.contains("補正") && (remark.ends_with("除く") || remark.ends_with("含まない"))
    {
        notes.insert(PeriodNote::ExcludesCorrection);
        return Ok(period);
    }
    match sentence::class_of(remark) {
        Some(sentence::Class::CaseByCase) => {
            notes.insert(PeriodNote::MayVary);
            Ok(period)
        }
        Some(_) => Err(Miss::Mixed),
        None => Err(Miss::NotAPeriod),
    }
}

/// A text that states one length and nothing else.
pub(super) fn whole_length(text: &str) -> Option<PeriodLength> {
    let squeezed = squeezed(&folded(text));
    let (length, rest) = length(&squeezed, &mut Notes::new())?;
    rest.is_empty().then_some(length)
}

/// A text that states one period and nothing else.
pub(super) fn whole_period(text: &str) -> Option<Found<ProcessingPeriod>> {
    period(&squeezed(&folded(text))).ok()
}

/// Whether the text starts with a number and a unit.
pub(super) fn starts_with_length(text: &str) -> bool {
    amount(text).is_some_and(|(_, _, rest)| unit(rest).is_some())
}

/// Whether a number with a unit, or a word for the same day, stands anywhere in the text.
pub(super) fn names_a_length(text: &str) -> bool {
    let mut rest = text;
    loop {
        if let Some((_, _, after)) = amount(rest) {
            if unit(after).is_some() {
                return true;
            }
        } else if take(rest, &SAME_DAY).is_some() {
            return true;
        }
        let mut chars = rest.chars();
        if chars.next().is_none() {
            return false;
        }
        rest = chars.as_str();
    }
}
