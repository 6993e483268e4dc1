//! The builder of the tree, for all readers.

use super::{
    LawDocument, LawFormat, LawTextError, PieceKind, ProvisionKind, find,
    note::Notes,
    tree::{Extra, NONE, PieceData, ProvisionData, Run, SentenceData, range, small, wide},
};
use std::ops::Range;
use tosei_types::{ProvisionNumber, SentencePart, Subitem};

/// What is put between two texts of elements.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Gap {
    None,
    Blank,
    Tab,
    Line,
}

/// Opens and closes provisions and sentences, and gives them their text.
#[derive(Debug)]
pub(super) struct Builder {
    pub(super) text: String,
    pub(super) notes: Notes,
    provisions: Vec<ProvisionData>,
    sentences: Vec<SentenceData>,
    pieces: Vec<PieceData>,
    runs: Vec<Run>,
    extras: Vec<(u32, Extra)>,
    open: Vec<u32>,
    /// How many of the open ones have text.
    started: usize,
    open_sentences: Vec<u32>,
    gap: Gap,
    items: u64,
    limit: u64,
    pub(super) name: (u32, u32),
    pub(super) number: (u32, u32),
    /// 本文 or ただし書 as the source says it, by sentence.
    functions: Vec<(u32, SentencePart)>,
    /// Whether a provision has no text.
    has_empty: bool,
    /// Where the source says the act of a 附則 whose label has not come yet.
    pub(super) waiting: Option<Range<usize>>,
}

impl Builder {
    /// With the law itself open.
    pub(super) fn new(text: String, notes: Notes, limit: u64) -> Self {
        let mut builder = Self {
            text,
            notes,
            provisions: Vec::new(),
            sentences: Vec::new(),
            pieces: Vec::new(),
            runs: Vec::new(),
            extras: Vec::new(),
            open: Vec::new(),
            started: 0,
            open_sentences: Vec::new(),
            gap: Gap::None,
            items: 0,
            limit,
            name: (0, 0),
            number: (0, 0),
            functions: Vec::new(),
            has_empty: false,
            waiting: None,
        };
        builder.open(ProvisionKind::Law);
        builder
    }

    pub(super) fn is_full(&self) -> bool {
        self.items > self.limit
    }

    pub(super) fn current(&self) -> u32 {
        self.open.last().copied().unwrap_or(0)
    }

    pub(super) fn current_kind(&self) -> ProvisionKind {
        let data = self.provisions.get(wide(self.current()));
        data.map_or(ProvisionKind::Law, |data| data.kind)
    }

    /// Whether no provision was opened in the current one.
    pub(super) fn is_empty(&self) -> bool {
        small(self.provisions.len()) == self.current().saturating_add(1)
    }

    pub(super) fn open(&mut self, kind: ProvisionKind) -> u32 {
        let number = small(self.provisions.len());
        self.items = self.items.saturating_add(1);
        let sentences = small(self.sentences.len());
        self.provisions.push(ProvisionData {
            kind,
            deleted: false,
            parent: self.current(),
            subtree_end: NONE,
            span: (NONE, NONE),
            sentences: (sentences, sentences),
            label: (0, 0),
            heading: (0, 0),
            number: None,
            subitem: None,
        });
        self.open.push(number);
        number
    }

    pub(super) fn close(&mut self) {
        let Some(number) = self.open.pop() else {
            return;
        };
        self.started = self.started.min(self.open.len());
        let subtree_end = small(self.provisions.len());
        let sentences = small(self.sentences.len());
        let end = self.text_end();
        if let Some(data) = self.provisions.get_mut(wide(number)) {
            data.subtree_end = subtree_end;
            data.sentences.1 = sentences;
            if data.span.0 == NONE {
                self.has_empty = true;
            } else {
                data.span.1 = end;
            }
        }
    }

    /// The spans of the pieces in order.
    pub(super) fn spans(&self) -> impl Iterator<Item = Range<usize>> {
        self.pieces.iter().map(|piece| range(piece.span))
    }

    /// How many sentences there are since the current provision was opened.
    pub(super) fn own_sentences(&self) -> u32 {
        let data = self.provisions.get(wide(self.current()));
        small(self.sentences.len()).saturating_sub(data.map_or(0, |data| data.sentences.0))
    }

    /// The printed number of a provision, as far as it is read.
    pub(super) fn label_of(&self, provision: u32) -> Option<&str> {
        let data = self.provisions.get(wide(provision))?;
        self.text
            .get(range(data.label))
            .filter(|label| !label.is_empty())
    }

