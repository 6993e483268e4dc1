//! Evidence of one row.

use serde::Deserialize;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use tosei::criteria::{Answer, ExactNumber};
use tosei::document::Limits;
use tosei::evidence::{
    CandidatePolicy, EvidenceDeriver, EvidenceMapping, EvidenceOptions, StatedPolicy,
};
use tosei::inventory::survey::{SurveyColumn, SurveyEdition, SurveyItem, SurveyReader};
use tosei::qos_model::tokyo_2024;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct RowInput {
    cells: BTreeMap<SurveyColumn, String>,
    #[serde(default)]
    parameters: BTreeMap<String, ExactNumber>,
    #[serde(default)]
    also_in_sets: BTreeMap<String, Vec<String>>,
    candidates: Option<CandidatePolicy>,
    stated: Option<StatedPolicy>,
}

/// A file of one row.
pub(crate) fn csv(cells: &BTreeMap<SurveyColumn, String>) -> String {
    let columns = SurveyEdition::r6().columns();
    let quoted = |text: &str| format!("\"{}\"", text.replace('"', "\"\""));
    let headers: Vec<String> = columns.iter().map(|one| quoted(&one.header)).collect();
    let row: Vec<String> = columns
        .iter()
        .map(|one| match (one.key, cells.get(&one.key)) {
            (_, Some(text)) => quoted(text),
            (SurveyColumn::ProcedureId, None) => quoted("1"),
            (_, None) => String::new(),
        })
        .collect();
    format!("{}\n{}\n", headers.join(","), row.join(","))
}

pub(crate) fn from_row(mapping: &EvidenceMapping, input: RowInput) -> Result<Value, String> {
    let standard = tokyo_2024().compile().unwrap();
    let mut options = EvidenceOptions::default();
    options.parameters = input.parameters;
    options.also_in_sets = input.also_in_sets;
    options.candidates = input.candidates.unwrap_or(CandidatePolicy::Unknown);
    options.stated = input.stated.unwrap_or(StatedPolicy::ByStandard);
    let edition = SurveyEdition::r6();
    let mut deriver = EvidenceDeriver::new(mapping, edition, &standard, &options)
        .map_err(|error| error.code().to_owned())?;
    let csv = csv(&input.cells);
    let mut reader = SurveyReader::open(csv.as_bytes(), edition, &Limits::default()).unwrap();
    let Some(SurveyItem::Row(row)) = reader.next_item().unwrap() else {
        return Err("no row".to_owned());
    };
    let answers: BTreeMap<String, Value> = deriver
        .explain(&row)
        .into_iter()
        .map(|one| {
            assert!(!one.ja.contains('{') && !one.en.contains('{'), "{}", one.ja);
            assert_eq!(
                one.not_applicable_reason.is_some(),
                one.answer == Answer::NotApplicable
            );
            (one.criterion.to_string(), json!([one.answer, one.reason]))
        })
        .collect();
    let evidence = deriver.derive(&row);
    let mut candidates = standard.ids(evidence.candidates);
    candidates.sort_unstable();
    let axes = standard.standard().document().axes.iter();
    let levels: BTreeMap<String, Value> = axes
        .zip(deriver.levels(&evidence))
        .filter_map(|(axis, levels)| {
            let level = standard.level_of(levels?);
            Some((axis.id.to_string(), json!([level.floor, level.ceiling])))
        })
        .collect();
    Ok(json!({
        "answers": answers,
        "candidates": candidates,
        "comparison": evidence.comparison,
        "levels": if levels.is_empty() { Value::Null } else { json!(levels) },
    }))
}
