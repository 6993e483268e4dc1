//! Reading inventory documents as they really come: every finding with its place, nothing dropped.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test stops at the first surprise"
)]

use tosei_document::{Collector, Limits, Report};
use tosei_inventory::{
    Body, Discretion, ElementState, Inventory, Obstacle, OnlineStatus, Organisation,
    OrganisationKind, Role,
    document::{self, Reading},
};
use tosei_table::TableError;
use tosei_types::CaseCount;

const HEADER: &str = "手続プロセスID,手続ID,手続名,手続プロセスの種類,オンライン化の実施状況";

fn frame() -> Inventory {
    let mut frame = Inventory::new(Body::new("見本市（架空）"), "2025-06-30".parse().unwrap());
    for (id, name) in [("shimin-ka", "市民課"), ("zeimu-ka", "税務課")] {
        let division = OrganisationKind::Division;
        frame
            .organisations
            .push(Organisation::new(id.parse().unwrap(), division, name));
    }
    frame
}

fn try_csv(bytes: &[u8], limits: &Limits) -> (Result<Reading, TableError>, Report) {
    let rules = document::rules();
    let mut sink = Collector::new(rules);
    let reading = document::read_csv(bytes, &frame(), limits, rules, &mut sink);
    (reading, sink.into_report())
}

fn csv(text: &str) -> (Reading, Report) {
    let (reading, report) = try_csv(text.as_bytes(), &Limits::default());
    (reading.unwrap(), report)
}

fn found(report: &Report) -> Vec<(String, String)> {
    let findings = report.findings().iter();
    findings
        .map(|finding| {
            let rule = finding.rule.strip_prefix("inventory.document.");
            (
                rule.unwrap_or(&finding.rule).to_owned(),
                finding.place.to_string(),
            )
        })
        .collect()
}

#[test]
fn a_table_reads_the_same_with_a_byte_order_mark_and_either_line_end() {
    let table = format!("{HEADER},備考\nP-1-1,P-1,手続,申請等,実施済,\"一行目\n二行目\"\n");
    let (plain, report) = csv(&table);
    assert!(report.is_clean(), "{report:#?}");
    assert_eq!(
        plain.inventory.processes[0].note.as_deref(),
        Some("一行目\n二行目")
    );
    for other in [
        format!("\u{feff}{table}"),
        table
            .replace('\n', "\r\n")
            .replace("一行目\r\n", "一行目\n"),
        table.trim_end().to_owned(),
        table.replace("P-1-1,", "\n\nP-1-1,"),
    ] {
        assert_eq!(csv(&other).0.inventory, plain.inventory, "{other:?}");
    }
}

#[test]
fn columns_are_found_by_header_in_either_language_and_any_order() {
    let table = "STATUS,手続名,手続 ＩＤ,procedure_id,kind,手続プロセスＩＤ\n\
                 done,手続,使わない,P-1,申請等,P-1-1\n";
    let (reading, report) = csv(table);
    // 手続ID stands first as Japanese: the English column repeats it.
    assert_eq!(
        reading.inventory.processes[0].procedure.as_str(),
        "使わない"
    );
    assert_eq!(
        found(&report),
        [("csv.column_repeated".to_owned(), "D1".to_owned())]
    );
    let extensions = &reading.inventory.processes[0].extensions;
    assert_eq!(extensions["procedure_id[D]"], "P-1");
}

#[test]
fn missing_columns_are_one_clear_sentence() {
    let (reading, _) = try_csv("手続ID,手続名\nP-1,手続\n".as_bytes(), &Limits::default());
    let Err(TableError::MissingColumns { missing, .. }) = reading else {
        panic!("the table has no 手続プロセスID");
    };
    assert_eq!(
        missing,
        [
            "手続プロセスID",
            "手続プロセスの種類",
            "オンライン化の実施状況"
        ]
    );
}

