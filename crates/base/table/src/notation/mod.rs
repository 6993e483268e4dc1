//! 統計表における機械判読可能なデータの表記方法の統一ルール: the State's rules about tables.

use tosei_types::embedded;
mod cells;
mod item;
#[cfg(feature = "xlsx")]
mod objects;
mod shape;
mod text;

pub use item::{Decidability, NotationItem};

use crate::{Delimiter, FileFormat, Workbook};
use cells::SheetChecker;
use std::sync::OnceLock;
use tosei_document::{Catalogue, Mark, PlaceRef, RuleIndex, Sink, ValueRef};

/// 表記方法の統一ルール (notation rules): fifteen checks of 2020-12-18, as a catalogue.
///
/// # Source
///
/// Source `mic-table-notation-2020`. The titles are the official wording; explanations, sentences and
/// the way in which each check is decided are ours (`project-decision:notation-checks`).
#[must_use]
pub fn notation_rules() -> &'static Catalogue {
    static RULES: OnceLock<Catalogue> = OnceLock::new();
    embedded(&RULES, || {
        Catalogue::from_json(include_str!("../../data/rules/notation.json"))
    })
}

/// Where each rule stands in the catalogue, by the number of its item.
struct Marks {
    indexes: Vec<RuleIndex>,
}

impl Marks {
    fn of(catalogue: &Catalogue) -> Option<Self> {
        let indexes: Option<Vec<RuleIndex>> = NotationItem::ALL
            .iter()
            .map(|item| catalogue.index(&item.rule()))
            .collect();
        indexes.map(|indexes| Self { indexes })
    }

    fn say(
        &self,
        sink: &mut dyn Sink,
        item: NotationItem,
        place: PlaceRef<'_>,
        values: &[(&'static str, ValueRef<'_>)],
    ) {
        let at = NotationItem::ALL.iter().position(|own| *own == item);
        if let Some(rule) = at.and_then(|at| self.indexes.get(at)).copied() {
            sink.accept(Mark {
                rule,
                place,
                subject: None,
                values,
            });
        }
    }
}

/// Checks a file against the State's notation rules, as far as a machine can.
///
/// `file` are the bytes that the workbook was read from; without them, pictures and charts
/// ([`NotationItem::Objects`]) are not looked for. What no finding says, a person has to judge where
/// [`NotationItem::decidability`] says so: no finding is no approval.
///
/// # Examples
///
/// ```
/// use tosei_document::Collector;
/// use tosei_table::{ReadOptions, Workbook, check_notation, notation_rules};
///
/// let file = "年度,利用者数（人）\n令和6年度,\"1,204\"\n2025年度,1310\n".as_bytes();
/// let book = Workbook::read(file, &ReadOptions::default())?;
/// let mut findings = Collector::new(notation_rules());
/// check_notation(&book, Some(file), &mut findings);
/// let report = findings.into_report();
/// let found: Vec<String> =
///     report.findings().iter().map(|f| format!("{} {}", f.rule, f.place)).collect();
/// assert_eq!(found, ["table.notation.1_11 A2", "table.notation.1_3 B2"]);
/// # Ok::<(), tosei_table::TableError>(())
/// ```
pub fn check_notation(workbook: &Workbook, file: Option<&[u8]>, sink: &mut dyn Sink) {
    let Some(marks) = Marks::of(notation_rules()) else {
        return;
    };
    let is_workbook = match workbook.format() {
        FileFormat::Delimited { delimiter, .. } => {
            if delimiter != Delimiter::Comma {
                let values = [("value", ValueRef::Text(delimiter.code()))];
                marks.say(sink, NotationItem::FileFormat, PlaceRef::Document, &values);
            }
            false
        }
        FileFormat::Xlsx => true,
    };
    #[cfg(feature = "xlsx")]
    if let (true, Some(file)) = (is_workbook, file) {
        objects::check(file, &marks, sink);
    }
    #[cfg(not(feature = "xlsx"))]
    let _ = file;
    for sheet in workbook.sheets() {
        SheetChecker::new(sheet, is_workbook, &marks).check(sink);
    }
}
