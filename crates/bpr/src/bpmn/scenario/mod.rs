//! BPSimのシナリオ: scenarios of BPSim in a file, as parameters for a simulation.

mod calendar;
mod control;
mod finding;
mod resources;
mod value;

pub use finding::bpsim_rules;

use super::{BPSIM_NAMESPACES, BpmnDocument};
use crate::{
    ElementId, Flow, Probability,
    simulate::{RunRule, SimulationParameters, Unstaffed},
};
use finding::{Findings, Rule};
use std::collections::{BTreeMap, BTreeSet};
use tosei_document::{Explain, Report};
use tosei_markup::{Attribute, Element};
use tosei_simulation::{OpeningHours, Seed};
use tosei_types::{Date, Language};
use value::{Units, duration};

/// Why a scenario gives no parameters.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ScenarioError {
    /// The file has no scenario of BPSim.
    #[error("the file has no scenario of BPSim")]
    None,
    /// No scenario has the id.
    #[error("no scenario has the id `{id}`")]
    #[non_exhaustive]
    Unknown {
        /// The id, cut after 80 characters.
        id: String,
    },
    /// No flow of the file has the id.
    #[error("no flow of the file has the id `{id}`")]
    #[non_exhaustive]
    UnknownFlow {
        /// The id, cut after 80 characters.
        id: String,
    },
    /// Scenarios that inherit from each other in a circle.
    #[error("the scenario `{id}` inherits from itself")]
    #[non_exhaustive]
    Circle {
        /// The id of the scenario asked for, cut after 80 characters.
        id: String,
    },
}

impl ScenarioError {
    /// Stable identifier of the variant; never renamed once released.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::None => "bpr.scenario.none",
            Self::Unknown { .. } => "bpr.scenario.unknown",
            Self::UnknownFlow { .. } => "bpr.scenario.unknown_flow",
            Self::Circle { .. } => "bpr.scenario.circle",
        }
    }
}

impl Explain for ScenarioError {
    fn code(&self) -> &'static str {
        Self::code(self)
    }

    fn sentence(&self, language: Language) -> String {
        match (self, language) {
            (_, Language::En) => format!("The scenario was not read: {self}."),
            (Self::None, Language::Ja) => "ファイルにBPSimのシナリオがありません。".to_owned(),
            (Self::Unknown { id }, Language::Ja) => {
                format!("「{id}」というシナリオはありません。")
            }
            (Self::UnknownFlow { id }, Language::Ja) => {
                format!("「{id}」という業務フローはありません。")
            }
            (Self::Circle { id }, Language::Ja) => {
                format!("シナリオ「{id}」の継承をたどると自分に戻ります。")
            }
        }
    }
}

/// 優先順位の向き (order of priorities): whether a greater number of BPSim goes first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[non_exhaustive]
pub enum PriorityOrder {
    /// The greater number goes first.
    #[default]
    GreaterFirst,
    /// The smaller number goes first.
    SmallerFirst,
}

/// 既定値 (defaults) where a scenario says nothing.
#[derive(Debug, Clone, Copy, PartialEq)]
#[non_exhaustive]
pub struct ScenarioDefaults {
    /// 初日, where there is no start.
    pub first_day: Date,
    /// 日数, where there is no duration; 365.
    pub days: u32,
    /// 試行, where there is no number of replications; 30.
    pub runs: u32,
    /// 乱数の種, where there is none; 1.
    pub seed: Seed,
    /// Whether a greater priority goes first.
    pub priorities: PriorityOrder,
}

impl ScenarioDefaults {
    /// The usual ones, from a day on.
    #[must_use]
    pub fn from(first_day: Date) -> Self {
        Self {
            first_day,
            days: 365,
            runs: 30,
            seed: Seed::new(1),
            priorities: PriorityOrder::default(),
        }
    }
}

/// シナリオの見出し (name of a scenario).
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct ScenarioName {
    /// Its id; empty if it has none.
    pub id: String,
    /// Its name.
    pub name: Option<String>,
    /// The scenario that it inherits from.
    pub inherits: Option<String>,
}

/// シナリオ (scenario) as parameters.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Scenario {
    /// Which.
    pub name: ScenarioName,
    /// The parameters.
    pub parameters: SimulationParameters,
    /// What the scenario says that the simulation does not use, or that cannot be read, with line and column.
    pub findings: Report,
}

