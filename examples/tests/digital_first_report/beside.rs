//! What stands beside the inventory: an earlier snapshot, a round, a series, spreadsheets.

use crate::{
    fixtures::{INVENTORY, file, folder, options, report_on},
    html::read,
};
use serde_json::{Value, json};
use tosei_examples::digital_first_report::{Failure, Files, Options, make, report::StructureShown};
use tosei_inventory::{ChangeCause, ChangeVerdict, suppression::PublishedCount};

fn mihon() -> Files {
    make(&Options::default(), &()).unwrap()
}

pub(crate) fn text_of<'f>(files: &'f Files, name: &str) -> &'f str {
    let (_, content) = files.iter().find(|(known, _)| *known == name).unwrap();
    std::str::from_utf8(content).unwrap()
}

#[test]
fn the_change_of_the_fictional_city_is_the_sum_of_its_causes() {
    let files = mihon();
    let change = files.report.change.as_ref().unwrap();
    let rate = &change.rates[0];
    assert_eq!(rate.id.as_str(), "processes.done");
    assert_eq!(rate.earlier_percent.as_deref(), Some("44.26"));
    assert_eq!(rate.later_percent.as_deref(), Some("47.17"));
    assert_eq!(rate.points.as_deref(), Some("2.914"));
    let effects: Vec<(ChangeCause, &str)> = rate
        .effects
        .iter()
        .map(|effect| (effect.cause, effect.points.as_str()))
        .collect();
    assert_eq!(
        effects,
        [
            (ChangeCause::NewlyOnline, "3.243"),
            (ChangeCause::Abolished, "0.317"),
            (ChangeCause::Added, "-0.646"),
            (ChangeCause::Transferred, "0.000"),
        ]
    );
    for rate in &change.rates {
        let sum: tosei_inventory::Fraction = rate.effects.iter().map(|effect| &effect.effect).sum();
        assert_eq!(Some(&sum), rate.change.as_ref(), "{}", rate.id);
    }
    let page = read(&files.page).text;
    for shown in [
        "44.26 %", "47.17 %", "+2.914", "+3.243", "+0.317", "−0.646", "0.000",
    ] {
        assert!(page.contains(shown), "{shown}");
    }
    let causes = text_of(&files, "causes.csv");
    assert!(
        causes.contains("processes.done,全体 whole,,,655,1480,717,1520,2.914,新規オンライン化")
    );
}

#[test]
fn a_transfer_moves_departments_and_not_the_whole() {
    let files = mihon();
    let tables = &files.report.change.as_ref().unwrap().organisations;
    let shown: Vec<StructureShown> = tables.iter().map(|table| table.structure).collect();
    use StructureShown::{AsRecorded, New, Old};
    assert_eq!(shown, [AsRecorded, Old, New]);
    let moved = |at: usize| {
        let rows = tables[at].rows.iter();
        rows.flat_map(|row| &row.effects)
            .filter(|effect| effect.cause == ChangeCause::Transferred)
            .filter(|effect| effect.points != "0.000")
            .count()
    };
    assert!(moved(0) >= 2, "the transfer is seen in both departments");
    assert_eq!(
        (moved(1), moved(2)),
        (0, 0),
        "in one structure it has no effect"
    );
    for table in tables {
        let sum =
            |of: fn(&tosei_examples::digital_first_report::report::OrganisationChange) -> u64| {
                table.rows.iter().map(of).sum::<u64>()
            };
        assert_eq!(sum(|row| row.later.map_or(0, |of| of.denominator)), 1_520);
        assert_eq!(sum(|row| row.earlier.map_or(0, |of| of.denominator)), 1_480);
    }
}

#[test]
fn shapley_divides_otherwise_and_sums_to_the_same() {
    let with = |method: &str| Options {
        method: Some(method.to_owned()),
        ..Options::default()
    };
    let shapley = make(&with("shapley"), &()).unwrap().report.change.unwrap();
    let sequential = make(&with("sequential"), &())
        .unwrap()
        .report
        .change
        .unwrap();
    assert_eq!(shapley.method.as_deref(), Some("shapley"));
    assert_eq!(shapley.rates[0].change, sequential.rates[0].change);
    assert_ne!(shapley.rates[0].effects, sequential.rates[0].effects);
}

/// The small inventory three months before, changed.
fn earlier(change: impl FnOnce(&mut Value)) -> String {
    let mut document: Value = serde_json::from_str(INVENTORY).unwrap();
    document["status_date"] = json!("2025-03-31");
    change(&mut document);
    document.to_string()
}

