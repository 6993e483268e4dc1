//! What two snapshots have in common and what not.

use crate::{add, empty};
use tosei_inventory::comparison::{compare_surveys, write_comparison_csv};
use tosei_inventory::survey::{SurveyColumn, SurveyEdition, SurveyTable};
use tosei_inventory::{
    ChangeKind, CompareOptions, ComparedList, Comparison, Inventory, LegalBasis, MatchReason,
    MatchingCorrections, OnlineStatus, Procedure, ScoreBand, SeriesEdition, Similarity, compare,
};
use tosei_types::Language;

fn procedure(inventory: &mut Inventory, id: &str, name: &str, law: Option<&str>) {
    let mut procedure = Procedure::new(id.parse().unwrap(), name);
    procedure.legal_basis = law
        .map(|law| {
            let mut basis = LegalBasis::new("act".parse().unwrap()).titled(law);
            basis.provision = Some("第1条".into());
            basis
        })
        .into_iter()
        .collect();
    inventory.procedures.push(procedure);
}

fn compared(
    earlier: &[(&str, &str, Option<&str>)],
    later: &[(&str, &str, Option<&str>)],
    corrections: &str,
) -> Comparison {
    let (mut old, mut new) = (empty("2025-03-31"), empty("2025-06-30"));
    for (id, name, law) in earlier {
        procedure(&mut old, id, name, *law);
    }
    for (id, name, law) in later {
        procedure(&mut new, id, name, *law);
    }
    let corrections = MatchingCorrections::from_json(&format!(
        r#"{{"format": "tosei-inventory-matching", "format_version": 1, "corrections": [{corrections}]}}"#
    ));
    let corrections = corrections.unwrap();
    compare(
        &old,
        &new,
        &CompareOptions::default().with_corrections(&corrections),
    )
}

fn kinds(comparison: &Comparison) -> Vec<(Vec<ChangeKind>, String, String)> {
    let joined = |ids: &[Box<str>]| ids.join("+");
    comparison
        .changes()
        .iter()
        .map(|change| {
            (
                change.kinds.clone(),
                joined(&change.earlier),
                joined(&change.later),
            )
        })
        .collect()
}

#[test]
fn names_with_their_law_find_each_other_when_ids_changed() {
    let law = Some("住民基本台帳法");
    let comparison = compared(&[("A", "転入 届", law)], &[("B", "転入届", law)], "");
    let change = &comparison.changes()[0];
    assert_eq!(change.reason, Some(MatchReason::NameAndLaw));
    assert_eq!(change.kinds, [ChangeKind::Renamed, ChangeKind::IdChanged]);
    let two = compared(
        &[("A", "転入届", law)],
        &[("B", "転入届", law), ("C", "転入届", law)],
        "",
    );
    assert_eq!(
        two.findings()
            .count_of("inventory.comparison.ambiguous_name"),
        1
    );
    assert_eq!(two.count(ComparedList::Procedures, ChangeKind::Added), 2); // never chosen in silence
}

#[test]
fn names_that_are_alike_match_in_the_high_band_only() {
    let long = "事業用自動車運送事業計画変更認可申請書提出";
    let comparison = compared(
        &[("A", long, None)],
        &[("B", &format!("{long}等"), None)],
        "",
    );
    let Some(MatchReason::Similarity { rule, band, score }) = &comparison.changes()[0].reason
    else {
        panic!("matched otherwise");
    };
    assert_eq!((rule.as_str(), *band), ("name_bigrams", ScoreBand::High));
    assert_eq!(score.to_string(), "14/15"); // 2 · 21 of 22 + 23
    let (mut old, mut new) = (empty("2025-03-31"), empty("2025-06-30"));
    procedure(&mut old, "A", long, None);
    procedure(&mut new, "B", &format!("{long}等"), None);
    let off = CompareOptions::default().with_similarity(Similarity::Off);
    assert_eq!(compare(&old, &new, &off).changes().len(), 2);
}

#[test]
fn corrections_are_obeyed_before_any_rule() {
    let same = r#"{"say": "same", "list": "procedures", "earlier": "A", "later": "B"}"#;
    let comparison = compared(
        &[("A", "甲", None)],
        &[("B", "乙", None), ("A", "丙", None)],
        same,
    );
    assert_eq!(
        kinds(&comparison),
        [
            (vec![ChangeKind::Added], String::new(), "A".into()),
            (
                vec![ChangeKind::Renamed, ChangeKind::IdChanged],
                "A".into(),
                "B".into()
            ),
        ]
    );
    let different = r#"{"say": "different", "list": "procedures", "earlier": "A", "later": "A"}"#;
    let comparison = compared(&[("A", "甲", None)], &[("A", "甲", None)], different);
    assert_eq!(comparison.changes().len(), 2);
    let split = r#"{"say": "split", "list": "procedures", "earlier": "A", "later": ["A", "B"]}"#;
    let comparison = compared(
        &[("A", "甲", None)],
        &[("A", "甲", None), ("B", "乙", None)],
        split,
    );
    assert_eq!(
        kinds(&comparison),
        [(vec![ChangeKind::Split], "A".into(), "A+B".into())]
    );
}

