//! Small things that every section shows alike.

use super::super::report::{Fraction, GroupRate, NamedRate, Unsaid, UnsaidReason, VolumeBasis};
use super::super::site::anchor_of;
use tosei_inventory::suppression::PublishedCount;
use tosei_page::{Absence, Cell, Figure, RateFigure, Section, Terms, Text};
use tosei_types::{Date, Grouped, Label, Language, PercentDigits, Percentage, Rate, RateId};

/// A section with a lasting name for links to it.
pub(super) fn section(anchor: &str, ja: &str, en: &str) -> Section {
    let section = Section::new(Text::new(ja, en));
    match anchor.parse() {
        Ok(anchor) => section.anchor(anchor),
        Err(_) => section,
    }
}

/// A label; one that is the same in both languages is a text of the file.
pub(super) fn label(label: &Label) -> Text {
    if label.ja == label.en {
        Text::data(label.ja.as_str())
    } else {
        Text::from(label)
    }
}

/// 「令和5年度の処理件数（確定）」.
pub(super) fn volumes(basis: VolumeBasis) -> Text {
    let (year, measure, state) = (basis.fiscal_year, basis.measure, basis.state);
    Text::new(
        format!(
            "{}の{}（{}）",
            year.label_ja(),
            measure.label(Language::Ja),
            state.label(Language::Ja)
        ),
        format!(
            "{} in {} ({})",
            measure.label(Language::En),
            year.label_en(),
            state.label(Language::En)
        ),
    )
}

/// A cell that leads to the definition, where the site has one.
pub(super) fn defined(cell: Cell, id: &str) -> Cell {
    match anchor_of(id) {
        Some(anchor) => cell.link(anchor),
        None => cell,
    }
}

pub(super) fn number(count: u64) -> String {
    Grouped(count).to_string()
}

/// A count, or the mark that it is hidden.
pub(super) fn count(count: PublishedCount) -> Figure {
    match count.shown() {
        Some(count) => Figure::from(count),
        None => Figure::from(Absence::Because(Text::new("＊", "＊"))),
    }
}

/// Two integers as a rate with two digits, if there is one.
pub(super) fn two_digits(id: &RateId, fraction: Option<Fraction>) -> Figure {
    let rate = fraction.and_then(|of| Rate::try_new(id.clone(), of.numerator, of.denominator).ok());
    match rate {
        Some(rate) if rate.denominator() > 0 => {
            Figure::from(RateFigure::new(&rate).with_digits(PercentDigits::Two))
        }
        _ => Figure::from(Absence::NotApplicable),
    }
}

/// 「令和7年6月30日」.
pub(super) fn day(date: Date) -> Text {
    Text::new(date.label_ja(), date.label_en())
}

/// A text of the data, or that there is none.
pub(super) fn data(text: Option<&String>) -> Figure {
    let given = text.filter(|text| !text.trim().is_empty());
    Figure::or_absent(
        given.map(|text| Text::data(text.as_str())),
        Absence::NotGiven,
    )
}

/// A rate as it is in the report, however it is named there.
#[derive(Clone, Copy)]
pub(super) struct Shown<'r> {
    id: &'r RateId,
    point: Option<Fraction>,
    low: Option<Fraction>,
    high: Option<Fraction>,
    cannot_be_said: Option<&'r Unsaid>,
}

impl<'r> From<&'r NamedRate> for Shown<'r> {
    fn from(rate: &'r NamedRate) -> Self {
        Self {
            id: &rate.id,
            point: point(rate.numerator, rate.denominator),
            low: rate.low,
            high: rate.high,
            cannot_be_said: rate.cannot_be_said.as_ref(),
        }
    }
}

impl<'r> From<&'r GroupRate> for Shown<'r> {
    fn from(rate: &'r GroupRate) -> Self {
        Self {
            id: &rate.id,
            point: point(rate.numerator, rate.denominator),
            low: rate.low,
            high: rate.high,
            cannot_be_said: rate.cannot_be_said.as_ref(),
        }
    }
}

fn point(numerator: Option<u64>, denominator: Option<u64>) -> Option<Fraction> {
    Some(Fraction {
        numerator: numerator?,
        denominator: denominator?,
    })
}

