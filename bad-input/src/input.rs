//! Inputs put together from parts.

use serde::Deserialize;
use std::{
    collections::BTreeMap,
    io::{Cursor, Write as _},
};
use zip::{CompressionMethod, ZipWriter, write::SimpleFileOptions};

/// A part of an input.
#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Part {
    /// Text in UTF-8.
    Text(String),
    /// Bytes in hexadecimal; blanks between them are for the eye.
    Hex(String),
    /// Text in cp932, as Windows writes it.
    Cp932(String),
    /// Text in UTF-16, little end first, without a mark.
    Utf16(String),
    /// Parts, many times.
    Repeat(u32, Vec<Part>),
    /// A number that counts upwards, with a text before and after it, so many times.
    Count(u32, String, String),
    /// A zip of named parts, deflated.
    Zip(BTreeMap<String, Vec<Part>>),
    /// A workbook of one sheet: the XML inside its `sheetData`.
    Workbook(Vec<Part>),
}

impl Part {
    /// The bytes of parts one after the other.
    ///
    /// # Errors
    ///
    /// A sentence if a part cannot be made.
    pub fn bytes(parts: &[Self]) -> Result<Vec<u8>, String> {
        let mut bytes = Vec::new();
        for part in parts {
            part.put(&mut bytes)?;
        }
        Ok(bytes)
    }

    fn put(&self, to: &mut Vec<u8>) -> Result<(), String> {
        match self {
            Self::Text(text) => to.extend_from_slice(text.as_bytes()),
            Self::Hex(text) => {
                let digits: String = text.chars().filter(|c| !c.is_whitespace()).collect();
                for pair in digits.as_bytes().chunks(2) {
                    let pair = std::str::from_utf8(pair).map_err(|error| error.to_string())?;
                    to.push(u8::from_str_radix(pair, 16).map_err(|error| error.to_string())?);
                }
            }
            Self::Cp932(text) => {
                let (bytes, _, lossy) = encoding_rs::SHIFT_JIS.encode(text);
                if lossy {
                    return Err(format!("`{text}` does not fit cp932"));
                }
                to.extend_from_slice(&bytes);
            }
            Self::Utf16(text) => {
                to.extend(text.encode_utf16().flat_map(u16::to_le_bytes));
            }
            Self::Repeat(times, parts) => {
                let bytes = Self::bytes(parts)?;
                for _ in 0..*times {
                    to.extend_from_slice(&bytes);
                }
            }
            Self::Count(times, before, after) => {
                for number in 0..*times {
                    let _ = write!(to, "{before}{number}{after}");
                }
            }
            Self::Zip(parts) => to.extend(zip(parts)?),
            Self::Workbook(rows) => to.extend(zip(&workbook(rows))?),
        }
        Ok(())
    }
}

fn zip(parts: &BTreeMap<String, Vec<Part>>) -> Result<Vec<u8>, String> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default().compression_method(CompressionMethod::Deflated);
    for (name, part) in parts {
        zip.start_file(name, options)
            .map_err(|error| error.to_string())?;
        zip.write_all(&Part::bytes(part)?)
            .map_err(|error| error.to_string())?;
    }
    zip.finish()
        .map(Cursor::into_inner)
        .map_err(|error| error.to_string())
}

const TYPES: &str = r#"<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/></Types>"#;
const TO_WORKBOOK: &str = r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>"#;
const SHEETS: &str = r#"<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="S" sheetId="1" r:id="r1"/></sheets></workbook>"#;
const TO_SHEET: &str = r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/></Relationships>"#;
const SHEET: &str =
    r#"<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>"#;

/// The parts of a workbook whose one sheet has these rows.
fn workbook(rows: &[Part]) -> BTreeMap<String, Vec<Part>> {
    let text = |text: &str| vec![Part::Text(text.to_owned())];
    let mut sheet = text(SHEET);
    sheet.extend_from_slice(rows);
    sheet.extend(text("</sheetData></worksheet>"));
    BTreeMap::from([
        ("[Content_Types].xml".to_owned(), text(TYPES)),
        ("_rels/.rels".to_owned(), text(TO_WORKBOOK)),
        ("xl/workbook.xml".to_owned(), text(SHEETS)),
        ("xl/_rels/workbook.xml.rels".to_owned(), text(TO_SHEET)),
        ("xl/worksheets/sheet1.xml".to_owned(), sheet),
    ])
}
