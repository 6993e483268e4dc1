//! Procedures by category and legal basis, and what is new since the last snapshot.

use crate::mihon;
use std::collections::{BTreeMap, BTreeSet};
use tosei_inventory::{
    AffairsClass, InstrumentKind, OnlineStatus, PeriodBasis, PeriodState, ProcedureCategories,
};

#[test]
fn there_are_640_procedures_of_1520_processes() {
    assert_eq!(mihon().procedure_count().unwrap().get(), 640);
    assert_eq!(mihon().process_count().unwrap().get(), 1_520);
    let with_process: BTreeSet<_> = mihon().processes.iter().map(|p| &p.procedure).collect();
    assert_eq!(with_process.len(), 640);
    let names: BTreeSet<_> = mihon().procedures.iter().map(|p| &p.name).collect();
    assert_eq!(names.len(), 640);
}

#[test]
fn every_category_has_its_procedures() {
    let mut categories: BTreeMap<&str, usize> = BTreeMap::new();
    for procedure in &mihon().procedures {
        let code = procedure.category.as_deref().unwrap();
        let category = ProcedureCategories::standard().get(code).unwrap();
        *categories.entry(category.label.ja.as_str()).or_default() += 1;
    }
    for (name, count) in [
        ("証明", 46),
        ("住民異動・戸籍", 38),
        ("許認可", 142),
        ("届出（応答なし）", 118),
        ("補助・給付", 96),
        ("減免", 34),
        ("施設利用", 52),
        ("検査・講習", 27),
        ("縦覧・閲覧・開示", 24),
        ("税料申告", 43),
        ("その他", 20),
    ] {
        assert_eq!(categories.remove(name), Some(count), "{name}");
    }
    assert!(categories.is_empty());
}

#[test]
fn every_legal_basis_has_its_procedures() {
    let count = |class, kind| {
        let all = mihon().procedures.iter();
        all.filter(|procedure| {
            procedure.affairs_class == Some(class) && procedure.legal_basis[0].kind == kind
        })
        .count()
    };
    for (class, kind, wanted) in [
        (AffairsClass::Autonomous, InstrumentKind::Act, 214),
        (AffairsClass::EntrustedFirst, InstrumentKind::Act, 61),
        (AffairsClass::EntrustedSecond, InstrumentKind::Act, 3),
        (AffairsClass::Autonomous, InstrumentKind::Ordinance, 138),
        (AffairsClass::Autonomous, InstrumentKind::Rule, 72),
        (AffairsClass::Autonomous, InstrumentKind::Guideline, 139),
        (
            AffairsClass::Autonomous,
            InstrumentKind::PrefecturalOrdinance,
            13,
        ),
    ] {
        assert_eq!(count(class, kind), wanted, "{class} {kind}");
    }
    assert!(mihon().procedures.iter().all(|p| p.legal_basis.len() == 1));
}

#[test]
fn standard_periods_stand_under_the_act_the_ordinance_neither_or_nothing() {
    let has = |state, basis| {
        let all = mihon().processes.iter();
        all.filter_map(|process| process.standard_period.as_ref())
            .any(|period| period.state == state && period.basis == basis)
    };
    for basis in [
        PeriodBasis::Law,
        PeriodBasis::Ordinance,
        PeriodBasis::Voluntary,
    ] {
        assert!(has(PeriodState::Set, Some(basis)), "{basis}");
        assert!(has(PeriodState::NotSet, Some(basis)), "{basis}");
    }
    assert!(has(PeriodState::NotApplicable, None));
    assert!(has(PeriodState::Unknown, None));
}

/// 655 of 1,480 at 2025-03-31, before 14 processes (2 online) were abolished.
#[test]
fn what_is_new_since_march_adds_up_with_the_snapshot_before() {
    let day = "2025-04-01".parse().unwrap();
    let added: BTreeSet<_> = mihon()
        .procedures
        .iter()
        .filter(|procedure| procedure.exists_from.is_some_and(|from| from >= day))
        .map(|procedure| &procedure.id)
        .collect();
    let (mut processes, mut done, mut newly_online) = (0, 0, 0);
    for process in &mihon().processes {
        let is_done = process.status == OnlineStatus::Done;
        if added.contains(&process.procedure) {
            processes += 1;
            done += usize::from(is_done);
        } else if process.online_since.is_some_and(|since| since >= day) {
            assert!(is_done, "{}", process.id);
            newly_online += 1;
        }
    }
    assert_eq!((processes, done, newly_online), (54, 16, 48));
    assert_eq!(1_480 - 14 + processes, 1_520);
    assert_eq!(655 - 2 + done + newly_online, 717);
}