fn changed(test: &str, previous: &str) -> Result<Files, Failure> {
    let path = file(test, "inventory.json", INVENTORY);
    let earlier = path.with_file_name("earlier.json");
    std::fs::write(&earlier, previous).unwrap();
    let options = Options {
        previous: Some(earlier),
        ..options(&path)
    };
    make(&options, &())
}

#[test]
fn a_fall_by_reclassification_is_called_so() {
    // What is not online was beyond discretion before and is within it now.
    let previous = earlier(|document| {
        document["processes"][3]["barriers"][0]["discretion"] = json!("beyond");
    });
    let files = changed("reclassified", &previous).unwrap();
    let change = files.report.change.unwrap();
    let mut rates = change.rates.iter();
    let rate = rates
        .find(|rate| rate.id.as_str() == "processes.done_within_discretion")
        .unwrap();
    assert_eq!(rate.points.as_deref(), Some("-50.000"));
    assert_eq!(rate.verdict, Some(ChangeVerdict::FallByReclassification));
    let page = read(&files.page).text;
    assert!(page.contains("区分の変更（分母に入るものの変更）によるもの"));
    assert!(page.contains("The fall is reclassification"));
}

#[test]
fn an_ambiguous_match_is_a_finding_and_can_be_decided() {
    let renamed = |id: &str| json!({"id": id, "procedure": "P-1", "kind": "application", "status": "not_done"});
    let mut document: Value = serde_json::from_str(INVENTORY).unwrap();
    let processes = document["processes"].as_array_mut().unwrap();
    processes.push(renamed("N-1"));
    processes.push(renamed("N-2"));
    let now = document.to_string();
    let then = earlier(|document| {
        let processes = document["processes"].as_array_mut().unwrap();
        processes.push(renamed("O-1"));
        processes.push(renamed("O-2"));
    });
    let path = file("ambiguous", "inventory.json", now);
    let previous = path.with_file_name("earlier.json");
    std::fs::write(&previous, then).unwrap();
    let mut options = Options {
        previous: Some(previous),
        ..options(&path)
    };
    let files = make(&options, &()).unwrap();
    assert!(files.report.change.as_ref().unwrap().ambiguous > 0);
    assert!(text_of(&files, "findings.csv").contains("inventory.comparison.ambiguous_process"));
    assert!(files.page.contains("どれがどれか決められない突合が"));

    let matching = path.with_file_name("matching.json");
    let same = |old: &str, new: &str| json!({"say": "same", "list": "processes", "earlier": old, "later": new});
    let corrections = json!({"format": "tosei-inventory-matching", "format_version": 1,
        "corrections": [same("O-1", "N-1"), same("O-2", "N-2")]});
    std::fs::write(&matching, corrections.to_string()).unwrap();
    options.matching = Some(matching);
    let change = make(&options, &()).unwrap().report.change.unwrap();
    assert_eq!(change.ambiguous, 0);
    let mut counts = change.matching.iter();
    assert_eq!(
        counts.find(|one| one.reason == "correction").unwrap().count,
        2
    );
}

#[test]
fn the_round_of_the_fictional_city() {
    let files = mihon();
    let round = files.report.round.as_ref().unwrap();
    let totals = &round.totals;
    assert_eq!((totals.sections, totals.late, totals.missing), (55, 3, 5));
    assert_eq!(totals.sections - totals.missing - totals.late, 47);
    assert_eq!(
        round.letters.len(),
        files
            .iter()
            .filter(|(name, _)| name.starts_with("letters/"))
            .count()
    );
    let letter = text_of(&files, "letters/012_shimin-ka.txt");
    assert!(letter.contains("市民課 様\r\n"));
    assert!(letter.contains("1. 調査票!A4: 結合されたセルを解除し"));
    assert!(letter.contains("To 市民課"));
    let rows: u64 = round.effect.rows.iter().map(|row| row.processes).sum();
    assert!(rows > 0);
    let rate = &round.effect.rates[0];
    assert_eq!(
        (rate.recorded.numerator, rate.recorded.denominator),
        (717, 1_520)
    );
    assert!(rate.low.numerator < 717, "{:?}", rate.low);
    assert!(rate.high.numerator >= 758, "{:?}", rate.high);
    // The rates of the report themselves are those of the inventory.
    assert_eq!(files.report.rates[0].numerator, Some(717));
    assert!(text_of(&files, "round.csv").contains(",未回答（期限超過）,missing,"));
    assert!(
        text_of(&files, "corrections.csv").contains("調査票!K12")
            || text_of(&files, "corrections.csv").contains("調査票!A4")
    );
    // On the due date nobody is missing yet.
    let on_time = Options {
        round_as_of: Some("2025-07-31".parse().unwrap()),
        ..Options::default()
    };
    let round = make(&on_time, &()).unwrap().report.round.unwrap();
    assert_eq!((round.totals.missing, round.totals.not_yet), (0, 8));
}

