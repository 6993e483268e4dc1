//! CSV in CP932 or Shift_JIS.

use super::{
    CharacterKind, CharacterNote, CharacterOutcome, EncodeOptions, encoding_rules,
    text::{bytes_of, resolve},
};
use crate::{CellAddress, csv_write::inert};
use tosei_document::{Explain, Mark, PlaceRef, RuleIndex, Sink, ValueRef};
use tosei_types::Language;

/// Why no file in CP932 or Shift_JIS was written.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum EncodeError {
    /// Characters do not fit, and the option is to refuse; each is a finding.
    #[error("`{characters}` characters do not fit in {encoding}; the findings name them")]
    #[non_exhaustive]
    Unrepresentable {
        /// How many.
        characters: u64,
        /// The encoding.
        encoding: super::JapaneseEncoding,
    },
}

impl EncodeError {
    /// Stable identifier of the variant; never renamed once released.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Unrepresentable { .. } => "table.encode.unrepresentable",
        }
    }
}

impl Explain for EncodeError {
    fn code(&self) -> &'static str {
        Self::code(self)
    }

    fn sentence(&self, language: Language) -> String {
        match self {
            Self::Unrepresentable {
                characters,
                encoding,
            } => {
                let name = encoding.label(language);
                match language {
                    Language::Ja => format!(
                        "{name}で表せない文字が{characters}字あるため、書き出しませんでした。指摘の一覧を見て、置換表に加えるか、表せない文字の扱いを選んでください。"
                    ),
                    Language::En => format!(
                        "Nothing was written: {characters} characters do not fit in {name}; see the findings, and add replacements or choose how such characters are treated."
                    ),
                }
            }
        }
    }
}

/// Writes CSV in CP932 or strict Shift_JIS: CRLF, no formulas, no silent loss.
///
/// Each character that is replaced, kept as 外字 or does not fit is a finding of
/// [`encoding_rules`] at its cell, with its code point.
///
/// # Examples
///
/// ```
/// use tosei_document::Collector;
/// use tosei_table::{Cp932Writer, EncodeOptions, encoding_rules};
///
/// let mut findings = Collector::new(encoding_rules());
/// let mut csv = Cp932Writer::new(EncodeOptions::default(), &mut findings);
/// csv.row(["氏名", "期間"]);
/// csv.row(["𠮷田（架空）", "4月〜6月"]);
/// let error = csv.finish().unwrap_err();
/// assert_eq!(error.code(), "table.encode.unrepresentable");
///
/// let report = findings.into_report();
/// let sentence = encoding_rules().sentence(&report.findings()[0], Default::default());
/// assert_eq!(sentence, "A2: 「𠮷」（U+20BB7）はCP932にありません。置換の候補：－");
/// assert_eq!(report.findings()[1].place.to_string(), "B2"); // 〜 was replaced
/// ```
pub struct Cp932Writer<'a, 's> {
    options: EncodeOptions<'a>,
    sink: &'s mut dyn Sink,
    csv: csv::Writer<Vec<u8>>,
    rows: u32,
    refused: u64,
}

impl<'a, 's> Cp932Writer<'a, 's> {
    /// Starts a file; it is kept in memory until all of it is known to fit.
    #[must_use]
    pub fn new(options: EncodeOptions<'a>, sink: &'s mut dyn Sink) -> Self {
        let csv = csv::WriterBuilder::new()
            .terminator(csv::Terminator::CRLF)
            .flexible(true)
            .from_writer(Vec::new());
        Self {
            options,
            sink,
            csv,
            rows: 0,
            refused: 0,
        }
    }

    /// Writes one row.
    pub fn row<I, T>(&mut self, cells: I)
    where
        I: IntoIterator<Item = T>,
        T: AsRef<str>,
    {
        for (column, cell) in cells.into_iter().enumerate() {
            let cell = cell.as_ref();
            if let Some(bytes) = self.options.encoding.encode_plain(&inert(cell)) {
                // Writing to a Vec cannot fail, nor can rows of different lengths. Once something does
                // not fit, only findings are wanted.
                if self.refused == 0 {
                    let _ = self.csv.write_field(bytes);
                }
                continue;
            }
            // Replacing first: a replacement may be the sign of a formula.
            let resolved = resolve(cell, &self.options);
            if !resolved.notes.is_empty() {
                let address = u32::try_from(column)
                    .ok()
                    .and_then(|column| CellAddress::from_zero_based(column, self.rows));
                for note in &resolved.notes {
                    if matches!(note.outcome, CharacterOutcome::Unrepresentable { .. }) {
                        self.refused = self.refused.saturating_add(1);
                    }
                    report(self.sink, note, address, &self.options);
                }
            }
            if self.refused == 0 {
                let bytes = bytes_of(&inert(&resolved.text), self.options.encoding);
                let _ = self.csv.write_field(bytes);
            }
        }
        let _ = self.csv.write_record(None::<&[u8]>);
        self.rows = self.rows.saturating_add(1);
    }

    /// The file.
    ///
    /// # Errors
    ///
    /// [`EncodeError::Unrepresentable`] if a character does not fit and the option is to refuse.
    pub fn finish(self) -> Result<Vec<u8>, EncodeError> {
        if self.refused > 0 {
            return Err(EncodeError::Unrepresentable {
                characters: self.refused,
                encoding: self.options.encoding,
            });
        }
        Ok(self.csv.into_inner().unwrap_or_default())
    }
}

fn report(
    sink: &mut dyn Sink,
    note: &CharacterNote,
    cell: Option<CellAddress>,
    options: &EncodeOptions<'_>,
) {
    let Some(rule) = rule_of(note) else {
        return;
    };
    let place = cell.map_or(PlaceRef::Document, |cell| PlaceRef::Cell {
        sheet: None,
        cell,
    });
    let points = note.code_points();
    let second = match &note.outcome {
        CharacterOutcome::Replaced { with } => with,
        CharacterOutcome::Unrepresentable {
            suggestion: Some(text),
        } => text,
        _ => "－",
    };
    let values = [
        ("character", ValueRef::Text(&note.character)),
        ("code_point", ValueRef::Text(&points)),
        ("encoding", ValueRef::Text(options.encoding.name())),
        ("replacement", ValueRef::Text(second)),
    ];
    sink.accept(Mark {
        rule,
        place,
        subject: None,
        values: &values,
    });
}

fn rule_of(note: &CharacterNote) -> Option<RuleIndex> {
    let code = match (&note.outcome, note.kind) {
        (CharacterOutcome::Kept, _) => "table.encoding.user_defined_kept",
        (CharacterOutcome::Replaced { .. }, _) => "table.encoding.replaced",
        (CharacterOutcome::Geta, _) => "table.encoding.geta",
        (CharacterOutcome::LeftOut, _) => "table.encoding.left_out",
        (_, CharacterKind::UserDefined) => "table.encoding.user_defined",
        (_, CharacterKind::Variation) => "table.encoding.variation",
        (_, CharacterKind::JisX0213) => "table.encoding.jis_x_0213",
        (_, CharacterKind::VendorExtension) => "table.encoding.vendor_extension",
        _ => "table.encoding.unrepresentable",
    };
    encoding_rules().index(code)
}