impl BpmnDocument {
    /// The scenarios of BPSim in the file, in its order.
    #[must_use]
    pub fn scenarios(&self) -> Vec<ScenarioName> {
        scenarios(self).into_iter().map(name).collect()
    }

    /// A scenario of BPSim as parameters of a flow; the first one of the file if none is named.
    ///
    /// What it inherits stands where it says nothing itself; what it says stands instead of the flow's, also of what our own
    /// extension says there. Read are start, duration, warm-up, replications, seed and
    /// units; times of steps; shares of branches; times between arrivals and their number; numbers, unit costs, calendars
    /// and selection of resources; priorities. Everything else is a finding and stays in the file.
    ///
    /// # Errors
    ///
    /// - [`ScenarioError::None`] if the file has no scenario.
    /// - [`ScenarioError::Unknown`] if none has the id.
    /// - [`ScenarioError::UnknownFlow`] if no flow of the file has the id.
    /// - [`ScenarioError::Circle`] if scenarios inherit from each other in a circle.
    ///
    /// # Examples
    ///
    /// ```
    /// use tosei_bpr::bpmn::{BpmnDocument, scenario::ScenarioDefaults};
    /// use tosei_document::Limits;
    ///
    /// let file = r#"<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" targetNamespace="urn:mihon">
    ///   <process id="shinsei"><startEvent id="s"/><sequenceFlow id="f" sourceRef="s" targetRef="shinsa"/><task id="shinsa"/></process>
    ///   <relationship type="BPSimData"><extensionElements>
    ///     <b:BPSimData xmlns:b="http://www.bpsim.org/schemas/1.0"><b:Scenario id="S">
    ///       <b:ScenarioParameters baseTimeUnit="min" replication="20" seed="7">
    ///         <b:Start><b:DateTimeParameter value="2026-04-01T00:00:00"/></b:Start>
    ///         <b:Duration><b:DurationParameter value="P30D"/></b:Duration>
    ///       </b:ScenarioParameters>
    ///       <b:ElementParameters elementRef="s"><b:ControlParameters>
    ///         <b:InterTriggerTimer><b:NegativeExponentialDistribution mean="20"/></b:InterTriggerTimer></b:ControlParameters>
    ///       </b:ElementParameters>
    ///       <b:ElementParameters elementRef="shinsa"><b:TimeParameters>
    ///         <b:ProcessingTime><b:GammaDistribution shape="2" scale="6"/></b:ProcessingTime></b:TimeParameters>
    ///       </b:ElementParameters>
    ///     </b:Scenario></b:BPSimData></extensionElements></relationship>
    /// </definitions>"#;
    /// let document = BpmnDocument::read(file.as_bytes(), &Limits::default())?;
    /// let defaults = ScenarioDefaults::from("2026-01-01".parse()?);
    /// let scenario = document.scenario("shinsei", Some("S"), &defaults)?;
    /// let parameters = &scenario.parameters;
    /// assert_eq!((parameters.first_day.to_string().as_str(), parameters.days), ("2026-04-01", 30));
    /// assert_eq!(parameters.times[0].work.as_ref().unwrap().to_string(), "gamma(2, 12)"); // shape and mean
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn scenario(
        &self,
        flow: &str,
        id: Option<&str>,
        defaults: &ScenarioDefaults,
    ) -> Result<Scenario, ScenarioError> {
        let short = |text: &str| text.chars().take(80).collect::<String>();
        let Some(flow_of) = self.flow(flow) else {
            return Err(ScenarioError::UnknownFlow { id: short(flow) });
        };
        let all = scenarios(self);
        let wanted = match id {
            None => all.first(),
            Some(id) => all.iter().find(|one| attribute(**one, "id") == id),
        };
        let wanted = *wanted.ok_or_else(|| match id {
            Some(id) if !all.is_empty() => ScenarioError::Unknown { id: short(id) },
            _ => ScenarioError::None,
        })?;
        let mut findings = Findings::new();
        // What is inherited comes first, so that what is said later stands instead.
        let mut line = vec![wanted];
        let mut seen = BTreeSet::from([attribute(wanted, "id")]);
        while let Some(parent) = line
            .last()
            .and_then(|scenario| scenario.attribute("", "inherits"))
        {
            let id = parent.value().into_owned();
            if !seen.insert(id.clone()) {
                return Err(ScenarioError::Circle {
                    id: short(&attribute(wanted, "id")),
                });
            }
            let Some(found) = all.iter().find(|one| attribute(**one, "id") == id) else {
                findings.at(Rule::Reference, parent.position(), &id);
                break;
            };
            line.push(*found);
        }
        line.reverse();
        let reader = Reader::new(self, flow_of, defaults, &line, findings);
        let (parameters, findings) = reader.read(&line);
        Ok(Scenario {
            name: name(wanted),
            parameters,
            findings: findings.into_report(),
        })
    }
}

