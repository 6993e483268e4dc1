//! An office's own spreadsheets: read by a mapping, or, without one, proposed a mapping for.

use super::{Asked, Content, Found, Input, Reader, bytes_of};
use crate::digital_first_report::{Attachment, AttachmentFailure, Failure, report::SourceKind};
use serde_json::{Value, json};
use std::{fmt::Write as _, fs, path::Path};
use tosei_document::Collector;
use tosei_inventory::{
    Body, VolumeChoice, VolumeMeasure, VolumeState, check_document, document,
    office_table::{
        MappingProposal, OfficeField, OfficeFile, OfficeMapping, OfficeTable, OfficeTableError,
        RowPlace, SheetMapping, ValueMapping, ValueMaps, propose_mapping, read_office_tables,
    },
};
use tosei_table::{SheetVisibility, Workbook, comparison_key};
use tosei_types::{Date, Language};

/// 対応表の案 (proposal of a mapping): what the columns of a spreadsheet seem to be.
///
/// What stands in no header (whose table it is, of which day, of which year its counts are) is
/// `null` there: the file is no mapping until somebody has filled that in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Proposal {
    /// `mapping_proposal.json`.
    pub mapping: String,
    /// `mapping_proposal.txt`: why, and what a person has to decide.
    pub notes: String,
}

impl Proposal {
    /// Writes both files into a folder, which is made if it is not there. A proposal that stands there
    /// already and says something else is kept under another name.
    ///
    /// # Errors
    ///
    /// [`Failure::Unwritable`] if the operating system refuses.
    pub fn write(&self, folder: &Path) -> Result<(), Failure> {
        let unwritable = |path: &Path, source| Failure::Unwritable {
            path: path.display().to_string(),
            source,
        };
        fs::create_dir_all(folder).map_err(|source| unwritable(folder, source))?;
        let path = folder.join("mapping_proposal.json");
        if let Ok(there) = fs::read_to_string(&path)
            && there != self.mapping
        {
            let kept = folder.join("mapping_proposal.previous.json");
            fs::rename(&path, &kept).map_err(|source| unwritable(&kept, source))?;
        }
        fs::write(&path, &self.mapping).map_err(|source| unwritable(&path, source))?;
        let path = folder.join("mapping_proposal.txt");
        // With the mark that older editors need to see UTF-8.
        let notes = format!("\u{FEFF}{}", self.notes);
        fs::write(&path, notes).map_err(|source| unwritable(&path, source))
    }
}

