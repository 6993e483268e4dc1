//! The pass over the tags.

use super::{
    super::{
        PieceKind, ProvisionKind as Kind,
        build::{Builder, Gap},
        note::{LawNote, Notes},
        sign,
    },
    element::{Role, role},
    number,
    tag::{Tag, attribute, repeated, tag},
};
use std::ops::Range;
use tosei_document::Limits;
use tosei_types::SentencePart;

/// An open element.
#[derive(Debug, Clone, Copy)]
struct Frame<'s> {
    name: &'s str,
    role: Role,
    /// The sentence that it opened: of a sentence, or for the columns in it.
    sentence: Option<u32>,
}

/// Where text goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Slot {
    Piece(PieceKind),
    Hidden,
    Stray,
}

struct Reader<'s> {
    source: &'s str,
    builder: Builder,
    frames: Vec<Frame<'s>>,
    /// Where the text of each open element goes.
    slots: Vec<Slot>,
    depth: usize,
    /// Elements that are open beyond the depth.
    beyond: u64,
    saw_law: bool,
}

/// Reads all; what is odd is noted.
pub(super) fn read(source: &str, limits: &Limits, notes: Notes) -> Builder {
    let text = String::with_capacity(source.len() / 2);
    let mut reader = Reader {
        source,
        builder: Builder::new(text, notes, limits.items),
        frames: Vec::with_capacity(32),
        slots: Vec::with_capacity(32),
        depth: usize::try_from(limits.depth)
            .unwrap_or(usize::MAX)
            .clamp(1, 10_000),
        beyond: 0,
        saw_law: false,
    };
    reader.run();
    reader.builder
}

impl<'s> Reader<'s> {
    fn run(&mut self) {
        let bytes = self.source.as_bytes();
        let mut at = 0usize;
        while let Some(rest) = bytes.get(at..) {
            let Some(found) = memchr::memchr(b'<', rest) else {
                break;
            };
            let open = at.saturating_add(found);
            if found > 0 {
                self.text(at..open);
            }
            let (found, end) = tag(self.source, open);
            match found {
                Tag::Start {
                    name,
                    attributes,
                    attributes_at,
                    closes,
                } => {
                    self.start(name, attributes, attributes_at, open);
                    if closes {
                        self.end(name, open);
                    }
                }
                Tag::End { name } => self.end(name, open),
                Tag::Cdata { text, at } => self.said(text, at),
                Tag::Aside => {}
                Tag::Nothing => self.said("<", open),
                Tag::Unclosed => {
                    self.builder.notes.add(LawNote::Truncated, open, "<");
                    at = bytes.len();
                    break;
                }
            }
            at = end;
            if self.builder.is_full() {
                return;
            }
        }
        if at < bytes.len() {
            self.text(at..bytes.len());
        }
        if let Some(last) = self.frames.last() {
            self.builder
                .notes
                .add(LawNote::Truncated, bytes.len(), last.name);
        }
        while self.frames.pop().is_some() {
            self.slots.pop();
        }
        if !self.saw_law {
            self.builder.notes.add_placed(LawNote::NotLaw, None, "Law");
        }
    }