#[test]
fn every_finding_names_its_cell_and_keeps_the_text() {
    let header =
        format!("{HEADER},件数の年度,件数の種類,件数の状態,年間件数,うちオンライン件数,障壁の要因");
    let table = format!(
        "{header}\n\
         P-1-1,P-1,手続,申請等,○,R6,申請件数,確定,約300,１２,\n\
         P-1-2,P-1,手続,納付,実施済,R6.3,申請件数,確定,\"1,204\",不明,予算\n\
         ,P-1,手続,縦覧等,実施済,,,,,,\n\
         P 3,P-3,別の手続,申請等,実施済,,,,,,\n"
    );
    let (reading, report) = csv(&table);
    let mut found = found(&report);
    found.sort();
    let expected = [
        ("csv.code_unknown", "E2"),
        ("csv.code_unknown", "K3"),
        ("csv.number", "I2"),
        ("csv.process_id_missing", "A4"),
        ("csv.spelling", "F2"),
        ("csv.spelling", "I3"),
        ("csv.spelling", "J2"),
        ("csv.value", "A5"),
        ("csv.year_is_month", "F3"),
    ];
    let expected = expected.map(|(rule, cell)| (rule.to_owned(), cell.to_owned()));
    assert_eq!(found, expected);
    let raw: Vec<_> = reading
        .raw
        .iter()
        .map(|r| (r.place.to_string(), &*r.text))
        .collect();
    let raw: Vec<_> = raw
        .iter()
        .map(|(place, text)| (place.as_str(), *text))
        .collect();
    assert_eq!(
        raw,
        [
            ("E2", "○"),
            ("I2", "約300"),
            ("K3", "予算"),
            ("A4", ",P-1,手続,縦覧等,実施済,,,,,,"),
            ("A5", "P 3,P-3,別の手続,申請等,実施済,,,,,,"),
        ]
    );
    let [first, second] = reading.inventory.processes.as_slice() else {
        panic!("two rows are processes");
    };
    assert_eq!(first.status, OnlineStatus::Unknown); // ○ is not guessed at
    assert_eq!(first.volumes[0].cases, None);
    assert_eq!(first.volumes[0].online_cases, Some(CaseCount::from(12)));
    assert_eq!(second.volumes[0].cases, Some(CaseCount::from(1_204)));
    assert_eq!(second.volumes[0].fiscal_year.to_string(), "2023");
    assert_eq!(second.barriers, None);
    // The procedure of the row that was no process is still a procedure.
    assert_eq!(reading.inventory.procedures.len(), 3);
}

#[test]
fn checks_of_a_table_name_its_cells() {
    let header =
        format!("{HEADER},件数の年度,件数の種類,件数の状態,年間件数,うちオンライン件数,処理機関");
    let table = format!(
        "{header}\n\
         P-1-1,P-1,手続,申請等,実施済,2024,申請件数,確定,10,11,市民課\n\
         P-1-1,P-1,手続,謎,未実施,2026,申請件数,確定,10,1,\n"
    );
    let rules = document::rules();
    let mut sink = Collector::new(rules);
    let limits = Limits::default();
    let reading = document::read_csv(table.as_bytes(), &frame(), &limits, rules, &mut sink);
    reading.unwrap().check(rules, &mut sink);
    let mut found = found(&sink.into_report());
    found.sort();
    let expected = [
        ("process.duplicate_id", "A3"),
        ("process.executor_missing", "A3"),
        ("process.kind_unknown", "D3"),
        ("process.reason_missing", "A3"),
        ("volume.future_final", "H3"),
        ("volume.online_exceeds_cases", "J2"),
        ("volume.online_without_status", "J3"),
    ];
    assert_eq!(
        found,
        expected.map(|(rule, cell)| (rule.to_owned(), cell.to_owned()))
    );
}

#[test]
fn roles_elements_and_barriers_are_read_from_columns() {
    let header = format!(
        "{HEADER},処理機関,受付・経由機関,添付の状況,障害となる事項,裁量,変更できる機関,障壁への対応"
    );
    let table = format!(
        "{header}\n\
         P-1-1,P-1,手続,申請等,未実施,市民課、税務課,新しい課,未実施,様式,裁量外,市民課、税務課,要望する\n\
         P-1-2,P-1,手続,納付,実施済,shimin-ka,,,なし,,,\n\
         P-1-3,P-1,手続,納付,実施済,,,,,,,\n"
    );
    let (reading, report) = csv(&table);
    assert_eq!(
        found(&report),
        [("csv.organisation_added".to_owned(), "G2".to_owned())]
    );
    let [first, second, third] = reading.inventory.processes.as_slice() else {
        panic!("three rows");
    };
    let day = reading.inventory.status_date;
    let executors: Vec<_> = first
        .holders(Role::Executor, day)
        .map(tosei_types::OrganisationId::as_str)
        .collect();
    assert_eq!(executors, ["shimin-ka", "zeimu-ka"]);
    assert_eq!(
        first.holders(Role::Acceptor, day).next().unwrap().as_str(),
        "新しい課"
    );
    assert_eq!(reading.inventory.organisations[2].name, "新しい課");
    assert_eq!(first.elements.attachment, ElementState::NotDone);
    assert_eq!(first.elements.payment, ElementState::Unknown);
    let barrier = &first.barriers.as_ref().unwrap()[0];
    assert_eq!(
        (barrier.obstacle, barrier.discretion),
        (Obstacle::Form, Discretion::Beyond)
    );
    assert_eq!(barrier.changeable_by.len(), 2);
    assert_eq!(second.barriers.as_deref(), Some(&[][..])); // examined, none
    assert_eq!(third.barriers, None); // nobody examined them
    assert_eq!(second.roles[0].organisation.as_str(), "shimin-ka");
}

