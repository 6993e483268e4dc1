//! The document of a register.

use super::{Counter, CounterTable};
use crate::id::{ServiceId, ServicePointId, ToolId};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, HashSet};
use tosei_types::{Date, Label, ProcedureId, StaffClass};

/// The `format` of a register.
pub const REGISTER_FORMAT: &str = "tosei-counter-register";
/// The `format_version` that this crate reads and writes.
pub const REGISTER_FORMAT_VERSION: u32 = 1;

/// Why a document is no register.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum RegisterError {
    /// Another kind of document, or another version of it.
    #[error(
        "expected format `tosei-counter-register` version 1, got `{format}` version `{version}`"
    )]
    #[non_exhaustive]
    Format {
        /// The format as given.
        format: String,
        /// The version as given.
        version: u32,
    },
}

impl RegisterError {
    /// Stable identifier of the variant; never renamed once released.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Format { .. } => "counter_dx.register.format",
        }
    }
}

/// 場所 (service point): a place that people go to, such as a branch office.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct ServicePoint {
    /// 場所ID.
    pub id: ServicePointId,
    /// 施設名.
    pub name: String,
    /// 住所.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub address: Option<String>,
    /// その他の欄: further columns of the table it came from, as they were written.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub other: BTreeMap<String, String>,
}

/// 取扱業務 (service): one thing that counters do, such as one certificate or one notification.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Service {
    /// 取扱業務ID.
    pub id: ServiceId,
    /// 名称.
    pub name: String,
    /// 手続ID: the procedures that are filed with it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub procedures: Vec<ProcedureId>,
    /// 手数料の有無; absent if unknown.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub fee: Option<bool>,
}

tosei_types::coded_enum! {
    /// 三つの約束 (pledge): what Tokyo's counters work towards.
    pub enum Pledge: "pledge" {
        /// 待たない.
        NoWaiting = "no_waiting" ("待たない", "no waiting"),
        /// 書かない.
        NoWriting = "no_writing" ("書かない", "no writing"),
        /// キャッシュレス.
        Cashless = "cashless" ("キャッシュレス", "cashless"),
    }
}

/// デジタルツール (tool): something that a counter can have, and the pledges that it serves.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Tool {
    /// デジタルツールID.
    pub id: ToolId,
    /// 名称.
    pub label: Label,
    /// 三つの約束: which it serves.
    #[serde(default)]
    pub pledges: Vec<Pledge>,
}

/// 窓口台帳 (register of counters) of a body on a day.
///
/// # Wire form
///
/// `{"format": "tosei-counter-register", "format_version": 1, "title": …, "as_of": "2025-04-01",
/// "service_points": […], "services": […], "tools": […], "staff_classes": […], "counters": […]}`.
/// Whether the parts fit together is no matter of reading; [`check`](Self::check) says so.
///
/// # Examples
///
/// ```
/// use tosei_counter_dx::register::{CounterRegister, ServiceMode};
///
/// let register: CounterRegister = serde_json::from_str(r#"{
///   "format": "tosei-counter-register", "format_version": 1,
///   "title": "見本市の窓口（架空）", "as_of": "2025-04-01", "fictional": true,
///   "service_points": [{"id": "east", "name": "東出張所（架空）"}],
///   "services": [{"id": "residence", "name": "住民票の写し"}],
///   "counters": [{"id": "W-1", "name": "証明窓口", "service_point": "east", "business": "証明",
///     "booths": 2, "services": [{"service": "residence", "mode": "forwards"}]}]
/// }"#)?;
/// let counts = register.counts();
/// assert_eq!((counts.counters, counts.booths), (1, 2));
/// assert_eq!(counts.modes.of(ServiceMode::Forwards), 1);
/// // The service is forwarded here, and done nowhere.
/// assert_eq!(register.check().count_of("counter_dx.register.service_nowhere"), 1);
/// # Ok::<(), serde_json::Error>(())
/// ```
#[doc(alias = "窓口台帳")]
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(try_from = "wire::CounterRegister", into = "wire::CounterRegister")]
pub struct CounterRegister {
    /// 表題.
    pub title: String,
    /// 基準日: the day that it describes.
    pub as_of: Date,
    /// 架空: whether the data is made up.
    pub fictional: bool,
    /// 場所.
    pub service_points: Vec<ServicePoint>,
    /// 取扱業務.
    pub services: Vec<Service>,
    /// デジタルツール.
    pub tools: Vec<Tool>,
    /// 職員区分.
    pub staff_classes: Vec<StaffClass>,
    /// 窓口.
    pub counters: Vec<Counter>,
}

