//! Inventories as CSV: which cell says what, what is left to JSON, and what is read back.

use crate::{empty, process};
use std::collections::BTreeMap;
use tosei_document::{Collector, Limits};
use tosei_inventory::{
    Barrier, BarrierCause, Discretion, Inventory, Obstacle, OnlineStatus, Organisation,
    OrganisationKind, Procedure, Process, Role, RoleAssignment, document,
};
use tosei_table::{ReadOptions, Workbook};
use tosei_types::Language;

fn with_divisions(divisions: &[(&str, &str)]) -> Inventory {
    let mut inventory = empty("2025-06-30");
    for (id, name) in divisions {
        let division = OrganisationKind::Division;
        let organisation = Organisation::new(id.parse().unwrap(), division, *name);
        inventory.organisations.push(organisation);
    }
    inventory
}

fn town() -> Inventory {
    with_divisions(&[("shimin-ka", "市民課"), ("zeimu-ka", "税務課")])
}

fn bytes(inventory: &Inventory) -> Vec<u8> {
    let mut bytes = Vec::new();
    document::write_csv(inventory, &mut bytes).unwrap();
    bytes
}

/// The filled cells of each row by header; what is read back is what was written.
fn cells(inventory: &Inventory) -> Vec<BTreeMap<String, String>> {
    let bytes = bytes(inventory);
    let rules = document::rules();
    let mut sink = Collector::new(rules);
    let frame = inventory.frame();
    let read = document::read_csv(
        bytes.as_slice(),
        &frame,
        &Limits::default(),
        rules,
        &mut sink,
    );
    assert_eq!(read.unwrap().inventory, *inventory);
    assert!(sink.into_report().is_clean());
    let book = Workbook::read(&bytes, &ReadOptions::default()).unwrap();
    let rows: Vec<Vec<String>> = book.sheets()[0]
        .rows()
        .map(|row| {
            let mut cells = vec![String::new(); document::columns().len()];
            for cell in row.cells() {
                let column = usize::try_from(cell.address().column()).unwrap() - 1;
                cells[column] = cell.value().display_text().into_owned();
            }
            cells
        })
        .collect();
    let headers = rows[0].clone();
    let filled = |row: &Vec<String>| {
        let pairs = headers.iter().cloned().zip(row.iter().cloned());
        pairs.filter(|(_, cell)| !cell.is_empty()).collect()
    };
    rows[1..].iter().map(filled).collect()
}

fn cell<'c>(row: &'c BTreeMap<String, String>, header: &str) -> &'c str {
    assert!(
        document::columns().iter().any(|c| c.header == header),
        "{header}"
    );
    row.get(header).map_or("", String::as_str)
}

const REST: &str = "手続プロセスのその他の項目（JSON）";

fn assigned(role: Role, id: &str) -> RoleAssignment {
    RoleAssignment::new(role, id.parse().unwrap())
}

/// The cells of one process of the town with these roles.
fn row_of_roles(inventory: &mut Inventory, roles: Vec<RoleAssignment>) -> BTreeMap<String, String> {
    process(inventory, "P-1", OnlineStatus::NotDone).roles = roles;
    cells(inventory).remove(0)
}

#[test]
fn roles_without_dates_are_names_and_only_the_others_are_json() {
    let (executor, acceptor) = (Role::Executor, Role::Acceptor);
    let plain = vec![
        assigned(executor, "shimin-ka"),
        assigned(executor, "zeimu-ka"),
        assigned(acceptor, "zeimu-ka"),
    ];
    let row = row_of_roles(&mut town(), plain.clone());
    assert_eq!(cell(&row, "処理機関"), "市民課、税務課");
    assert_eq!(cell(&row, "受付・経由機関"), "税務課");
    assert_eq!((cell(&row, "制度所管"), cell(&row, REST)), ("", ""));

    let mut dated = assigned(executor, "zeimu-ka");
    dated.from = Some("2026-04-01".parse().unwrap());
    let roles = vec![assigned(executor, "shimin-ka"), dated.clone()];
    let row = row_of_roles(&mut town(), roles);
    assert_eq!(cell(&row, "処理機関"), "市民課");
    let left: serde_json::Value = serde_json::from_str(cell(&row, REST)).unwrap();
    let expected = serde_json::json!({"roles": [{}, {"role": "executor",
        "organisation": "zeimu-ka", "from": "2026-04-01"}]});
    assert_eq!(left, expected);

    // Only dated ones: no cell names anybody.
    let row = row_of_roles(&mut town(), vec![dated]);
    assert_eq!(cell(&row, "処理機関"), "");
    assert!(cell(&row, REST).contains("2026-04-01"));

    // The other way round: the order would not come back, so JSON says all of it.
    let mut turned = plain;
    turned.reverse();
    let row = row_of_roles(&mut town(), turned);
    assert_eq!(
        (cell(&row, "処理機関"), cell(&row, "受付・経由機関")),
        ("", "")
    );
    assert!(cell(&row, REST).contains("shimin-ka"));
}

