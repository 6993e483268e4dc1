//! What is known about a 標準処理期間 beside its length.

use crate::coded_enum;

coded_enum! {
    /// 標準処理期間の設定状況 (whether a standard processing period is set).
    ///
    /// For a 届出 (notification), whose duty is fulfilled when it arrives, the period is 対象外,
    /// never 未設定.
    pub enum PeriodState: "state of a standard processing period" {
        /// 設定済.
        Set = "set" ("設定済", "set"),
        /// 未設定.
        NotSet = "not_set" ("未設定", "not set"),
        /// 対象外: no answer is due.
        NotApplicable = "not_applicable" ("対象外", "not applicable"),
        /// 不明.
        Unknown = "unknown" ("不明", "unknown"),
    }
}

coded_enum! {
    /// 標準処理期間の根拠 (basis): what the period is set under.
    ///
    /// # Not to be confused with
    ///
    /// 法定期限 ([`StatutoryDeadline`](crate::deadline::StatutoryDeadline)): missing it breaks a law.
    ///
    /// # Source
    ///
    /// `administrative-procedure-act` (3条3項, 6条).
    pub enum PeriodBasis: "basis of a standard processing period" {
        /// 行政手続法第6条.
        Law = "law" ("行政手続法第6条", "Administrative Procedure Act, article 6"),
        /// 行政手続条例.
        Ordinance = "ordinance" ("行政手続条例", "administrative procedure ordinance"),
        /// 任意の目安: neither applies.
        Voluntary = "voluntary" ("任意の目安", "voluntary"),
        /// 不明.
        Unknown = "unknown" ("不明", "unknown"),
    }
}

coded_enum! {
    /// 未設定の理由 (why no period is set), as a prefecture publishes such reasons.
    pub enum NotSetReason: "reason for not setting a period" {
        /// 法令で尽くされている.
        ExhaustedByLaw = "exhausted_by_law" ("法令に定め尽くされている", "the law says it all"),
        /// 個別判断を要する.
        CaseByCase = "case_by_case" ("個別の判断を要する", "each case is judged by itself"),
        /// 対象となる団体等が限られる.
        FewBodies = "few_bodies" ("対象が限られる", "few bodies are concerned"),
        /// 先例がない.
        NoPrecedent = "no_precedent" ("先例がない", "no precedent"),
        /// 稀である.
        Rare = "rare" ("極めて稀", "rare"),
        /// その他.
        Other = "other" ("その他", "other"),
        /// 不明.
        Unknown = "unknown" ("不明", "unknown"),
    }
}

coded_enum! {
    /// 公表の状況 (publication).
    pub enum Publication: "publication" {
        /// 公表済.
        Published = "published" ("公表済", "published"),
        /// 未公表.
        NotPublished = "not_published" ("未公表", "not published"),
        /// 不明.
        Unknown = "unknown" ("不明", "unknown"),
    }
}
