//! What a comparison says: names, ids of what cannot be told, corrections the other way round.

use crate::{empty, process};
use serde_json::json;
use tosei_inventory::{
    CompareOptions, ComparedList, Comparison, CrosswalkRow, InstrumentKind, Inventory, LegalBasis,
    MatchReason, MatchingCorrections, OnlineStatus, OrganisationBasis, OrganisationCrosswalk,
    Procedure, Role, RoleAssignment, compare, comparison::comparison_rules,
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

#[test]
fn a_report_counts_what_happened_and_nothing_else() {
    let earlier = named("2025-03-31", &[("A", "転入の届出"), ("B", "転出の届出")]);
    let later = named(
        "2025-06-30",
        &[("A", "転入届"), ("C", "印鑑の登録"), ("D", "印鑑の廃止")],
    );
    let report = compare(&earlier, &later, &CompareOptions::default()).into_report();
    let totals: Vec<String> = report
        .totals
        .iter()
        .map(|total| {
            format!(
                "{} {} {}",
                total.list.code(),
                total.kind.code(),
                total.count
            )
        })
        .collect();
    assert_eq!(
        totals,
        [
            "procedures added 2",
            "procedures abolished 1",
            "procedures renamed 1"
        ]
    );
}

#[test]
fn a_move_that_no_crosswalk_names_is_no_reorganisation() {
    let owned = |day: &str, owner: &str| {
        let mut inventory = named(day, &[("A", "転入の届出")]);
        inventory.procedures[0].organisation = Some(owner.parse().unwrap());
        inventory
    };
    let (earlier, later) = (owned("2025-03-31", "a"), owned("2025-06-30", "b"));
    let crosswalk = |old: &str, new: &str| {
        let row = CrosswalkRow::new(
            old.parse().unwrap(),
            new.parse().unwrap(),
            "1/1".parse().unwrap(),
        );
        OrganisationCrosswalk::new("2025-04-01".parse().unwrap(), vec![row])
    };
    let moved = |crosswalk: Option<&OrganisationCrosswalk>| {
        let options = CompareOptions::default();
        let options = match crosswalk {
            Some(crosswalk) => options.with_crosswalk(crosswalk),
            None => options,
        };
        let comparison = compare(&earlier, &later, &options);
        let transfer = comparison.changes()[0].transfer.clone().unwrap();
        transfer.by_reorganisation
    };
    assert!(!moved(None));
    assert!(moved(Some(&crosswalk("a", "b"))));
    assert!(!moved(Some(&crosswalk("a", "c"))));
}

#[test]
fn a_million_pairs_of_names_are_tried() {
    let side = |day: &str, sign: &str| {
        let mut inventory = empty(day);
        for number in 0..1_000 {
            let id = format!("{sign}-{number}").parse().unwrap();
            let procedure = Procedure::new(id, sign);
            inventory.procedures.push(procedure);
        }
        inventory
    };
    let (earlier, later) = (side("2025-03-31", "甲"), side("2025-06-30", "乙"));
    let comparison = compare(&earlier, &later, &CompareOptions::default());
    let rule = "inventory.comparison.similarity_not_tried";
    assert_eq!(comparison.findings().count_of(rule), 0);
}

#[test]
fn bodies_are_the_same_by_code_and_else_by_name() {
    let of = |day: &str, name: &str, code: Option<&str>| {
        let mut document = crate::json(&empty(day));
        document["body"] = json!({"name": name});
        if let Some(code) = code {
            document["body"]["local_government_code"] = json!(code);
        }
        Inventory::from_json(&document.to_string()).unwrap()
    };
    let (first, second) = (Some("131016"), Some("131024"));
    for (old, new, differ) in [
        (("見本市", None), ("見本市", None), false),
        (("見本市", None), ("手本市", None), true),
        (("見本市", first), ("見本市", first), false),
        (("見本市", first), ("手本市", first), false), // renamed
        (("見本市", first), ("見本市", second), true),
        (("見本市", first), ("見本市", None), false),
        (("見本市", None), ("手本市", second), true),
    ] {
        let earlier = of("2025-03-31", old.0, old.1);
        let later = of("2025-06-30", new.0, new.1);
        let comparison = compare(&earlier, &later, &CompareOptions::default());
        let found = comparison
            .findings()
            .count_of("inventory.comparison.different_bodies");
        assert_eq!(found > 0, differ, "{old:?} {new:?}");
    }
}
