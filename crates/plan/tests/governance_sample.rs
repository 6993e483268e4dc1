//! The records of the fictional 見本市: what the library finds in them.
#![allow(clippy::unwrap_used, reason = "a test stops at the first surprise")]

use tosei_document::{Collector, Report};
use tosei_plan::UnitList;
use tosei_plan::answer::{AnswerFigure, answer_figure, answer_questions};
use tosei_plan::governance::{
    CheckAnswer, CheckVerdict, GateVerdict, Importance, MoveOutlook, PartnerScope,
    PostDeadlineState, PostLinkKind, PostName, PostSorting, TestFinding, canvas_form,
    check_canvases, check_moves, check_partners, check_post, check_procedure_checks,
    check_projects, check_user_tests, checklists, partner_rules, plain_japanese_rules, post_rules,
    publication_marks, rules, sample, stage_gates, standardised_tasks, summarise_moves,
    summarise_partners, test_evidence, user_test_rules,
};
use tosei_plan::year::{ReminderOptions, ReminderState, office_year, remind};
use tosei_types::{BusinessDays, Date, HolidayList, Label, Language};

fn today() -> Date {
    "2025-06-30".parse().unwrap()
}

fn report(check: impl FnOnce(&mut Collector<'_>)) -> Report {
    let mut sink = Collector::new(rules());
    check(&mut sink);
    sink.into_report()
}

#[test]
fn nine_bodies_have_84_procedures_of_which_13_are_important() {
    let bodies = sample::partners().unwrap();
    let procedures = || bodies.records.iter().flat_map(|body| &body.procedures);
    let of = |wanted| {
        let own = procedures().filter(|one| one.importance(partner_rules()) == wanted);
        own.count()
    };
    assert_eq!((bodies.records.len(), procedures().count()), (9, 84));
    assert_eq!(
        (of(Importance::ByVolume), of(Importance::ByReason)),
        (11, 2)
    );
    assert_eq!(of(Importance::Unknown), 9);
    assert_eq!(
        procedures()
            .filter(|one| one.handled == Some(1_000))
            .count(),
        1
    );

    let summary = summarise_partners(&bodies, partner_rules(), PartnerScope::All, today());
    assert_eq!((summary.done, summary.of), (38, 84));
    assert_eq!(summary.without_support.len(), 2);
    let spread = summary.dispersion.clone().unwrap();
    let share = |id: &tosei_types::OrganisationId| {
        let own = summary
            .standings
            .iter()
            .find(|one| one.body == *id)
            .unwrap();
        (own.done * 100 / own.of, own.done, own.of)
    };
    // Progress from 12 % to 90 %.
    assert_eq!(
        (share(&spread.least).0, share(&spread.greatest).0),
        (12, 90)
    );
    let important = summarise_partners(&bodies, partner_rules(), PartnerScope::Important, today());
    assert_eq!((important.of, important.importance_unknown), (13, 9));
    let found = report(|sink| check_partners(&bodies, partner_rules(), rules(), sink));
    assert_eq!(found.count_of("plan.partner.volume_unknown"), 9);
}

#[test]
fn one_project_passes_all_gates_one_waits_and_one_was_waved_through() {
    let projects = sample::projects().unwrap();
    let verdicts = |id: &str| {
        let states = projects.record(id).unwrap().gates(stage_gates(), today());
        states.iter().map(|state| state.verdict).collect::<Vec<_>>()
    };
    assert!(
        verdicts("G-01")
            .iter()
            .all(|verdict| *verdict == GateVerdict::Passes)
    );
    assert_eq!(
        verdicts("G-02")[..2],
        [GateVerdict::Passes, GateVerdict::Lacks]
    );
    assert_eq!(
        verdicts("G-03")[..2],
        [GateVerdict::Passes, GateVerdict::Lacks]
    );
    let states = projects
        .record("G-02")
        .unwrap()
        .gates(stage_gates(), today());
    assert_eq!(
        states[1].sentence(Language::Ja),
        "要件定義・調達: 不足がある。要件定義書（承認されていない）、試作のユーザーテスト（記録がない）、費用の見積り（記録がない）、協議（協議の記録がない）。"
    );
    let found = report(|sink| check_projects(&projects, stage_gates(), rules(), sink));
    assert_eq!(found.count_of("plan.project.passed_with_gaps"), 1);
    assert_eq!(found.total(), 1);
}

#[test]
fn the_second_test_speaks_for_the_form_and_both_for_repetition() {
    let tests = sample::user_tests().unwrap();
    let says = |procedure: &str| {
        let evidence = test_evidence(
            &tests,
            &procedure.parse().unwrap(),
            user_test_rules(),
            today(),
        );
        let rows = evidence
            .into_iter()
            .map(|one| (one.finding, one.count, one.of));
        rows.collect::<Vec<_>>()
    };
    // 2 of 5 in the first test, 5 of 6 in the second: 7 of 11 are not 80 %.
    assert_eq!(says("P-0519")[1], (TestFinding::Contradicts, 7, 11));
    assert_eq!(says("P-0519")[0].0, TestFinding::Supports);
    assert_eq!(says("P-0519")[2], (TestFinding::Supports, 2, 2));
    assert_eq!(says("P-0621")[1], (TestFinding::Unknown, 2, 3));
    assert_eq!(says("P-0621")[2].0, TestFinding::Unknown);
    let figures = tests.record("T-02").unwrap().figures();
    assert_eq!((figures[0].tried, figures[0].completed), (6, 5));
    assert_eq!(figures[0].twice_median_seconds, Some(1_740)); // 780 840 870 900 1320
    assert!(report(|sink| check_user_tests(&tests, rules(), sink)).is_clean());
}

#[test]
fn two_of_twenty_tasks_are_moved_and_three_will_be_late() {
    let moves = sample::moves().unwrap();
    let summary = summarise_moves(&moves, standardised_tasks(), today());
    assert_eq!((summary.tasks, summary.moved, summary.unknown), (20, 2, 1));
    assert_eq!(summary.count(MoveOutlook::PlannedLate), 3);
    assert_eq!(summary.count(MoveOutlook::Undated), 2);
    assert_eq!(summary.count(MoveOutlook::PlannedInTime), 12);
    assert_eq!(
        summary.sentence(Language::Ja),
        "令和7年6月30日時点で、対象20業務のうち2業務が移行済みです（期限後の予定3、不明1）。"
    );
    let found = report(|sink| check_moves(&moves, standardised_tasks(), rules(), sink));
    assert_eq!(found.count_of("plan.standardisation.vendor_withdrew"), 1);
    assert_eq!(
        found.count_of("plan.standardisation.late_without_reason"),
        1
    );
    assert_eq!(found.total(), 2);
    let sheet = answer_figure(
        &AnswerFigure::of_moves(&summary).unwrap(),
        answer_questions(),
        today(),
    );
    assert_eq!(
        sheet.unwrap().sentence.ja,
        "令和7年6月末時点で、「標準準拠システムへの移行」（標準化対象業務のうち移行済みのもの（不明も分母に含む））は、20業務のうち2、10.0％です（出典: 移行の記録）。"
    );
}

#[test]
fn entries_of_the_post_are_sorted_linked_and_masked() {
    let post = sample::post().unwrap();
    let calendar = sample::office_calendar().unwrap();
    let days = BusinessDays::new(&calendar.business_days, HolidayList::official());
    let name = |id: &str, name: &str| PostName {
        kind: PostLinkKind::Procedure,
        id: id.parse().unwrap(),
        name: name.to_owned(),
    };
    let names = [
        name("P-0001", "住民票の写しの交付"),
        name("P-0519", "保育所等の利用の申込み"),
        name("P-0002", "印鑑登録証明書の交付"),
    ];
    let assess = |id: &str| {
        let entry = post.record(id).unwrap();
        entry.assess(post_rules(), &names, &days, today()).unwrap()
    };
    let first = assess("D-001");
    assert_eq!(first.classification.category.unwrap().as_str(), "waiting");
    assert_eq!(first.answer.state, PostDeadlineState::InTime);
    assert_eq!(
        (first.links[0].kind, first.links[0].stated),
        (PostLinkKind::Counter, true)
    );
    let second = assess("D-002");
    assert_eq!(
        (second.links[0].id.as_str(), second.links[0].stated),
        ("P-0001", false)
    );
    assert_eq!(second.answer.state, PostDeadlineState::Late);
    let third = assess("D-003");
    assert_eq!(
        third.masked,
        "●。保育所等の利用の申込みがスマホで途中までしかできません。電話は●です。"
    );
    assert_eq!(third.answer.state, PostDeadlineState::Overdue);
    assert_eq!(
        assess("D-005").acknowledgement.state,
        PostDeadlineState::Overdue
    );
    assert_eq!(assess("D-006").classification.sorting, PostSorting::Unknown);
    assert_eq!(
        assess("D-007").classification.sorting,
        PostSorting::Ambiguous
    );
    assert_eq!(
        assess("D-008").classification.sorting,
        PostSorting::ByOffice
    );
    assert_eq!(assess("D-010").personal_data.len(), 2); // the address, and what follows 連絡先
    assert_eq!(assess("D-012").links[0].id.as_str(), "P-0002");
    assert!(report(|sink| check_post(&post, post_rules(), rules(), sink)).is_clean());
}

#[test]
fn checks_of_procedures_say_what_is_met_and_what_is_open() {
    let checks = sample::checks().unwrap();
    let result = |id: &str| {
        let check = checks.record(id).unwrap();
        let list = checklists().checklist(check.checklist.as_str()).unwrap();
        check.evaluate(list, plain_japanese_rules())
    };
    // One run of kanji of five has no furigana: four of five are just enough.
    assert_eq!(
        result("K-01").verdict,
        CheckVerdict::Satisfied,
        "{:?}",
        result("K-01")
    );
    assert_eq!(result("K-02").verdict, CheckVerdict::NotSatisfied);
    assert_eq!(result("K-02").with_answer(CheckAnswer::NotMet).count(), 1);
    assert_eq!(result("K-03").verdict, CheckVerdict::Open);
    let found = report(|sink| check_procedure_checks(&checks, checklists(), rules(), sink));
    assert!(found.is_clean(), "{:?}", found.findings());
    let canvases = sample::canvases().unwrap();
    let found = report(|sink| check_canvases(&canvases, canvas_form(), rules(), sink));
    // Measures hold a space only; nothing is said about those who cannot use it.
    assert_eq!(found.count_of("plan.canvas.required_blank"), 2);
}

#[test]
fn the_city_is_reminded_of_its_survey_and_of_the_late_volumes() {
    let calendar = sample::office_calendar().unwrap();
    let days = BusinessDays::new(&calendar.business_days, HolidayList::official());
    let told = remind(
        office_year(),
        &calendar,
        &days,
        today(),
        ReminderOptions::default(),
    )
    .unwrap();
    assert!(told.without_date.is_empty());
    let state = |item: &str| {
        let mut own = told.reminders.iter();
        own.find(|one| one.item.as_str() == item)
            .map(|one| (one.state, one.due_on.to_string()))
    };
    let due = |state, day: &str| Some((state, day.to_owned()));
    assert_eq!(
        state("volumes_final"),
        due(ReminderState::DueToday, "2025-06-30")
    );
    assert_eq!(
        state("survey_issue"),
        due(ReminderState::DueSoon, "2025-07-01")
    );
    assert_eq!(state("accounts_closing"), None); // done
    assert_eq!(
        state("reorganisation"),
        due(ReminderState::Overdue, "2025-04-01")
    );
    // The body publishes on a day of its own, instead of 31 July.
    let published = told
        .reminders
        .iter()
        .filter(|one| one.item.as_str() == "inventory_publication");
    let days: Vec<String> = published.map(|one| one.due_on.to_string()).collect();
    assert_eq!(days, ["2025-04-30", "2025-07-18"]);
    assert!(told.reminders.is_sorted_by_key(|one| one.due_on));
}

#[test]
fn answers_for_the_assembly_hold_both_integers() {
    let figures = sample::answer_figures().unwrap();
    let sheet =
        |at: usize| answer_figure(&figures.figures[at], answer_questions(), today()).unwrap();
    let rate = sheet(0);
    assert_eq!(
        rate.sentence.ja,
        "令和7年6月末時点で、「手続プロセスのデジタル化率」（実施済／全プロセス）は、1,520プロセスのうち717、47.2％です（出典: 手続の棚卸（架空））。"
    );
    let change = rate
        .questions
        .iter()
        .find(|one| one.id.as_str() == "change")
        .unwrap();
    assert_eq!(
        change.answer.ja,
        "令和7年3月末時点の44.3％から+2.9ポイントです。"
    );
    let target = rate
        .questions
        .iter()
        .find(|one| one.id.as_str() == "target")
        .unwrap();
    assert_eq!(
        target.answer.ja,
        "令和9年3月末までに70％とすることが目標で、目標まで22.8ポイントです。"
    );
    assert_eq!(rate.unanswered.len(), 1); // the reason
    // About 400 is no observation to subtract from.
    assert!(
        sheet(2)
            .unanswered
            .iter()
            .any(|one| one.missing == ["change"])
    );
}

#[test]
fn every_indicator_of_the_plan_is_answered_for_or_says_why_not() {
    let plan = tosei_plan::sample::mihon_plan();
    let source = |_: &_| Label::new("見本市の計画（架空）", "the plan of Mihon City (fictional)");
    let (mut sheets, mut refused) = (0, 0);
    for indicator in &plan.indicators {
        let figure = AnswerFigure::of_indicator(indicator, UnitList::shipped(), source).unwrap();
        match answer_figure(&figure, answer_questions(), today()) {
            Ok(sheet) => {
                assert!(!sheet.sentence.ja.contains('{') && !sheet.sentence.en.contains('{'));
                sheets += 1;
            }
            Err(error) => {
                assert_eq!(error.code(), "plan.answer.no_observation");
                assert!(
                    indicator
                        .observations
                        .iter()
                        .all(|one| one.at.last_day() > today())
                );
                refused += 1;
            }
        }
    }
    assert_eq!(sheets + refused, 31);
    assert!(sheets >= 24, "{sheets}");
}

#[test]
fn no_published_record_holds_free_text_or_a_person() {
    let post = serde_json::to_value(sample::post().unwrap()).unwrap();
    let published = publication_marks().publish(&post).unwrap();
    let text = published.document.to_string();
    for inside in [
        "見本花子",
        "090-0000-0000",
        "hanako@example.jp",
        "市民課",
        "一枚にまとめ",
    ] {
        assert!(post.to_string().contains(inside), "{inside}");
        assert!(!text.contains(inside), "{inside}");
    }
    assert!(
        published
            .withheld
            .iter()
            .any(|one| one.path == "/records/*/text" && one.count == 12)
    );
    let tests = serde_json::to_value(sample::user_tests().unwrap()).unwrap();
    let published = publication_marks().publish(&tests).unwrap();
    assert!(!published.document.to_string().contains("祖父母"));
    assert_eq!(published.document["records"][0]["held_on"], "2024-12-10");
}
