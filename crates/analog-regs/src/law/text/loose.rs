//! Lines that begin nothing, and cells.

use super::{
    super::{PieceKind, ProvisionKind as Kind, build::Gap, tree::small},
    grow::{ARTICLE, Grower, Line, PARAGRAPH, REGION, TABLE},
    marker::is_blank,
};

impl Grower<'_> {
    /// A line that begins with nothing.
    pub(super) fn plain(&mut self, line: Line) {
        if !self.begun {
            self.head(&line);
            return;
        }
        if self.caption.is_some() {
            let in_supplement = self.region() == Some(Kind::Supplement);
            if in_supplement || self.has(Kind::Article) {
                // 「（経過措置）」 above a paragraph without a number.
                self.open_paragraph(None);
                self.take_caption();
                self.sentences(&line);
                return;
            }
            self.release_caption();
        }
        let said = self.slice(&line);
        let ends = said.ends_with('。') || !has_hiragana(said);
        let deepest = self.levels.last().copied();
        match deepest {
            Some(level) if level.rank > PARAGRAPH && level.rank < TABLE => {
                let of_paragraph = self.has(Kind::Paragraph);
                if of_paragraph && !self.numbered && ends && !(self.unended && self.depth > 0) {
                    self.open_paragraph(None);
                }
            }
            Some(level) if level.kind == Kind::Paragraph => {
                if !self.unended && !self.numbered {
                    self.open_paragraph(None);
                }
            }
            Some(level)
                if matches!(
                    level.kind,
                    Kind::Article | Kind::Supplement | Kind::MainProvision
                ) =>
            {
                self.open_paragraph(None);
            }
            Some(_) => self.end_sentence(),
            None => {
                self.begin();
                self.open_paragraph(None);
            }
        }
        self.sentences(&line);
        if deepest.is_some_and(|level| {
            level.rank < ARTICLE && self.levels.last().is_some_and(|l| l.rank == level.rank)
        }) {
            self.end_sentence();
        }
    }

    /// Lines before the first provision: number and day, title, preamble.
    pub(super) fn head(&mut self, line: &Line) {
        let said = self.slice(line);
        self.builder.gap(Gap::None);
        if is_number(said) {
            if self.region() != Some(Kind::LawNumber) {
                self.close_to(REGION);
                self.open(Kind::LawNumber, REGION);
            }
            self.piece(PieceKind::Text, line);
            return;
        }
        if !self.titled {
            self.titled = true;
            self.close_to(REGION);
            self.open(Kind::Title, REGION);
            let name = said
                .trim_start_matches(['○', '◯', '●', '◎'])
                .trim_start_matches(is_blank);
            self.builder.name = (small(line.end.saturating_sub(name.len())), small(line.end));
            self.piece(PieceKind::Heading, line);
            self.close_to(REGION);
            return;
        }
        if !self.articles_come {
            self.begin();
            self.plain(line.clone());
            return;
        }
        if self.region() != Some(Kind::Preamble) {
            self.close_to(REGION);
            self.open(Kind::Preamble, REGION);
            self.new_scope();
        }
        if !self.unended {
            self.open_paragraph(None);
        }
        self.sentences(line);
    }

    /// A row whose cells are separated by tabs.
    pub(super) fn row(&mut self, line: &Line) {
        let mut at = line.start;
        let mut cells = Vec::new();
        for cell in self.slice(line).trim_end_matches(['\r', '\n']).split('\t') {
            cells.push(at..at.saturating_add(cell.len()));
            at = at.saturating_add(cell.len()).saturating_add(1);
        }
        self.begin_row();
        for cell in cells {
            self.cell(&[cell]);
        }
        self.end_row();
    }

    pub(super) fn begin_row(&mut self) {
        if !self.has(Kind::Table) {
            self.end_sentence();
            self.open(Kind::Table, TABLE);
        }
        self.end_sentence();
        self.builder.open(Kind::TableRow);
    }

    /// A cell of one or more lines.
    pub(super) fn cell(&mut self, lines: &[Line]) {
        self.builder.open(Kind::TableCell);
        for line in lines {
            let line = self.trimmed(line.clone());
            if !line.is_empty() {
                self.sentences(&line);
            }
        }
        self.end_sentence();
        self.builder.close();
    }

    pub(super) fn end_row(&mut self) {
        self.builder.close();
    }

    /// Text of a page that is not of the law.
    pub(super) fn outside(&mut self, line: &Line) {
        self.release_caption();
        self.close_to(0);
        let line = self.trimmed(line.clone());
        self.piece(PieceKind::Text, &line);
    }
}

pub(super) fn has_hiragana(text: &str) -> bool {
    text.chars().any(|c| ('ぁ'..='ゖ').contains(&c))
}

/// 「平成9年9月24日」, 「条例第20号」, 「昭和三十九年法律第百六十七号」, alone or in parentheses.
pub(super) fn is_number(said: &str) -> bool {
    let said = said.trim_matches(['(', ')', '（', '）', '〔', '〕']);
    let era = ["明治", "大正", "昭和", "平成", "令和"]
        .iter()
        .any(|era| said.starts_with(era));
    let short = said.chars().count() <= 60 && !said.contains(['、', '。']);
    let numbered = said.ends_with('号') && said.contains('第');
    short && (numbered || (era && said.ends_with('日')))
}
