//! Laws of the files of a report.

use crate::{
    fixtures::{file, folder, options, report_on, samples},
    html::read,
};
use serde_json::Value;
use std::path::Path;
use tosei_examples::digital_first_report::{
    DEFAULT_FINDINGS, LISTED_FINDINGS, Options, make,
    report::{Group, Grouping, Report},
    summary,
};
use tosei_types::{Grouped, Language};

#[test]
fn a_page_is_well_formed_and_runs_nothing() {
    for files in samples("well-formed") {
        let page = read(&files.page);
        assert!(page.elements.iter().any(|name| name == "svg"));
        for forbidden in ["script", "iframe", "link", "img", "object", "form", "base"] {
            assert!(
                !page.elements.iter().any(|name| name == forbidden),
                "{forbidden}"
            );
        }
    }
}

#[test]
fn a_procedure_named_script_is_shown_and_not_run() {
    for files in samples("script").iter().take(2) {
        assert!(files.page.contains("&lt;script&gt;alert(1)&lt;/script&gt;"));
        assert!(!files.page.contains("<script"));
        assert!(read(&files.page).text.contains("<script>alert(1)</script>"));
        assert!(files.json.contains("<script>alert(1)</script>")); // JSON is no markup
    }
}

#[test]
fn no_cell_of_a_csv_file_is_a_formula() {
    for files in samples("formula").iter().take(2) {
        let priorities = String::from_utf8(files.priorities.clone()).unwrap();
        let is_there = files.report.priorities.iter().any(|priority| {
            let mut members = priority.members.iter();
            members.any(|member| member.name.starts_with('='))
        });
        assert_eq!(priorities.contains(",'=SUM(A1:A9),"), is_there);
        for (name, content) in files.iter().filter(|(name, _)| name.ends_with(".csv")) {
            let text = std::str::from_utf8(content).unwrap();
            let text = text
                .strip_prefix('\u{FEFF}')
                .unwrap_or_else(|| panic!("{name} has no mark"));
            assert!(text.ends_with("\r\n"), "{name}");
            for line in text.split("\r\n") {
                for cell in line.split(',') {
                    let cell = cell.trim_matches('"');
                    assert!(!cell.starts_with(['=', '+', '@', '＝']), "{name}: {line}");
                }
            }
        }
    }
}

#[test]
fn the_same_input_gives_the_same_bytes() {
    assert_eq!(samples("same"), samples("same"));
}

#[test]
fn the_json_reads_back_as_the_same_report() {
    for files in samples("json") {
        let again: Value = serde_json::from_str(&files.json).unwrap();
        assert_eq!(again, serde_json::to_value(&files.report).unwrap());
    }
}

#[test]
fn groups_add_up_to_their_total() {
    for files in samples("sums") {
        check_sums(&files.report);
    }
}

pub(crate) fn check_sums(report: &Report) {
    let all = report.groupings.iter().chain([&report.volume_bands]);
    for grouping in all.chain(&report.touchpoints) {
        let total = &grouping.total;
        let sum = |of: fn(&Group) -> u64| grouping.groups.iter().map(of).sum::<u64>();
        let count = |group: &Group| group.count.shown().unwrap();
        let cases = |group: &Group| group.cases.unwrap().shown().unwrap();
        let without = |group: &Group| group.without_cases.shown().unwrap();
        assert_eq!(sum(count), count(total), "{}", grouping.id);
        assert_eq!(sum(cases), cases(total), "{}", grouping.id);
        assert_eq!(sum(without), without(total));
        for at in 0..7 {
            let groups = grouping.groups.iter();
            assert_eq!(
                groups
                    .map(|group| group.status.all()[at].shown().unwrap())
                    .sum::<u64>(),
                total.status.all()[at].shown().unwrap()
            );
        }
        for group in grouping.groups.iter().chain([total]) {
            assert_eq!(
                group.status.sum(),
                group.count.shown(),
                "{} {}",
                grouping.id,
                group.key
            );
        }
        check_rate_sums(grouping);
    }
    let findings = &report.findings;
    assert_eq!(
        findings.errors + findings.warnings + findings.infos,
        findings.total
    );
    assert_eq!(
        findings.rules.iter().map(|rule| rule.count).sum::<u64>(),
        findings.total
    );
}

/// Numerators and denominators of the groups add up to those of the total, where all can be said.
fn check_rate_sums(grouping: &Grouping) {
    for (at, total) in grouping.total.rates.iter().enumerate() {
        let mut parts = grouping.groups.iter().map(|group| &group.rates[at]);
        assert!(parts.clone().all(|part| part.id == total.id));
        let empty = |part: &tosei_examples::digital_first_report::report::GroupRate| {
            part.cannot_be_said.as_ref().is_none_or(|unsaid| {
                unsaid.reason == tosei_examples::digital_first_report::report::UnsaidReason::NothingToCount
            })
        };
        if parts.all(empty) && total.cannot_be_said.is_none() {
            let parts = || grouping.groups.iter().map(|group| &group.rates[at]);
            let sum = |of: fn(
                &tosei_examples::digital_first_report::report::GroupRate,
            ) -> Option<u64>| { parts().filter_map(of).sum::<u64>() };
            assert_eq!(
                Some(sum(|part| part.numerator)),
                total.numerator,
                "{}",
                grouping.id
            );
            assert_eq!(
                Some(sum(|part| part.denominator)),
                total.denominator,
                "{}",
                grouping.id
            );
        }
    }
}

