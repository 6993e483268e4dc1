//! 業務フローと手続 (flows and procedures): a flow's times with the cases of the inventory.

use serde::Serialize;
use tosei_bpr::Flow;
use tosei_bpr::metrics::{FlowMetrics, MeasureKind, MetricsError, MetricsOptions};
use tosei_inventory::{Inventory, ProcessKinds, VolumeChoice};
use tosei_types::{ExactFigure, FlowId, Language, ProcedureId};

/// 年間の時間 (hours a year): at least, and at most where every part is known.
///
/// # Unit
///
/// Hours, exact: a decimal where there is one, otherwise a fraction in lowest terms.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
pub struct YearHours {
    /// 下限.
    pub from: ExactFigure,
    /// 上限; absent if a part is unknown.
    pub to: Option<ExactFigure>,
}

/// 業務フローの年間の時間 (hours of a flow in a year) for one procedure.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
pub struct FlowHours {
    /// 業務フロー.
    pub flow: FlowId,
    /// 年間件数.
    pub cases_a_year: u64,
    /// 職員.
    pub staff: YearHours,
    /// 申請者.
    pub applicant: YearHours,
}

/// 年間件数 (cases of a procedure in a year): what the procedure counts as a whole, or else what its
/// applications count together; `None` if any of them is unknown.
///
/// # Examples
///
/// ```
/// use tosei::flows::cases_a_year;
/// use tosei::inventory::{Body, Inventory, Procedure, VolumeChoice, VolumeMeasure, VolumeState};
///
/// let mut inventory = Inventory::new(Body::new("見本市（架空）"), "2025-06-30".parse()?);
/// inventory.procedures.push(Procedure::new("P-1".parse()?, "道路の占用の許可"));
/// let volumes = VolumeChoice {
///     fiscal_year: "2024".parse()?,
///     measure: VolumeMeasure::Applications,
///     state: VolumeState::Final,
/// };
/// assert_eq!(cases_a_year(&inventory, &"P-1".parse()?, volumes), None); // nobody counted
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[must_use]
pub fn cases_a_year(
    inventory: &Inventory,
    procedure: &ProcedureId,
    volumes: VolumeChoice,
) -> Option<u64> {
    let whole = inventory
        .procedures
        .iter()
        .find(|one| one.id == *procedure)?;
    if let Some(volume) = volumes.of(&whole.volumes) {
        return volume.cases.map(tosei_types::CaseCount::get);
    }
    let kinds = ProcessKinds::standard();
    let processes = inventory.processes.iter();
    let mut sum = None;
    for process in processes.filter(|one| one.procedure == *procedure) {
        let kind = process.kind_in(kinds).and_then(|kind| kinds.at(kind));
        if !kind.is_some_and(|kind| kind.is_application) {
            continue;
        }
        let cases = volumes.of(&process.volumes)?.cases?.get();
        sum = Some(sum.unwrap_or(0u64).saturating_add(cases));
    }
    sum
}

impl FlowHours {
    /// The hours that a flow takes with so many cases a year.
    ///
    /// # Errors
    ///
    /// As [`metrics`](tosei_bpr::metrics::metrics).
    ///
    /// # Examples
    ///
    /// ```
    /// use tosei::flows::FlowHours;
    ///
    /// let flow = serde_json::from_str(tosei::bpr::sample::subsidy_as_is_json())?;
    /// let hours = FlowHours::of(&flow, 1_200)?;
    /// assert!(hours.staff.to.is_some()); // every time of the sample is given
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn of(flow: &Flow, cases_a_year: u64) -> Result<Self, MetricsError> {
        let metrics = tosei_bpr::metrics::metrics(flow, MetricsOptions::default())?;
        Ok(Self {
            flow: flow.id.clone(),
            cases_a_year,
            staff: year(&metrics, MeasureKind::StaffMinutes, cases_a_year),
            applicant: year(&metrics, MeasureKind::ApplicantMinutes, cases_a_year),
        })
    }
}

/// A measure of a case, in minutes, as hours a year.
fn year(metrics: &FlowMetrics, kind: MeasureKind, cases: u64) -> YearHours {
    let sixty = ExactFigure::from(60u32);
    let hours = |minutes: &ExactFigure| {
        let all = minutes * &ExactFigure::from(cases);
        all.divided_by(&sixty).unwrap_or_default()
    };
    match metrics.measure(kind) {
        Some(measure) => YearHours {
            from: hours(&measure.from),
            to: measure.to.as_ref().map(hours),
        },
        None => YearHours {
            from: ExactFigure::default(),
            to: None,
        },
    }
}

/// 所要時間の手掛かり (lead time as a hint) for 標準処理期間: how long a case takes by the flow.
///
/// A flow that was drawn is no evidence: it says how long a case takes if all goes as drawn, not what
/// period is set or kept. So this is a candidate to be asked about, for `F1a` and `F3a`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
pub struct LeadTimeHint {
    /// 業務フロー.
    pub flow: FlowId,
    /// 手続.
    pub procedure: ProcedureId,
    /// 所要時間（分）, at least.
    pub from_minutes: ExactFigure,
    /// 所要時間（分）, at most; absent if a part is unknown.
    pub to_minutes: Option<ExactFigure>,
}

impl LeadTimeHint {
    /// The hint in one sentence.
    #[must_use]
    pub fn sentence(&self, language: Language) -> String {
        let (from, to) = (&self.from_minutes, &self.to_minutes);
        match (language, to) {
            (Language::Ja, Some(to)) => format!(
                "業務フローどおりなら一件{from}～{to}分。標準処理期間の設定と実績は、所管に確認する。"
            ),
            (Language::Ja, None) => format!(
                "業務フローどおりなら一件{from}分以上（分からない部分がある）。標準処理期間の設定と実績は、所管に確認する。"
            ),
            (Language::En, Some(to)) => format!(
                "By the flow a case takes {from} to {to} minutes; what period is set and kept is to be asked."
            ),
            (Language::En, None) => format!(
                "By the flow a case takes at least {from} minutes, with parts unknown; what period is set and kept is to be asked."
            ),
        }
    }
}

/// The lead times of a flow as hints, one for each of its procedures.
///
/// # Errors
///
/// As [`metrics`](tosei_bpr::metrics::metrics).
pub fn lead_time_hints(flow: &Flow) -> Result<Vec<LeadTimeHint>, MetricsError> {
    let metrics = tosei_bpr::metrics::metrics(flow, MetricsOptions::default())?;
    Ok(flow
        .procedures
        .iter()
        .map(|procedure| LeadTimeHint {
            flow: flow.id.clone(),
            procedure: procedure.clone(),
            from_minutes: metrics.lead_minutes.from.clone(),
            to_minutes: metrics.lead_minutes.to.clone(),
        })
        .collect())
}
