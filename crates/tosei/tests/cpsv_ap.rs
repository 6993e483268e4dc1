//! The document of public services: what the vocabulary asks for, and nothing that must stay inside.
#![cfg(feature = "inventory")]
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::print_stdout,
    reason = "a test stops at the first surprise and says what it compared"
)]

use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};
use tosei::{
    cpsv_ap::{LeftOutReason, Profile, ProfileIssueKind, PublicServices, public_services},
    inventory::{Inventory, OnlineStatus},
};

fn sample() -> Inventory {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../inventory/data/sample");
    let text = std::fs::read_to_string(format!("{folder}/mihon_inventory.json")).unwrap();
    Inventory::from_json(&text).unwrap()
}

fn written(inventory: &Inventory) -> PublicServices {
    public_services(inventory, &"https://example.jp/id/".parse().unwrap())
}

fn of_class<'d>(document: &'d Value, class: &str) -> Vec<&'d Value> {
    let graph = document["@graph"].as_array().unwrap();
    let is = |node: &&Value| node["@type"].as_array().unwrap().contains(&json!(class));
    graph.iter().filter(is).collect()
}

/// An inventory in which every field that has a place in the vocabulary says something.
fn full() -> Inventory {
    Inventory::from_json(
        &json!({
            "format": "tosei-inventory", "format_version": 1, "fictional": true,
            "body": {"name": "見本市（架空）", "name_en": "Mihon (fictional)", "local_government_code": "999016"},
            "status_date": "2025-06-30",
            "organisations": [
                {"id": "bu", "kind": "department", "name": "市民部", "note": "秘密"},
                {"id": "ka", "kind": "division", "name": "市民課", "parent": "bu"},
                {"id": "itaku", "kind": "contractor", "name": "委託先（架空）"},
            ],
            "touchpoints": [],
            "procedures": [
                {
                    "id": "P/1 甲".replace(' ', "_"), "name": "許可の申請", "organisation": "ka", "category": "certificate",
                    "affairs_class": "autonomous", "note": "秘密", "related": ["P-2", "P-9"],
                    "legal_basis": [
                        {"kind": "ordinance", "title": "見本条例", "number": "平成1年条例第1号", "provision": "第3条"},
                        {"kind": "rule"},
                    ],
                    "extensions": {"メモ": "秘密"},
                },
                {"id": "P-2", "name": "届出", "organisation": "itaku"},
            ],
            "processes": [
                {
                    "id": "P-1-1", "procedure": "P/1_甲", "kind": "application", "status": "partial",
                    "actor": "citizens", "note": "秘密",
                    "standard_period": {"state": "set", "processing": "1か月", "online_processing": "14暦日"},
                    "roles": [
                        {"role": "executor", "organisation": "ka"},
                        {"role": "operator", "organisation": "itaku"},
                        {"role": "acceptor", "organisation": "nobody"},
                        {"role": "acceptor", "organisation": "bu", "until": "2025-06-29"},
                    ],
                },
                {
                    "id": "P-1-2", "procedure": "P/1_甲", "kind": "notice_on_application", "status": "not_done",
                    "notice": {"delivery": ["paper_by_post"], "signature": "unknown", "consent": "unknown"},
                },
                {"id": "P-1-3", "procedure": "P/1_甲", "kind": "payment", "status": "unknown"},
                {
                    "id": "P-2-1", "procedure": "P-2", "kind": "application", "status": "unknown",
                    "standard_period": {"state": "set", "processing": "10営業日"},
                },
            ],
        })
        .to_string(),
    )
    .unwrap()
}

