//! A form as a workbook.

use super::{
    CodeList, ColumnKind, Form, FormColumn, FormError, FormRow, FormRows, FormSheet, FormValue,
    layout::{
        CODE_SHEET, EXAMPLE_ROW, EXPLANATION_ROW, FILLED_BY_ROW, Head, IDENTITY_ROW,
        INSTRUCTION_SHEET, NO, TITLE_ROW, YES, head_text, identity, instruction_lines, width,
    },
};
use rust_xlsxwriter::{
    Color, DataValidation, DataValidationErrorStyle, DataValidationRule, DocProperties,
    ExcelDateTime, Format, FormatAlign, FormatBorder, Formula, Note, ProtectionOptions, Workbook,
    Worksheet, XlsxError,
};
use std::collections::HashMap;
use tosei_types::{Date, MAX_COUNT};

impl From<XlsxError> for FormError {
    fn from(error: XlsxError) -> Self {
        Self::Workbook {
            message: error.to_string(),
        }
    }
}

/// The last row of a sheet, counted from 0.
const LAST_ROW: u32 = 1_048_575;

/// How cells look.
struct Looks {
    title: Format,
    plain: Format,
    note: Format,
    header: Format,
    wrapped: Format,
    locked: HashMap<&'static str, Format>,
    open: HashMap<&'static str, Format>,
}

impl Looks {
    fn new() -> Self {
        let frame = |format: Format| format.set_border(FormatBorder::Thin);
        let top = |format: Format| format.set_align(FormatAlign::Top).set_text_wrap();
        let kinds = [
            ("text", "@"),
            ("count", "#,##0"),
            ("date", "yyyy-mm-dd"),
            ("yes_no", "@"),
            ("code", "@"),
            ("codes", "@"),
        ];
        let cell = |number: &str| top(frame(Format::new())).set_num_format(number);
        let grey = Color::RGB(0x00ED_EDED);
        Self {
            title: Format::new().set_bold().set_font_size(14),
            plain: Format::new(),
            note: top(frame(Format::new()))
                .set_font_size(9)
                .set_background_color(grey),
            header: top(frame(Format::new()))
                .set_bold()
                .set_align(FormatAlign::Center)
                .set_background_color(Color::RGB(0x00D9_E2F3)),
            wrapped: top(frame(Format::new())),
            locked: kinds
                .iter()
                .map(|(kind, number)| (*kind, cell(number).set_background_color(grey)))
                .collect(),
            open: kinds
                .iter()
                .map(|(kind, number)| (*kind, cell(number).set_unlocked()))
                .collect(),
        }
    }

    fn of(&self, column: &FormColumn) -> &Format {
        let looks = if column.locked {
            &self.locked
        } else {
            &self.open
        };
        looks.get(column.answer.code()).unwrap_or(&self.plain)
    }
}

impl Form {
    /// The form as an XLSX workbook: 記入要領, its sheets, コード表.
    ///
    /// The rows above the answers and locked columns are protected (without a password), every code
    /// list is a dropdown, each header carries a note. There are no macros, no links, no hidden
    /// sheets, no defined names. All that is needed to read the file back stands in plain cells.
    /// The same input and `creation` give the same bytes.
    ///
    /// # Errors
    ///
    /// - Those of [`check_rows`](Self::check_rows).
    /// - [`FormError::Workbook`] if the writer refuses.
    pub fn write_xlsx(&self, rows: &FormRows, creation: Date) -> Result<Vec<u8>, FormError> {
        self.check_rows(rows)?;
        let looks = Looks::new();
        let mut book = Workbook::new();
        let created = ExcelDateTime::from_ymd(creation.year(), creation.month(), creation.day())?;
        let properties = DocProperties::new()
            .set_title(self.title())
            .set_author(&self.document().issuer)
            .set_creation_datetime(&created);
        book.set_properties(&properties);
        self.write_instructions(book.add_worksheet(), rows, &looks)?;
        let ranges = self.code_ranges();
        for (sheet, answers) in self.sheets().iter().zip(&rows.sheets) {
            let page = book.add_worksheet();
            page.set_name(&sheet.name)?;
            self.write_head(page, sheet, rows, &looks)?;
            self.write_answers(page, sheet, answers, &looks)?;
            add_validations(page, sheet, answers.len(), &ranges)?;
            protect(page);
        }
        if !self.document().code_lists.is_empty() {
            self.write_codes(book.add_worksheet(), &looks)?;
        }
        Ok(book.save_to_buffer()?)
    }

