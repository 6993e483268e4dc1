//! What a file of rate definitions says.

use crate::{DigitalPredicateId, Discretion, OnlineStatus, Party};
use serde::{Deserialize, Serialize};
use std::sync::OnceLock;
use tosei_document::{
    Catalogue, Collector, DataFileError, Edition, JsonReader, Limits, Report, expect_format,
};
use tosei_types::{Label, RateId, coded_enum, embedded};

coded_enum! {
    /// 率の単位 (unit of a rate): what is counted.
    ///
    /// Rates of different units are computed from different tallies and never added.
    pub enum RateUnit: "unit of a rate" {
        /// 手続プロセス: each act counts once.
        Process = "process" ("手続プロセス", "processes"),
        /// 手続: each procedure counts once, by a state derived from its processes.
        Procedure = "procedure" ("手続", "procedures"),
        /// 接点: each contact that is not a procedure counts once.
        Touchpoint = "touchpoint" ("接点", "touchpoints"),
        /// 件数: each process counts with its cases of the year.
        Case = "case" ("件数", "cases"),
    }
}

coded_enum! {
    /// 分母での扱い (treatment in the population).
    pub enum PopulationTreatment: "treatment in the population" {
        /// 分母に含める: stands below the line, and not above it.
        InPopulation = "in_population" ("分母に含める", "in the population, not counted as online"),
        /// 分母から除く: leaves the population.
        Excluded = "excluded" ("分母から除く", "excluded from the population"),
    }
}

coded_enum! {
    /// 一部実施済の扱い (treatment of the partly online).
    pub enum PartialTreatment: "treatment of the partly online" {
        /// 分子に含める.
        Counts = "counts" ("分子に含める", "counts as online"),
        /// 分子に含めない.
        DoesNotCount = "does_not_count" ("分子に含めない", "does not count as online"),
    }
}

coded_enum! {
    /// オンライン件数が総件数を超える行の扱い (more online cases than cases): what a contradictory row adds.
    pub enum MoreOnlineThanCases: "treatment of more online cases than cases" {
        /// 記載どおり: the columns are summed as they stand, so the sum can be checked in the file.
        AsStated = "as_stated" ("記載どおり合計する", "summed as stated"),
        /// 総件数まで: such a row counts as all online.
        Capped = "capped" ("総件数を上限とする", "capped at all cases"),
    }
}

coded_enum! {
    /// 手続の状態の導出規則 (derivation rule): how the processes decide a procedure's own state.
    ///
    /// A procedure that has no process of the kinds the rule looks at is not in its population.
    ///
    /// # Source
    ///
    /// `project-decision:procedure-derivation`; no published rule was found.
    pub enum DerivationRule: "derivation rule" {
        /// 全プロセス: every process counts as online.
        All = "all" ("全プロセス", "all processes"),
        /// いずれかのプロセス: at least one does.
        Any = "any" ("いずれかのプロセス", "any process"),
        /// 申請等のみ: every application does; results, payments and the rest are not looked at.
        ApplicationOnly = "application_only" ("申請等のみ", "applications only"),
        /// 申請等と結果: every application and every result does. A procedure without a result
        /// process (a notification that needs no answer) is judged by its applications.
        ApplicationAndResult = "application_and_result" ("申請等と結果", "applications and results"),
    }
}

coded_enum! {
    /// 適用除外のプロセスの扱い (exempt processes of a procedure that has others).
    ///
    /// A procedure all of whose processes are exempt is exempt itself; [`Treatment::exempt`]
    /// decides about it.
    ///
    /// # Source
    ///
    /// `project-decision:exempt-processes`.
    pub enum ExemptProcesses: "treatment of exempt processes" {
        /// 判定から除く: the others decide.
        Ignored = "ignored" ("判定から除く", "ignored; the others decide"),
        /// 未実施とみなす: one exempt process keeps `all` from holding.
        NotOnline = "not_online" ("未実施とみなす", "taken as not online"),
    }
}

coded_enum! {
    /// 受付の範囲 (reception): which procedures of yearly schemes a rate looks at.
    ///
    /// A procedure of no series takes applications all the year, in every year. Where nobody wrote
    /// the windows down, the procedure may belong, and the interval says so.
    ///
    /// # Source
    ///
    /// `project-decision:series-population`.
    pub enum ReceptionScope: "scope of reception" {
        /// 全て: whether applications are taken or not.
        Any = "any" ("全て", "any"),
        /// 基準日に受付中: a reception window holds on the status date.
        OpenOnStatusDate = "open_on_status_date" ("基準日に受付中", "open on the status date"),
        /// 当年度: the edition is of the status date's fiscal year, open or not.
        InFiscalYear = "in_fiscal_year" ("当年度", "in the fiscal year"),
    }
}

