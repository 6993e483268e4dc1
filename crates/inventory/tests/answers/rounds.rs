//! A round over the sample city.

use crate::{mihon, rate};
use tosei_document::{Collector, Limits};
use tosei_inventory::publication::{Visibility, publication_marks};
use tosei_inventory::round::{
    ApplyOptions, Correction, RoundSection, RowReason, SectionAnswer, SectionReturn, SectionState,
    SurveyRound, UnansweredRows, apply_round, check_round, read_csv, rules, write_csv,
};
use tosei_inventory::{OnlineStatus, OrganisationKind, Process, Role};
use tosei_types::{Date, Language, OrganisationId};

fn day(text: &str) -> Date {
    text.parse().unwrap()
}

/// Every organisation that carries out a process is asked; each third one stays silent.
fn round() -> SurveyRound {
    let mut round = SurveyRound::new(
        "R7-6",
        day("2025-06-02"),
        day("2025-06-20"),
        day("2025-06-30"),
        "R7-1",
    );
    round.fictional = true;
    let mut asked: Vec<&OrganisationId> = mihon()
        .processes
        .iter()
        .flat_map(|process| process.holders(Role::Executor, day("2025-06-30")))
        .collect();
    asked.sort();
    asked.dedup();
    for (at, id) in asked.into_iter().enumerate() {
        let name = mihon().organisations.iter().find(|o| o.id == *id);
        let mut section = RoundSection::new(id.clone(), name.unwrap().name.clone());
        if at % 3 != 0 {
            let returned = if at % 3 == 1 {
                "2025-06-18"
            } else {
                "2025-06-25"
            };
            section.returns.push(SectionReturn::accepted(day(returned)));
        }
        round.sections.push(section);
    }
    round
}

/// What a section answers: its rows as they are.
fn answer(section: &RoundSection) -> SectionAnswer {
    let own = |process: &&Process| {
        let mut holders = process.holders(Role::Executor, day("2025-06-30"));
        holders.next() == Some(&section.organisation)
    };
    let rows: Vec<Process> = mihon().processes.iter().filter(own).cloned().collect();
    let mut answer = SectionAnswer::new(section.organisation.clone(), rows);
    let contacts = mihon().touchpoints.iter();
    let own = contacts.filter(|t| t.organisation.as_ref() == Some(&section.organisation));
    answer.touchpoints = own.cloned().collect();
    answer
}

fn answers(round: &SurveyRound) -> Vec<SectionAnswer> {
    let returned = round.sections.iter().filter(|s| !s.returns.is_empty());
    returned.map(answer).collect()
}

#[test]
fn the_rows_of_silent_sections_are_unknown_and_the_interval_says_so() {
    let round = round();
    let options = ApplyOptions::new(day("2025-06-30"));
    let applied = apply_round(mihon(), &round, &answers(&round), &options).unwrap();
    assert!(!applied.unanswered.is_empty());
    assert!(
        applied
            .unanswered
            .iter()
            .all(|row| matches!(row.reason, RowReason::Missing | RowReason::NotAsked))
    );
    assert_eq!(applied.inventory.processes.len(), 1_520);
    let (before, after) = (
        rate(mihon(), "processes.done"),
        rate(&applied.inventory, "processes.done"),
    );
    let done = |status: OnlineStatus| {
        let rows = applied.unanswered.iter();
        let processes = rows.filter(|row| row.unit.code() == "process");
        processes.filter(|row| row.status_before == status).count()
    };
    let lost = u64::try_from(done(OnlineStatus::Done)).unwrap();
    assert!(lost > 0);
    assert_eq!(
        after.rate().unwrap().numerator(),
        before.rate().unwrap().numerator() - lost
    );
    // What was known is still possible.
    assert!(after.high().unwrap().numerator() >= before.rate().unwrap().numerator());
    assert!(
        applied
            .explain(Language::Ja)
            .unwrap()
            .contains("不明とする")
    );
}

