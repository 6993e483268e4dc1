//! What the front door decides between its rooms: tables of cases whose answers are known.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test stops at the first surprise"
)]
#![cfg(all(
    feature = "inventory",
    feature = "qos-model",
    feature = "bpr",
    feature = "counter-dx",
    feature = "analog-regs"
))]

mod conditions;
mod flows;
mod inventory;
mod links;
mod mapping;
mod reviews;
mod totals;

use tosei::evidence::{EvidenceMapping, MappingError};
use tosei::inventory::{
    Body, Inventory, OnlineStatus, Process, VolumeChoice, VolumeMeasure, VolumeState,
};
use tosei::types::{Date, ProcedureId};

fn day() -> Date {
    "2025-06-30".parse().unwrap()
}

fn empty() -> Inventory {
    Inventory::new(Body::new("見本市（架空）"), day())
}

fn procedure(id: &str) -> ProcedureId {
    id.parse().unwrap()
}

/// A process of a procedure; `kind` need not be one of the standard list.
fn process(id: &str, of: &str, kind: &str, status: OnlineStatus) -> Process {
    let mut process = Process::new(id.parse().unwrap(), procedure(of), kind);
    process.status = status;
    process
}

fn volumes() -> VolumeChoice {
    VolumeChoice {
        fiscal_year: "2024".parse().unwrap(),
        measure: VolumeMeasure::Applications,
        state: VolumeState::Final,
    }
}

/// A mapping with two code sets and two parameters, and the rules given about criteria.
fn own_mapping(from: &str, criteria: &serde_json::Value) -> Result<EvidenceMapping, MappingError> {
    let label = serde_json::json!({"ja": "名称", "en": "name"});
    let set = |id: &str, codes: &[&str]| {
        serde_json::json!({"id": id, "column": "fee_payment", "label": label, "codes": codes,
            "source": "definition"})
    };
    let parameter = |id: &str| serde_json::json!({"id": id, "label": label, "default": "0.5", "source": "definition"});
    let document = serde_json::json!({
        "format": "tosei-evidence-mapping", "format_version": 1,
        "edition": {"id": "own-1", "date": "2025-06-30", "source": "definition"},
        "from": from, "standard": "tokyo", "standard_edition": "2024", "notes": [],
        "code_sets": [set("cashless", &["2-1", "2-2"]), set("counter", &["1-1"])],
        "parameters": [parameter("ratio"), parameter("days")],
        "criteria": criteria,
        "reasons": [
            {"id": "said", "text": {"ja": "「{fee_payment}」、{ratio}", "en": "“{fee_payment}”, {ratio}"}},
            {"id": "met", "text": label}, {"id": "not_met", "text": label},
            {"id": "not_applicable", "text": label}, {"id": "candidate", "text": label},
            {"id": "not_said", "text": {"ja": "不明", "en": "unknown"}}
        ]
    });
    EvidenceMapping::from_json(&document.to_string())
}

/// The rules about one criterion.
fn criterion(id: &str, rules: &serde_json::Value) -> serde_json::Value {
    serde_json::json!({"criterion": id, "derivable": "yes", "columns": ["fee_payment"],
        "rules": rules, "otherwise": "not_said", "source": "definition"})
}