#[test]
fn an_answer_sheet_stands_for_each_rate_at_the_top() {
    let path = file(
        "published",
        "published.json",
        r#"{"format": "tosei-published-values", "format_version": 1,
        "values": [{"indicator": "processes.done", "as_of": "2025-06-30", "figure": {"percent": "47.0"},
        "published_in": {"ja": "架空の広報", "en": "a fictional bulletin"}}]}"#,
    );
    let files = make(
        &Options {
            published: Some(path),
            ..Options::default()
        },
        &(),
    )
    .unwrap();
    let sheets = &files.report.answer_sheets;
    assert_eq!(sheets.len(), 4);
    assert_eq!(
        sheets[0].sentence.ja,
        "令和7年6月末時点で、見本市（架空）の「実施済／全プロセス」は、1,520プロセスのうち717、47.2％です（不明の内容により47.2％から49.9％まで）。"
    );
    let change = sheets[0].change.as_ref().unwrap();
    assert_eq!(change.points.as_deref(), Some("2.914"));
    assert!(sheets[0].other_ways.len() >= 10);
    assert_eq!(sheets[0].published.len(), 1);
    assert!(!sheets[0].published[0].agrees);
    let json: Value = serde_json::from_str(text_of(&files, "answer_sheets.json")).unwrap();
    assert_eq!(json["format"], "tosei-answer-sheets");
    assert_eq!(json["sheets"], serde_json::to_value(sheets).unwrap());
    let page = read(&files.page).text;
    assert!(page.contains(&sheets[0].sentence.ja) && page.contains(&sheets[0].sentence.en));
    assert!(page.contains("架空の広報"));
    assert!(files.page.contains("class=\"own-pages\""));
}

#[test]
fn a_survey_needs_a_date_for_its_answer_sheets() {
    let path = file("survey-sheets", "survey.csv", crate::fixtures::SURVEY);
    let without = report_on(&path).unwrap();
    assert!(without.report.answer_sheets.is_empty());
    assert!(without.page.contains("--as-of で指定できます"));
    let with = Options {
        as_of: Some("2024-03-31".parse().unwrap()),
        ..options(&path)
    };
    let files = make(&with, &()).unwrap();
    assert!(
        files.report.answer_sheets[0]
            .sentence
            .ja
            .contains("令和6年3月末時点")
    );
    let mut sheets = files.report.answer_sheets.iter();
    assert!(sheets.any(|sheet| sheet.sentence.ja.contains("不明のものが含まれている")));
}

#[test]
fn two_surveys_are_compared_as_far_as_they_can_be() {
    let path = file("two-surveys", "later.csv", crate::fixtures::SURVEY);
    let earlier = path.with_file_name("earlier.csv");
    std::fs::write(
        &earlier,
        crate::fixtures::SURVEY.replace("2 未実施", "3 適用除外"),
    )
    .unwrap();
    let options = Options {
        previous: Some(earlier),
        ..options(&path)
    };
    let files = make(&options, &()).unwrap();
    let change = files.report.change.unwrap();
    assert!(
        change
            .rates
            .iter()
            .all(|rate| rate.cannot_be_said.is_none())
    );
    assert!(files.page.contains("前回からの変化と要因"));
}

#[test]
fn the_survey_is_known_by_its_headers_in_a_workbook_and_in_either_edition() {
    let mut book = rust_xlsxwriter::Workbook::new();
    let sheet = book.add_worksheet();
    for (row, line) in (0u32..).zip(crate::fixtures::SURVEY.lines()) {
        for (column, cell) in (0u16..).zip(line.split(',')) {
            sheet.write_string(row, column, cell).unwrap();
        }
    }
    let bytes = book.save_to_buffer().unwrap();
    let book = report_on(&file("survey-book", "調査.xlsx", bytes)).unwrap();
    let csv = report_on(&file("survey-csv", "survey.csv", crate::fixtures::SURVEY)).unwrap();
    assert_eq!(book.report.rates, csv.report.rates);
    assert_eq!(book.report.priorities, csv.report.priorities);
    assert_eq!(book.report.source.edition.as_deref(), Some("survey-r6"));

    let (headers, rows) = crate::fixtures::SURVEY.split_once('\n').unwrap();
    let rows: Vec<String> = rows.lines().map(|row| format!("{row},,")).collect();
    let later = format!(
        "{headers},関連条項号,関連する根拠法令\n{}\n",
        rows.join("\n")
    );
    let path = file("survey-r7", "survey.csv", later);
    let later = report_on(&path).unwrap().report;
    assert_eq!(later.source.edition.as_deref(), Some("survey-r7"));
    assert_eq!(
        later.source.status_date,
        Some("2025-11-01".parse().unwrap())
    );
    // What the two editions cannot compare is refused with the reason.
    let earlier = path.with_file_name("r6.csv");
    std::fs::write(&earlier, crate::fixtures::SURVEY).unwrap();
    let options = Options {
        previous: Some(earlier),
        ..options(&path)
    };
    let files = make(&options, &()).unwrap();
    let change = files.report.change.unwrap();
    let done = change
        .rates
        .iter()
        .find(|rate| rate.id.as_str() == "processes.done");
    assert!(done.unwrap().cannot_be_said.is_some());
    assert!(read(&files.page).text.contains("比べられない率"));
}

