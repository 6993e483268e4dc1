//! Strategies for inventories and their parts.
//!
//! Ids come from small pools, so that they repeat and dangle; texts hold what breaks careless
//! writers: quotes, separators, line breaks, formulas, white space, texts that look like codes.

use crate::{
    Action, ActionStatus, AffairsClass, Barrier, BarrierCause, Body, Consent, Delivery, Discretion,
    Element, ElementState, ElementStates, Extensions, FormerName, InstrumentKind, Inventory,
    LegalBasis, NotOnline, NotOnlineKind, NotSetReason, Notice, Obstacle, OnlineStatus,
    Organisation, OrganisationKind, Party, PeriodBasis, PeriodState, Procedure, Process,
    Publication, ReceptionWindow, Request, RequestStatus, Retention, Role, RoleAssignment,
    SeriesEdition, Signature, StandardPeriod, Stated, Touchpoint, TouchpointKind, Volume,
    VolumeMeasure, VolumeState, VolumeYear,
};
use proptest::{collection::vec, option, prelude::*, sample::select};
use tosei_types::{CaseCount, Date, FiscalYear, MAX_COUNT, OrganisationId, ProcedureId};

/// Texts as people write them, and texts that break careless readers and writers.
pub fn texts() -> impl Strategy<Value = String> {
    prop_oneof![
        4 => select(vec![
            "住民票の写しの交付", "Issue of certificates", "髙﨑①㈱", "約300", "別紙参照", "実施済", "なし",
        ]).prop_map(str::to_owned),
        2 => select(vec![
            "", " ", "　", "a,b", "\"q\"", "二行\n目", "二行\r\n目", "=1+1", "'=1+1", "'x", "-", "－1",
            "、", "a;b", " 前後 ", "{\"a\":1}", "\u{feff}x", "𠮷", "\t", "0", "null",
        ]).prop_map(str::to_owned),
        1 => "\\PC{0,8}",
    ]
}

/// Days of a few decades.
pub fn dates() -> impl Strategy<Value = Date> {
    (1990u16..=2040, 1u8..=12, 1u8..=31)
        .prop_filter_map("a day that exists", |(year, month, day)| {
            Date::try_new(year, month, day).ok()
        })
}

fn fiscal_years() -> impl Strategy<Value = FiscalYear> {
    (2020u16..=2026).prop_filter_map("a fiscal year", |year| FiscalYear::try_new(year).ok())
}

fn counts() -> impl Strategy<Value = CaseCount> {
    prop_oneof![0..20_000u64, Just(MAX_COUNT)]
        .prop_filter_map("a count", |number| CaseCount::try_new(number).ok())
}

fn organisation_ids() -> impl Strategy<Value = OrganisationId> {
    (0..8u8).prop_filter_map("an id", |n| format!("org-{n}").parse().ok())
}

fn procedure_ids() -> impl Strategy<Value = ProcedureId> {
    (0..6u8).prop_filter_map("an id", |n| format!("P-{n}").parse().ok())
}

fn extensions() -> impl Strategy<Value = Extensions> {
    prop_oneof![
        4 => Just(Extensions::new()),
        1 => proptest::collection::btree_map(texts(), select(vec![
            serde_json::json!(null),
            serde_json::json!(1),
            serde_json::json!({"a": [1, "二", {}], "b/c": false}),
            serde_json::json!([]),
        ]), 0..3),
    ]
}

pub(super) fn optional_texts() -> impl Strategy<Value = Option<String>> {
    option::weighted(0.3, texts())
}

/// 年間件数 (volumes).
pub fn volumes() -> impl Strategy<Value = Volume> {
    (
        fiscal_years(),
        select(VolumeMeasure::ALL),
        select(VolumeState::ALL),
        option::of(counts()),
        option::of(counts()),
    )
        .prop_map(|(year, measure, state, cases, online)| {
            Volume::new(year, measure, state, cases).with_online(online)
        })
}

/// 要素別の実施状況 (element states).
pub fn element_states() -> impl Strategy<Value = ElementStates> {
    proptest::array::uniform6(select(ElementState::ALL)).prop_map(|states| {
        Element::ALL
            .iter()
            .zip(states)
            .fold(ElementStates::default(), |all, (element, state)| {
                all.with(*element, state)
            })
    })
}

fn legal_bases() -> impl Strategy<Value = LegalBasis> {
    let parts = (
        select(InstrumentKind::ALL),
        optional_texts(),
        optional_texts(),
        optional_texts(),
    );
    parts.prop_map(|(kind, title, number, provision)| LegalBasis {
        kind,
        title,
        number,
        provision,
    })
}

