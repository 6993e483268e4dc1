//! The survey: typed rows, coded cells, and everything that is wrong with a file.

use serde::Deserialize;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use tosei_conformance::Runner;
use tosei_document::{Collector, Limits};
use tosei_inventory::ProcessKinds;
use tosei_inventory::survey::{
    CellCode, CellDefects, Channel, CountCell, SurveyCheck, SurveyColumn, SurveyEdition,
    SurveyItem, SurveyJob, SurveyReader, SurveyRow, SurveyTable,
};
use tosei_table::TableError;

type Row = BTreeMap<SurveyColumn, String>;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct FindingsInput {
    rows: Option<Vec<Row>>,
    csv: Option<String>,
    csv_hex: Option<String>,
    limit_rows: Option<u64>,
    #[serde(default)]
    leave_out: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RowInput {
    row: Row,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct CodeInput {
    column: SurveyColumn,
    text: String,
}

/// A file with the edition's own headers.
fn table(rows: &[Row]) -> String {
    let quoted = |text: &str| format!("\"{}\"", text.replace('"', "\"\""));
    let columns = SurveyEdition::r6().columns();
    let headers: Vec<String> = columns.iter().map(|c| quoted(&c.header)).collect();
    let mut csv = headers.join(",") + "\n";
    for row in rows {
        let cells: Vec<String> = columns
            .iter()
            .map(|column| quoted(row.get(&column.key).map_or("", String::as_str)))
            .collect();
        csv += &(cells.join(",") + "\n");
    }
    csv
}

fn bytes(hex: &str) -> Vec<u8> {
    let pair = |at: usize| u8::from_str_radix(hex.get(2 * at..2 * at + 2).unwrap(), 16).unwrap();
    (0..hex.len() / 2).map(pair).collect()
}

fn findings(input: FindingsInput) -> Result<Value, String> {
    let data = match (input.rows, input.csv, input.csv_hex) {
        (Some(rows), None, None) => table(&rows).into_bytes(),
        (None, Some(csv), None) => csv.into_bytes(),
        (None, None, Some(hex)) => bytes(&hex),
        _ => panic!("a case has rows, a text or bytes"),
    };
    let limits = Limits {
        items: input.limit_rows.unwrap_or(u64::MAX),
        ..Limits::default()
    };
    let mut sink = Collector::new(SurveyCheck::catalogue()).keeping(usize::MAX);
    let analysis = SurveyJob::new()
        .with_limits(limits)
        .run(data.as_slice(), &mut sink)
        .map_err(|error| error.code().to_owned())?;
    let findings: Vec<Value> = sink
        .into_report()
        .findings()
        .iter()
        .filter(|finding| !input.leave_out.iter().any(|rule| *rule == *finding.rule))
        .map(|finding| {
            let place = serde_json::to_value(&finding.place).unwrap();
            json!({
                "rule": finding.rule,
                "cell": place.get("cell"),
                "subject": finding.subject,
                "values": finding.values,
            })
        })
        .collect();
    Ok(json!({
        "rows": analysis.rows(),
        "untyped": analysis.untyped(),
        "findings": findings,
    }))
}

/// Asks something of the only row of a file.
fn ask<T>(row: Row, answer: impl FnOnce(&SurveyRow<'_>) -> T) -> Result<Option<T>, TableError> {
    let csv = table(&[row]);
    let limits = Limits::default();
    let mut reader = SurveyReader::open(csv.as_bytes(), SurveyEdition::r6(), &limits)?;
    let answer = match reader.next_item()? {
        Some(SurveyItem::Row(row)) => Some(answer(&row)),
        _ => None,
    };
    assert!(reader.next_item()?.is_none());
    Ok(answer)
}

fn typed(row: &SurveyRow<'_>) -> Value {
    let kind = row
        .kind()
        .and_then(|kind| ProcessKinds::standard().at(kind));
    let kind = kind.map(|kind| kind.code.as_str());
    let count = |column| match row.count(column) {
        CountCell::Blank => json!({ "written": "blank" }),
        CountCell::Number(number) => json!({ "written": "number", "number": number }),
        CountCell::Loose(number) => json!({ "written": "loose", "number": number }),
        CountCell::Text => json!({ "written": "text" }),
    };
    let period = |channel| {
        let reading = row.period(channel);
        reading.map(|reading| json!(reading.statement())["class"].clone())
    };
    let facts = row.facts();
    assert_eq!(row.typed().facts(), facts);
    json!({
        "kind": kind,
        "actor": row.actor(),
        "recipient": row.recipient(),
        "via": row.via(),
        "affairs_class": row.affairs_class(),
        "online_status": row.online_status(),
        "counts": {
            "total": count(SurveyColumn::CasesTotal),
            "online": count(SurveyColumn::CasesOnline),
            "offline": count(SurveyColumn::CasesOffline),
        },
        "periods": { "online": period(Channel::Online), "offline": period(Channel::Offline) },
        "facts": {
            "kind": facts.kind.and_then(|at| ProcessKinds::standard().at(at)).map(|kind| &kind.code),
            "status": facts.status,
            "actor": facts.actor,
            "discretion": facts.discretion,
            "cases": facts.cases,
            "online_cases": facts.online_cases,
        },
    })
}

const DEFECTS: [(CellDefects, &str); 7] = [
    (CellDefects::BLANK_ENDS, "blank_ends"),
    (CellDefects::JOINED, "joined"),
    (CellDefects::ODD_CHARACTER, "odd_character"),
    (CellDefects::REPEATED, "repeated"),
    (CellDefects::SEPARATOR, "separator"),
    (CellDefects::UNKNOWN, "unknown"),
    (CellDefects::VARIANT, "variant"),
];

fn code(column: SurveyColumn, code: CellCode, has: impl Fn(&str) -> bool) -> Value {
    let list = &SurveyEdition::r6().column(column).unwrap().codes;
    let codes: Vec<&str> = list.iter().map(|code| code.code.as_str()).collect();
    let single = code.single().map(|at| codes[usize::from(at)]);
    let defects: Vec<&str> = DEFECTS
        .iter()
        .filter(|(defect, _)| code.defects().contains(*defect))
        .map(|(_, name)| *name)
        .collect();
    assert_eq!(code.defects().is_empty(), defects.is_empty());
    json!({
        "codes": codes.into_iter().filter(|code| has(code)).collect::<Vec<_>>(),
        "other": code.has_other(),
        "single": single,
        "blank": code.is_blank(),
        "defects": defects,
    })
}

pub(crate) fn operations(runner: Runner) -> Runner {
    runner
        .on("survey_findings", findings)
        .on("survey_row", |input: RowInput| {
            let csv = table(std::slice::from_ref(&input.row));
            let loaded =
                SurveyTable::load(csv.as_bytes(), SurveyEdition::r6(), &Limits::default()).unwrap();
            let kept = loaded.get(0).map(|entry| *entry.typed());
            let answer = ask(input.row, |row| (typed(row), row.typed())).unwrap();
            assert_eq!(kept, answer.as_ref().map(|(_, typed)| *typed));
            Ok(answer.map(|(answer, _)| answer))
        })
        .on("survey_code", |input: CodeInput| {
            // Another cell, so that the row is one whatever stands in the cell asked about.
            let mut row = Row::from([(SurveyColumn::ProcedureId, "1".to_owned())]);
            row.insert(input.column, input.text);
            let has = |row: &SurveyRow<'_>, code: &str| row.has_code(input.column, code).unwrap();
            let answer = ask(row, |row| {
                code(input.column, row.code(input.column), |code| has(row, code))
            });
            Ok(answer.unwrap())
        })
}