    fn write_instructions(
        &self,
        page: &mut Worksheet,
        rows: &FormRows,
        looks: &Looks,
    ) -> Result<(), FormError> {
        page.set_name(INSTRUCTION_SHEET)?;
        for (column, width) in [16.0, 60.0, 24.0, 24.0, 10.0, 36.0, 60.0, 30.0]
            .iter()
            .enumerate()
        {
            page.set_column_width(at(column)?, *width)?;
        }
        page.write_string_with_format(0, 0, INSTRUCTION_SHEET, &looks.title)?;
        let mut row = 1u32;
        for [name, text] in instruction_lines(self, rows) {
            page.write_string_with_format(row, 0, &*guard(&name), &looks.wrapped)?;
            page.write_string_with_format(row, 1, &*guard(&text), &looks.wrapped)?;
            row = row.saturating_add(1);
        }
        row = row.saturating_add(1);
        let heads = [
            "シート",
            "項目",
            "上段の見出し",
            "記入者",
            "必須",
            "種類",
            "説明",
            "例",
        ];
        for (column, head) in heads.iter().enumerate() {
            page.write_string_with_format(row, at(column)?, *head, &looks.header)?;
        }
        for sheet in self.sheets() {
            for column in &sheet.columns {
                row = row.saturating_add(1);
                let need = if column.required { "必須" } else { "" };
                let cells = [
                    &*sheet.name,
                    &column.header,
                    column.group.as_deref().unwrap_or_default(),
                    &column.filled_by,
                    need,
                    column.answer.instruction_ja(),
                    &column.explanation,
                    column.example.as_deref().unwrap_or_default(),
                ];
                for (at_column, text) in cells.iter().enumerate() {
                    let text = guard(text);
                    page.write_string_with_format(row, at(at_column)?, &*text, &looks.wrapped)?;
                }
            }
        }
        protect(page);
        Ok(())
    }

    fn write_head(
        &self,
        page: &mut Worksheet,
        sheet: &FormSheet,
        rows: &FormRows,
        looks: &Looks,
    ) -> Result<(), FormError> {
        let head = Head::of(sheet);
        // Cells of these two rows that hold nothing are locked too.
        for row in [TITLE_ROW, IDENTITY_ROW] {
            page.set_row_format(row, &looks.plain)?;
        }
        page.write_string_with_format(TITLE_ROW, 0, &*guard(self.title()), &looks.title)?;
        let line = identity(self, sheet, rows);
        page.write_string_with_format(IDENTITY_ROW, 0, line, &looks.plain)?;
        page.set_row_height(EXPLANATION_ROW, 60)?;
        for row in FILLED_BY_ROW..head.first_row() {
            let look = if row > EXAMPLE_ROW {
                &looks.header
            } else {
                &looks.note
            };
            let texts = head_text(row, head, sheet);
            if Some(row) == head.group {
                write_groups(page, row, &texts, look)?;
                continue;
            }
            for (column, text) in texts.iter().enumerate() {
                page.write_string_with_format(row, at(column)?, &*guard(text), look)?;
            }
        }
        for (number, column) in sheet.columns.iter().enumerate() {
            page.set_column_width(at(number)?, f64::from(width(column)))?;
            let note = Note::new(self.note(column))
                .add_author_prefix(false)
                .set_author(&self.document().issuer)
                .set_width(320)
                .set_height(160);
            page.insert_note(head.header, at(number)?, &note)?;
        }
        let keys = sheet.columns.iter().take_while(|column| column.key).count();
        page.set_freeze_panes(head.first_row(), at(keys.min(3))?)?;
        Ok(())
    }

