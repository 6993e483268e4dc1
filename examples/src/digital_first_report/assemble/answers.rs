//! Answer sheets: one for each rate at the top.

use super::super::{
    Failure,
    input::{Content, Input},
    page,
    report::Report,
};
use tosei_inventory::{
    RateDecomposition, RateDefinitions, RateResult, RateUnit, VolumeChoice,
    answer_sheet::{AnswerContext, AnswerSheet, PublishedValues, ZeroCounts},
};

/// One sheet for each rate at the top; none if the day of the figures is not known.
pub(super) fn sheets(
    report: &Report,
    present: &Input,
    (results, decompositions): (&[RateResult], &[RateDecomposition]),
    volumes: Option<VolumeChoice>,
    published: Option<&PublishedValues>,
) -> Result<Vec<AnswerSheet>, Failure> {
    let Some(day) = report.source.status_date else {
        return Ok(Vec::new());
    };
    let mut context = match &present.content {
        Content::Inventory { inventory, .. } => AnswerContext::of_inventory(inventory),
        Content::Survey { .. } => AnswerContext::new(day).with_zeros(ZeroCounts::MayBeUnknown),
    };
    if let Some(volumes) = volumes {
        context = context.with_volumes(volumes.fiscal_year, Some(volumes.state));
    }
    let result = |id: &str| results.iter().find(|result| result.id().as_str() == id);
    let said: Vec<&RateResult> = report
        .rates
        .iter()
        .filter(|rate| rate.cannot_be_said.is_none() && rate.unit != RateUnit::Touchpoint)
        .filter_map(|rate| result(rate.id.as_str()))
        .collect();
    let previous = report.change.as_ref();
    let previous = previous.and_then(|change| change.previous.status_date);
    let mut sheets = Vec::new();
    for rate in page::headlines(report) {
        let id = rate.id.as_str();
        let definition = RateDefinitions::standard().definition(id);
        let (Some(result), Some(definition)) = (result(id), definition) else {
            continue;
        };
        let broken = |_| Failure::Embedded {
            what: "answer sheets",
        };
        let mut sheet = AnswerSheet::new(result, definition, &context)
            .map_err(broken)?
            .with_other_ways(said.iter().copied());
        let mut its = decompositions.iter();
        if let (Some(parts), Some(day)) = (its.find(|parts| parts.id() == result.id()), previous) {
            sheet = sheet.with_decomposition(parts, day).map_err(broken)?;
        }
        if let Some(published) = published {
            sheet = sheet.with_published(published, result).map_err(broken)?;
        }
        sheets.push(sheet);
    }
    Ok(sheets)
}