impl CounterRegister {
    /// A register without counters, with the tools that this crate knows.
    #[must_use]
    pub fn new(title: &str, as_of: Date) -> Self {
        Self {
            title: title.to_owned(),
            as_of,
            fictional: false,
            service_points: Vec::new(),
            services: Vec::new(),
            tools: Self::usual_tools(),
            staff_classes: Vec::new(),
            counters: Vec::new(),
        }
    }

    /// 用具の初期の一覧 (the usual tools), to be extended: 予約, 発券, 事前申請, 書かない窓口 and others.
    ///
    /// # Source
    ///
    /// `tokyo-plan-2-measures` names 窓口予約システム and キャッシュレス端末; the rest is ours
    /// (`project-decision:counter-tools`).
    #[must_use]
    pub fn usual_tools() -> Vec<Tool> {
        // A test holds that the list reads.
        serde_json::from_str(include_str!("../../data/tools.json")).unwrap_or_default()
    }

    /// Takes the counters of a table in, with the places and services that are new.
    ///
    /// A place that stands here already is kept as it is.
    pub fn add_table(&mut self, table: CounterTable) {
        let points: HashSet<_> = self.service_points.iter().map(|p| p.id.clone()).collect();
        let services: HashSet<_> = self.services.iter().map(|s| s.id.clone()).collect();
        let (new_points, new_services) = (table.service_points, table.services);
        self.service_points
            .extend(new_points.into_iter().filter(|p| !points.contains(&p.id)));
        self.services.extend(
            new_services
                .into_iter()
                .filter(|s| !services.contains(&s.id)),
        );
        self.counters.extend(table.counters);
    }
}

mod wire {
    use super::{
        Counter, Date, REGISTER_FORMAT, REGISTER_FORMAT_VERSION, RegisterError, Service,
        ServicePoint, StaffClass, Tool,
    };
    use serde::{Deserialize, Serialize};

    /// 窓口台帳: the counters of a body on a day.
    #[derive(Serialize, Deserialize)]
    #[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
    #[cfg_attr(feature = "schemars", schemars(rename = "CounterRegister"))]
    #[serde(deny_unknown_fields)]
    pub(super) struct CounterRegister {
        /// The address of the schema.
        #[serde(rename = "$schema", default, skip_serializing_if = "Option::is_none")]
        schema: Option<String>,
        /// The kind of document.
        #[cfg_attr(feature = "schemars", schemars(extend("const" = "tosei-counter-register")))]
        format: String,
        /// The version of its form.
        #[cfg_attr(feature = "schemars", schemars(extend("const" = 1)))]
        format_version: u32,
        /// 表題.
        title: String,
        /// 基準日.
        as_of: Date,
        /// 架空: whether the data is made up.
        #[serde(default)]
        fictional: bool,
        /// 場所.
        service_points: Vec<ServicePoint>,
        /// 取扱業務.
        #[serde(default)]
        services: Vec<Service>,
        /// デジタルツール.
        #[serde(default)]
        tools: Vec<Tool>,
        /// 職員区分.
        #[serde(default)]
        staff_classes: Vec<StaffClass>,
        /// 窓口.
        counters: Vec<Counter>,
    }

    impl TryFrom<CounterRegister> for super::CounterRegister {
        type Error = RegisterError;

        fn try_from(wire: CounterRegister) -> Result<Self, RegisterError> {
            if wire.format != REGISTER_FORMAT || wire.format_version != REGISTER_FORMAT_VERSION {
                return Err(RegisterError::Format {
                    format: wire.format.chars().take(80).collect(),
                    version: wire.format_version,
                });
            }
            Ok(Self {
                title: wire.title,
                as_of: wire.as_of,
                fictional: wire.fictional,
                service_points: wire.service_points,
                services: wire.services,
                tools: wire.tools,
                staff_classes: wire.staff_classes,
                counters: wire.counters,
            })
        }
    }

    impl From<super::CounterRegister> for CounterRegister {
        fn from(register: super::CounterRegister) -> Self {
            Self {
                schema: None,
                format: REGISTER_FORMAT.to_owned(),
                format_version: REGISTER_FORMAT_VERSION,
                title: register.title,
                as_of: register.as_of,
                fictional: register.fictional,
                service_points: register.service_points,
                services: register.services,
                tools: register.tools,
                staff_classes: register.staff_classes,
                counters: register.counters,
            }
        }
    }
}
