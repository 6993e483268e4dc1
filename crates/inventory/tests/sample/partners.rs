//! The partner bodies: their own document, selection and progress.

use std::collections::BTreeMap;
use std::sync::OnceLock;
use tosei_inventory::{
    BoundaryNote, Candidate, FactsBasis, GroupedTally, Inventory, OrganisationKind, PriorityRules,
    ProcessFacts, ProcessKinds, RateDefinitions, SelectionReason, VolumeChoice, VolumeMeasure,
    VolumeState, sample,
};
use tosei_types::PercentDigits;

fn partners() -> &'static Inventory {
    static PARTNERS: OnceLock<Inventory> = OnceLock::new();
    PARTNERS.get_or_init(|| Inventory::from_json(sample::mihon_partners_json()).unwrap())
}

#[test]
fn six_and_three_bodies_have_84_procedures() {
    assert!(partners().fictional);
    let bodies = |kind| {
        let all = partners().organisations.iter();
        all.filter(|body| body.kind == kind).count()
    };
    assert_eq!(bodies(OrganisationKind::PolicyPartner), 6);
    assert_eq!(bodies(OrganisationKind::ProjectPartner), 3);
    let mut categories: BTreeMap<&str, usize> = BTreeMap::new();
    for procedure in &partners().procedures {
        *categories
            .entry(procedure.category.as_deref().unwrap())
            .or_default() += 1;
    }
    let expected = [
        ("grant", 29),
        ("training", 17),
        ("facility_use", 26),
        ("consultation_and_notification", 12),
    ];
    assert_eq!(categories, BTreeMap::from(expected));
    assert_eq!(partners().procedure_count().unwrap().get(), 84);
}

#[test]
fn eleven_are_selected_by_their_cases_and_two_for_another_reason() {
    let rules = PriorityRules::standard()
        .compile(ProcessKinds::standard())
        .unwrap();
    let year = "2024".parse().unwrap();
    let mut selector = rules.selector("tokyo.partners", year).unwrap();
    for procedure in &partners().procedures {
        selector.take(&Candidate::of_procedure(procedure));
    }
    let selection = selector.finish();
    let by_volume = selection
        .members()
        .iter()
        .filter(|member| matches!(member.reason, SelectionReason::Volume { .. }))
        .count();
    assert_eq!((by_volume, selection.members().len()), (11, 13));
    assert_eq!(selection.undecided().unknown_volume, 9);
    let notes = &selection.boundary_notes().first;
    let at = notes
        .iter()
        .filter(|note| matches!(note, BoundaryNote::AtThreshold { .. }));
    assert_eq!(at.count(), 1); // exactly 1,000
}

#[test]
fn progress_runs_from_12_to_90_percent() {
    let choice = VolumeChoice {
        fiscal_year: "2024".parse().unwrap(),
        measure: VolumeMeasure::Handled,
        state: VolumeState::Final,
    };
    let basis = FactsBasis::standard(partners().status_date, choice);
    let mut by_body = GroupedTally::<ProcessFacts>::new();
    for (process, facts) in partners().process_facts(&basis) {
        by_body.add(process.roles[0].organisation.as_str(), &facts);
    }
    assert_eq!(by_body.len(), 9);
    let rates = RateDefinitions::standard()
        .compile(ProcessKinds::standard())
        .unwrap();
    let mut percents: Vec<(u64, String)> = by_body
        .iter()
        .map(|(_, tally)| {
            let result = rates.evaluate_one("processes.done", tally).unwrap();
            let rate = result.rate().unwrap();
            let percent = rate.percent(PercentDigits::One).unwrap().to_string();
            (rate.numerator() * 10_000 / rate.denominator(), percent)
        })
        .collect();
    percents.sort_unstable();
    assert_eq!(percents[0].1, "12.0");
    assert_eq!(percents[8].1, "90.0");
}