    fn start(&mut self, name: &'s str, attributes: &'s str, attributes_at: usize, at: usize) {
        if self.frames.len() >= self.depth {
            if self.beyond == 0 {
                self.builder.notes.add(LawNote::TooDeep, at, name);
            }
            self.beyond = self.beyond.saturating_add(1);
            return;
        }
        if let Some((name, offset)) = repeated(attributes) {
            let at = attributes_at.saturating_add(offset);
            self.builder.notes.add(LawNote::AttributeRepeated, at, name);
        }
        let role = role(name.as_bytes());
        let outer = self.slots.last().copied().unwrap_or(Slot::Stray);
        let builder = &mut self.builder;
        let mut sentence = None;
        let mut slot = Slot::Stray;
        match role {
            Role::Sentence => {
                let in_column = self
                    .frames
                    .last()
                    .is_some_and(|frame| frame.role == Role::Column);
                if in_column {
                    builder.gap(Gap::None);
                } else {
                    let in_cell = builder.current_kind() == Kind::TableCell;
                    let first = builder.own_sentences() == 0;
                    if in_cell && !first {
                        builder.gap(Gap::Blank);
                    }
                    let part = attribute(attributes, "Function").and_then(|(said, _)| match said {
                        "main" => Some(SentencePart::Main),
                        "proviso" => Some(SentencePart::Proviso),
                        _ => None,
                    });
                    sentence = Some(builder.open_sentence(part));
                }
                slot = Slot::Piece(PieceKind::Sentence);
            }
            Role::Column => {
                if let Some(frame) = self.frames.last_mut() {
                    if frame.sentence.is_some() {
                        builder.gap(Gap::Blank);
                    } else {
                        frame.sentence = Some(builder.open_sentence(None));
                    }
                }
                slot = Slot::Piece(PieceKind::Sentence);
            }
            Role::Container => {}
            Role::Provision(kind) => {
                // The first paragraph goes on behind the number of its article.
                let goes_on = kind == Kind::Paragraph
                    && builder.current_kind() == Kind::Article
                    && builder.is_empty();
                if !goes_on {
                    builder.gap(Gap::Line);
                }
                let provision = builder.open(kind);
                self.numbers(provision, kind, name, attributes, attributes_at);
                if matches!(kind, Kind::EnactStatement | Kind::ContentsEntry) {
                    slot = Slot::Piece(PieceKind::Text);
                }
            }
            Role::Cell => {
                builder.gap(Gap::Tab);
                builder.open(Kind::TableCell);
            }
            Role::Title => {
                builder.gap(Gap::Line);
                builder.open(Kind::Title);
                slot = Slot::Piece(PieceKind::Heading);
            }
            Role::LawNumber => {
                builder.gap(Gap::Line);
                builder.open(Kind::LawNumber);
                slot = Slot::Piece(PieceKind::Text);
            }
            Role::Label => slot = Slot::Piece(PieceKind::Label),
            Role::Caption => {
                builder.gap(Gap::Line);
                slot = Slot::Piece(PieceKind::Heading);
            }
            Role::Heading => slot = Slot::Piece(PieceKind::Heading),
            Role::Text => {
                if builder.current_kind() != Kind::ContentsEntry {
                    builder.gap(Gap::Line);
                }
                slot = Slot::Piece(PieceKind::Text);
            }
            Role::Inline => slot = outer,
            Role::Hidden => slot = Slot::Hidden,
            Role::Through => {
                self.saw_law = self.saw_law || name == "Law";
                if name == "Law" {
                    slot = Slot::Stray;
                }
            }
            Role::Unknown => {
                builder.notes.add_element(at, name);
                slot = match outer {
                    Slot::Stray => Slot::Piece(PieceKind::Text),
                    other => other,
                };
            }
        }
        if outer == Slot::Hidden {
            slot = Slot::Hidden;
        }
        self.frames.push(Frame {
            name,
            role,
            sentence,
        });
        self.slots.push(slot);
    }