#[test]
fn one_procedure_is_said_once_and_completed_by_later_rows() {
    let header = format!("{HEADER},手続の分類");
    let table = format!(
        "{header}\n\
         P-1-1,P-1,手続,申請等,実施済,\n\
         P-1-2,P-1,,納付,実施済,証明\n\
         P-1-3,P-1,別の名,納付,実施済,\n\
         ,P-2,手続プロセスのない手続,,,\n"
    );
    let (reading, report) = csv(&table);
    assert_eq!(
        found(&report),
        [("csv.procedure_differs".to_owned(), "C4".to_owned())]
    );
    let procedures = &reading.inventory.procedures;
    assert_eq!(procedures.len(), 2);
    assert_eq!(procedures[0].name, "手続");
    assert_eq!(procedures[0].category.as_deref(), Some("certificate"));
    assert_eq!(procedures[1].id.as_str(), "P-2");
    assert_eq!(reading.inventory.processes.len(), 3);
}

#[test]
fn a_name_that_two_organisations_have_is_not_guessed_at() {
    let mut frame = frame();
    let division = OrganisationKind::Division;
    let twin = Organisation::new("shimin-ka-2".parse().unwrap(), division, "市民課");
    frame.organisations.push(twin);
    let table = format!(
        "{HEADER},処理機関\n\
         P-1-1,P-1,手続,申請等,実施済,市民課\n\
         P-1-2,P-1,手続,申請等,実施済,shimin-ka-2\n"
    );
    let rules = document::rules();
    let mut sink = Collector::new(rules);
    let limits = Limits::default();
    let reading = document::read_csv(table.as_bytes(), &frame, &limits, rules, &mut sink).unwrap();
    assert_eq!(reading.inventory.organisations.len(), 3);
    assert!(reading.inventory.processes[0].roles.is_empty());
    let second = &reading.inventory.processes[1].roles[0];
    assert_eq!(second.organisation.as_str(), "shimin-ka-2");
    assert_eq!((reading.raw.len(), &*reading.raw[0].text), (1, "市民課"));
    let expected = ("csv.organisation_ambiguous".to_owned(), "F2".to_owned());
    assert_eq!(found(&sink.into_report()), [expected]);
}

#[test]
fn a_row_without_any_id_is_kept_raw() {
    let (reading, report) = csv(&format!("{HEADER}\n,,名だけ,,\n,,,,\n"));
    assert_eq!(
        found(&report),
        [("csv.process_id_missing".to_owned(), "A2".to_owned())]
    );
    assert_eq!(&*reading.raw[0].text, ",,名だけ,,");
    assert!(reading.inventory.procedures.is_empty() && reading.inventory.processes.is_empty());
}

#[test]
fn bytes_that_are_no_text_cost_their_row_and_are_kept_visible() {
    let mut bytes = format!("{HEADER}\nP-1-1,P-1,手続,申請等,実施済\nP-1-2,P-1,").into_bytes();
    bytes.extend(b"\x83\x8B,");
    bytes.extend("申請等,実施済\n".as_bytes());
    let (reading, report) = try_csv(&bytes, &Limits::default());
    let reading = reading.unwrap();
    assert_eq!(
        found(&report),
        [("document.encoding.not_utf8".to_owned(), "C3".to_owned())]
    );
    assert_eq!(&*reading.raw[0].text, "P-1-2,P-1,\\x83\\x8B,申請等,実施済");
    assert_eq!(reading.inventory.processes.len(), 1);
}

#[test]
fn limits_end_a_reading_and_say_so() {
    let table = format!("{HEADER}\n{}", "P-1-1,P-1,手続,申請等,実施済\n".repeat(5));
    let limits = Limits {
        items: 3,
        ..Limits::default()
    };
    let (reading, report) = try_csv(table.as_bytes(), &limits);
    assert_eq!(reading.unwrap().inventory.processes.len(), 3);
    assert_eq!(report.count_of("document.limit.items"), 1);
    let limits = Limits {
        text: 60,
        ..Limits::default()
    };
    let (reading, report) = try_csv(table.as_bytes(), &limits);
    assert_eq!(reading.unwrap().inventory.processes.len(), 5); // the row is long, no cell is
    assert!(report.is_clean());
    let name = "長".repeat(21);
    let long = format!("{table}P-1-9,P-1,{name},申請等,実施済\n");
    let (reading, report) = try_csv(long.as_bytes(), &limits);
    assert_eq!(reading.unwrap().inventory.processes.len(), 5);
    let expected = ("document.limit.text".to_owned(), "A7".to_owned());
    assert_eq!(found(&report), [expected]);
}

