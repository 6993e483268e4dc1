//! Connections and what-if: which clause blocks what, what amending it would bring.

use crate::{
    folders::{site_of, without, write},
    html::read,
    site::{embedded, page},
};
use serde_json::Value;
use tosei_examples::digital_first_report::{
    Site,
    site::{PartKind, PartState},
};

fn json(site: &Site) -> Value {
    serde_json::from_slice(site.file("joined.json").unwrap()).unwrap()
}

/// Numerator and denominator of the ends of a rate of a trial.
fn ends(site: &Site, trial: &str, rate: &str) -> [(u64, u64); 3] {
    let json = json(site);
    let trials = json["trials"].as_array().unwrap();
    let trial = trials.iter().find(|one| one["id"] == trial).unwrap();
    let rates = trial["change"]["rates"].as_array().unwrap();
    let one = rates
        .iter()
        .find(|one| one["before"]["id"] == rate)
        .unwrap();
    ["before", "if_nothing_follows", "if_all_follow"].map(|end| {
        let part = |name: &str| one[end][name].as_u64().unwrap();
        (part("numerator"), part("denominator"))
    })
}

const WITHIN: &str = "processes.done_within_discretion";

#[test]
fn amending_a_clause_of_the_fictional_city_frees_what_its_documents_say() {
    let site = embedded();
    let json = json(&site);
    let clauses = json["clauses"].as_array().unwrap();
    let clause = |id: &str| clauses.iter().find(|one| one["clause"] == id).unwrap();
    assert_eq!(clause("C-901")["frees"], 9);
    assert_eq!(clause("C-901")["binds"], "binds");
    assert_eq!(clause("C-901")["processes"].as_array().unwrap().len(), 9);
    assert_eq!(clause("C-902")["frees"], 21);
    assert_eq!(
        ends(&site, "clause.C-901", WITHIN),
        [(705, 1_260), (705, 1_260), (714, 1_260)]
    );
    assert_eq!(
        ends(&site, "clause.C-901", "processes.done"),
        [(717, 1_520), (717, 1_520), (726, 1_520)]
    );
    let shown = page(&site, "joined.html");
    for figure in [
        "（705／1,260）",
        "（714／1,260）",
        "（735／1,260）",
        "1/140",
        "55.95",
        "56.67",
    ] {
        assert!(shown.contains(figure), "{figure}");
    }
    let text = read(shown).text;
    for said in [
        "理由の連鎖",
        "分からないままのこと",
        "C-901 → P-0004-2 → P-0004",
        "資料どうしの食い違い",
    ] {
        assert!(text.contains(said), "{said}");
    }
}

#[test]
fn both_clauses_of_the_seal_rule_free_thirty() {
    let site = embedded();
    let json = json(&site);
    let trials = json["trials"].as_array().unwrap();
    let both = trials.iter().find(|one| {
        let clauses = &one["change"]["changes"][0]["clauses"];
        *clauses == serde_json::json!(["C-901", "C-902"])
            || *clauses == serde_json::json!(["C-902", "C-901"])
    });
    let both = both.unwrap();
    assert_eq!(both["change"]["freed"].as_array().unwrap().len(), 30);
    let id = both["id"].as_str().unwrap();
    assert_eq!(
        ends(&site, id, WITHIN),
        [(705, 1_260), (705, 1_260), (735, 1_260)]
    );
}

#[test]
fn indicators_of_the_plan_move_and_stand_beside_their_next_target() {
    let site = embedded();
    let json = json(&site);
    let trials = json["trials"].as_array().unwrap();
    let one = trials
        .iter()
        .find(|one| one["id"] == "clause.C-901")
        .unwrap();
    let indicators = one["change"]["indicators"].as_array().unwrap();
    let of = indicators
        .iter()
        .find(|one| one["indicator"] == "i16")
        .unwrap();
    assert_eq!(of["before"], "705/1260");
    assert_eq!(of["high"], "714/1260");
    assert_eq!(of["label"]["ja"], "市の裁量の範囲のオンライン化率"); // as the plan has it
    let shown = page(&site, "joined.html");
    assert!(shown.contains("<a href=\"definitions.html#d-indicator-i16\">"));
    assert!(read(shown).text.contains("90（％、令和9年3月31日まで）"));
}

