//! Figures, and the choices behind them.

use crate::{
    fixtures::{INVENTORY, SURVEY, file, report_on, samples},
    html::read,
};
use tosei_examples::digital_first_report::{
    Files, Options, make,
    report::{NamedRate, Priority, Report, UnsaidReason},
};
use tosei_inventory::{
    Barrier, BarrierCause, Discretion, Inventory, Obstacle, OnlineStatus, Volume, VolumeMeasure,
    VolumeState, VolumeYear,
};
use tosei_types::{CaseCount, FiscalYear};

fn rate<'r>(report: &'r Report, id: &str) -> &'r NamedRate {
    let mut rates = report.rates.iter();
    rates.find(|rate| rate.id.as_str() == id).unwrap()
}

fn priority<'r>(report: &'r Report, rule: &str) -> &'r Priority {
    let mut priorities = report.priorities.iter();
    priorities
        .find(|priority| priority.rule.as_str() == rule)
        .unwrap()
}

/// A report on the small inventory after a change.
fn changed(test: &str, change: impl FnOnce(&mut Inventory)) -> Files {
    let mut inventory = Inventory::from_json(INVENTORY).unwrap();
    change(&mut inventory);
    report_on(&file(test, "inventory.json", inventory.to_json())).unwrap()
}

fn volume(year: u16, measure: VolumeMeasure, state: VolumeState, cases: u32) -> Volume {
    let year = FiscalYear::try_new(year).unwrap();
    Volume::new(year, measure, state, Some(CaseCount::from(cases)))
}

#[test]
fn the_fictional_city_gives_its_figures() {
    let report = make(&Options::default(), &()).unwrap().report;
    for (id, numerator, denominator, high) in [
        ("processes.done", 717, 1_520, 758),
        ("processes.done_without_exempt", 717, 1_490, 758),
        ("processes.done_or_partial", 791, 1_520, 832),
        ("applications.done", 412, 700, 427),
        ("processes.done_within_discretion", 705, 1_260, 746),
        ("procedures.all", 236, 640, 254),
        ("procedures.any", 455, 640, 471),
    ] {
        let rate = rate(&report, id);
        assert_eq!(
            (rate.numerator, rate.denominator),
            (Some(numerator), Some(denominator)),
            "{id}"
        );
        assert_eq!(rate.high.unwrap().numerator, high, "{id}");
    }
    let bands = &report.volume_bands.groups;
    let cases = |group: &tosei_examples::digital_first_report::report::Group| {
        group
            .cases
            .and_then(tosei_inventory::suppression::PublishedCount::shown)
    };
    let counts: Vec<u64> = bands
        .iter()
        .map(|band| band.count.shown().unwrap())
        .collect();
    assert_eq!(counts, [118, 141, 156, 98, 45, 18, 64]);
    let without: Vec<u64> = bands
        .iter()
        .map(|band| band.without_cases.shown().unwrap())
        .collect();
    assert_eq!(without, [0, 0, 0, 0, 0, 0, 64]);
    assert_eq!(
        (cases(&bands[5]), cases(&report.volume_bands.total)),
        (Some(774_100), Some(932_000))
    );
    assert_eq!(report.barriers.discretion[1].processes, 260);
    let requests: Vec<u64> = report
        .barriers
        .request_statuses
        .iter()
        .map(|count| count.requests)
        .collect();
    assert_eq!(requests, [6, 2, 1]);
    assert_eq!(priority(&report, "tokyo.phase2").selected, 18);
    let years: Vec<u16> = priority(&report, "tokyo.phase2")
        .fiscal_years
        .iter()
        .map(|year| year.year())
        .collect();
    assert_eq!(years, [2025, 2024]); // what is expected first
}

#[test]
fn procedures_of_partners_are_looked_at_by_their_rule_alone() {
    let report = report_on(&file("partners", "inventory.json", INVENTORY))
        .unwrap()
        .report;
    let seen = |rule: &str| priority(&report, rule).seen;
    assert_eq!(
        (
            seen("tokyo.phase1"),
            seen("tokyo.phase2"),
            seen("tokyo.partners")
        ),
        (4, 3, 1)
    );
    let alone = changed("no-partners", |inventory| {
        inventory
            .procedures
            .retain(|procedure| procedure.id.as_str() != "P-4");
    });
    let reason = priority(&alone.report, "tokyo.partners")
        .cannot_be_said
        .as_ref();
    assert_eq!(reason.unwrap().reason, UnsaidReason::NotRecorded);
}

#[test]
fn a_rule_looks_at_the_years_of_its_states_the_latest_first() {
    let report = changed("years", |inventory| {
        for (year, state) in [(2022, VolumeState::Final), (2023, VolumeState::Final)] {
            let fiscal_year = FiscalYear::try_new(year).unwrap();
            inventory
                .volume_years
                .push(VolumeYear { fiscal_year, state });
        }
    })
    .report;
    let years = |rule: &str| -> Vec<u16> {
        priority(&report, rule)
            .fiscal_years
            .iter()
            .map(|year| year.year())
            .collect()
    };
    assert_eq!(years("tokyo.phase1"), [2024, 2023, 2022]);
    assert_eq!(years("tokyo.phase2"), [2025, 2024, 2023, 2022]);
}