#[test]
fn a_forecast_says_pace_and_date() {
    let series = json!({"format": "tosei-indicator-series", "format_version": 1, "fictional": true,
        "id": "processes.done", "label": {"ja": "架空の率", "en": "a fictional rate"}, "unit": "percent",
        "observed": [
            {"at": "2024-06-30", "figure": {"percent": "40.0"}, "source": "definition"},
            {"at": "2025-06-30", "figure": {"percent": "48.0"}, "source": "definition"}],
        "targets": [{"at": "2027-03-31", "figure": {"percent": "100"}, "source": "definition"}]});
    let path = file("series", "series.json", series.to_string());
    let options = Options {
        series: Some(path),
        ..Options::default()
    };
    let files = make(&options, &()).unwrap();
    let forecast = &files.report.forecast.as_ref().unwrap().forecast;
    assert_eq!(forecast.state.code(), "behind");
    assert!(forecast.projected_on.is_some());
    let page = read(&files.page).text;
    assert!(page.contains("必要なペース") && page.contains("+7.429")); // 52 points in 7 quarters
    assert!(page.contains("達成見込日"));
}

#[test]
fn small_numbers_are_hidden_where_that_is_asked_for() {
    let shown = mihon();
    assert!(shown.report.suppression.is_none());
    let options = Options {
        suppress_below: Some(10),
        ..Options::default()
    };
    let files = make(&options, &()).unwrap();
    let suppression = files.report.suppression.as_ref().unwrap();
    assert!(suppression.hidden > 0);
    assert!(read(&files.page).text.contains("1以上10未満の数"));
    assert!(text_of(&files, "groups.csv").contains("1以上10未満の数"));
    for grouping in &files.report.groupings {
        // What is shown is right, and none of it is small.
        for at in 0..7 {
            let counts = grouping.groups.iter().map(|group| group.status.all()[at]);
            let hidden = counts
                .clone()
                .filter(|count| *count == PublishedCount::HIDDEN)
                .count();
            assert_ne!(
                hidden, 1,
                "{} {at}: the total of the column tells it",
                grouping.id
            );
            assert!(
                counts
                    .filter_map(PublishedCount::shown)
                    .all(|count| count == 0 || count >= 10)
            );
        }
        for group in &grouping.groups {
            let hidden = group
                .status
                .all()
                .iter()
                .filter(|count| count.shown().is_none())
                .count();
            assert!(
                hidden != 1 || group.count.shown().is_none(),
                "{}",
                group.key
            );
        }
    }
    // The whole is no group.
    assert_eq!(files.report.rates, shown.report.rates);
    read(&files.page);
}

#[test]
fn exempted_findings_are_counted_apart() {
    let exemption = |until: &str| {
        json!({"format": "tosei-exemptions", "format_version": 1, "exemptions": [{
            "rule": "inventory.document.touchpoint.status_unknown", "subject": "T-2",
            "reason": "架空の理由", "approver": "架空の課長",
            "approved_on": "2025-04-01", "expires_on": until}]})
        .to_string()
    };
    let path = file("exemptions", "inventory.json", INVENTORY);
    let list = path.with_file_name("exemptions.json");
    let count = |until: &str| {
        std::fs::write(&list, exemption(until)).unwrap();
        let options = Options {
            exemptions: Some(list.clone()),
            ..options(&path)
        };
        make(&options, &()).unwrap().report.findings
    };
    let of = |findings: &tosei_examples::digital_first_report::report::Findings, rule: &str| {
        let mut rules = findings.rules.iter();
        rules
            .find(|known| known.rule == rule)
            .map_or((0, 0), |rule| (rule.count, rule.exempted))
    };
    let holds = count("2026-03-31");
    assert_eq!(
        of(&holds, "inventory.document.touchpoint.status_unknown"),
        (0, 1)
    );
    let expired = count("2025-05-31");
    assert_eq!(
        of(&expired, "inventory.document.touchpoint.status_unknown"),
        (1, 0)
    );
    assert_eq!(of(&expired, "document.exemption.expired").0, 1);
}
