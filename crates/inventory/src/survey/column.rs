//! The columns of the State's survey.

use tosei_types::coded_enum;

coded_enum! {
    /// 棚卸調査の列 (column of the State's survey 行政手続等の棚卸調査), whatever the edition calls it and
    /// wherever it stands.
    ///
    /// The header texts of an edition are data ([`SurveyEdition`](super::SurveyEdition)).
    pub enum SurveyColumn: "column of the State's survey" {
        /// 手続ID.
        ProcedureId = "procedure_id" ("手続ID", "Procedure id"),
        /// 所管府省庁.
        Ministry = "ministry" ("所管府省庁", "Ministry in charge"),
        /// 手続名.
        ProcedureName = "procedure_name" ("手続名", "Name of the procedure"),
        /// 法令名.
        LawName = "law_name" ("法令名", "Name of the law"),
        /// 法令番号.
        LawNumber = "law_number" ("法令番号", "Number of the law"),
        /// 根拠条項号.
        Article = "article" ("根拠条項号", "Article, paragraph, item"),
        /// 手続類型.
        Kind = "kind" ("手続類型", "Kind of act"),
        /// 手続主体.
        Actor = "actor" ("手続主体", "Who acts"),
        /// 手続の受け手.
        Recipient = "recipient" ("手続の受け手", "Who receives"),
        /// 経由機関.
        Via = "via" ("経由機関", "Body in between"),
        /// 独立行政法人等の名称.
        AgencyName = "agency_name" ("独立行政法人等の名称", "Name of the incorporated agency"),
        /// 事務区分.
        AffairsClass = "affairs_class" ("事務区分", "Class of affairs"),
        /// 府省共通手続.
        CommonProcedure = "common_procedure" ("府省共通手続", "Common to ministries"),
        /// 実施府省庁.
        ImplementingMinistries = "implementing_ministries" ("実施府省庁", "Implementing ministries"),
        /// オンライン化の実施状況.
        OnlineStatus = "online_status" ("オンライン化の実施状況", "Online status"),
        /// オンライン化の実施予定及び検討時の懸念点.
        Concerns = "concerns" ("オンライン化の実施予定及び検討時の懸念点", "Plan or concerns about going online"),
        /// オンライン化実施時期.
        PlannedYear = "planned_year" ("オンライン化実施時期", "Year planned for going online"),
        /// 申請等における本人確認手法.
        Identification = "identification" ("申請等における本人確認手法", "How the applicant is identified"),
        /// 手数料等の納付有無.
        Fee = "fee" ("手数料等の納付有無", "Whether there is a fee"),
        /// 手数料等の納付方法.
        FeePayment = "fee_payment" ("手数料等の納付方法", "How the fee is paid"),
        /// 手数料等のオンライン納付時の優遇措置.
        FeeRelief = "fee_relief" ("手数料等のオンライン納付時の優遇措置", "Relief when paying online"),
        /// 処理期間(オンライン).
        PeriodOnline = "period_online" ("処理期間(オンライン)", "Processing period, online"),
        /// 処理期間(非オンライン).
        PeriodOffline = "period_offline" ("処理期間(非オンライン)", "Processing period, not online"),
        /// 情報システム(申請).
        SystemApplication = "system_application" ("情報システム(申請)", "Information system, application"),
        /// 情報システム(事務処理).
        SystemBackOffice = "system_back_office" ("情報システム(事務処理)", "Information system, back office"),
        /// 総手続件数.
        CasesTotal = "cases_total" ("総手続件数", "Cases"),
        /// オンライン手続件数.
        CasesOnline = "cases_online" ("オンライン手続件数", "Cases online"),
        /// 非オンライン手続件数.
        CasesOffline = "cases_offline" ("非オンライン手続件数", "Cases not online"),
        /// 申請書等に記載させる情報.
        FormFields = "form_fields" ("申請書等に記載させる情報", "Information to be written"),
        /// 申請時に添付させる書類.
        Attachments = "attachments" ("申請時に添付させる書類", "Documents to be attached"),
        /// 添付書類等提出の撤廃/省略状況.
        AttachmentReduction = "attachment_reduction" ("添付書類等提出の撤廃/省略状況", "Whether attachments were abolished"),
        /// 添付書類等の提出方法.
        AttachmentSubmission = "attachment_submission" ("添付書類等の提出方法", "How attachments are submitted"),
        /// 添付書類等への電子署名.
        AttachmentSignature = "attachment_signature" ("添付書類等への電子署名", "Electronic signature on attachments"),
        /// 添付形式等が定められた規定.
        AttachmentFormatRule = "attachment_format_rule" ("添付形式等が定められた規定", "Rule that fixes the form of attachments"),
        /// 手続が行われるイベント(個人).
        EventsCitizens = "events_citizens" ("手続が行われるイベント(個人)", "Life events, citizens"),
        /// 手続が行われるイベント(法人).
        EventsBusinesses = "events_businesses" ("手続が行われるイベント(法人)", "Life events, businesses"),
        /// 申請に関連する士業.
        Professions = "professions" ("申請に関連する士業", "Licensed professions involved"),
        /// 申請を提出する機関.
        FilingOffices = "filing_offices" ("申請を提出する機関", "Offices that receive the filing"),
        // The edition of 令和7年度 has these besides.
        /// 関連条項号.
        RelatedArticles = "related_articles" ("関連条項号", "Other articles of the same law"),
        /// 関連する根拠法令.
        RelatedLaws = "related_laws" ("関連する根拠法令", "Other laws"),
        /// 手続(類型、主体、受け手等)に関する補足.
        ProcedureNote = "procedure_note" ("手続(類型、主体、受け手等)に関する補足", "Note on the act, who acts and who receives"),
        /// 実施府省庁(府省共通手続).
        CommonMinistries = "common_ministries" ("実施府省庁(府省共通手続)", "Implementing ministries of a common procedure"),
        /// オンライン化の実施状況に関する補足.
        OnlineStatusNote = "online_status_note" ("オンライン化の実施状況に関する補足", "Note on the online status"),
        /// 手数料等に関する補足.
        FeeNote = "fee_note" ("手数料等に関する補足", "Note on the fee"),
        /// 情報システム（申請）複数ある場合.
        OtherApplicationSystems = "other_application_systems" ("情報システム（申請）複数ある場合", "Further information systems, application"),
        /// 添付書類等に関する補足.
        AttachmentNote = "attachment_note" ("添付書類等に関する補足", "Note on the attachments"),
        /// 士業、機関に関する補足.
        OfficeNote = "office_note" ("士業、機関に関する補足", "Note on professions and offices"),
    }
}