    /// `Num` and what else stands in the start tag.
    fn numbers(
        &mut self,
        provision: u32,
        kind: Kind,
        name: &str,
        attributes: &str,
        attributes_at: usize,
    ) {
        let builder = &mut self.builder;
        match kind {
            Kind::Supplement => {
                if let Some((act, span)) = attribute(attributes, "AmendLawNum")
                    && !act.is_empty()
                {
                    builder.set_act(provision, act);
                    let start = attributes_at.saturating_add(span.start);
                    self.frames_act(start..attributes_at.saturating_add(span.end));
                }
                return;
            }
            Kind::Part | Kind::Chapter | Kind::Section | Kind::Subsection | Kind::Division => {}
            Kind::Article | Kind::Paragraph | Kind::Item | Kind::Subitem => {}
            Kind::Schedule | Kind::SupplementSchedule => {}
            _ => return,
        }
        if let Some((written, span)) = attribute(attributes, "Num") {
            match number::number(written) {
                Some((first, end)) => {
                    builder.set_number(provision, Some(first));
                    if let Some(end) = end {
                        builder.set_number_end(provision, end);
                    }
                    if kind == Kind::Subitem {
                        let level = name
                            .get("Subitem".len()..)
                            .and_then(|level| level.parse().ok());
                        builder.set_subitem(
                            provision,
                            number::sign_of(level.unwrap_or(0), first.head()),
                        );
                    }
                }
                None => {
                    let at = attributes_at.saturating_add(span.start);
                    builder.notes.add(LawNote::NumberUnreadable, at, written);
                }
            }
        }
        if attribute(attributes, "Delete").is_some_and(|(value, _)| value == "true") {
            builder.set_deleted(provision);
        }
    }

    /// The act of a 附則 is printed behind its label; it waits for that.
    fn frames_act(&mut self, span: Range<usize>) {
        self.builder.waiting = Some(span);
    }

    fn end(&mut self, name: &str, at: usize) {
        if self.beyond > 0 {
            self.beyond = self.beyond.saturating_sub(1);
            return;
        }
        if self.frames.last().is_some_and(|frame| frame.name == name) {
            self.pop();
            return;
        }
        self.builder.notes.add(LawNote::TagMismatch, at, name);
        // What was left open inside is closed with it; an end tag of nothing is skipped.
        let open = self.frames.iter().rposition(|frame| frame.name == name);
        if let Some(open) = open {
            while self.frames.len() > open {
                self.pop();
            }
        }
    }

    fn pop(&mut self) {
        let Some(frame) = self.frames.pop() else {
            return;
        };
        self.slots.pop();
        let builder = &mut self.builder;
        if let Some(sentence) = frame.sentence {
            builder.close_sentence_of(sentence);
        }
        match frame.role {
            Role::Label => {
                label_ended(builder, self.source);
                builder.gap(if builder.current_kind() == Kind::Contents {
                    Gap::Line
                } else {
                    Gap::Blank
                });
            }
            Role::Heading | Role::Caption if builder.current_kind() != Kind::ContentsEntry => {
                builder.gap(Gap::Line);
            }
            Role::Provision(kind) => {
                builder.close();
                if kind == Kind::Quote {
                    builder.gap(Gap::Line);
                }
            }
            Role::Cell | Role::Title | Role::LawNumber => builder.close(),
            _ => {}
        }
    }

    /// Text between tags: references are resolved, blanks of the layout are not part of it.
    fn text(&mut self, span: Range<usize>) {
        let Some(slot) = self.slots.last().copied() else {
            let said = self.source.get(span.clone()).unwrap_or_default();
            if !said.trim_ascii().is_empty() {
                self.builder
                    .notes
                    .add(LawNote::StrayText, span.start, said.trim_ascii());
                self.said(said.trim_ascii(), span.start);
            }
            return;
        };
        let Some(said) = self.source.get(span.clone()) else {
            return;
        };
        if slot == Slot::Hidden {
            return;
        }
        let bytes = said.as_bytes();
        if slot == Slot::Stray && bytes.iter().all(u8::is_ascii_whitespace) {
            return;
        }
        if memchr::memchr2(b'\n', b'&', bytes).is_none() && slot != Slot::Stray {
            self.said(said, span.start);
            return;
        }
        if slot == Slot::Stray {
            let trimmed = said.trim_ascii_start();
            let at = span.end.saturating_sub(trimmed.len());
            self.builder.notes.add(LawNote::StrayText, at, trimmed);
        }
        let mut at = span.start;
        for line in said.split_inclusive('\n') {
            let kept = line.trim_end_matches('\n');
            let cut = kept.len() < line.len();
            let kept = if cut { kept.trim_ascii_end() } else { kept };
            let inner = if at > span.start {
                kept.trim_ascii_start()
            } else {
                kept
            };
            let start = at.saturating_add(kept.len().saturating_sub(inner.len()));
            self.resolved(inner, start);
            at = at.saturating_add(line.len());
        }
    }

