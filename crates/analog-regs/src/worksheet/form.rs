//! The worksheet as a form: written as CSV and as a workbook.

use super::{WorksheetRow, due_text};
use crate::{Categories, ReviewMeans, ReviewStatus, Technologies};
use tosei_table::{
    CodeList, ColumnKind, FORM_FORMAT, FORM_FORMAT_VERSION, Form, FormCode, FormColumn,
    FormDocument, FormError, FormRow, FormRows, FormSheet, FormValue,
};
use tosei_types::Language;

/// The id of the form.
pub const WORKSHEET_FORM_ID: &str = "tosei-review-worksheet";

/// The version of the form.
const FORM_VERSION: &str = "1";

/// Why a worksheet could not be written.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum WorksheetError {
    /// The form refused a row.
    #[error("the worksheet cannot be written: {0}")]
    Form(#[from] FormError),
}

impl WorksheetError {
    /// Stable identifier of the variant; never renamed once released.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Form(_) => "analog_regs.worksheet.form",
        }
    }
}

/// How a column is filled: id, header, explanation, width; whether it is one of the State's schedule.
pub(super) const COLUMNS: [(&str, &str, &str, u8); 16] = [
    ("clause", "条項ID", "変更しない。", 10),
    ("rule", "法令名", "例規の題名。", 30),
    ("section", "所管課", "見直しを担当する課。", 16),
    ("citation", "条項", "例: 第9条の3第1項第2号", 18),
    ("summary", "規制等の内容概要", "何を求める規定か。", 36),
    (
        "categories",
        "規制等の類型",
        "複数は「、」で並べる。例: 目視規制、定期検査・点検規制",
        22,
    ),
    ("current_phase", "現在Phase", "例: 1-②", 10),
    ("target_phase", "見直し後Phase", "例: 3", 10),
    ("due", "見直し完了時期", "例: 令和7年度1月〜3月", 18),
    ("schedule", "工程表", "共通の工程の名前。例: 目視―共通1", 16),
    ("review_summary", "見直しの概要", "どのように見直すか。", 30),
    ("text", "条文", "該当する文。", 40),
    ("status", "状況", "基準日の状況を選ぶ。", 14),
    ("means", "見直し手段", "一つ以上選ぶ。", 18),
    ("technologies", "活用技術", "活用する技術を選ぶ。", 18),
    ("note", "備考", "", 20),
];

/// 工程表の様式 (form of the worksheet), with the code lists of statuses, means and technologies.
///
/// # Errors
///
/// [`WorksheetError::Form`] if a list of technologies of one's own has two that look the same.
pub fn worksheet_form(technologies: &Technologies) -> Result<Form, WorksheetError> {
    let list = |id: &str, label: &str, codes: Vec<(String, String)>| CodeList {
        id: id.to_owned(),
        label: label.to_owned(),
        codes: codes
            .into_iter()
            .map(|(code, label)| FormCode {
                code,
                label,
                explanation: None,
            })
            .collect(),
    };
    let ja = Language::Ja;
    let statuses = ReviewStatus::ALL.iter();
    let statuses = statuses.map(|one| (one.code().into(), one.label(ja).into()));
    let means = ReviewMeans::ALL.iter();
    let means = means.map(|one| (one.code().into(), one.label(ja).into()));
    let known = technologies
        .iter()
        .map(|one| (one.id.to_string(), one.label.ja.clone()));
    let mut lists = vec![
        list("status", "状況", statuses.collect()),
        list("means", "見直し手段", means.collect()),
    ];
    let has_technologies = technologies.iter().len() > 0;
    if has_technologies {
        lists.push(list("technologies", "活用技術", known.collect()));
    }
    let columns = COLUMNS
        .iter()
        .map(|(id, header, explanation, width)| FormColumn {
            id: (*id).to_owned(),
            group: None,
            header: (*header).to_owned(),
            explanation: if explanation.is_empty() {
                "必要に応じて記入する。".to_owned()
            } else {
                (*explanation).to_owned()
            },
            filled_by: "所管課".to_owned(),
            answer: match *id {
                "status" => ColumnKind::Code {
                    list: "status".into(),
                },
                "means" => ColumnKind::Codes {
                    list: "means".into(),
                },
                "technologies" if has_technologies => ColumnKind::Codes {
                    list: "technologies".into(),
                },
                _ => ColumnKind::Text {},
            },
            required: *id == "clause",
            key: *id == "clause",
            locked: *id == "clause",
            width: Some(*width),
            example: None,
        })
        .collect();
    Ok(Form::try_from(FormDocument {
        schema: None,
        format: FORM_FORMAT.to_owned(),
        format_version: FORM_FORMAT_VERSION,
        id: WORKSHEET_FORM_ID.to_owned(),
        form_version: FORM_VERSION.to_owned(),
        title: "アナログ規制の見直し 工程表".to_owned(),
        issuer: "見直しの取りまとめ課".to_owned(),
        due_date: None,
        purpose: Some("条項ごとの見直しの内容と時期をまとめる。".to_owned()),
        instructions: Vec::new(),
        code_lists: lists,
        sheets: vec![FormSheet {
            id: "worksheet".to_owned(),
            name: "工程表".to_owned(),
            columns,
            rows_may_be_added: true,
        }],
    })?)
}

