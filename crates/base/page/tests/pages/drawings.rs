//! Drawings: every text lies inside, and every mark is as long as its value.

use crate::reader::{Element, Read};
use proptest::prelude::*;
use tosei_page::{
    Absence, BarChart, Block, Drawing, DrawingArea, HeatCell, HeatMap, LineStyle, Look, Page,
    Placement, RateChart, RateFigure, Section, Shape, StackedBarChart, Text, text_width,
};
use tosei_types::Rate;

fn number(element: &Element, name: &str) -> f64 {
    let text = element
        .attribute(name)
        .unwrap_or_else(|| panic!("{name} of {element:?}"));
    text.parse().unwrap_or_else(|_| panic!("{name}={text}"))
}

/// Width and height of the drawing that an element is part of.
fn view(read: &Read, at: usize) -> (f64, f64) {
    let svg = read.around(at).find(|around| around.name == "svg").unwrap();
    let sizes: Vec<f64> = svg
        .attribute("viewBox")
        .unwrap()
        .split(' ')
        .map(|number| number.parse().unwrap())
        .collect();
    (sizes[2], sizes[3])
}

fn drawn(block: impl Into<Block>) -> Read {
    let title = || Text::new("図", "Figure");
    let page = Page::new(title()).section(Section::new(title()).block(block));
    Read::page(&page.render())
}

/// The estimated box of every line of text, and every mark, lies inside its drawing.
fn check_inside(read: &Read) -> Result<(), TestCaseError> {
    for (at, line) in read.named("tspan") {
        let (width, height) = view(read, at);
        let text = &read.elements[line.parent.unwrap()];
        let size = number(text, "font-size");
        let ems = u32::try_from(text_width(&line.text)).unwrap();
        let line_width = f64::from(ems) / 100.0 * size;
        let (x, y) = (number(line, "x"), number(line, "y"));
        let left = match text.attribute("text-anchor") {
            None => x,
            Some("middle") => x - line_width / 2.0,
            Some("end") => x - line_width,
            other => panic!("{other:?}"),
        };
        prop_assert!(left >= -0.02, "{} begins at {left}", line.text);
        prop_assert!(
            left + line_width <= width + 0.02,
            "{} ends at {}",
            line.text,
            left + line_width
        );
        prop_assert!(
            y - size * 0.9 >= 0.0,
            "{} rises above the drawing",
            line.text
        );
        prop_assert!(
            y + size * 0.3 <= height,
            "{} sinks below the drawing",
            line.text
        );
    }
    for (at, mark) in read
        .named("rect")
        .chain(read.named("line"))
        .chain(read.named("circle"))
    {
        if read.around(at).any(|around| around.name == "pattern") {
            continue;
        }
        let (width, height) = view(read, at);
        let (right, bottom) = match mark.name.as_str() {
            "rect" => (
                number(mark, "x") + number(mark, "width"),
                number(mark, "y") + number(mark, "height"),
            ),
            "line" => (
                number(mark, "x1").max(number(mark, "x2")),
                number(mark, "y1").max(number(mark, "y2")),
            ),
            _ => (
                number(mark, "cx") + number(mark, "r"),
                number(mark, "cy") + number(mark, "r"),
            ),
        };
        prop_assert!(right <= width + 0.02 && bottom <= height + 0.02, "{mark:?}");
    }
    Ok(())
}

/// Names as long as real ones, and longer; Japanese, Latin, both, and marks of all kinds.
fn names() -> impl Strategy<Value = Text> {
    let name = prop_oneof![
        "[ぁ-んァ-ヶ一-龠（）「」、。・ー]{1,120}",
        "[A-Za-zWm@ ]{1,120}",
        "[ -~ぁ-んｦ-ﾟ一-龠\u{3099}\u{E0100}👩\u{200D}]{1,60}",
        "[0-9,]{1,80}",
        "W{1,80}",
    ];
    (name.clone(), name, any::<bool>()).prop_map(|(ja, en, data)| match data {
        true => Text::data(ja),
        false => Text::new(ja, en),
    })
}

fn counts() -> impl Strategy<Value = u64> {
    prop_oneof![0..10u64, 0..2_000_000u64, any::<u64>()]
}