#[test]
fn every_number_of_the_report_stands_on_the_page() {
    for files in samples("numbers") {
        let text = read(&files.page).text;
        let report: Value = serde_json::from_str(&files.json).unwrap();
        let mut seen = 0;
        walk(&report, "", &mut |pointer, number| {
            // Parts that a page sums up: the files beside it list them.
            let summed_up = [
                "/members/",
                "/boundary_notes/",
                "/counts/",
                "/low/",
                "/high/",
                "/first/",
                "/change/changes/",
                "format_version",
            ];
            if summed_up.iter().any(|part| pointer.contains(part)) {
                return;
            }
            let shown = Grouped(number).to_string();
            assert!(text.contains(&shown), "{pointer}: {shown}");
            seen += 1;
        });
        assert!(seen > 50);
        for rate in &files.report.rates {
            if let Some(percent) = &rate.percent {
                assert!(text.contains(&format!("{percent} %")));
            }
        }
    }
}

fn walk(value: &Value, pointer: &str, found: &mut dyn FnMut(&str, u64)) {
    match value {
        Value::Number(number) => found(pointer, number.as_u64().unwrap()),
        Value::Array(items) => {
            for (at, item) in items.iter().enumerate() {
                walk(item, &format!("{pointer}/{at}"), found);
            }
        }
        Value::Object(object) => {
            for (key, item) in object {
                walk(item, &format!("{pointer}/{key}"), found);
            }
        }
        _ => {}
    }
}

#[test]
fn what_the_file_cannot_say_is_never_a_percentage() {
    for files in samples("unsaid") {
        for rate in &files.report.rates {
            let has_figures = rate.numerator.is_some()
                && rate.denominator.is_some()
                && rate.percent.is_some()
                && rate.low.is_some()
                && rate.high.is_some();
            assert_eq!(has_figures, rate.cannot_be_said.is_none(), "{}", rate.id);
            assert_ne!(rate.denominator, Some(0));
        }
    }
}

#[test]
fn the_interval_of_a_rate_holds_it() {
    for files in samples("interval") {
        for rate in files
            .report
            .rates
            .iter()
            .filter(|rate| rate.cannot_be_said.is_none())
        {
            let (low, high) = (rate.low.unwrap(), rate.high.unwrap());
            let share =
                |numerator: u64, denominator: u64| (u128::from(numerator), u128::from(denominator));
            let (point, low, high) = (
                share(rate.numerator.unwrap(), rate.denominator.unwrap()),
                share(low.numerator, low.denominator),
                share(high.numerator, high.denominator),
            );
            assert!(low.0 * point.1 <= point.0 * low.1, "{}", rate.id);
            assert!(point.0 * high.1 <= high.0 * point.1, "{}", rate.id);
        }
    }
}

#[test]
fn findings_csv_says_how_many_it_does_not_list() {
    let many: String = (0..50)
        .map(|n| format!("{n},総務省,手続,1 申請等,5 国民等,9 検討中,,1,0\n"))
        .collect();
    let header = crate::fixtures::SURVEY.lines().next().unwrap();
    let path = file("more", "survey.csv", format!("{header}\n{many}"));
    let few = make(
        &Options {
            findings: 30,
            ..options(&path)
        },
        &(),
    )
    .unwrap();
    let text = String::from_utf8(few.findings.clone()).unwrap();
    assert!(
        text.contains("全部で50件あり、残りの20件は挙げていない"),
        "{text}"
    );
    assert!(text.contains("50 findings of this rule in all; 20 more are not listed"));
    let rule = few
        .report
        .findings
        .rules
        .iter()
        .find(|rule| rule.rule == "inventory.survey.code_unknown");
    let rule = rule.unwrap();
    assert_eq!((rule.count, rule.first.len()), (50, LISTED_FINDINGS));
    assert_eq!(rule.first[0].place_text, "F2");
    let all = make(
        &Options {
            findings: DEFAULT_FINDINGS,
            ..options(&path)
        },
        &(),
    )
    .unwrap();
    assert!(
        !String::from_utf8(all.findings)
            .unwrap()
            .contains("挙げていない")
    );
    assert_eq!(few.report, all.report); // the page does not change
}

#[test]
fn the_page_opens_in_the_language_that_is_asked_for() {
    for (language, tag) in [
        (Language::Ja, "<html lang=\"ja\">"),
        (Language::En, "<html lang=\"en\">"),
    ] {
        let files = make(
            &Options {
                language,
                ..Options::default()
            },
            &(),
        )
        .unwrap();
        assert!(files.page.contains(tag));
    }
}

#[test]
fn every_file_is_written_and_the_folder_is_made() {
    let out = folder("written").join("deep").join("er");
    let files = make(&Options::default(), &()).unwrap();
    files.write(&out, &[]).unwrap();
    files.write(&out, &[]).unwrap(); // again, over its own files
    for (name, content) in files.iter() {
        assert_eq!(std::fs::read(out.join(name)).unwrap(), content, "{name}");
    }
    let letters = std::fs::read_dir(out.join("letters")).unwrap().count();
    assert_eq!(
        files.iter().count() + 1,
        std::fs::read_dir(&out).unwrap().count() + letters
    );
}

#[test]
fn the_last_words_are_few_and_name_the_page() {
    for files in samples("words") {
        let lines = summary(&files.report, Path::new("out"));
        assert!((4..=10).contains(&lines.len()), "{lines:?}");
        assert!(lines[0].contains("index.html"));
        assert!(lines.last().unwrap().contains("findings"));
    }
}

#[test]
fn bytes_that_are_no_text_cost_their_row_only() {
    let mut bytes = crate::fixtures::SURVEY.as_bytes().to_vec();
    bytes.extend_from_slice(b"6,\x83\x46,x,1,5,1,,1,1\n");
    let files = report_on(&file("bytes", "survey.csv", bytes)).unwrap();
    assert_eq!(files.report.source.counts.not_typed, 1);
    assert_eq!(files.report.source.counts.processes, 5);
    assert!(files.page.contains("読み取れなかったもの"));
}
