//! What a part of a law text is.

use tosei_types::coded_enum;

coded_enum! {
    /// 規定の種類 (kind of provision): what a part of a law text is, from the whole law to a cell of a table.
    ///
    /// # Source
    ///
    /// `egov-law-xml`: the levels of 法令標準XML; the readers of pages and plain text make the same ones.
    pub enum ProvisionKind: "kind of provision" {
        /// 法令 (law): the root.
        Law = "law" ("法令", "law"),
        /// 法令番号 (number of the law), or the day and number lines of an ordinance.
        LawNumber = "law_number" ("法令番号", "law number"),
        /// 題名 (title).
        Title = "title" ("題名", "title"),
        /// 制定文 (enacting words).
        EnactStatement = "enact_statement" ("制定文", "enacting words"),
        /// 目次 (table of contents).
        Contents = "contents" ("目次", "table of contents"),
        /// A line of the 目次.
        ContentsEntry = "contents_entry" ("目次の行", "line of the contents"),
        /// 前文 (preamble).
        Preamble = "preamble" ("前文", "preamble"),
        /// 本則 (main provisions).
        MainProvision = "main_provision" ("本則", "main provisions"),
        /// 編 (part).
        Part = "part" ("編", "part"),
        /// 章 (chapter).
        Chapter = "chapter" ("章", "chapter"),
        /// 節 (section).
        Section = "section" ("節", "section"),
        /// 款 (subsection).
        Subsection = "subsection" ("款", "subsection"),
        /// 目 (division).
        Division = "division" ("目", "division"),
        /// 条 (article).
        Article = "article" ("条", "article"),
        /// 項 (paragraph).
        Paragraph = "paragraph" ("項", "paragraph"),
        /// 号 (item).
        Item = "item" ("号", "item"),
        /// 号の細分 (subitem): イ, （１）, （ｉ）, each level inside the one before.
        Subitem = "subitem" ("号の細分", "subitem"),
        /// 附則 (supplementary provisions).
        Supplement = "supplement" ("附則", "supplementary provisions"),
        /// 別表 (schedule).
        Schedule = "schedule" ("別表", "schedule"),
        /// 附則別表 (schedule of supplementary provisions).
        SupplementSchedule = "supplement_schedule" ("附則別表", "schedule of supplementary provisions"),
        /// 様式 (form), and 別記, 書式, 別図 behind the provisions.
        Appendix = "appendix" ("様式・別記等", "form or appendix"),
        /// 表 (table).
        Table = "table" ("表", "table"),
        /// 表の行 (row of a table).
        TableRow = "table_row" ("表の行", "row of a table"),
        /// 表の欄 (cell of a table).
        TableCell = "table_cell" ("表の欄", "cell of a table"),
        /// 列記 (list without numbers).
        List = "list" ("列記", "list"),
        /// 備考 (remarks).
        Remarks = "remarks" ("備考", "remarks"),
        /// 引用構造 (quoted structure): provisions that an amendment puts into another law.
        Quote = "quote" ("引用構造", "quoted provisions"),
        /// 改正規定 (amending provision).
        Amendment = "amendment" ("改正規定", "amending provision"),
        /// What is known as no other kind; its text is kept.
        Other = "other" ("その他", "other"),
    }
}

impl ProvisionKind {
    /// Whether this is 編, 章, 節, 款 or 目.
    #[must_use]
    pub const fn is_division(self) -> bool {
        matches!(
            self,
            Self::Part | Self::Chapter | Self::Section | Self::Subsection | Self::Division
        )
    }
}

/// 文字の役割 (piece of text): what a run of the text is to its provision.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum PieceKind {
    /// 番号 (printed number): 「第九条の三」, 「２」, 「イ」, 「附　則」.
    Label,
    /// 見出し (heading): 「（目的）」, 「第一章　総則」, a title.
    Heading,
    /// A part of a sentence.
    Sentence,
    /// Text that is no sentence: a number of the law, the note of an amendment, what stands outside.
    Text,
}
