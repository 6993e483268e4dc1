//! The elements of 法令標準XML, and what each is to the text.

use super::super::ProvisionKind as Kind;
use std::sync::OnceLock;

/// What an element does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Role {
    /// It is a provision on lines of its own.
    Provision(Kind),
    /// A cell: a provision on the line of its row.
    Cell,
    /// It holds the sentences of its provision.
    Container,
    /// One sentence, unless it stands in a column of one.
    Sentence,
    /// A part of a sentence that is set apart.
    Column,
    /// 題名.
    Title,
    /// 法令番号.
    LawNumber,
    /// The printed number of its provision.
    Label,
    /// The heading of its provision on a line of its own.
    Caption,
    /// The heading of its provision behind the number.
    Heading,
    /// Text that is no sentence.
    Text,
    /// Part of the text that it stands in.
    Inline,
    /// Its text is not read.
    Hidden,
    /// It says nothing.
    Through,
    /// It is not known.
    Unknown,
}

/// A line that makes a role of a name.
type Known = (&'static str, Role);

const ELEMENTS: &[Known] = &[
    ("Law", Role::Through),
    ("LawNum", Role::LawNumber),
    ("LawBody", Role::Through),
    ("LawTitle", Role::Title),
    ("EnactStatement", Role::Provision(Kind::EnactStatement)),
    ("TOC", Role::Provision(Kind::Contents)),
    ("TOCLabel", Role::Label),
    ("TOCPreambleLabel", Role::Provision(Kind::ContentsEntry)),
    ("TOCPart", Role::Provision(Kind::ContentsEntry)),
    ("TOCChapter", Role::Provision(Kind::ContentsEntry)),
    ("TOCSection", Role::Provision(Kind::ContentsEntry)),
    ("TOCSubsection", Role::Provision(Kind::ContentsEntry)),
    ("TOCDivision", Role::Provision(Kind::ContentsEntry)),
    ("TOCArticle", Role::Provision(Kind::ContentsEntry)),
    ("TOCSupplProvision", Role::Provision(Kind::ContentsEntry)),
    ("TOCAppdxTableLabel", Role::Provision(Kind::ContentsEntry)),
    ("ArticleRange", Role::Text),
    ("Preamble", Role::Provision(Kind::Preamble)),
    ("MainProvision", Role::Provision(Kind::MainProvision)),
    ("Part", Role::Provision(Kind::Part)),
    ("PartTitle", Role::Heading),
    ("Chapter", Role::Provision(Kind::Chapter)),
    ("ChapterTitle", Role::Heading),
    ("Section", Role::Provision(Kind::Section)),
    ("SectionTitle", Role::Heading),
    ("Subsection", Role::Provision(Kind::Subsection)),
    ("SubsectionTitle", Role::Heading),
    ("Division", Role::Provision(Kind::Division)),
    ("DivisionTitle", Role::Heading),
    ("Article", Role::Provision(Kind::Article)),
    ("ArticleCaption", Role::Caption),
    ("ArticleTitle", Role::Label),
    ("SupplNote", Role::Text),
    ("Paragraph", Role::Provision(Kind::Paragraph)),
    ("ParagraphCaption", Role::Caption),
    ("ParagraphNum", Role::Label),
    ("ParagraphSentence", Role::Container),
    ("Item", Role::Provision(Kind::Item)),
    ("ItemTitle", Role::Label),
    ("ItemSentence", Role::Container),
    ("Class", Role::Provision(Kind::List)),
    ("ClassTitle", Role::Label),
    ("ClassSentence", Role::Container),
    ("Sentence", Role::Sentence),
    ("Column", Role::Column),
    ("Ruby", Role::Inline),
    ("Rt", Role::Hidden),
    ("Sup", Role::Inline),
    ("Sub", Role::Inline),
    ("Line", Role::Inline),
    ("ArithFormula", Role::Inline),
    ("ArithFormulaNum", Role::Inline),
    ("QuoteStruct", Role::Provision(Kind::Quote)),
    ("AmendProvision", Role::Provision(Kind::Amendment)),
    ("AmendProvisionSentence", Role::Container),
    ("NewProvision", Role::Provision(Kind::Quote)),
    ("SupplProvision", Role::Provision(Kind::Supplement)),
    ("SupplProvisionLabel", Role::Label),
    (
        "SupplProvisionAppdxTable",
        Role::Provision(Kind::SupplementSchedule),
    ),
    ("SupplProvisionAppdxTableTitle", Role::Label),
    ("SupplProvisionAppdxStyle", Role::Provision(Kind::Appendix)),
    ("SupplProvisionAppdxStyleTitle", Role::Label),
    ("SupplProvisionAppdx", Role::Provision(Kind::Appendix)),
    ("AppdxTable", Role::Provision(Kind::Schedule)),
    ("AppdxTableTitle", Role::Label),
    ("RelatedArticleNum", Role::Heading),
    ("AppdxNote", Role::Provision(Kind::Appendix)),
    ("AppdxNoteTitle", Role::Label),
    ("AppdxStyle", Role::Provision(Kind::Appendix)),
    ("AppdxStyleTitle", Role::Label),
    ("AppdxFormat", Role::Provision(Kind::Appendix)),
    ("AppdxFormatTitle", Role::Label),
    ("AppdxFig", Role::Provision(Kind::Appendix)),
    ("AppdxFigTitle", Role::Label),
    ("Appdx", Role::Provision(Kind::Appendix)),
    ("TableStruct", Role::Through),
    ("TableStructTitle", Role::Caption),
    ("Table", Role::Provision(Kind::Table)),
    ("TableHeaderRow", Role::Provision(Kind::TableRow)),
    ("TableHeaderColumn", Role::Cell),
    ("TableRow", Role::Provision(Kind::TableRow)),
    ("TableColumn", Role::Cell),
    ("FigStruct", Role::Through),
    ("FigStructTitle", Role::Caption),
    ("Fig", Role::Through),
    ("NoteStruct", Role::Through),
    ("NoteStructTitle", Role::Caption),
    ("Note", Role::Provision(Kind::Other)),
    ("StyleStruct", Role::Through),
    ("StyleStructTitle", Role::Caption),
    ("Style", Role::Provision(Kind::Other)),
    ("FormatStruct", Role::Through),
    ("FormatStructTitle", Role::Caption),
    ("Format", Role::Provision(Kind::Other)),
    ("List", Role::Provision(Kind::List)),
    ("ListSentence", Role::Container),
    ("Sublist1", Role::Provision(Kind::List)),
    ("Sublist1Sentence", Role::Container),
    ("Sublist2", Role::Provision(Kind::List)),
    ("Sublist2Sentence", Role::Container),
    ("Sublist3", Role::Provision(Kind::List)),
    ("Sublist3Sentence", Role::Container),
    ("Remarks", Role::Provision(Kind::Remarks)),
    ("RemarksLabel", Role::Label),
];

/// The role of a name.
pub(super) fn role(name: &[u8]) -> Role {
    static TABLE: OnceLock<Table> = OnceLock::new();
    if let Some(role) = TABLE.get_or_init(Table::new).get(name) {
        return role;
    }
    // Subitem1 to Subitem10, and their parts.
    let Some(rest) = name.strip_prefix(b"Subitem") else {
        return Role::Unknown;
    };
    let digits = rest.iter().take_while(|byte| byte.is_ascii_digit()).count();
    match rest.split_at_checked(digits) {
        Some((level, b"")) if !level.is_empty() => Role::Provision(Kind::Subitem),
        Some((level, b"Title")) if !level.is_empty() => Role::Label,
        Some((level, b"Sentence")) if !level.is_empty() => Role::Container,
        _ => Role::Unknown,
    }
}

/// A hash table without collisions in a slot of four; names are compared whole.
struct Table(Vec<[Option<Known>; 4]>);

const SLOTS: usize = 256;

fn slot(name: &[u8]) -> usize {
    let mut hash = u32::try_from(name.len()).unwrap_or(0);
    // Length, the first two bytes, one in the middle and the last one tell most names apart.
    let picks = [0, 1, name.len() / 2, name.len().saturating_sub(2)];
    for at in picks {
        let byte = name.get(at).copied().unwrap_or(0);
        hash = hash.wrapping_mul(31).wrapping_add(u32::from(byte));
    }
    usize::try_from(hash ^ (hash >> 7)).unwrap_or(0) % SLOTS
}

impl Table {
    fn new() -> Self {
        let mut slots = vec![[None; 4]; SLOTS];
        for known in ELEMENTS {
            let slot = slots.get_mut(slot(known.0.as_bytes()));
            // A test holds that every name finds a place.
            if let Some(place) = slot.and_then(|slot| slot.iter_mut().find(|p| p.is_none())) {
                *place = Some(*known);
            }
        }
        Self(slots)
    }

    fn get(&self, name: &[u8]) -> Option<Role> {
        let slot = self.0.get(slot(name))?;
        slot.iter()
            .flatten()
            .find(|known| known.0.as_bytes() == name)
            .map(|known| known.1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_name_finds_its_role() {
        for (name, expected) in ELEMENTS {
            assert_eq!(role(name.as_bytes()), *expected, "{name}");
        }
        assert_eq!(role(b"Subitem3"), Role::Provision(Kind::Subitem));
        assert_eq!(role(b"Subitem10Sentence"), Role::Container);
        for name in ["", "Subitem", "SubitemX", "law", "Tabl", "Subitem1Name"] {
            assert_eq!(role(name.as_bytes()), Role::Unknown, "{name}");
        }
    }
}
