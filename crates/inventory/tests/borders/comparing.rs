//! What a comparison says: names, ids of what cannot be told, corrections the other way round.

use crate::{empty, process};
use serde_json::json;
use tosei_inventory::{
    CompareOptions, ComparedList, Comparison, InstrumentKind, Inventory, LegalBasis, MatchReason,
    MatchingCorrections, OnlineStatus, OrganisationBasis, Procedure, Role, RoleAssignment, compare,
    comparison::comparison_rules,
};
use tosei_types::Language;

fn named(day: &str, procedures: &[(&str, &str)]) -> Inventory {
    let mut inventory = empty(day);
    for (id, name) in procedures {
        let procedure = Procedure::new(id.parse().unwrap(), *name);
        inventory.procedures.push(procedure);
    }
    inventory
}

fn corrections(said: serde_json::Value) -> MatchingCorrections {
    let document = json!({
        "format": "tosei-inventory-matching", "format_version": 1, "corrections": said,
    });
    MatchingCorrections::from_json(&document.to_string()).unwrap()
}

fn with(earlier: &Inventory, later: &Inventory, said: &MatchingCorrections) -> Comparison {
    compare(
        earlier,
        later,
        &CompareOptions::default().with_corrections(said),
    )
}

#[test]
fn what_was_split_or_merged_has_the_name_of_the_one() {
    let one = named("2025-03-31", &[("A", "転入の届出")]);
    let two = named(
        "2025-06-30",
        &[("B", "転入の届出（国内）"), ("C", "転入の届出（国外）")],
    );
    let split = corrections(json!([
        {"say": "split", "list": "procedures", "earlier": "A", "later": ["B", "C"]},
    ]));
    let comparison = with(&one, &two, &split);
    assert_eq!(comparison.changes().len(), 1);
    assert_eq!(comparison.changes()[0].name, "転入の届出");
    assert!(
        comparison.changes()[0]
            .kinds
            .contains(&tosei_inventory::ChangeKind::Split)
    );
    let mut back = one.clone();
    back.status_date = "2025-09-30".parse().unwrap();
    let merged = split.clone().mirrored();
    let comparison = with(&two, &back, &merged);
    assert_eq!(comparison.changes().len(), 1);
    assert_eq!(comparison.changes()[0].name, "転入の届出");
    assert!(
        comparison.changes()[0]
            .kinds
            .contains(&tosei_inventory::ChangeKind::Merged)
    );
}

#[test]
fn corrections_mirrored_twice_are_the_same() {
    let said = corrections(json!([
        {"say": "same", "list": "procedures", "earlier": "A", "later": "B", "because": "改称"},
        {"say": "different", "list": "processes", "earlier": "A-1", "later": "B-1"},
        {"say": "split", "list": "touchpoints", "earlier": "T", "later": ["U", "V"]},
        {"say": "merged", "list": "procedures", "earlier": ["X", "Y"], "later": "Z"},
    ]));
    let mirrored = said.clone().mirrored();
    assert_ne!(mirrored, said);
    assert_eq!(mirrored.corrections().len(), 4);
    assert_eq!(mirrored.mirrored(), said);
}

#[test]
fn what_cannot_be_told_apart_is_named() {
    let mut earlier = named(
        "2025-03-31",
        &[("B", "証明書の交付"), ("A", "証明書の交付")],
    );
    let mut later = named(
        "2025-06-30",
        &[("D", "証明書の交付"), ("C", "証明書の交付")],
    );
    for inventory in [&mut earlier, &mut later] {
        for procedure in &mut inventory.procedures {
            let basis = LegalBasis::new(InstrumentKind::Act).titled("住民基本台帳法");
            procedure.legal_basis = vec![basis];
        }
    }
    let comparison = compare(&earlier, &later, &CompareOptions::default());
    let findings = comparison.findings();
    assert_eq!(findings.count_of("inventory.comparison.ambiguous_name"), 1);
    let finding = &findings.findings()[0];
    assert_eq!(finding.subject.as_deref(), Some("A"));
    for language in [Language::Ja, Language::En] {
        let sentence = comparison_rules().sentence(finding, language);
        assert!(
            sentence.contains("A, B") && sentence.contains("C, D"),
            "{sentence}"
        );
    }
}

