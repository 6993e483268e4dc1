//! Flows as short documents and tables.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "tests"
)]

use tosei_bpr::{
    Flow,
    flow_table::{flow_table_rules, read_table},
    small_flow::{SmallFlow, read_json},
};
use tosei_document::Limits;
use tosei_table::ReadOptions;

const CSV: &str = "番号,手順,担当,作業種別,媒体,作業時間（分）,待ち時間,次,確率,分岐,合流,特記\r\n\
    a,申請書作成,申請者,申請書作成,紙,30,,,,,,\r\n\
    b,受付,窓口,receive,紙,10..20,1日,,,,,来庁\r\n\
    c,確認,審査担当,確認,,1時間30分,3d,\"d;f; 受付\",0.7;0.1;20%,exclusive,,\r\n\
    d,通知書の印刷,窓口,print,,5,,\"e\nf\",,並行,,\r\n\
    e,発送,委託,transfer,郵送,1/3,,,,,,\r\n\
    f,決裁,課長,decide,digital,\"triangular(3, 5, 15)\",,終了,,,parallel,押印\r\n";

fn json() -> String {
    r#"{"format": "tosei-small-flow", "format_version": 1, "id": "mihon", "steps": [
      {"id": "a", "step": "申請書作成", "who": "申請者", "kind": "fill_in", "medium": "paper", "minutes": 30},
      {"id": "b", "step": "受付", "who": "窓口", "kind": "受付", "medium": "紙", "minutes": "10～20", "waiting": "1d", "marks": ["visit"]},
      {"id": "c", "step": "確認", "who": "審査担当", "kind": "check", "minutes": 90, "waiting": 4320,
       "next": [{"to": "d", "probability": 0.7}, {"to": "f", "probability": "1/10"}, {"to": "b", "probability": "20%"}]},
      {"id": "d", "step": "通知書の印刷", "who": "窓口", "kind": "print", "minutes": 5, "next": ["e", "決裁"], "split": "parallel"},
      {"id": "e", "step": "発送", "who": "委託", "kind": "transfer", "medium": "post", "minutes": "1/3"},
      {"id": "f", "step": "決裁", "who": "課長", "kind": "decide", "medium": "digital", "minutes": "triangular(3,5,15)",
       "next": "end", "join": "parallel", "marks": ["押印"]}]}"#
        .to_owned()
}

fn from_table(csv: &str) -> Flow {
    let table = read_table(
        csv.as_bytes(),
        &ReadOptions::default(),
        SmallFlow::new("mihon".parse().unwrap()),
    )
    .unwrap();
    assert!(table.findings.is_clean(), "{:?}", table.findings);
    table.flow.unwrap()
}

#[test]
fn a_table_and_a_document_of_the_same_steps_are_the_same_flow() {
    let flow = read_json(json().as_bytes(), &Limits::default()).unwrap();
    assert_eq!(from_table(CSV), flow);
    assert_eq!(flow.nodes.len(), 2 + 6 + 3);
    assert_eq!(
        flow.sequence_flows.len(),
        1 + 1 + 1 + 1 + 3 + 1 + 2 + 1 + 1 + 1
    );
    // English headers, another order of columns, a byte order mark.
    let english = "\u{FEFF}who,STEP,minutes\n窓口,受付,10\n";
    let japanese = "手順,担当者,作業時間\n受付,窓口,10\n";
    assert_eq!(from_table(english), from_table(japanese));
}

