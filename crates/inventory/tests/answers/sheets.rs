//! Answer sheets of the sample city and of the State's survey.

use crate::{mihon, processes, rate, rates};
use std::{fs::File, path::PathBuf};
use tosei_document::Collector;
use tosei_inventory::answer_sheet::{
    AnswerContext, AnswerRounding, AnswerSheet, AnswerSheets, CaveatKind, PublishedValues,
    ZeroCounts,
};
use tosei_inventory::publication::publication_marks;
use tosei_inventory::survey::{SurveyCheck, SurveyJob};
use tosei_inventory::{
    Barrier, BarrierCause, Body, ChangeVerdict, CompareOptions, ComparedSnapshots,
    DecompositionOptions, Discretion, Inventory, Obstacle, OnlineStatus, Procedure, Process,
    RateDecomposition, RateDefinitions, RateResult, VolumeState, compare, decompose,
};

fn sheet(result: &RateResult, context: &AnswerContext) -> AnswerSheet {
    let definition = RateDefinitions::standard().definition(result.id().as_str());
    AnswerSheet::new(result, definition.unwrap(), context).unwrap()
}

#[test]
fn the_headline_figure_of_the_sample_city() {
    let context = AnswerContext::of_inventory(mihon());
    let result = rate(mihon(), "processes.done");
    let others = rates().evaluate(&processes(mihon()));
    let published = PublishedValues::from_json(
        r#"{"format": "tosei-published-values", "format_version": 1, "values": [
            {"indicator": "processes.done", "as_of": "2025-06", "figure": {"percent": "47.2"},
             "published_in": {"ja": "市ウェブサイト（架空）", "en": "the city's site (fictional)"}},
            {"indicator": "processes.done", "as_of": "2025-06-30", "figure": {"percent": "48"},
             "published_in": {"ja": "広報紙（架空）", "en": "the newsletter (fictional)"}},
            {"indicator": "processes.done", "as_of": "2025-03",
             "figure": {"numerator": 655, "denominator": 1480},
             "published_in": {"ja": "市議会（架空）", "en": "the assembly (fictional)"}},
            {"indicator": "procedures.all", "as_of": "2025-06", "figure": {"percent": "40"},
             "published_in": {"ja": "他の指標", "en": "another figure"}}]}"#,
    )
    .unwrap();
    let sheet = sheet(&result, &context)
        .with_other_ways(&others)
        .with_published(&published, &result)
        .unwrap();
    assert_eq!(
        sheet.sentence.ja,
        "令和7年6月末時点で、見本市（架空）の「実施済／全プロセス」は、1,520プロセスのうち717、47.2％です（不明の内容により47.2％から49.9％まで）。"
    );
    assert!(sheet.definition.ja.contains("「実施済」であるもの"));
    let others: Vec<&str> = sheet.other_ways.iter().map(|way| way.id.as_str()).collect();
    assert!(!others.contains(&"processes.done"));
    assert!(others.contains(&"processes.done_without_exempt"));
    let published: Vec<&str> = sheet.published.iter().map(|p| &*p.sentence.ja).collect();
    assert_eq!(
        published,
        [
            "市ウェブサイト（架空）で公表した令和7年6月末時点の値（47.2％）と一致します。",
            "広報紙（架空）で公表した令和7年6月末時点の値（48％）との差は−0.8ポイントです。",
            "市議会（架空）で公表した令和7年3月末時点の値（1,480のうち655、44.3％）との差は+2.9ポイントです（時点が異なります）。",
        ]
    );
    let kinds: Vec<CaveatKind> = sheet.caveats.iter().map(|caveat| caveat.kind).collect();
    assert_eq!(kinds, [CaveatKind::Fictional, CaveatKind::Unknown]);
    assert_eq!(
        sheet.caveats[1].text.ja,
        "分子に入るかどうか分からないものが41ある。"
    );
}

#[test]
fn every_field_of_a_document_of_sheets_is_public() {
    let context = AnswerContext::of_inventory(mihon());
    let sheet = sheet(&rate(mihon(), "processes.done"), &context);
    let body = Some(mihon().body.name.clone());
    let document = serde_json::to_value(AnswerSheets::new(true, body, vec![sheet])).unwrap();
    assert_eq!(document["sheets"][0]["figure"]["numerator"], 717);
    let publication = publication_marks().publish(&document).unwrap();
    assert_eq!(publication.document, document);
    assert!(publication.withheld.is_empty());
}

