//! Maps, sheets and forms as files that people open.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test stops at the first surprise"
)]

use serde_json::json;
use tosei_criteria::EvidenceSet;
use tosei_document::Limits;
use tosei_page::Text;
use tosei_qos_model::{
    EvidenceForm, MapOrganisation, MapProcedure, ProcedureSheet, QualityMap, Target, assess, tokyo,
    tokyo_2024,
};
use tosei_table::{ReadOptions, Workbook};
use tosei_types::{Language, ProcedureId};

const DAY: &str = "2025-06-30";

fn procedure(number: usize) -> MapProcedure {
    MapProcedure {
        procedure: format!("P-{number}").parse().unwrap(),
        name: format!("<b>架空の手続{number}</b>"),
        organisation: (number > 1).then(|| MapOrganisation {
            id: "shimin-ka".parse().unwrap(),
            name: "市民課（架空）".into(),
        }),
        applications: (number != 2).then(|| 10_000u32.into()),
    }
}

fn evidence() -> EvidenceSet {
    let item = |subject: &str, criterion: &str, answer: &str, reason: Option<&str>| {
        let mut item = json!({"subject": subject, "criterion": criterion, "answer": answer,
            "quality": "confirmed", "source": "架空", "date": "2025-04-01", "confirmed_by": "架空"});
        if let Some(reason) = reason {
            item["reason"] = reason.into();
        }
        item
    };
    let items = json!([
        item("P-1", "digital", "met", None),
        item("P-1", "F1a", "met", None),
        item("P-1", "F2a", "not_met", None),
        item("P-1", "S1a", "not_applicable", Some("no_attachments")),
        item("P-1", "S2a", "not_applicable", Some("no_attachments")),
        item("P-1", "S2b", "not_applicable", Some("no_fee")),
        item("P-1", "S3a", "not_met", None),
        item("P-2", "digital", "not_met", None),
    ]);
    let json = json!({"format": "tosei-evidence", "format_version": 1, "items": items});
    let (evidence, report) = EvidenceSet::read(json.to_string().as_bytes(), &Limits::default());
    assert!(report.is_clean());
    evidence.unwrap()
}

fn map() -> QualityMap {
    let day = DAY.parse().unwrap();
    let evidence = evidence();
    let rows = (1..=3).map(|number| {
        let row = procedure(number);
        let assessment = assess(tokyo(), &evidence, &row.procedure, day).unwrap();
        (row, assessment)
    });
    let target: Target = serde_json::from_value(json!({
        "procedure": "P-1", "principle": "faster", "level": 2, "by": "2026-03-31"
    }))
    .unwrap();
    QualityMap::new(tokyo_2024(), day, rows, &[target])
}

#[test]
fn the_map_as_a_page_says_every_level_in_words() {
    let html = map().page(Text::data("見本市（架空）")).render();
    for text in [
        "Lv1（目標Lv2 期限前）",
        "Lv0（対象外を含めLv2）",
        "デジタル化していない",
        "Lv0～3",
    ] {
        assert!(html.contains(text), "{text}");
    }
    assert!(html.contains("&lt;b&gt;架空の手続1&lt;/b&gt;") && !html.contains("<b>"));
    let path = std::path::Path::new(env!("CARGO_TARGET_TMPDIR")).join("quality-map.html");
    std::fs::write(path, html).unwrap();
}

#[test]
fn the_heat_map_is_one_file_of_svg() {
    for language in [Language::Ja, Language::En] {
        let svg = map().to_svg(language);
        assert!(svg.starts_with("<svg xmlns=") && svg.ends_with("</svg>"));
        assert!(!svg.contains("<b>") && svg.contains("Lv1"));
    }
    let path = std::path::Path::new(env!("CARGO_TARGET_TMPDIR")).join("quality-map.svg");
    std::fs::write(path, map().to_svg(Language::Ja)).unwrap();
}

#[test]
fn the_map_as_csv_keeps_unknown_apart_from_0() {
    let mut bytes = Vec::new();
    map().write_csv(&mut bytes, Language::Ja).unwrap();
    let csv = String::from_utf8(bytes).unwrap();
    let rows: Vec<Vec<&str>> = csv.lines().map(|line| line.split(',').collect()).collect();
    assert_eq!(rows.len(), 4);
    assert!(rows.iter().all(|row| row.len() == 22), "{rows:#?}");
    assert_eq!(
        rows[1][4..10],
        ["基準を満たした", "1", "1", "2", "2026-03-31", "期限前"]
    );
    assert_eq!(rows[2][3..7], ["不明", "デジタル化していない", "", ""]);
}

