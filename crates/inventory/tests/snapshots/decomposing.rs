//! Changes of rates and what made them.

use crate::{add, basis, empty, rates};
use tosei_inventory::{
    Barrier, BarrierCause, CauseGroup, ChangeCause, ChangeVerdict, CompareOptions,
    ComparedSnapshots, DecompositionMethods, DecompositionOptions, Discretion, Fraction,
    InstrumentKind, Inventory, LegalBasis, Obstacle, OnlineStatus, Organisation, OrganisationKind,
    OrganisationView, RateDecomposition, ReceptionWindow, SeriesEdition, compare, decompose,
    decompose_by_organisation, own_rule_amendments, what_if_online,
};
use tosei_types::{Language, PercentDigits};

/// Two departments, one quarter: 48 newly online, 14 abolished, 54 added, 37 moved.
pub(crate) fn quarter() -> (Inventory, Inventory) {
    let (mut earlier, mut later) = (empty("2025-03-31"), empty("2025-06-30"));
    for inventory in [&mut earlier, &mut later] {
        let kind = OrganisationKind::Department;
        for bu in ["shimin-bu", "fukushi-bu"] {
            let department = Organisation::new(bu.parse().unwrap(), kind, bu);
            inventory.organisations.push(department);
            let id = bu.replace("bu", "ka").parse().unwrap();
            let mut division = Organisation::new(id, OrganisationKind::Division, bu);
            division.parent = Some(bu.parse().unwrap());
            inventory.organisations.push(division);
        }
    }
    for number in 0..1_480 {
        let id = format!("P-{number:04}");
        let ka = if number % 2 == 0 {
            "shimin-ka"
        } else {
            "fukushi-ka"
        };
        let status = |done: bool| {
            if done {
                OnlineStatus::Done
            } else {
                OnlineStatus::NotDone
            }
        };
        add(&mut earlier, &id, ka, status(number < 655));
        if number < 2 || (1_468..1_480).contains(&number) {
            continue; // abolished: 2 online, 12 not
        }
        // 37 of the division of citizens' affairs go to welfare.
        let moves = number % 2 == 0 && (100..174).contains(&number);
        let ka = if moves { "fukushi-ka" } else { ka };
        add(&mut later, &id, ka, status(number < 655 + 48));
    }
    for number in 0..54 {
        let status = if number < 16 {
            OnlineStatus::Done
        } else {
            OnlineStatus::NotDone
        };
        add(&mut later, &format!("N-{number}"), "shimin-ka", status);
    }
    (earlier, later)
}

pub(crate) fn made(
    earlier: &Inventory,
    later: &Inventory,
    id: &str,
    method: &str,
) -> RateDecomposition {
    let comparison = compare(earlier, later, &CompareOptions::default());
    let method = DecompositionMethods::standard().method(method).unwrap();
    let snapshots = ComparedSnapshots {
        earlier,
        earlier_basis: basis(earlier),
        later,
        later_basis: basis(later),
        comparison: &comparison,
    };
    let options = DecompositionOptions::default().with_method(method);
    decompose(&rates(), id, &snapshots, &options).unwrap()
}

fn points(fraction: &Fraction) -> String {
    fraction.percentage_points(PercentDigits::Three).to_string()
}

#[test]
fn a_quarter_is_divided_in_the_stated_order_and_sums_exactly() {
    let (earlier, later) = quarter();
    let made = made(&earlier, &later, "processes.done", "sequential");
    assert_eq!(made.earlier().to_string(), "655/1480 = 44.3 %");
    assert_eq!(made.later().to_string(), "717/1520 = 47.2 %");
    assert_eq!(points(made.change().unwrap()), "+2.914");
    let effects: Vec<(ChangeCause, String, u64)> = made
        .effects()
        .iter()
        .map(|effect| {
            let shown = points(effect.effect.as_ref().unwrap());
            (effect.cause, shown, effect.things())
        })
        .collect();
    assert_eq!(
        effects,
        [
            (ChangeCause::NewlyOnline, "+3.243".to_owned(), 48),
            (ChangeCause::Abolished, "+0.317".to_owned(), 14),
            (ChangeCause::Added, "−0.646".to_owned(), 54),
            (ChangeCause::Transferred, "0.000".to_owned(), 37),
        ]
    );
    let sum: Fraction = made.effects().iter().filter_map(|e| e.effect.clone()).sum();
    assert_eq!(Some(&sum), made.change());
    assert_eq!(made.verdict(), ChangeVerdict::RiseByActivity);
    assert_eq!(
        made.sentence(Language::Ja),
        "実施済／全プロセス: 44.26％（655／1,480）から47.17％（717／1,520）、+2.914ポイント。\
         内訳は新規オンライン化 +3.243、廃止 +0.317、新設 −0.646、移管 0.000。\
         判定は「オンライン化の取組による上昇」。"
    );
    let again: RateDecomposition =
        serde_json::from_str(&serde_json::to_string(&made).unwrap()).unwrap();
    assert_eq!(again, made);
}

