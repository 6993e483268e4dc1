//! The tree, line by line.

use super::{
    super::{
        PieceKind, ProvisionKind as Kind,
        build::{Builder, Gap},
        note::LawNote,
        tree::small,
    },
    marker::{ItemStyle, Marker, Numbers, is_blank, marker},
    split::parts,
};
use std::ops::Range;
use tosei_types::{ProvisionNumber, Subitem};

/// An open provision and how deep it stands.
#[derive(Debug, Clone, Copy)]
struct Level {
    rank: u8,
    kind: Kind,
    sign: Option<Subitem>,
}

const REGION: u8 = 1;
const ARTICLE: u8 = 7;
const PARAGRAPH: u8 = 8;
const ITEM: u8 = 9;
const SUBITEM: u8 = 10;
const TABLE: u8 = 100;

/// A line: its text without blanks at the ends.
type Line = Range<usize>;

pub(super) struct Grower<'t> {
    text: &'t str,
    pub(super) builder: Builder,
    levels: Vec<Level>,
    /// A heading that waits for its provision.
    caption: Option<Line>,
    /// Whether articles or chapters come, so that what stands before them is a preamble.
    articles_come: bool,
    /// Whether the title was read.
    titled: bool,
    /// Whether a provision was read.
    begun: bool,
    /// The first line of the contents, up to its blank.
    first_entry: Option<&'t str>,
    entries: u32,
    /// In the current article, or 附則 without articles: the last paragraph and whether one is numbered.
    last_paragraph: u16,
    numbered: bool,
    style: Option<ItemStyle>,
    /// The last sentence is not ended, with so many brackets open.
    unended: bool,
    depth: u32,
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

    fn slice(&self, line: &Line) -> &'t str {
        self.text.get(line.clone()).unwrap_or_default()
    }

    fn trimmed(&self, line: Line) -> Line {
        let text = self.slice(&line);
        let kept = text.trim_start_matches(is_blank);
        let start = line.end.saturating_sub(kept.len());
        start..start.saturating_add(kept.trim_end_matches(is_blank).len())
    }

    fn piece(&mut self, kind: PieceKind, span: &Line) {
        self.builder
            .piece(kind, (small(span.start), small(span.end)));
    }

    fn has(&self, kind: Kind) -> bool {
        self.levels.iter().any(|level| level.kind == kind)
    }

    fn region(&self) -> Option<Kind> {
        self.levels.first().map(|level| level.kind)
    }

    fn open(&mut self, kind: Kind, rank: u8) -> u32 {
        self.levels.push(Level {
            rank,
            kind,
            sign: None,
        });
        self.builder.open(kind)
    }

    /// Closes all that stands as deep or deeper.
    fn close_to(&mut self, rank: u8) {
        self.end_sentence();
        while self.levels.last().is_some_and(|level| level.rank >= rank) {
            self.levels.pop();
            self.builder.close();
        }
    }

    fn end_sentence(&mut self) {
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
    fn release_caption(&mut self) {
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

    fn structure(&mut self, line: Line, found: Marker<'_>) {
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
                self.division(&line, kind, number)
            }
            Marker::Article { label, numbers } if !schedule => self.article(&line, label, numbers),
            Marker::Paragraph { label, number } if !schedule => {
                self.paragraph(&line, label, number)
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
    fn labelled(&mut self, line: &Line, label: usize) {
        let end = line.start.saturating_add(label);
        self.piece(PieceKind::Label, &(line.start..end));
        self.sentences(&(end..line.end));
    }

    fn sentences(&mut self, line: &Line) {
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

    /// Takes a line of the contents; `false` where they have ended.
    fn contents(&mut self, line: &Line, found: &Marker<'_>) -> bool {
        let said = self.slice(line);
        let head = said
            .find(is_blank)
            .and_then(|end| said.get(..end))
            .unwrap_or(said);
        let goes_on = match found {
            Marker::Division { .. } => self.first_entry != Some(head),
            Marker::Supplement { .. } => self.entries > 0,
            Marker::Schedule { .. } | Marker::Appendix { .. } => self.entries > 0,
            Marker::Plain => !said.contains('。'),
            Marker::Article { .. } => said.ends_with([')', '）']) && !said.contains('。'),
            _ => false,
        };
        if !goes_on {
            self.close_to(REGION);
            return false;
        }
        if self.first_entry.is_none() {
            self.first_entry = Some(head);
        }
        self.entries = self.entries.saturating_add(1);
        self.builder.open(Kind::ContentsEntry);
        self.piece(PieceKind::Text, line);
        self.builder.close();
        true
    }

    fn supplement(&mut self, line: &Line, label: usize, act: Option<&str>) {
        self.close_to(REGION);
        let provision = self.open(Kind::Supplement, REGION);
        if let Some(act) = act {
            self.builder.set_act(provision, act);
        }
        self.begun = true;
        self.titled = true;
        self.new_scope();
        self.head_line(line, label);
    }

    fn head_line(&mut self, line: &Line, label: usize) {
        let end = line.start.saturating_add(label);
        self.piece(PieceKind::Label, &(line.start..end));
        let rest = self.trimmed(end..line.end);
        self.piece(PieceKind::Heading, &rest);
    }

    fn schedule(
        &mut self,
        line: &Line,
        label: usize,
        number: Option<ProvisionNumber>,
        of_supplement: bool,
    ) {
        self.close_to(REGION);
        let kind = if of_supplement {
            Kind::SupplementSchedule
        } else {
            Kind::Schedule
        };
        let provision = self.open(kind, REGION);
        self.builder.set_number(provision, number);
        self.begun = true;
        self.new_scope();
        self.head_line(line, label);
    }

    fn appendix(&mut self, line: &Line, label: usize) {
        self.close_to(REGION);
        self.open(Kind::Appendix, REGION);
        self.begun = true;
        self.new_scope();
        self.head_line(line, label);
    }

    fn new_scope(&mut self) {
        self.last_paragraph = 0;
        self.numbered = false;
        self.style = None;
    }

    /// Opens the main provisions, unless provisions of a region are being read.
    fn begin(&mut self) {
        self.begun = true;
        self.titled = true;
        if !self
            .levels
            .iter()
            .any(|level| matches!(level.kind, Kind::MainProvision | Kind::Supplement))
        {
            self.close_to(REGION);
            self.open(Kind::MainProvision, REGION);
            self.new_scope();
        }
    }

    fn division(&mut self, line: &Line, kind: Kind, number: ProvisionNumber) {
        self.begin();
        let rank = match kind {
            Kind::Part => 2,
            Kind::Chapter => 3,
            Kind::Section => 4,
            Kind::Subsection => 5,
            _ => 6,
        };
        self.close_to(rank);
        let provision = self.open(kind, rank);
        self.builder.set_number(provision, Some(number));
        self.new_scope();
        self.piece(PieceKind::Heading, line);
    }

    fn take_caption(&mut self) {
        if let Some(line) = self.caption.take() {
            self.piece(PieceKind::Heading, &line);
        }
    }

    fn set_numbers(&mut self, provision: u32, numbers: Numbers) {
        self.builder.set_number(provision, Some(numbers.0));
        if let Some(end) = numbers.1 {
            self.builder.set_number_end(provision, end);
        }
    }

    fn article(&mut self, line: &Line, label: usize, numbers: Numbers) {
        self.begin();
        self.close_to(ARTICLE);
        let provision = self.open(Kind::Article, ARTICLE);
        self.set_numbers(provision, numbers);
        self.new_scope();
        self.take_caption();
        let end = line.start.saturating_add(label);
        self.piece(PieceKind::Label, &(line.start..end));
        let rest = self.trimmed(end..line.end);
        if self.slice(&rest) == "削除" {
            self.builder.set_deleted(provision);
        }
        if rest.is_empty() {
            return;
        }
        match marker(self.slice(&rest)) {
            // 「第一条　１　…」: the first paragraph is numbered too.
            Marker::Paragraph { label, number } if number.head() == 1 => {
                self.paragraph(&rest, label, number)
            }
            _ => {
                self.open_paragraph(None);
                self.sentences(&rest);
            }
        }
    }

    /// Opens the next paragraph; without a number it gets the next one.
    fn open_paragraph(&mut self, number: Option<ProvisionNumber>) {
        self.close_to(PARAGRAPH);
        let provision = self.open(Kind::Paragraph, PARAGRAPH);
        let counted = self.last_paragraph.saturating_add(1);
        let number = number.or_else(|| ProvisionNumber::try_new(&[counted]));
        self.last_paragraph = number.map_or(counted, |number| number.head());
        self.builder.set_number(provision, number);
        self.style = None;
    }

    fn paragraph(&mut self, line: &Line, label: usize, number: ProvisionNumber) {
        let in_items = self.levels.last().is_some_and(|level| level.rank >= ITEM);
        // Numbers within an item that do not go on are text.
        if in_items && number.head() <= self.last_paragraph {
            self.plain(line.clone());
            return;
        }
        self.begin();
        self.open_paragraph(Some(number));
        self.numbered = true;
        self.take_caption();
        self.labelled(line, label);
    }

    fn item(&mut self, line: &Line, label: usize, numbers: Numbers, style: ItemStyle) {
        if style == ItemStyle::Parenthesized && self.style == Some(ItemStyle::Kanji) {
            match Subitem::number(numbers.0.head()) {
                Some(sign) => self.subitem(line, label, sign),
                None => self.plain(line.clone()),
            }
            return;
        }
        let holder = |level: &Level| {
            matches!(
                level.kind,
                Kind::Paragraph
                    | Kind::Schedule
                    | Kind::SupplementSchedule
                    | Kind::Appendix
                    | Kind::Remarks
            )
        };
        if !self.levels.iter().any(holder) {
            self.begin();
            self.open_paragraph(None);
        }
        self.close_to(
            ITEM.saturating_add(u8::from(
                self.levels
                    .last()
                    .is_some_and(|l| l.kind == Kind::Remarks && l.rank == ITEM),
            )),
        );
        self.style = Some(style);
        let provision = self.open(Kind::Item, ITEM);
        self.set_numbers(provision, numbers);
        if self.slice(&self.trimmed(line.start.saturating_add(label)..line.end)) == "削除" {
            self.builder.set_deleted(provision);
        }
        self.labelled(line, label);
    }

    fn subitem(&mut self, line: &Line, label: usize, sign: Subitem) {
        let holder = |level: &Level| level.rank >= PARAGRAPH && level.rank < TABLE;
        if !self.levels.iter().any(holder) {
            self.plain(line.clone());
            return;
        }
        let same = self
            .levels
            .iter()
            .find(|level| level.sign.is_some_and(|other| other.kind() == sign.kind()));
        let deepest = self.levels.last().map_or(ITEM, |level| level.rank);
        let rank = same.map_or(deepest.max(ITEM).saturating_add(1).max(SUBITEM), |level| {
            level.rank
        });
        if rank >= TABLE {
            self.plain(line.clone());
            return;
        }
        self.close_to(rank);
        let provision = self.open(Kind::Subitem, rank);
        if let Some(level) = self.levels.last_mut() {
            level.sign = Some(sign);
        }
        self.builder.set_subitem(provision, Some(sign));
        self.labelled(line, label);
    }

    /// A line that begins with nothing.
    fn plain(&mut self, line: Line) {
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
    fn head(&mut self, line: &Line) {
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
    fn row(&mut self, line: &Line) {
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

fn has_hiragana(text: &str) -> bool {
    text.chars().any(|c| ('ぁ'..='ゖ').contains(&c))
}

/// 「平成9年9月24日」, 「条例第20号」, 「昭和三十九年法律第百六十七号」, alone or in parentheses.
fn is_number(said: &str) -> bool {
    let said = said.trim_matches(['(', ')', '（', '）', '〔', '〕']);
    let era = ["明治", "大正", "昭和", "平成", "令和"]
        .iter()
        .any(|era| said.starts_with(era));
    let short = said.chars().count() <= 60 && !said.contains(['、', '。']);
    let numbered = said.ends_with('号') && said.contains('第');
    short && ((era && (said.ends_with('日') || numbered)) || numbered)
}
