//! Folders: every part optional, wrong names, broken files, hostile texts.

use crate::{
    fixtures::{INVENTORY, folder},
    html::read,
    site::page,
};
use std::path::{Path, PathBuf};
use tosei_document::Explain;
use tosei_examples::digital_first_report::{
    Failure, Options, Site, make_site,
    site::{PartKind, PartState},
};
use tosei_types::Language;

/// The parts of the fictional city as files, each with the part that it is of.
pub(crate) fn files() -> Vec<(PartKind, &'static str, &'static str)> {
    use PartKind::{Clauses, Counters, Flows, Inventory, Joined, Plan, Quality};
    vec![
        (
            Inventory,
            "inventory.json",
            tosei_inventory::sample::mihon_inventory_json(),
        ),
        (
            Quality,
            "evidence.json",
            tosei_qos_model::sample::mihon_evidence_json(),
        ),
        (
            Flows,
            "flows/subsidy.as_is.json",
            tosei_bpr::sample::subsidy_as_is_json(),
        ),
        (
            Flows,
            "flows/subsidy.to_be.json",
            tosei_bpr::sample::subsidy_to_be_json(),
        ),
        (
            Counters,
            "counters.json",
            tosei_counter_dx::sample::mihon_counters_json(),
        ),
        (
            Counters,
            "counter_reviews.csv",
            tosei_counter_dx::sample::mihon_counter_reviews_csv(),
        ),
        (
            Clauses,
            "clauses.json",
            tosei_analog_regs::sample::register_json(),
        ),
        (
            Clauses,
            "assembly.json",
            tosei_analog_regs::sample::calendar_json(),
        ),
        (Plan, "plan.json", tosei_plan::sample::mihon_plan_json()),
        (
            Joined,
            "links.json",
            tosei::joined::sample::mihon_links_json(),
        ),
        (
            Joined,
            "linked_clauses.json",
            tosei::joined::sample::mihon_seal_rule_json(),
        ),
    ]
}

pub(crate) fn write(root: &Path, name: &str, content: impl AsRef<[u8]>) {
    let path = root.join(name);
    std::fs::create_dir_all(path.parent().unwrap()).unwrap();
    std::fs::write(path, content).unwrap();
}

/// A folder with all parts but one.
pub(crate) fn without(test: &str, left_out: Option<PartKind>) -> PathBuf {
    let root = folder(test);
    for (kind, name, content) in files() {
        if Some(kind) != left_out {
            write(&root, name, content);
        }
    }
    root
}

pub(crate) fn site_of(root: &Path) -> Result<Site, Failure> {
    let options = Options {
        folder: Some(root.to_owned()),
        ..Options::default()
    };
    make_site(&options, &())
}

fn state(site: &Site, kind: PartKind) -> PartState {
    let mut parts = site.document.parts.iter();
    parts.find(|part| part.part == kind).unwrap().state
}

fn page_of(kind: PartKind) -> &'static str {
    match kind {
        PartKind::Inventory => "inventory.html",
        PartKind::Quality => "quality.html",
        PartKind::Flows => "flows.html",
        PartKind::Counters => "counters.html",
        PartKind::Clauses => "clauses.html",
        PartKind::Joined => "joined.html",
        _ => "plan.html",
    }
}

#[test]
fn a_folder_with_everything_shows_the_figures_of_the_embedded_city() {
    let site = site_of(&without("folder-all", None)).unwrap();
    assert!(site.is_complete());
    assert!(site.document.unknown_files.is_empty());
    let embedded = crate::site::embedded();
    assert_eq!(site.document.figures, embedded.document.figures);
    for part in &site.document.parts {
        assert_eq!(part.state, PartState::Given);
    }
}

