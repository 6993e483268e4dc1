//! XLSX, read in one streaming pass over each part.
//!
//! The pass is our own, on `quick-xml`, and not that of a reader crate: the exact decimal text of a
//! number, hidden rows, colours and formulas without a result stand in the same part as the values,
//! and one pass over it costs less than two.

mod comments;
mod container;
mod number;
mod sheet;
mod strings;
mod styles;

use super::{DateSystem, FileFormat, Sheet, SheetVisibility, Workbook, WorkbookLimits};
use crate::{Limited, TableError};
use container::{Container, Part, attribute, damaged, is_set, local, resolve};
use quick_xml::events::Event;
use sheet::Shared;
use std::sync::Arc;
use strings::SharedStrings;
use styles::Styles;

pub(super) fn read(bytes: &[u8], limits: &WorkbookLimits) -> Result<Workbook, TableError> {
    let mut container = Container::open(bytes, limits)?;
    let roots = relationships(&mut container, "")?;
    let main = target(&roots, "officeDocument")
        .unwrap_or("xl/workbook.xml")
        .to_owned();
    let is_workbook = main.ends_with(".xml") && !main.ends_with("document.xml");
    let listed = match is_workbook {
        true => container
            .part(&main)?
            .map(|part| Listed::read(part, limits))
            .transpose()?,
        false => None,
    };
    let Some(listed) = listed.flatten() else {
        let format = container.foreign();
        return Err(TableError::NotASpreadsheet { format });
    };
    let parts = relationships(&mut container, &main)?;
    let styles = match target(&parts, "styles") {
        Some(name) => container.part(name)?.map(Styles::read).transpose()?,
        None => None,
    };
    let strings = match target(&parts, "sharedStrings") {
        Some(name) => container
            .part(name)?
            .map(|part| SharedStrings::read(part, limits))
            .transpose()?,
        None => None,
    };
    let strings = strings.unwrap_or_default();
    let shared = Shared {
        text: Arc::from(strings.text),
        strings: strings.strings,
        styles: styles.unwrap_or_default(),
        system: listed.system,
    };
    let (mut sheets, mut cells, mut items) = (Vec::new(), 0u64, 0u64);
    for entry in listed.sheets {
        let part = parts.iter().find(|part| part.id == entry.id);
        // Sheets that hold a chart or a macro have no cells.
        let Some(name) = part
            .filter(|part| part.kind == "worksheet")
            .map(|part| &part.target)
        else {
            continue;
        };
        let sheet = Sheet {
            name: entry.name.into(),
            visibility: entry.visibility,
            system: listed.system,
            ..Sheet::default()
        };
        let part = container.part(name)?.ok_or_else(|| damaged(name))?;
        let mut sheet = sheet::read(part, sheet, &shared, limits, &mut cells, &mut items)?;
        let beside = relationships(&mut container, name)?;
        if let Some(name) = target(&beside, "comments")
            && let Some(part) = container.part(name)?
        {
            sheet.comments = comments::read(part, limits)?;
        }
        sheets.push(sheet);
    }
    Ok(Workbook {
        format: FileFormat::Xlsx,
        system: listed.system,
        sheets,
    })
}

/// A relationship of a part: its id, the last word of its type, the part that it leads to.
struct Relationship {
    id: String,
    kind: String,
    target: String,
}

fn target<'r>(relationships: &'r [Relationship], kind: &str) -> Option<&'r str> {
    let found = relationships.iter().find(|found| found.kind == kind)?;
    Some(&found.target)
}

fn relationships(container: &mut Container<'_>, of: &str) -> Result<Vec<Relationship>, TableError> {
    let (folder, file) = of.rsplit_once('/').unwrap_or(("", of));
    let name = match folder {
        "" => format!("_rels/{file}.rels"),
        folder => format!("{folder}/_rels/{file}.rels"),
    };
    let Some(mut part) = container.part(&name)? else {
        return Ok(Vec::new());
    };
    let mut found = Vec::new();
    loop {
        match part.next()? {
            Event::Start(element) | Event::Empty(element) if local(&element) == "Relationship" => {
                let text = |name| attribute(&element, name).unwrap_or_default().into_owned();
                // Nothing outside the file is looked at.
                if text("TargetMode") != "External" {
                    found.push(Relationship {
                        id: text("Id"),
                        kind: text("Type")
                            .rsplit('/')
                            .next()
                            .unwrap_or_default()
                            .to_owned(),
                        target: resolve(of, &text("Target")),
                    });
                }
            }
            Event::Eof => return Ok(found),
            _ => {}
        }
    }
}

/// What the main part lists.
struct Listed {
    system: DateSystem,
    sheets: Vec<ListedSheet>,
}

struct ListedSheet {
    name: String,
    id: String,
    visibility: SheetVisibility,
}

impl Listed {
    /// `None` if the part is no workbook.
    fn read(mut part: Part<'_>, limits: &WorkbookLimits) -> Result<Option<Self>, TableError> {
        let mut listed = Self {
            system: DateSystem::From1900,
            sheets: Vec::new(),
        };
        let mut is_workbook = false;
        loop {
            match part.next()? {
                Event::Start(element) | Event::Empty(element) => match local(&element) {
                    "workbook" => is_workbook = true,
                    "workbookPr" if is_set(&element, "date1904") => {
                        listed.system = DateSystem::From1904;
                    }
                    "sheet" => {
                        let text =
                            |name| attribute(&element, name).unwrap_or_default().into_owned();
                        listed.sheets.push(ListedSheet {
                            name: text("name"),
                            id: text("id"),
                            visibility: match &*text("state") {
                                "hidden" => SheetVisibility::Hidden,
                                "veryHidden" => SheetVisibility::VeryHidden,
                                _ => SheetVisibility::Visible,
                            },
                        });
                        let count = u64::try_from(listed.sheets.len()).unwrap_or(u64::MAX);
                        if count > limits.sheets {
                            return Err(TableError::OverLimit {
                                what: Limited::Sheets,
                                limit: limits.sheets,
                            });
                        }
                    }
                    _ => {}
                },
                Event::Eof => return Ok(is_workbook.then_some(listed)),
                _ => {}
            }
        }
    }
}