    /// Where the last piece ends.
    pub(super) fn text_end(&self) -> u32 {
        self.pieces.last().map_or(0, |piece| piece.span.1)
    }

    pub(super) fn set_number(&mut self, provision: u32, number: Option<ProvisionNumber>) {
        if let Some(data) = self.provisions.get_mut(wide(provision)) {
            data.number = number;
        }
    }

    pub(super) fn set_number_end(&mut self, provision: u32, end: ProvisionNumber) {
        self.extras.push((provision, Extra::NumberEnd(end)));
    }

    pub(super) fn set_act(&mut self, provision: u32, act: &str) {
        self.extras.push((provision, Extra::Act(act.into())));
    }

    pub(super) fn set_subitem(&mut self, provision: u32, sign: Option<Subitem>) {
        if let Some(data) = self.provisions.get_mut(wide(provision)) {
            data.subitem = sign;
        }
    }

    pub(super) fn set_deleted(&mut self, provision: u32) {
        if let Some(data) = self.provisions.get_mut(wide(provision)) {
            data.deleted = true;
        }
    }

    pub(super) fn open_sentence(&mut self, part: Option<SentencePart>) {
        self.items = self.items.saturating_add(1);
        let number = small(self.sentences.len());
        let provision = self.current();
        self.sentences.push(SentenceData {
            span: (NONE, NONE),
            provision,
            part: None,
        });
        if let Some(part) = part {
            self.functions.push((number, part));
        }
        self.open_sentences.push(number);
    }

    pub(super) fn close_sentence(&mut self) {
        let Some(number) = self.open_sentences.pop() else {
            return;
        };
        let end = self.text_end();
        let last = wide(number).saturating_add(1) == self.sentences.len();
        if let Some(data) = self.sentences.get_mut(wide(number)) {
            if data.span.0 != NONE {
                data.span.1 = end;
            } else if last {
                // One without text is none.
                self.sentences.pop();
                self.functions.pop_if(|(of, _)| *of == number);
            } else {
                data.span = (end, end);
            }
        }
    }

    /// Demands a gap before what follows; the widest is written.
    pub(super) fn gap(&mut self, gap: Gap) {
        self.gap = self.gap.max(gap);
    }

    /// Adds text that the source has at a place.
    pub(super) fn push(&mut self, kind: PieceKind, said: &str, source: Range<usize>) {
        if said.is_empty() {
            return;
        }
        if !self.text.is_empty() {
            match self.gap {
                Gap::None => {}
                Gap::Blank => self.text.push('\u{3000}'),
                Gap::Tab => self.text.push('\t'),
                Gap::Line => self.text.push('\n'),
            }
        }
        self.gap = Gap::None;
        let start = small(self.text.len());
        self.text.push_str(said);
        self.runs.push(Run {
            text: start,
            source: small(source.start),
            source_end: small(source.end),
        });
        self.piece(kind, (start, small(self.text.len())));
    }

    /// Says what a span of the text is; spans come in order.
    pub(super) fn piece(&mut self, kind: PieceKind, span: (u32, u32)) {
        if span.0 >= span.1 {
            return;
        }
        let provision = self.current();
        while let Some(number) = self.open.get(self.started).copied() {
            if let Some(data) = self.provisions.get_mut(wide(number)) {
                data.span = span;
            }
            self.started = self.started.saturating_add(1);
        }
        if kind == PieceKind::Sentence {
            for number in self.open_sentences.iter().rev() {
                match self.sentences.get_mut(wide(*number)) {
                    Some(data) if data.span.0 == NONE => data.span = span,
                    _ => break,
                }
            }
        } else if let Some(data) = self.provisions.get_mut(wide(provision)) {
            let part = match kind {
                PieceKind::Label => Some(&mut data.label),
                PieceKind::Heading => Some(&mut data.heading),
                _ => None,
            };
            if let Some(part) = part {
                if part.1 == 0 {
                    *part = span;
                } else if self
                    .pieces
                    .last()
                    .is_some_and(|last| last.span == *part || last.span.1 == part.1)
                {
                    part.1 = span.1;
                }
            }
        }
        match self.pieces.last_mut() {
            Some(last)
                if last.kind == kind
                    && last.provision == provision
                    && last.span.1 == span.0
                    && kind != PieceKind::Sentence =>
            {
                last.span.1 = span.1;
            }
            _ => self.pieces.push(PieceData {
                span,
                provision,
                kind,
            }),
        }
    }