#[test]
fn each_part_may_be_missing_and_only_its_page_says_so() {
    for left_out in PartKind::ALL {
        let test = format!("folder-without-{}", left_out.code());
        let site = site_of(&without(&test, Some(*left_out))).unwrap();
        assert!(site.is_complete(), "{}", left_out.code());
        for kind in PartKind::ALL {
            let expected = if kind == left_out {
                PartState::Absent
            } else {
                PartState::Given
            };
            assert_eq!(
                state(&site, *kind),
                expected,
                "{} without {}",
                kind.code(),
                left_out.code()
            );
            let says = read(page(&site, page_of(*kind)))
                .text
                .contains("この部分の資料はありません");
            // Without evidence the inventory alone says something of quality.
            let quality = *kind == PartKind::Quality;
            assert_eq!(says, kind == left_out && !quality, "{}", kind.code());
        }
        assert_eq!(site.report.is_none(), *left_out == PartKind::Inventory);
    }
}

#[test]
fn a_broken_part_costs_itself_only() {
    for (kind, name, _) in files()
        .into_iter()
        .filter(|(_, name, _)| name.ends_with(".json"))
    {
        let test = format!("folder-broken-{}", name.replace(['/', '.'], "-"));
        let root = without(&test, None);
        write(&root, name, "{\"format\": \"tosei-");
        let site = site_of(&root).unwrap();
        assert!(!site.is_complete(), "{name}");
        for other in PartKind::ALL {
            let expected = if *other == kind {
                PartState::Unreadable
            } else {
                PartState::Given
            };
            assert_eq!(
                state(&site, *other),
                expected,
                "{} with a broken {name}",
                other.code()
            );
        }
        let part = site
            .document
            .parts
            .iter()
            .find(|part| part.part == kind)
            .unwrap();
        assert!(!part.problems.is_empty());
        for problem in &part.problems {
            let file = Path::new(name).file_name().unwrap().to_str().unwrap();
            assert!(
                problem.ja.contains(file) && problem.en.contains(file),
                "{name}: {problem:?}"
            );
        }
        for shown in [page_of(kind), "index.html", "findings.html"] {
            let html = page(&site, shown);
            assert!(
                read(html).text.contains(&part.problems[0].ja),
                "{shown} with a broken {name}"
            );
        }
    }
}

#[test]
fn an_evidence_about_a_stranger_is_said() {
    let root = without("folder-stranger", None);
    let json = r#"{"format": "tosei-evidence", "format_version": 1, "items": [
        {"subject": "P-9999", "criterion": "digital", "answer": "met", "quality": "confirmed",
         "source": "架空", "date": "2025-04-01", "confirmed_by": "架空"}]}"#;
    write(&root, "evidence.json", json);
    let site = site_of(&root).unwrap();
    assert!(!site.is_complete());
    assert!(read(page(&site, "quality.html")).text.contains("P-9999"));
}

#[test]
fn what_has_no_known_name_is_listed_and_not_read() {
    let root = without("folder-unknown", Some(PartKind::Plan));
    for name in [
        "keikaku.json",
        "Plan.docx",
        "plan.json.bak",
        "flows/readme.txt",
        ".hidden",
        "sub/plan.json",
    ] {
        write(&root, name, "{}");
    }
    let site = site_of(&root).unwrap();
    let mut expected = vec![
        "Plan.docx",
        "flows/readme.txt",
        "keikaku.json",
        "plan.json.bak",
        "sub",
    ];
    expected.sort_unstable();
    let mut found = site.document.unknown_files.clone();
    found.sort_unstable();
    assert_eq!(found, expected);
    assert_eq!(state(&site, PartKind::Plan), PartState::Absent);
    for name in expected {
        assert!(read(page(&site, "index.html")).text.contains(name));
    }
    // Letters are compared without case.
    std::fs::rename(root.join("clauses.json"), root.join("Clauses.JSON")).unwrap();
    assert_eq!(
        state(&site_of(&root).unwrap(), PartKind::Clauses),
        PartState::Given
    );
}

#[test]
fn a_folder_with_nothing_is_refused_in_one_sentence() {
    let root = folder("folder-nothing");
    let failure = site_of(&root).unwrap_err();
    assert_eq!(failure.code(), "report.nothing_in_folder");
    write(&root, "読んでください.txt", "");
    let failure = site_of(&root).unwrap_err();
    for language in [Language::Ja, Language::En] {
        let sentence = failure.sentence(language);
        assert!(sentence.contains("読んでください.txt"), "{sentence}");
        assert_eq!(sentence.matches('\n').count(), 0);
    }
    let missing = site_of(&root.join("nowhere")).unwrap_err();
    assert_eq!(missing.code(), "report.not_found");
}

