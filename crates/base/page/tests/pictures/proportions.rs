//! What is as long, and stands where: worked out by hand from the sizes of type (14 pixels; a line
//! is 1.5 of it, its baseline 1.16 from the top) and the widths of letters.

use crate::{lines, rate, section_of, text};
use tosei_page::{
    BarChart, Block, Drawing, DrawingArea, HeatCell, HeatMap, Placement, RateChart,
    StackedBarChart, Text,
};
use tosei_types::Language;

/// The lines of one drawing: Japanese wide, Japanese narrow, English wide, English narrow.
fn drawing(block: impl Into<Block>, number: usize) -> Vec<String> {
    let markup = section_of([block.into()]);
    let svg = markup.split("<svg ").nth(number + 1).unwrap();
    lines(svg.split("</svg>").next().unwrap())
        .lines()
        .map(str::to_owned)
        .collect()
}

fn attribute<'l>(line: &'l str, name: &str) -> &'l str {
    let (_, value) = line.split_once(&format!(" {name}=\"")).unwrap_or_default();
    value.split('"').next().unwrap_or_default()
}

/// These attributes of all elements of a kind and class.
fn all<const N: usize>(
    drawing: &[String],
    element: &str,
    class: &str,
    names: [&str; N],
) -> Vec<String> {
    drawing
        .iter()
        .filter(|line| line.starts_with(&format!("<{element} ")))
        .filter(|line| class.is_empty() || attribute(line, "class") == class)
        .map(|line| names.map(|name| attribute(line, name)).join(" "))
        .collect()
}

fn view(drawing: &[String]) -> String {
    attribute(&drawing[0], "viewBox").to_owned()
}

#[test]
fn bars_are_as_long_as_their_counts() {
    let chart = || {
        BarChart::new(text("題", "Title"), text("件", "cases"))
            .bar(Text::data("甲"), 1_000)
            .bar(Text::data("乙"), 500)
            .bar(Text::data("丙"), 250)
    };
    // 「1,000」 is 42.7 wide; it, a gap of 8 and 256 for the labels leave 533.3 of 840.
    let wide = drawing(chart(), 0);
    assert_eq!(view(&wide), "0 0 840 89");
    assert_eq!(
        all(&wide, "rect", "bar", ["x", "y", "width", "height"]),
        [
            "256 3.5 533.3 18",
            "256 36.5 266.65 18",
            "256 69.5 133.33 18"
        ]
    );
    assert_eq!(
        all(&wide, "line", "axis", ["x1", "y1", "x2", "y2"]),
        ["256 2 256 23", "256 35 256 56", "256 68 256 89"]
    );
    assert_eq!(
        all(&wide, "tspan", "", ["x", "y"]),
        [
            "240 18.24",
            "797.3 18.24",
            "240 51.24",
            "530.65 51.24",
            "240 84.24",
            "397.33 84.24"
        ]
    );
    // Labels above the bars: 340 less the value and its gap.
    let narrow = drawing(chart(), 1);
    assert_eq!(view(&narrow), "0 0 340 158");
    assert_eq!(
        all(&narrow, "rect", "bar", ["x", "y", "width"]),
        ["0 26.5 289.3", "0 82.5 144.65", "0 138.5 72.33"]
    );
    assert_eq!(
        all(&narrow, "tspan", "", ["x", "y"])[..2],
        ["0 18.24", "297.3 41.24"]
    );
}

#[test]
fn parts_are_as_long_as_their_counts() {
    let series = [text("済", "Done"), text("未", "Open")];
    let chart = StackedBarChart::new(text("題", "Title"), text("件", "cases"), series)
        .bar(Text::data("甲"), [Some(30), Some(10)])
        .bar(Text::data("乙"), [Some(20), None]);
    let wide = drawing(chart, 0);
    assert_eq!(view(&wide), "0 0 840 143");
    let parts = |class| -> Vec<String> { all(&wide, "rect", class, ["x", "y", "width", "height"]) };
    // Swatches of the legend, then of 584 for 40: 30 and 10; and 20.
    assert_eq!(
        parts("s1"),
        [
            "0 4.5 12 12",
            "256 37 438 20",
            "256 65.5 12 12",
            "256 98 292 20",
            "256 126.5 12 12"
        ]
    );
    assert_eq!(
        parts("s2"),
        [
            "50 4.5 12 12",
            "694 37 146 20",
            "354.5 65.5 12 12",
            "354.5 126.5 12 12"
        ]
    );
    assert_eq!(
        all(&wide, "line", "cut", ["x1", "y1", "x2", "y2"]),
        ["694 37 694 57", "548 98 548 118"]
    );
    // 「計 20＋不明」 is 80.5 wide, so a column of figures 98.5.
    assert_eq!(
        all(&wide, "tspan", "", ["x", "y"]),
        [
            "18 16.24",
            "68 16.24",
            "240 53.24",
            "274 77.24",
            "372.5 77.24",
            "453 77.24",
            "240 114.24",
            "274 138.24",
            "372.5 138.24",
            "453 138.24"
        ]
    );
}

