//! The site: every page and every link, and what a program reads of it.

use crate::{
    fixtures::{INVENTORY, SURVEY, file, folder, options},
    html::read,
};
use serde_json::Value;
use std::{
    collections::{BTreeMap, BTreeSet},
    path::Path,
};
use tosei_examples::digital_first_report::{Options, Site, make_site, site::PartState};
use tosei_types::Language;

pub(crate) fn embedded() -> Site {
    make_site(&Options::default(), &()).unwrap()
}

pub(crate) fn page<'s>(site: &'s Site, name: &str) -> &'s str {
    let content = site
        .file(name)
        .unwrap_or_else(|| panic!("there is no {name}"));
    std::str::from_utf8(content).unwrap()
}

/// The values of an attribute in a page.
fn values(html: &str, attribute: &str) -> Vec<String> {
    let start = format!(" {attribute}=\"");
    let parts = html.split(&start).skip(1);
    parts
        .map(|part| part.split('"').next().unwrap().to_owned())
        .collect()
}

/// Every link of every page leads to a file and a place that the site has.
fn check_links(site: &Site) -> usize {
    let pages: BTreeMap<&str, &str> = site
        .iter()
        .filter(|(name, _)| name.ends_with(".html"))
        .map(|(name, content)| (name, std::str::from_utf8(content).unwrap()))
        .collect();
    let places: BTreeMap<&str, BTreeSet<String>> = pages
        .iter()
        .map(|(name, html)| (*name, values(html, "id").into_iter().collect()))
        .collect();
    let mut links = 0;
    for (name, html) in &pages {
        for href in values(html, "href") {
            links += 1;
            let (target, place) = href.split_once('#').unwrap_or((&href, ""));
            let target = if target.is_empty() { name } else { target };
            let found = places.get(target);
            let found = found.unwrap_or_else(|| panic!("{name}: {href} leads to no page"));
            assert!(
                place.is_empty() || found.contains(place),
                "{name}: {href} leads to no place"
            );
        }
    }
    links
}

/// The site of one survey, of one inventory, of the fictional city.
fn samples() -> Vec<Site> {
    let survey = file("site-survey", "survey.csv", SURVEY);
    let inventory = file("site-inventory", "inventory.json", INVENTORY);
    let mut sites = vec![embedded()];
    for path in [survey, inventory] {
        sites.push(make_site(&options(&path), &()).unwrap());
    }
    sites
}

#[test]
fn every_link_of_every_page_leads_somewhere() {
    for site in samples() {
        assert!(check_links(&site) > 100);
    }
}

#[test]
fn every_page_is_well_formed_runs_nothing_and_names_all_others() {
    for site in samples() {
        for (name, content) in site.iter().filter(|(name, _)| name.ends_with(".html")) {
            let html = std::str::from_utf8(content).unwrap();
            let read = read(html);
            for forbidden in ["script", "iframe", "link", "img", "object", "form", "base"] {
                assert!(
                    !read.elements.iter().any(|element| element == forbidden),
                    "{name}: {forbidden}"
                );
            }
            for other in &site.document.pages {
                assert!(
                    html.contains(&format!("<a href=\"{}\"", other.file)),
                    "{name} does not name {}",
                    other.file
                );
            }
            assert_eq!(html.matches(" aria-current=\"page\"").count(), 1, "{name}");
        }
    }
}

#[test]
fn every_figure_has_its_definition_and_its_page() {
    for site in samples() {
        let definitions: BTreeSet<String> = values(page(&site, "definitions.html"), "id")
            .into_iter()
            .collect();
        let pages: Vec<&str> = site
            .document
            .pages
            .iter()
            .map(|page| page.file.as_str())
            .collect();
        assert!(!site.document.figures.is_empty());
        for figure in &site.document.figures {
            let plain: String = figure
                .definition
                .chars()
                .map(|c| {
                    if c.is_ascii_alphanumeric() {
                        c.to_ascii_lowercase()
                    } else {
                        '-'
                    }
                })
                .collect();
            assert!(
                definitions.contains(&format!("d-{plain}")),
                "{}",
                figure.definition
            );
            assert!(pages.contains(&figure.page.as_str()));
            if let Some(denominator) = figure.denominator {
                assert!(figure.numerator <= denominator, "{}", figure.definition);
            }
        }
    }
}