#[test]
fn notes_and_replies_of_an_inventory_are_withheld_and_listed() {
    let document: serde_json::Value = serde_json::from_str(&mihon().to_json()).unwrap();
    let publication = publication_marks().publish(&document).unwrap();
    let withheld: Vec<&str> = publication.withheld.iter().map(|w| &*w.path).collect();
    assert!(
        withheld.contains(&"/processes/*/barriers/*/request/reply"),
        "{withheld:?}"
    );
    let text = publication.document.to_string();
    assert!(!text.contains("見直しを検討する"));
    assert!(text.contains("様式を定める府省令（架空の例）"));
}

/// Processes in a row: so many of each status, with their discretion.
fn snapshot(day: &str, rows: &[(&str, usize, OnlineStatus, Discretion)]) -> Inventory {
    let mut inventory = Inventory::new(Body::new("見本市（架空）"), day.parse().unwrap());
    inventory.fictional = true;
    for (prefix, count, status, discretion) in rows {
        for number in 0..*count {
            let id = format!("{prefix}-{number}");
            let name = format!("手続{id}");
            inventory
                .procedures
                .push(Procedure::new(id.parse().unwrap(), name));
            let mut process = Process::new(
                format!("{id}-1").parse().unwrap(),
                id.parse().unwrap(),
                "application",
            );
            process.status = *status;
            process.barriers = Some(match discretion {
                Discretion::Beyond => vec![Barrier::new(
                    Obstacle::Form,
                    BarrierCause::StateSystem,
                    Discretion::Beyond,
                )],
                _ => Vec::new(),
            });
            inventory.processes.push(process);
        }
    }
    inventory
}

fn decomposed(earlier: &Inventory, later: &Inventory, id: &str) -> RateDecomposition {
    let snapshots = ComparedSnapshots {
        earlier,
        earlier_basis: crate::basis(earlier),
        later,
        later_basis: crate::basis(later),
        comparison: &compare(earlier, later, &CompareOptions::default()),
    };
    decompose(&rates(), id, &snapshots, &DecompositionOptions::default()).unwrap()
}

#[test]
fn the_change_of_a_quarter_comes_with_its_causes() {
    use Discretion::Within;
    use OnlineStatus::{Done, NotDone};
    let earlier = snapshot(
        "2025-03-31",
        &[
            ("A", 653, Done, Within),
            ("B", 48, NotDone, Within),
            ("C", 765, NotDone, Within),
            ("X", 2, Done, Within),
            ("Y", 12, NotDone, Within),
        ],
    );
    let later = snapshot(
        "2025-06-30",
        &[
            ("A", 653, Done, Within),
            ("B", 48, Done, Within),
            ("C", 765, NotDone, Within),
            ("N", 16, Done, Within),
            ("M", 38, NotDone, Within),
        ],
    );
    let parts = decomposed(&earlier, &later, "processes.done");
    let result = rate(&later, "processes.done");
    let context = AnswerContext::of_inventory(&later);
    let sheet = sheet(&result, &context)
        .with_decomposition(&parts, earlier.status_date)
        .unwrap();
    let change = sheet.change.unwrap();
    assert_eq!(change.points.as_deref(), Some("2.914"));
    let points: Vec<(&str, &str, u64)> = change
        .causes
        .iter()
        .map(|cause| (cause.cause.code(), &*cause.points, cause.things))
        .collect();
    assert_eq!(
        points,
        [
            ("newly_online", "3.243", 48),
            ("abolished", "0.317", 14),
            ("added", "-0.646", 54),
        ]
    );
    let sum: tosei_inventory::Fraction = change.causes.iter().map(|cause| &cause.effect).sum();
    assert_eq!(Some(sum), change.difference);
    assert!(
        change.sentence.ja.starts_with(
            "前回（令和7年3月末、1,480のうち655、44.3％）との差は+2.9ポイントです。内訳（ポイント）は、新規オンライン化（48）+3.243、廃止（14）+0.317、新設（54）−0.646。"
        ),
        "{}",
        change.sentence.ja
    );
}

