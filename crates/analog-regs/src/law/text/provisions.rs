//! Lines that begin a provision.

use super::{
    super::{PieceKind, ProvisionKind as Kind},
    grow::{ARTICLE, Grower, ITEM, Level, Line, PARAGRAPH, REGION, SUBITEM, TABLE},
    marker::{ItemStyle, Marker, Numbers, is_blank, marker},
};
use tosei_types::{ProvisionNumber, Subitem};

impl Grower<'_> {
    /// Takes a line of the contents; `false` where they have ended.
    pub(super) fn contents(&mut self, line: &Line, found: &Marker<'_>) -> bool {
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

    pub(super) fn supplement(&mut self, line: &Line, label: usize, act: Option<&str>) {
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

    pub(super) fn head_line(&mut self, line: &Line, label: usize) {
        let end = line.start.saturating_add(label);
        self.piece(PieceKind::Label, &(line.start..end));
        let rest = self.trimmed(end..line.end);
        self.piece(PieceKind::Heading, &rest);
    }

    pub(super) fn schedule(
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

    pub(super) fn appendix(&mut self, line: &Line, label: usize) {
        self.close_to(REGION);
        self.open(Kind::Appendix, REGION);
        self.begun = true;
        self.new_scope();
        self.head_line(line, label);
    }

    pub(super) fn new_scope(&mut self) {
        self.last_paragraph = 0;
        self.numbered = false;
        self.style = None;
    }

    /// Opens the main provisions, unless provisions of a region are being read.
    pub(super) fn begin(&mut self) {
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

    pub(super) fn division(&mut self, line: &Line, kind: Kind, number: ProvisionNumber) {
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

    pub(super) fn take_caption(&mut self) {
        if let Some(line) = self.caption.take() {
            self.piece(PieceKind::Heading, &line);
        }
    }

    pub(super) fn set_numbers(&mut self, provision: u32, numbers: Numbers) {
        self.builder.set_number(provision, Some(numbers.0));
        if let Some(end) = numbers.1 {
            self.builder.set_number_end(provision, end);
        }
    }

    pub(super) fn article(&mut self, line: &Line, label: usize, numbers: Numbers) {
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
                self.paragraph(&rest, label, number);
            }
            _ => {
                self.open_paragraph(None);
                self.sentences(&rest);
            }
        }
    }

    /// Opens the next paragraph; without a number it gets the next one.
    pub(super) fn open_paragraph(&mut self, number: Option<ProvisionNumber>) {
        self.close_to(PARAGRAPH);
        let provision = self.open(Kind::Paragraph, PARAGRAPH);
        let counted = self.last_paragraph.saturating_add(1);
        let number = number.or_else(|| ProvisionNumber::try_new(&[counted]));
        self.last_paragraph = number.map_or(counted, |number| number.head());
        self.builder.set_number(provision, number);
        self.style = None;
    }

    pub(super) fn paragraph(&mut self, line: &Line, label: usize, number: ProvisionNumber) {
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

    pub(super) fn item(&mut self, line: &Line, label: usize, numbers: Numbers, style: ItemStyle) {
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
        // Items of 備考 in a provision stand below it, one beside the other.
        let of_remarks = self
            .levels
            .iter()
            .any(|level| level.kind == Kind::Remarks && level.rank == ITEM);
        let rank = if of_remarks { SUBITEM } else { ITEM };
        self.close_to(rank);
        self.style = Some(style);
        let provision = self.open(Kind::Item, rank);
        self.set_numbers(provision, numbers);
        if self.slice(&self.trimmed(line.start.saturating_add(label)..line.end)) == "削除" {
            self.builder.set_deleted(provision);
        }
        self.labelled(line, label);
    }

    pub(super) fn subitem(&mut self, line: &Line, label: usize, sign: Subitem) {
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
}
