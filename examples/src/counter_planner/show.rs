//! Figures in words.

use super::report::Report;
use std::path::Path;
use tosei_counter_dx::station::{Figure, FigureEstimate};
use tosei_page::Text;
use tosei_simulation::Estimate;
use tosei_types::{Label, Language};

/// A label; one that is the same in both languages is a text of the file.
pub(super) fn label(label: &Label) -> Text {
    if label.ja == label.en {
        Text::data(label.ja.as_str())
    } else {
        Text::from(label)
    }
}

pub(super) fn figure(figure: Figure) -> Text {
    Text::new(figure.label(Language::Ja), figure.label(Language::En))
}

/// Whether a figure is a share, which is shown as a percentage.
fn is_share(figure: Figure) -> bool {
    matches!(
        figure,
        Figure::OverPledge | Figure::LeftShare | Figure::Utilisation
    )
}

fn number(figure: Figure, value: f64) -> String {
    // Rounding must not leave a minus before a zero.
    let value = if is_share(figure) {
        value * 100.0
    } else {
        value
    };
    let value = if value.abs() < 0.05 { 0.0 } else { value };
    if is_share(figure) {
        format!("{value:.1} %")
    } else {
        format!("{value:.1}")
    }
}

/// 「12.3（11.8～12.8）」: a mean with its interval.
pub(super) fn estimate(figure: Figure, estimate: Option<&Estimate>) -> Text {
    let Some(one) = estimate else {
        return Text::new("言えない", "cannot be said");
    };
    let [mean, low, high] = [one.mean, one.low(), one.high()].map(|value| number(figure, value));
    Text::new(
        format!("{mean}（{low}～{high}）"),
        format!("{mean} ({low} to {high})"),
    )
}

pub(super) fn found(figures: &[FigureEstimate], figure: Figure) -> Option<&Estimate> {
    let mut figures = figures.iter();
    figures.find(|one| one.figure == figure)?.estimate.as_ref()
}

/// 「10:15」: when a quarter of an hour begins.
pub(super) fn clock(quarter_hour: u32) -> String {
    format!("{:02}:{:02}", quarter_hour / 4, quarter_hour % 4 * 15)
}

/// A number of at most a few million, rounded.
#[allow(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "clamped"
)]
pub(super) fn whole(value: f64) -> u64 {
    (value + 0.5).clamp(0.0, 1e12) as u64
}

pub(super) fn lines(report: &Report, folder: &Path) -> Vec<String> {
    let wait = |figures| estimate(Figure::MeanWait, found(figures, Figure::MeanWait));
    let (before, after) = (wait(&report.as_is.total), wait(&report.with_tool.total));
    let (title, tool) = (&report.station.title, &report.assumptions.effect.label);
    let folder = folder.join("index.html").display().to_string();
    vec![
        format!(
            "{title}: 平均待ち時間 {} 分 → {} {} 分",
            before.in_language(Language::Ja),
            tool.ja,
            after.in_language(Language::Ja)
        ),
        format!(
            "{title}: mean wait {} min → {} {} min",
            before.in_language(Language::En),
            tool.en,
            after.in_language(Language::En)
        ),
        folder,
    ]
}