impl SurveyColumn {
    /// How many columns there are.
    pub const COUNT: usize = Self::ALL.len();

    /// Where the column stands in [`ALL`](Self::ALL).
    #[must_use]
    pub const fn index(self) -> usize {
        self as usize
    }
}

/// A set of columns.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct ColumnSet(pub(super) u64);

impl ColumnSet {
    /// The set of these columns.
    #[must_use]
    pub fn of(columns: &[SurveyColumn]) -> Self {
        Self(
            columns
                .iter()
                .fold(0, |set, column| set | 1u64 << (column.index() & 63)),
        )
    }

    /// Whether a column is in the set.
    #[must_use]
    #[inline]
    pub const fn has(self, column: SurveyColumn) -> bool {
        self.0 & (1u64 << (column.index() & 63)) != 0
    }

    /// The set and one more column.
    #[must_use]
    #[inline]
    pub const fn with(self, column: SurveyColumn) -> Self {
        Self(self.0 | 1u64 << (column.index() & 63))
    }

    /// The columns in both sets.
    #[must_use]
    #[inline]
    pub const fn and(self, other: Self) -> Self {
        Self(self.0 & other.0)
    }

    /// The columns in this set and not in the other.
    #[must_use]
    #[inline]
    pub const fn without(self, other: Self) -> Self {
        Self(self.0 & !other.0)
    }

    /// The columns, in the order of the survey.
    pub fn iter(self) -> impl Iterator<Item = SurveyColumn> {
        let mut rest = self.0;
        std::iter::from_fn(move || {
            let at = usize::try_from(rest.trailing_zeros()).ok()?;
            rest &= rest.wrapping_sub(1);
            SurveyColumn::ALL.get(at).copied()
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_set_gives_back_its_columns_in_order() {
        let columns = [
            SurveyColumn::ProcedureId,
            SurveyColumn::Fee,
            SurveyColumn::FilingOffices,
        ];
        let set = ColumnSet::of(&columns);
        assert_eq!(set.iter().collect::<Vec<_>>(), columns);
        assert!(set.has(SurveyColumn::Fee) && !set.has(SurveyColumn::FeePayment));
        assert_eq!(
            ColumnSet::of(SurveyColumn::ALL).iter().count(),
            SurveyColumn::COUNT
        );
        assert_eq!(ColumnSet::default().iter().count(), 0);
    }
}