/// The cells of rows, in the order of the columns.
pub(super) fn form_rows(rows: &[WorksheetRow], categories: &Categories) -> FormRows {
    let text = |text: &Option<String>| {
        let text = text.as_ref().filter(|text| !text.trim().is_empty());
        text.map(|text| FormValue::Text(text.clone()))
    };
    let codes = |codes: Vec<String>| (!codes.is_empty()).then_some(FormValue::Codes(codes));
    let some = |text: String| Some(FormValue::Text(text));
    let cells = |row: &WorksheetRow| -> FormRow {
        let labels: Vec<&str> = row
            .categories
            .iter()
            .map(|id| {
                let known = categories.get(id.as_str());
                known.map_or(id.as_str(), |category| category.label.ja.as_str())
            })
            .collect();
        vec![
            some(row.clause.to_string()),
            text(&row.rule),
            text(&row.section),
            row.citation.as_ref().and_then(|one| some(one.to_string())),
            text(&row.summary),
            (!labels.is_empty()).then(|| FormValue::Text(labels.join("、"))),
            row.current_phase.and_then(|phase| some(phase.to_string())),
            row.target_phase.and_then(|phase| some(phase.to_string())),
            row.due.and_then(|due| some(due_text(due))),
            text(&row.schedule),
            text(&row.review_summary),
            text(&row.text),
            row.status.map(|one| FormValue::Code(one.code().to_owned())),
            codes(row.means.iter().map(|one| one.code().to_owned()).collect()),
            codes(row.technologies.iter().map(ToString::to_string).collect()),
            text(&row.note),
        ]
    };
    FormRows::single(None, rows.iter().map(cells).collect())
}

impl WorksheetRow {
    /// Writes rows as CSV in UTF-8 that a spreadsheet program opens.
    ///
    /// # Errors
    ///
    /// [`WorksheetError::Form`] if a text cannot stand in a cell, or names a technology that is not in
    /// the list.
    pub fn write_csv(rows: &[Self]) -> Result<Vec<u8>, WorksheetError> {
        let form = worksheet_form(Technologies::standard())?;
        let rows = form_rows(rows, Categories::standard());
        Ok(form.write_csv(&rows, 0)?)
    }

    /// Writes rows as a workbook, with dropdowns for status, means and technologies.
    ///
    /// # Errors
    ///
    /// As [`write_csv`](Self::write_csv), and if the workbook cannot be made.
    #[cfg(feature = "xlsx")]
    pub fn write_xlsx(
        rows: &[Self],
        creation: tosei_types::Date,
    ) -> Result<Vec<u8>, WorksheetError> {
        let form = worksheet_form(Technologies::standard())?;
        let rows = form_rows(rows, Categories::standard());
        Ok(form.write_xlsx(&rows, creation)?)
    }
}
