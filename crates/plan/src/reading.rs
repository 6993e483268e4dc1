//! 読取 (reading): a plan item by item, so that one defect does not hide the others.

use crate::{
    BasicPolicy, DeliveryRole, Inconsistency, Indicator, Item, LegalBasis, ListingLine,
    MeasureEntry, Moment, PLAN_FORMAT, PLAN_FORMAT_VERSION, Plan, PlanId, PlanKind, PlanMeasure,
    PlanPeriod, PublishedFigure, rules,
};
use serde::{Deserialize, de::DeserializeOwned};
use serde_json::value::RawValue;
use tosei_document::{Catalogue, Collector, Edition, JsonReader, Limits, RawItem, Report, Sink};
use tosei_types::Label;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Shell<'a> {
    #[serde(rename = "$schema", default)]
    schema: Option<String>,
    format: String,
    format_version: u32,
    id: PlanId,
    kind: PlanKind,
    name: Label,
    #[serde(default)]
    fictional: bool,
    edition: Edition,
    body: Label,
    #[serde(default)]
    decided: Option<Moment>,
    #[serde(default)]
    period: Option<PlanPeriod>,
    #[serde(default)]
    succeeds: Option<PlanId>,
    #[serde(borrow, default)]
    legal_bases: Vec<&'a RawValue>,
    #[serde(borrow, default)]
    roles: Vec<&'a RawValue>,
    #[serde(borrow, default)]
    policies: Vec<&'a RawValue>,
    #[serde(borrow, default)]
    measures: Vec<&'a RawValue>,
    #[serde(borrow, default)]
    indicators: Vec<&'a RawValue>,
    #[serde(borrow, default)]
    figures: Vec<&'a RawValue>,
    #[serde(borrow, default)]
    items: Vec<&'a RawValue>,
    #[serde(borrow, default)]
    inconsistencies: Vec<&'a RawValue>,
    #[serde(borrow, default)]
    entries: Vec<&'a RawValue>,
    #[serde(borrow, default)]
    listing: Vec<&'a RawValue>,
}

/// 読取結果 (reading): the plan as far as it could be typed, and what could not.
///
/// What could not be typed is not in the plan, so positions in [`plan`](Self::plan) may differ from those
/// in the file; findings name the places in the file.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct PlanReading {
    /// What could be typed.
    pub plan: Plan,
    /// What could not, as it was written.
    pub raw: Vec<RawItem>,
}

/// Reads a plan: the shell, then each item of its lists apart.
///
/// The plan is `None` if the bytes are no plan at all; the report then says why. Every defect of
/// form is in the report; what the plan says is checked by [`Plan::check`].
///
/// # Examples
///
/// ```
/// use tosei_document::Limits;
///
/// let json = r#"{"format": "tosei-plan", "format_version": 1, "id": "city", "kind": "plan",
///     "name": {"ja": "計画（架空）", "en": "Plan (fictional)"}, "fictional": true,
///     "edition": {"id": "1", "date": "2025-04-01", "source": "own"},
///     "body": {"ja": "見本市（架空）", "en": "Mihon City (fictional)"},
///     "policies": [{"id": "a", "name": {"ja": "甲", "en": "A"}, "source": {"id": "own"}},
///                  {"id": "b", "name": "乙"}]}"#;
/// let (reading, report) = tosei_plan::read(json.as_bytes(), &Limits::default());
/// let reading = reading.unwrap();
/// assert_eq!((reading.plan.policies.len(), reading.raw.len()), (1, 1));
/// assert_eq!(report.findings()[0].rule.as_ref(), "document.json.wrong_type");
/// ```
#[must_use]
pub fn read(bytes: &[u8], limits: &Limits) -> (Option<PlanReading>, Report) {
    let mut sink = Collector::new(rules());
    let reading = read_into(bytes, limits, rules(), &mut sink);
    (reading, sink.into_report())
}

/// Reads a plan and reports to a sink of the caller's.
pub fn read_into(
    bytes: &[u8],
    limits: &Limits,
    catalogue: &Catalogue,
    sink: &mut dyn Sink,
) -> Option<PlanReading> {
    let mut reader = JsonReader::open(bytes, limits, catalogue, sink)?;
    let shell: Shell<'_> = reader.shell()?;
    if !reader.expect_format(
        (PLAN_FORMAT, PLAN_FORMAT_VERSION),
        (&shell.format, shell.format_version),
    ) {
        return None;
    }
    let plan = Plan {
        schema: shell.schema,
        format: shell.format,
        format_version: shell.format_version,
        id: shell.id,
        kind: shell.kind,
        name: shell.name,
        fictional: shell.fictional,
        edition: shell.edition,
        body: shell.body,
        decided: shell.decided,
        period: shell.period,
        succeeds: shell.succeeds,
        legal_bases: items::<LegalBasis>(&mut reader, "/legal_bases", &shell.legal_bases),
        roles: items::<DeliveryRole>(&mut reader, "/roles", &shell.roles),
        policies: items::<BasicPolicy>(&mut reader, "/policies", &shell.policies),
        measures: items::<PlanMeasure>(&mut reader, "/measures", &shell.measures),
        indicators: items::<Indicator>(&mut reader, "/indicators", &shell.indicators),
        figures: items::<PublishedFigure>(&mut reader, "/figures", &shell.figures),
        items: items::<Item>(&mut reader, "/items", &shell.items),
        inconsistencies: items::<Inconsistency>(
            &mut reader,
            "/inconsistencies",
            &shell.inconsistencies,
        ),
        entries: items::<MeasureEntry>(&mut reader, "/entries", &shell.entries),
        listing: items::<ListingLine>(&mut reader, "/listing", &shell.listing),
    };
    Some(PlanReading {
        plan,
        raw: reader.into_raw(),
    })
}

fn items<T: DeserializeOwned>(
    reader: &mut JsonReader<'_, '_>,
    pointer: &str,
    items: &[&RawValue],
) -> Vec<T> {
    let read = reader.items(pointer, items);
    read.into_iter().map(|(_, item)| item).collect()
}
