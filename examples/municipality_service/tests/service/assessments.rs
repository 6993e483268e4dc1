//! Assessments over HTTP are those of the library, with their reasons.

use crate::client::{Server, evidence};
use serde_json::{Value, json};

fn standing<'a>(answer: &'a Value, principle: &str) -> &'a Value {
    let all = answer["standings"].as_array().unwrap();
    let found = all
        .iter()
        .find(|one| one["standing"]["principle"] == principle);
    found.unwrap()
}

#[test]
fn unknown_is_a_range_and_every_record_narrows_it() {
    let server = Server::with_inventory("assess-range");
    let path = "/v1/procedures/P-0004/assessment?as_of=2025-06-30";
    let nothing = server.read(path, "AssessmentAnswer");
    assert_eq!(
        standing(&nothing, "faster")["standing"]["standing"],
        "digital_unknown"
    );

    for (id, criterion, answer) in [
        ("1", "digital", "met"),
        ("2", "F1a", "met"),
        ("3", "F2a", "met"),
    ] {
        let record = evidence(id, "P-0004", criterion, answer);
        assert_eq!(server.post("/v1/evidence", &record).status, 201);
    }
    let some = server.read(path, "AssessmentAnswer");
    let faster = standing(&some, "faster");
    assert_eq!(
        (
            &faster["standing"]["floor"],
            &faster["standing"]["ceiling"],
            &faster["words"]["ja"]
        ),
        (&json!(1), &json!(3), &json!("Lv1～3"))
    );
    assert_eq!(
        server
            .post("/v1/evidence", &evidence("4", "P-0004", "F2b", "not_met"))
            .status,
        201
    );
    let all = server.read(path, "AssessmentAnswer");
    assert_eq!(standing(&all, "faster")["words"]["en"], "Lv1");
    let sentences = &all["sentences"];
    assert_eq!(sentences["ja"][0], "「より早く」は Lv1 です。");
    assert_eq!(
        sentences["ja"].as_array().unwrap().len(),
        sentences["en"].as_array().unwrap().len()
    );
    // The basis of an answer leads to the record, by its position.
    let criteria = all["assessment"]["criteria"].as_array().unwrap();
    let shown = criteria
        .iter()
        .find(|one| one["criterion"] == "F2b")
        .unwrap();
    let at = usize::try_from(shown["basis"]["items"][0].as_u64().unwrap()).unwrap();
    assert_eq!(all["evidence"][at]["id"], "4");
    // The day before the evidence nothing was known; before the standard there is no level to know.
    let before = server.read(
        "/v1/procedures/P-0004/assessment?as_of=2025-03-31",
        "AssessmentAnswer",
    );
    assert_eq!(
        standing(&before, "faster")["standing"]["standing"],
        "digital_unknown"
    );
    let early = server.get("/v1/procedures/P-0004/assessment?as_of=2024-03-31");
    assert_eq!(
        (early.status, early.code().as_str()),
        (422, "qos.assessment.no_edition")
    );
    assert_eq!(server.get("/v1/assessments?as_of=2024-03-31").status, 422);
}

#[test]
fn an_exemption_is_the_basis_while_it_holds() {
    let server = Server::with_inventory("assess-exemption");
    let exemption = json!({
        "id": "x1",
        "exemption": {
            "subject": "P-0004", "criterion": "F2b", "reason": "システム更改中（架空）",
            "approver": "デジタル推進課長（架空）", "approved_on": "2025-04-01", "expires_on": "2025-06-30",
        },
    });
    assert_eq!(server.post("/v1/exemptions", &exemption).status, 201);
    assert_eq!(server.post("/v1/exemptions", &exemption).status, 200);
    assert_eq!(
        server.read("/v1/exemptions/x1", "ExemptionRecord"),
        exemption
    );
    let basis = |day: &str| {
        let path = format!("/v1/procedures/P-0004/assessment?as_of={day}");
        let answer = server.read(&path, "AssessmentAnswer");
        let criteria = answer["assessment"]["criteria"].as_array().unwrap();
        let shown = criteria
            .iter()
            .find(|one| one["criterion"] == "F2b")
            .unwrap();
        shown["basis"]["kind"].as_str().unwrap().to_owned()
    };
    assert_eq!(basis("2025-06-30"), "exemption");
    assert_eq!(basis("2025-07-01"), "no_evidence");
}

#[test]
fn the_list_agrees_with_each_single_answer() {
    let server = Server::with_inventory("assess-list");
    for (id, criterion) in [("1", "digital"), ("2", "F1a"), ("3", "S1a"), ("4", "U1a")] {
        let record = evidence(id, "P-0010", criterion, "met");
        assert_eq!(
            server.post("/v1/evidence", &record).status,
            201,
            "{criterion}"
        );
    }
    let page = server.read(
        "/v1/assessments?as_of=2025-06-30&limit=20",
        "AssessmentPage",
    );
    assert_eq!(
        (&page["total"], &page["fictional"]),
        (&json!(640), &json!(true))
    );
    let rows = page["rows"].as_array().unwrap();
    assert_eq!(rows.len(), 20);
    for row in rows {
        let id = row["procedure"].as_str().unwrap();
        let path = format!("/v1/procedures/{id}/assessment?as_of=2025-06-30");
        assert_eq!(
            server.read(&path, "AssessmentAnswer")["standings"],
            row["standings"]
        );
    }
    let standard = server.read("/v1/standard?as_of=2025-06-30", "Standard");
    assert_eq!(standard["criteria"].as_array().unwrap().len(), 13);
}
