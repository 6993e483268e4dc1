//! Bodies, boards, divisions, facilities, and the reorganisation of April 2025.

use crate::mihon;
use tosei_inventory::{Organisation, OrganisationKind as Kind, Role};

fn existing(kind: Kind) -> impl Iterator<Item = &'static Organisation> {
    let day = mihon().status_date;
    mihon()
        .organisations
        .iter()
        .filter(move |organisation| organisation.kind == kind && organisation.exists_on(day))
}

fn organisation(id: &str) -> &'static Organisation {
    let mut all = mihon().organisations.iter();
    all.find(|organisation| organisation.id.as_str() == id)
        .unwrap()
}

fn parent(organisation: &Organisation) -> &str {
    organisation.parent.as_ref().unwrap().as_str()
}

/// Divisions of departments of a body, or of the body itself.
fn divisions_below(id: &str) -> usize {
    existing(Kind::Division)
        .filter(|division| {
            let department = organisation(parent(division));
            parent(division) == id
                || (department.kind == Kind::Department && parent(department) == id)
        })
        .count()
}

fn departments_of(id: &str) -> usize {
    existing(Kind::Department)
        .filter(|department| parent(department) == id)
        .count()
}

#[test]
fn the_city_has_9_departments_of_44_divisions() {
    assert_eq!((departments_of("shi"), divisions_below("shi")), (9, 44));
    assert_eq!(
        (departments_of("kyoiku"), divisions_below("kyoiku")),
        (2, 7)
    );
    assert_eq!(divisions_below("jogesuido"), 4);
    assert_eq!(divisions_below("shobo"), 3);
    assert_eq!(existing(Kind::Division).count(), 44 + 7 + 4 + 3);
}

#[test]
fn every_other_body_of_the_table_is_there() {
    for (kind, count) in [
        (Kind::BoardOfEducation, 1),
        (Kind::ElectionCommission, 1),
        (Kind::AuditCommissioners, 1),
        (Kind::EquityCommission, 1),
        (Kind::AgriculturalCommission, 1),
        (Kind::AssessmentReviewCommission, 1),
        (Kind::AccountingManager, 1),
        (Kind::Assembly, 1),
        (Kind::PublicEnterprise, 1),
        (Kind::FireDepartment, 1 + 2), // 消防本部 and two stations
        (Kind::BranchOffice, 3),
        (Kind::SubOffice, 5),
        (Kind::PublicFacility, 4 + 14), // four libraries and what designated managers run
        (Kind::DesignatedManager, 5),
        (Kind::PartialAffairsAssociation, 1),
        (Kind::WideAreaUnion, 1),
        (Kind::Prefecture, 1),
        (Kind::State, 1),
        (Kind::PolicyPartner, 0),
        (Kind::ProjectPartner, 0),
    ] {
        assert_eq!(existing(kind).count(), count, "{kind}");
    }
}

#[test]
fn five_managers_run_fourteen_facilities() {
    let run: Vec<_> = existing(Kind::PublicFacility)
        .filter_map(|facility| facility.operated_by.as_ref())
        .collect();
    assert_eq!(run.len(), 14);
    for manager in existing(Kind::DesignatedManager) {
        assert!(run.contains(&&manager.id), "{}", manager.id);
    }
}

#[test]
fn one_division_was_merged_one_split_one_renamed() {
    let ended: Vec<_> = mihon()
        .organisations
        .iter()
        .filter(|organisation| organisation.exists_until.is_some())
        .collect();
    assert_eq!(ended.len(), 2);
    for organisation in &ended {
        assert_eq!(organisation.exists_until.unwrap().to_string(), "2025-03-31");
    }
    let mut successors: Vec<usize> = ended.iter().map(|o| o.successors.len()).collect();
    successors.sort_unstable();
    assert_eq!(successors, [1, 2]);
    let renamed: Vec<_> = mihon()
        .organisations
        .iter()
        .filter(|organisation| !organisation.former_names.is_empty())
        .collect();
    assert_eq!(renamed.len(), 1);
    assert_eq!(renamed[0].former_names[0].name, "情報政策課");
    assert_eq!(renamed[0].former_names[0].until.to_string(), "2025-03-31");
}

#[test]
fn thirty_seven_processes_moved_to_another_department() {
    let (before, after) = ("2025-03-31".parse().unwrap(), "2025-04-01".parse().unwrap());
    let mut moved = 0;
    for process in &mihon().processes {
        let mut then = process.holders(Role::Executor, before);
        let mut now = process.holders(Role::Executor, after);
        let (Some(then), Some(now)) = (then.next(), now.next()) else {
            panic!("{} has no executor", process.id);
        };
        if then != now {
            moved += 1;
            let (then, now) = (organisation(then.as_str()), organisation(now.as_str()));
            assert_ne!(parent(then), parent(now));
            assert!(then.successors.contains(&now.id));
        }
    }
    assert_eq!(moved, 37);
}

#[test]
fn four_roles_are_told_apart() {
    let has = |wanted: Role| {
        let all = mihon().processes.iter();
        all.filter(|process| process.roles.iter().any(|role| role.role == wanted))
            .count()
    };
    assert_eq!(has(Role::Executor), 1_520);
    for role in [Role::RuleOwner, Role::Acceptor, Role::Operator] {
        assert!(has(role) > 0, "{role}");
    }
}
