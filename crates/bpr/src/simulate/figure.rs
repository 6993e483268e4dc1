//! What a run says of a whole flow.

tosei_types::coded_enum! {
    /// 指標 (figure) of a simulated flow, for one run.
    ///
    /// Figures of cases are of those that came after the warm-up.
    pub enum SimulationFigure: "figure of a simulated flow" {
        /// 平均所要時間（分）: from the begin of a case to its end, of finished cases.
        MeanLead = "mean_lead_minutes" ("平均所要時間（分）", "mean lead time (minutes)"),
        /// 所要時間の中央値（分）.
        MedianLead = "median_lead_minutes" ("所要時間の中央値（分）", "median lead time (minutes)"),
        /// 所要時間の90%点（分）: nine in ten take no longer.
        NinetiethLead = "ninetieth_lead_minutes" ("所要時間の90％点（分）", "90th percentile of the lead time (minutes)"),
        /// 最長の所要時間（分）.
        LongestLead = "longest_lead_minutes" ("最長の所要時間（分）", "longest lead time (minutes)"),
        /// 標準処理期間内の割合, 0 to 1: of the cases answered, and of those not answered that are late.
        WithinStandard = "share_within_standard" ("標準処理期間内の割合", "share within the standard processing period"),
        /// 法定期限内の割合, 0 to 1.
        WithinStatutory = "share_within_statutory" ("法定期限内の割合", "share within the statutory deadline"),
        /// 法定期限を過ぎた件数.
        StatutoryBreaches = "statutory_breaches" ("法定期限を過ぎた件数", "cases past the statutory deadline"),
        /// 作業時間（分）, 1件当たり: of everybody, in finished cases.
        WorkPerCase = "work_minutes_per_case" ("1件当たりの作業時間（分）", "work per case (minutes)"),
        /// 待ち時間（分）, 1件当たり: of every kind, in finished cases; times of branches side by side add up.
        WaitingPerCase = "waiting_minutes_per_case" ("1件当たりの待ち時間（分）", "waiting per case (minutes)"),
        /// 着手した件数: cases that came.
        Started = "started" ("到達した件数", "cases that came"),
        /// 終了した件数, withdrawn ones included.
        Finished = "finished" ("終了した件数", "cases that ended"),
        /// 取下げの件数.
        Withdrawn = "withdrawn" ("取下げの件数", "cases withdrawn"),
        /// 未了の件数: cases that had not ended when the run did.
        Unfinished = "unfinished" ("未了の件数", "cases that had not ended"),
        /// 行き詰まった件数: cases that waited for a message that could not come any more.
        Stuck = "stuck" ("行き詰まった件数", "cases stuck"),
        /// 平均滞留件数: cases open at a time, on average from the end of the warm-up to the last day.
        Backlog = "backlog" ("平均の滞留件数", "mean number of open cases"),
        /// 換算額（円）, 1件当たり: work at the price of an hour; absent where a price is unknown.
        CostPerCase = "cost_yen_per_case" ("1件当たりの換算額（円）", "converted cost per case (yen)"),
        /// 明示された現金支出（円）, 1件当たり.
        CashPerCase = "cash_yen_per_case" ("1件当たりの現金支出（円）", "stated cash outlay per case (yen)"),
        /// 勤務の換算額（円）: hours on duty at their price, of all groups; absent where a price is unknown.
        DutyCost = "duty_cost_yen" ("勤務時間の換算額（円）", "converted cost of hours on duty (yen)"),
    }
}

tosei_types::coded_enum! {
    /// 工程の指標 (figure of a step), for one run.
    pub enum StepFigure: "figure of a simulated step" {
        /// 実施回数, 1件当たり: times it was begun, by cases that came.
        VisitsPerCase = "visits_per_case" ("1件当たりの実施回数", "visits per case"),
        /// 作業時間（分）, 1回当たり.
        MeanWork = "mean_work_minutes" ("作業時間（分）", "work (minutes)"),
        /// 担当待ち（分）, 1回当たり: until somebody is free and on duty.
        MeanQueue = "mean_queue_minutes" ("担当待ち（分）", "waiting for staff (minutes)"),
        /// まとめ処理待ち（分）, 1回当たり.
        MeanBatchWait = "mean_batch_wait_minutes" ("まとめ処理待ち（分）", "waiting for the batch (minutes)"),
        /// その他の待ち（分）, 1回当たり: as the flow or the parameters state it, messages included.
        MeanStatedWait = "mean_stated_wait_minutes" ("その他の待ち（分）", "other waiting (minutes)"),
        /// 中断（分）, 1回当たり: from begin to end of the work, less the work: nights, breaks and holidays.
        MeanPause = "mean_pause_minutes" ("勤務時間外の中断（分）", "pauses outside the shifts (minutes)"),
        /// 合計（分）, 1件当たり: everything above, by cases that came.
        TotalPerCase = "total_minutes_per_case" ("1件当たりの合計（分）", "time per case (minutes)"),
    }
}

tosei_types::coded_enum! {
    /// 担当の指標 (figure of a staff group or a lane), for one run.
    pub enum StaffFigure: "figure of simulated staff" {
        /// 稼働率: minutes worked by minutes on duty, from the end of the warm-up to the last day.
        Utilisation = "utilisation" ("稼働率", "utilisation"),
        /// 作業時間（時間）.
        WorkedHours = "worked_hours" ("作業時間（時間）", "hours worked"),
        /// 勤務時間（時間）.
        DutyHours = "duty_hours" ("勤務時間（時間）", "hours on duty"),
        /// 平均担当待ち（分）: of the steps that they began.
        MeanQueue = "mean_queue_minutes" ("担当待ち（分）", "waiting for them (minutes)"),
        /// 担当待ちの合計（時間）: of all steps that they began.
        QueueHours = "queue_hours" ("担当待ちの合計（時間）", "waiting for them, sum (hours)"),
        /// 作業の換算額（円）; absent where the price is unknown.
        WorkCost = "work_cost_yen" ("作業の換算額（円）", "converted cost of work (yen)"),
        /// 勤務の換算額（円）; absent where the price is unknown.
        DutyCost = "duty_cost_yen" ("勤務時間の換算額（円）", "converted cost of hours on duty (yen)"),
    }
}

tosei_types::coded_enum! {
    /// 月の指標 (figure of a month), for one run; every case counts, those of the warm-up too.
    pub enum MonthFigure: "figure of a simulated month" {
        /// 到達件数.
        Started = "started" ("到達件数", "cases that came"),
        /// 終了件数.
        Finished = "finished" ("終了件数", "cases that ended"),
        /// 月末の滞留件数: open at the end of the month, or of the run.
        OpenAtEnd = "open_at_end" ("月末の滞留件数", "open at the end"),
        /// 平均滞留件数.
        MeanOpen = "mean_open" ("平均の滞留件数", "mean number open"),
    }
}
