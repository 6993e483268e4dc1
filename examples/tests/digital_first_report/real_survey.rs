//! The State's survey of 令和6年度, where it is at hand: the published figures to the digit.

use crate::{fixtures::options, html::read, outputs::check_sums};
use std::path::PathBuf;
use tosei_examples::digital_first_report::{Options, make};

fn survey() -> Option<PathBuf> {
    let data = std::env::var_os("TOSEI_DATA").filter(|folder| !folder.is_empty());
    let path = data.map(|folder| PathBuf::from(folder).join("procedures_survey/procedures_r6.csv"));
    let path = path.filter(|path| path.is_file());
    if path.is_none() {
        println!("skipped: the State's survey is not at hand (TOSEI_DATA)");
    }
    path
}

#[test]
fn the_survey_gives_the_published_figures() {
    let Some(path) = survey() else { return };
    let files = make(
        &Options {
            findings: 50,
            ..options(&path)
        },
        &(),
    )
    .unwrap();
    let report = &files.report;
    for (id, numerator, denominator, percent) in [
        ("processes.done", 36_315, 75_071, "48.4"),
        ("processes.done_without_exempt", 36_315, 74_664, "48.6"),
        ("processes.done_or_partial", 38_731, 75_071, "51.6"),
        ("applications.done", 22_740, 36_480, "62.3"),
    ] {
        let rate = report
            .rates
            .iter()
            .find(|rate| rate.id.as_str() == id)
            .unwrap();
        assert_eq!(
            (rate.numerator, rate.denominator),
            (Some(numerator), Some(denominator))
        );
        assert_eq!(rate.percent.as_deref(), Some(percent));
    }
    let cases = report
        .rates
        .iter()
        .find(|rate| rate.id.as_str() == "cases.online")
        .unwrap();
    assert_eq!(
        (cases.percent.as_deref(), cases.denominator),
        (Some("79.5"), Some(4_307_176_937))
    );

    let large = report
        .priorities
        .iter()
        .find(|p| p.rule.as_str() == "survey.at_least_10000")
        .unwrap();
    assert_eq!(large.selected, 1_716);
    assert_eq!(
        (large.covered_cases, large.known_cases),
        (Some(4_299_021_923), Some(4_307_176_937))
    );
    assert_eq!(large.percent.as_deref(), Some("99.8"));
    // The band says the same, from the tally instead of the selection.
    let band = report
        .volume_bands
        .groups
        .iter()
        .find(|group| group.key == "10000_or_more")
        .unwrap();
    assert_eq!(band.count.shown(), Some(1_716));
    assert_eq!(band.cases.unwrap().shown(), Some(4_299_021_923));
    assert_eq!(large.done, band.status.done.shown());
    assert!(
        large
            .members
            .iter()
            .all(|member| member.organisation.is_some())
    );

    assert_eq!(report.groupings[0].groups.len(), 25);
    check_sums(report);
    let page = read(&files.page);
    assert!(!page.elements.iter().any(|name| name == "script"));
    for shown in [
        "48.4 %",
        "48.6 %",
        "51.6 %",
        "62.3 %",
        "79.5 %",
        "99.8 %",
        "1,716",
        "4,299,021,923",
    ] {
        assert!(page.text.contains(shown), "{shown}");
    }
}