    /// The note on a header.
    fn note(&self, column: &FormColumn) -> String {
        let mut text = format!(
            "{}\n記入者：{}\n種類：{}{}",
            column.explanation,
            column.filled_by,
            column.answer.instruction_ja(),
            if column.required { "\n必須" } else { "" },
        );
        if let Some(example) = &column.example {
            text.push_str("\n例：");
            text.push_str(example);
        }
        let list = column.answer.list().and_then(|list| self.list(list));
        if let Some(list) = list {
            text.push_str("\n選択肢：");
            for code in list.codes.iter().take(20) {
                text.push('\n');
                text.push_str(&code.entry());
            }
            if list.codes.len() > 20 {
                text.push_str("\n（続きは「コード表」）");
            }
        }
        text
    }

    fn write_answers(
        &self,
        page: &mut Worksheet,
        sheet: &FormSheet,
        answers: &[FormRow],
        looks: &Looks,
    ) -> Result<(), FormError> {
        if sheet.rows_may_be_added {
            for (number, column) in sheet.columns.iter().enumerate() {
                page.set_column_format(at(number)?, looks.of(column))?;
            }
        }
        let columns: Vec<(u16, &FormColumn, &Format)> = sheet
            .columns
            .iter()
            .enumerate()
            .map(|(number, column)| Ok((at(number)?, column, looks.of(column))))
            .collect::<Result<_, FormError>>()?;
        let mut row = Head::of(sheet).header;
        for answer in answers {
            row = row.saturating_add(1);
            for ((number, column, look), value) in columns.iter().zip(answer) {
                match value {
                    None => page.write_blank(row, *number, look)?,
                    Some(FormValue::Count(count)) => {
                        page.write_number_with_format(row, *number, exact(*count), look)?
                    }
                    Some(FormValue::Date(date)) if has_serial(*date) => {
                        let day = ExcelDateTime::from_ymd(date.year(), date.month(), date.day())?;
                        page.write_datetime_with_format(row, *number, &day, look)?
                    }
                    Some(value) => {
                        let text = self.cell_text(column, value);
                        page.write_string_with_format(row, *number, &*text, look)?
                    }
                };
            }
        }
        Ok(())
    }

    /// Where the entries of each list stand in コード表: the formula of a dropdown.
    fn code_ranges(&self) -> HashMap<&str, String> {
        let mut ranges = HashMap::new();
        let mut row = 2usize;
        for list in &self.document().code_lists {
            let last = row.saturating_add(list.codes.len()).saturating_sub(1);
            let range = format!("='{CODE_SHEET}'!$D${row}:$D${last}");
            ranges.insert(list.id.as_str(), range);
            row = last.saturating_add(1);
        }
        ranges
    }

    fn write_codes(&self, page: &mut Worksheet, looks: &Looks) -> Result<(), FormError> {
        page.set_name(CODE_SHEET)?;
        for (column, width) in [24.0, 12.0, 30.0, 40.0, 60.0].iter().enumerate() {
            page.set_column_width(at(column)?, *width)?;
        }
        for (column, head) in ["コード表", "コード", "名称", "選択肢", "説明"]
            .iter()
            .enumerate()
        {
            page.write_string_with_format(0, at(column)?, *head, &looks.header)?;
        }
        let mut row = 0u32;
        let lists = self.document().code_lists.iter();
        for (list, code) in
            lists.flat_map(|list: &CodeList| list.codes.iter().map(move |c| (list, c)))
        {
            row = row.saturating_add(1);
            let entry = code.entry();
            let cells = [
                &*list.label,
                &code.code,
                &code.label,
                &entry,
                code.explanation.as_deref().unwrap_or_default(),
            ];
            for (column, text) in cells.iter().enumerate() {
                page.write_string_with_format(row, at(column)?, &*guard(text), &looks.wrapped)?;
            }
        }
        page.set_freeze_panes(1, 0)?;
        protect(page);
        Ok(())
    }
}