#[test]
fn each_department_has_its_own_effect_of_the_transfer() {
    let (earlier, later) = quarter();
    let comparison = compare(&earlier, &later, &CompareOptions::default());
    let snapshots = ComparedSnapshots {
        earlier: &earlier,
        earlier_basis: basis(&earlier),
        later: &later,
        later_basis: basis(&later),
        comparison: &comparison,
    };
    let view = OrganisationView {
        level: Some(OrganisationKind::Department),
        ..OrganisationView::default()
    };
    let options = DecompositionOptions::default();
    let by_department =
        decompose_by_organisation(&rates(), "processes.done", &snapshots, &options, &view).unwrap();
    assert_eq!(by_department.len(), 2);
    let (mut numerators, mut denominators) = (0, 0);
    for (department, made) in &by_department {
        let effect = made.effect(ChangeCause::Transferred).unwrap();
        assert!(!effect.is_zero(), "{department:?}");
        let rate = made.later().rate().unwrap();
        numerators += rate.numerator();
        denominators += rate.denominator();
    }
    assert_eq!((numerators, denominators), (717, 1_520));
}

/// 1,260 processes within discretion, 705 of them online, 60 beyond.
fn within_discretion(day: &str, moved: usize) -> Inventory {
    let mut inventory = empty(day);
    for number in 0..1_320 {
        let status = if number < 705 {
            OnlineStatus::Done
        } else {
            OnlineStatus::NotDone
        };
        let process = add(&mut inventory, &format!("P-{number:04}"), "ka", status);
        let mut barriers = Vec::new();
        if number >= 1_260 + moved {
            let (obstacle, cause) = (Obstacle::Form, BarrierCause::StateSystem);
            barriers.push(Barrier::new(obstacle, cause, Discretion::Beyond));
        }
        if (1_000..1_009).contains(&number) {
            let (obstacle, cause) = (Obstacle::Fee, BarrierCause::OwnRule);
            let mut own = Barrier::new(obstacle, cause, Discretion::Within);
            let rule = LegalBasis::new(InstrumentKind::Rule).titled("見本市手数料規則（架空）");
            own.rule = Some(rule);
            barriers.push(own);
        }
        process.barriers = Some(barriers);
    }
    inventory
}

#[test]
fn a_rule_frees_what_nothing_else_keeps_offline() {
    let own = |discretion, cause, title: &str| {
        let mut barrier = Barrier::new(Obstacle::Fee, cause, discretion);
        let mut rule = LegalBasis::new(InstrumentKind::Rule).titled(title);
        rule.provision = Some("第3条".into());
        barrier.rule = Some(rule);
        barrier
    };
    let (within, beyond) = (Discretion::Within, Discretion::Beyond);
    let (by_rule, by_system) = (BarrierCause::OwnRule, BarrierCause::StateSystem);
    let fees = "見本市手数料規則（架空）";
    let alone = own(within, by_rule, fees);
    let system = Barrier::new(Obstacle::Form, by_system, beyond);
    let another = own(within, by_rule, "見本市文書規則（架空）");
    let mut inventory = empty("2025-03-31");
    for (id, status, barriers) in [
        ("P-1", OnlineStatus::NotDone, vec![alone.clone()]),
        ("P-2", OnlineStatus::NotDone, vec![alone.clone(), system]),
        (
            "P-3",
            OnlineStatus::NotDone,
            vec![own(beyond, by_rule, fees)],
        ),
        (
            "P-4",
            OnlineStatus::NotDone,
            vec![own(within, by_system, fees)],
        ),
        ("P-5", OnlineStatus::NotDone, vec![alone.clone(), another]),
        ("P-6", OnlineStatus::Done, vec![alone.clone()]),
        ("P-7", OnlineStatus::Partial, vec![alone]),
        ("P-8", OnlineStatus::NotDone, vec![]),
    ] {
        add(&mut inventory, id, "ka", status).barriers = Some(barriers);
    }
    let amendments = own_rule_amendments(&inventory);
    assert_eq!(amendments.len(), 1);
    let freed: Vec<&str> = amendments[0]
        .processes
        .iter()
        .map(tosei_types::ProcessId::as_str)
        .collect();
    assert_eq!(freed, ["P-1-1", "P-7-1"]);
    // The rule as a whole, whichever provision a barrier names.
    let rule = LegalBasis::new(InstrumentKind::Rule).titled(fees);
    assert_eq!(amendments[0].rule, rule);
}

