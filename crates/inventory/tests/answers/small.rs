//! A small body: 60 procedures, one person, no volumes.

use crate::{processes, rate, rates};
use tosei_inventory::answer_sheet::{AnswerContext, AnswerSheet, AnswerSheets};
use tosei_inventory::suppression::{SuppressionOptions, ZeroTreatment, status_counts};
use tosei_inventory::{
    Body, GroupedTally, Inventory, OnlineStatus, Organisation, OrganisationKind, Procedure,
    Process, RateDefinitions, Role, RoleAssignment,
};
use tosei_types::Language;

fn village() -> Inventory {
    let mut inventory = Inventory::new(Body::new("見本村（架空）"), "2025-06-30".parse().unwrap());
    inventory.fictional = true;
    for section in 0..6 {
        let id = format!("ka-{section}").parse().unwrap();
        let name = format!("課{section}");
        inventory
            .organisations
            .push(Organisation::new(id, OrganisationKind::Division, name));
    }
    for number in 0..60 {
        let id = format!("P-{number}");
        let name = format!("手続{number}");
        inventory
            .procedures
            .push(Procedure::new(id.parse().unwrap(), name));
        let mut process = Process::new(
            format!("{id}-1").parse().unwrap(),
            id.parse().unwrap(),
            "application",
        );
        process.status = match number % 5 {
            0 => OnlineStatus::Done,
            4 => OnlineStatus::Unknown,
            _ => OnlineStatus::NotDone,
        };
        let section = format!("ka-{}", number % 6).parse().unwrap();
        process
            .roles
            .push(RoleAssignment::new(Role::Executor, section));
        inventory.processes.push(process);
    }
    inventory
}

#[test]
fn the_sheets_of_sixty_procedures_without_volumes_are_useful() {
    let village = village();
    let context = AnswerContext::of_inventory(&village);
    let definitions = RateDefinitions::standard();
    let sheets: Vec<AnswerSheet> = rates()
        .evaluate(&processes(&village))
        .iter()
        .map(|result| {
            let definition = definitions.definition(result.id().as_str()).unwrap();
            AnswerSheet::new(result, definition, &context).unwrap()
        })
        .collect();
    let headline = &sheets[0];
    assert_eq!(
        headline.sentence.ja,
        "令和7年6月末時点で、見本村（架空）の「実施済／全プロセス」は、60プロセスのうち12、20.0％です（不明の内容により20.0％から40.0％まで）。"
    );
    let cases = sheets
        .iter()
        .find(|sheet| sheet.indicator.as_str() == "cases.online");
    let cases = cases.unwrap();
    assert!(
        cases
            .sentence
            .ja
            .ends_with("対象がないため率を示せません。")
    );
    assert_eq!(
        cases.caveats[1].text.ja,
        "件数が分からず数えていないものが60ある。"
    );
    assert!(rate(&village, "processes.done").is_open());
    assert_eq!(AnswerSheets::new(true, None, sheets.clone()).sheets, sheets);
}

#[test]
fn its_small_counts_are_hidden_only_when_asked_and_the_whole_stays() {
    let village = village();
    let basis = crate::basis(&village);
    let mut groups = GroupedTally::new();
    for (process, facts) in village.process_facts(&basis) {
        let section = process.roles[0].organisation.as_str();
        groups.add(section, &facts);
    }
    let table = status_counts(&groups);
    assert_eq!(table.rows.len(), 6);
    assert_eq!(table.rows[0].counts.iter().sum::<u64>(), 10);
    let published = table
        .suppress(SuppressionOptions {
            zeros: ZeroTreatment::Shown,
            ..SuppressionOptions::default()
        })
        .unwrap();
    assert_eq!(published.total.shown(), Some(60));
    assert!(
        published
            .rows
            .iter()
            .all(|row| row.total.shown() == Some(10))
    );
    // 2, 6, 2 of 10: all three are hidden, and the zeros are seen.
    let hidden = published.rows[0]
        .counts
        .iter()
        .filter(|c| c.shown().is_none());
    assert_eq!(hidden.count(), 3);
    assert_eq!(
        published.explain(Language::Ja).unwrap(),
        "1以上10未満の数と、それを逆算できてしまう数を「＊」とした（18箇所）。"
    );
    let open = table.suppress(SuppressionOptions {
        threshold: 0,
        zeros: ZeroTreatment::Suppressed,
    });
    let open = open.unwrap();
    assert_eq!((open.hidden, open.explain(Language::En)), (0, None));
}
