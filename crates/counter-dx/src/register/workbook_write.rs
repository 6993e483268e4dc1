//! A register as a workbook with dropdowns.

use super::{CounterRegister, ServiceMode, table_write::Records};
use tosei_table::{
    CodeList, ColumnKind, FORM_FORMAT, FORM_FORMAT_VERSION, Form, FormCode, FormColumn,
    FormDocument, FormError, FormRow, FormRows, FormSheet, FormValue,
};
use tosei_types::{Date, Language};

/// Writes the counters of a register as XLSX: one row a counter, one column a service with a dropdown
/// of its modes.
///
/// [`read_counter_workbook`](super::read_counter_workbook) with the default layout reads every counter
/// back as it was. The same register and `creation` give the same bytes.
///
/// # Errors
///
/// Those of [`Form::write_xlsx`], as for a text that no cell takes, or names that stand twice.
///
/// # Examples
///
/// ```
/// use tosei_counter_dx::register::{
///     CounterTableLayout, read_counter_table, read_counter_workbook, register_rules,
///     CounterRegister, write_counter_workbook,
/// };
/// use tosei_document::{Collector, Limits};
/// use tosei_table::ReadOptions;
///
/// let csv = "施設名,取扱有無-住民票,備考\n東出張所（架空）,取次,17:30まで\n";
/// let mut findings = Collector::new(register_rules());
/// let layout = CounterTableLayout::of_business("証明");
/// let table = read_counter_table(csv.as_bytes(), &layout, &Limits::default(), &mut findings)?;
/// let mut register = CounterRegister::new("窓口台帳（架空）", "2025-06-30".parse()?);
/// register.add_table(table);
///
/// let bytes = write_counter_workbook(&register, register.as_of)?;
/// let layout = CounterTableLayout::default();
/// let table = read_counter_workbook(&bytes, &layout, &ReadOptions::default(), &mut findings)?;
/// assert_eq!(table.counters, register.counters);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn write_counter_workbook(
    register: &CounterRegister,
    creation: Date,
) -> Result<Vec<u8>, FormError> {
    let records = Records::of(register);
    let headers = records.headers();
    let rows: Vec<Vec<String>> = register
        .counters
        .iter()
        .map(|counter| records.row(counter))
        .collect();
    let first_service = records.columns_before_services();
    let words: Vec<&str> = ServiceMode::ALL
        .iter()
        .map(|mode| mode.label(Language::Ja))
        .chain([records.layout.not_listed.as_str()])
        .collect();
    // A column in which something else stands than the words has no dropdown.
    let has_dropdown = |at: usize| {
        let mut cells = rows.iter().filter_map(|row| row.get(at));
        at >= first_service && cells.all(|cell| cell.is_empty() || words.contains(&cell.as_str()))
    };
    let columns: Vec<FormColumn> = headers
        .iter()
        .enumerate()
        .map(|(at, header)| column(at, header, &records, has_dropdown(at)))
        .collect();
    let values = |row: &Vec<String>| -> FormRow {
        let cells = row.iter().zip(&columns);
        cells
            .map(|(cell, column)| match &column.answer {
                _ if cell.is_empty() => None,
                ColumnKind::Code { .. } => Some(FormValue::Code(cell.clone())),
                _ => Some(FormValue::Text(cell.clone())),
            })
            .collect()
    };
    let rows = rows.iter().map(values).collect();
    let document = FormDocument {
        schema: None,
        format: FORM_FORMAT.to_owned(),
        format_version: FORM_FORMAT_VERSION,
        id: "counter-register".to_owned(),
        form_version: "1".to_owned(),
        title: register.title.clone(),
        issuer: "窓口台帳".to_owned(),
        due_date: None,
        purpose: None,
        instructions: Vec::new(),
        code_lists: vec![CodeList {
            id: "mode".to_owned(),
            label: "取扱区分".to_owned(),
            codes: ServiceMode::ALL
                .iter()
                .map(|mode| FormCode {
                    code: mode.label(Language::Ja).to_owned(),
                    label: explained(*mode).to_owned(),
                    explanation: None,
                })
                .chain([FormCode {
                    code: records.layout.not_listed.clone(),
                    label: "この窓口の取扱いとして挙げていない".to_owned(),
                    explanation: None,
                }])
                .collect(),
        }],
        sheets: vec![FormSheet {
            id: "counters".to_owned(),
            name: "窓口台帳".to_owned(),
            columns,
            rows_may_be_added: true,
        }],
    };
    Form::try_from(document)?.write_xlsx(&FormRows::single(None, rows), creation)
}

fn column(at: usize, header: &str, records: &Records<'_>, has_dropdown: bool) -> FormColumn {
    let fixed = records.layout.fixed();
    let id = fixed
        .get(at)
        .map_or_else(|| format!("c{at}"), |(field, _)| (*field).to_owned());
    FormColumn {
        id,
        group: None,
        header: header.to_owned(),
        explanation: if has_dropdown {
            "取扱区分を選ぶ。分からない場合は空欄のままにする。".to_owned()
        } else {
            "分からない場合は空欄のままにする。".to_owned()
        },
        filled_by: "所管課".to_owned(),
        answer: if has_dropdown {
            ColumnKind::Code {
                list: "mode".to_owned(),
            }
        } else {
            ColumnKind::Text {}
        },
        required: false,
        key: at == 0,
        locked: false,
        width: None,
        example: None,
    }
}

fn explained(mode: ServiceMode) -> &'static str {
    match mode {
        ServiceMode::Processes => "この窓口で処理する",
        ServiceMode::Forwards => "受け付けて他の窓口に渡す",
        ServiceMode::ForwardsHandOverLater => "受け付けて他に渡し、後日ここで渡す",
        ServiceMode::ReservedPickUpOnly => "予約した物の受取だけ",
        ServiceMode::None => "取り扱わない",
    }
}