fn cells() -> impl Strategy<Value = HeatCell> {
    let level = || 0..8u32;
    (
        names(),
        level(),
        level(),
        prop::option::of(level()),
        any::<bool>(),
    )
        .prop_map(|(text, certain, possible, target, apart)| {
            let cell = HeatCell::level(text, certain).possible(possible);
            let cell = if apart { cell.apart() } else { cell };
            target.map_or(cell.clone(), |target| cell.target(target))
        })
}

fn rates() -> impl Strategy<Value = RateFigure> {
    let counts = counts().prop_map(|count| count.min(tosei_types::MAX_COUNT));
    prop::collection::vec(counts, 4).prop_map(|mut counts| {
        counts.sort_unstable();
        let rate = Rate::try_new("a.b".parse().unwrap(), counts[1], counts[3]).unwrap();
        let figure = RateFigure::new(&rate);
        let with_interval = figure.clone().try_with_interval(counts[0], counts[2]);
        with_interval.unwrap_or(figure)
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    /// Law: however long the labels and large the values, nothing leaves the drawing of bars.
    #[test]
    fn bars_stay_inside(
        rows in prop::collection::vec((names(), prop::option::of(counts())), 1..7),
        reason in names(),
    ) {
        let mut chart = BarChart::new(Text::new("題", "Title"), reason.clone());
        for (label, value) in rows {
            match value {
                Some(value) => chart.push_bar(label, value),
                None => chart.push_absent(label, Absence::Because(reason.clone())),
            }
        }
        check_inside(&drawn(chart))?;
    }

    /// Law: the same for stacked bars, with any number of series.
    #[test]
    fn stacked_bars_stay_inside(
        series in prop::collection::vec(names(), 0..9),
        rows in prop::collection::vec(
            (names(), prop::collection::vec(prop::option::of(counts()), 0..9)),
            1..5,
        ),
        shares in any::<bool>(),
    ) {
        let mut chart = StackedBarChart::new(Text::new("題", "Title"), Text::data("件"), series);
        if shares {
            chart = chart.by_shares();
        }
        for (label, parts) in rows {
            chart.push_bar(label, parts);
        }
        check_inside(&drawn(chart))?;
    }

    /// Law: the same for rates with their intervals.
    #[test]
    fn rates_stay_inside(rows in prop::collection::vec((names(), rates()), 1..7)) {
        let mut chart = RateChart::new(Text::new("題", "Title"));
        for (label, rate) in rows {
            chart.push_rate(label, rate);
        }
        check_inside(&drawn(chart))?;
    }

    /// Law: the same for heat maps, with rows too short and too long, and levels beyond the last.
    #[test]
    fn heat_maps_stay_inside(
        columns in prop::collection::vec(names(), 0..5),
        rows in prop::collection::vec((names(), prop::collection::vec(cells(), 0..6)), 1..5),
        steps in 0..6u32,
    ) {
        let mut map = HeatMap::new(Text::new("題", "Title"), steps, columns);
        for (label, cells) in rows {
            map.push_row(label, cells);
        }
        check_inside(&drawn(map))?;
    }

    /// Law: the point of a rate lies between the ends of its interval, in the drawing too.
    #[test]
    fn a_point_lies_within_its_interval(rate in rates()) {
        let read = drawn(RateChart::new(Text::new("題", "Title")).rate(Text::data("率"), rate));
        let lines: Vec<&Element> =
            read.named("line").map(|(_, line)| line).filter(|line| line.has_class("range")).collect();
        for (line, (_, dot)) in lines.iter().zip(read.named("circle")) {
            let point = number(dot, "cx");
            prop_assert!(number(line, "x1") <= point && point <= number(line, "x2"));
        }
    }

    /// Law: a longer bar never shows a smaller count.
    #[test]
    fn bars_are_in_the_order_of_their_counts(counts in prop::collection::vec(counts(), 1..7)) {
        let mut chart = BarChart::new(Text::new("題", "Title"), Text::data("件"));
        for &count in &counts {
            chart.push_bar(Text::data("行"), count);
        }
        let mut counts: Vec<u64> = counts.into_iter().filter(|&count| count > 0).collect();
        let read = drawn(chart);
        let widths = read.named("rect").map(|(_, bar)| number(bar, "width"));
        let widths: Vec<f64> = widths.take(counts.len()).collect();
        let mut pairs: Vec<(u64, f64)> = counts.drain(..).zip(widths).collect();
        pairs.sort_by_key(|pair| pair.0);
        for pair in pairs.windows(2) {
            prop_assert!(pair[0].1 <= pair[1].1, "{pairs:?}");
        }
    }
}

#[test]
fn a_bar_of_half_the_count_is_half_as_long() {
    let read = drawn(
        BarChart::new(Text::new("題", "Title"), Text::data("件"))
            .bar(Text::data("全"), 1_000)
            .bar(Text::data("半"), 500)
            .bar(Text::data("零"), 0)
            .bar(Text::data("微"), 1),
    );
    let widths: Vec<f64> = read
        .named("rect")
        .map(|(_, bar)| number(bar, "width"))
        .collect();
    for drawing in widths.chunks(3) {
        assert!((drawing[0] / 2.0 - drawing[1]).abs() < 0.02, "{drawing:?}");
        assert!(
            (drawing[2] - 1.0).abs() < 0.001,
            "1 of 1,000 can be seen: {drawing:?}"
        );
    }
    assert_eq!(widths.len(), 12, "0 has no bar");
}

#[test]
fn shares_fill_the_bar_and_leave_it_empty_where_a_part_is_unknown() {
    let chart = |last| {
        drawn(
            StackedBarChart::new(Text::new("題", "Title"), Text::data("件"), [])
                .by_shares()
                .bar(Text::data("課"), [Some(1), Some(2), last]),
        )
    };
    let parts = |read: &Read| -> Vec<f64> {
        read.named("rect")
            .filter(|(_, rect)| number(rect, "height") > 15.0 && rect.has_class("s1"))
            .map(|(_, rect)| number(rect, "width"))
            .collect()
    };
    // One of six, in a bar of 584 beside the labels and of 340 below them.
    let widths = parts(&chart(Some(3)));
    assert_eq!(widths, [97.33, 56.67, 97.33, 56.67]);
    let unknown = chart(None);
    assert!(parts(&unknown).is_empty());
    let texts: Vec<&str> = unknown
        .named("tspan")
        .map(|(_, t)| t.text.as_str())
        .collect();
    assert!(
        texts.contains(&"不明") && texts.contains(&"計 3＋不明"),
        "{texts:?}"
    );
    assert!(
        texts.contains(&"unknown") && texts.contains(&"total 3 + unknown"),
        "{texts:?}"
    );
}

#[test]
fn thirty_six_series_are_filled_in_different_ways() {
    let names = (0..36).map(|n| Text::data(format!("系列{n}")));
    let chart = StackedBarChart::new(Text::new("題", "Title"), Text::data("件"), names)
        .bar(Text::data("課"), (0..36).map(|_| Some(1)));
    let read = drawn(chart);
    let mut fills = std::collections::BTreeSet::new();
    let swatches: Vec<(usize, &Element)> = read
        .named("rect")
        .filter(|(at, _)| {
            read.around(*at)
                .any(|e| e.has_class("wide") && e.has_class("ja"))
        })
        .collect();
    for (place, (_, rect)) in swatches.iter().enumerate() {
        if let Some(class) = rect.attribute("class") {
            let pattern = swatches
                .get(place + 1)
                .and_then(|(_, next)| next.attribute("fill"));
            fills.insert((class, pattern));
        }
    }
    assert_eq!(fills.len(), 36);
}

/// Law by example: a label may be cut, a figure never is, not even the largest on narrow screens.
#[test]
fn figures_are_never_cut() {
    let (most, largest) = (tosei_types::MAX_COUNT, u64::MAX);
    let rate = Rate::try_new("a.b".parse().unwrap(), most - 1, most).unwrap();
    let other = |numerator| Rate::try_new("a.b".parse().unwrap(), numerator, most - 1).unwrap();
    let rate = RateFigure::new(&rate)
        .try_with_ends(&other(most - 9), &other(most - 1))
        .unwrap();
    let series = (0..9).map(|n| Text::data(format!("系列{n}")));
    for read in [
        drawn(RateChart::new(title()).rate(title(), rate)),
        drawn(BarChart::new(title(), title()).bar(title(), largest)),
        drawn(StackedBarChart::new(title(), title(), series).bar(title(), [Some(largest); 9])),
    ] {
        assert!(
            read.named("tspan")
                .all(|(_, line)| !line.text.contains('…'))
        );
    }
}

fn title() -> Text {
    Text::new("題", "Title")
}

fn simple_rate(numerator: u64, denominator: u64) -> RateFigure {
    RateFigure::new(&Rate::try_new("a.b".parse().unwrap(), numerator, denominator).unwrap())
}

#[test]
fn a_point_stands_under_its_number_on_the_scale() {
    let chart = RateChart::new(title())
        .rate(title(), simple_rate(0, 3))
        .rate(title(), simple_rate(4, 8))
        .rate(title(), simple_rate(9, 9));
    let read = drawn(chart);
    let dots: Vec<f64> = read
        .named("circle")
        .map(|(_, dot)| number(dot, "cx"))
        .collect();
    for (place, name) in ["0", "50", "100 %"].into_iter().enumerate() {
        let numbers = read.named("tspan").filter(|(_, line)| line.text == name);
        for ((_, line), drawing) in numbers.zip(dots.chunks(3)) {
            assert!((number(line, "x") - drawing[place]).abs() < 0.001, "{name}");
        }
    }
    assert_eq!(dots.len(), 12);
}

/// The body of the table behind a chart, row by row, in both languages.
fn values(read: &Read) -> Vec<Vec<String>> {
    let children = |of: usize| {
        let cells = read.elements.iter().enumerate();
        cells
            .filter(move |(_, cell)| cell.parent == Some(of))
            .map(|(at, _)| at)
    };
    let (body, _) = read.named("tbody").next().unwrap();
    children(body)
        .map(|row| children(row).map(|cell| read.text_in(cell)).collect())
        .collect()
}

#[test]
fn the_table_behind_a_chart_has_the_same_values() {
    let bars = BarChart::new(title(), Text::data("件"))
        .bar(Text::data("甲"), 1_234)
        .absent(Text::data("乙"), Absence::Unknown);
    assert_eq!(
        values(&drawn(bars)),
        [["甲", "1,234"], ["乙", "不明unknown"]]
    );
    let rates = RateChart::new(title()).rate(Text::data("甲"), simple_rate(1, 3));
    assert_eq!(values(&drawn(rates)), [["甲", "33.3 %（1／3） (1 / 3)"]]);
    let stacked = StackedBarChart::new(title(), Text::data("件"), ["済", "未"].map(Text::data))
        .by_shares()
        .bar(Text::data("甲"), [Some(1), Some(3)])
        .bar(Text::data("乙"), [Some(5), None]);
    assert_eq!(
        values(&drawn(stacked)),
        [
            ["甲", "1（25.0 %）1 (25.0 %)", "3（75.0 %）3 (75.0 %)", "4"],
            ["乙", "5", "不明unknown", "5＋不明5 + unknown"],
        ]
    );
}

fn descriptions(read: &Read) -> Vec<&str> {
    read.named("desc")
        .map(|(_, desc)| desc.text.as_str())
        .collect()
}

#[test]
fn a_drawing_is_described_in_words() {
    let chart = BarChart::new(title(), Text::data("件"))
        .bar(Text::data("甲"), 1_234)
        .absent(Text::data("乙"), Absence::Unknown);
    let read = drawn(chart);
    assert_eq!(
        descriptions(&read)[0],
        "横棒グラフ、2項目。甲: 1,234。乙: 不明。全ての値は直後の表にある。"
    );
    assert_eq!(
        descriptions(&read)[2],
        "Bar chart, 2 items. 甲: 1,234. 乙: unknown. All values are in the table that follows."
    );
    let rates = drawn(RateChart::new(title()).rate(
        Text::data("甲"),
        simple_rate(1, 4).try_with_interval(1, 2).unwrap(),
    ));
    assert!(descriptions(&rates)[0].contains("甲: 25.0 %（1／4）、幅 25.0～50.0 %（1～2／4）。"));
    let stacked = StackedBarChart::new(title(), Text::data("件"), ["済", "未"].map(Text::data))
        .bar(Text::data("甲"), [Some(1), None]);
    assert!(descriptions(&drawn(stacked))[0].contains("甲: 済 1、未 不明、計 1＋不明。"));
}

#[test]
fn a_description_says_how_many_rows_it_leaves_out() {
    let chart = |rows: u64| {
        let mut chart = BarChart::new(title(), Text::data("件"));
        for row in 0..rows {
            chart.push_bar(Text::data(format!("行{row}")), row);
        }
        drawn(chart)
    };
    assert!(!descriptions(&chart(12))[0].contains("ほか"));
    let thirteen = chart(13);
    assert!(descriptions(&thirteen)[0].contains("行11: 11。ほか1項目。"));
    assert!(descriptions(&thirteen)[2].contains("行11: 11. 1 more. All"));
}

#[test]
fn a_chart_says_of_how_many_rows_it_shows_the_first() {
    let caption = |total| {
        let chart = BarChart::new(title(), Text::data("件"))
            .bar(title(), 1)
            .first_of(total);
        let read = drawn(chart);
        let (at, _) = read.named("figcaption").next().unwrap();
        read.text_in(at)
    };
    assert!(caption(2).contains("全2項目のうち先頭の1項目を表示"));
    assert!(caption(2).contains("The first 1 of 2 items"));
    assert!(!caption(1).contains("先頭"));
}

#[test]
fn a_chart_without_rows_says_so() {
    let read = drawn(BarChart::new(title(), Text::data("件")));
    assert_eq!(read.named("svg").count(), 0);
    let said = read.named("p").map(|(at, _)| read.text_in(at));
    assert!(
        said.into_iter()
            .any(|text| text.starts_with("示す値はありません。"))
    );
}

fn area(x: u32, y: u32, width: u32, height: u32) -> DrawingArea {
    DrawingArea {
        x,
        y,
        width,
        height,
    }
}

proptest! {
    /// Law: a name stays within its area, so that names of areas apart never touch.
    #[test]
    fn names_of_a_drawing_stay_in_their_areas(
        name in ".{0,60}", x in 0u32..400, y in 0u32..300, width in 90u32..300, height in 16u32..80,
        placement in prop_oneof![Just(Placement::Middle), Just(Placement::Top), Just(Placement::TopLeft)],
    ) {
        let at = area(x, y, width, height);
        let drawing = Drawing::new(Text::new("図", "Figure"), 1_000, 600)
            .shape(Shape::Rounded, at, Look::Plain)
            .name(Text::data(name), at, placement);
        let read = drawn(drawing);
        check_inside(&read)?;
        for (_, line) in read.named("tspan") {
            let text = &read.elements[line.parent.unwrap()];
            let wide = f64::from(u32::try_from(text_width(&line.text)).unwrap()) * 12.0 / 100.0;
            let left = number(line, "x") - if text.attribute("text-anchor").is_some() { wide / 2.0 } else { 0.0 };
            prop_assert!(left >= f64::from(x) - 0.6 && left + wide <= f64::from(x + width) + 0.6);
            let base = number(line, "y");
            prop_assert!(base - 12.0 >= f64::from(y) - 0.6 && base <= f64::from(y + height));
        }
    }
}

#[test]
fn a_drawing_says_its_title_and_description_and_escapes_its_names() {
    let at = area(10, 10, 100, 40);
    let drawing = Drawing::new(Text::new("流れ", "Flow"), 200, 100)
        .described(Text::new("一つの作業", "One step"))
        .shape(Shape::Sheet, at, Look::Removed)
        .line(
            [(110, 30), (180, 30), (180, 90)],
            LineStyle {
                look: Look::Added,
                dashed: true,
                arrow: true,
            },
        )
        .name(Text::data("<b>&"), at, Placement::Middle);
    let svg = drawing.svg(tosei_types::Language::En);
    assert!(svg.contains("<title id=\"drawing-title\">Flow</title>"));
    assert!(svg.contains("One step") && svg.contains("&lt;b&gt;&amp;") && !svg.contains("<b>"));
    // The arrow points down where the line ends.
    assert!(svg.contains("points=\"180,90 176,82 184,82\""), "{svg}");
    let read = drawn(drawing);
    assert_eq!(read.named("svg").count(), 2, "one in each language");
}
