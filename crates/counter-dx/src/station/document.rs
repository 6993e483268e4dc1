//! The document of a counter to be simulated.

use super::StationDocumentError;
use crate::id::ServiceId;
use serde::{Deserialize, Serialize};
use tosei_simulation::opening_hours::TimeOfDay;
use tosei_simulation::resource::{QueueOrder, ShiftEnd};
use tosei_simulation::{Distribution, OpeningHours, Quantity};

use tosei_types::{Date, Label, StaffClassId, SubjectId, TargetPercent};

/// The `format` of a station.
pub const STATION_FORMAT: &str = "tosei-counter-station";
/// The `format_version` that this crate reads and writes.
pub const STATION_FORMAT_VERSION: u32 = 1;
/// A station has at most so many services.
pub const MAX_SERVICES: usize = 64;
/// A visit has at most so many services.
pub const MAX_ROUTE: usize = 16;
/// The last class of priority; 0 is the first.
pub const MAX_PRIORITY: u8 = 7;

tosei_types::coded_enum! {
    /// 閉庁時の扱い (closing rule): what becomes of those who are inside at closing time.
    pub enum ClosingRule: "closing rule" {
        /// 受付済みの人は全員対応: whoever holds a ticket is served; nobody goes home before.
        ServeAll = "serve_all" ("受付済みの人は全員対応", "everybody with a ticket is served"),
        /// 待っている人は帰ってもらう: only services that have begun are finished.
        TurnAway = "turn_away" ("待っている人は帰ってもらう", "those who wait are turned away"),
    }
}

/// 業務 (service) that a station does.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct StationService {
    /// 取扱業務ID.
    pub id: ServiceId,
    /// 名称.
    pub label: Label,
    /// 対応時間（分）: minutes that one takes.
    pub minutes: Distribution,
}

/// 来庁の頻度 (arrival span): people an hour from a time of day to another.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct ArrivalSpan {
    /// From.
    pub from: TimeOfDay,
    /// To.
    pub to: TimeOfDay,
    /// 1時間当たりの来庁者数: people an hour.
    pub per_hour: Quantity,
}

/// 飛び込みの来庁者 (walk-ins): people who come at random, more at some times than at others.
///
/// Within a span they come independently of each other (Poisson). Those who would come after the last
/// closing of the day stay away; before the first opening they wait.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct WalkIns {
    /// 来庁者区分ID.
    pub id: SubjectId,
    /// 名称.
    pub label: Label,
    /// 回る業務: the services of a visit, one after the other.
    pub route: Vec<ServiceId>,
    /// 来庁の頻度, on every day that the office is open.
    pub arrivals: Vec<ArrivalSpan>,
    /// 優先区分: 0 goes first, 7 last.
    #[serde(default = "usual_priority")]
    pub priority: u8,
    /// 待てる時間（分）: how long they wait for one service before they leave; forever if absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub patience: Option<Distribution>,
}

/// 予約枠 (slot): so many people at a time of day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Slot {
    /// The time that they were given.
    pub at: TimeOfDay,
    /// 人数: people.
    pub people: u32,
}

/// 予約の来庁者 (reservations).
///
/// Somebody who comes comes `early` minutes before the slot, plus `late` minutes; their waiting begins
/// with the slot, or when they come if that is later. After closing they are not let in.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Reservations {
    /// 来庁者区分ID.
    pub id: SubjectId,
    /// 名称.
    pub label: Label,
    /// 回る業務.
    pub route: Vec<ServiceId>,
    /// 予約枠, on every day that the office is open.
    pub slots: Vec<Slot>,
    /// 無断欠席（％）: how many in a hundred do not come.
    pub no_show_percent: TargetPercent,
    /// 早着（分）; nobody comes early if absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub early: Option<Distribution>,
    /// 遅刻（分）; nobody is late if absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub late: Option<Distribution>,
    /// 優先区分: 0 goes first, 7 last.
    #[serde(default = "usual_priority")]
    pub priority: u8,
    /// 待てる時間（分）.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub patience: Option<Distribution>,
}

/// 担当の組 (staff group): people of one class with the same skills and the same hours.
///
/// Somebody with a break of their own is a group of one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct StaffGroup {
    /// 組のID.
    pub id: SubjectId,
    /// 名称.
    pub label: Label,
    /// 職員区分ID; absent if unknown.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub class: Option<StaffClassId>,
    /// 人数.
    pub people: u32,
    /// 担える業務: what each of them can do.
    pub services: Vec<ServiceId>,
    /// 勤務時間, with breaks; the hours of the office if absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hours: Option<OpeningHours>,
}

fn usual_priority() -> u8 {
    1
}