#[test]
fn points_and_ranges_stand_at_their_shares_of_the_scale() {
    let rate = rate(2, 8).try_with_interval(1, 4).unwrap();
    let chart = RateChart::new(text("題", "Title")).rate(Text::data("甲"), rate);
    let wide = drawing(chart, 0);
    // The interval is 175.8 wide in type of 12: the scale goes from 278 to 622.2.
    assert_eq!(view(&wide), "0 0 840 65");
    assert_eq!(
        all(&wide, "circle", "dot", ["cx", "cy", "r"]),
        ["364.05 45.5 5"]
    );
    let lines = |class| all(&wide, "line", class, ["x1", "y1", "x2", "y2"]);
    assert_eq!(lines("track"), ["278 45.5 622.2 45.5"]);
    assert_eq!(lines("range"), ["321.03 45.5 450.1 45.5"]);
    assert_eq!(
        lines("range-end"),
        ["321.03 38.5 321.03 52.5", "450.1 38.5 450.1 52.5"]
    );
    assert_eq!(
        lines("tick"),
        [
            "278 35.5 278 55.5",
            "450.1 35.5 450.1 55.5",
            "622.2 35.5 622.2 55.5"
        ]
    );
    assert_eq!(
        all(&wide, "tspan", "", ["x", "y"]),
        [
            "278 13.92",
            "450.1 13.92",
            "622.2 13.92",
            "240 51.24",
            "664.2 42.24",
            "664.2 60.92"
        ]
    );
}

#[test]
fn cells_are_filled_as_far_as_their_levels() {
    let chart = HeatMap::new(
        text("題", "Title"),
        4,
        [Text::data("早く"), Text::data("簡単に")],
    )
    .row(
        Text::data("甲"),
        [
            HeatCell::level(Text::data("一"), 1).possible(3).target(2),
            HeatCell::empty(Text::data("無")),
        ],
    );
    let wide = drawing(chart, 0);
    assert_eq!(view(&wide), "0 0 843 104");
    let filled = |class| all(&wide, "rect", class, ["x", "y", "width", "height"]);
    // A column is 286 wide, a level 71.5.
    assert_eq!(filled("s1"), ["0 5.5 14 14", "256 60 71.5 14"]);
    assert_eq!(filled("s2"), ["60 5.5 14 14", "327.5 60 143 14"]);
    assert_eq!(filled("s5"), ["120 5.5 14 14"]);
    assert_eq!(
        all(&wide, "line", "axis", ["x1", "y1", "x2", "y2"]),
        ["257 5.5 257 19.5", "399 57 399 77"]
    );
    assert_eq!(all(&wide, "circle", "dot", ["cx", "cy", "r"]), ["399 77 3"]);
    let track = all(&wide, "line", "track", ["x1", "y1", "x2", "y2"]);
    assert_eq!(track.len(), 14);
    assert_eq!(
        track[..7],
        [
            "256 60 542 60",
            "256 74 542 74",
            "256 60 256 74",
            "327.5 60 327.5 74",
            "399 60 399 74",
            "470.5 60 470.5 74",
            "542 60 542 74"
        ]
    );
    assert_eq!(track[7], "554 60 840 60");
    assert_eq!(
        all(&wide, "tspan", "", ["x", "y"]),
        [
            "20 18.24",
            "80 18.24",
            "140 18.24",
            "270 18.24",
            "256 49.24",
            "554 49.24",
            "240 73.24",
            "256 96.24",
            "554 96.24"
        ]
    );
}

#[test]
fn names_stand_in_their_areas() {
    let name = || Text::data("申請書の受付と確認");
    let at = |x, width, height| DrawingArea {
        x,
        y: 10,
        width,
        height,
    };
    let drawing = Drawing::new(Text::data("題"), 400, 200)
        .name(name(), at(10, 60, 64), Placement::Middle)
        .name(name(), at(110, 60, 64), Placement::Top)
        .name(name(), at(210, 60, 64), Placement::TopLeft)
        .name(name(), at(310, 33, 120), Placement::Upright);
    let svg: Vec<String> = lines(&drawing.svg(Language::Ja))
        .lines()
        .map(str::to_owned)
        .collect();
    // Five characters of 12 pixels go into 60; lines are 16 high, baselines 4 above their end.
    assert_eq!(
        all(&svg, "tspan", "", ["x", "y"]),
        [
            "40 38", "40 54", "140 22", "140 38", "210 22", "210 38", "326 74"
        ]
    );
    assert_eq!(
        all(&svg, "text", "", ["text-anchor", "transform"]),
        ["middle ", "middle ", " ", "middle rotate(-90 326 70)"]
    );
}
