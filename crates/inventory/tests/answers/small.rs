//! A small body: 60 procedures, one person, no volumes.

use crate::{processes, rate, rates};
use tosei_inventory::answer_sheet::{AnswerContext, AnswerSheet, AnswerSheets};
use tosei_inventory::suppression::{SuppressionOptions, ZeroTreatment, status_counts};
use tosei_inventory::{
    Body, Candidate, GroupedTally, Inventory, OnlineStatus, Organisation, OrganisationKind,
    PriorityRules, Procedure, ProcedureFacts, Process, ProcessKinds, RateDefinitions, Role,
    RoleAssignment, Tally, TouchpointFacts,
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

/// One section, 60 procedures, and nobody counted a case.
fn hamlet() -> Inventory {
    let mut hamlet = village();
    hamlet.organisations.truncate(1);
    for process in &mut hamlet.processes {
        process.roles[0].organisation = "ka-0".parse().unwrap();
    }
    hamlet
}

#[test]
fn one_section_without_volumes_gets_every_rate_with_an_answer_sheet() {
    let hamlet = hamlet();
    let basis = crate::basis(&hamlet);
    let mut procedures = Tally::<ProcedureFacts>::new();
    for (_, facts) in hamlet.procedure_facts(&basis) {
        procedures.add(&facts);
    }
    let touchpoints = Tally::<TouchpointFacts>::new();
    let rates = rates();
    let mut results = rates.evaluate(&processes(&hamlet));
    results.extend(rates.evaluate(&procedures));
    results.extend(rates.evaluate(&touchpoints));
    assert_eq!(
        results.len(),
        RateDefinitions::standard().definitions().len()
    );
    let context = AnswerContext::of_inventory(&hamlet);
    for result in &results {
        let id = result.id().as_str();
        assert_eq!(result.no_rate(), None, "{id}");
        let definition = RateDefinitions::standard().definition(id).unwrap();
        let sheet = AnswerSheet::new(result, definition, &context).unwrap();
        assert!(
            sheet
                .sentence
                .ja
                .starts_with("令和7年6月末時点で、見本村（架空）")
        );
        let rate = result.rate().unwrap();
        // Nobody counted cases, there are no touchpoints, and nobody recorded barriers, channels or
        // who acts: these have no figure. All others do.
        let of_nothing = rate.denominator() == 0;
        let known = !id.starts_with("cases.")
            && !id.starts_with("touchpoints.")
            && !id.contains("within_discretion");
        assert_eq!(of_nothing, !known, "{id}: {result}");
        assert_eq!(
            sheet.sentence.ja.contains("対象がないため率を示せません"),
            of_nothing,
            "{id}"
        );
    }
    let shown = |id: &str| {
        let found = results.iter().find(|result| result.id().as_str() == id);
        found.unwrap().to_string()
    };
    assert_eq!(shown("processes.done"), "12/60 = 20.0 % (20.0 to 40.0 %)");
    for id in ["procedures.all", "procedures.open", "procedures.series"] {
        assert_eq!(shown(id), "12/60 = 20.0 % (20.0 to 40.0 %)", "{id}");
    }
}

#[test]
fn one_section_without_volumes_has_priorities_that_say_unknown() {
    let hamlet = hamlet();
    let basis = crate::basis(&hamlet);
    let rules = PriorityRules::standard();
    let rules = rules.compile(ProcessKinds::standard()).unwrap();
    let year = "2024".parse().unwrap();
    let mut selector = rules.selector("tokyo.phase2", year).unwrap();
    for (procedure, facts) in hamlet.procedure_facts(&basis) {
        selector.take(&Candidate::of_procedure(procedure).with_actor(facts.actor));
    }
    let selection = selector.finish();
    assert!(selection.members().is_empty());
    // Not "none is large": of none of the sixty anybody can tell.
    assert_eq!(selection.undecided().count, 60);
}

#[test]
fn one_section_is_suppressed_without_giving_its_counts_away() {
    let hamlet = hamlet();
    let basis = crate::basis(&hamlet);
    let mut groups = GroupedTally::new();
    for (process, facts) in hamlet.process_facts(&basis) {
        groups.add(process.roles[0].organisation.as_str(), &facts);
    }
    let table = status_counts(&groups);
    assert_eq!(table.rows[0].counts, [12, 0, 36, 0, 0, 12]);
    let options = SuppressionOptions {
        threshold: 13,
        zeros: ZeroTreatment::Shown,
    };
    let published = table.suppress(options).unwrap();
    let cells: Vec<String> = published.rows[0]
        .counts
        .iter()
        .map(|c| c.in_a_cell())
        .collect();
    // 12 and 12 are the most that two small ones can be: 60 − 36 would give them away.
    assert_eq!(cells, ["＊", "0", "＊", "0", "0", "＊"]);
    let crossed = table.suppress_crossed(options).unwrap();
    // Of one row the column totals are its counts: they are hidden with them.
    for (count, total) in crossed.table.rows[0]
        .counts
        .iter()
        .zip(&crossed.column_totals)
    {
        assert_eq!(count, total);
    }
}
