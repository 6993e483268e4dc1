//! 法令の本文 (law text): one text, and every part of it as a span.

use super::{
    LawFormat, PieceKind, Provision, ProvisionId, ProvisionKind, Sentence, SentenceId,
    note::NoteData,
    tree::{ArticleEntry, Extra, PieceData, ProvisionData, Run, SentenceData, range, small, wide},
};
use std::ops::Range;
use tosei_types::Citation;

/// 法令の本文 (law text): the running text of a law or ordinance, and its provisions and sentences as spans
/// of it.
///
/// The text is what a reader of the law reads, line by line: headings, numbers, sentences; cells of a
/// row are separated by a tab. A text that was read as plain text or as a page is kept character by
/// character; from 法令標準XML, lines and the blanks between number and sentence are put between the texts of
/// the elements, as laws are printed. The reading of `Ruby` is no part of it.
///
/// # Invariant
///
/// [`pieces`](Self::pieces) are in order and do not overlap, each belongs to one provision, and what
/// stands between them is blank: every character is in one place. Spans lie on boundaries of
/// characters; a provision lies inside its parent, a sentence inside its provision. The spans of
/// siblings are in order.
///
/// # Not to be confused with
///
/// A register of clauses: what a sentence demands is not known here.
///
/// # Source
///
/// `egov-law-xml` for the elements; how pages and plain text are read: `project-decision:law-text`.
///
/// # Examples
///
/// ```
/// use tosei_analog_regs::law::{LawDocument, ProvisionKind};
/// use tosei_document::Limits;
///
/// let text = "○架空市自転車駐車場条例\n（届出）\n第3条　利用者は、市長に届け出なければならない。ただし、市長が認める者は、この限りでない。\n2　前項の届出は、書面による。\n";
/// let law = LawDocument::read_text(text.as_bytes(), &Limits::default())?;
/// assert_eq!(law.name(), Some("架空市自転車駐車場条例"));
/// assert_eq!(law.text(), text);
/// let places: Vec<String> = law.sentences().filter_map(|s| Some(s.citation()?.to_string())).collect();
/// assert_eq!(places, ["第3条第1項本文", "第3条第1項ただし書", "第3条第2項"]);
/// let found = law.find(&"第三条第二項".parse()?).unwrap();
/// assert_eq!(found.kind(), ProvisionKind::Paragraph);
/// assert_eq!(found.text(), "2　前項の届出は、書面による。");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LawDocument {
    pub(super) text: String,
    pub(super) format: LawFormat,
    pub(super) name: (u32, u32),
    pub(super) number: (u32, u32),
    pub(super) provisions: Vec<ProvisionData>,
    pub(super) sentences: Vec<SentenceData>,
    pub(super) pieces: Vec<PieceData>,
    pub(super) runs: Vec<Run>,
    /// Sorted by provision.
    pub(super) extras: Vec<(u32, Extra)>,
    /// Sorted.
    pub(super) articles: Vec<ArticleEntry>,
    pub(super) notes: Vec<NoteData>,
    /// Notes beyond those that are kept.
    pub(super) more_notes: u64,
}

impl LawDocument {
    /// The running text.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// What it was read from.
    #[must_use]
    pub const fn format(&self) -> LawFormat {
        self.format
    }

    /// 題名 (title) of the law, without the sign in front of it; `None` if there is none.
    #[must_use]
    pub fn name(&self) -> Option<&str> {
        self.text
            .get(range(self.name))
            .filter(|name| !name.is_empty())
    }

    /// 法令番号 (number of the law) as it is printed: 「昭和三十九年法律第百六十七号」.
    #[must_use]
    pub fn number(&self) -> Option<&str> {
        self.text
            .get(range(self.number))
            .filter(|number| !number.is_empty())
    }