fn requests() -> impl Strategy<Value = Request> {
    (
        texts(),
        select(RequestStatus::ALL),
        option::of(legal_bases()),
        option::of(dates()),
        optional_texts(),
        option::of(dates()),
        option::of(dates()),
    )
        .prop_map(
            |(addressee, status, provision, requested_on, reply, replied_on, promised_for)| {
                Request {
                    id: provision.as_ref().map(|_| "要望1".to_owned()),
                    title: reply.clone(),
                    addressee,
                    status,
                    provision,
                    requested_on,
                    reply,
                    replied_on,
                    promised_for,
                }
            },
        )
}

/// 障壁 (barriers).
pub fn barriers() -> impl Strategy<Value = Barrier> {
    let action = (texts(), select(ActionStatus::ALL), option::of(dates()))
        .prop_map(|(text, status, due)| Action { text, status, due });
    (
        select(Obstacle::ALL),
        select(BarrierCause::ALL),
        select(Discretion::ALL),
        option::of(legal_bases()),
        vec(organisation_ids(), 0..3),
        option::of(action),
        option::weighted(0.2, requests()),
        option::weighted(0.2, dates()),
        optional_texts(),
        extensions(),
    )
        .prop_map(
            |(obstacle, cause, discretion, rule, by, action, request, resolved, note, ext)| {
                let mut barrier = Barrier::new(obstacle, cause, discretion);
                barrier.rule = rule;
                barrier.changeable_by = by;
                barrier.action = action;
                barrier.request = request;
                barrier.resolved_on = resolved;
                barrier.note = note;
                barrier.extensions = ext;
                barrier
            },
        )
}

fn notices() -> impl Strategy<Value = Notice> {
    let retention = (option::of(0..100u16), optional_texts())
        .prop_map(|(years, text)| Retention { years, text });
    (
        vec(select(Delivery::ALL), 0..3),
        select(Signature::ALL),
        select(Consent::ALL),
        option::of(retention),
    )
        .prop_map(|(delivery, signature, consent, retention)| Notice {
            delivery,
            signature,
            consent,
            retention,
        })
}

fn standard_periods() -> impl Strategy<Value = StandardPeriod> {
    (
        select(PeriodState::ALL),
        option::of(select(PeriodBasis::ALL)),
        proptest::array::uniform5(optional_texts()),
        option::of(select(NotSetReason::ALL)),
        option::of(select(Publication::ALL)),
    )
        .prop_map(|(state, basis, texts, not_set_reason, publication)| {
            let [
                processing,
                online_processing,
                forwarding,
                published_at,
                statutory_deadline,
            ] = texts;
            StandardPeriod {
                state,
                basis,
                processing,
                online_processing,
                forwarding,
                not_set_reason,
                publication,
                published_at,
                statutory_deadline,
            }
        })
}

fn role_assignments() -> impl Strategy<Value = RoleAssignment> {
    let day = || option::weighted(0.2, dates());
    (select(Role::ALL), organisation_ids(), day(), day()).prop_map(
        |(role, organisation, from, until)| RoleAssignment {
            role,
            organisation,
            from,
            until,
        },
    )
}

/// 組織 (organisations).
pub fn organisations() -> impl Strategy<Value = Organisation> {
    (
        (organisation_ids(), select(OrganisationKind::ALL), texts()),
        optional_texts(),
        option::of(organisation_ids()),
        option::weighted(0.2, organisation_ids()),
        option::of(select(vec!["7000012050002", "1000012050002", "架空"])),
        option::of(dates()),
        option::weighted(0.2, dates()),
        vec(organisation_ids(), 0..2),
        option::weighted(0.2, (texts(), dates())),
        extensions(),
    )
        .prop_map(
            |((id, kind, name), raw, parent, operator, number, from, until, next, former, ext)| {
                let mut organisation = Organisation::new(id, kind, name);
                organisation.kind_raw = raw;
                organisation.parent = parent;
                organisation.operated_by = operator;
                organisation.corporate_number = number.map(Stated::new);
                organisation.exists_from = from;
                organisation.exists_until = until;
                organisation.successors = next;
                let former = former.map(|(name, until)| FormerName { name, until });
                organisation.former_names = former.into_iter().collect();
                organisation.extensions = ext;
                organisation
            },
        )
}

fn series() -> impl Strategy<Value = Option<SeriesEdition>> {
    let windows = option::of(vec((dates(), dates()), 0..2));
    let edition = (0..3u8, fiscal_years(), windows).prop_map(|(series, year, windows)| {
        let mut edition = SeriesEdition::new(format!("series-{series}"), year);
        edition.reception = windows.map(|windows| {
            let windows = windows.into_iter();
            windows
                .map(|(from, until)| ReceptionWindow { from, until })
                .collect()
        });
        edition
    });
    option::weighted(0.3, edition)
}

