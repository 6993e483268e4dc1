//! Where everything stands in a sheet of a form, the same in XLSX and CSV.

#[cfg(feature = "xlsx")]
use super::ColumnKind;
use super::{Form, FormColumn, FormRows, FormSheet, FormValue, guard::guarded};
use std::borrow::Cow;

/// The sheet of instructions.
pub(super) const INSTRUCTION_SHEET: &str = "記入要領";
/// The sheet of code lists: visible, so that nothing depends on a hidden one.
pub(super) const CODE_SHEET: &str = "コード表";

/// はい.
pub(super) const YES: &str = "はい";
/// いいえ.
pub(super) const NO: &str = "いいえ";

pub(super) const FORM_ID: &str = "様式ID";
pub(super) const FORM_VERSION: &str = "版";
pub(super) const SHEET_ID: &str = "シート";
pub(super) const DUE_DATE: &str = "提出期限";
pub(super) const SECTION: &str = "記入課";

/// The rows above the table, counted from 0: title, identity, who fills in, explanation, example,
/// the upper header if there is one, the header.
#[derive(Debug, Clone, Copy)]
pub(super) struct Head {
    pub(super) group: Option<u32>,
    pub(super) header: u32,
}

pub(super) const TITLE_ROW: u32 = 0;
pub(super) const IDENTITY_ROW: u32 = 1;
pub(super) const FILLED_BY_ROW: u32 = 2;
pub(super) const EXPLANATION_ROW: u32 = 3;
pub(super) const EXAMPLE_ROW: u32 = 4;

impl Head {
    pub(super) fn of(sheet: &FormSheet) -> Self {
        if sheet.has_groups() {
            Self {
                group: Some(5),
                header: 6,
            }
        } else {
            Self {
                group: None,
                header: 5,
            }
        }
    }

    /// The first row of answers, counted from 0.
    pub(super) fn first_row(self) -> u32 {
        self.header.saturating_add(1)
    }
}

/// One line that says which form, version, sheet and section a file is of; in a plain cell, because
/// properties, names and hidden sheets do not survive every gateway.
pub(super) fn identity(form: &Form, sheet: &FormSheet, rows: &FormRows) -> String {
    let mut parts = vec![
        format!("{FORM_ID}：{}", form.id()),
        format!("{FORM_VERSION}：{}", form.form_version()),
        format!("{SHEET_ID}：{}", sheet.id),
    ];
    parts.extend(form.due_date().map(|date| format!("{DUE_DATE}：{date}")));
    let section = rows.section.as_ref();
    parts.extend(section.map(|section| format!("{SECTION}：{section}")));
    parts.join("／")
}

pub(super) fn filled_by(column: &FormColumn) -> String {
    let need = match (column.locked, column.required) {
        (true, _) => "（変更不可）",
        (false, true) => "（必須）",
        (false, false) => "",
    };
    format!("記入者：{}{need}", column.filled_by)
}

pub(super) fn example(column: &FormColumn) -> String {
    let example = column.example.as_deref();
    example.map_or(String::new(), |example| format!("例：{example}"))
}

/// The text of each column in one of the rows above the table.
pub(super) fn head_text(row: u32, head: Head, sheet: &FormSheet) -> Vec<String> {
    let columns = sheet.columns.iter();
    match row {
        FILLED_BY_ROW => columns.map(filled_by).collect(),
        EXPLANATION_ROW => columns.map(|column| column.explanation.clone()).collect(),
        EXAMPLE_ROW => columns.map(example).collect(),
        row if row == head.header => columns.map(|column| column.header.clone()).collect(),
        row if Some(row) == head.group => columns
            .map(|column| column.group.clone().unwrap_or_default())
            .collect(),
        _ => Vec::new(),
    }
}

impl Form {
    /// A value as the text of its cell.
    pub(super) fn cell_text<'v>(&self, column: &FormColumn, value: &'v FormValue) -> Cow<'v, str> {
        let entry = |code: &str| {
            let list = column.answer.list().and_then(|list| self.list(list));
            let found = list.and_then(|list| list.codes.iter().find(|own| own.code == code));
            found.map_or_else(|| code.to_owned(), super::FormCode::entry)
        };
        match value {
            FormValue::Text(text) => guarded(text),
            FormValue::Count(count) => Cow::Owned(count.to_string()),
            FormValue::Date(date) => Cow::Owned(date.to_string()),
            FormValue::YesNo(true) => Cow::Borrowed(YES),
            FormValue::YesNo(false) => Cow::Borrowed(NO),
            FormValue::Code(code) => Cow::Owned(guarded(&entry(code)).into_owned()),
            FormValue::Codes(codes) => {
                let entries: Vec<String> = codes.iter().map(|code| entry(code)).collect();
                Cow::Owned(guarded(&entries.join("\n")).into_owned())
            }
        }
    }
}

/// The width of a column in characters where the form does not say it.
#[cfg(feature = "xlsx")]
pub(super) fn width(column: &FormColumn) -> u8 {
    column.width.unwrap_or(match column.answer {
        ColumnKind::Text {} | ColumnKind::Codes { .. } => 24,
        ColumnKind::Code { .. } => 20,
        ColumnKind::Count {} | ColumnKind::Date {} => 14,
        ColumnKind::YesNo {} => 10,
    })
}

/// Lines for the sheet of instructions.
#[cfg(feature = "xlsx")]
pub(super) fn instruction_lines(form: &Form, rows: &FormRows) -> Vec<[String; 2]> {
    let document = form.document();
    let line = |name: &str, text: &str| [name.to_owned(), text.to_owned()];
    let mut lines = vec![
        line("様式名", &document.title),
        line(FORM_ID, &document.id),
        line(FORM_VERSION, &document.form_version),
        line("発行元", &document.issuer),
    ];
    lines.extend(
        rows.section
            .as_deref()
            .map(|section| line(SECTION, section)),
    );
    let due = document.due_date.map(|date| date.to_string());
    lines.extend(due.map(|due| line(DUE_DATE, &due)));
    lines.extend(document.purpose.as_deref().map(|text| line("目的", text)));
    lines.push(line(
        "記入の仕方",
        "色のない欄に記入する。記入者の行に自分の課や役割がある項目だけを記入する。",
    ));
    lines.push(line(
        "",
        "不明な項目は空欄のままにする。0（ゼロ）は「ない」ことを意味し、空欄は「不明」を意味する。",
    ));
    lines.push(line(
        "",
        "区分は一覧から選ぶ。一覧が出ないときは「コード表」の選択肢をそのまま写す。",
    ));
    lines.push(line(
        "",
        "見出しの行、2行目の様式IDの行、シート名は変えない。列を増やしたり並べ替えたりしない。",
    ));
    lines.push(line("", "この様式はマクロも外部へのリンクも使っていない。無害化されても記入でき、そのまま提出できる。"));
    for text in &document.instructions {
        lines.push(line("", text));
    }
    lines
}