    /// The law as a whole: the root of all provisions.
    #[must_use]
    pub fn root(&self) -> Provision<'_> {
        Provision {
            law: self,
            number: 0,
        }
    }

    /// All provisions in the order of the text, each before those in it.
    pub fn provisions(&self) -> impl ExactSizeIterator<Item = Provision<'_>> + DoubleEndedIterator {
        (0..self.provisions.len()).map(|number| Provision {
            law: self,
            number: small(number),
        })
    }

    /// A provision by its number in this document.
    #[must_use]
    pub fn provision(&self, id: ProvisionId) -> Option<Provision<'_>> {
        (wide(id.0) < self.provisions.len()).then_some(Provision {
            law: self,
            number: id.0,
        })
    }

    /// All sentences in the order of the text. One that is quoted inside another comes behind it.
    pub fn sentences(&self) -> impl ExactSizeIterator<Item = Sentence<'_>> + DoubleEndedIterator {
        (0..self.sentences.len()).map(|number| Sentence {
            law: self,
            number: small(number),
        })
    }

    /// A sentence by its number in this document.
    #[must_use]
    pub fn sentence(&self, id: SentenceId) -> Option<Sentence<'_>> {
        (wide(id.0) < self.sentences.len()).then_some(Sentence {
            law: self,
            number: id.0,
        })
    }

    /// The innermost sentence that holds a byte of the text; `None` between sentences.
    #[must_use]
    pub fn sentence_at(&self, offset: usize) -> Option<Sentence<'_>> {
        let at = small(offset);
        let mut number = self.sentences.partition_point(|s| s.span.0 <= at);
        // Sentences that are quoted in another end before it does.
        while let Some(before) = number.checked_sub(1) {
            let data = self.sentences.get(before)?;
            if at < data.span.1 {
                return Some(Sentence {
                    law: self,
                    number: small(before),
                });
            }
            let outer = self.provisions.get(wide(data.provision))?;
            if outer.kind != ProvisionKind::TableCell && !self.is_quoted(data.provision) {
                return None;
            }
            number = before;
        }
        None
    }

    fn is_quoted(&self, provision: u32) -> bool {
        let provision = Provision {
            law: self,
            number: provision,
        };
        provision
            .ancestors()
            .any(|outer| outer.kind() == ProvisionKind::Quote)
    }

    /// The runs of text in order: what each is, and the provision that it belongs to.
    pub fn pieces(&self) -> impl ExactSizeIterator<Item = Piece<'_>> {
        self.pieces.iter().map(|data| Piece {
            law: self,
            data: *data,
        })
    }

    /// The provision that a citation names, if this law has it.
    ///
    /// The law that the citation names is not looked at, nor 本文 and ただし書. 「第9条第2号」 finds the item of an
    /// article of one paragraph, as 「第9条第1項第2号」 does. 「附則」 without an act is that of the law itself. A
    /// number within 「第十二条から第十五条まで　削除」 finds that provision.
    #[must_use]
    pub fn find(&self, citation: &Citation) -> Option<Provision<'_>> {
        super::find::find(self, citation)
    }

    /// Where a span of the text comes from: bytes of the source as UTF-8 without a byte order mark, from
    /// that of the first character to that of the last.
    ///
    /// For a source in UTF-8 without a mark these are the bytes of the file.
    #[must_use]
    pub fn source_of(&self, span: Range<usize>) -> Range<usize> {
        let start = self.source_offset(span.start, false);
        if span.is_empty() {
            return start..start;
        }
        start..self.source_offset(span.end, true).max(start)
    }

    fn source_offset(&self, at: usize, is_end: bool) -> usize {
        let before = |run: &Run| {
            let text = wide(run.text);
            if is_end { text < at } else { text <= at }
        };
        let number = self.runs.partition_point(before).saturating_sub(1);
        let Some(run) = self.runs.get(number) else {
            return at;
        };
        let next = self.runs.get(number.saturating_add(1));
        let text_end = next.map_or(self.text.len(), |next| wide(next.text));
        let length = text_end.saturating_sub(wide(run.text));
        let source_length = wide(run.source_end.saturating_sub(run.source));
        let inside = at.saturating_sub(wide(run.text));
        if length == source_length || (inside <= source_length && length > source_length) {
            wide(run.source).saturating_add(inside.min(source_length))
        } else if is_end {
            wide(run.source_end)
        } else {
            wide(run.source)
        }
    }
}

/// A run of the text: what it is, and whose.
#[derive(Debug, Clone, Copy)]
pub struct Piece<'l> {
    law: &'l LawDocument,
    data: PieceData,
}

impl<'l> Piece<'l> {
    /// What it is to its provision.
    #[must_use]
    pub const fn kind(self) -> PieceKind {
        self.data.kind
    }

    /// Its bytes in the text.
    #[must_use]
    pub fn span(self) -> Range<usize> {
        range(self.data.span)
    }

    /// What it says.
    #[must_use]
    pub fn text(self) -> &'l str {
        self.law.text.get(self.span()).unwrap_or_default()
    }

    /// The innermost provision that it belongs to.
    #[must_use]
    pub fn provision(self) -> Provision<'l> {
        Provision {
            law: self.law,
            number: self.data.provision,
        }
    }
}