#[cfg(feature = "yaml")]
#[test]
fn yaml_is_the_same_flow_too() {
    let flow = read_json(json().as_bytes(), &Limits::default()).unwrap();
    // JSON is YAML.
    let same = tosei_bpr::yaml::read_yaml(json().as_bytes(), &Limits::default()).unwrap();
    assert_eq!(same, flow);
    let yaml = "
format: tosei-small-flow
format_version: 1
id: mihon
steps:
  - {id: a, step: 申請書作成, who: 申請者, kind: fill_in, medium: paper, minutes: 30}
  - {id: b, step: 受付, who: 窓口, kind: 受付, medium: 紙, minutes: 10..20, waiting: 1d, marks: [来庁]}
  - id: c
    step: 確認
    who: 審査担当
    kind: check
    minutes: 1h30m
    waiting: 3d
    next:
      - {to: d, probability: 0.7}
      - {to: f, probability: 0.1}
      - {to: 受付, probability: 20%}
  - {id: d, step: 通知書の印刷, who: 窓口, kind: print, minutes: 5, next: [e, 決裁], split: parallel}
  - {id: e, step: 発送, who: 委託, kind: transfer, medium: post, minutes: 1/3}
  - {id: f, step: 決裁, who: 課長, kind: decide, medium: digital, minutes: 'triangular(3, 5, 15)', next: end, join: 並行, marks: [stamp]}
";
    assert_eq!(
        tosei_bpr::yaml::read_yaml(yaml.as_bytes(), &Limits::default()).unwrap(),
        flow
    );
}

#[cfg(feature = "yaml")]
#[test]
fn an_error_of_yaml_has_its_line() {
    let head = "format: tosei-small-flow\nformat_version: 1\nid: a\nsteps:\n";
    for (steps, code, place) in [
        (
            "  - step: x\n    minutes: 約30\n",
            "bpr.small_flow.malformed",
            "6",
        ),
        (
            "  - step: x\n    minutes: 3d\n",
            "bpr.small_flow.malformed",
            "6",
        ),
        (
            "  - step: x\n    stepp: y\n",
            "bpr.small_flow.malformed",
            "6",
        ),
        (
            "  - step: x\n  - step: y\n    next: z\n",
            "bpr.small_flow.unknown_next",
            "6",
        ),
        (
            "  - step: x\n  - step: x\n    next: x\n",
            "bpr.small_flow.ambiguous_next",
            "6",
        ),
        (
            "  - step: x\n  -\n    id: s1\n    step: y\n",
            "bpr.small_flow.duplicate_id",
            "7",
        ),
        ("  - step: x\n   - step\n", "bpr.small_flow.malformed", "6"),
        (
            "  - &a {step: x}\n  - *a\n",
            "bpr.small_flow.malformed",
            "5",
        ),
    ] {
        let text = format!("{head}{steps}");
        let error = tosei_bpr::yaml::read_yaml(text.as_bytes(), &Limits::default()).unwrap_err();
        assert_eq!(error.code(), code, "{steps} {error}");
        let shown = error.place().to_string();
        assert_eq!(shown.split(':').next().unwrap(), place, "{steps} {error}");
    }
}

#[test]
fn an_error_of_json_has_its_line() {
    let head =
        "{\"format\": \"tosei-small-flow\", \"format_version\": 1, \"id\": \"a\", \"steps\": [\n";
    for (steps, code, place) in [
        (
            "{\"step\": \"x\",\n \"minutes\": \"約30\"}]}",
            "bpr.small_flow.malformed",
            "3:",
        ),
        (
            "{\"step\": \"x\"},\n\n {\"stepp\": \"y\"}]}",
            "bpr.small_flow.malformed",
            "4:",
        ),
        (
            "{\"step\": \"x\", \"next\": \"z\"}]}",
            "bpr.small_flow.unknown_next",
            "2:1",
        ),
        ("{\"step\": \" \"}]}", "bpr.small_flow.no_name", "2:1"),
        ("]}", "bpr.small_flow.no_steps", ""),
        ("]", "bpr.small_flow.malformed", "2:1"),
        (
            "{\"id\": \"end\", \"step\": \"x\"}]}",
            "bpr.small_flow.duplicate_id",
            "2:1",
        ),
    ] {
        let text = format!("{head}{steps}");
        let error = read_json(text.as_bytes(), &Limits::default()).unwrap_err();
        assert_eq!(error.code(), code, "{steps}");
        let shown = error.place().to_string();
        assert!(shown.starts_with(place), "{steps}: {shown}");
    }
    let error = read_json(
        b"{\"format\": \"x\", \"format_version\": 1, \"id\": \"a\", \"steps\": []}",
        &Limits::default(),
    );
    assert_eq!(error.unwrap_err().code(), "bpr.small_flow.format");
    let small = Limits {
        bytes: 10,
        ..Limits::default()
    };
    assert_eq!(
        read_json(json().as_bytes(), &small).unwrap_err().code(),
        "bpr.small_flow.too_large"
    );
    let few = Limits {
        items: 5,
        ..Limits::default()
    };
    assert_eq!(
        read_json(json().as_bytes(), &few).unwrap_err().code(),
        "bpr.small_flow.too_large"
    );
}