/// 窓口の模型 (station): a counter and its days, as it is or as it is planned to be.
///
/// # Invariant
///
/// None while it is data; [`check`](Station::check) says what does not fit.
///
/// # Unit
///
/// Minutes; people.
///
/// # Wire form
///
/// `{"format": "tosei-counter-station", "format_version": 1, …}`; an example stands on the
/// [page of the module](super).
#[doc(alias = "窓口")]
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(try_from = "wire::Station", into = "wire::Station")]
pub struct Station {
    /// 表題.
    pub title: String,
    /// 架空: whether the data is made up.
    pub fictional: bool,
    /// 初日.
    pub first_day: Date,
    /// 日数: days on end, closed ones included.
    pub days: u32,
    /// 受付時間: when tickets are given out.
    pub hours: OpeningHours,
    /// 休日.
    pub holidays: Vec<Date>,
    /// 業務.
    pub services: Vec<StationService>,
    /// 飛び込みの来庁者.
    pub walk_ins: Vec<WalkIns>,
    /// 予約の来庁者.
    pub reservations: Vec<Reservations>,
    /// 担当.
    pub staff: Vec<StaffGroup>,
    /// 呼出順.
    pub order: QueueOrder,
    /// 勤務の切れ目の扱い.
    pub shift_end: ShiftEnd,
    /// 閉庁時の扱い.
    pub at_closing: ClosingRule,
    /// 約束の待ち時間（分）: nobody is to wait longer.
    pub pledge_minutes: Quantity,
    /// 助走（分）: whoever comes in the first so many minutes is served, and not counted.
    pub warm_up_minutes: Quantity,
}

mod wire {
    use super::{
        ClosingRule, Date, OpeningHours, Quantity, QueueOrder, Reservations, STATION_FORMAT,
        STATION_FORMAT_VERSION, ShiftEnd, StaffGroup, StationDocumentError, StationService,
        WalkIns,
    };
    use serde::{Deserialize, Serialize};

    fn serve_all() -> ClosingRule {
        ClosingRule::ServeAll
    }

    fn nothing() -> Quantity {
        Quantity::ZERO
    }

    /// 窓口の模型: a counter and its days.
    #[derive(Serialize, Deserialize)]
    #[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
    #[cfg_attr(feature = "schemars", schemars(rename = "Station"))]
    #[serde(deny_unknown_fields)]
    pub(super) struct Station {
        /// The address of the schema.
        #[serde(rename = "$schema", default, skip_serializing_if = "Option::is_none")]
        schema: Option<String>,
        /// The kind of document.
        #[cfg_attr(feature = "schemars", schemars(extend("const" = "tosei-counter-station")))]
        format: String,
        /// The version of its form.
        #[cfg_attr(feature = "schemars", schemars(extend("const" = 1)))]
        format_version: u32,
        /// 表題.
        title: String,
        /// 架空: whether the data is made up.
        #[serde(default)]
        fictional: bool,
        /// 初日.
        first_day: Date,
        /// 日数.
        days: u32,
        /// 受付時間.
        hours: OpeningHours,
        /// 休日.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        holidays: Vec<Date>,
        /// 業務.
        services: Vec<StationService>,
        /// 飛び込みの来庁者.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        walk_ins: Vec<WalkIns>,
        /// 予約の来庁者.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        reservations: Vec<Reservations>,
        /// 担当.
        staff: Vec<StaffGroup>,
        /// 呼出順.
        #[serde(default)]
        order: QueueOrder,
        /// 勤務の切れ目の扱い.
        #[serde(default)]
        shift_end: ShiftEnd,
        /// 閉庁時の扱い.
        #[serde(default = "serve_all")]
        at_closing: ClosingRule,
        /// 約束の待ち時間（分）.
        pledge_minutes: Quantity,
        /// 助走（分）.
        #[serde(default = "nothing")]
        warm_up_minutes: Quantity,
    }

    impl TryFrom<Station> for super::Station {
        type Error = StationDocumentError;

        fn try_from(wire: Station) -> Result<Self, StationDocumentError> {
            if wire.format != STATION_FORMAT || wire.format_version != STATION_FORMAT_VERSION {
                return Err(StationDocumentError::Format {
                    format: wire.format.chars().take(80).collect(),
                    version: wire.format_version,
                });
            }
            Ok(Self {
                title: wire.title,
                fictional: wire.fictional,
                first_day: wire.first_day,
                days: wire.days,
                hours: wire.hours,
                holidays: wire.holidays,
                services: wire.services,
                walk_ins: wire.walk_ins,
                reservations: wire.reservations,
                staff: wire.staff,
                order: wire.order,
                shift_end: wire.shift_end,
                at_closing: wire.at_closing,
                pledge_minutes: wire.pledge_minutes,
                warm_up_minutes: wire.warm_up_minutes,
            })
        }
    }

    impl From<super::Station> for Station {
        fn from(station: super::Station) -> Self {
            Self {
                schema: None,
                format: STATION_FORMAT.to_owned(),
                format_version: STATION_FORMAT_VERSION,
                title: station.title,
                fictional: station.fictional,
                first_day: station.first_day,
                days: station.days,
                hours: station.hours,
                holidays: station.holidays,
                services: station.services,
                walk_ins: station.walk_ins,
                reservations: station.reservations,
                staff: station.staff,
                order: station.order,
                shift_end: station.shift_end,
                at_closing: station.at_closing,
                pledge_minutes: station.pledge_minutes,
                warm_up_minutes: station.warm_up_minutes,
            }
        }
    }
}
