//! The closed code lists of an inventory.

use tosei_types::coded_enum;

coded_enum! {
    /// オンライン化の実施状況 (online status) of one process.
    ///
    /// The State's survey of 令和6年度 has the codes 1 実施済, 2 未実施, 3 適用除外, 4 その他 and
    /// 5 一部実施済; a blank cell is [`Unknown`](Self::Unknown), which is neither 未実施 nor 0.
    ///
    /// # Source
    ///
    /// `survey-r6`, `survey-r7` (without 5).
    pub enum OnlineStatus: "online status" {
        /// 実施済: the act can be done online.
        Done = "done" ("実施済", "online"),
        /// 一部実施済: some of its cases or parts can.
        Partial = "partial" ("一部実施済", "partly online"),
        /// 未実施: it cannot.
        NotDone = "not_done" ("未実施", "not online"),
        /// 適用除外: excluded from going online by law.
        Exempt = "exempt" ("適用除外", "exempt"),
        /// その他: none of the others, as the survey has it.
        Other = "other" ("その他", "other"),
        /// 不明: nobody said.
        Unknown = "unknown" ("不明", "unknown"),
    }
}

coded_enum! {
    /// 裁量 (discretion): whether the body may put a process online by its own decision.
    ///
    /// It follows from the obstacles of the process (`Barrier`), never from
    /// 事務区分: a 自治事務 may be bound by a form that a ministry prescribes.
    pub enum Discretion: "discretion" {
        /// 裁量内: within its own discretion.
        Within = "within" ("裁量内", "within own discretion"),
        /// 裁量外: somebody else must change a rule first.
        Beyond = "beyond" ("裁量外", "beyond own discretion"),
        /// 不明: not examined.
        Unknown = "unknown" ("不明", "unknown"),
    }
}

coded_enum! {
    /// 主体・受け手 (party): who acts, or who receives, in a process.
    ///
    /// # Source
    ///
    /// `survey-r6`: the code list of 手続主体, 手続の受け手 and 経由機関.
    pub enum Party: "party" {
        /// 1 国.
        State = "state" ("国", "State"),
        /// 2 独立行政法人等.
        IncorporatedAgency = "incorporated_agency" ("独立行政法人等", "incorporated agencies"),
        /// 3 地方等.
        LocalBody = "local_body" ("地方等", "local bodies"),
        /// 4-1 国又は独立行政法人等.
        StateOrAgency = "state_or_agency" ("国又は独立行政法人等", "State or incorporated agencies"),
        /// 4-2 独立行政法人等又は地方等.
        AgencyOrLocalBody = "agency_or_local_body" ("独立行政法人等又は地方等", "incorporated agencies or local bodies"),
        /// 4-3 国又は地方等.
        StateOrLocalBody = "state_or_local_body" ("国又は地方等", "State or local bodies"),
        /// 4-4 国、独立行政法人等又は地方等.
        AnyPublicBody = "any_public_body" ("国、独立行政法人等又は地方等", "State, incorporated agencies or local bodies"),
        /// 5 国民等.
        Citizens = "citizens" ("国民等", "citizens"),
        /// 6 民間事業者等.
        Businesses = "businesses" ("民間事業者等", "businesses"),
        /// 7 国民等、民間事業者等.
        CitizensOrBusinesses = "citizens_or_businesses" ("国民等、民間事業者等", "citizens or businesses"),
        /// 不明: nobody said.
        Unknown = "unknown" ("不明", "unknown"),
    }
}

coded_enum! {
    /// 事務区分 (class of affairs) of what a local government does.
    ///
    /// # Not to be confused with
    ///
    /// [`Discretion`]: the class of affairs does not decide whether a channel is free.
    ///
    /// # Source
    ///
    /// `survey-r6`.
    pub enum AffairsClass: "class of affairs" {
        /// 1 自治事務.
        Autonomous = "autonomous" ("自治事務", "autonomous affairs"),
        /// 2 第1号法定受託事務.
        EntrustedFirst = "entrusted_first" ("第1号法定受託事務", "statutory entrusted affairs, no. 1"),
        /// 3 第2号法定受託事務.
        EntrustedSecond = "entrusted_second" ("第2号法定受託事務", "statutory entrusted affairs, no. 2"),
        /// 4 地方の事務でない.
        NotLocal = "not_local" ("地方の事務でない", "not affairs of local bodies"),
    }
}

coded_enum! {
    /// 件数の種類 (volume measure): what was counted in a year's figure.
    ///
    /// Tokyo's own priority procedures are chosen by 申請件数, its policy partners' by 処理件数.
    ///
    /// # Source
    ///
    /// `tokyo-plan-2`, `tokyo-plan-2-measures`.
    pub enum VolumeMeasure: "volume measure" {
        /// 申請件数: applications received.
        Applications = "applications" ("申請件数", "applications"),
        /// 処理件数: cases handled.
        Handled = "handled" ("処理件数", "cases handled"),
    }
}

coded_enum! {
    /// 件数の状態 (volume state): how sure a year's figure is.
    ///
    /// At the end of March the year's counts are not final; a selection says which state it used.
    pub enum VolumeState: "volume state" {
        /// 確定: final.
        Final = "final" ("確定", "final"),
        /// 速報: preliminary.
        Preliminary = "preliminary" ("速報", "preliminary"),
        /// 見込: expected.
        Expected = "expected" ("見込", "expected"),
    }
}
