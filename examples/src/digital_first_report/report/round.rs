//! Where a survey round stands, and what is to be expected.

use super::Fraction;
use serde::Serialize;
use tosei_inventory::{
    forecast::{Forecast, IndicatorSeries},
    round::{RoundTotals, RowReason, SectionStatus},
};
use tosei_types::{Date, Label, OrganisationId, RateId};

/// 照会の状況 (round): who was asked, who answered, and what is to be put right.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Round {
    /// 照会番号.
    pub id: String,
    /// 件名.
    pub title: Option<String>,
    /// Whether the round is made up.
    pub fictional: bool,
    /// 基準日.
    pub status_date: Date,
    /// 発出日.
    pub issued_on: Date,
    /// 回答期限.
    pub due_on: Date,
    /// 様式の版.
    pub form_version: String,
    /// The day on which the state is shown.
    pub as_of: Date,
    /// The state in one sentence.
    pub sentence: Label,
    /// 集計.
    pub totals: RoundTotals,
    /// The sections, in the order of the round.
    pub sections: Vec<SectionStatus>,
    /// 訂正の依頼 of all sections up to that day.
    pub corrections: Vec<CorrectionRow>,
    /// The letters that were written, by the names of their files.
    pub letters: Vec<String>,
    /// What the missing answers leave open.
    pub effect: RoundEffect,
}

/// One thing that a section was asked to put right.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct CorrectionRow {
    /// 組織ID.
    pub organisation: OrganisationId,
    /// 課名.
    pub name: String,
    /// 箇所.
    pub cell: Option<String>,
    /// 内容.
    pub what: String,
    /// 依頼者.
    pub requested_by: Option<String>,
    /// 依頼日.
    pub requested_on: Date,
    /// 訂正者.
    pub corrected_by: Option<String>,
    /// 訂正日.
    pub corrected_on: Option<Date>,
    /// Whether it is open on the day.
    pub open: bool,
}

/// What the missing answers leave open: rows of sections that have not answered are unknown.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct RoundEffect {
    /// Processes of sections without an answer, by reason.
    pub rows: Vec<RowCount>,
    /// Processes of organisations that were not asked; they stay as they are.
    pub not_asked: u64,
    /// The rates at the top, as they are written and as they may be.
    pub rates: Vec<RoundRate>,
}

/// How many processes have no answer for one reason.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct RowCount {
    /// 理由.
    pub reason: RowReason,
    /// How many.
    pub processes: u64,
}

/// A rate as it is written, and its interval if what nobody answered for is unknown.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct RoundRate {
    /// Stable name of the definition.
    pub id: RateId,
    /// Short name.
    pub label: Label,
    /// As it is written.
    pub recorded: Fraction,
    /// The lowest that it may be.
    pub low: Fraction,
    /// The highest that it may be.
    pub high: Fraction,
}

/// 見通し (forecast) of a series.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Forecasted {
    /// 指標の系列, as it was given.
    pub series: IndicatorSeries,
    /// The forecast.
    pub forecast: Forecast,
    /// The forecast in words.
    pub sentence: Label,
}