#[test]
fn hostile_texts_stay_texts_on_every_page() {
    let root = folder("folder-hostile");
    let hostile = "<script>alert(1)</script>";
    write(&root, "inventory.json", INVENTORY);
    let swap = |json: &str, name: &str| json.replace(name, hostile);
    write(
        &root,
        "counters.json",
        swap(
            tosei_counter_dx::sample::mihon_counters_json(),
            "住民票の写し",
        ),
    );
    write(
        &root,
        "clauses.json",
        swap(
            tosei_analog_regs::sample::register_json(),
            "見本市水路及び公共施設の管理に関する条例（架空）",
        ),
    );
    write(
        &root,
        "plan.json",
        tosei_plan::sample::mihon_plan_json().replace("見本市", hostile),
    );
    let flow = tosei_bpr::sample::subsidy_as_is_json().replace("見本市（架空）", hostile);
    write(&root, "flows/<b>.as_is.json", &flow);
    write(&root, "flows/=cmd.json", &flow);
    write(&root, "<img src=x>.txt", "");
    let site = site_of(&root).unwrap();
    let mut shown = 0;
    for (name, content) in site.iter().filter(|(name, _)| name.ends_with(".html")) {
        let html = std::str::from_utf8(content).unwrap();
        assert!(
            !html.contains("<script") && !html.contains("<img") && !html.contains("<b>"),
            "{name}"
        );
        shown += usize::from(html.contains("&lt;script&gt;"));
    }
    assert!(shown >= 4, "{shown}");
    for (name, content) in site.iter().filter(|(name, _)| name.ends_with(".csv")) {
        for cell in std::str::from_utf8(content).unwrap().split([',', '\n']) {
            assert!(
                !cell.trim_matches('"').starts_with(['=', '+', '@']),
                "{name}: {cell}"
            );
        }
    }
}

#[test]
fn a_table_of_an_office_without_a_mapping_leaves_a_proposal_and_the_rest() {
    let root = without("folder-office", Some(PartKind::Inventory));
    write(
        &root,
        "inventory.csv",
        "手続名,所管課,件数,オンライン\n住民票の写し,市民課,1000,○\n税証明,税務課,500,×\n",
    );
    let site = site_of(&root).unwrap();
    assert_eq!(state(&site, PartKind::Inventory), PartState::Unreadable);
    assert!(site.proposal.is_some());
    assert_eq!(state(&site, PartKind::Plan), PartState::Given);
}

#[test]
fn the_folder_that_is_read_is_not_written_over() {
    let root = without("folder-into-itself", None);
    let before: Vec<_> = files()
        .iter()
        .map(|(_, name, _)| std::fs::read(root.join(name)).unwrap())
        .collect();
    let site = site_of(&root).unwrap();
    site.write(&root).unwrap(); // no name is the same
    for ((_, name, _), before) in files().iter().zip(&before) {
        assert_eq!(&std::fs::read(root.join(name)).unwrap(), before, "{name}");
    }
    // Read again, what was written is not taken for data.
    let again = site_of(&root).unwrap();
    assert_eq!(again.document.figures, site.document.figures);
}

#[test]
fn flows_without_a_counterpart_and_flows_as_yaml_are_drawn() {
    let root = folder("folder-flows");
    write(
        &root,
        "flows/permit.yaml",
        "\
format: tosei-small-flow
format_version: 1
id: permit
fictional: true
steps:
  - {step: 受付, who: 窓口, medium: 紙, minutes: 10}
  - {step: 審査する, who: 担当}
",
    );
    let site = site_of(&root).unwrap();
    let flows = page(&site, "flows.html");
    assert!(
        read(flows).text.contains("審査する"),
        "{:?}",
        site.document.parts
    );
    assert!(site.is_complete());
}
