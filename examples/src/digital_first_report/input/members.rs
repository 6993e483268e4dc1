//! A second look at a survey file, for what a selection does not keep of its members.

use std::{
    collections::{HashMap, HashSet},
    fs::File,
    io::Read,
    path::Path,
};
use tosei_document::Limits;
use tosei_inventory::{
    OnlineStatus, ProcessKinds, Selection,
    survey::{SurveyAnalysis, SurveyColumn, SurveyEdition, SurveyItem, SurveyReader},
};
use tosei_types::Label;

/// What is shown of a selected row beside what selected it.
#[derive(Debug, Clone)]
pub(in super::super) struct SurveyMember {
    pub(in super::super) kind: Option<Label>,
    pub(in super::super) ministry: String,
    pub(in super::super) status: OnlineStatus,
}

/// The selected rows by id and name; empty if the file cannot be read twice, as a pipe cannot.
pub(super) fn look(
    path: &Path,
    analysis: &SurveyAnalysis,
    edition: &SurveyEdition,
    limits: &Limits,
) -> HashMap<(String, String), SurveyMember> {
    let is_file = path.metadata().is_ok_and(|metadata| metadata.is_file());
    if !is_file {
        return HashMap::new();
    }
    let Ok(file) = File::open(path) else {
        return HashMap::new();
    };
    look_in(file, analysis, edition, limits).unwrap_or_default()
}

/// As [`look`], in a table that is already there; `None` if it is not the survey.
pub(super) fn look_in(
    table: impl Read,
    analysis: &SurveyAnalysis,
    edition: &SurveyEdition,
    limits: &Limits,
) -> Option<HashMap<(String, String), SurveyMember>> {
    let mut found = HashMap::new();
    let members = analysis.selections().iter();
    let wanted: HashSet<&str> = members
        .flat_map(Selection::members)
        .map(|member| member.id.as_str())
        .collect();
    if wanted.is_empty() {
        return Some(found);
    }
    let mut reader = SurveyReader::open(table, edition, limits).ok()?;
    while let Ok(Some(item)) = reader.next_item() {
        let SurveyItem::Row(row) = item else {
            continue;
        };
        if wanted.contains(row.id()) {
            let name = row.cell(SurveyColumn::ProcedureName);
            let key = (row.id().to_owned(), name.to_owned());
            found.entry(key).or_insert_with(|| SurveyMember {
                kind: row
                    .kind()
                    .and_then(|kind| ProcessKinds::standard().at(kind))
                    .map(|kind| kind.label.clone()),
                ministry: row.cell(SurveyColumn::Ministry).to_owned(),
                status: row.online_status(),
            });
        }
    }
    Some(found)
}