#[test]
fn the_overview_of_the_fictional_city_says_what_its_parts_say() {
    let site = embedded();
    let figure = |definition: &str| {
        let mut figures = site.document.figures.iter();
        let figure = figures.find(|figure| figure.definition == definition);
        let figure = figure.unwrap_or_else(|| panic!("{definition}"));
        (figure.numerator, figure.denominator)
    };
    assert_eq!(figure("processes.done"), (717, Some(1_520)));
    assert_eq!(figure("clauses.decided_of_found"), (97, Some(186)));
    assert_eq!(figure("clauses.decided_of_in_own_scope"), (97, Some(156)));
    assert_eq!(figure("clauses.in_force_of_found"), (89, Some(186)));
    assert_eq!(figure("counters.satisfied"), (4_532, Some(6_420)));
    assert_eq!(figure("counters.counters"), (64, None));
    assert_eq!(figure("verdict.on_track"), (14, None));
    assert_eq!(figure("verdict.at_risk"), (6, None));
    assert_eq!(figure("verdict.missed"), (4, None));
    assert_eq!(figure("verdict.not_measurable"), (4, None));
    assert_eq!(figure("verdict.not_yet_due"), (3, None));
    let index = read(page(&site, "index.html")).text;
    for shown in ["47.2 %", "52.2 %", "70.6 %", "47.8 %", "31指標のうち順調14"] {
        assert!(index.contains(shown), "{shown}");
    }
    assert!(site.document.due.is_sorted());
    assert!(site.document.due.iter().any(|item| item.overdue));
    assert!(site.document.due.iter().any(|item| !item.overdue));
}

#[test]
fn each_level_says_why_it_is_not_higher_and_what_it_takes() {
    let site = embedded();
    let quality = read(page(&site, "quality.html")).text;
    let map: Value = serde_json::from_slice(site.file("quality_map.json").unwrap()).unwrap();
    let rows = map["rows"].as_array().unwrap();
    assert_eq!(rows.len(), 18);
    for row in rows {
        let name = row["procedure"]["name"].as_str().unwrap();
        let id = row["procedure"]["procedure"].as_str().unwrap();
        assert!(quality.contains(&format!("{id} {name}")), "{name}");
        assert_ne!(name, id, "names come from the inventory");
        assert!(row["procedure"]["applications"].as_u64().unwrap() >= 10_000);
    }
}

#[test]
fn a_file_by_itself_has_no_other_parts() {
    let site = make_site(&options(&file("site-alone", "survey.csv", SURVEY)), &()).unwrap();
    for part in &site.document.parts {
        let expected = match part.part.code() {
            "inventory" => PartState::Given,
            _ => PartState::Absent,
        };
        assert_eq!(part.state, expected, "{}", part.part.code());
    }
    assert!(site.is_complete());
    assert!(!site.document.fictional);
    // Evidence is derived from every row, and a range is not a level.
    let quality = read(page(&site, "quality.html")).text;
    assert!(quality.contains("Lv0–3"));
    let evidence: Value =
        serde_json::from_slice(site.file("survey_evidence.json").unwrap()).unwrap();
    assert_eq!(evidence["all"]["rows"], 5);
    let without = Options {
        evidence: false,
        ..options(&file("site-without", "survey.csv", SURVEY))
    };
    let without = make_site(&without, &()).unwrap();
    assert!(without.file("survey_evidence.json").is_none());
    assert_eq!(without.report, site.report);
}