#[test]
fn a_split_procedure_splits_its_processes_of_one_kind() {
    let (mut old, mut new) = (empty("2025-03-31"), empty("2025-06-30"));
    add(&mut old, "A", "ka", OnlineStatus::Done);
    add(&mut new, "A", "ka", OnlineStatus::Done);
    add(&mut new, "B", "ka", OnlineStatus::NotDone);
    let corrections = MatchingCorrections::from_json(
        r#"{"format": "tosei-inventory-matching", "format_version": 1, "corrections": [
            {"say": "split", "list": "procedures", "earlier": "A", "later": ["A", "B"]}]}"#,
    )
    .unwrap();
    let options = CompareOptions::default().with_corrections(&corrections);
    let comparison = compare(&old, &new, &options);
    assert_eq!(
        comparison.count(ComparedList::Processes, ChangeKind::Split),
        1
    );
    assert_eq!(comparison.changes().len(), 2);
}

#[test]
fn the_next_edition_of_a_series_is_neither_new_nor_abolished() {
    let edition = |inventory: &mut Inventory, id: &str, name: &str, year: &str| {
        let mut procedure = Procedure::new(id.parse().unwrap(), name);
        procedure.series = Some(SeriesEdition::new("hojo", year.parse().unwrap()));
        inventory.procedures.push(procedure);
    };
    let (mut old, mut new) = (empty("2025-03-31"), empty("2025-06-30"));
    edition(&mut old, "A24", "令和6年度補助金 交付申請", "2024");
    edition(&mut old, "B24", "令和6年度補助金 実績報告", "2024");
    edition(&mut new, "B25", "令和7年度補助金 実績報告", "2025");
    edition(&mut new, "A25", "令和7年度補助金 交付申請", "2025");
    edition(&mut new, "A26", "令和8年度補助金 交付申請", "2026");
    let comparison = compare(&old, &new, &CompareOptions::default());
    let count = |kind| comparison.count(ComparedList::Procedures, kind);
    assert_eq!(count(ChangeKind::NewEdition), 2);
    assert_eq!(count(ChangeKind::EditionAdded), 1);
    assert_eq!(
        (count(ChangeKind::Added), count(ChangeKind::Abolished)),
        (0, 0)
    );
    let pairs: Vec<_> = kinds(&comparison)
        .into_iter()
        .map(|(_, old, new)| (old, new))
        .collect();
    assert!(pairs.contains(&("B24".into(), "B25".into())), "{pairs:?}");
    assert!(pairs.contains(&("A24".into(), "A26".into())), "{pairs:?}"); // from the latest on
}

#[test]
fn the_spreadsheet_names_each_field_and_holds_no_formula() {
    let comparison = compared(&[("A", "=1+1", None)], &[("A", "@SUM(A1)", None)], "");
    let report = comparison.into_report();
    let mut bytes = Vec::new();
    write_comparison_csv(&report, Language::Ja, &mut bytes).unwrap();
    let text = String::from_utf8(bytes).unwrap();
    let row = text.lines().nth(1).unwrap();
    assert_eq!(
        row,
        "手続,名称変更,A,A,'@SUM(A1),IDが同じ,name,'=1+1,'@SUM(A1)"
    );
    let json = serde_json::to_string(&report).unwrap();
    let again: tosei_inventory::ComparisonReport = serde_json::from_str(&json).unwrap();
    assert_eq!(again, report);
}

#[test]
fn documents_of_another_kind_are_refused() {
    let code = |json: &str| MatchingCorrections::from_json(json).unwrap_err().code();
    assert_eq!(code("{}"), "inventory.matching.shape");
    let other = r#"{"format": "tosei-inventory", "format_version": 1, "corrections": []}"#;
    assert_eq!(code(other), "inventory.matching.format");
    let few = r#"{"format": "tosei-inventory-matching", "format_version": 1, "corrections": [
        {"say": "merged", "list": "processes", "earlier": ["A"], "later": "B"}]}"#;
    assert_eq!(code(few), "inventory.matching.too_few");
}

#[test]
fn rows_of_an_id_that_stands_twice_are_not_compared() {
    let load = |rows: &[&str]| {
        let header =
            "手続ID,手続名,手続類型,手続主体,オンライン化の実施状況,総手続件数,オンライン手続件数";
        let rows = rows
            .iter()
            .map(|row| format!("\n{row},1 申請等,5 国民等,2 未実施,120,0"));
        let csv = format!("{header}{}\n", rows.collect::<String>());
        let limits = tosei_document::Limits::default();
        SurveyTable::load(csv.as_bytes(), SurveyEdition::r6(), &limits).unwrap()
    };
    let earlier = load(&["1,一", "2,二", "2,二の二", "3,三", "4,四", "5,五", ",無"]);
    let later = load(&["1,一", "2,二", "3,三", "3,三の二", "4,四改", "6,六"]);
    let found = compare_surveys(&earlier, &later);
    let repeated: Vec<(&str, (u64, u64))> = found
        .repeated
        .iter()
        .map(|(id, times)| (&**id, *times))
        .collect();
    assert_eq!(repeated, [("2", (2, 1)), ("3", (1, 2))]);
    assert_eq!((found.unchanged, found.without_id), (1, (1, 0)));
    let changed: Vec<&[SurveyColumn]> = found.changed.iter().map(|c| &c.columns[..]).collect();
    assert_eq!(changed, [&[SurveyColumn::ProcedureName][..]]);
    assert_eq!((found.removed, found.added), (vec![5], vec![5]));
}