#[test]
fn ndjson_is_read_line_by_line_whatever_the_order_of_keys() {
    let text = "\u{feff}{\"type\":\"header\",\"format\":\"tosei-inventory\",\"format_version\":1,\
                \"fictional\":true,\"body\":{\"name\":\"見本市（架空）\"},\"status_date\":\"2025-06-30\"}\r\n\
                \r\n\
                {\"id\":\"P-1\",\"name\":\"手続\",\"type\":\"procedure\"}\r\n\
                {\"type\":\"process\",\"id\":\"P-1-1\",\"procedure\":\"P-1\",\"kind\":\"application\",\"status\":\"maybe\"}\r\n\
                {\"type\":\"process\",\"id\":\"P-1-2\",\"procedure\":\"P-1\",\"kind\":\"謎\",\"status\":\"done\"}\r\n\
                {\"type\":\"proces\"}\r\n\
                {\"id\":\"P-2\"}\r\n\
                not json\r\n";
    let rules = document::rules();
    let mut sink = Collector::new(rules);
    let limits = Limits::default();
    let reading = document::read_ndjson(text.as_bytes(), &limits, rules, &mut sink).unwrap();
    assert_eq!(reading.inventory.procedures.len(), 1);
    assert_eq!(reading.inventory.processes.len(), 1);
    reading.check(rules, &mut sink);
    let mut found = found(&sink.into_report());
    found.sort();
    let expected = [
        ("document.json.bad_value", "4"),
        ("document.json.bad_value", "6"),
        ("document.json.missing_key", "7"),
        ("document.json.syntax", "8:2"),
        ("process.executor_missing", "5"),
        ("process.kind_unknown", "5"),
    ];
    assert_eq!(
        found,
        expected.map(|(rule, line)| (rule.to_owned(), line.to_owned()))
    );
    let lines: Vec<_> = reading
        .raw
        .iter()
        .map(|raw| raw.place.to_string())
        .collect();
    assert_eq!(lines, ["4", "6", "7", "8"]);
}

#[test]
fn ndjson_stops_at_its_limit_and_refuses_a_key_that_stands_twice() {
    let mut inventory = frame();
    inventory.fictional = true;
    let text = document::write_ndjson(&inventory);
    let twice = "{\"id\":\"a\",\"name\":\"一\",\"name\":\"二\",\"type\":\"procedure\"}\n";
    for (items, organisations, findings) in [(3, 2, 0), (2, 1, 1), (1, 0, 1)] {
        let limits = Limits {
            items,
            ..Limits::default()
        };
        let rules = document::rules();
        let mut sink = Collector::new(rules);
        let reading = document::read_ndjson(text.as_bytes(), &limits, rules, &mut sink).unwrap();
        assert_eq!(
            reading.inventory.organisations.len(),
            organisations,
            "{items}"
        );
        assert_eq!(sink.into_report().total(), findings, "{items}");
    }
    let rules = document::rules();
    let mut sink = Collector::new(rules);
    let limits = Limits::default();
    let text = format!("{text}{twice}");
    let reading = document::read_ndjson(text.as_bytes(), &limits, rules, &mut sink).unwrap();
    assert!(reading.inventory.procedures.is_empty());
    assert_eq!(&*reading.raw[0].text, twice.trim_end());
}

#[test]
fn another_format_or_version_is_refused_by_every_door() {
    let json = Inventory::new(Body::new("見本市（架空）"), "2025-06-30".parse().unwrap()).to_json();
    assert!(Inventory::from_json(&json).is_ok());
    for other in [
        json.replace("\"format_version\": 1", "\"format_version\": 2"),
        json.replace("tosei-inventory", "tosei-flow"),
    ] {
        assert_eq!(
            Inventory::from_json(&other).unwrap_err().code(),
            "inventory.document.shape"
        );
        let rules = document::rules();
        let mut sink = Collector::new(rules);
        let limits = Limits::default();
        assert!(document::read_json(other.as_bytes(), &limits, rules, &mut sink).is_none());
        assert_eq!(sink.into_report().count_of("document.format"), 1);
    }
    let trailing = Inventory::from_json(&format!("{json} {{}}")).unwrap_err();
    assert_eq!(trailing.code(), "inventory.document.trailing");
    let unknown = json.replace("\"extensions\"", "\"extension\"");
    assert!(Inventory::from_json(&unknown).is_err());
}

#[test]
fn a_count_that_is_not_known_is_written_and_one_that_is_left_out_is_refused() {
    let volume = |cases: &str| {
        let json = format!(
            r#"{{"fiscal_year": "2024", "measure": "applications", "state": "final"{cases}}}"#
        );
        serde_json::from_str::<tosei_inventory::Volume>(&json)
    };
    assert_eq!(volume(r#", "cases": null"#).unwrap().cases, None);
    assert_eq!(
        volume(r#", "cases": 0"#).unwrap().cases,
        Some(CaseCount::ZERO)
    );
    assert!(volume("").is_err());
    assert!(volume(r#", "cases": 9007199254740992"#).is_err());
}
