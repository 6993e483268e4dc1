//! What is to be staffed.

use super::{StaffingClass, StaffingError, class};
use crate::{queue::WaitTarget, station::ArrivalSpan};
use serde::{Deserialize, Serialize};
use tosei_simulation::Quantity;
use tosei_simulation::opening_hours::{Span, TimeOfDay};

/// The `format` of a request for staffing.
pub const STAFFING_FORMAT: &str = "tosei-staffing-request";
/// The `format_version` that this crate reads and writes.
pub const STAFFING_FORMAT_VERSION: u32 = 1;

tosei_types::coded_enum! {
    /// 人員の求め方 (staffing method): which load a quarter of an hour is staffed for.
    pub enum StaffingMethod: "staffing method" {
        /// 15分ごとに独立: each quarter as if it had always been so (stationary, independent,
        /// period by period).
        StationaryByQuarter = "stationary_by_quarter" ("15分ごとに独立", "each quarter on its own"),
        /// 前の時間帯からの持ち越しを含む: the work that is going on in the quarter, that of people who
        /// came before included (the load of a service with as many people as come).
        CarryOver = "carry_over" ("前の時間帯からの持ち越しを含む", "with work carried over"),
    }
}

/// 人員配置の依頼 (request for staffing): one kind of work at one counter on one day.
///
/// # Invariant
///
/// None while it is data; [`plan`](Self::plan) refuses what makes no sense.
///
/// # Wire form
///
/// `{"format": "tosei-staffing-request", "format_version": 1, …}`; an example stands on the
/// [page of the module](super).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(try_from = "wire::StaffingRequest", into = "wire::StaffingRequest")]
pub struct StaffingRequest {
    /// 表題.
    pub title: String,
    /// 架空: whether the data is made up.
    pub fictional: bool,
    /// 受付時間, on quarters of an hour.
    pub hours: Vec<Span>,
    /// 来庁の頻度, on quarters of an hour.
    pub arrivals: Vec<ArrivalSpan>,
    /// 平均対応時間（分）.
    pub service_minutes: Quantity,
    /// 待ちの目標, to be kept in every quarter.
    pub target: WaitTarget,
    /// 人員の求め方.
    pub method: StaffingMethod,
    /// 最少人数: so many are there whenever it is open.
    pub at_least: u32,
    /// 職員区分, in the order in which they are placed.
    pub classes: Vec<StaffingClass>,
}

impl StaffingRequest {
    pub(super) fn checked(&self) -> Result<(), StaffingError> {
        let spans = self.hours.iter().map(|span| (span.from, span.to));
        in_order("hours", spans.collect())?;
        let spans = self.arrivals.iter().map(|span| (span.from, span.to));
        in_order("arrivals", spans.collect())?;
        if self.hours.is_empty() {
            return Err(StaffingError::NeverOpen);
        }
        class::check(&self.classes)
    }
}

/// Spans on quarters of an hour that neither are empty nor overlap.
fn in_order(
    list: &'static str,
    mut spans: Vec<(TimeOfDay, TimeOfDay)>,
) -> Result<(), StaffingError> {
    spans.sort_unstable();
    let mut end = None;
    for (from, to) in spans {
        for time in [from, to] {
            if time.minutes() % 15 != 0 {
                return Err(StaffingError::Quarter(time.to_string()));
            }
        }
        if from >= to || end.is_some_and(|end| from < end) {
            return Err(StaffingError::Spans(list));
        }
        end = Some(to);
    }
    Ok(())
}

mod wire {
    use super::{
        ArrivalSpan, Quantity, STAFFING_FORMAT, STAFFING_FORMAT_VERSION, Span, StaffingClass,
        StaffingError, StaffingMethod, WaitTarget,
    };
    use serde::{Deserialize, Serialize};

    fn one() -> u32 {
        1
    }

    /// 人員配置の依頼: one kind of work at one counter on one day.
    #[derive(Serialize, Deserialize)]
    #[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
    #[cfg_attr(feature = "schemars", schemars(rename = "StaffingRequest"))]
    #[serde(deny_unknown_fields)]
    pub(super) struct StaffingRequest {
        /// The address of the schema.
        #[serde(rename = "$schema", default, skip_serializing_if = "Option::is_none")]
        schema: Option<String>,
        /// The kind of document.
        #[cfg_attr(feature = "schemars", schemars(extend("const" = "tosei-staffing-request")))]
        format: String,
        /// The version of its form.
        #[cfg_attr(feature = "schemars", schemars(extend("const" = 1)))]
        format_version: u32,
        /// 表題.
        title: String,
        /// 架空: whether the data is made up.
        #[serde(default)]
        fictional: bool,
        /// 受付時間.
        hours: Vec<Span>,
        /// 来庁の頻度.
        arrivals: Vec<ArrivalSpan>,
        /// 平均対応時間（分）.
        service_minutes: Quantity,
        /// 待ちの目標.
        target: WaitTarget,
        /// 人員の求め方.
        method: StaffingMethod,
        /// 最少人数.
        #[serde(default = "one")]
        at_least: u32,
        /// 職員区分.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        classes: Vec<StaffingClass>,
    }

    impl TryFrom<StaffingRequest> for super::StaffingRequest {
        type Error = StaffingError;

        fn try_from(wire: StaffingRequest) -> Result<Self, StaffingError> {
            if wire.format != STAFFING_FORMAT || wire.format_version != STAFFING_FORMAT_VERSION {
                return Err(StaffingError::Format {
                    format: wire.format.chars().take(80).collect(),
                    version: wire.format_version,
                });
            }
            Ok(Self {
                title: wire.title,
                fictional: wire.fictional,
                hours: wire.hours,
                arrivals: wire.arrivals,
                service_minutes: wire.service_minutes,
                target: wire.target,
                method: wire.method,
                at_least: wire.at_least,
                classes: wire.classes,
            })
        }
    }

    impl From<super::StaffingRequest> for StaffingRequest {
        fn from(request: super::StaffingRequest) -> Self {
            Self {
                schema: None,
                format: STAFFING_FORMAT.to_owned(),
                format_version: STAFFING_FORMAT_VERSION,
                title: request.title,
                fictional: request.fictional,
                hours: request.hours,
                arrivals: request.arrivals,
                service_minutes: request.service_minutes,
                target: request.target,
                method: request.method,
                at_least: request.at_least,
                classes: request.classes,
            }
        }
    }
}
