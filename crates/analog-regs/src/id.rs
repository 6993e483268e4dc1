//! Identifiers of the review: one type for each thing that is named.

use tosei_types::identifier;

identifier! {
    /// 条項ID (clause id): names one clause of a register, through all amendments and renumberings.
    ClauseId, "ClauseId", "条項ID", "Clause id", "C-001"
}
identifier! {
    /// 例規ID (rule id): names one ordinance, regulation, guideline or directive of a register.
    RuleId, "RuleId", "例規ID", "Id of an ordinance or rule", "R-012"
}
identifier! {
    /// 規制等の類型ID (category id): names one category, such as `visual_inspection`.
    CategoryId, "CategoryId", "規制等の類型ID", "Category id", "visual_inspection"
}
identifier! {
    /// 細分類ID (sub-type id): names one 類型 within a category.
    SubtypeId, "SubtypeId", "細分類ID", "Sub-type id", "patrol"
}
identifier! {
    /// Phaseの表ID (scale id): names one scale of phases.
    ScaleId, "PhaseScaleId", "Phaseの表ID", "Id of a scale of phases", "sight_and_audit"
}
identifier! {
    /// 改正等ID (instrument id): names one instrument that amends, or that allows a digital way.
    InstrumentId, "InstrumentId", "改正等ID", "Instrument id", "A-2025-01"
}
identifier! {
    /// 会期ID (session id): names one session of an assembly.
    SessionId, "SessionId", "会期ID", "Session id", "2026-1"
}
identifier! {
    /// 要望ID (request id): names one request to the State.
    RequestId, "RequestId", "要望ID", "Request id", "Q-01"
}
identifier! {
    /// 代替技術ID (technology id): names one alternative by technology.
    TechnologyId, "TechnologyId", "代替技術ID", "Technology id", "drone"
}
