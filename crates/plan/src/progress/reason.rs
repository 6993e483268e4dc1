//! Verdicts and their reasons.

use tosei_types::coded_enum;

coded_enum! {
    /// 進捗の判定 (verdict) on an indicator, a measure or a plan.
    ///
    /// # Source
    ///
    /// `project-decision:plan-progress`.
    pub enum PlanVerdict: "verdict of a plan" {
        /// 順調: reached, or on course.
        OnTrack = "on_track" ("順調", "on track"),
        /// 遅れのおそれ: before the day, and behind the course.
        AtRisk = "at_risk" ("遅れのおそれ", "at risk"),
        /// 未達: the day has passed, and it was not reached by then.
        Missed = "missed" ("未達", "missed"),
        /// 測定できない: nothing can be said by numbers.
        NotMeasurable = "not_measurable" ("測定できない", "not measurable"),
        /// 時期未到来: there is nothing to see yet.
        NotYetDue = "not_yet_due" ("時期未到来", "not yet due"),
    }
}

coded_enum! {
    /// 判定の理由 (reason) of a verdict, or something to know about it.
    pub enum ProgressReason: "reason of a verdict" {
        /// 目標値に達している.
        Reached = "reached" ("目標値に達しています", "the target is reached"),
        /// 必要な線に沿っている.
        OnCourse = "on_course" ("必要な進み方に沿っています", "it follows the course that the target needs"),
        /// 必要な線より遅れている.
        BehindCourse = "behind_course" ("必要な進み方より遅れています", "it is behind the course that the target needs"),
        /// 一度達した目標値を下回っている.
        FallenBack = "fallen_back" ("当初は達していた目標値に届いていません", "it was at the target at the beginning and is not now"),
        /// 期限の時点で達していない.
        BelowAtDue = "below_at_due" ("期限の時点で目標値に達していません", "the target was not reached on its day"),
        /// 期限の後に達した.
        ReachedLate = "reached_late" ("期限の後に目標値に達しました", "the target was reached after its day"),
        /// 数値の目標がない.
        NoNumber = "no_number" ("目標が数値で示されていません", "the goal has no number"),
        /// 目標がない.
        NoTarget = "no_target" ("目標がありません", "there is no target"),
        /// 単位が違う.
        UnitDiffers = "unit_differs" ("目標と実績の単位が違います", "target and observations have different units"),
        /// 実績値がない.
        NoObservation = "no_observation" ("実績値がありません", "there is no observation"),
        /// 見込値しかない.
        OnlyExpected = "only_expected" ("見込値だけがあり、実績値がありません", "there are expected values only, no observation"),
        /// 実績値が古い.
        Stale = "stale" ("最新の実績値が古く、今の状況がわかりません", "the latest observation is too old to tell"),
        /// 期限の頃の実績値がない.
        NoObservationAtDue = "no_observation_at_due" ("期限の頃の実績値がありません", "there is no observation from about the day"),
        /// 上下限だけでは決まらない.
        BoundUndecided = "bound_undecided" ("「以上」「以下」の値だけでは判定できません", "a bound alone does not decide it"),
        /// 計測の開始前.
        NotStarted = "not_started" ("計測の開始前です", "measuring has not begun"),
        /// 始点の値だけがある.
        OnlyBaseline = "only_baseline" ("始点の値だけがあり、次の実績値を待っています", "only the value at the beginning is known so far"),
        /// 期限が始点より後でない.
        TargetNotAfterBase = "target_not_after_base" ("期限が始点の値より後ではありません", "the day is not after the value at the beginning"),
        /// 直近の進み方がわからない.
        NoRecentPace = "no_recent_pace" ("直近の進み方を求める実績値が足りません", "too few observations for a recent pace"),
        /// 「約」の値を使った.
        Approximate = "approximate" ("「約」の値をそのまま使いました", "an approximate value was taken as it stands"),
        /// 見込値を使った.
        FromExpected = "from_expected" ("見込値を使いました", "an expected value was used"),
        /// 前の期限の目標に達しなかった.
        EarlierTargetMissed = "earlier_target_missed" ("前の期限の目標に達していませんでした", "an earlier target was missed"),
        /// 指標がない.
        NoIndicator = "no_indicator" ("数値の指標がありません", "it has no indicator"),
        /// 一部の指標が測定できない.
        PartlyMeasured = "partly_measured" ("測定できない指標があります", "some of its indicators cannot be measured"),
    }
}