fn scenarios(document: &BpmnDocument) -> Vec<Element<'_>> {
    let elements = document.markup().root().descendant_elements();
    let data = elements.filter(|element| {
        BPSIM_NAMESPACES.contains(&element.namespace()) && element.local_name() == "BPSimData"
    });
    let scenarios = data.flat_map(Element::child_elements);
    scenarios
        .filter(|element| element.local_name() == "Scenario")
        .collect()
}

fn name(scenario: Element<'_>) -> ScenarioName {
    let of = |key: &str| {
        scenario
            .attribute("", key)
            .map(|one| one.value().into_owned())
    };
    ScenarioName {
        id: attribute(scenario, "id"),
        name: of("name"),
        inherits: of("inherits"),
    }
}

pub(super) fn attribute(element: Element<'_>, name: &str) -> String {
    let value = element.attribute("", name).map(Attribute::value);
    value.map_or_else(String::new, std::borrow::Cow::into_owned)
}

/// A parameter of an element: its group and name, and the element of BPSim that holds its values.
type Given<'d> = BTreeMap<(String, &'d str), Element<'d>>;

struct Reader<'a> {
    document: &'a BpmnDocument,
    flow: &'a Flow,
    defaults: &'a ScenarioDefaults,
    units: Units,
    findings: Findings,
    /// By id.
    calendars: BTreeMap<String, OpeningHours>,
}