#[test]
fn carried_forward_the_rate_stays_and_every_such_row_is_marked() {
    let round = round();
    let options = ApplyOptions {
        unanswered: UnansweredRows::CarryForwardMarked,
        ..ApplyOptions::new(day("2025-06-30"))
    };
    let applied = apply_round(mihon(), &round, &answers(&round), &options).unwrap();
    assert_eq!(
        rate(&applied.inventory, "processes.done"),
        rate(mihon(), "processes.done")
    );
    let marked = |process: &&Process| {
        process
            .extensions
            .get("survey_round")
            .is_some_and(|mark| mark["carried_forward"] == true)
    };
    let carried = applied.inventory.processes.iter().filter(marked).count();
    let unanswered = applied.unanswered.iter();
    let processes = unanswered
        .filter(|row| row.unit.code() == "process")
        .count();
    assert_eq!(carried, processes);
}

#[test]
fn before_an_answer_came_it_is_not_used() {
    let round = round();
    let options = ApplyOptions::new(day("2025-06-20"));
    let late = answers(&round);
    let error = apply_round(mihon(), &round, &late, &options).unwrap_err();
    assert_eq!(error.code(), "inventory.round.answer_without_return");
    let status = round.status(day("2025-06-20"));
    let in_time: Vec<SectionAnswer> = late
        .into_iter()
        .filter(|answer| {
            let section = status.sections.iter();
            let mut section = section.filter(|s| s.organisation == answer.organisation);
            section.next().unwrap().state == SectionState::Returned
        })
        .collect();
    let applied = apply_round(mihon(), &round, &in_time, &options).unwrap();
    let reasons: std::collections::BTreeSet<RowReason> =
        applied.unanswered.iter().map(|row| row.reason).collect();
    assert!(reasons.contains(&RowReason::NotYet) && !reasons.contains(&RowReason::Missing));
}

#[test]
fn a_row_is_answered_new_abolished_forgotten_or_claimed_twice() {
    let round = round();
    let options = ApplyOptions::new(day("2025-06-30"));
    let mut all = answers(&round);
    let forgotten = all[0].processes.pop().unwrap();
    let abolished = all[0].processes.pop().unwrap();
    all[0].abolished_processes.push(abolished.id.clone());
    let mut new = forgotten.clone();
    new.id = "P-9999-1".parse().unwrap();
    all[0].processes.push(new.clone());
    let applied = apply_round(mihon(), &round, &all, &options).unwrap();
    let find = |id: &str| {
        let mut rows = applied.inventory.processes.iter();
        rows.find(|process| process.id.as_str() == id)
    };
    assert!(find(abolished.id.as_str()).is_none());
    assert_eq!(find("P-9999-1"), Some(&new));
    let row = applied.unanswered.iter();
    let mut row = row.filter(|row| row.id == forgotten.id.as_str());
    assert_eq!(row.next().unwrap().reason, RowReason::NotInAnswer);

    all[1].processes.push(new);
    let error = apply_round(mihon(), &round, &all, &options).unwrap_err();
    assert_eq!(error.code(), "inventory.round.row_twice");
    let twice = vec![all[0].clone(), all[0].clone()];
    let error = apply_round(mihon(), &round, &twice, &options).unwrap_err();
    assert_eq!(error.code(), "inventory.round.answers_of_one_section");
    let nobody = SectionAnswer::new("nobody".parse().unwrap(), Vec::new());
    let error = apply_round(mihon(), &round, &[nobody], &options).unwrap_err();
    assert_eq!(error.code(), "inventory.round.answer_of_unknown_section");
}

#[test]
fn an_answer_that_was_sent_back_is_not_used() {
    let mut round = round();
    let all = answers(&round);
    let first = all[0].organisation.clone();
    for section in &mut round.sections {
        if section.organisation == first {
            let back = SectionReturn::rejected(day("2025-06-26"), "別の版の様式");
            section.returns.push(back);
        }
    }
    let options = ApplyOptions::new(day("2025-06-30"));
    let applied = apply_round(mihon(), &round, &all, &options).unwrap();
    let rejected = applied.unanswered.iter();
    let rejected = rejected.filter(|row| row.reason == RowReason::Rejected);
    let touchpoints = all[0].touchpoints.len();
    assert_eq!(rejected.count(), all[0].processes.len() + touchpoints);
}