    /// Ends what is open, and gives the document.
    pub(super) fn finish(
        mut self,
        format: LawFormat,
        source: &str,
        mut runs: Vec<Run>,
    ) -> Result<LawDocument, LawTextError> {
        while !self.open_sentences.is_empty() {
            self.close_sentence();
        }
        while !self.open.is_empty() {
            self.close();
        }
        if self.is_full() {
            return Err(LawTextError::TooManyItems { limit: self.limit });
        }
        if runs.is_empty() {
            runs = self.runs;
        }
        if self.has_empty {
            place_empty(&mut self.provisions);
        }
        find::sort_extras(&mut self.extras);
        let (notes, more_notes) = self.notes.finish(source);
        let mut law = LawDocument {
            text: self.text,
            format,
            name: self.name,
            number: self.number,
            provisions: self.provisions,
            sentences: self.sentences,
            pieces: self.pieces,
            runs,
            extras: self.extras,
            articles: Vec::new(),
            notes,
            more_notes,
        };
        let mut names = (law.name, law.number);
        for child in law.root().children() {
            match child.kind() {
                ProvisionKind::Title if law.name.1 == 0 => names.0 = child.data().heading,
                ProvisionKind::LawNumber if law.number.1 == 0 => names.1 = child.data().span,
                _ => {}
            }
        }
        (law.name, law.number) = names;
        set_parts(&mut law, &self.functions);
        law.articles = find::index(&law);
        Ok(law)
    }
}

/// A provision without text stands behind the sibling before it, or where its parent begins.
fn place_empty(provisions: &mut [ProvisionData]) {
    let mut ends: Vec<u32> = Vec::with_capacity(provisions.len());
    for number in 0..provisions.len() {
        let Some(data) = provisions.get(number).copied() else {
            continue;
        };
        let parent = wide(data.parent);
        let begin = provisions.get(parent).map_or(0, |parent| parent.span.0);
        let before = ends
            .get(parent)
            .copied()
            .unwrap_or(0)
            .max(if begin == NONE { 0 } else { begin });
        let span = if data.span.0 == NONE {
            (before, before)
        } else {
            data.span
        };
        if let Some(data) = provisions.get_mut(number) {
            data.span = span;
        }
        ends.push(span.0);
        if let Some(end) = ends.get_mut(parent) {
            *end = span.1;
        }
    }
}

/// 本文 and ただし書, or 前段 and 後段, by how many sentences a provision has.
fn set_parts(law: &mut LawDocument, functions: &[(u32, SentencePart)]) {
    let mut counts: Vec<(u16, bool)> = vec![(0, false); law.provisions.len()];
    for (number, sentence) in law.sentences.iter_mut().enumerate() {
        let said = functions.binary_search_by_key(&small(number), |(number, _)| *number);
        let said = said
            .ok()
            .and_then(|at| functions.get(at))
            .map(|(_, part)| *part);
        let text = law.text.get(range(sentence.span)).unwrap_or_default();
        let proviso = said.map_or_else(
            || begins_proviso(text),
            |part| part == SentencePart::Proviso,
        );
        sentence.part = proviso.then_some(SentencePart::Proviso);
        if let Some((count, has_proviso)) = counts.get_mut(wide(sentence.provision)) {
            *count = count.saturating_add(1);
            *has_proviso = *has_proviso || proviso;
        }
    }
    let mut seen: Vec<u16> = vec![0; law.provisions.len()];
    for sentence in &mut law.sentences {
        let at = wide(sentence.provision);
        let kind = law
            .provisions
            .get(at)
            .map_or(ProvisionKind::Other, |data| data.kind);
        let divided = matches!(
            kind,
            ProvisionKind::Article
                | ProvisionKind::Paragraph
                | ProvisionKind::Item
                | ProvisionKind::Subitem
        );
        let (count, has_proviso) = counts.get(at).copied().unwrap_or((0, false));
        let Some(before) = seen.get_mut(at) else {
            continue;
        };
        let place = *before;
        *before = before.saturating_add(1);
        sentence.part = match (divided, sentence.part) {
            (false, _) => None,
            (true, Some(part)) if count > 1 => Some(part),
            (true, _) if count < 2 => None,
            (true, _) if has_proviso => Some(SentencePart::Main),
            (true, _) => match (count, place) {
                (2 | 3, 0) => Some(SentencePart::First),
                (3, 1) => Some(SentencePart::Middle),
                (2, 1) | (3, 2) => Some(SentencePart::Last),
                _ => None,
            },
        };
    }
}

pub(super) fn begins_proviso(text: &str) -> bool {
    ["ただし", "但し", "但シ", "タダシ", "但"]
        .iter()
        .any(|word| text.starts_with(word))
}
