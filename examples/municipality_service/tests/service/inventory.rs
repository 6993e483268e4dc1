//! Inventories: loaded, replaced on purpose only, read page by page, and their rates.

use crate::client::{Server, folder, valid};
use serde_json::{Value, json};
use tosei_inventory::{Inventory, document, sample};

#[test]
fn an_inventory_comes_back_as_it_was_sent() {
    let server = Server::start(&folder("inventory-back"), &[]);
    assert_eq!(server.get("/v1/inventory").code(), "service.inventory.none");
    let first = server.put("/v1/inventory", &[], sample::mihon_inventory_json());
    assert_eq!(first.status, 201);
    valid("InventoryReceipt", &first.json());
    let receipt = first.json();
    assert_eq!(
        (
            &receipt["procedures"],
            &receipt["processes"],
            &receipt["fictional"]
        ),
        (&json!(640), &json!(1520), &json!(true))
    );
    // The one defect that the sample is known for, said in both languages.
    let rules: Vec<&str> = receipt["totals"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| one["rule"].as_str().unwrap())
        .collect();
    assert!(
        rules.iter().any(|rule| rule.contains("corporate_number")),
        "{rules:?}"
    );

    let back = server.get("/v1/inventory");
    assert_eq!((back.status, back.tag()), (200, first.tag()));
    let sent = Inventory::from_json(sample::mihon_inventory_json()).unwrap();
    let text = String::from_utf8(back.body).unwrap();
    assert_eq!(Inventory::from_json(&text).unwrap(), sent);
    let header = format!("If-None-Match: {}", first.tag());
    let unchanged = server.ask("GET", "/v1/inventory", &[&header], "");
    assert_eq!((unchanged.status, unchanged.body.len()), (304, 0));
}

#[test]
fn an_inventory_is_replaced_on_purpose_only() {
    let server = Server::with_inventory("inventory-replaced");
    let tag = server.get("/v1/inventory").tag();
    let other = sample::mihon_inventory_2025_03_json();
    assert_eq!(
        server.put("/v1/inventory", &[], other).code(),
        "service.precondition.required"
    );
    let stale = server.put("/v1/inventory", &["If-Match: \"0000\""], other);
    assert_eq!(
        (stale.status, stale.code().as_str()),
        (412, "service.precondition.failed")
    );
    let only_first = server.put("/v1/inventory", &["If-None-Match: *"], other);
    assert_eq!(only_first.status, 412);
    assert_eq!(server.get("/v1/inventory").tag(), tag);

    let header = format!("If-Match: {tag}");
    let replaced = server.put("/v1/inventory", &[&header], other);
    assert_eq!(replaced.status, 200);
    assert_ne!(replaced.tag(), tag);
    assert_eq!(server.get("/v1/inventory").tag(), replaced.tag());
    // Whoever did not get the answer sends the same again.
    let again = server.put("/v1/inventory", &[&header], other);
    assert_eq!((again.status, again.tag()), (200, replaced.tag()));
    // Somebody else, who still has the first one, is told.
    let late = server.put(
        "/v1/inventory",
        &[&header],
        sample::mihon_inventory_2024_03_json(),
    );
    assert_eq!(late.code(), "service.precondition.failed");
}

#[test]
fn a_table_replaces_procedures_and_keeps_the_frame() {
    let server = Server::start(&folder("inventory-csv"), &[]);
    let whole = Inventory::from_json(sample::mihon_inventory_json()).unwrap();
    let mut table = Vec::new();
    document::write_csv(&whole, &mut table).unwrap();
    let table = String::from_utf8(table).unwrap();
    let csv = ["Content-Type: text/csv; charset=utf-8"];
    let early = server.ask("PUT", "/v1/inventory", &csv, &table);
    assert_eq!(early.code(), "service.inventory.none");

    let frame = server.put("/v1/inventory", &[], &whole.frame().to_json());
    assert_eq!(frame.status, 201);
    let header = format!("If-Match: {}", frame.tag());
    let loaded = server.ask("PUT", "/v1/inventory", &[csv[0], &header], &table);
    assert_eq!(
        loaded.status,
        200,
        "{}",
        String::from_utf8_lossy(&loaded.body)
    );
    assert_eq!(loaded.json()["processes"], 1520);
    let back = String::from_utf8(server.get("/v1/inventory").body).unwrap();
    assert_eq!(Inventory::from_json(&back).unwrap(), whole);
}

