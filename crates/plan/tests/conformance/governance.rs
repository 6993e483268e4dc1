//! Governance records, texts and answer sheets.

use serde::Deserialize;
use serde_json::{Value, json};
use tosei_conformance::Runner;
use tosei_plan::answer::{AnswerFigure, answer_figure, answer_questions};
use tosei_plan::governance::{
    CheckEntry, GovernanceRecord, GovernedProject, PartnerBody, PartnerScope, PostEntry,
    ProcedureCheck, Records, StageGate, TaskMove, UserTest, checklists, classify_post,
    find_personal_data, measure_plain_japanese, partner_rules, plain_japanese_rules, post_rules,
    publication_marks, stage_gates, standardised_tasks, summarise_moves, summarise_partners,
    test_evidence, user_test_rules,
};
use tosei_types::{BusinessCalendar, BusinessDays, Date, HolidayList, Label, ProcedureId};

fn document<T: GovernanceRecord>(as_of: Date, records: Vec<T>) -> Records<T> {
    Records {
        fictional: true,
        body: "見本市（架空）".to_owned(),
        as_of,
        records,
        extensions: serde_json::Map::new(),
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Gates {
    project: GovernedProject,
    #[serde(default)]
    gates: Option<Vec<StageGate>>,
    as_of: Date,
}

fn gate_states(input: &Gates) -> Value {
    let mut gates = stage_gates().clone();
    if let Some(own) = &input.gates {
        gates.gates.clone_from(own);
    }
    let states = input
        .project
        .gates(&gates, input.as_of)
        .into_iter()
        .map(|state| {
            let reasons = state.reasons.iter();
            let reasons = reasons.map(|one| json!({"gap": one.gap, "artefact": one.artefact}));
            json!({
                "gate": state.gate, "verdict": state.verdict, "decided_on": state.decided_on,
                "reasons": reasons.collect::<Vec<_>>(),
            })
        });
    states.collect()
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Tests {
    tests: Vec<UserTest>,
    procedure: ProcedureId,
    as_of: Date,
}

fn evidence(input: Tests) -> Value {
    let tests = document(input.as_of, input.tests);
    let evidence = test_evidence(&tests, &input.procedure, user_test_rules(), input.as_of);
    let rows = evidence.into_iter().map(|one| {
        json!({
            "criterion": one.criterion, "finding": one.finding, "count": one.count, "of": one.of,
            "tests": one.tests, "valid_until": one.valid_until,
        })
    });
    rows.collect()
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Moves {
    records: Vec<TaskMove>,
    as_of: Date,
}

fn moves(input: Moves) -> Value {
    let records = document(input.as_of, input.records);
    let summary = summarise_moves(&records, standardised_tasks(), input.as_of);
    let outlooks: serde_json::Map<String, Value> = summary
        .outlooks
        .iter()
        .map(|one| (one.task.to_string(), json!(one.outlook)))
        .collect();
    json!({
        "tasks": summary.tasks, "moved": summary.moved, "unknown": summary.unknown,
        "outlooks": outlooks,
    })
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Partners {
    bodies: Vec<PartnerBody>,
    scope: PartnerScope,
    as_of: Date,
}

fn partners(input: Partners) -> Value {
    let bodies = document(input.as_of, input.bodies);
    let summary = summarise_partners(&bodies, partner_rules(), input.scope, input.as_of);
    json!({
        "done": summary.done, "of": summary.of, "importance_unknown": summary.importance_unknown,
        "standings": summary.standings, "dispersion": summary.dispersion,
        "without_support": summary.without_support,
    })
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Check {
    checklist: String,
    entries: Vec<CheckEntry>,
    #[serde(default)]
    text: Option<String>,
}

fn check(input: Check) -> Value {
    let check = ProcedureCheck {
        id: "K-1".parse().unwrap(),
        procedure: "P-1".parse().unwrap(),
        checklist: input.checklist.parse().unwrap(),
        checked_on: "2025-06-01".parse().unwrap(),
        checked_by: None,
        text: input.text,
        entries: input.entries,
    };
    let list = checklists().checklist(&input.checklist).unwrap();
    json!(check.evaluate(list, plain_japanese_rules()))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Text {
    text: String,
}

fn personal_data(text: &str) -> Value {
    let entry = PostEntry {
        id: "D-1".parse().unwrap(),
        received_on: "2025-06-02".parse().unwrap(),
        text: text.to_owned(),
        procedures: Vec::new(),
        counters: Vec::new(),
        category: None,
        assigned_to: None,
        acknowledged_on: None,
        answered_on: None,
        answer: None,
    };
    let calendar = BusinessCalendar::always_open(Label::new("毎日", "every day"));
    let days = BusinessDays::new(&calendar, HolidayList::official());
    let assessment = entry
        .assess(post_rules(), &[], &days, entry.received_on)
        .unwrap();
    assert_eq!(
        assessment.personal_data,
        find_personal_data(text, &post_rules().personal)
    );
    json!({"spans": assessment.personal_data, "masked": assessment.masked})
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Answer {
    figure: AnswerFigure,
    as_of: Date,
}

fn answer(input: &Answer) -> Result<Value, String> {
    let sheet = answer_figure(&input.figure, answer_questions(), input.as_of)
        .map_err(|error| error.code().to_owned())?;
    let questions = sheet.questions.iter();
    let unanswered = sheet.unanswered.iter();
    Ok(json!({
        "sentence": sheet.sentence, "as_of": sheet.as_of,
        "questions": questions.map(|one| json!({"id": one.id, "answer": one.answer})).collect::<Vec<_>>(),
        "unanswered": unanswered.map(|one| json!({"id": one.id, "missing": one.missing})).collect::<Vec<_>>(),
    }))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Publish {
    document: Value,
}

fn publish(input: &Publish) -> Result<Value, String> {
    let published = publication_marks().publish(&input.document);
    let published = published.map_err(|error| error.code().to_owned())?;
    let withheld = published.withheld.iter();
    let withheld: Vec<_> = withheld
        .map(|one| (&one.path, one.visibility, one.count))
        .collect();
    Ok(json!({"document": published.document, "withheld": withheld}))
}

pub(crate) fn on(runner: Runner) -> Runner {
    let fine = Ok::<Value, String>;
    runner
        .on("gate_states", move |input: Gates| fine(gate_states(&input)))
        .on("test_evidence", move |input: Tests| fine(evidence(input)))
        .on("move_summary", move |input: Moves| fine(moves(input)))
        .on("partner_summary", move |input: Partners| {
            fine(partners(input))
        })
        .on("check_result", move |input: Check| fine(check(input)))
        .on("plain_japanese", move |input: Text| {
            fine(json!(measure_plain_japanese(
                &input.text,
                plain_japanese_rules()
            )))
        })
        .on("post_classification", move |input: Text| {
            fine(json!(classify_post(&input.text, post_rules())))
        })
        .on("personal_data", move |input: Text| {
            fine(personal_data(&input.text))
        })
        .on("publish_records", |input: Publish| publish(&input))
        .on("answer_sheet", |input: Answer| answer(&input))
}
