//! Names of what a plan is made of.

use tosei_types::identifier;

identifier! {
    /// 計画ID (plan id): names one plan or one programme, through all its editions.
    PlanId, "PlanId", "計画ID", "Plan id", "tokyo-digital-first-2"
}
identifier! {
    /// 基本方針ID (policy id): names one basic policy of a plan.
    PolicyId, "PolicyId", "基本方針ID", "Policy id", "quality"
}
identifier! {
    /// 施策ID (measure id): names one measure of a plan, however often it is listed.
    ///
    /// # Not to be confused with
    ///
    /// [`MeasureId`](tosei_types::MeasureId), 測定項目ID: a thing that is measured.
    PlanMeasureId, "PlanMeasureId", "施策ID", "Id of a plan's measure", "counter-dx"
}
identifier! {
    /// 掲載ID (entry id): names one row of a published list of measures.
    EntryId, "EntryId", "掲載ID", "Entry id", "row-05"
}
identifier! {
    /// 指標ID (indicator id): names one indicator.
    IndicatorId, "IndicatorId", "指標ID", "Indicator id", "digitalization-rate"
}
identifier! {
    /// 数値ID (figure id): names one published figure.
    FigureId, "FigureId", "数値ID", "Figure id", "analog-clauses-2024"
}
identifier! {
    /// 項目ID (item id): names one thing that a plan or a strategy speaks of.
    ItemId, "ItemId", "項目ID", "Item id", "core-3"
}
identifier! {
    /// 量ID (quantity id): names what a figure counts, so that two figures of it can disagree.
    QuantityId, "QuantityId", "量ID", "Quantity id", "analog-clauses"
}
identifier! {
    /// 出典ID (source id): names one source, as `SOURCES.md` or a body's own list explains it.
    SourceId, "SourceId", "出典ID", "Source id", "tokyo-plan-2"
}
identifier! {
    /// 単位 (unit of a figure): a name from the list of units or a body's own; never converted.
    FigureUnit, "FigureUnit", "単位", "Unit of a figure", "percent"
}
