//! How a table of counters is laid out.

use super::ServiceMode;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// 表の読み方 (layout of a table of counters): one row a counter, one column a service.
///
/// The default reads the headers that cities publish (施設名, 住所, 備考, 取扱有無-…) and those that
/// [`write_counter_table`](super::write_counter_table) writes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, default)]
pub struct CounterTableLayout {
    /// 業務: what the counters of the table are for, where no column says so.
    pub business: String,
    /// 施設名の見出し.
    pub name: String,
    /// 住所の見出し.
    pub address: String,
    /// 備考の見出し.
    pub note: String,
    /// 窓口IDの見出し.
    pub id: String,
    /// 窓口名の見出し.
    pub counter_name: String,
    /// 業務の見出し.
    pub business_column: String,
    /// 所管組織IDの見出し.
    pub organisation: String,
    /// ブース数の見出し.
    pub booths: String,
    /// プロトタイプの見出し.
    pub prototype: String,
    /// デジタルツールの見出し.
    pub tools: String,
    /// 場所IDの見出し.
    pub service_point: String,
    /// 開設日の見出し.
    pub opened: String,
    /// 廃止日の見出し.
    pub closed: String,
    /// 前身の窓口の見出し.
    pub predecessors: String,
    /// 後継の窓口の見出し.
    pub successors: String,
    /// 職員の見出し: `regular:2; fiscal-year:1`.
    pub staff: String,
    /// 受付時間（JSON）の見出し: hours as in the document, for they fit in no plain cell.
    pub hours: String,
    /// 取扱いの詳細（JSON）の見出し: hours and 取次先 of single services, by service.
    pub details: String,
    /// 取扱区分の見出しの初め: what the headers of services begin with.
    pub service_prefix: String,
    /// 記載なし: what stands in the cell of a service that does not stand at the counter at all, as when
    /// tables of several businesses are one. Not the same as 無, nor as an empty cell.
    pub not_listed: String,
    /// 取扱区分の言葉: what stands in the cells.
    pub words: BTreeMap<String, ServiceMode>,
}

impl Default for CounterTableLayout {
    fn default() -> Self {
        let words = ServiceMode::ALL
            .iter()
            .map(|mode| (mode.label(tosei_types::Language::Ja).to_owned(), *mode));
        Self {
            business: "窓口".to_owned(),
            name: "施設名".to_owned(),
            address: "住所".to_owned(),
            note: "備考".to_owned(),
            id: "窓口ID".to_owned(),
            counter_name: "窓口名".to_owned(),
            business_column: "業務".to_owned(),
            organisation: "所管組織ID".to_owned(),
            booths: "ブース数".to_owned(),
            prototype: "プロトタイプ".to_owned(),
            tools: "デジタルツール".to_owned(),
            service_point: "場所ID".to_owned(),
            opened: "開設日".to_owned(),
            closed: "廃止日".to_owned(),
            predecessors: "前身の窓口".to_owned(),
            successors: "後継の窓口".to_owned(),
            staff: "職員".to_owned(),
            hours: "受付時間（JSON）".to_owned(),
            details: "取扱いの詳細（JSON）".to_owned(),
            service_prefix: "取扱有無-".to_owned(),
            not_listed: "記載なし".to_owned(),
            words: words.collect(),
        }
    }
}

impl CounterTableLayout {
    /// The default layout for counters of one business.
    #[must_use]
    pub fn of_business(business: &str) -> Self {
        Self {
            business: business.to_owned(),
            ..Self::default()
        }
    }
}