impl Shown<'_> {
    /// The rate with its interval, if that can be seen in the digits that are shown; `None` if the
    /// rate cannot be said.
    pub(super) fn rate(&self) -> Option<RateFigure> {
        let percent = |fraction: Option<Fraction>| {
            let fraction = fraction?;
            Percentage::of(fraction.numerator, fraction.denominator, PercentDigits::One)
        };
        if percent(self.low) == percent(self.high) {
            return self.point().exact();
        }
        self.exact()
    }

    /// The rate without its interval, for tables that have no room.
    pub(super) fn point(self) -> Self {
        Self {
            low: None,
            high: None,
            ..self
        }
    }

    /// The rate with its interval, however narrow it is.
    pub(super) fn exact(&self) -> Option<RateFigure> {
        let rate = |fraction: Fraction| {
            Rate::try_new(self.id.clone(), fraction.numerator, fraction.denominator).ok()
        };
        let figure = RateFigure::new(&rate(self.point?)?);
        let (Some(low), Some(high)) = (self.low, self.high) else {
            return Some(figure);
        };
        if low == high {
            return Some(figure);
        }
        match (rate(low), rate(high)) {
            (Some(low), Some(high)) => {
                let with_ends = figure.clone().try_with_ends(&low, &high);
                Some(with_ends.unwrap_or(figure))
            }
            _ => Some(figure),
        }
    }

    /// The rate, or in a word why there is none.
    pub(super) fn figure(&self) -> Figure {
        match (self.rate(), self.cannot_be_said) {
            (Some(rate), _) => Figure::from(rate),
            (None, Some(unsaid)) => Figure::from(match unsaid.reason {
                UnsaidReason::NothingToCount => Absence::NotApplicable,
                UnsaidReason::NotRecorded => Absence::NotGiven,
                UnsaidReason::Unknown => Absence::Unknown,
                UnsaidReason::NoRate | UnsaidReason::Suppressed => {
                    Absence::Because(label(&unsaid.label))
                }
            }),
            (None, None) => Figure::from(Absence::NotGiven),
        }
    }
}

/// A part of a whole, as a rate of its own.
pub(super) fn share(part: u64, whole: u64) -> Figure {
    let rate = RateId::new("report.share")
        .ok()
        .and_then(|basis| Rate::try_new(basis, part, whole).ok());
    match rate {
        Some(rate) => Figure::from(&rate),
        None => Figure::from(Absence::NotGiven),
    }
}

/// What cannot be said, by reason: each reason with the names of what it keeps from being said.
pub(super) fn unsaid<'r>(all: impl Iterator<Item = (&'r Label, &'r Unsaid)>) -> Terms {
    let mut reasons: Vec<(&Unsaid, Vec<&Label>)> = Vec::new();
    for (name, unsaid) in all {
        match reasons.iter_mut().find(|(known, _)| *known == unsaid) {
            Some((_, names)) => names.push(name),
            None => reasons.push((unsaid, vec![name])),
        }
    }
    let joined = |names: &[&Label], language| {
        let names: Vec<&str> = names
            .iter()
            .map(|name| name.in_language(language))
            .collect();
        names.join("\n")
    };
    reasons
        .into_iter()
        .map(|(unsaid, names)| {
            let names = Text::new(joined(&names, Language::Ja), joined(&names, Language::En));
            (sentence(&unsaid.label), names)
        })
        .collect()
}

/// 「…。」 and "….", from words without a full stop.
fn sentence(words: &Label) -> Text {
    Text::new(format!("{}。", words.ja), format!("{}.", upper(&words.en)))
}

/// Points with their sign: 「+2.914」, 「−0.646」.
pub(super) fn points(points: &str) -> Text {
    let text = match points.strip_prefix('-') {
        Some(below) => format!("−{below}"),
        None if points.chars().all(|digit| matches!(digit, '0' | '.')) => points.to_owned(),
        None => format!("+{points}"),
    };
    Text::new(text.clone(), text)
}

/// The words with a capital letter.
pub(super) fn upper(words: &str) -> String {
    let mut characters = words.chars();
    let first = characters
        .next()
        .map(|first| first.to_uppercase().to_string());
    format!("{}{}", first.unwrap_or_default(), characters.as_str())
}

/// The words with a small letter.
pub(super) fn lower(words: &str) -> String {
    let mut characters = words.chars();
    let first = characters
        .next()
        .map(|first| first.to_lowercase().to_string());
    format!("{}{}", first.unwrap_or_default(), characters.as_str())
}