#[test]
fn a_section_answers_for_what_stands_below_it() {
    let mut round = round();
    let city = mihon().organisations.iter();
    let mut city = city.filter(|o| o.kind == OrganisationKind::Municipality);
    let city = city.next().unwrap();
    round.sections = vec![RoundSection::new(city.id.clone(), city.name.clone())];
    let options = ApplyOptions::new(day("2025-06-30"));
    let applied = apply_round(mihon(), &round, &[], &options).unwrap();
    let missing = applied.unanswered.iter();
    let missing = missing
        .filter(|row| row.reason == RowReason::Missing)
        .count();
    assert!(missing > 1_000, "{missing}");
}

#[test]
fn both_forms_read_back_as_they_were_written() {
    let mut round = round();
    let section = &mut round.sections[1];
    section.note = Some("=SUM(A1)".into()); // no formula in a spreadsheet
    section.reminders.push(day("2025-06-16"));
    let mut correction = Correction::new("年間件数が空欄,要確認\n至急", day("2025-06-19"));
    correction.cell = Some("調査票!K12".into());
    correction.corrected_on = Some(day("2025-06-24"));
    section.corrections.push(correction);
    assert_eq!(SurveyRound::from_json(&round.to_json()).unwrap(), round);

    let mut bytes = Vec::new();
    write_csv(&round, &mut bytes).unwrap();
    let mut frame = round.clone();
    frame.sections.clear();
    let mut findings = Collector::new(rules());
    let read = read_csv(&*bytes, &frame, &Limits::default(), rules(), &mut findings).unwrap();
    assert_eq!(read.round, round);
    assert!(read.raw.is_empty() && findings.into_report().is_clean());
}

#[test]
fn a_sound_round_over_the_sample_has_no_findings() {
    let mut findings = Collector::new(rules());
    check_round(&round(), Some(mihon()), rules(), &mut findings);
    let report = findings.into_report();
    assert!(report.is_clean(), "{report:#?}");
}

#[test]
fn letters_hold_only_what_is_open_and_forge_no_second_entry() {
    let mut round = round();
    let section = &mut round.sections[0];
    section
        .returns
        .push(SectionReturn::accepted(day("2025-06-18")));
    let mut open = Correction::new("件数が空欄\n2. 別の件", day("2025-06-19"));
    open.requested_by = Some("デジタル推進課".into());
    section.corrections.push(open);
    let mut made = Correction::new("済んだ件", day("2025-06-19"));
    made.corrected_on = Some(day("2025-06-20"));
    section.corrections.push(made);
    let letters = round.correction_letters(day("2025-06-24"), Language::Ja);
    assert_eq!(letters.len(), 1);
    let letter = &letters[0].1;
    assert!(letter.contains("次の1件の訂正"), "{letter}");
    assert!(!letter.contains("済んだ件"));
    let entries = letter
        .lines()
        .filter(|line| line.starts_with(char::is_numeric));
    assert_eq!(entries.count(), 1);
    let english = round.correction_letters(day("2025-06-24"), Language::En);
    assert!(
        english[0]
            .1
            .contains("asked by デジタル推進課 on 19 June 2025")
    );
    let nothing = round.correction_letter(
        &round.sections[1].organisation,
        day("2025-06-24"),
        Language::Ja,
    );
    assert_eq!(nothing, None);
}

#[test]
fn a_published_round_keeps_names_of_people_and_reasons_back() {
    let mut round = round();
    let section = &mut round.sections[1];
    section.returns[0].file_name = Some("山田_回答.xlsx".into());
    let mut correction = Correction::new("件数が空欄", day("2025-06-19"));
    correction.requested_by = Some("山田".into());
    section.corrections.push(correction);
    let document: serde_json::Value = serde_json::from_str(&round.to_json()).unwrap();
    let publication = publication_marks().publish(&document).unwrap();
    assert!(!publication.document.to_string().contains("山田"));
    assert!(publication.document.to_string().contains("2025-06-18"));
    let withheld: Vec<_> = publication
        .withheld
        .iter()
        .map(|w| (&*w.path, w.visibility))
        .collect();
    assert_eq!(
        withheld,
        [
            ("/sections/*/corrections", Visibility::Personal),
            ("/sections/*/returns/*/file_name", Visibility::Internal),
        ]
    );
}
