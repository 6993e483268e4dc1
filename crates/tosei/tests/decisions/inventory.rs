//! Evidence of a process: each answer with its reason and its words.

use crate::{empty, process};
use tosei::criteria::Answer::{self, Met, NotApplicable, NotMet, Unknown};
use tosei::evidence::{
    EvidenceMapping, EvidenceOptions, ProcessEvidence, evidence_from_inventory,
    evidence_from_process,
};
use tosei::inventory::{ElementState, OnlineStatus, PeriodState, Process, StandardPeriod};
use tosei::qos_model::tokyo_2024;

fn evidence(process: &Process) -> ProcessEvidence {
    let standard = tokyo_2024().compile().unwrap();
    let (mapping, options) = (
        EvidenceMapping::from_inventory(),
        EvidenceOptions::default(),
    );
    evidence_from_process(process, mapping, &standard, &options).unwrap()
}

fn filing() -> Process {
    process("P-1-1", "P-1", "application", OnlineStatus::Done)
}

fn with_period(state: PeriodState, online: Option<&str>, counter: Option<&str>) -> Process {
    let mut period = StandardPeriod::new(state);
    period.online_processing = online.map(str::to_owned);
    period.processing = counter.map(str::to_owned);
    let mut filing = filing();
    filing.standard_period = Some(period);
    filing
}

fn with_elements(attachment: ElementState, payment: ElementState) -> Process {
    let mut filing = filing();
    filing.elements.attachment = attachment;
    filing.elements.payment = payment;
    filing
}

/// A process; then of a criterion its answer, its reason and its sentences.
type Case = (
    Process,
    &'static str,
    Answer,
    &'static str,
    &'static str,
    &'static str,
);

fn cases() -> Vec<Case> {
    let (done, partial, other) = (
        OnlineStatus::Done,
        OnlineStatus::Partial,
        OnlineStatus::Other,
    );
    let (set, not_set) = (PeriodState::Set, PeriodState::NotSet);
    let unknown = ElementState::Unknown;
    vec![
        (
            process("P-1-1", "P-1", "application", partial),
            "digital",
            Met,
            "online",
            "実施状況が「一部実施済」で、デジタル化した手続とする（自己申告）。",
            "Counts as digital, since the status is “partly online” (a self-report).",
        ),
        (
            process("P-1-1", "P-1", "application", other),
            "digital",
            Unknown,
            "online_status_unknown",
            "実施状況が「その他」で、デジタル化しているか分からない。",
            "The status is “other”, which does not tell whether it is digital.",
        ),
        (
            process("P-1-1", "P-1", "notice_on_application", done),
            "F1a",
            NotApplicable,
            "notice_of_disposition",
            "「申請等に基づく処分通知等」であり、応答を待つ手続ではない。",
            "“Notices on an application”: nobody waits for an answer.",
        ),
        (
            process("P-1-1", "P-1", "private_delivery", done),
            "F1a",
            NotApplicable,
            "notice_of_disposition",
            "「交付等（民間手続）」であり、応答を待つ手続ではない。",
            "“Deliveries between private parties”: nobody waits for an answer.",
        ),
        (
            with_period(set, Some("5日"), Some("10日")),
            "F1a",
            Met,
            "period_stated",
            "処理期間（オンライン「5日」、窓口「10日」）が記載されている（自己申告）。",
            "A processing period is stated (online “5日”, at the counter “10日”; a self-report).",
        ),
        (
            with_period(set, None, Some("10日")),
            "F1a",
            Met,
            "period_stated",
            "処理期間（オンライン「空欄」、窓口「10日」）が記載されている（自己申告）。",
            "A processing period is stated (online “blank”, at the counter “10日”; a self-report).",
        ),
        (
            with_period(set, None, None),
            "F1a",
            Met,
            "period_said_set",
            "標準処理期間が「設定済」とされている（長さの記載は読めない。自己申告）。",
            "The standard period is said to be “set” (its length is not readable; a self-report).",
        ),
        (
            with_period(not_set, None, None),
            "F1a",
            NotMet,
            "period_not_set",
            "標準処理期間が「未設定」とされている。",
            "The standard period is said to be “not set”.",
        ),
        (
            filing(),
            "F1a",
            Unknown,
            "period_not_known",
            "処理期間欄（オンライン「空欄」、窓口「空欄」）から、期間の有無を読み取れない。",
            "The period cells do not tell whether a period is set (online “blank”, at the counter “blank”).",
        ),
        (
            with_period(set, Some("5日"), Some("10日")),
            "F3a",
            Unknown,
            "greatly_shorter_candidate",
            "オンライン「5日」が窓口「10日」の0.5倍以下である。大幅短縮の候補であり、実績は調査にない。",
            "Online “5日” is at most 0.5 of “10日”: a candidate; the survey has no actual figures.",
        ),
        (
            with_elements(ElementState::Done, unknown),
            "S1a",
            Met,
            "attachments_as_data",
            "要素「添付」が「実施済」で、データで提出できる（自己申告）。",
            "Attachments can be submitted online: “online” (a self-report).",
        ),
        (
            with_elements(unknown, ElementState::NotDone),
            "S2b",
            NotMet,
            "no_cashless",
            "要素「納付」が「未実施」で、オンラインで納付できない。",
            "Fees cannot be paid online: “not online”.",
        ),
        (
            with_elements(unknown, ElementState::NotApplicable),
            "S2b",
            NotApplicable,
            "no_fee",
            "要素「納付」が「不要」とされている。",
            "The element “payment” is “not applicable”.",
        ),
    ]
}

#[test]
fn each_answer_has_its_reason_and_its_words() {
    for (process, criterion, answer, reason, ja, en) in cases() {
        let found = evidence(&process);
        assert_eq!(found.process, process.id);
        let mut of = found.answers.iter();
        let one = of.find(|one| one.criterion.as_str() == criterion).unwrap();
        assert_eq!(
            (
                one.answer,
                one.reason.as_str(),
                one.ja.as_str(),
                one.en.as_str()
            ),
            (answer, reason, ja, en)
        );
    }
}

#[test]
fn what_is_said_of_a_higher_level_does_not_count() {
    let standard = tokyo_2024().compile().unwrap();
    let process = with_elements(ElementState::Done, ElementState::Done);
    let found = evidence(&process).evidence;
    let cases = [
        ("digital", Met, Met),
        ("S1a", Met, Met),
        ("S2b", Met, Unknown), // the second level needs more than a word
        ("F1a", Unknown, Unknown),
    ];
    for (id, said, counted) in cases {
        let bit = standard.bit(&id.parse().unwrap()).unwrap();
        assert_eq!(
            (found.said.answer(bit), found.counted.answer(bit)),
            (said, counted),
            "{id}"
        );
    }
}

#[test]
fn a_process_of_an_unknown_kind_says_nothing_for_its_procedure() {
    let standard = tokyo_2024().compile().unwrap();
    for (kind, expected) in [
        ("application", 1),
        ("own_kind", 0),
        ("notice_on_application", 0),
    ] {
        let mut inventory = empty();
        let one = process("P-1-1", "P-1", kind, OnlineStatus::Done);
        inventory.processes.push(one);
        let items = evidence_from_inventory(
            &inventory,
            EvidenceMapping::from_inventory(),
            &standard,
            &EvidenceOptions::default(),
        );
        assert_eq!(items.unwrap().len(), expected, "{kind}");
    }
}