#[test]
fn wrong_cells_are_named_by_their_addresses() {
    let csv =
        "備考,手順,作業時間,待ち時間,媒体,次,確率\n,受付,3d,x,紙紙,決裁;受付,1\n,決裁,5,,,,\n";
    let table = read_table(
        csv.as_bytes(),
        &ReadOptions::default(),
        SmallFlow::new("a".parse().unwrap()),
    )
    .unwrap();
    assert!(table.flow.is_none());
    let mut places: Vec<String> = table
        .findings
        .findings()
        .iter()
        .map(|finding| finding.place.to_string())
        .collect();
    places.sort();
    assert_eq!(places, ["A1", "C2", "D2", "E2", "G2"]);
}

#[test]
fn every_rule_is_broken_by_its_bad_fixture_and_not_by_its_good_one() {
    for rule in flow_table_rules().rules() {
        let count = |fixture: &serde_json::Value| {
            let csv = fixture["csv"].as_str().unwrap();
            let head = SmallFlow::new("a".parse().unwrap());
            let table = read_table(csv.as_bytes(), &ReadOptions::default(), head).unwrap();
            table.findings.count_of(&rule.code)
        };
        assert_eq!(
            (count(&rule.good), count(&rule.bad)),
            (0, 1),
            "{}",
            rule.code
        );
    }
}

#[cfg(feature = "xlsx")]
#[test]
fn a_workbook_is_the_same_flow_too() {
    let mut book = rust_xlsxwriter::Workbook::new();
    let sheet = book.add_worksheet();
    // The table begins in the second row and column.
    let rows: [&[&str]; 4] = [
        &[
            "手順",
            "担当",
            "媒体",
            "作業時間（分）",
            "待ち時間",
            "次",
            "確率",
        ],
        &["受付", "窓口", "紙", "10", "1日", "", ""],
        &["確認", "審査担当", "", "12.5", "", "決裁;受付", "80%;0.2"],
        &["決裁", "課長", "", "1/3", "", "終了", ""],
    ];
    for (row, cells) in (1u32..).zip(rows) {
        for (column, cell) in (1u16..).zip(cells) {
            match cell.parse::<f64>() {
                Ok(number) => sheet.write_number(row, column, number).unwrap(),
                Err(_) => sheet.write_string(row, column, *cell).unwrap(),
            };
        }
    }
    let bytes = book.save_to_buffer().unwrap();
    let head = || SmallFlow::new("mihon".parse().unwrap());
    let table = read_table(&bytes, &ReadOptions::default(), head()).unwrap();
    let csv: Vec<String> = rows.iter().map(|cells| cells.join(",")).collect();
    assert!(table.findings.is_clean(), "{:?}", table.findings);
    assert_eq!(table.flow.unwrap(), from_table(&csv.join("\n")));

    let sheet = book.worksheet_from_index(0).unwrap();
    sheet.write_string(2, 4, "約10").unwrap();
    let bytes = book.save_to_buffer().unwrap();
    let table = read_table(&bytes, &ReadOptions::default(), head()).unwrap();
    let place = table.findings.findings()[0].place.to_string();
    assert!(place.ends_with("E3"), "{place}");
}