#[test]
fn who_is_not_named_clearly_is_named_by_id_or_in_json() {
    let named = |inventory: &mut Inventory, id: &str| {
        let row = row_of_roles(inventory, vec![assigned(Role::Executor, id)]);
        (
            cell(&row, "処理機関").to_owned(),
            cell(&row, REST).is_empty(),
        )
    };
    for (name, cell) in [
        ("市民課", "市民課"),
        ("市民課、窓口係", "a-ka"), // reads as two
        ("市民課,窓口係", "a-ka"),
        (" 市民課", "a-ka"),
        ("市民課 ", "a-ka"),
        ("税務課", "a-ka"), // another's name as well
        ("b-ka", "a-ka"),   // another's id
    ] {
        let mut inventory = with_divisions(&[("a-ka", name), ("b-ka", "税務課")]);
        assert_eq!(
            named(&mut inventory, "a-ka"),
            (cell.to_owned(), true),
            "{name:?}"
        );
    }
    // Nobody of that id is listed.
    assert_eq!(named(&mut town(), "mihon-ka"), (String::new(), false));
}

#[test]
fn several_who_can_change_a_rule_stand_in_one_cell() {
    let changeable = |by: &[&str]| {
        let mut inventory = town();
        let mut barrier = Barrier::new(Obstacle::Fee, BarrierCause::OwnRule, Discretion::Beyond);
        barrier.changeable_by = by.iter().map(|id| id.parse().unwrap()).collect();
        process(&mut inventory, "P-1", OnlineStatus::NotDone).barriers = Some(vec![barrier]);
        cells(&inventory).remove(0)
    };
    for (by, expected) in [
        (&[] as &[&str], ""),
        (&["zeimu-ka"], "税務課"),
        (&["zeimu-ka", "shimin-ka"], "税務課、市民課"),
    ] {
        let row = changeable(by);
        assert_eq!(cell(&row, "変更できる機関"), expected);
        assert_eq!(cell(&row, REST), "", "{by:?}");
        assert_eq!(
            cell(&row, "障害となる事項"),
            Obstacle::Fee.label(Language::Ja)
        );
    }
    let row = changeable(&["zeimu-ka", "mihon-ka"]);
    assert_eq!(cell(&row, "変更できる機関"), "");
    assert!(cell(&row, REST).contains("mihon-ka"));
    let mut none = town();
    process(&mut none, "P-1", OnlineStatus::NotDone).barriers = Some(Vec::new());
    let row = cells(&none).remove(0);
    assert_eq!(
        (cell(&row, "障害となる事項"), cell(&row, REST)),
        ("なし", "")
    );
}

#[test]
fn what_a_procedure_cannot_say_in_cells_stands_in_its_first_row() {
    let rest = "手続のその他の項目（JSON）";
    let mut inventory = town();
    let mut first = Procedure::new("P-1".parse().unwrap(), "転入の届出");
    first.organisation = Some("shimin-ka".parse().unwrap());
    let extra = serde_json::json!({"番号": 7});
    first.extensions = serde_json::from_value(extra).unwrap();
    inventory.procedures.push(first);
    let alone = Procedure::new("P-9".parse().unwrap(), "プロセスのない手続");
    inventory.procedures.push(alone);
    for id in ["P-1-1", "P-1-2"] {
        let kind = "application";
        let process = Process::new(id.parse().unwrap(), "P-1".parse().unwrap(), kind);
        inventory.processes.push(process);
    }
    let rows = cells(&inventory);
    assert_eq!(rows.len(), 3);
    for row in &rows[..2] {
        assert_eq!(cell(row, "手続ID"), "P-1");
        assert_eq!(cell(row, "手続名"), "転入の届出");
        assert_eq!(cell(row, "所管"), "市民課");
        assert_eq!(cell(row, "手続プロセスの種類"), "申請等");
        assert_eq!(
            cell(row, "オンライン化の実施状況"),
            OnlineStatus::Unknown.label(Language::Ja)
        );
    }
    assert_eq!(cell(&rows[0], "手続プロセスID"), "P-1-1");
    assert_eq!(cell(&rows[1], "手続プロセスID"), "P-1-2");
    assert!(cell(&rows[0], rest).contains("番号"));
    assert_eq!(cell(&rows[1], rest), "");
    let last = &rows[2];
    assert_eq!(
        (cell(last, "手続プロセスID"), cell(last, "手続ID")),
        ("", "P-9")
    );
    assert_eq!(
        (cell(last, "手続名"), cell(last, "手続プロセスの種類")),
        ("プロセスのない手続", "")
    );
}