/// Law: whatever the inventory, the document is what the profile asks for, every procedure is in it,
/// and what is not known to be online has no online channel.
#[test]
fn the_sample_is_what_the_vocabulary_asks_for() {
    let inventory = sample();
    let services = written(&inventory);
    let issues = Profile::standard().check(&services.document);
    assert!(issues.is_empty(), "{:?}", issues.first());
    let document = &services.document;
    assert_eq!(of_class(document, "cpsv:PublicService").len(), 640);
    assert_eq!(document["@graph"].as_array().unwrap().len(), {
        let addresses: BTreeSet<&str> = document["@graph"]
            .as_array()
            .unwrap()
            .iter()
            .map(|node| node["@id"].as_str().unwrap())
            .collect();
        addresses.len()
    });
    let online: BTreeSet<&str> = inventory
        .processes
        .iter()
        .filter(|process| process.kind == "application")
        .filter(|process| matches!(process.status, OnlineStatus::Done | OnlineStatus::Partial))
        .map(|process| process.procedure.as_str())
        .collect();
    assert_eq!(of_class(document, "cv:Channel").len(), online.len());
    let mut reasons: BTreeMap<&str, usize> = BTreeMap::new();
    for left_out in &services.left_out {
        *reasons.entry(left_out.reason.code()).or_default() += 1;
    }
    let classes = [
        "cpsv:PublicService",
        "cv:PublicOrganisation",
        "cv:Channel",
        "cv:Output",
        "cv:Cost",
        "cv:Participation",
        "cpsv:Rule",
        "eli:LegalResource",
        "skos:Concept",
    ];
    let counts: Vec<String> = classes
        .iter()
        .map(|class| format!("{class} {}", of_class(document, class).len()))
        .collect();
    println!("{}; left out {reasons:?}", counts.join(", "));
    if let Some(path) = std::env::var_os("TOSEI_CPSV_OUT") {
        std::fs::write(path, serde_json::to_vec(document).unwrap()).unwrap();
    }
}

/// Every field of the table is written somewhere, and nothing is written that is not in the table.
#[test]
fn every_field_of_the_table_is_written() {
    let services = written(&full());
    let profile = Profile::standard();
    assert_eq!(profile.check(&services.document), []);
    let mut missing = Vec::new();
    for class in &profile.document().classes {
        let nodes = of_class(&services.document, &class.class);
        for property in &class.properties {
            let is_written = nodes.iter().any(|node| node.get(&property.path).is_some());
            if is_written != property.from.is_some() {
                missing.push(format!("{} {}", class.class, property.path));
            }
        }
    }
    // A class beside which another one writes the property has it too, without a field of its own.
    missing.retain(|one| !matches!(one.as_str(), "org:Organization dct:title"));
    assert_eq!(missing, [] as [String; 0]);
}

#[test]
fn what_cannot_be_said_truly_is_left_out_and_listed() {
    let services = written(&full());
    let left_out: Vec<(&str, &str, LeftOutReason)> = services
        .left_out
        .iter()
        .map(|one| (one.subject.as_str(), one.property, one.reason))
        .collect();
    assert_eq!(
        left_out,
        [
            (
                "P/1_甲",
                "cv:relatedService",
                LeftOutReason::UnknownProcedure
            ),
            ("P/1_甲", "cv:hasLegalResource", LeftOutReason::Untitled),
            (
                "P/1_甲",
                "cv:hasParticipation",
                LeftOutReason::UnknownOrganisation
            ),
            ("P-2", "cv:processingTime", LeftOutReason::DayCounting),
        ]
    );
    // An owner that is no public body is not made one: the body itself answers for the procedure.
    let second = of_class(&services.document, "cpsv:PublicService")
        .into_iter()
        .find(|node| node["dct:identifier"][0] == "P-2")
        .unwrap();
    assert_eq!(
        second["cv:hasCompetentAuthority"][0]["@id"],
        "https://example.jp/id/body"
    );
    assert!(second.get("cv:hasChannel").is_none()); // unknown is not online
    let first = of_class(&services.document, "cpsv:PublicService")
        .into_iter()
        .find(|node| node["dct:identifier"][0] == "P/1_甲")
        .unwrap();
    assert_eq!(
        first["@id"],
        "https://example.jp/id/procedure/P%2F1_%E7%94%B2"
    );
    assert_eq!(first["cv:processingTime"][0]["@value"], "P1M");
    // The office that accepted until the day before the status date is no participant any more.
    assert_eq!(first["cv:hasParticipation"].as_array().unwrap().len(), 2);
}

/// Law: what the publication marks keep inside the office never reaches the document.
#[test]
fn notes_and_own_keys_stay_inside() {
    let text = written(&full()).document.to_string();
    assert!(text.contains("許可の申請"));
    assert!(!text.contains("秘密"));
}