#[test]
fn a_rate_that_is_not_there_is_refused_by_name() {
    let (earlier, later) = quarter();
    let comparison = compare(&earlier, &later, &CompareOptions::default());
    let snapshots = ComparedSnapshots {
        earlier: &earlier,
        earlier_basis: basis(&earlier),
        later: &later,
        later_basis: basis(&later),
        comparison: &comparison,
    };
    let options = DecompositionOptions::default();
    let error = decompose(&rates(), "no.such.rate", &snapshots, &options).unwrap_err();
    assert_eq!(error.code(), "inventory.decomposition.unknown_rate");
    let swapped = ComparedSnapshots {
        earlier: &later,
        earlier_basis: basis(&later),
        later: &later,
        later_basis: basis(&later),
        comparison: &comparison,
    };
    let error = decompose(&rates(), "processes.done", &swapped, &options).unwrap_err();
    assert_eq!(error.code(), "inventory.decomposition.other_inventories");
}

#[test]
fn a_fall_by_reclassification_is_called_so() {
    let earlier = within_discretion("2025-03-31", 0);
    let later = within_discretion("2025-06-30", 12);
    for method in ["sequential", "shapley"] {
        let made = made(&earlier, &later, "tokyo.within_discretion", method);
        assert_eq!(made.earlier().to_string(), "705/1260 = 56.0 %");
        assert_eq!(made.later().to_string(), "705/1272 = 55.4 %");
        assert_eq!(made.verdict(), ChangeVerdict::FallByReclassification);
        assert_eq!(made.effects().len(), 1);
        assert_eq!(made.effects()[0].things(), 12);
        assert_eq!(
            made.effect_of(CauseGroup::Reclassification).as_ref(),
            made.change()
        );
        assert!(made.sentence(Language::Ja).contains(
            "この低下は区分の変更（分母に入るものの変更）によるもので、オンライン化の後退によるものではない。"
        ));
        assert!(
            made.sentence(Language::En)
                .contains("The fall is reclassification")
        );
    }
    let amendments = own_rule_amendments(&earlier);
    assert_eq!(amendments.len(), 1);
    assert_eq!(amendments[0].processes.len(), 9);
    let what_if = what_if_online(
        &rates(),
        "tokyo.within_discretion",
        &earlier,
        &basis(&earlier),
        &amendments[0].processes,
    )
    .unwrap();
    let then = what_if.then.rate().unwrap();
    assert_eq!((then.numerator(), then.denominator()), (714, 1_260));
    let percent = then.percent(PercentDigits::Two).unwrap();
    assert_eq!(
        (percent.to_string().as_str(), what_if.processes),
        ("56.67", 9)
    );
}

#[test]
fn a_population_that_was_empty_has_no_change_to_divide() {
    let earlier = empty("2025-03-31");
    let mut later = empty("2025-06-30");
    add(&mut later, "P-1", "ka", OnlineStatus::Done);
    let made = made(&earlier, &later, "processes.done", "sequential");
    assert_eq!(made.change(), None);
    assert_eq!(made.no_decomposition().unwrap().code(), "earlier_empty");
    assert_eq!(made.verdict(), ChangeVerdict::NoRate);
    assert_eq!(made.effects()[0].effect, None);
    assert!(made.sentence(Language::En).contains("no comparison"));
}