#[test]
fn the_site_opens_in_the_language_asked_for() {
    let site = make_site(
        &Options {
            language: Language::En,
            ..Options::default()
        },
        &(),
    )
    .unwrap();
    for (name, content) in site.iter().filter(|(name, _)| name.ends_with(".html")) {
        assert!(
            std::str::from_utf8(content)
                .unwrap()
                .contains("<html lang=\"en\">"),
            "{name}"
        );
    }
}

#[test]
fn the_same_input_gives_the_same_bytes() {
    let bytes = |site: &Site| -> Vec<(String, Vec<u8>)> {
        site.iter()
            .map(|(name, content)| (name.to_owned(), content.to_vec()))
            .collect()
    };
    assert_eq!(bytes(&embedded()), bytes(&embedded()));
}

fn names_below(folder: &Path) -> BTreeSet<String> {
    let entries = std::fs::read_dir(folder).unwrap();
    entries
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect()
}

#[test]
fn a_folder_that_is_written_again_keeps_what_is_not_ours() {
    let out = folder("site-again");
    std::fs::create_dir_all(out.join("letters")).unwrap();
    std::fs::write(out.join("letters/own.txt"), "own").unwrap();
    std::fs::write(out.join("notes.txt"), "own").unwrap();
    let first = embedded();
    let written = first.write(&out).unwrap();
    assert!(written.removed.is_empty() && written.kept.is_empty());
    let letters = names_below(&out.join("letters"));
    assert!(letters.len() > 3);
    let changed = letters
        .iter()
        .find(|name| name.contains("shimin-ka"))
        .unwrap()
        .clone();
    std::fs::write(out.join("letters").join(&changed), "signed").unwrap();

    // A survey has no round: its letters would be those of somebody else.
    let second = make_site(&options(&file("site-again-in", "survey.csv", SURVEY)), &()).unwrap();
    let written = second.write(&out).unwrap();
    let expected = BTreeSet::from(["own.txt".to_owned(), changed.clone()]);
    assert_eq!(names_below(&out.join("letters")), expected);
    assert_eq!(written.kept, [format!("letters/{changed}")]);
    assert_eq!(
        written
            .removed
            .iter()
            .filter(|name| name.starts_with("letters/"))
            .count(),
        letters.len() - 2
    );
    assert!(!out.join("flow-1.html").exists());
    assert_eq!(
        std::fs::read_to_string(out.join("notes.txt")).unwrap(),
        "own"
    );
    for (name, content) in second.iter() {
        assert_eq!(std::fs::read(out.join(name)).unwrap(), content, "{name}");
    }
    // Twice the same is no change.
    let third = second.write(&out).unwrap();
    assert!(third.removed.is_empty());
}

#[test]
fn a_list_that_names_other_places_removes_nothing_there() {
    let base = folder("site-list");
    let out = base.join("out");
    std::fs::create_dir_all(out.join("sub")).unwrap();
    let outside = base.join("outside.txt");
    std::fs::write(&outside, "").unwrap();
    std::fs::write(out.join("sub/empty.txt"), "").unwrap();
    let list = r#"{"format": "tosei-site-files", "format_version": 1, "files": [
        {"name": "../outside.txt", "bytes": 0, "fingerprint": "cbf29ce484222325"},
        {"name": "sub/../../outside.txt", "bytes": 0, "fingerprint": "cbf29ce484222325"},
        {"name": "sub", "bytes": 0, "fingerprint": "cbf29ce484222325"},
        {"name": "sub/empty.txt", "bytes": 0, "fingerprint": "cbf29ce484222325"}]}"#;
    std::fs::write(out.join("site_files.json"), list).unwrap();
    let written = embedded().write(&out).unwrap();
    assert!(outside.exists());
    assert_eq!(written.removed, ["sub/empty.txt"]);
    // A list that is none takes nothing away either.
    std::fs::write(
        out.join("site_files.json"),
        list.replace("tosei-site-files", "other"),
    )
    .unwrap();
    std::fs::write(out.join("sub/empty.txt"), "").unwrap();
    assert!(embedded().write(&out).unwrap().removed.is_empty());
}
