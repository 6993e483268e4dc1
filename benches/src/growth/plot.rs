//! The costs as a drawing: both axes by powers of ten, so that cost in step with size is a straight line.

use super::{Cost, SIZES};
use maud::{Markup, html};

const WIDTH: f64 = 960.0;
const HEIGHT: f64 = 560.0;
const LEFT: f64 = 80.0;
const RIGHT: f64 = 330.0;
const TOP: f64 = 30.0;
const BOTTOM: f64 = 60.0;
/// The powers of ten of seconds that are drawn.
const LEAST: f64 = -6.0;
const MOST: f64 = 2.0;
/// Colours that can be told apart, also in grey by their marks.
const COLOURS: [&str; 6] = [
    "#0b5394", "#b45f06", "#38761d", "#741b47", "#134f5c", "#7f6000",
];

fn across(size: u64) -> f64 {
    #[allow(clippy::cast_precision_loss, reason = "sizes are small")]
    let power = libm::log10(size as f64);
    LEFT + (power - 3.0) / 4.0 * (WIDTH - LEFT - RIGHT)
}

fn down(seconds: f64) -> f64 {
    let power = libm::log10(seconds).clamp(LEAST, MOST);
    HEIGHT - BOTTOM - (power - LEAST) / (MOST - LEAST) * (HEIGHT - TOP - BOTTOM)
}

fn place(value: f64) -> String {
    format!("{value:.1}")
}

/// The drawing as SVG, with its figures as text beside every line.
#[must_use]
pub fn svg(costs: &[Cost]) -> String {
    let mut names: Vec<&str> = costs.iter().map(|cost| cost.work.as_str()).collect();
    names.dedup();
    let mut lines: Vec<(&str, Vec<&Cost>)> = names
        .into_iter()
        .map(|name| {
            (
                name,
                costs.iter().filter(|cost| cost.work == name).collect(),
            )
        })
        .collect();
    // Names stand in the order of the ends of their lines, so that they do not cross.
    let end = |costs: &[&Cost]| costs.last().map_or(f64::MAX, |cost| down(cost.seconds));
    lines.sort_by(|one, other| end(&one.1).total_cmp(&end(&other.1)));
    let count = u32::try_from(lines.len()).unwrap_or(1).max(1);
    let step = ((HEIGHT - TOP - BOTTOM) / f64::from(count)).min(36.0);
    let drawn = html! {
        svg xmlns="http://www.w3.org/2000/svg" viewBox=(format!("0 0 {WIDTH} {HEIGHT}")) role="img"
            font-family="sans-serif" font-size="13" {
            title { "Time by size 規模ごとの時間" }
            desc { "Time of each work at sizes from a thousand to ten million; both axes by powers of ten. The figures stand in the table of docs/performance.md." }
            rect width=(WIDTH) height=(HEIGHT) fill="#ffffff" {}
            (grid())
            @for (at, (name, costs)) in (0u32..).zip(&lines) {
                (line(at, name, costs, TOP + 12.0 + f64::from(at) * step))
            }
        }
    };
    format!("{}\n", drawn.into_string())
}

fn grid() -> Markup {
    let powers = [
        "1 µs", "10 µs", "100 µs", "1 ms", "10 ms", "100 ms", "1 s", "10 s", "100 s",
    ];
    let names = ["10³", "10⁴", "10⁵", "10⁶", "10⁷"];
    let (bottom, right) = (HEIGHT - BOTTOM, WIDTH - RIGHT);
    html! {
        @for (at, name) in (0i32..).zip(powers) {
            @let y = bottom - f64::from(at) / (MOST - LEAST) * (HEIGHT - TOP - BOTTOM);
            line x1=(place(LEFT)) y1=(place(y)) x2=(place(right)) y2=(place(y)) stroke="#d0d0d0" {}
            text x=(place(LEFT - 8.0)) y=(place(y + 4.0)) text-anchor="end" fill="#202020" { (name) }
        }
        @for (size, name) in SIZES.into_iter().zip(names) {
            line x1=(place(across(size))) y1=(place(TOP)) x2=(place(across(size))) y2=(place(bottom)) stroke="#d0d0d0" {}
            text x=(place(across(size))) y=(place(bottom + 20.0)) text-anchor="middle" fill="#202020" { (name) }
        }
        text x=(place(f64::midpoint(LEFT, right))) y=(place(bottom + 44.0)) text-anchor="middle" fill="#202020" {
            "rows, cases, clauses, reviews … 件数"
        }
    }
}

fn line(at: u32, name: &str, costs: &[&Cost], label: f64) -> Markup {
    let colour = COLOURS
        .get(at as usize % COLOURS.len())
        .copied()
        .unwrap_or("#000000");
    let points: Vec<String> = costs
        .iter()
        .map(|cost| format!("{},{}", place(across(cost.size)), place(down(cost.seconds))))
        .collect();
    let dashes = if (at as usize) < COLOURS.len() {
        ""
    } else {
        "6 3"
    };
    let last = costs
        .last()
        .map(|cost| (across(cost.size), down(cost.seconds)));
    let right = WIDTH - RIGHT;
    html! {
        polyline points=(points.join(" ")) fill="none" stroke=(colour) stroke-width="2" stroke-dasharray=(dashes) {}
        @for cost in costs {
            circle cx=(place(across(cost.size))) cy=(place(down(cost.seconds))) r="3" fill=(colour) {}
        }
        @if let Some((x, y)) = last {
            line x1=(place(x)) y1=(place(y)) x2=(place(right + 20.0)) y2=(place(label - 4.0)) stroke=(colour)
                stroke-width="0.5" {}
        }
        text x=(place(right + 24.0)) y=(place(label)) fill=(colour) { (name) }
    }
}
