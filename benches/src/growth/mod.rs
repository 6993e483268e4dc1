//! How cost grows with size: time and peak memory of works at 10³ to 10⁷, each size in a process of its own.

mod plot;
mod works;

pub use plot::svg;
pub use works::{WORKS, works_named};

use serde::{Deserialize, Serialize};

/// The sizes that are tried, until one takes too long.
pub const SIZES: [u64; 5] = [1_000, 10_000, 100_000, 1_000_000, 10_000_000];

/// A work that can be done at any size.
pub struct Growing {
    /// Its name.
    pub name: &'static str,
    /// What is counted.
    pub unit: &'static str,
    /// The largest size that fits: a reason stands in the documentation where it is not the last.
    pub most: u64,
    /// Makes the input of a size, and gives the work on it.
    pub make: fn(u64) -> anyhow::Result<crate::Work>,
}

/// What one work cost at one size.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Cost {
    /// The work.
    pub work: String,
    /// What is counted.
    pub unit: String,
    /// How many.
    pub size: u64,
    /// The time of the work alone, without making its input: the least of three where they are short.
    pub seconds: f64,
    /// The most memory that the process held before the work: its input, where that is held.
    pub before_kib: Option<u64>,
    /// The most memory that the process ever held.
    pub peak_kib: Option<u64>,
}

/// The works as a table in Markdown: a row each, a column for each size.
#[must_use]
pub fn markdown(costs: &[Cost]) -> String {
    let mut text = String::from("| work | counted |");
    for size in SIZES {
        text += &format!(" {} |", power(size));
    }
    text += " time grows by |\n|---|---|";
    text += &"---:|".repeat(SIZES.len().saturating_add(1));
    text.push('\n');
    let mut names: Vec<&str> = costs.iter().map(|cost| cost.work.as_str()).collect();
    names.dedup();
    for name in names {
        let of: Vec<&Cost> = costs.iter().filter(|cost| cost.work == name).collect();
        let unit = of.first().map_or("", |cost| cost.unit.as_str());
        text += &format!("| {name} | {unit} |");
        for size in SIZES {
            let cost = of.iter().find(|cost| cost.size == size);
            text += &cost.map_or(" – |".to_owned(), |cost| format!(" {} |", cell(cost)));
        }
        text += &format!(" {} |\n", exponent(&of));
    }
    text
}

/// Time, and the most memory.
fn cell(cost: &Cost) -> String {
    let time = crate::shown(std::time::Duration::from_secs_f64(cost.seconds));
    match cost.peak_kib {
        Some(kib) if kib >= 10 * 1_024 => format!("{time}, {} MiB", kib / 1_024),
        Some(kib) => format!("{time}, {}.{} MiB", kib / 1_024, kib % 1_024 * 10 / 1_024),
        None => time,
    }
}

/// By which power of the size time grew over the last two sizes: 1 is in step with the size.
fn exponent(costs: &[&Cost]) -> String {
    let [.., before, last] = costs else {
        return "–".to_owned();
    };
    #[allow(clippy::cast_precision_loss, reason = "sizes are small")]
    let sizes = last.size as f64 / before.size as f64;
    format!(
        "n^{:.2}",
        libm::log(last.seconds / before.seconds) / libm::log(sizes)
    )
}

fn power(size: u64) -> &'static str {
    match size {
        1_000 => "10³",
        10_000 => "10⁴",
        100_000 => "10⁵",
        1_000_000 => "10⁶",
        _ => "10⁷",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cost(work: &str, size: u64, seconds: f64) -> Cost {
        Cost {
            work: work.to_owned(),
            unit: "rows".to_owned(),
            size,
            seconds,
            before_kib: Some(2_048),
            peak_kib: Some(3_584),
        }
    }

    #[test]
    fn a_table_has_a_row_for_each_work_and_its_power() {
        let costs = [
            cost("a", 1_000, 0.001),
            cost("a", 10_000, 0.1),
            cost("b", 1_000, 2.0),
        ];
        let table = markdown(&costs);
        assert!(
            table
                .contains("| a | rows | 1.00 ms, 3.5 MiB | 100 ms, 3.5 MiB | – | – | – | n^2.00 |"),
            "{table}"
        );
        assert!(
            table.contains("| b | rows | 2.00 s, 3.5 MiB | – | – | – | – | – |"),
            "{table}"
        );
    }

    #[test]
    fn every_work_gives_a_figure_at_a_small_size() {
        for work in WORKS {
            let mut made = (work.make)(200).unwrap();
            assert!(made() > 0, "{}", work.name);
        }
    }

    #[test]
    fn the_plot_is_one_drawing_with_a_line_for_each_work() {
        let costs = [
            cost("a", 1_000, 0.001),
            cost("a", 10_000, 0.1),
            cost("b", 1_000, 2.0),
        ];
        let drawing = svg(&costs);
        assert!(drawing.starts_with("<svg") && drawing.ends_with("</svg>\n"));
        assert_eq!(drawing.matches("<polyline").count(), 2);
        assert!(
            drawing.contains("role=\"img\"")
                && drawing.contains("<title>")
                && drawing.contains("<desc>")
        );
    }
}