impl<'a> Reader<'a> {
    fn new(
        document: &'a BpmnDocument,
        flow: &'a Flow,
        defaults: &'a ScenarioDefaults,
        line: &[Element<'_>],
        findings: Findings,
    ) -> Self {
        let mut units = Units::default();
        let all = line.iter().flat_map(|scenario| scenario.child_elements());
        for element in all.filter(|element| element.local_name() == "ScenarioParameters") {
            for (key, unit) in [
                ("baseTimeUnit", &mut units.time),
                ("baseCurrencyUnit", &mut units.currency),
            ] {
                if let Some(given) = element.attribute("", key) {
                    *unit = given.value().into_owned();
                }
            }
        }
        Self {
            document,
            flow,
            defaults,
            units,
            findings,
            calendars: BTreeMap::new(),
        }
    }

    fn read(mut self, line: &[Element<'a>]) -> (SimulationParameters, Findings) {
        let runs = RunRule::fixed(self.defaults.seed, self.defaults.runs);
        let mut parameters =
            SimulationParameters::new(self.defaults.first_day, self.defaults.days, runs);
        parameters.flow = Some(self.flow.id.clone());
        parameters.options.unstaffed = Unstaffed::Unlimited;
        let mut given: Given<'a> = BTreeMap::new();
        for scenario in line {
            for element in scenario.child_elements() {
                match element.local_name() {
                    "ScenarioParameters" => self.of_scenario(element, &mut parameters),
                    "Calendar" => self.calendar(element),
                    "ElementParameters" => self.collect(element, &mut given),
                    _ => self.findings.unused(element),
                }
            }
        }
        if let Some(last) = line.last() {
            parameters.title = last
                .attribute("", "name")
                .map(|name| name.value().into_owned());
        }
        self.times(&given, &mut parameters);
        self.control(&given, &mut parameters);
        self.resources(&given, &mut parameters);
        self.priorities(&given, &mut parameters);
        for ((id, key), element) in &given {
            if !is_read(key) && !self.is_cash_of_flow(id, key, *element) {
                self.findings.unused(*element);
            }
        }
        (parameters, self.findings)
    }

    fn calendar(&mut self, element: Element<'a>) {
        let text = element.text();
        match calendar::hours(&text) {
            Some(hours) => {
                self.calendars.insert(attribute(element, "id"), hours);
            }
            None => self.findings.at(
                Rule::Calendar,
                element.position(),
                &attribute(element, "id"),
            ),
        }
    }

    fn collect(&mut self, element: Element<'a>, given: &mut Given<'a>) {
        let Some(reference) = element.attribute("", "elementRef") else {
            self.findings.unused(element);
            return;
        };
        let id = reference.value().into_owned();
        let root = self.document.markup().root();
        let is_known = self.document.part(&id).is_some()
            || root.child_elements().any(|one| attribute(one, "id") == id);
        if !is_known {
            self.findings.at(Rule::Reference, reference.position(), &id);
            return;
        }
        for group in element.child_elements() {
            for parameter in group.child_elements() {
                given.insert((id.clone(), parameter.local_name()), parameter);
            }
        }
    }

    fn of_scenario(&mut self, element: Element<'a>, parameters: &mut SimulationParameters) {
        for attribute in element.attributes() {
            let value = attribute.value();
            let number = value.trim().parse::<u32>().ok();
            match (attribute.local_name(), number) {
                ("replication", Some(runs)) if runs > 0 => {
                    // One run has no interval.
                    parameters.runs.runs = runs.max(2);
                    if runs == 1 {
                        self.findings
                            .at(Rule::OneReplication, attribute.position(), &value);
                    }
                }
                ("seed", Some(seed)) => parameters.runs.seed = Seed::new(u64::from(seed)),
                ("replication" | "seed", _) => {
                    self.findings.at(Rule::Value, attribute.position(), &value);
                }
                ("baseTimeUnit" | "baseCurrencyUnit", _) => {}
                _ => self
                    .findings
                    .at(Rule::Unused, attribute.position(), attribute.local_name()),
            }
        }
        for parameter in element.child_elements() {
            let Some(inside) = parameter.child_elements().next() else {
                continue;
            };
            match parameter.local_name() {
                "Start" => {
                    let value = attribute(inside, "value");
                    match value.get(..10).and_then(|day| day.parse().ok()) {
                        Some(day) => parameters.first_day = day,
                        None => self.findings.value(inside),
                    }
                    let time = value.get(10..).unwrap_or_default();
                    if time.chars().any(|c| matches!(c, '1'..='9')) {
                        // A run begins at midnight.
                        self.findings.at(Rule::StartTime, inside.position(), &value);
                    }
                }
                "Duration" => match self.days(inside) {
                    Some(days) if days > 0 => parameters.days = days,
                    _ => self.findings.value(inside),
                },
                "Warmup" => match self.days(inside) {
                    Some(days) => parameters.warm_up_days = days,
                    None => self.findings.value(inside),
                },
                _ => self.findings.unused(parameter),
            }
        }
    }

    /// Whole days, begun ones counted whole.
    fn days(&self, inside: Element<'_>) -> Option<u32> {
        let minutes = duration(inside, &self.units)?.get();
        let below = i128::from(minutes.denominator()).checked_mul(1_440)?;
        let above = i128::from(minutes.numerator());
        let days = above
            .checked_add(below.checked_sub(1)?)?
            .checked_div(below)?;
        u32::try_from(days).ok()
    }

    /// A fixed cost that the flow has already, as the first scenario's is read into it.
    fn is_cash_of_flow(&self, id: &str, key: &str, element: Element<'_>) -> bool {
        let inside = element.child_elements().next();
        let number = inside.and_then(value::number);
        let node = self.flow.node(id).and_then(crate::Node::activity);
        let cash = node.and_then(|activity| activity.cash_yen);
        key == "FixedCost" && cash.is_some() && number == cash.map(tosei_types::ExactNumber::from)
    }

    fn is_activity(&self, id: &str) -> bool {
        self.flow
            .node(id)
            .is_some_and(|node| node.activity().is_some())
    }

    fn line_of(&self, id: &str) -> Option<ElementId> {
        let mut lines = self.flow.sequence_flows.iter();
        lines
            .find(|line| line.id.as_str() == id)
            .map(|line| line.id.clone())
    }

    fn share(&self, inside: Element<'_>) -> Option<Probability> {
        Probability::try_new(value::number(inside)?).ok()
    }
}

/// The parameters that are read; what became of each is said where it is read.
fn is_read(name: &str) -> bool {
    matches!(
        name,
        "ProcessingTime"
            | "SetupTime"
            | "SetUpTime"
            | "ValidationTime"
            | "ReworkTime"
            | "TransferTime"
            | "QueueTime"
            | "WaitTime"
            | "Probability"
            | "InterTriggerTimer"
            | "TriggerCount"
            | "Quantity"
            | "Selection"
            | "Availability"
            | "UnitCost"
            | "Priority"
    )
}
