//! What is measured in a run.

tosei_types::coded_enum! {
    /// 指標 (figure): one thing that a run says about a whole station, a service, a kind of visitor or a
    /// staff group.
    pub enum Figure: "figure" {
        /// 来庁者数: people who came; for a service, people who joined its queue.
        Came = "came" ("来た人", "came"),
        /// 対応した人数: people whose visit (or whose service) was done.
        Served = "served" ("対応した人", "served"),
        /// 待ちきれず帰った人数: people who left because they could not wait longer.
        Left = "left" ("待ちきれず帰った人", "left"),
        /// 帰ってもらった人数: people turned away at closing.
        TurnedAway = "turned_away" ("閉庁で帰ってもらった人", "turned away"),
        /// 対応できなかった人数: people still inside when the day was over, because nobody could serve
        /// them.
        Unserved = "unserved" ("対応できなかった人", "not served"),
        /// 無断欠席: reservations that were not kept.
        NoShows = "no_shows" ("予約の無断欠席", "no-shows"),
        /// 平均待ち時間（分）: of those who were called; for visits, of those whose visit was done, all its
        /// waits together.
        MeanWait = "mean_wait_minutes" ("平均待ち時間（分）", "mean wait (minutes)"),
        /// 待ち時間の中央値（分）.
        MedianWait = "median_wait_minutes" ("待ち時間の中央値（分）", "median wait (minutes)"),
        /// 待ち時間の90%点（分）: nine in ten wait no longer.
        NinetiethWait = "ninetieth_wait_minutes" ("待ち時間の90%点（分）", "90th percentile of the wait (minutes)"),
        /// 最長の待ち時間（分）.
        LongestWait = "longest_wait_minutes" ("最長の待ち時間（分）", "longest wait (minutes)"),
        /// 約束を超えて待った人の割合: share of those called who waited longer than the pledge, 0 to 1.
        OverPledge = "share_over_pledge" ("約束を超えて待った人の割合", "share waiting over the pledge"),
        /// 離脱率: share of those who came who left, 0 to 1.
        LeftShare = "left_share" ("待ちきれず帰った人の割合", "share who left"),
        /// 利用率: minutes worked by minutes on duty; above 1 with overtime.
        Utilisation = "utilisation" ("稼働率", "utilisation"),
        /// 勤務時間（時間）: hours on duty of all together.
        DutyHours = "duty_hours" ("勤務時間（時間）", "hours on duty"),
        /// 対応時間（時間）: hours worked with people of all together.
        WorkedHours = "worked_hours" ("対応に使った時間（時間）", "hours worked with people"),
        /// 勤務時間外の対応（分）: minutes worked outside the shifts, in breaks and after the end.
        OutsideMinutes = "outside_minutes" ("勤務時間外の対応（分）", "minutes worked outside the shifts"),
        /// 閉庁後に最後の人が帰るまで（分）: mean over the days; 0 if nobody was inside at closing.
        AfterClosing = "after_closing_minutes" ("閉庁後に最後の人が帰るまで（分）", "minutes from closing until the last has left"),
        /// 平均待ち人数, over the time from the first opening to the last closing.
        WaitingPeople = "waiting_people" ("平均待ち人数", "mean number waiting"),
    }
}
