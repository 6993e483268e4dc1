#![doc = include_str!("../README.md")]
#![cfg_attr(docsrs, feature(doc_cfg))]

pub mod business_day;
pub mod citation;
mod coded_enum;
pub mod corporate_number;
pub mod count;
pub mod date;
pub mod deadline;
pub mod embedded;
mod exact_figure;
mod exact_number;
pub mod fiscal_year;
pub mod holiday;
pub mod id;
pub mod label;
pub mod local_government;
pub mod numeral;
pub mod period;
pub mod rating;
pub mod ratio;
pub mod staff;
mod text_value;
mod unreadable;
pub mod wareki;

pub use business_day::{
    BusinessCalendar, BusinessDayError, BusinessDays, DayKind, DayVerdict, MonthDay, MonthDayError,
};
pub use citation::{
    AmendingAct, Citation, CitationEntry, CitationError, CitationFailure, CitationList,
    CitationParts, CitationPartsError, CitationReading, CitationTally, CitedPlace, Division,
    KanaSequence, LawName, LawNameError, ProvisionNumber, ReadEntry, SentencePart, Subitem,
    SubitemKind, SupplementaryKind, TableRow, TextPosition, UnreadText, read_citation_cell,
    tally_citation_cells,
};
pub use coded_enum::UnknownCodeError;
pub use corporate_number::{CorporateNumber, CorporateNumberError};
pub use count::{
    CaseCount, CountError, Grouped, MAX_COUNT, ProcedureCount, ProcessCount, TouchpointCount,
};
pub use date::{Date, DateError, Weekday, YearMonth};
pub use deadline::{
    Arrival, ArrivalChannel, ArrivalTimestamp, CountedDays, CountingRule, DeadlineError, DueDate,
    DueDateAnswer, ElapsedDays, FirstDay, StandardProcessingPeriod, StatutoryDeadline, Stop,
    StopKind, due_date, elapsed_days,
};
pub use embedded::embedded;
pub use exact_figure::{ExactFigure, ExactFigureError, MAX_FIGURE_CHARS};
pub use exact_number::{ExactNumber, ExactNumberError, MAX_NUMBER_PART};
pub use fiscal_year::{FiscalQuarter, FiscalYear, FiscalYearError, FiscalYearReading};
pub use holiday::{
    BeyondList, CalendarError, HolidayAnswer, HolidayEdition, HolidayError, HolidayList,
};
#[doc(hidden)]
pub use id::check_identifier;
pub use id::{
    ActionId, AxisId, CriterionId, EditionId, FlowId, IdError, MAX_ID_CHARS, MeasureId,
    MeasureUnit, OrganisationId, PriorityRuleId, ProcedureId, ProcessId, RateId, ReasonId,
    StaffClassId, StageId, StandardId, SubjectId, TouchpointId,
};
pub use label::{Label, Language};
pub use local_government::{LocalGovernmentCode, LocalGovernmentCodeError, LocalGovernmentKind};
pub use period::{
    ApproximateDays, DayConversion, PeriodNote, ProcessingPeriod, ProcessingPeriodClass,
    ProcessingPeriodReading, ProcessingPeriodStatement, read_processing_period,
};
pub use rating::{
    HighShare, MeanDigits, MeanRating, RatingError, RatingPoint, Ratings, TargetComparison,
    TargetPercent, TargetVerdict, WilsonInterval,
};
pub use ratio::{PercentDigits, Percentage, Rate, RateError};
pub use staff::StaffClass;
#[doc(hidden)]
pub use text_value::__private;
pub use unreadable::{MAX_DOCUMENT_BYTES, UnreadableDocument};

pub use wareki::{Era, EraNote, EraYear, WarekiDate, WarekiError, WarekiReading, WrittenDate};

#[cfg(feature = "proptest")]
pub mod proptest;
