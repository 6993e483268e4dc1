//! Reading JSON: what each defect is called, where it stands, and where the limits are.

use crate::collector;
use serde::Deserialize;
use serde_json::value::RawValue;
use tosei_document::{Catalogue, JsonReader, Limits, Report};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Shell<'a> {
    #[serde(borrow)]
    items: Vec<&'a RawValue>,
}

#[derive(Debug, Deserialize, PartialEq)]
#[serde(deny_unknown_fields)]
struct Item {
    n: u8,
    #[serde(default)]
    deep: Option<Box<Item>>,
}

/// Each finding as `code place`, and what was read, with the pointers of what is kept raw.
fn read(bytes: &[u8], limits: Limits) -> (Vec<String>, Vec<(usize, u8)>, Vec<String>) {
    let mut findings = collector();
    let (mut good, mut kept) = (Vec::new(), Vec::new());
    if let Some(mut reader) = JsonReader::open(bytes, &limits, Catalogue::reading(), &mut findings)
    {
        if let Some(shell) = reader.shell::<Shell<'_>>() {
            let items: Vec<(usize, Item)> = reader.items("/items", &shell.items);
            good = items.into_iter().map(|(at, item)| (at, item.n)).collect();
        }
        kept = reader
            .into_raw()
            .iter()
            .map(|raw| format!("{} {}", raw.place, raw.text))
            .collect();
    }
    (said(&findings.into_report()), good, kept)
}

fn said(report: &Report) -> Vec<String> {
    let say = |f: &tosei_document::Finding| {
        let rule = f.rule.strip_prefix("document.").unwrap();
        let values: Vec<String> = f.values.iter().map(|(k, v)| format!("{k}={v}")).collect();
        format!("{rule} {} {}", f.place, values.join(" "))
            .trim_end()
            .to_owned()
    };
    report.findings().iter().map(say).collect()
}

#[track_caller]
fn finds(text: &str, expected: &str) {
    let (found, _, _) = read(text.as_bytes(), Limits::default());
    assert_eq!(found, [expected], "{text}");
}

#[test]
fn every_defect_has_its_name_and_place() {
    finds(
        "{\"items\": [",
        "json.syntax 1:11 detail=EOF while parsing a list",
    );
    finds(
        "{\"items\": []} x",
        "json.syntax 1:15 detail=trailing characters",
    );
    finds(
        "[]",
        "json.wrong_type / detail=invalid type: sequence, expected a map path=/",
    );
    finds(
        " \n[]",
        "json.wrong_type / detail=invalid type: sequence, expected a map path=/",
    );
    finds(
        "{\"items\": [], \"x\": 1}",
        "json.unknown_key /x key=x path=/x",
    );
    finds("{}", "json.missing_key / key=items path=/");
    finds(
        "{\"items\": 1}",
        "json.wrong_type /items detail=invalid type: integer `1`, expected a sequence path=/items",
    );
    finds(
        "{\"items\": [{}]}",
        "json.missing_key /items/0 key=n path=/items/0",
    );
    finds(
        "{\"items\": [[1]]}",
        "json.wrong_type /items/0 detail=invalid type: sequence, expected a map path=/items/0",
    );
    finds(
        "{\"items\": [{\"n\": \"x\"}]}",
        "json.wrong_type /items/0/n detail=invalid type: string \"x\", expected u8 path=/items/0/n",
    );
    finds(
        "{\"items\": [{\"n\": 256}]}",
        "json.bad_value /items/0/n detail=invalid value: integer `256`, expected u8 path=/items/0/n",
    );
    finds(
        "{\"items\": [{\"n\": 1, \"deep\": {\"n\": 2, \"a/b~\": 3}}]}",
        "json.unknown_key /items/0/deep/a~1b~0 key=a/b~ path=/items/0/deep/a~1b~0",
    );
}

#[test]
fn what_is_good_is_read_and_the_rest_kept_as_it_stands() {
    let text = "\u{FEFF}{\"items\": [{\"n\": 1}, {\"m\": 2}, {\"n\": 3}, [4]]}";
    let (found, good, kept) = read(text.as_bytes(), Limits::default());
    assert_eq!(good, [(0, 1), (2, 3)]);
    assert_eq!(kept, ["/items/1 {\"m\": 2}", "/items/3 [4]"]);
    assert_eq!(found.len(), 2);
}