impl Asked<'_> {
    pub(super) fn office(&self, books: &[(Reader<'_>, Box<Workbook>)]) -> Result<Input, Failure> {
        let Some((first, _)) = books.first() else {
            return Err(Failure::Embedded { what: "no file" });
        };
        let Some(path) = self.mapping else {
            return Err(Failure::NeedsMapping {
                file: first.file(),
                proposal: Box::new(propose(books, self.as_of)?),
            });
        };
        let text = bytes_of(path)?;
        let text = text.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(&text);
        let mapping: OfficeMapping = serde_json::from_slice(text)
            .map_err(|error| AttachmentFailure::unreadable(path, Attachment::Mapping, error))?;
        let several = books.len() > 1;
        let files: Vec<OfficeFile<'_>> = books
            .iter()
            .map(|(reader, book)| OfficeFile {
                name: several.then_some(reader.file_name.as_str()),
                workbook: book,
            })
            .collect();
        let catalogue = OfficeTable::catalogue();
        let mut findings = Collector::new(catalogue).keeping(self.findings);
        self.exempt(&mut findings, mapping.status_date(), true);
        let table =
            read_office_tables(&files, &mapping, &mut findings).map_err(|error| match error {
                OfficeTableError::NoTable { sheets, .. } => {
                    Failure::from(AttachmentFailure::NoTable {
                        file: first.file(),
                        mapping: path.display().to_string(),
                        sheets,
                    })
                }
                _ => Failure::Embedded {
                    what: "rules about spreadsheets",
                },
            })?;
        first
            .same_date(&table.inventory, &path.display().to_string())
            .or_else(|error| {
                if self.known_frame.is_some() {
                    Ok(())
                } else {
                    Err(error)
                }
            })?;
        let rules = document::rules();
        let mut content = Collector::new(rules).keeping(self.findings);
        self.exempt(&mut content, table.inventory.status_date, false);
        check_document(&table.inventory, rules, &mut content);
        let mut content = Found::new(content, rules);
        content.rows = table.places.iter().map(place).collect();
        let names: Vec<&str> = books
            .iter()
            .map(|(reader, _)| reader.file_name.as_str())
            .collect();
        Ok(Input {
            file_name: names.join(" + "),
            named: first.named.clone(),
            kind: SourceKind::OfficeTable,
            as_of: self.as_of,
            content: Content::Inventory {
                inventory: Box::new(table.inventory),
                not_typed: 0,
                office: Some(Box::new(table.totals)),
            },
            findings: vec![Found::new(findings, catalogue), content],
        })
    }
}

/// 「市民課.xlsx 調査票!12」: the row of a process.
fn place(place: &RowPlace) -> String {
    let mut text = String::new();
    if let Some(file) = &place.file {
        text.push_str(file);
        text.push(' ');
    }
    if !place.sheet.is_empty() {
        text.push_str(&place.sheet);
        text.push('!');
    }
    // Writing to a String cannot fail.
    let _ = write!(text, "{}:{}", place.row, place.row);
    text
}

/// What the visible sheets of some files seem to be.
fn propose(
    books: &[(Reader<'_>, Box<Workbook>)],
    as_of: Option<Date>,
) -> Result<Proposal, Failure> {
    let several = books.len() > 1;
    let mut sheets: Vec<SheetMapping> = Vec::new();
    let mut signs: Vec<ValueMapping<_>> = Vec::new();
    let mut notes = String::from(
        "対応表の案 / proposal of a mapping\n\nmapping_proposal.json の null を補い、列と記号の意味を確かめてから、--mapping に指定してください。\nFill in what is null in mapping_proposal.json, check columns and signs, then name the file by --mapping.\n",
    );
    let mut counts = false;
    for (reader, book) in books {
        let visible = book
            .sheets()
            .iter()
            .filter(|sheet| sheet.visibility() == SheetVisibility::Visible);
        for sheet in visible {
            let proposal = propose_mapping(sheet);
            let mut entry = proposal.to_sheet_mapping();
            if several {
                entry.file = Some(reader.file_name.clone());
            }
            if proposal.column(OfficeField::ProcedureName).is_none() {
                entry.skip = true;
                entry.columns.clear();
                entry.header = None;
            } else {
                let is_count = |field| proposal.column(field).is_some();
                counts |= is_count(OfficeField::Cases) || is_count(OfficeField::OnlineCases);
                for sign in &proposal.signs {
                    let key = comparison_key(&sign.text);
                    if !signs.iter().any(|known| comparison_key(&known.text) == key) {
                        signs.push(ValueMapping {
                            text: sign.text.clone(),
                            means: sign.means,
                        });
                    }
                }
            }
            describe(&mut notes, reader, sheet.name(), &proposal, entry.skip);
            sheets.push(entry);
        }
    }
    let broken = || Failure::Embedded {
        what: "proposal of a mapping",
    };
    let any_day = "2000-01-01".parse().map_err(|_| broken())?;
    let any_year = "2000".parse().map_err(|_| broken())?;
    let values = ValueMaps {
        online_status: signs,
        ..ValueMaps::default()
    };
    let volume = counts.then_some(VolumeChoice {
        fiscal_year: any_year,
        measure: VolumeMeasure::Applications,
        state: VolumeState::Final,
    });
    let mapping = OfficeMapping::try_new(Body::new("-"), any_day, volume, sheets, values)
        .map_err(|_| broken())?;
    // What no header says is left open, so that nobody takes it for known.
    let mut document = serde_json::to_value(&mapping).map_err(|_| broken())?;
    if let Value::Object(keys) = &mut document {
        keys.insert("body".to_owned(), json!({"name": null}));
        let date = as_of.map_or(Value::Null, |date| Value::String(date.to_string()));
        keys.insert("status_date".to_owned(), date);
        if let Some(Value::Object(volume)) = keys.get_mut("volume") {
            volume.insert("fiscal_year".to_owned(), Value::Null);
        }
    }
    let mut mapping = serde_json::to_string_pretty(&document).map_err(|_| broken())?;
    mapping.push('\n');
    Ok(Proposal { mapping, notes })
}

/// What speaks for the columns of one sheet, and what is open.
fn describe(
    notes: &mut String,
    reader: &Reader<'_>,
    sheet: &str,
    proposal: &MappingProposal,
    skipped: bool,
) {
    let (ja, en) = (Language::Ja, Language::En);
    // Writing to a String cannot fail.
    let _ = writeln!(notes, "\n■ {} {sheet}", reader.file_name);
    if skipped {
        notes.push_str("手続名の列が見つからないので、読まないシートとした。/ No column of names was found; the sheet is skipped.\n");
        return;
    }
    for column in &proposal.columns {
        let header = column.header.as_deref().unwrap_or_default();
        let best = column.candidates.first();
        let _ = match (column.chosen, best) {
            (Some(field), Some(best)) => writeln!(
                notes,
                "{}「{header}」→ {}（{}） / {} ({})",
                column.column,
                field.label(ja),
                best.band.label(ja),
                field.label(en),
                best.band.label(en)
            ),
            (Some(field), None) => {
                writeln!(
                    notes,
                    "{}「{header}」→ {} / {}",
                    column.column,
                    field.label(ja),
                    field.label(en)
                )
            }
            (None, _) => writeln!(notes, "{}「{header}」→ 読まない / left out", column.column),
        };
        for reason in best.iter().flat_map(|best| &best.reasons) {
            let _ = writeln!(notes, "    {} / {}", reason.ja, reason.en);
        }
    }
    for sign in &proposal.signs {
        let (ja, en) = sign.means.map_or(
            (
                "決められない（null のままなら不明）",
                "cannot be told (null is unknown)",
            ),
            |status| (status.label(ja), status.label(en)),
        );
        let _ = writeln!(
            notes,
            "記号 sign「{}」({}) → {ja} / {en}",
            sign.text, sign.count
        );
    }
    for open in &proposal.open {
        let _ = writeln!(notes, "？ {} / {}", open.ja, open.en);
    }
}