fn guard(text: &str) -> std::borrow::Cow<'_, str> {
    super::guard::guarded(text)
}

fn at(column: usize) -> Result<u16, FormError> {
    u16::try_from(column).map_err(|_| FormError::Workbook {
        message: format!("column `{column}`"),
    })
}

/// A count as a spreadsheet stores it: exact up to 2^53 − 1, which every count is.
fn exact(count: u64) -> f64 {
    #[allow(clippy::cast_precision_loss, reason = "no count is above 2^53 − 1")]
    let number = count.min(MAX_COUNT) as f64;
    number
}

/// Whether a spreadsheet has a serial number for a day, the same in every program.
fn has_serial(date: Date) -> bool {
    (date.year(), date.month()) >= (1900, 3) && date.year() <= 9999
}

/// Writes the upper header, one cell over columns of the same group.
fn write_groups(
    page: &mut Worksheet,
    row: u32,
    texts: &[String],
    look: &Format,
) -> Result<(), FormError> {
    let mut first = 0usize;
    for group in texts.chunk_by(|a, b| a == b && !a.is_empty()) {
        let last = first.saturating_add(group.len()).saturating_sub(1);
        let text = guard(group.first().map(String::as_str).unwrap_or_default());
        if group.len() > 1 {
            page.merge_range(row, at(first)?, row, at(last)?, &text, look)?;
        } else {
            page.write_string_with_format(row, at(first)?, &*text, look)?;
        }
        first = last.saturating_add(1);
    }
    Ok(())
}

/// Protects a sheet without a password: against accidents, not against people.
fn protect(page: &mut Worksheet) {
    page.protect_with_options(&ProtectionOptions {
        format_cells: true,
        format_columns: true,
        format_rows: true,
        ..ProtectionOptions::default()
    });
}

fn add_validations(
    page: &mut Worksheet,
    sheet: &FormSheet,
    answers: usize,
    ranges: &HashMap<&str, String>,
) -> Result<(), FormError> {
    let first = Head::of(sheet).first_row();
    let last = if sheet.rows_may_be_added {
        LAST_ROW
    } else {
        let count = u32::try_from(answers).unwrap_or(LAST_ROW);
        first.saturating_add(count).saturating_sub(1).min(LAST_ROW)
    };
    if last < first {
        return Ok(());
    }
    let of_list = |list: &str| {
        let range = ranges.get(list).map(String::as_str).unwrap_or_default();
        DataValidation::new().allow_list_formula(Formula::new(range))
    };
    for (number, column) in sheet.columns.iter().enumerate() {
        if column.locked {
            continue;
        }
        let (rule, message) = match &column.answer {
            ColumnKind::Text {} => continue,
            ColumnKind::Count {} => (
                DataValidation::new()
                    .allow_decimal_number(DataValidationRule::GreaterThanOrEqualTo(0.0)),
                "0以上の整数を記入してください。不明なら空欄にしてください。",
            ),
            ColumnKind::Date {} => (
                DataValidation::new().allow_date(DataValidationRule::GreaterThanOrEqualTo(
                    ExcelDateTime::from_ymd(1900, 3, 1)?,
                )),
                "日付（例：2026-03-31）を記入してください。",
            ),
            ColumnKind::YesNo {} => (
                DataValidation::new().allow_list_strings(&[YES, NO])?,
                "「はい」か「いいえ」を選んでください。",
            ),
            ColumnKind::Code { list } => (of_list(list), "一覧から選んでください。"),
            ColumnKind::Codes { list } => (
                // Several entries in one cell: the list helps, but must not refuse.
                of_list(list).show_error_message(false),
                "複数はセル内で改行して並べてください。",
            ),
        };
        let rule = rule
            .set_error_style(DataValidationErrorStyle::Warning)
            .set_error_title("記入の確認")?
            .set_error_message(message)?;
        page.add_data_validation(first, at(number)?, last, at(number)?, &rule)?;
    }
    Ok(())
}