#[test]
fn a_fall_by_reclassification_is_called_so() {
    use Discretion::{Beyond, Within};
    use OnlineStatus::{Done, NotDone};
    let rows = |amended| {
        [
            ("A", 705, Done, Within),
            ("B", 555, NotDone, Within),
            ("S", 12, NotDone, amended),
        ]
    };
    let earlier = snapshot("2025-03-31", &rows(Beyond));
    let later = snapshot("2025-06-30", &rows(Within));
    let id = "processes.done_within_discretion";
    let parts = decomposed(&earlier, &later, id);
    let context = AnswerContext::of_inventory(&later).with_rounding(AnswerRounding::TwoDigits);
    let sheet = sheet(&rate(&later, id), &context)
        .with_decomposition(&parts, earlier.status_date)
        .unwrap();
    assert!(
        sheet
            .sentence
            .ja
            .contains("1,272プロセスのうち705、55.42％")
    );
    let change = sheet.change.unwrap();
    assert_eq!(change.verdict, Some(ChangeVerdict::FallByReclassification));
    assert_eq!(change.previous.unwrap().percent.as_deref(), Some("55.95"));
    assert!(
        change.sentence.ja.contains("区分の変更"),
        "{}",
        change.sentence.ja
    );
}

#[test]
fn what_belongs_to_another_figure_is_refused() {
    let context = AnswerContext::of_inventory(mihon());
    let (done, partial) = (
        rate(mihon(), "processes.done"),
        rate(mihon(), "processes.done_or_partial"),
    );
    let definitions = RateDefinitions::standard();
    let other = definitions.definition("applications.done").unwrap();
    let code = AnswerSheet::new(&done, other, &context).unwrap_err().code();
    assert_eq!(code, "inventory.answer_sheet.other_definition");
    let made = sheet(&done, &context);
    let day = mihon().status_date;
    assert!(made.clone().with_previous(&partial, &done, day).is_err());
    let parts = decomposed(mihon(), mihon(), "processes.done");
    assert!(made.with_decomposition(&parts, day).is_ok());
    let smaller = snapshot(
        "2025-03-31",
        &[("A", 3, OnlineStatus::Done, Discretion::Within)],
    );
    let of_another = sheet(&rate(&smaller, "processes.done"), &context);
    let code = of_another
        .with_decomposition(&parts, day)
        .unwrap_err()
        .code();
    assert_eq!(code, "inventory.answer_sheet.other_figure");
}

#[test]
fn the_five_named_rates_of_the_survey_in_sentences() {
    let folder = std::env::var_os("TOSEI_DATA").map(PathBuf::from);
    let path = folder.map(|folder| folder.join("procedures_survey/procedures_r6.csv"));
    let Some(path) = path.filter(|path| path.is_file()) else {
        println!("skipped: TOSEI_DATA has no procedures_survey/procedures_r6.csv");
        return;
    };
    let mut sink = Collector::new(SurveyCheck::catalogue()).keeping(0);
    let job = SurveyJob::new();
    let analysis = job.run(File::open(path).unwrap(), &mut sink).unwrap();
    let tally = analysis.tally();
    let context = AnswerContext::new("2024-03-31".parse().unwrap())
        .with_volumes("2023".parse().unwrap(), Some(VolumeState::Final))
        .with_zeros(ZeroCounts::MayBeUnknown);
    let rates = rates();
    for (id, expected) in [
        (
            "processes.done",
            "令和6年3月末時点で、「実施済／全プロセス」は、75,071プロセスのうち36,315、48.4％です",
        ),
        (
            "processes.done_without_exempt",
            "令和6年3月末時点で、「実施済／適用除外を除くプロセス」は、74,664プロセスのうち36,315、48.6％です",
        ),
        (
            "processes.done_or_partial",
            "令和6年3月末時点で、「実施済又は一部実施済／全プロセス」は、75,071プロセスのうち38,731、51.6％です",
        ),
        (
            "applications.done",
            "令和6年3月末時点で、「実施済／申請等」は、36,480プロセスのうち22,740、62.3％です",
        ),
        (
            "cases.online",
            "令和6年3月末時点の手続について、令和5年度の件数による「オンライン件数／総件数」は、",
        ),
    ] {
        let result = rates.evaluate_one(id, &tally).unwrap();
        let sentence = sheet(&result, &context).sentence;
        assert!(sentence.ja.starts_with(expected), "{}", sentence.ja);
        let rate = result.rate().unwrap();
        for count in [rate.numerator(), rate.denominator()] {
            let shown = tosei_types::Grouped(count).to_string();
            assert!(sentence.ja.contains(&shown) && sentence.en.contains(&shown));
        }
        if id == "cases.online" {
            assert!(sentence.ja.contains("、79.5％です"), "{}", sentence.ja);
            assert!(
                sentence
                    .ja
                    .ends_with("件数が不明のものが含まれている可能性があります。")
            );
        }
    }
}