#[test]
fn rates_use_the_latest_of_the_surest_counts() {
    let basis = |files: &Files| {
        let volumes = files.report.source.volumes.unwrap();
        (volumes.fiscal_year.year(), volumes.measure, volumes.state)
    };
    let applications = (2024, VolumeMeasure::Applications, VolumeState::Final);
    let earlier = changed("earlier", |inventory| {
        for process in &mut inventory.processes {
            process.volumes.push(volume(
                2023,
                VolumeMeasure::Applications,
                VolumeState::Final,
                1,
            ));
            process.volumes.push(volume(
                2025,
                VolumeMeasure::Applications,
                VolumeState::Preliminary,
                1,
            ));
        }
    });
    assert_eq!(basis(&earlier), applications);
    // Three counts of each measure: 申請件数 is taken.
    let both = changed("both", |inventory| {
        for process in inventory.processes.iter_mut().take(3) {
            process
                .volumes
                .push(volume(2024, VolumeMeasure::Handled, VolumeState::Final, 1));
        }
    });
    assert_eq!(basis(&both), applications);
    let more = changed("more-handled", |inventory| {
        for process in &mut inventory.processes {
            process
                .volumes
                .push(volume(2024, VolumeMeasure::Handled, VolumeState::Final, 1));
        }
    });
    assert_eq!(
        basis(&more),
        (2024, VolumeMeasure::Handled, VolumeState::Final)
    );
}

#[test]
fn without_counts_nothing_is_selected_and_no_rate_of_cases_is_said() {
    let files = changed("no-counts", |inventory| {
        for process in &mut inventory.processes {
            process.volumes.clear();
        }
    });
    let report = &files.report;
    assert_eq!(report.source.volumes, None);
    for rule in ["tokyo.phase1", "tokyo.phase2"] {
        let reason = priority(report, rule).cannot_be_said.as_ref().unwrap();
        assert_eq!(reason.reason, UnsaidReason::NotRecorded, "{rule}");
    }
    let reason = rate(report, "cases.online")
        .cannot_be_said
        .as_ref()
        .unwrap();
    assert_eq!(reason.reason, UnsaidReason::Unknown);
    assert_eq!(report.volume_bands.groups[6].count.shown(), Some(4)); // all of unknown volume
    assert!(read(&files.page).text.contains("記録なし"));
}

#[test]
fn a_barrier_that_is_resolved_does_not_stand() {
    let barriers = |files: Files| -> u64 {
        files
            .report
            .barriers
            .causes
            .iter()
            .map(|count| count.barriers)
            .sum()
    };
    let add = |resolved: &str| {
        let resolved = resolved.parse().unwrap();
        changed(&format!("resolved-{resolved}"), |inventory| {
            let mut barrier =
                Barrier::new(Obstacle::Fee, BarrierCause::OwnRule, Discretion::Within);
            barrier.resolved_on = Some(resolved);
            inventory.processes[2].barriers = Some(vec![barrier]);
        })
    };
    assert_eq!(barriers(add("2025-06-30")), 2); // the first day without it
    assert_eq!(barriers(add("2025-07-01")), 3);
}

#[test]
fn a_range_that_cannot_be_seen_in_one_digit_is_not_drawn() {
    let header = SURVEY.lines().next().unwrap();
    let rows: String = (0..3_000)
        .map(|n| {
            let status = match n {
                0 => "",
                n if n % 2 == 0 => "1 実施済",
                _ => "2 未実施",
            };
            format!("{n},総務省,手続{n},1 申請等,5 国民等,{status},,1,0\n")
        })
        .collect();
    let narrow = report_on(&file("narrow", "survey.csv", format!("{header}\n{rows}"))).unwrap();
    let done = rate(&narrow.report, "processes.done");
    assert_eq!(
        (done.low.unwrap().numerator, done.high.unwrap().numerator),
        (1_499, 1_500)
    );
    let text = read(&narrow.page).text;
    assert!(!text.contains("不明の内容により"), "{text}");
    assert!(text.contains("（1,499～1,500／3,000）")); // in the table of definitions
    let wide = make(&Options::default(), &()).unwrap();
    assert!(
        read(&wide.page)
            .text
            .contains("（不明の内容により、幅 47.2～49.9 %（717～758／1,520））")
    );
}

#[test]
fn what_is_exempt_is_not_among_what_is_left_to_do() {
    let text = format!(
        "{SURVEY}7,総務省,除外された手続,1 申請等,1 国,3 適用除外,,20000,0\n8,総務省,残った手続,1 申請等,1 国,2 未実施,,20000,0\n"
    );
    let files = report_on(&file("exempt", "survey.csv", text)).unwrap();
    let text = read(&files.page).text;
    // Two rules select both, each in the list of all; what is left to do is listed once more.
    assert_eq!(text.matches("除外された手続").count(), 2);
    assert_eq!(text.matches("残った手続").count(), 4);
}

#[test]
fn members_of_the_survey_carry_their_ministry_and_status() {
    let report = samples("survey-members").remove(0).report;
    let large = priority(&report, "survey.at_least_10000");
    let members: Vec<_> = large
        .members
        .iter()
        .map(|member| {
            (
                member.id.as_str(),
                member.organisation.as_deref(),
                member.status,
            )
        })
        .collect();
    assert_eq!(
        members,
        [
            ("1", Some("総務省"), Some(OnlineStatus::Done)),
            ("2", Some("総務省"), Some(OnlineStatus::NotDone)),
        ]
    );
    assert_eq!(
        (large.done, large.covered_cases, large.known_cases),
        (Some(1), Some(22_000), Some(31_999))
    );
    assert_eq!(large.members[0].kind.as_ref().unwrap().ja, "申請等");
    let reasons = &report.barriers.reasons;
    assert_eq!((reasons.not_done, reasons.unanswered), (1, 0));
}

#[test]
fn a_chart_of_many_groups_says_that_it_shows_the_largest() {
    let says = |files: &Files| read(&files.page).text.contains("項目のうち先頭の12項目");
    let samples = samples("many");
    assert!(!says(&samples[0]) && !says(&samples[1]));
    assert!(says(&samples[2])); // 21 departments
}
