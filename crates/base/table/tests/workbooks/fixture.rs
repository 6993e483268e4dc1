//! Workbooks written part by part, with what no writer crate writes.

use serde_json::Value;
use std::{
    fmt::Write as _,
    io::{Cursor, Write as _},
};
use tosei_table::CellAddress;
use zip::{ZipWriter, write::SimpleFileOptions};

/// A zip file of these parts.
pub(crate) fn zip(parts: &[(&str, &str)]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in parts {
        zip.start_file(*name, SimpleFileOptions::default()).unwrap();
        zip.write_all(text.as_bytes()).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

pub(crate) const RELS: &str = r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>"#;

const STYLES: &str = r#"<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">
<fills><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill>
<fill><patternFill patternType="solid"><fgColor rgb="FFFFFF00"/></patternFill></fill></fills>
<cellStyleXfs><xf numFmtId="14"/></cellStyleXfs>
<cellXfs><xf numFmtId="0" fillId="0"/><xf numFmtId="14" fillId="0"/><xf numFmtId="0" fillId="2"/></cellXfs></styleSheet>"#;

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('"', "&quot;")
}

fn contains(spec: &Value, list: &str, cell: &str) -> bool {
    spec[list]
        .as_array()
        .is_some_and(|cells| cells.iter().any(|found| found == cell))
}

fn number_in(spec: &Value, list: &str, number: u32) -> bool {
    spec[list]
        .as_array()
        .is_some_and(|all| all.iter().any(|found| *found == number))
}

/// The part of a sheet. Texts are inline, but those with a reading; numbers are JSON numbers, days
/// `{"serial": n}`.
fn sheet_part(spec: &Value) -> String {
    let mut xml = String::from(
        r#"<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">"#,
    );
    if let Some(columns) = spec["hidden_columns"].as_array() {
        xml.push_str("<cols>");
        for column in columns {
            let _ = write!(
                xml,
                r#"<col min="{column}" max="{column}" width="9" hidden="1"/>"#
            );
        }
        xml.push_str("</cols>");
    }
    xml.push_str("<sheetData>");
    for (row, cells) in (0u32..).zip(spec["rows"].as_array().unwrap()) {
        let number = row + 1;
        let hidden = if number_in(spec, "hidden_rows", number) {
            r#" hidden="1""#
        } else {
            ""
        };
        let _ = write!(xml, r#"<row r="{number}"{hidden}>"#);
        for (column, value) in (0u32..).zip(cells.as_array().unwrap()) {
            let at = CellAddress::from_zero_based(column, row)
                .unwrap()
                .to_string();
            let style = if contains(spec, "coloured", &at) {
                2
            } else {
                0
            };
            if contains(spec, "formulas", &at) {
                let _ = write!(xml, r#"<c r="{at}" s="{style}"><f>SUM(A1)</f></c>"#);
            } else if let Some(serial) = value.get("serial") {
                let _ = write!(xml, r#"<c r="{at}" s="1"><v>{serial}</v></c>"#);
            } else if let Some(text) = value.as_str() {
                let reading = if contains(spec, "phonetic", &at) {
                    r#"<rPh sb="0" eb="1"><t>ヨミ</t></rPh><phoneticPr fontId="1"/>"#
                } else {
                    ""
                };
                let text = escaped(text);
                let _ = write!(
                    xml,
                    r#"<c r="{at}" s="{style}" t="inlineStr"><is><t>{text}</t>{reading}</is></c>"#
                );
            } else {
                let _ = write!(xml, r#"<c r="{at}" s="{style}"><v>{value}</v></c>"#);
            }
        }
        if let Some(errors) = spec["errors"].as_object() {
            for (at, text) in errors
                .iter()
                .filter(|(at, _)| at.ends_with(&number.to_string()))
            {
                let _ = write!(
                    xml,
                    r#"<c r="{at}" t="e"><v>{}</v></c>"#,
                    text.as_str().unwrap()
                );
            }
        }
        xml.push_str("</row>");
    }
    xml.push_str("</sheetData>");
    if let Some(areas) = spec["merged"].as_array() {
        xml.push_str("<mergeCells>");
        for area in areas {
            let _ = write!(xml, r#"<mergeCell ref="{}"/>"#, area.as_str().unwrap());
        }
        xml.push_str("</mergeCells>");
    }
    xml.push_str("</worksheet>");
    xml
}

/// A workbook of one sheet 調査票, from a description in JSON.
pub(crate) fn workbook(spec: &Value) -> Vec<u8> {
    let state = spec["state"]
        .as_str()
        .map_or_else(String::new, |state| format!(r#" state="{state}""#));
    let system = if spec["date_1904"] == true {
        r#"<workbookPr date1904="1"/>"#
    } else {
        ""
    };
    let main = format!(
        r#"<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">{system}<sheets><sheet name="調査票" sheetId="1" r:id="rId1"{state}/></sheets></workbook>"#
    );
    let rels = r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles" Target="/xl/styles.xml"/></Relationships>"#;
    let sheet = sheet_part(spec);
    let mut comments = String::from(
        r#"<comments xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><commentList>"#,
    );
    let mut parts = vec![
        ("_rels/.rels", RELS),
        ("xl/workbook.xml", &main),
        ("xl/_rels/workbook.xml.rels", rels),
        ("xl/styles.xml", STYLES),
        ("xl/worksheets/sheet1.xml", &sheet),
    ];
    if let Some(notes) = spec["comments"].as_object() {
        for (at, text) in notes {
            let text = text.as_str().unwrap();
            let _ = write!(
                comments,
                r#"<comment ref="{at}" authorId="0"><text><r><t>{text}</t></r></text></comment>"#
            );
        }
        comments.push_str("</commentList></comments>");
        parts.push(("xl/comments1.xml", &comments));
        parts.push((
            "xl/worksheets/_rels/sheet1.xml.rels",
            r#"<Relationships><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/comments" Target="../comments1.xml"/></Relationships>"#,
        ));
    }
    zip(&parts)
}
