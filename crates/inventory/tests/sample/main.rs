//! The embedded inventories of the fictional 見本市 and of its partner bodies: every total that they
//! promise, by the functions of the crate.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test stops at the first surprise"
)]

mod barriers;
mod findings;
mod organisations;
mod partners;
mod priorities;
mod procedures;
mod rates;
#[cfg(feature = "xlsx")]
mod returned;
mod snapshots;
mod touchpoints;
mod volumes;

use std::sync::OnceLock;
use tosei_inventory::{
    FactsBasis, Inventory, VolumeChoice, VolumeMeasure, VolumeState, document, sample,
};

/// The inventory of the city.
fn mihon() -> &'static Inventory {
    static MIHON: OnceLock<Inventory> = OnceLock::new();
    MIHON.get_or_init(|| Inventory::from_json(sample::mihon_inventory_json()).unwrap())
}

/// 申請件数, final, of fiscal year 2024.
fn choice() -> VolumeChoice {
    VolumeChoice {
        fiscal_year: "2024".parse().unwrap(),
        measure: VolumeMeasure::Applications,
        state: VolumeState::Final,
    }
}

fn basis() -> FactsBasis<'static> {
    FactsBasis::standard(mihon().status_date, choice())
}

#[test]
fn the_document_says_what_it_is() {
    let mihon = mihon();
    assert!(mihon.fictional);
    assert_eq!(mihon.body.name, "見本市（架空）");
    let code = mihon.body.local_government_code.as_ref().unwrap();
    assert!(code.value().is_some());
    assert_eq!(code.text(), "999016");
    assert_eq!(mihon.body.extensions["population"], 148_300);
    assert_eq!(mihon.status_date.to_string(), "2025-06-30");
    let years: Vec<_> = mihon
        .volume_years
        .iter()
        .map(|year| (year.fiscal_year.label_ja(), year.state))
        .collect();
    assert_eq!(
        years,
        [
            ("令和6年度".to_owned(), VolumeState::Final),
            ("令和7年度".to_owned(), VolumeState::Expected),
        ]
    );
}

#[test]
fn the_documents_are_written_as_they_are_read_and_small() {
    for text in [
        sample::mihon_inventory_json(),
        sample::mihon_partners_json(),
        sample::mihon_inventory_2025_03_json(),
        sample::mihon_inventory_2024_03_json(),
    ] {
        let inventory = Inventory::from_json(text).unwrap();
        let mut lines: Vec<_> = text.lines().collect();
        assert!(lines.remove(1).contains("\"$schema\"")); // not kept by the reader
        assert!(inventory.to_json().lines().eq(lines));
        assert!(text.len() < 2_500_000);
        let ndjson = document::write_ndjson(&inventory);
        let mut findings = tosei_document::Collector::new(document::rules());
        let limits = tosei_document::Limits::default();
        let again =
            document::read_ndjson(ndjson.as_bytes(), &limits, document::rules(), &mut findings);
        assert_eq!(again.unwrap().inventory, inventory);
    }
}

#[test]
fn whatever_is_made_up_says_so() {
    let all = mihon().procedures.iter();
    for basis in all.flat_map(|procedure| &procedure.legal_basis) {
        let title = basis.title.as_deref().unwrap();
        let is_real = basis.kind == tosei_inventory::InstrumentKind::Act;
        assert_eq!(title.ends_with("（架空）"), !is_real, "{title}");
        assert!(basis.provision.is_none() || is_real, "{title}");
    }
}