#[test]
fn a_result_that_does_not_add_up_is_refused() {
    let (earlier, later) = quarter();
    let made = made(&earlier, &later, "processes.done", "sequential");
    let good = serde_json::to_value(&made).unwrap();
    let code = |change: fn(&mut serde_json::Value)| {
        let mut bad = good.clone();
        change(&mut bad);
        serde_json::from_value::<RateDecomposition>(bad)
            .unwrap_err()
            .to_string()
    };
    for (change, sentence) in [
        (
            (|bad| bad["change"] = "1/2".into()) as fn(&mut serde_json::Value),
            "difference",
        ),
        (
            |bad| bad["effects"][0]["effect"] = "1/2".into(),
            "do not sum",
        ),
        (
            |bad| bad["effects"][1]["cause"] = "newly_online".into(),
            "twice",
        ),
        (
            |bad| bad["effects"][1]["effect"] = serde_json::Value::Null,
            "not both",
        ),
        (|bad| bad["change"] = serde_json::Value::Null, "not both"),
        (|bad| bad["verdict"] = "fall".into(), "does not follow"),
        (
            |bad| bad["later"]["id"] = "x".into(),
            "different definitions",
        ),
    ] {
        let said = code(change);
        assert!(said.contains(sentence), "{said}");
    }
}

/// A procedure open all the year that is not online, and one edition of a yearly scheme.
fn with_edition(day: &str, year: &str, status: OnlineStatus) -> Inventory {
    let mut inventory = empty(day);
    add(&mut inventory, "P-1", "ka", OnlineStatus::NotDone);
    add(&mut inventory, &format!("H-{year}"), "ka", status);
    let mut edition = SeriesEdition::new("sho-ene-hojo", year.parse().unwrap());
    edition.reception = Some(vec![ReceptionWindow {
        from: format!("{year}-06-02").parse().unwrap(),
        until: format!("{year}-07-31").parse().unwrap(),
    }]);
    inventory.procedures[1].name = format!("省エネ補助金（{year}年度）");
    inventory.procedures[1].series = Some(edition);
    inventory
}

#[test]
fn a_window_that_opened_is_neither_new_nor_progress() {
    let earlier = with_edition("2025-03-31", "2024", OnlineStatus::NotDone);
    let later = with_edition("2025-06-30", "2025", OnlineStatus::Done);
    let effects = |id: &str, method: &str| -> (String, Vec<(ChangeCause, String)>) {
        let made = made(&earlier, &later, id, method);
        let effects = made.effects().iter();
        let effects = effects.map(|one| (one.cause, one.effect.as_ref().unwrap().to_string()));
        (
            format!("{} → {}", made.earlier(), made.later()),
            effects.collect(),
        )
    };
    let (rates, causes) = effects("procedures.open", "sequential");
    assert_eq!(rates, "0/1 = 0.0 % → 1/2 = 50.0 %");
    let listed = |reception: &str, online: &str| {
        vec![
            (ChangeCause::ReceptionChanged, reception.to_owned()),
            (ChangeCause::NewlyOnline, online.to_owned()),
        ]
    };
    assert_eq!(causes, listed("0/1", "1/2"));
    let (_, causes) = effects("procedures.open", "shapley");
    assert_eq!(causes, listed("1/4", "1/4"));
    // The same edition is of its year and stands for its series on both days: only the work counts.
    for id in ["procedures.in_fiscal_year", "procedures.series"] {
        let (rates, causes) = effects(id, "sequential");
        assert_eq!(rates, "0/2 = 0.0 % → 1/2 = 50.0 %", "{id}");
        assert_eq!(causes, [(ChangeCause::NewlyOnline, "1/2".to_owned())]);
    }
}

#[test]
fn a_window_that_closed_is_a_change_of_the_stock() {
    let earlier = with_edition("2025-06-30", "2025", OnlineStatus::Done);
    let mut later = earlier.clone();
    later.status_date = "2025-08-31".parse().unwrap();
    let made = made(&earlier, &later, "procedures.open", "sequential");
    assert_eq!(made.later().to_string(), "0/1 = 0.0 %");
    assert_eq!(made.effects().len(), 1);
    assert_eq!(made.effects()[0].cause, ChangeCause::ReceptionChanged);
    assert_eq!(made.effect_of(CauseGroup::Stock).as_ref(), made.change());
}

#[test]
fn windows_that_nobody_wrote_down_any_more_became_unknown() {
    let earlier = with_edition("2025-06-30", "2025", OnlineStatus::Done);
    let mut later = earlier.clone();
    later.procedures[1].series.as_mut().unwrap().reception = None;
    let lost = made(&earlier, &later, "procedures.open", "sequential");
    assert_eq!(lost.effects()[0].cause, ChangeCause::BecameUnknown);
    let found = made(&later, &earlier, "procedures.open", "sequential");
    assert_eq!(found.effects()[0].cause, ChangeCause::UnknownResolved);
}
