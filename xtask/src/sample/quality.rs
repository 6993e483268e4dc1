//! Evidence and user reviews of the priority procedures.

use super::plan as read_plan;
use crate::generate::{Content, Generated};
use crate::workspace::Workspace;
use anyhow::{Context, ensure};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};
use tosei_criteria::{
    CriterionExemption, EVIDENCE_FORMAT, EVIDENCE_FORMAT_VERSION, EvidenceDocument, EvidenceItem,
};
use tosei_inventory::Inventory;
use tosei_qos_model::{REVIEWS_FORMAT, REVIEWS_FORMAT_VERSION, Review, ReviewDocument, tokyo_2024};
use tosei_types::{CriterionId, Date, ProcedureId, ReasonId};

const PLAN: &str = "xtask/data/mihon_quality_plan.json";
const FOLDER: &str = "crates/qos-model/data/sample";
const SCHEMAS: &str = "../../../../schemas";

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Plan {
    #[serde(rename = "note")]
    _note: String,
    #[serde(rename = "note_en")]
    _note_en: String,
    source: String,
    date: Date,
    confirmed_by: String,
    procedures: Vec<Procedure>,
    items: Vec<EvidenceItem>,
    exemptions: Vec<CriterionExemption>,
    reviews: Reviews,
}

/// A priority procedure: its answers, those that are unknown left out.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Procedure {
    procedure: ProcedureId,
    digital: bool,
    #[serde(default)]
    reviews: usize,
    #[serde(default)]
    met: Vec<CriterionId>,
    #[serde(default)]
    not_met: Vec<CriterionId>,
    #[serde(default)]
    not_applicable: BTreeMap<CriterionId, ReasonId>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Reviews {
    from: Date,
    until: Date,
    /// Reviews of 5, 4, 3, 2 and 1 points.
    counts: [usize; 5],
    burst: Burst,
    texts: Vec<Text>,
}

/// Many answers of one day and one point.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Burst {
    procedure: ProcedureId,
    day: Date,
    answers: usize,
    points: usize,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Text {
    number: usize,
    personal_data: String,
    text: String,
}

/// The two documents.
pub(crate) fn generate(
    workspace: &Workspace,
    present: &Inventory,
) -> anyhow::Result<Vec<Generated>> {
    let plan: Plan = read_plan(workspace, PLAN)?;
    let known: BTreeSet<&ProcedureId> = present.procedures.iter().map(|one| &one.id).collect();
    for one in &plan.procedures {
        ensure!(
            known.contains(&one.procedure),
            "`{}` is no procedure",
            one.procedure
        );
    }
    Ok(vec![
        document("mihon_evidence.json", &evidence(&plan)?)?,
        document("mihon_reviews.json", &reviews(&plan).context("reviews")?)?,
    ])
}

fn document(name: &str, document: &impl Serialize) -> anyhow::Result<Generated> {
    let mut json = serde_json::to_string_pretty(document)?;
    json.push('\n');
    Ok(Generated {
        path: format!("{FOLDER}/{name}").into(),
        content: Content::Text(json),
    })
}

fn evidence(plan: &Plan) -> anyhow::Result<EvidenceDocument> {
    let mut items = Vec::new();
    for one in &plan.procedures {
        let mut say = |criterion: &str, answer: &str, reason: Option<&ReasonId>| {
            let mut item = json!({
                "subject": one.procedure, "criterion": criterion, "answer": answer,
                "quality": "confirmed", "source": plan.source, "date": plan.date,
                "confirmed_by": plan.confirmed_by,
            });
            if let (Some(reason), Value::Object(item)) = (reason, &mut item) {
                item.insert("reason".to_owned(), json!(reason));
            }
            items.push(serde_json::from_value::<EvidenceItem>(item)?);
            anyhow::Ok(())
        };
        say("digital", if one.digital { "met" } else { "not_met" }, None)?;
        // In the order of the standard.
        for criterion in &tokyo_2024().document().criteria {
            let (id, name) = (&criterion.id, criterion.id.as_str());
            if one.met.contains(id) {
                say(name, "met", None)?;
            } else if one.not_met.contains(id) {
                say(name, "not_met", None)?;
            } else if let Some(reason) = one.not_applicable.get(id) {
                say(name, "not_applicable", Some(reason))?;
            }
        }
    }
    items.extend(plan.items.iter().cloned());
    Ok(EvidenceDocument {
        schema: Some(format!("{SCHEMAS}/evidence.schema.json")),
        format: EVIDENCE_FORMAT.to_owned(),
        format_version: EVIDENCE_FORMAT_VERSION,
        items,
        exemptions: plan.exemptions.clone(),
    })
}

fn reviews(plan: &Plan) -> anyhow::Result<ReviewDocument> {
    let parts = &plan.reviews;
    let burst = &parts.burst;
    let total: usize = parts.counts.iter().sum();
    let mut left = parts.counts;
    let of_burst = left
        .get_mut(5usize.wrapping_sub(burst.points))
        .context("the points of the burst")?;
    *of_burst = of_burst
        .checked_sub(burst.answers)
        .context("the burst is more than all")?;
    let rest: usize = left.iter().sum();
    let mut points = spread(left, rest).into_iter();
    let window = parts.from.days_until(parts.until);
    let mut reviews: Vec<Review> = Vec::new();
    for one in &plan.procedures {
        let mut days = Vec::new();
        let own = if one.procedure == burst.procedure {
            days.extend(std::iter::repeat_n(
                (burst.day, burst.points),
                burst.answers,
            ));
            one.reviews.saturating_sub(burst.answers)
        } else {
            one.reviews
        };
        for at in 0..own {
            let after = window * i64::try_from(at)? / i64::try_from(own)?;
            let points = points.next().context("more reviews than points")?;
            days.push((parts.from.add_days(after)?, points));
        }
        days.sort();
        for (day, points) in days {
            let number = reviews.len() + 1;
            let text = parts.texts.iter().find(|text| text.number == number);
            let mut review = json!({
                "id": format!("R-{number:04}"), "procedure": one.procedure,
                "answered_on": day, "points": points,
            });
            if let (Some(text), Value::Object(review)) = (text, &mut review) {
                review.insert("text".to_owned(), json!(text.text));
                review.insert("personal_data".to_owned(), json!(text.personal_data));
            }
            reviews.push(serde_json::from_value(review)?);
        }
    }
    ensure!(reviews.len() == total, "{} reviews are made", reviews.len());
    Ok(ReviewDocument {
        schema: Some(format!("{SCHEMAS}/procedure-reviews.schema.json")),
        format: REVIEWS_FORMAT.to_owned(),
        format_version: REVIEWS_FORMAT_VERSION,
        reviews,
    })
}

/// So many points of each kind, evenly mixed: at each place the kind that is furthest behind.
fn spread(counts: [usize; 5], total: usize) -> Vec<usize> {
    let mut given = [0usize; 5];
    (1..=total)
        .map(|place| {
            let behind = |at: &usize| {
                let (count, given) = (counts.get(*at), given.get(*at));
                let (count, given) = (count.copied().unwrap_or(0), given.copied().unwrap_or(0));
                (count * place).saturating_sub(given * total)
            };
            let next = (0..5).rev().max_by_key(behind).unwrap_or(0);
            if let Some(given) = given.get_mut(next) {
                *given += 1;
            }
            5 - next
        })
        .collect()
}
