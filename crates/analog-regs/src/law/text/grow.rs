//! The tree, line by line.

use super::{
    super::{PieceKind, ProvisionKind as Kind, build::Builder, note::LawNote, tree::small},
    loose::{has_hiragana, is_number},
    marker::{ItemStyle, Marker, is_blank, marker},
    split::parts,
};
use std::ops::Range;
use tosei_types::Subitem;

/// An open provision and how deep it stands.
#[derive(Debug, Clone, Copy)]
pub(super) struct Level {
    pub(super) rank: u8,
    pub(super) kind: Kind,
    pub(super) sign: Option<Subitem>,
}

pub(super) const REGION: u8 = 1;
pub(super) const ARTICLE: u8 = 7;
pub(super) const PARAGRAPH: u8 = 8;
pub(super) const ITEM: u8 = 9;
pub(super) const SUBITEM: u8 = 10;
pub(super) const TABLE: u8 = 100;

/// A line: its text without blanks at the ends.
pub(super) type Line = Range<usize>;

pub(super) struct Grower<'t> {
    pub(super) text: &'t str,
    pub(super) builder: Builder,
    pub(super) levels: Vec<Level>,
    /// A heading that waits for its provision.
    pub(super) caption: Option<Line>,
    /// Whether articles or chapters come, so that what stands before them is a preamble.
    pub(super) articles_come: bool,
    /// Whether the title was read.
    pub(super) titled: bool,
    /// Whether a provision was read.
    pub(super) begun: bool,
    /// The first line of the contents, up to its blank.
    pub(super) first_entry: Option<&'t str>,
    pub(super) entries: u32,
    /// In the current article, or 附則 without articles: the last paragraph and whether one is numbered.
    pub(super) last_paragraph: u16,
    pub(super) numbered: bool,
    pub(super) style: Option<ItemStyle>,
    /// The last sentence is not ended, with so many brackets open.
    pub(super) unended: bool,
    pub(super) depth: u32,
}

impl<'t> Grower<'t> {
    pub(super) fn new(text: &'t str, builder: Builder) -> Self {
        Self {
            text,
            builder,
            levels: Vec::new(),
            caption: None,
            articles_come: text.lines().any(|line| {
                let line = line.trim_matches(is_blank);
                line.starts_with('第')
                    && matches!(
                        marker(line),
                        Marker::Article { .. } | Marker::Division { .. }
                    )
            }),
            titled: false,
            begun: false,
            first_entry: None,
            entries: 0,
            last_paragraph: 0,
            numbered: false,
            style: None,
            unended: false,
            depth: 0,
        }
    }

    pub(super) fn finish(mut self) -> Builder {
        self.release_caption();
        self.close_to(0);
        self.builder
    }

