//! Figures in words, and the codes and sentences of errors.

use crate::{fraction, rate, text};
use tosei_page::{Absence, Anchor, Figure, Link, PageName, RateFigure, Text, visible_text};
use tosei_types::{
    CaseCount, Label, Language, PercentDigits, ProcedureCount, ProcessCount, TouchpointCount,
};

#[test]
fn figures_in_words() {
    let reason = Absence::Because(text("集計中", "being counted"));
    for (figure, ja, en) in [
        (Figure::from(1_234_567u64), "1,234,567", "1,234,567"),
        (Figure::from(CaseCount::from(2)), "2", "2"),
        (Figure::from(ProcedureCount::from(3)), "3", "3"),
        (Figure::from(ProcessCount::from(4)), "4", "4"),
        (Figure::from(TouchpointCount::from(5)), "5", "5"),
        (Figure::from(text("四月", "April")), "四月", "April"),
        (Figure::from(Absence::Unknown), "不明", "unknown"),
        (
            Figure::from(Absence::NotApplicable),
            "—（該当なし）",
            "— (not applicable)",
        ),
        (
            Figure::from(Absence::NotGiven),
            "—（記載なし）",
            "— (not given)",
        ),
        (
            Figure::from(reason.clone()),
            "—（集計中）",
            "— (being counted)",
        ),
        (Figure::or_absent(Some(7u64), reason.clone()), "7", "7"),
        (
            Figure::or_absent(None::<u64>, reason),
            "—（集計中）",
            "— (being counted)",
        ),
        (
            Figure::from(&fraction(1, 3)),
            "33.3 %（1／3）",
            "33.3 % (1 / 3)",
        ),
        (
            Figure::from(rate(1, 3).with_digits(PercentDigits::Whole)),
            "33 %（1／3）",
            "33 % (1 / 3)",
        ),
        (
            Figure::from(rate(0, 0)),
            "—（0／0：対象なし）",
            "— (0 / 0: none counted)",
        ),
        (
            Figure::from(rate(0, 1_000)),
            "0.0 %（0／1,000）",
            "0.0 % (0 / 1,000)",
        ),
    ] {
        assert_eq!(figure.text().in_language(Language::Ja), ja);
        assert_eq!(figure.text().in_language(Language::En), en);
    }
    assert_eq!(rate(1, 3).percent().unwrap().to_string(), "33.3");
    assert_eq!(rate(0, 0).percent(), None);
    assert_eq!(rate(1, 3).interval_text(), None);
    let interval = rate(1, 3)
        .with_digits(PercentDigits::Whole)
        .try_with_interval(0, 2)
        .unwrap();
    let interval = interval.interval_text().unwrap();
    assert_eq!(interval.in_language(Language::Ja), "幅 0～67 %（0～2／3）");
    assert_eq!(interval.in_language(Language::En), "range 0–67 % (0–2 / 3)");
}

#[test]
fn intervals_and_why_they_are_refused() {
    let ends = |low: (u64, u64), high: (u64, u64)| {
        rate(5, 10).try_with_ends(&fraction(low.0, low.1), &fraction(high.0, high.1))
    };
    let empty = "an empty population has no interval";
    let cases: [(Result<RateFigure, _>, &str, &str); 8] = [
        (
            rate(5, 10).try_with_interval(6, 10),
            "page.rate_interval.low_above_rate",
            "the low end `6/10` of the interval lies above the rate `5/10`",
        ),
        (
            rate(5, 10).try_with_interval(0, 4),
            "page.rate_interval.high_below_rate",
            "the high end `4/10` of the interval lies below the rate `5/10`",
        ),
        (
            rate(5, 10).try_with_interval(5, 11),
            "page.rate_interval.high_above_whole",
            "the high end `11/10` of the interval lies above the whole",
        ),
        (
            rate(0, 0).try_with_interval(0, 0),
            "page.rate_interval.empty_population",
            empty,
        ),
        (
            ends((0, 0), (1, 1)),
            "page.rate_interval.empty_population",
            empty,
        ),
        (
            ends((0, 1), (0, 0)),
            "page.rate_interval.empty_population",
            empty,
        ),
        (
            ends((51, 100), (1, 1)),
            "page.rate_interval.low_above_rate",
            "the low end `51/100` of the interval lies above the rate `5/10`",
        ),
        (
            ends((0, 1), (49, 100)),
            "page.rate_interval.high_below_rate",
            "the high end `49/100` of the interval lies below the rate `5/10`",
        ),
    ];
    for (result, code, sentence) in cases {
        let error = result.unwrap_err();
        assert_eq!((error.code(), error.to_string().as_str()), (code, sentence));
    }
    assert!(ends((50, 100), (1, 2)).is_ok());
}

#[test]
fn names_of_places_and_why_they_are_refused() {
    for (name, code, sentence) in [
        ("", "page.anchor.empty", "an anchor must not be empty"),
        (
            "A",
            "page.anchor.bad_character",
            "an anchor has only a-z, 0-9 and `-` and begins with a letter, got U+0041",
        ),
        (
            "a率",
            "page.anchor.bad_character",
            "an anchor has only a-z, 0-9 and `-` and begins with a letter, got U+7387",
        ),
    ] {
        let error = name.parse::<Anchor>().unwrap_err();
        assert_eq!((error.code(), error.to_string().as_str()), (code, sentence));
    }
    let long = "a".repeat(65).parse::<Anchor>().unwrap_err();
    assert_eq!(
        long.to_string(),
        "an anchor has at most 64 characters, got `65`"
    );
    let anchor: Anchor = "z-9".parse().unwrap();
    assert_eq!(
        (anchor.as_str(), anchor.to_string().as_str()),
        ("z-9", "z-9")
    );
    for (name, code, sentence) in [
        (
            "index",
            "page.page_name.extension",
            "the name of a page ends with `.html`",
        ),
        (
            ".html",
            "page.page_name.stem",
            "the name of a page before `.html` is unusable",
        ),
        (
            "A.html",
            "page.page_name.stem",
            "the name of a page before `.html` is unusable",
        ),
    ] {
        let error = name.parse::<PageName>().unwrap_err();
        assert_eq!((error.code(), error.to_string().as_str()), (code, sentence));
    }
    let page: PageName = "a.html".parse().unwrap();
    assert_eq!(Link::page(page.clone()).to_string(), "a.html");
    assert_eq!(
        Link::page(page).at(anchor.clone()).to_string(),
        "a.html#z-9"
    );
    assert_eq!(Link::from(anchor).to_string(), "#z-9");
}

#[test]
fn texts_of_one_language_and_of_two() {
    let both = text("名", "Name");
    assert_eq!(both.in_language(Language::Ja), "名");
    assert_eq!(both.in_language(Language::En), "Name");
    assert_eq!(Text::from(&Label::new("名", "Name")), both);
    assert_eq!(Text::from(Label::new("名", "Name")), both);
    assert_eq!(text("名", " "), Text::data("名"));
    assert_ne!(text(" ", "Name"), Text::data("Name"));
    assert_eq!(
        visible_text("a\u{2029}b\u{E0001}\u{1F}"),
        "a\nb[U+E0001][U+001F]"
    );
    assert_eq!(visible_text("\r\r\n\n"), "\n\n\n");
}