/// 手続 (procedures).
pub fn procedures() -> impl Strategy<Value = Procedure> {
    let category = select(vec!["certificate", "permit", "証明", "謎", ""]).prop_map(str::to_owned);
    (
        (procedure_ids(), texts()),
        option::of(category),
        option::of(organisation_ids()),
        option::of(select(AffairsClass::ALL)),
        vec(legal_bases(), 0..3),
        vec(volumes(), 0..2),
        optional_texts(),
        vec(procedure_ids(), 0..2),
        (option::of(dates()), option::of(dates())),
        (optional_texts(), extensions(), series()),
    )
        .prop_map(
            |(
                (id, name),
                category,
                owner,
                class,
                basis,
                volumes,
                why,
                related,
                days,
                (note, ext, series),
            )| {
                let mut procedure = Procedure::new(id, name);
                procedure.category = category;
                procedure.organisation = owner;
                procedure.affairs_class = class;
                procedure.legal_basis = basis;
                procedure.volumes = volumes;
                procedure.important_because = why;
                procedure.related = related;
                (procedure.exists_from, procedure.exists_until) = days;
                procedure.note = note;
                procedure.extensions = ext;
                procedure.series = series;
                procedure
            },
        )
}

/// 手続プロセス (processes).
pub fn processes() -> impl Strategy<Value = Process> {
    let kind = select(vec![
        "application",
        "notice_on_application",
        "payment",
        "申請等",
        "謎",
        "",
    ]);
    let id = (0..40u8, procedure_ids(), kind).prop_filter_map("an id", |(n, procedure, kind)| {
        let id = format!("{procedure}-{n}").parse().ok()?;
        Some(Process::new(id, procedure, kind))
    });
    let not_online = (
        select(NotOnlineKind::ALL),
        option::of(dates()),
        optional_texts(),
    )
        .prop_map(|(kind, planned_for, text)| NotOnline {
            kind,
            planned_for,
            text,
        });
    let state = (
        select(OnlineStatus::ALL),
        option::weighted(0.2, dates()),
        element_states(),
        option::of(not_online),
        option::weighted(0.3, notices()),
    );
    (
        id,
        (
            optional_texts(),
            option::of(select(Party::ALL)),
            option::of(select(Party::ALL)),
        ),
        state,
        option::of(vec(barriers(), 0..3)),
        vec(role_assignments(), 0..4),
        vec(legal_bases(), 0..2),
        option::weighted(0.3, standard_periods()),
        vec(volumes(), 0..3),
        (optional_texts(), extensions()),
    )
        .prop_map(
            |(mut process, who, state, barriers, roles, basis, period, volumes, (note, ext))| {
                (process.name, process.actor, process.receiver) = who;
                (
                    process.status,
                    process.online_since,
                    process.elements,
                    process.not_online,
                    process.notice,
                ) = state;
                process.barriers = barriers;
                process.roles = roles;
                process.legal_basis = basis;
                process.standard_period = period;
                process.volumes = volumes;
                process.note = note;
                process.extensions = ext;
                process
            },
        )
}

/// 接点 (touchpoints).
pub fn touchpoints() -> impl Strategy<Value = Touchpoint> {
    let id = (0..6u8).prop_filter_map("an id", |n| format!("T-{n}").parse().ok());
    (
        (id, select(TouchpointKind::ALL), texts()),
        option::of(organisation_ids()),
        select(OnlineStatus::ALL),
        option::weighted(0.2, vec(barriers(), 0..2)),
        vec(volumes(), 0..2),
        extensions(),
    )
        .prop_map(
            |((id, kind, name), organisation, status, barriers, volumes, ext)| {
                let mut touchpoint = Touchpoint::new(id, kind, name);
                touchpoint.organisation = organisation;
                touchpoint.status = status;
                touchpoint.barriers = barriers;
                touchpoint.volumes = volumes;
                touchpoint.extensions = ext;
                touchpoint
            },
        )
}

/// 棚卸 (inventories) with up to `largest` items in each list: well formed, not free of findings.
pub fn inventories(largest: usize) -> impl Strategy<Value = Inventory> {
    let years = (fiscal_years(), select(VolumeState::ALL))
        .prop_map(|(fiscal_year, state)| VolumeYear { fiscal_year, state });
    (
        (any::<bool>(), texts(), dates()),
        vec(years, 0..2),
        vec(organisations(), 0..=largest),
        vec(procedures(), 0..=largest),
        vec(processes(), 0..=largest),
        vec(touchpoints(), 0..=largest),
        extensions(),
    )
        .prop_map(
            |((fictional, name, day), years, organisations, procedures, processes, points, ext)| {
                let mut inventory = Inventory::new(Body::new(name), day);
                inventory.fictional = fictional;
                inventory.volume_years = years;
                inventory.organisations = organisations;
                inventory.procedures = procedures;
                inventory.processes = processes;
                inventory.touchpoints = points;
                inventory.extensions = ext;
                inventory
            },
        )
}