    pub(super) fn slice(&self, line: &Line) -> &'t str {
        self.text.get(line.clone()).unwrap_or_default()
    }

    pub(super) fn trimmed(&self, line: Line) -> Line {
        let text = self.slice(&line);
        let kept = text.trim_start_matches(is_blank);
        let start = line.end.saturating_sub(kept.len());
        start..start.saturating_add(kept.trim_end_matches(is_blank).len())
    }

    pub(super) fn piece(&mut self, kind: PieceKind, span: &Line) {
        self.builder
            .piece(kind, (small(span.start), small(span.end)));
    }

    pub(super) fn has(&self, kind: Kind) -> bool {
        self.levels.iter().any(|level| level.kind == kind)
    }

    pub(super) fn region(&self) -> Option<Kind> {
        self.levels.first().map(|level| level.kind)
    }

    pub(super) fn open(&mut self, kind: Kind, rank: u8) -> u32 {
        self.levels.push(Level {
            rank,
            kind,
            sign: None,
        });
        self.builder.open(kind)
    }

    /// Closes all that stands as deep or deeper.
    pub(super) fn close_to(&mut self, rank: u8) {
        self.end_sentence();
        while self.levels.last().is_some_and(|level| level.rank >= rank) {
            self.levels.pop();
            self.builder.close();
        }
    }

    pub(super) fn end_sentence(&mut self) {
        if self.unended {
            if self.depth > 0 {
                let end = super::super::tree::wide(self.builder.text_end());
                self.builder.notes.add(LawNote::BracketUnclosed, end, "");
            }
            self.builder.close_sentence();
            self.unended = false;
            self.depth = 0;
        }
    }

    /// A heading that no provision followed is a line like others.
    pub(super) fn release_caption(&mut self) {
        let Some(line) = self.caption.take() else {
            return;
        };
        if self.titled || self.begun {
            self.plain(line);
        } else {
            // 「（案）」 above the title.
            self.close_to(REGION);
            self.piece(PieceKind::Text, &line);
        }
    }

    /// Takes a line with its end.
    pub(super) fn line(&mut self, line: Line) {
        let whole = line;
        let line = self.trimmed(whole.clone());
        if line.is_empty() {
            return;
        }
        let said = self.slice(&line);
        // In a table an empty cell may be the first or the last.
        let in_table = self.has(Kind::Table) && self.slice(&whole).contains('\t');
        if in_table || said.contains('\t') {
            self.release_caption();
            self.row(&whole);
            return;
        }
        let mut found = marker(said);
        if found == Marker::Plain
            && !self.begun
            && said.ends_with("目次")
            && said.chars().count() <= 40
        {
            found = Marker::Contents; // 「消防法目次」
        }
        if self.has(Kind::Table) {
            self.close_to(TABLE);
        }
        if self.has(Kind::Contents) && self.contents(&line, &found) {
            return;
        }
        let may_head = match found {
            Marker::Article { .. } | Marker::Paragraph { .. } => true,
            Marker::Plain => self.begun,
            _ => false,
        };
        if self.caption.is_some() && !may_head {
            self.release_caption();
        }
        self.structure(line, found);
    }

    pub(super) fn structure(&mut self, line: Line, found: Marker<'_>) {
        let schedule = matches!(
            self.region(),
            Some(Kind::Schedule | Kind::SupplementSchedule | Kind::Appendix)
        );
        match found {
            Marker::Supplement { label, act } => self.supplement(&line, label, act),
            Marker::Schedule {
                label,
                number,
                of_supplement,
            } => {
                self.schedule(&line, label, number, of_supplement);
            }
            Marker::Appendix { label } => self.appendix(&line, label),
            Marker::Contents => {
                self.close_to(REGION);
                self.open(Kind::Contents, REGION);
                self.piece(PieceKind::Label, &line);
                self.titled = true;
            }
            Marker::Division { kind, number, .. } if !schedule => {
                self.division(&line, kind, number);
            }
            Marker::Article { label, numbers } if !schedule => self.article(&line, label, numbers),
            Marker::Paragraph { label, number } if !schedule => {
                self.paragraph(&line, label, number);
            }
            Marker::Paragraph { label, number } => {
                self.item(&line, label, (number, None), ItemStyle::Kanji);
            }
            Marker::Item {
                label,
                numbers,
                style,
            } if self.begun || schedule => {
                self.item(&line, label, numbers, style);
            }
            Marker::Subitem { label, sign } if self.begun => self.subitem(&line, label, sign),
            Marker::Remarks { label } if self.begun => {
                self.close_to(PARAGRAPH.saturating_add(u8::from(!schedule)));
                self.open(Kind::Remarks, if schedule { PARAGRAPH } else { ITEM });
                self.style = None;
                self.labelled(&line, label);
            }
            Marker::Caption if !schedule && (self.begun || !is_number(self.slice(&line))) => {
                self.caption = Some(line);
            }
            _ => self.plain(line),
        }
    }

    /// Label, and what follows it as sentences.
    pub(super) fn labelled(&mut self, line: &Line, label: usize) {
        let end = line.start.saturating_add(label);
        self.piece(PieceKind::Label, &(line.start..end));
        self.sentences(&(end..line.end));
    }

    pub(super) fn sentences(&mut self, line: &Line) {
        let text = self.slice(line);
        for part in parts(text, &mut self.depth) {
            let start = line.start.saturating_add(part.start);
            if !self.unended {
                self.builder.open_sentence(None);
            }
            self.piece(
                PieceKind::Sentence,
                &(start..line.start.saturating_add(part.end)),
            );
            self.unended = !part.ends;
            if part.ends {
                self.builder.close_sentence();
            }
        }
        // In 文語体 no sentence ends with 「。」: a line without hiragana is whole.
        if self.unended && self.depth == 0 && !has_hiragana(text) {
            self.end_sentence();
        }
    }
}
