//! What a column of an office's own table can be.

use tosei_types::coded_enum;

coded_enum! {
    /// 項目 (field) of the inventory that a column of an office's own table holds.
    pub enum OfficeField: "field of an office's table" {
        /// 手続ID.
        ProcedureId = "procedure_id" ("手続ID", "Procedure id"),
        /// 手続名.
        ProcedureName = "procedure_name" ("手続名", "Name of the procedure"),
        /// 所管課.
        Organisation = "organisation" ("所管課", "Section in charge"),
        /// 所管部: what the section belongs to.
        ParentOrganisation = "parent_organisation" ("所管部", "Department of the section"),
        /// 種類: the kind of process that the row is about.
        Kind = "kind" ("種類", "Kind of process"),
        /// 手続の分類.
        Category = "category" ("手続の分類", "Category of the procedure"),
        /// 主体: who acts.
        Actor = "actor" ("主体", "Who acts"),
        /// オンライン化の状況.
        OnlineStatus = "online_status" ("オンライン化の状況", "Online status"),
        /// オンライン化の開始日.
        OnlineSince = "online_since" ("開始日", "Online since"),
        /// 年間件数.
        Cases = "cases" ("年間件数", "Cases in the year"),
        /// うちオンライン件数.
        OnlineCases = "online_cases" ("うちオンライン件数", "of which online"),
        /// 件数の年度.
        VolumeYear = "volume_year" ("件数の年度", "Fiscal year of the cases"),
        /// 根拠規程.
        LegalTitle = "legal_title" ("根拠規程", "Legal basis"),
        /// 根拠条項.
        LegalProvision = "legal_provision" ("根拠条項", "Provision"),
        /// 標準処理期間.
        StandardPeriod = "standard_period" ("標準処理期間", "Standard processing period"),
        /// 備考.
        Note = "note" ("備考", "Note"),
        /// 読まない: a column that somebody looked at and left out.
        NotRead = "not_read" ("読まない", "not read"),
    }
}

impl OfficeField {
    /// Whether a merged cell or a blank one may take the value from above.
    ///
    /// A number stated once for several rows is not the number of each of them.
    #[must_use]
    pub const fn is_shared_by_merging(self) -> bool {
        !matches!(self, Self::ProcedureId | Self::Cases | Self::OnlineCases)
    }
}