coded_enum! {
    /// 系列の数え方 (counting of a series): each edition, or one for all.
    ///
    /// # Source
    ///
    /// `project-decision:series-population`.
    pub enum SeriesCounting: "counting of a series" {
        /// 版ごと: every edition counts.
        EachEdition = "each_edition" ("版ごと", "each edition"),
        /// 最新の版: only the edition that stands for its series does
        /// ([`StandingEditions`](crate::StandingEditions)).
        LatestEdition = "latest_edition" ("最新の版", "the latest edition"),
    }
}

#[allow(
    clippy::derivable_impls,
    reason = "the macro that makes the enum takes no attribute of a variant"
)]
impl Default for ReceptionScope {
    fn default() -> Self {
        Self::Any
    }
}

#[allow(
    clippy::derivable_impls,
    reason = "the macro that makes the enum takes no attribute of a variant"
)]
impl Default for SeriesCounting {
    fn default() -> Self {
        Self::EachEdition
    }
}

impl ReceptionScope {
    /// Whether it is [`Any`](Self::Any), which is not written.
    fn is_any(&self) -> bool {
        *self == Self::Any
    }
}

impl SeriesCounting {
    /// Whether it is [`EachEdition`](Self::EachEdition), which is not written.
    fn is_each(&self) -> bool {
        *self == Self::EachEdition
    }
}

/// 対象 (population): which part of what is counted a rate looks at.
///
/// An absent list means all, unknown values included. In a list, `unknown` means
/// that things of unknown kind belong; left out, such a thing is not in the point rate, but may
/// belong, and the interval says so.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Population {
    /// Codes of process kinds, or `unknown`; for processes and cases only.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub kinds: Option<Vec<String>>,
    /// Who acts.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub actors: Option<Vec<Party>>,
    /// Within or beyond the body's own discretion.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub discretion: Option<Vec<Discretion>>,
    /// Online statuses; not for procedures, which have none of their own.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub statuses: Option<Vec<OnlineStatus>>,
    /// 受付の範囲; for procedures only.
    #[serde(default, skip_serializing_if = "ReceptionScope::is_any")]
    pub reception: ReceptionScope,
    /// 系列の数え方; for procedures only.
    #[serde(default, skip_serializing_if = "SeriesCounting::is_each")]
    pub series: SeriesCounting,
}

/// 分子 (numerator): what stands above the line.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(tag = "by", rename_all = "snake_case", deny_unknown_fields)]
#[non_exhaustive]
pub enum Numerator {
    /// Things with one of these statuses (with the unit `case`: their cases).
    ///
    /// 一部実施済 is not listed here: [`Treatment::partial`] decides about it.
    Status {
        /// The statuses, neither `partial` nor `unknown`.
        statuses: Vec<OnlineStatus>,
    },
    /// Processes that satisfy a digital predicate (with the unit `case`: their cases).
    Predicate {
        /// The predicate.
        predicate: DigitalPredicateId,
    },
    /// Cases that were filed online; for the unit `case` only.
    OnlineCases {
        /// What a row adds that states more online cases than cases.
        more_online_than_cases: MoreOnlineThanCases,
    },
}

/// 扱い (treatment): what happens to what is neither plainly online nor plainly not.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Treatment {
    /// 適用除外.
    pub exempt: PopulationTreatment,
    /// 一部実施済. A digital predicate answers for a partly online process itself.
    pub partial: PartialTreatment,
    /// その他. For procedures, `excluded` means that such processes are not looked at.
    pub other: PopulationTreatment,
    /// 不明. Left in the population, the unknown are taken as not online (as outside it where they
    /// cannot be that), and the point rate is the lower bound of what it would be if all were
    /// known.
    pub unknown: PopulationTreatment,
}

/// 導出 (derivation): the named rule by which a procedure gets a state.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Derivation {
    /// The rule.
    pub rule: DerivationRule,
    /// What an exempt process among others does.
    pub exempt_processes: ExemptProcesses,
}

/// 率の定義 (rate definition): what one named rate means.
///
/// # Wire form
///
/// See `data/rates/standard.json`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct RateDefinition {
    /// Stable name; the basis of every figure made by it.
    pub id: RateId,
    /// Short name.
    pub label: Label,
    /// One sentence that says what is counted and how.
    pub definition: Label,
    /// What is counted.
    pub unit: RateUnit,
    /// Which part of it.
    #[serde(default)]
    pub population: Population,
    /// What stands above the line.
    pub numerator: Numerator,
    /// What happens to the exempt, the partly online, the others and the unknown.
    pub treatment: Treatment,
    /// For procedures, and only for them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub derivation: Option<Derivation>,
    /// A source id of `SOURCES.md`, or `project-decision:<topic>`.
    pub source: String,
}

