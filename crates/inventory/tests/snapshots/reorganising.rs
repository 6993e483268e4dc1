//! Figures in the old and in the new structure.

use crate::{add, basis, empty, rates};
use tosei_inventory::{
    ChangeCause, CompareOptions, ComparedSnapshots, CrosswalkRow, DecompositionOptions, Fraction,
    Inventory, OnlineStatus, OrganisationCrosswalk, OrganisationFigure, OrganisationView,
    Structure, compare, decompose_by_organisation, organisation_figures,
};

/// くらし課 is split into two: 1 and 2 go to one, 3 to the other, 4 is abolished, 5 is new.
fn snapshots() -> (Inventory, Inventory, OrganisationCrosswalk) {
    let (mut earlier, mut later) = (empty("2025-03-31"), empty("2025-06-30"));
    for (id, status) in [
        ("P-1", OnlineStatus::Done),
        ("P-2", OnlineStatus::NotDone),
        ("P-3", OnlineStatus::Done),
        ("P-4", OnlineStatus::NotDone),
    ] {
        add(&mut earlier, id, "kurashi-ka", status);
    }
    for (id, ka) in [
        ("P-1", "shimin-ka"),
        ("P-2", "shimin-ka"),
        ("P-3", "kankyo-ka"),
        ("P-5", "kankyo-ka"),
    ] {
        add(&mut later, id, ka, OnlineStatus::Done);
    }
    let row = |new: &str, share: &str| {
        CrosswalkRow::new(
            "kurashi-ka".parse().unwrap(),
            new.parse().unwrap(),
            share.parse().unwrap(),
        )
    };
    let rows = vec![row("shimin-ka", "3/5"), row("kankyo-ka", "2/5")];
    let day = "2025-04-01".parse().unwrap();
    (earlier, later, OrganisationCrosswalk::new(day, rows))
}

#[test]
fn what_was_matched_stands_where_it_is_and_the_rest_is_shared_out() {
    let (earlier, later, crosswalk) = snapshots();
    let options = CompareOptions::default().with_crosswalk(&crosswalk);
    let comparison = compare(&earlier, &later, &options);
    let moved = comparison
        .changes()
        .iter()
        .filter_map(|change| change.transfer.as_ref());
    assert!(moved.clone().count() >= 3 && moved.clone().all(|moved| moved.by_reorganisation));
    let snapshots = ComparedSnapshots {
        earlier: &earlier,
        earlier_basis: basis(&earlier),
        later: &later,
        later_basis: basis(&later),
        comparison: &comparison,
    };
    let figures = |structure| {
        let view = OrganisationView {
            structure,
            ..OrganisationView::default()
        };
        let both = organisation_figures(&rates(), "processes.done", &snapshots, &view).unwrap();
        let shown = |figures: Vec<OrganisationFigure>| -> Vec<String> {
            let shown = figures.iter().map(|figure| {
                let name = figure.organisation.as_ref().map_or("-", |id| id.as_str());
                format!("{name} {} {}", figure.numerator, figure.denominator)
            });
            shown.collect()
        };
        (shown(both.0), shown(both.1))
    };
    let (old, new) = figures(Structure::New(&crosswalk));
    assert_eq!(old, ["kankyo-ka 1/1 7/5", "shimin-ka 1/1 13/5"]); // P-4 by 2/5 and 3/5
    assert_eq!(new, ["kankyo-ka 2/1 2/1", "shimin-ka 2/1 2/1"]);
    let (old, new) = figures(Structure::Old(&crosswalk));
    assert_eq!(old, ["kurashi-ka 2/1 4/1"]);
    assert_eq!(new, ["kurashi-ka 4/1 4/1"]);
    let (_, new) = figures(Structure::AsRecorded);
    assert_eq!(new, ["kankyo-ka 2/1 2/1", "shimin-ka 2/1 2/1"]);

    let view = OrganisationView {
        structure: Structure::New(&crosswalk),
        ..OrganisationView::default()
    };
    let options = DecompositionOptions::default();
    let made =
        decompose_by_organisation(&rates(), "processes.done", &snapshots, &options, &view).unwrap();
    let shimin = &made[&Some("shimin-ka".parse().unwrap())];
    assert_eq!(shimin.effect(ChangeCause::Transferred), None); // only the sign on the door
    assert_eq!(shimin.change(), Fraction::of_counts(1, 2).as_ref());
    let nobody = &made[&None]; // P-4: nobody can tell where it would have gone
    assert_eq!(nobody.no_decomposition().unwrap().code(), "later_empty");
}

#[test]
fn an_organisation_without_a_population_has_no_rate() {
    let figure = |numerator, denominator| OrganisationFigure {
        organisation: None,
        numerator: Fraction::whole(numerator),
        denominator: Fraction::whole(denominator),
    };
    assert_eq!(figure(6, 8).rate(), figure(3, 4).rate());
    assert!(figure(6, 8).rate().is_some());
    assert_eq!(figure(0, 0).rate(), None);
}
