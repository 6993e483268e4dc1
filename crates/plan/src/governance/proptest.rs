//! Strategies for governance records and texts.

use super::{
    Artefact, ArtefactState, Consultation, ConsultationOutcome, GovernedProject, PartnerBody,
    PartnerKind, PartnerProcedure, PartnerProcedureStatus, PartnerServiceType, stage_gates,
};
use proptest::prelude::*;
use proptest::sample::select;
use tosei_types::{Date, SubjectId};

/// Days of the years 2024 to 2026.
pub fn days() -> impl Strategy<Value = Date> {
    (2024u16..=2026, 1u8..=12, 1u8..=28)
        .prop_filter_map("every such day exists", |(year, month, day)| {
            Date::try_new(year, month, day).ok()
        })
}

/// Ids of the artefacts that the embedded gates ask for.
pub fn artefact_kinds() -> impl Strategy<Value = SubjectId> {
    let gates = stage_gates().gates.iter();
    let kinds = gates.flat_map(|gate| gate.artefacts.iter().map(|kind| kind.id.clone()));
    select(kinds.collect::<Vec<_>>())
}

/// Records of artefacts, dated or not.
pub fn artefacts() -> impl Strategy<Value = Artefact> {
    let states = select(ArtefactState::ALL);
    let days = proptest::option::weighted(0.9, days());
    (
        artefact_kinds(),
        states,
        days,
        proptest::option::of("[a-z]{1,5}"),
    )
        .prop_map(|(kind, state, on, reason)| Artefact {
            kind,
            state,
            on,
            kept_at: None,
            reason,
        })
}

/// Consultations about the embedded gates.
pub fn consultations() -> impl Strategy<Value = Consultation> {
    let gates: Vec<SubjectId> = stage_gates()
        .gates
        .iter()
        .map(|gate| gate.id.clone())
        .collect();
    (select(gates), days(), select(ConsultationOutcome::ALL)).prop_map(|(gate, on, outcome)| {
        Consultation {
            gate,
            on,
            with: "デジタル推進課（架空）".to_owned(),
            attendees: Vec::new(),
            outcome,
            conditions: Vec::new(),
            note: None,
        }
    })
}

/// Projects with any records about the embedded gates.
pub fn projects() -> impl Strategy<Value = GovernedProject> {
    let artefacts = proptest::collection::vec(artefacts(), 0..30);
    let consultations = proptest::collection::vec(consultations(), 0..8);
    (artefacts, consultations).prop_filter_map("the id is one", |(artefacts, consultations)| {
        Some(GovernedProject {
            id: SubjectId::new("G-1").ok()?,
            name: "架空".to_owned(),
            owner: None,
            priority: None,
            artefacts,
            consultations,
            decisions: Vec::new(),
        })
    })
}

/// Partner bodies with distinct ids.
pub fn partner_bodies() -> impl Strategy<Value = Vec<PartnerBody>> {
    let procedure = (
        proptest::option::of(0u64..3_000),
        select(PartnerProcedureStatus::ALL),
    );
    let procedures = proptest::collection::vec(procedure, 0..12);
    proptest::collection::vec(procedures, 0..12).prop_filter_map("the ids are ids", |bodies| {
        let bodies = bodies.into_iter().enumerate().map(|(number, procedures)| {
            let procedures = procedures
                .into_iter()
                .enumerate()
                .map(|(at, (handled, status))| {
                    Some(PartnerProcedure {
                        id: format!("Q-{number}-{at}").parse().ok()?,
                        name: "架空の手続".to_owned(),
                        service_type: PartnerServiceType::Other,
                        handled,
                        important_because: None,
                        status,
                    })
                });
            Some(PartnerBody {
                id: format!("body-{number:02}").parse().ok()?,
                name: "架空の団体".to_owned(),
                kind: PartnerKind::PolicyPartner,
                procedures: procedures.collect::<Option<_>>()?,
                support: Vec::new(),
            })
        });
        bodies.collect()
    })
}

/// Texts of the kind that people write: kanji, kana, digits, marks, furigana, addresses.
pub fn texts() -> impl Strategy<Value = String> {
    let parts = select(vec![
        "申請",
        "書類（しょるい）",
        "待ち時間",
        "混雑",
        "現金",
        "スマホ",
        "、",
        "。",
        "\n",
        "？",
        " ",
        "です",
        "しなければならない",
        "ご覧",
        "いただ",
        "と申します",
        "見本太郎",
        "氏名：",
        "03-1234-5678",
        "090",
        "-",
        "1234",
        "５６７８",
        "a@b.jp",
        "@",
        ".",
        "〒100-0001",
        "コーヒー",
        "山",
        "（",
        "）",
        "やま",
    ]);
    proptest::collection::vec(parts, 0..25).prop_map(|parts| parts.concat())
}
