//! Volumes: bands, sums, and the eighteen largest.

use crate::{basis, choice, mihon};
use std::collections::BTreeMap;
use tosei_inventory::VolumeBands;
use tosei_types::CaseCount;

/// Procedures with their cases, the largest first.
fn known() -> Vec<(u64, &'static str)> {
    let mut known: Vec<_> = mihon()
        .procedure_facts(&basis())
        .into_iter()
        .filter_map(|(procedure, facts)| Some((facts.cases?.get(), procedure.name.as_str())))
        .collect();
    known.sort_by_key(|(cases, _)| std::cmp::Reverse(*cases));
    known
}

#[test]
fn every_band_has_its_procedures() {
    let bands = VolumeBands::standard();
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for (_, facts) in mihon().procedure_facts(&basis()) {
        let band = facts.cases.and_then(|cases| bands.at(bands.band_of(cases)));
        *counts
            .entry(band.map_or("unknown", |b| b.id.as_str()))
            .or_default() += 1;
    }
    let expected = [
        ("none", 118),
        ("unknown", 64),
        ("1_to_9", 141),
        ("10_to_99", 156),
        ("100_to_999", 98),
        ("1000_to_9999", 45),
        ("10000_or_more", 18),
    ];
    assert_eq!(counts, BTreeMap::from(expected));
}

#[test]
fn all_known_cases_are_932000_by_procedures_and_by_filings() {
    let procedures = known().iter().map(|(cases, _)| cases).sum::<u64>();
    let filings = CaseCount::sum(
        mihon()
            .process_facts(&basis())
            .filter_map(|(_, facts)| facts.cases),
    );
    assert_eq!((procedures, filings.unwrap().get()), (932_000, 932_000));
}

#[test]
fn the_eighteen_largest_are_those_of_the_plan() {
    let largest: Vec<_> = known().into_iter().take(18).collect();
    let expected = [
        (148_000, "住民票"),
        (96_500, "印鑑"),
        (88_000, "粗大ごみ"),
        (72_300, "戸籍"),
        (61_200, "課税・納税証明"),
        (45_700, "健康診査"),
        (38_400, "国民健康保険"),
        (34_200, "水道"),
        (31_800, "住民異動届"),
        (27_500, "口座振替"),
        (24_600, "児童手当"),
        (22_900, "要介護"),
        (19_300, "高額療養費"),
        (15_600, "後期高齢者"),
        (13_900, "自転車駐車場"),
        (12_800, "保育所"),
        (11_400, "予診票"),
        (10_000, "放課後児童クラブ"),
    ];
    for ((cases, name), (wanted, part)) in largest.iter().zip(expected) {
        assert_eq!(*cases, wanted, "{name}");
        assert!(name.contains(part), "{name}");
    }
    // 774,100 of 932,000 are 83.1 %.
    assert_eq!(largest.iter().map(|(cases, _)| cases).sum::<u64>(), 774_100);
    assert_eq!((known()[18].0, known()[19].0), (9_999, 9_640));
}

#[test]
fn fifteen_of_the_eighteen_are_filed_online() {
    let large = CaseCount::from(10_000);
    let online = mihon()
        .procedure_facts(&basis())
        .into_iter()
        .filter(|(_, facts)| facts.cases.is_some_and(|cases| cases >= large))
        .filter(|(_, facts)| {
            facts
                .application
                .contains(tosei_inventory::OnlineStatus::Done)
        })
        .count();
    assert_eq!(online, 15);
}

#[test]
fn what_is_not_known_is_written_as_not_known() {
    for procedure in &mihon().procedures {
        assert!(
            choice().of(&procedure.volumes).is_some(),
            "{}",
            procedure.id
        );
    }
}