#[test]
fn limits_hold_from_the_first_thing_too_many() {
    let limits = Limits::default();
    assert_eq!(
        (limits.bytes, limits.depth, limits.items, limits.text),
        (1_073_741_824, 64, 10_000_000, 1_048_576)
    );
    let text = "{\"items\":\n[{\"n\": 1}, {\"n\": 2}]}";
    let size = u64::try_from(text.len()).unwrap();
    let found = |limits: Limits| read(text.as_bytes(), limits).0.join("; ");
    assert_eq!(found(limits), "");
    assert_eq!(
        found(Limits {
            bytes: size,
            ..limits
        }),
        ""
    );
    let (over, one_less) = (
        Limits {
            bytes: size - 1,
            ..limits
        },
        size - 1,
    );
    assert_eq!(
        found(over),
        format!("limit.bytes - bytes={size} limit={one_less}")
    );
    assert_eq!(found(Limits { depth: 3, ..limits }), "");
    assert_eq!(
        found(Limits { depth: 2, ..limits }),
        "limit.depth 2:2 limit=2"
    );
    assert_eq!(found(Limits { items: 2, ..limits }), "");
    assert_eq!(
        found(Limits { items: 1, ..limits }),
        "limit.items /items items=2 limit=1"
    );
    assert_eq!(found(Limits { text: 5, ..limits }), "");
    assert_eq!(
        found(Limits { text: 4, ..limits }),
        "limit.text 1:2 limit=4"
    );
    // Brackets in a text nest nothing, an escaped quote ends none.
    let quoted = "{\"items\": [], \"[[[[\\\"[[\": 1}";
    let (found, _, _) = read(quoted.as_bytes(), Limits { depth: 2, ..limits });
    assert_eq!(
        found,
        ["json.unknown_key /[[[[\"[[ key=[[[[\"[[ path=/[[[[\"[["]
    );
    // Closed brackets no longer count.
    let side = "{\"items\": [{}, {}, {}]}";
    let (found, _, _) = read(side.as_bytes(), Limits { depth: 3, ..limits });
    assert!(found.iter().all(|f| f.starts_with("json.missing_key")));
}

#[test]
fn bytes_that_are_no_utf_8_are_told_with_their_place() {
    for (bytes, place) in [
        (&b"\xFF"[..], "1:1"),
        (b"{\n\xE3\x81\x82\xFF", "2:2"),
        (b"\xEF\xBB\xBFa\xC3", "1:2"),
    ] {
        let (found, _, _) = read(bytes, Limits::default());
        assert_eq!(found, [format!("encoding.not_utf8 {place}")]);
    }
}

#[test]
fn lines_of_their_own() {
    let mut findings = collector();
    let limits = Limits {
        items: 4,
        ..Limits::default()
    };
    let mut reader =
        JsonReader::open(b" x ", &limits, Catalogue::reading(), &mut findings).unwrap();
    assert_eq!(reader.text(), " x ");
    let lines = [
        "{\"n\": 1}",
        "[2]",
        "{\"n\": ",
        "{\"m\": 4}",
        "{\"n\": 5}",
        "{\"n\": 6}",
    ];
    let read: Vec<Option<u8>> = (1..)
        .zip(lines)
        .map(|(number, line)| reader.line::<Item>(number, line).map(|item| item.n))
        .collect();
    assert_eq!(read, [Some(1), None, None, None, None, None]);
    crate::accept(reader.sink(), crate::BYTES, None, 99);
    let raw: Vec<String> = reader
        .into_raw()
        .iter()
        .map(|raw| raw.place.to_string())
        .collect();
    assert_eq!(raw, ["2", "3", "4"]);
    let mut found = said(&findings.into_report());
    found.sort();
    assert_eq!(
        found,
        [
            "json.syntax 3:6 detail=EOF while parsing a value",
            "json.unknown_key 4 key=m path=/m",
            "json.wrong_type 2 detail=invalid type: sequence, expected a map path=/",
            "limit.bytes 99",
            "limit.items 5 items=5 limit=4",
        ]
    );
}

#[test]
fn a_reader_needs_the_rules_about_reading() {
    let mut findings = collector();
    let none = Catalogue::default();
    assert!(JsonReader::open(b"{}", &Limits::default(), &none, &mut findings).is_none());
}

#[test]
fn the_format_is_the_kind_and_the_version() {
    let mut findings = collector();
    let mut reader = JsonReader::open(
        b"{}",
        &Limits::default(),
        Catalogue::reading(),
        &mut findings,
    )
    .unwrap();
    assert!(reader.expect_format(("a", 1), ("a", 1)));
    assert!(!reader.expect_format(("a", 1), ("a", 2)));
    assert!(!reader.expect_format(("a", 1), ("b", 1)));
    let found = said(&findings.into_report());
    assert_eq!(
        found,
        [
            "format /format_version expected=a expected_version=1 found=a found_version=2",
            "format /format_version expected=a expected_version=1 found=b found_version=1",
        ]
    );
}