/// The wire form of a file of rate definitions.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schemars", schemars(rename = "RateDefinitions"))]
#[serde(deny_unknown_fields)]
pub struct RateDefinitionsDocument {
    /// Where the schema of this file stands.
    #[serde(rename = "$schema", default, skip_serializing_if = "Option::is_none")]
    pub schema: Option<String>,
    /// Always `tosei-rate-definitions`.
    #[cfg_attr(feature = "schemars", schemars(extend("const" = "tosei-rate-definitions")))]
    pub format: String,
    /// Version of the format; 1.
    #[cfg_attr(feature = "schemars", schemars(extend("const" = 1)))]
    pub format_version: u32,
    /// Origin and day.
    pub edition: Edition,
    /// The definitions, in the order in which rates are shown.
    pub rates: Vec<RateDefinition>,
}

const FORMAT: (&str, u32) = ("tosei-rate-definitions", 1);

/// 率の定義集 (rate definitions): the named rates of a report, from the embedded file or a body's own.
///
/// # Examples
///
/// ```
/// use tosei_inventory::{OnlineStatus, ProcessFacts, ProcessKinds, RateDefinitions, Tally};
///
/// let rates = RateDefinitions::standard().compile(ProcessKinds::standard()).unwrap();
/// let mut tally = Tally::<ProcessFacts>::new();
/// for status in [OnlineStatus::Done, OnlineStatus::NotDone, OnlineStatus::Unknown] {
///     tally.add(&ProcessFacts { status, ..ProcessFacts::unknown() });
/// }
/// let all = rates.evaluate_one("processes.done", &tally).unwrap();
/// assert_eq!(all.to_string(), "1/3 = 33.3 % (33.3 to 66.7 %)"); // the unknown one could be online
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RateDefinitions {
    edition: Edition,
    pub(super) rates: Vec<RateDefinition>,
    /// Where each definition stands in its file, for findings about it.
    pub(super) positions: Vec<usize>,
}

impl RateDefinitions {
    /// The embedded definitions.
    #[must_use]
    pub fn standard() -> &'static Self {
        static STANDARD: OnceLock<RateDefinitions> = OnceLock::new();
        embedded(&STANDARD, || {
            Self::from_json(include_str!("../../data/rates/standard.json"))
        })
    }

    /// Reads a file strictly: the first thing that does not fit its shape is an error.
    ///
    /// Whether the definitions make sense is for [`compile`](Self::compile) to say.
    ///
    /// # Errors
    ///
    /// - [`DataFileError::Shape`] if the text is no JSON of this form.
    /// - [`DataFileError::Format`] if it names another format or version.
    pub fn from_json(json: &str) -> Result<Self, DataFileError> {
        let document: RateDefinitionsDocument = serde_json::from_str(json)?;
        expect_format(FORMAT, (&document.format, document.format_version))?;
        Ok(Self {
            edition: document.edition,
            positions: (0..document.rates.len()).collect(),
            rates: document.rates,
        })
    }

    /// Reads a file and reports every defect of its shape; a definition that cannot be typed costs
    /// itself only.
    ///
    /// `None` if not even the frame can be read. The report's sentences come from
    /// [`catalogue`](Self::catalogue).
    #[must_use]
    pub fn read(bytes: &[u8], limits: &Limits) -> (Option<Self>, Report) {
        #[derive(Deserialize)]
        #[serde(deny_unknown_fields)]
        struct Shell<'a> {
            #[serde(rename = "$schema")]
            _schema: Option<String>,
            format: String,
            format_version: u32,
            edition: Edition,
            #[serde(borrow)]
            rates: Vec<&'a serde_json::value::RawValue>,
        }
        let catalogue = Self::catalogue();
        let mut findings = Collector::new(catalogue);
        let read =
            JsonReader::open(bytes, limits, catalogue, &mut findings).and_then(|mut json| {
                let shell: Shell<'_> = json.shell()?;
                if !json.expect_format(FORMAT, (&shell.format, shell.format_version)) {
                    return None;
                }
                let (positions, rates) = json.items("/rates", &shell.rates).into_iter().unzip();
                Some(Self {
                    edition: shell.edition,
                    rates,
                    positions,
                })
            });
        (read, findings.into_report())
    }

    /// The rules about files of rate definitions, with those about reading.
    #[must_use]
    pub fn catalogue() -> &'static Catalogue {
        static CATALOGUE: OnceLock<Catalogue> = OnceLock::new();
        embedded(&CATALOGUE, || {
            Catalogue::of_domain(include_str!("../../data/rules/rate_definitions.json"))
        })
    }

    /// Origin and day.
    #[must_use]
    pub fn edition(&self) -> &Edition {
        &self.edition
    }

    /// The definitions, in the order of the file.
    #[must_use]
    pub fn definitions(&self) -> &[RateDefinition] {
        &self.rates
    }

    /// A definition by its id.
    #[must_use]
    pub fn definition(&self, id: &str) -> Option<&RateDefinition> {
        self.rates.iter().find(|rate| rate.id.as_str() == id)
    }
}