#[test]
fn the_overview_says_what_is_blocked_and_leads_there() {
    let site = embedded();
    let figure = |id: &str| {
        let mut figures = site.document.figures.iter();
        figures.find(|one| one.definition == id).unwrap()
    };
    let json = json(&site);
    let blocked = json["blocked"].as_array().unwrap().len();
    assert_eq!(figure("joined.blocked").numerator, blocked as u64);
    assert!(figure("joined.freed").numerator >= 30);
    let rate = figure("joined.within_discretion");
    assert_eq!(rate.denominator, Some(1_260));
    assert_eq!(rate.numerator, 705 + figure("joined.freed").numerator);
    let index = page(&site, "index.html");
    assert!(index.contains("<a href=\"joined.html\">"));
    assert!(index.contains("<a href=\"definitions.html#d-joined-blocked\">"));
    let shown = page(&site, "joined.html");
    assert!(shown.contains("<a href=\"definitions.html#d-processes-done-within-discretion\">"));
}

#[test]
fn its_findings_are_counted_on_the_page_of_findings() {
    let site = embedded();
    let mut parts = site.document.parts.iter();
    let part = parts.find(|part| part.part == PartKind::Joined).unwrap();
    let found = part.errors + part.warnings + part.infos;
    let findings = page(&site, "findings.html");
    assert_eq!(found > 0, findings.contains("id=\"findings-joined\""));
    assert!(
        read(page(&site, "joined.html"))
            .text
            .contains(&format!("誤り {}、", part.errors))
    );
}

#[test]
fn a_folder_without_links_has_no_entry_for_them_and_the_page_says_what_is_missing() {
    let site = site_of(&without("joined-none", Some(PartKind::Joined))).unwrap();
    assert!(site.is_complete());
    assert!(site.file("joined.json").is_none());
    assert!(
        site.document
            .pages
            .iter()
            .all(|page| page.file != "joined.html")
    );
    assert!(!page(&site, "index.html").contains("href=\"joined.html\""));
    assert!(read(page(&site, "joined.html")).text.contains("links.json"));
}

#[test]
fn links_alone_join_nothing_and_say_so() {
    let root = crate::fixtures::folder("joined-alone");
    write(
        &root,
        "links.json",
        tosei::joined::sample::mihon_links_json(),
    );
    let site = site_of(&root).unwrap();
    assert!(site.is_complete());
    assert!(site.file("joined.json").is_none());
    assert!(
        read(page(&site, "joined.html"))
            .text
            .contains("つなぐものがありません")
    );
}

#[test]
fn without_an_inventory_the_clauses_are_there_and_no_rate_is_made_up() {
    let site = site_of(&without("joined-no-inventory", Some(PartKind::Inventory))).unwrap();
    let json = json(&site);
    assert!(
        json["missing"]
            .as_array()
            .unwrap()
            .contains(&"inventory".into())
    );
    assert_eq!(json["blocked"], serde_json::json!([]));
    for trial in json["trials"].as_array().unwrap() {
        assert_eq!(trial["change"]["rates"], serde_json::json!([]));
    }
}

#[test]
fn links_that_are_something_else_cost_their_page_only() {
    let root = without("joined-broken", Some(PartKind::Joined));
    write(
        &root,
        "links.json",
        r#"{"format": "tosei-plan", "format_version": 1}"#,
    );
    let site = site_of(&root).unwrap();
    assert!(!site.is_complete());
    let mut parts = site.document.parts.iter();
    let part = parts.find(|part| part.part == PartKind::Joined).unwrap();
    assert_eq!(part.state, PartState::Unreadable);
    assert!(read(page(&site, "joined.html")).text.contains("links.json"));
}

#[test]
fn hostile_names_stay_text() {
    let root = without("joined-hostile", None);
    let hostile = "<script>alert(1)</script>";
    let rule = tosei::joined::sample::mihon_seal_rule_json().replace("公印規則", hostile);
    assert!(rule.contains(hostile));
    write(&root, "linked_clauses.json", rule);
    let links = tosei::joined::sample::mihon_links_json().replace("総合指標", hostile);
    let links = links.replace("裁量内のオンライン化率", hostile);
    assert!(links.contains(hostile));
    write(&root, "links.json", links);
    let site = site_of(&root).unwrap();
    let shown = page(&site, "joined.html");
    assert!(!shown.contains("<script"));
    assert!(shown.contains("&lt;script&gt;alert(1)&lt;/script&gt;"));
}