#[test]
fn repeated_ids_are_written_once() {
    let mut inventory = full();
    let again = inventory.procedures[1].clone();
    inventory.procedures.push(again);
    inventory
        .organisations
        .push(inventory.organisations[0].clone());
    let services = written(&inventory);
    assert_eq!(Profile::standard().check(&services.document), []);
    let repeated = services
        .left_out
        .iter()
        .filter(|one| one.reason == LeftOutReason::DuplicateId);
    assert_eq!(repeated.count(), 2);
}

/// The check notices each thing that can be wrong.
#[test]
fn the_check_can_fail() {
    let profile = Profile::standard();
    let good = written(&full()).document;
    let place = |class: &str| {
        let graph = good["@graph"].as_array().unwrap();
        graph
            .iter()
            .position(|node| node["@type"][0] == class)
            .unwrap()
    };
    let (service, channel) = (place("cpsv:PublicService"), place("cv:Channel"));
    let with = |at: usize, property: &str, value: Value| {
        let mut bad = good.clone();
        bad["@graph"][at][property] = value;
        bad
    };
    let text = |language: &str| json!([{"@language": language, "@value": "文"}]);
    for (bad, kind) in [
        (
            with(service, "dct:title", json!([])),
            ProfileIssueKind::TooFew,
        ),
        (
            with(service, "dct:identifier", json!(["a", "b"])),
            ProfileIssueKind::TooMany,
        ),
        (
            with(service, "dct:title", json!(["文"])),
            ProfileIssueKind::Datatype,
        ),
        (
            with(service, "dct:title", text("")),
            ProfileIssueKind::Datatype,
        ),
        (
            with(
                service,
                "cv:processingTime",
                json!([{"@type": "xsd:duration", "@value": "14日"}]),
            ),
            ProfileIssueKind::Datatype,
        ),
        (
            with(
                service,
                "cv:hasChannel",
                json!([{"@id": "https://example.jp/id/body"}]),
            ),
            ProfileIssueKind::Class,
        ),
        (
            with(
                service,
                "cv:hasChannel",
                json!([{"@id": "https://example.jp/nowhere"}]),
            ),
            ProfileIssueKind::Class,
        ),
        (
            with(channel, "dct:title", text("ja")),
            ProfileIssueKind::Unknown,
        ),
        (with(channel, "@type", json!([])), ProfileIssueKind::Shape),
        (json!({"@graph": {}}), ProfileIssueKind::Shape),
    ] {
        let kinds: Vec<ProfileIssueKind> = profile.check(&bad).iter().map(|one| one.kind).collect();
        assert!(kinds.contains(&kind), "{kind} is not in {kinds:?}");
    }
    assert_eq!(profile.check(&good), []);
}

#[test]
fn a_profile_is_read_strictly() {
    let code = |json: &str| Profile::from_json(json).unwrap_err().code();
    let text = std::fs::read_to_string(concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/data/cpsv_ap/profile.json"
    ))
    .unwrap();
    assert_eq!(code("{}"), "document.data_file.shape");
    assert_eq!(
        code(&text.replace("\"format_version\": 1", "\"format_version\": 2")),
        "document.data_file.format"
    );
    assert_eq!(
        code(&text.replace("cpsv:follows", "rules:follows")),
        "document.data_file.unknown"
    );
    for bad in [
        "",
        "example.jp/",
        "https://",
        "https://example.jp",
        "https://ex ample.jp/",
        "ftp://example.jp/",
    ] {
        assert!(bad.parse::<tosei::cpsv_ap::BaseIri>().is_err(), "{bad}");
    }
}

/// The table in the book is the one that the data makes now.
#[test]
fn the_table_in_the_book_is_the_one_of_the_profile() {
    let made = Profile::standard().mapping_table();
    let path = concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/../../docs/book/src/interchange/cpsv-ap-table.md"
    );
    if std::env::var_os("TOSEI_WRITE_BOOK").is_some() {
        std::fs::write(path, &made).unwrap();
    }
    let there = std::fs::read_to_string(path).unwrap_or_default();
    assert!(
        made == there,
        "run `TOSEI_WRITE_BOOK=1 cargo test -p tosei --test cpsv_ap`"
    );
}
