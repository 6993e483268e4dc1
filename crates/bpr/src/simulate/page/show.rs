//! Figures in words.

use crate::simulate::{SimulationFigure, StaffFigure};
use tosei_page::{Absence, Cell, Figure, Text};
use tosei_simulation::Estimate;
use tosei_types::{Label, Language};

/// In what unit a figure is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Unit {
    /// Minutes, shown in days of 24 hours.
    Days,
    /// A share, shown in percent.
    Percent,
    /// Yen.
    Yen,
    /// A number with one place.
    Number,
}

impl Unit {
    pub(super) fn of(figure: SimulationFigure) -> Self {
        use SimulationFigure as Figure;
        match figure {
            Figure::MeanLead
            | Figure::MedianLead
            | Figure::NinetiethLead
            | Figure::LongestLead
            | Figure::WaitingPerCase => Self::Days,
            Figure::WithinStandard | Figure::WithinStatutory => Self::Percent,
            Figure::CostPerCase | Figure::CashPerCase | Figure::DutyCost => Self::Yen,
            _ => Self::Number,
        }
    }

    pub(super) fn of_staff(figure: StaffFigure) -> Self {
        match figure {
            StaffFigure::Utilisation => Self::Percent,
            StaffFigure::WorkCost | StaffFigure::DutyCost => Self::Yen,
            _ => Self::Number,
        }
    }

    /// A value in this unit, without its name.
    pub(super) fn number(self, value: f64) -> String {
        match self {
            Self::Days => grouped(value / 1_440.0, 1),
            Self::Percent => grouped(value * 100.0, 1),
            Self::Yen => grouped(value, 0),
            Self::Number => grouped(value, 1),
        }
    }

    fn name(self, language: Language) -> &'static str {
        match (self, language) {
            (Self::Days, Language::Ja) => "日",
            (Self::Days, Language::En) => " days",
            (Self::Percent, Language::Ja) => "％",
            (Self::Percent, Language::En) => " %",
            (Self::Yen, Language::Ja) => "円",
            (Self::Yen, Language::En) => " yen",
            (Self::Number, _) => "",
        }
    }
}

/// A number with a comma every three digits, and so many places; no minus before a zero.
pub(super) fn grouped(value: f64, places: usize) -> String {
    let text = format!("{value:.places$}");
    let (sign, digits) = match text.strip_prefix('-') {
        Some(digits) if digits.bytes().any(|byte| (b'1'..=b'9').contains(&byte)) => ("-", digits),
        Some(digits) => ("", digits),
        None => ("", text.as_str()),
    };
    let (whole, fraction) = match digits.split_once('.') {
        Some((whole, fraction)) => (whole, Some(fraction)),
        None => (digits, None),
    };
    let mut shown = String::from(sign);
    for (place, digit) in whole.chars().enumerate() {
        if place > 0 && (whole.len().saturating_sub(place)).is_multiple_of(3) {
            shown.push(',');
        }
        shown.push(digit);
    }
    if let Some(fraction) = fraction {
        shown.push('.');
        shown.push_str(fraction);
    }
    shown
}

/// What the name of a figure says where it is shown in days.
pub(super) fn name(figure: SimulationFigure) -> Text {
    let of = |language| {
        let label = figure.label(language);
        match Unit::of(figure) {
            Unit::Days => label
                .replace("（分）", "（日）")
                .replace("(minutes)", "(days)"),
            _ => label.to_owned(),
        }
    };
    Text::new(of(Language::Ja), of(Language::En))
}

/// 「12.3日（11.8～12.8）」: a mean with its interval.
pub(super) fn estimate(unit: Unit, estimate: Option<&Estimate>) -> Text {
    let Some(one) = estimate else {
        return Text::new("言えない", "cannot be said");
    };
    let [mean, low, high] = [one.mean, one.low(), one.high()].map(|value| unit.number(value));
    Text::new(
        format!("{mean}{}（{low}～{high}）", unit.name(Language::Ja)),
        format!("{mean}{} ({low} to {high})", unit.name(Language::En)),
    )
}

/// A difference with its interval; that of two shares is in points of a percentage.
pub(super) fn difference(unit: Unit, found: Option<&Estimate>) -> Text {
    let Some(one) = found.filter(|_| unit == Unit::Percent) else {
        return estimate(unit, found);
    };
    let [mean, low, high] = [one.mean, one.low(), one.high()].map(|value| unit.number(value));
    Text::new(
        format!("{mean}ポイント（{low}～{high}）"),
        format!("{mean} points ({low} to {high})"),
    )
}

/// A share with its interval cut to 0 and 1, where shares lie.
pub(super) fn share(share: Option<&Estimate>) -> Text {
    let Some(one) = share else {
        return Text::new("言えない", "cannot be said");
    };
    let [mean, low, high] = [one.mean, one.low().max(0.0), one.high().min(1.0)]
        .map(|value| Unit::Percent.number(value));
    Text::new(
        format!("{mean}％（{low}～{high}）"),
        format!("{mean} % ({low} to {high})"),
    )
}

/// An estimate as it is shown for a figure.
pub(super) fn figure(figure: SimulationFigure, found: Option<&Estimate>) -> Text {
    match Unit::of(figure) {
        Unit::Percent => share(found),
        unit => estimate(unit, found),
    }
}

/// An estimate in a cell of a table.
pub(super) fn cell(text: Text) -> Cell {
    Cell::from(Figure::Text(text))
}

/// A whole number of something, or why there is none.
pub(super) fn bar(value: Option<f64>) -> Result<u64, Absence> {
    value.map(whole).ok_or(Absence::Unknown)
}

/// A number rounded to a whole one.
#[allow(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "clamped"
)]
pub(super) fn whole(value: f64) -> u64 {
    (value + 0.5).clamp(0.0, 1e12) as u64
}

/// A label; one that is the same in both languages is a text of the data.
pub(super) fn label(label: &Label) -> Text {
    if label.ja == label.en {
        Text::data(label.ja.as_str())
    } else {
        Text::from(label)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_grouped_and_zero_has_no_sign() {
        for (value, places, shown) in [
            (1_234_567.8, 1, "1,234,567.8"),
            (-1_234.0, 0, "-1,234"),
            (-0.01, 1, "0.0"),
            (999.96, 1, "1,000.0"),
            (0.0, 0, "0"),
            (-0.0, 2, "0.00"),
        ] {
            assert_eq!(grouped(value, places), shown);
        }
        assert_eq!(Unit::Days.number(2_160.0), "1.5");
        assert_eq!(Unit::Percent.number(0.905), "90.5");
    }
}
