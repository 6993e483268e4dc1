//! A second look at a survey file, for what a selection does not keep of its members.

use std::{
    collections::{HashMap, HashSet},
    fs::File,
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
    limits: &Limits,
) -> HashMap<(String, String), SurveyMember> {
    let mut found = HashMap::new();
    let members = analysis.selections().iter();
    let wanted: HashSet<&str> = members
        .flat_map(Selection::members)
        .map(|member| member.id.as_str())
        .collect();
    let is_file = path.metadata().is_ok_and(|metadata| metadata.is_file());
    if wanted.is_empty() || !is_file {
        return found;
    }
    let Ok(file) = File::open(path) else {
        return found;
    };
    let Ok(mut reader) = SurveyReader::open(file, SurveyEdition::r6(), limits) else {
        return found;
    };
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
    found
}
