//! Any text as each value that has one text form: dates, codes, numbers, citations, periods, ids, times.
//!
//! Laws: no panic; what is accepted is written and read back the same; as JSON the text is accepted exactly
//! if it is accepted as text, unless the value has another form in JSON.

use serde::{Serialize, de::DeserializeOwned};
use std::{fmt, str::FromStr};
use tosei::cpsv_ap::BaseIri;
use tosei_analog_regs::PhaseStep;
use tosei_bpr::{
    ElementId, Minutes, Probability, TimeValue,
    metrics::ExactFigure,
    simulate::{AssumptionPath, SweepAxis},
};
use tosei_counter_dx::{CounterId, observation::ClockTime};
use tosei_document::CellAddress;
use tosei_inventory::{
    Fraction,
    forecast::{SeriesPercent, SeriesTime},
};
use tosei_plan::{Exact, Moment, RecordRef};
use tosei_simulation::{Quantity, opening_hours::TimeOfDay};
use tosei_table::CellRange;
use tosei_types::{
    ArrivalTimestamp, Citation, CitationList, CorporateNumber, Date, ExactNumber, FiscalQuarter,
    FiscalYear, FlowId, LawName, LocalGovernmentCode, MonthDay, ProcedureId, ProcessingPeriod,
    TargetPercent, YearMonth,
    period::{PeriodAmount, PeriodCondition, PeriodLength},
};

/// Holds the laws for these bytes.
pub fn run(bytes: &[u8]) {
    let text = crate::text(bytes);
    // Values whose text is the only one that they have.
    one_form::<Date>(text);
    one_form::<YearMonth>(text);
    one_form::<MonthDay>(text);
    one_form::<FiscalYear>(text);
    one_form::<FiscalQuarter>(text);
    one_form::<ArrivalTimestamp>(text);
    one_form::<LocalGovernmentCode>(text);
    one_form::<CorporateNumber>(text);
    one_form::<ProcedureId>(text);
    one_form::<FlowId>(text);
    one_form::<CounterId>(text);
    one_form::<CellAddress>(text);
    one_form::<ElementId>(text);
    one_form::<RecordRef>(text);
    // Values that a text of another form may mean.
    value::<Citation>(text);
    value::<CitationList>(text);
    value::<LawName>(text);
    value::<PeriodAmount>(text);
    value::<PeriodCondition>(text);
    value::<TargetPercent>(text);
    value::<ExactNumber>(text);
    value::<Exact>(text);
    value::<Moment>(text);
    value::<Minutes>(text);
    value::<Probability>(text);
    value::<ExactFigure>(text);
    value::<Fraction>(text);
    value::<SeriesPercent>(text);
    value::<SeriesTime>(text);
    value::<Quantity>(text);
    value::<ClockTime>(text);
    value::<PhaseStep>(text);
    // Values without a form in JSON, or with another one.
    text_only::<TimeValue>(text);
    text_only::<PeriodLength>(text);
    text_only::<ProcessingPeriod>(text);
    text_only::<CellRange>(text);
    text_only::<TimeOfDay>(text);
    text_only::<BaseIri>(text);
    text_only::<SweepAxis>(text);
    text_only::<AssumptionPath>(text);
}

fn one_form<T>(text: &str)
where
    T: FromStr + fmt::Display + fmt::Debug + PartialEq + Serialize + DeserializeOwned,
{
    if let Ok(value) = text.parse::<T>() {
        assert_eq!(value.to_string(), text);
    }
    value::<T>(text);
}

fn value<T>(text: &str)
where
    T: FromStr + fmt::Display + fmt::Debug + PartialEq + Serialize + DeserializeOwned,
{
    text_only::<T>(text);
    let quoted = serde_json::to_string(text).expect("a text is JSON");
    let read = serde_json::from_str::<T>(&quoted).ok();
    assert_eq!(
        read,
        text.parse::<T>().ok(),
        "text and JSON disagree on {text:?}"
    );
    if let Some(value) = read {
        let written = serde_json::to_string(&value).expect("a value is JSON");
        assert_eq!(serde_json::from_str::<T>(&written).ok(), Some(value));
    }
}

fn text_only<T: FromStr + fmt::Display + fmt::Debug + PartialEq>(text: &str) {
    if let Ok(value) = text.parse::<T>() {
        let written = value.to_string();
        assert_eq!(
            written.parse::<T>().ok(),
            Some(value),
            "{text:?} is written {written:?}"
        );
    }
}