    fn resolved(&mut self, said: &str, at: usize) {
        let mut from = 0usize;
        while let Some(rest) = said.get(from..).filter(|rest| !rest.is_empty()) {
            let start = at.saturating_add(from);
            let Some(found) = memchr::memchr(b'&', rest.as_bytes()) else {
                self.said(rest, start);
                return;
            };
            if found > 0 {
                self.said(rest.get(..found).unwrap_or_default(), start);
            }
            let start = start.saturating_add(found);
            let reference = rest.get(found..).unwrap_or_default();
            let length = match character(reference) {
                Some((meant, length)) => {
                    let mut buffer = [0u8; 4];
                    let end = start.saturating_add(length);
                    let meant: &str = meant.encode_utf8(&mut buffer);
                    self.push(meant, start..end);
                    length
                }
                None => {
                    let name: String = reference.chars().take_while(|c| *c != ';').collect();
                    self.builder
                        .notes
                        .add(LawNote::UnknownReference, start, &name);
                    self.said("&", start);
                    1
                }
            };
            from = from.saturating_add(found).saturating_add(length);
        }
    }

    fn said(&mut self, said: &str, at: usize) {
        self.push(said, at..at.saturating_add(said.len()));
    }

    fn push(&mut self, said: &str, source: Range<usize>) {
        match self.slots.last().copied().unwrap_or(Slot::Stray) {
            Slot::Piece(kind) => self.builder.push(kind, said, source),
            Slot::Stray => self.builder.push(PieceKind::Text, said, source),
            Slot::Hidden => {}
        }
    }
}

/// The sign of a subitem is the one that is printed; a 附則 says its act behind its label.
fn label_ended(builder: &mut Builder, source: &str) {
    match builder.current_kind() {
        Kind::Subitem => {
            let provision = builder.current();
            if let Some(label) = builder.label_of(provision)
                && let Some((sign, _)) = sign::leading(label)
            {
                builder.set_subitem(provision, Some(sign));
            }
        }
        Kind::Schedule | Kind::SupplementSchedule => {
            let provision = builder.current();
            if let Some(label) = builder.label_of(provision) {
                let number = sign::schedule_number(label);
                builder.set_number(provision, number);
            }
        }
        Kind::Supplement => {
            if let Some(span) = builder.waiting.take() {
                builder.gap(Gap::Blank);
                let act = source.get(span.clone()).unwrap_or_default();
                builder.push(PieceKind::Heading, "（", span.start..span.start);
                builder.push(PieceKind::Heading, act, span.clone());
                builder.push(PieceKind::Heading, "）", span.end..span.end);
            }
        }
        Kind::Title => {}
        _ => {}
    }
}

/// The five entities of XML and numbers.
fn character(text: &str) -> Option<(char, usize)> {
    let end = text.bytes().take(12).position(|byte| byte == b';')?;
    let name = text.get(1..end)?;
    let meant = match name {
        "amp" => '&',
        "lt" => '<',
        "gt" => '>',
        "quot" => '"',
        "apos" => '\'',
        _ => {
            let number = name.strip_prefix('#')?;
            let code = match number.strip_prefix('x') {
                Some(hex) => u32::from_str_radix(hex, 16).ok()?,
                None => number.parse().ok()?,
            };
            char::from_u32(code).filter(|c| !c.is_control() || matches!(c, '\t' | '\n' | '\r'))?
        }
    };
    Some((meant, end.checked_add(1)?))
}