#[test]
fn what_cannot_be_typed_is_refused_unless_somebody_says_otherwise() {
    let server = Server::start(&folder("inventory-raw"), &[]);
    let body = json!({
        "format": "tosei-inventory", "format_version": 1, "fictional": true,
        "body": {"name": "見本市（架空）"}, "status_date": "2025-06-30",
        "organisations": [], "touchpoints": [],
        "procedures": [{"id": "P-1", "name": "住民票の写しの交付"}],
        "processes": [
            {"id": "P-1-1", "procedure": "P-1", "kind": "application", "status": "done"},
            {"id": "P-1-2", "procedure": "P-1", "kind": "payment", "status": "maybe"},
        ],
    })
    .to_string();
    let refused = server.put("/v1/inventory", &[], &body);
    assert_eq!(refused.code(), "service.body.findings");
    let problem = refused.json();
    assert_eq!(problem["place"], "/processes/1/status");
    assert!(
        problem["findings"][0]["sentence"]["ja"]
            .as_str()
            .unwrap()
            .contains("maybe")
    );
    assert_eq!(server.get("/v1/inventory").status, 409);

    let taken = server.put("/v1/inventory?unreadable=leave_out", &[], &body);
    assert_eq!((taken.status, &taken.json()["left_out"]), (201, &json!(1)));
    let other = server.put("/v1/inventory?unreadable=guess", &[], &body);
    assert_eq!(other.code(), "service.parameter.bad");
    for nothing in ["", "{}", "[1", "no JSON"] {
        assert_eq!(
            server.put("/v1/inventory", &[], nothing).code(),
            "service.body.findings"
        );
    }
}

#[test]
fn pages_hold_every_procedure_once() {
    let server = Server::with_inventory("inventory-pages");
    let mut seen = Vec::new();
    let mut after = String::new();
    loop {
        let page = server.read(&format!("/v1/procedures?limit=97{after}"), "ProcedurePage");
        assert_eq!(page["total"], 640);
        let procedures = page["procedures"].as_array().unwrap();
        seen.extend(
            procedures
                .iter()
                .map(|one| one["id"].as_str().unwrap().to_owned()),
        );
        let Some(next) = page["next"].as_str() else {
            break;
        };
        after = format!("&after={next}");
    }
    assert_eq!(seen.len(), 640);
    assert!(seen.is_sorted_by(|a, b| a < b));
    // A page that ends with the last has no next one.
    let last = server.read(
        &format!("/v1/procedures?limit=1&after={}", seen[638]),
        "ProcedurePage",
    );
    assert!(last["procedures"][0]["id"] == seen[639] && last.get("next").is_none());
    let one = server.read(&format!("/v1/procedures/{}", seen[0]), "ProcedureAnswer");
    assert!(!one["processes"].as_array().unwrap().is_empty());
    assert_eq!(
        server.get("/v1/procedures/P-9999").code(),
        "service.procedure.none"
    );
    for wrong in [
        "limit=0",
        "limit=501",
        "limit=x",
        "after=",
        "page=2",
        "limit=1&limit=1",
    ] {
        let answer = server.get(&format!("/v1/procedures?{wrong}"));
        assert_eq!(answer.status, 400, "{wrong}");
        assert!(answer.code().starts_with("service.parameter."), "{wrong}");
    }
}

#[test]
fn rates_are_those_of_the_library() {
    let server = Server::with_inventory("inventory-rates");
    let path = "/v1/rates?fiscal_year=2024&measure=applications&state=final";
    let rates = server.read(path, "RatesAnswer");
    let of = |id: &str| -> Value {
        let all = rates["rates"].as_array().unwrap();
        let found = all.iter().find(|rate| rate["result"]["id"] == id);
        found.unwrap_or_else(|| panic!("{id}"))["result"].clone()
    };
    let done = of("processes.done");
    assert_eq!(
        (&done["numerator"], &done["denominator"]),
        (&json!(717), &json!(1520))
    );
    assert_eq!(of("procedures.all")["unit"], "procedure");
    assert_eq!(of("touchpoints.done")["unit"], "touchpoint");
    let missing = server.get("/v1/rates?fiscal_year=2024&measure=applications");
    assert_eq!(missing.code(), "service.parameter.missing");
    assert_eq!(missing.json()["place"], "?state");
}