#[test]
fn the_sheet_shows_before_and_after() {
    let sheet: ProcedureSheet = serde_json::from_value(json!({
        "format": "tosei-procedure-sheet", "format_version": 1,
        "procedure": {"procedure": "P-1", "name": "架空の手続"}, "as_of": DAY,
        "standard": "tokyo", "edition": "2024",
        "standings": map().rows[0].cells.iter().map(|cell| &cell.standing).collect::<Vec<_>>(),
        "indicators": {
            "reception_hours_a_week": {
                "before": {"as_of": "2024-06-30", "value": "42.5"},
                "now": {"as_of": DAY, "value": "168"}},
            "devices": {"now": {"as_of": DAY, "value": ["computer", "phone"]}}},
        "plan": [{"id": "A-1", "label": {"ja": "処理状況の表示", "en": "Show the state"},
                  "by": "2026-03-31", "criteria": ["F2b"], "cost_yen": 1_200_000}]
    }))
    .unwrap();
    let html = sheet.page(Text::data("見本市（架空）")).render();
    for text in [
        "168時間",
        "42.5時間",
        "改善",
        "パソコン、スマートフォン",
        "1,200,000",
    ] {
        assert!(html.contains(text), "{text}");
    }
}

#[test]
fn an_evidence_form_comes_back_as_it_went_out() {
    let form = EvidenceForm::try_new(tokyo_2024(), "DX推進課（架空）", None).unwrap();
    let known = evidence();
    let first: Vec<MapProcedure> = vec![procedure(1)];
    let rows = form.rows(Some("市民課"), &first, &known);
    assert_eq!(rows.len(), tokyo_2024().document().criteria.len());
    let subject = "P-1".parse().unwrap();
    let expected: Vec<_> = known
        .items_about(&subject)
        .map(|(_, item)| item.clone())
        .filter(|item| !format!("{item:?}").contains("\"digital\""))
        .collect();
    let files = [
        form.form().write_csv(&rows, 0).unwrap(),
        #[cfg(feature = "xlsx")]
        form.form().write_xlsx(&rows, DAY.parse().unwrap()).unwrap(),
    ];
    for bytes in files {
        let book = Workbook::read(&bytes, &ReadOptions::default()).unwrap();
        let (reading, report) = form.read(&book, Some(&rows));
        assert!(report.is_clean(), "{report:#?}");
        assert_eq!(reading.items, expected);
        assert_eq!(reading.section.as_deref(), Some("市民課"));
        assert_eq!(reading.unanswered, 7);
    }
}

/// A bureau of 181 priority procedures, three actions each, and two platforms that serve all.
#[test]
fn a_bureau_is_chosen_for_exactly() {
    use tosei_qos_model::{DEFAULT_EFFORT, Goal, Portfolio};
    let mut seed = 20_240_331u64;
    let mut next = |below: u64| {
        seed = seed
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (seed >> 33) % below
    };
    let mut actions = vec![
        ("platform-payment".parse().unwrap(), 30_000_000),
        ("platform-status".parse().unwrap(), 45_000_000),
    ];
    let mut goals = Vec::new();
    for number in 0..181usize {
        let first = actions.len();
        for one in 0..3 {
            let id = format!("A-{number}-{one}").parse().unwrap();
            actions.push((id, (1 + next(80)) * 100_000));
        }
        let procedure: ProcedureId = format!("P-{number}").parse().unwrap();
        let volume = u32::try_from(10_000 + next(1_000_000) * next(100) / 100).unwrap();
        goals.push(Goal {
            procedure,
            applications: Some(volume.into()),
            ways: vec![vec![first], vec![0, first + 1], vec![1, first + 2]],
        });
    }
    let portfolio = Portfolio::try_new(actions, goals).unwrap();
    for budget in [50_000_000, 150_000_000] {
        let choice = portfolio.choose(budget, DEFAULT_EFFORT / 40);
        println!(
            "budget {budget}: helped {} of at most {}, exact {}, effort {}",
            choice.applications_helped,
            choice.upper_bound_applications,
            choice.exact,
            choice.effort
        );
        assert!(choice.cost_yen <= budget);
        assert!(choice.exact && choice.gap() == 0, "{} sets", choice.effort);
        // Cut short, it says how far from the best it may be.
        let short = portfolio.choose(budget, 100);
        assert!(!short.exact);
        let best = choice.applications_helped;
        assert!(short.applications_helped <= best && best <= short.upper_bound_applications);
    }
}