#[test]
fn of_several_executors_none_is_the_one() {
    let snapshot = |day: &str, holders: &[(&str, Role)]| {
        let mut inventory = empty(day);
        let process = process(&mut inventory, "P-1", OnlineStatus::Done);
        process.roles = holders
            .iter()
            .map(|(id, role)| RoleAssignment::new(*role, id.parse().unwrap()))
            .collect();
        inventory
    };
    let moved = |earlier: &[(&str, Role)], later: &[(&str, Role)], basis| {
        let (earlier, later) = (
            snapshot("2025-03-31", earlier),
            snapshot("2025-06-30", later),
        );
        let options = CompareOptions::default().with_organisations(basis);
        let comparison = compare(&earlier, &later, &options);
        let changes = comparison.changes().iter();
        let transfers = changes.filter_map(|change| change.transfer.as_ref());
        transfers
            .map(|transfer| format!("{} {}", transfer.from, transfer.to))
            .collect::<Vec<_>>()
    };
    use Role::{Executor, RuleOwner};
    let executor = OrganisationBasis::Executor;
    assert_eq!(
        moved(&[("a", Executor)], &[("b", Executor)], executor),
        ["a b"]
    );
    let none: [&str; 0] = [];
    for (earlier, later) in [
        (
            &[("a", Executor), ("b", Executor)] as &[_],
            &[("b", Executor)] as &[_],
        ),
        (&[("a", Executor)], &[("b", Executor), ("c", Executor)]),
        (&[("a", Executor)], &[]),
        (&[("a", RuleOwner)], &[("b", RuleOwner)]),
        (&[("a", Executor)], &[("a", Executor)]),
    ] {
        assert_eq!(
            moved(earlier, later, executor),
            none,
            "{earlier:?} {later:?}"
        );
    }
    // One organisation in the role twice is one.
    let twice = [("a", Executor), ("a", Executor)];
    assert_eq!(moved(&twice, &[("b", Executor)], executor), ["a b"]);
}

#[test]
fn every_reason_for_a_match_has_its_words() {
    let correction = |by: Option<&str>| MatchReason::Correction {
        because: None,
        confirmed_by: by.map(Into::into),
    };
    for (reason, japanese, english) in [
        (correction(None), "訂正による", "by correction"),
        (
            correction(Some("市民課")),
            "訂正による（確認: 市民課）",
            "by correction (confirmed by 市民課)",
        ),
        (MatchReason::Id, "IDが同じ", "same id"),
        (
            MatchReason::Content,
            "重複するIDだが内容が同じ",
            "repeated id, same content",
        ),
        (
            MatchReason::Series {
                series: "hojo".into(),
            },
            "同じ系列「hojo」の年度版",
            "editions of the series `hojo`",
        ),
        (
            MatchReason::NameAndLaw,
            "名称・根拠法令・条項号が同じ",
            "same name, law and provision",
        ),
        (
            MatchReason::ProcedureAndKind,
            "同じ手続の同じ種類のプロセス",
            "same kind within the same procedure",
        ),
        (MatchReason::Name, "種類と名称が同じ", "same kind and name"),
    ] {
        assert_eq!(reason.in_words(Language::Ja), japanese);
        assert_eq!(reason.in_words(Language::En), english);
    }
    let earlier = named(
        "2025-03-31",
        &[("A", "事業用自動車運送事業計画変更認可申請書提出")],
    );
    let later = named(
        "2025-06-30",
        &[("B", "事業用自動車運送事業計画変更認可申請書提出等")],
    );
    let comparison = compare(&earlier, &later, &CompareOptions::default());
    let reason = comparison.changes()[0].reason.as_ref().unwrap();
    let words = reason.in_words(Language::Ja);
    assert!(words.starts_with("名称が類似（規則"), "{words}");
    assert!(
        reason
            .in_words(Language::En)
            .starts_with("alike names (rule ")
    );
    assert_eq!(comparison.list(ComparedList::Procedures).pairs.len(), 1);
    assert_eq!(comparison.list(ComparedList::Processes).pairs.len(), 0);
}
