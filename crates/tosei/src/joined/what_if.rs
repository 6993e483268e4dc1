//! 試算: what a change would bring, why, and what stays unknown.

mod counters;
mod hours;
mod levels;
mod report;

pub use report::{
    Change, Effect, HoursChange, IndicatorChange, LevelChange, RateChange, Reason, StillUnknown,
    WaitingChange, WhatIfError, WhatIfReport,
};

use super::query::{Left, binding};
use super::{IndicatorOf, JoinedGraph, NodeId, NodeKind, Relation};
use std::collections::{BTreeMap, BTreeSet};
use tosei_analog_regs::ReviewStatus;
use tosei_inventory::{
    Discretion, FactsBasis, Fraction, OnlineStatus, Process, ProcessFacts, ProcessKinds,
    RateDefinitions, RateResult, Tally, VolumeChoice,
};
use tosei_types::{ProcedureId, Rate};

/// What a set of changes comes to, before anything is counted.
#[derive(Debug, Default)]
struct Planned<'c> {
    amended: BTreeSet<&'c str>,
    /// Processes that are put online.
    online: BTreeSet<&'c str>,
    /// Processes that amendments free; whether anybody puts them online is not said.
    freed: BTreeSet<String>,
    tools: Vec<&'c super::ToolAssumption>,
    /// Procedures of which an application goes online.
    digitized: BTreeSet<&'c ProcedureId>,
}

impl<'d> JoinedGraph<'d> {
    /// What changes would bring, taken together.
    ///
    /// An amendment frees processes; whether anybody then puts them online is not said, so every rate
    /// has two ends: if nothing follows, and if all that is freed goes online. Digitizing puts
    /// processes online. A tool is an assumption of the links, with its interval and source. What no
    /// document says is listed as still unknown and never guessed.
    ///
    /// # Errors
    ///
    /// [`WhatIfError::NoSuch`] if a change names something that no document has.
    ///
    /// # Examples
    ///
    /// See the [`sample`](super::sample).
    pub fn what_if(
        &self,
        changes: &[Change],
        volumes: VolumeChoice,
    ) -> Result<WhatIfReport, WhatIfError> {
        let mut report = WhatIfReport {
            changes: changes.to_vec(),
            ..WhatIfReport::default()
        };
        let planned = self.plan(changes, &mut report)?;
        self.rates(&planned, volumes, &mut report);
        levels::levels(self, &planned, &mut report);
        hours::hours(self, &planned, volumes, &mut report);
        counters::waiting(self, &planned, &mut report);
        self.indicators(&planned, &mut report);
        if !planned.online.is_empty() || !planned.freed.is_empty() {
            report.unknown(
                NodeKind::Indicator,
                "cases.online",
                "オンラインで申請される件数は、変わるとしていない。".to_owned(),
                "How many cases would be filed online is not known, and left as it is.".to_owned(),
            );
        }
        Ok(report)
    }

    fn plan<'c>(
        &'c self,
        changes: &'c [Change],
        report: &mut WhatIfReport,
    ) -> Result<Planned<'c>, WhatIfError> {
        let mut planned = Planned::default();
        for change in changes {
            match change {
                Change::AmendClauses { clauses } => {
                    for clause in clauses {
                        let known = self.clauses.contains_key(clause.as_str());
                        known_or(known, NodeKind::Clause, clause.as_str())?;
                        planned.amended.insert(clause.as_str());
                    }
                }
                Change::DigitizeProcesses { processes } => {
                    for process in processes {
                        let known = self.processes.contains_key(process.as_str());
                        known_or(known, NodeKind::Process, process.as_str())?;
                        planned.online.insert(process.as_str());
                    }
                }
                Change::DigitizeProcedures { procedures } => {
                    for procedure in procedures {
                        let node = NodeId::new(NodeKind::Procedure, procedure.as_str());
                        known_or(
                            self.nodes.contains_key(&node),
                            NodeKind::Procedure,
                            procedure.as_str(),
                        )?;
                        let all = self.processes.values();
                        let own = all.filter(|process| process.procedure == *procedure);
                        planned.online.extend(
                            own.filter(|process| process.status != OnlineStatus::Exempt)
                                .map(|process| process.id.as_str()),
                        );
                    }
                }
                Change::IntroduceTool { tool } => {
                    let assumptions = self.documents.links.tools.iter();
                    let found: Vec<_> = assumptions.filter(|one| one.tool == *tool).collect();
                    if found.is_empty() {
                        return Err(WhatIfError::NoAssumption { tool: tool.clone() });
                    }
                    planned.tools.extend(found);
                }
            }
        }
        self.follow_amendments(&mut planned, report);
        let kinds = ProcessKinds::standard();
        for id in &planned.online {
            let Some(process) = self.processes.get(id) else {
                continue;
            };
            let kind = process.kind_in(kinds).and_then(|kind| kinds.at(kind));
            if kind.is_some_and(|kind| kind.is_application) && process.status != OnlineStatus::Done
            {
                planned.digitized.insert(&process.procedure);
            }
            if self.left(process, &planned.amended) != Left::Nothing
                && process.status != OnlineStatus::Done
            {
                report.still_unknown.push(StillUnknown {
                    about: NodeId::new(NodeKind::Process, *id),
                    ja: "障壁又は条項が残る（又は調べられていない）まま、オンライン化するとしている。"
                        .to_owned(),
                    en: "It is put online although something stands in the way, or nobody examined what does."
                        .to_owned(),
                });
            }
        }
        Ok(planned)
    }

    fn follow_amendments(&self, planned: &mut Planned<'_>, report: &mut WhatIfReport) {
        let day = self.documents.as_of;
        let mut seen: BTreeSet<&str> = BTreeSet::new();
        let amended: Vec<&str> = planned.amended.iter().copied().collect();
        for clause in amended {
            let node = NodeId::new(NodeKind::Clause, clause);
            if let Some((register, found)) = self.clauses.get(clause)
                && found.national_law.is_some()
            {
                let rule = register.rule_of(found).map_or("", |rule| &rule.title);
                report.still_unknown.push(StillUnknown {
                    about: node.clone(),
                    ja: format!("{rule}の条項は国の法令を写したもので、国の改正を待たずに改められるか分からない。"),
                    en: "The clause repeats a national law; whether it can change before that is not known.".to_owned(),
                });
            }
            let mut any = false;
            for target in self.from(&node, Relation::Blocks) {
                any = true;
                let Some(process) = self.processes.get(target.id.as_str()) else {
                    continue;
                };
                if !seen.insert(process.id.as_str()) {
                    continue;
                }
                let offline = matches!(
                    process.status,
                    OnlineStatus::NotDone | OnlineStatus::Partial
                );
                let effect = match (offline, self.left(process, &planned.amended)) {
                    (false, _) if process.status == OnlineStatus::Unknown => Effect::Unknown,
                    (false, _) => Effect::NothingToDo,
                    (true, Left::Nothing) => Effect::Freed,
                    (true, Left::Something) => Effect::StillBlocked,
                    (true, Left::Unknown) => Effect::Unknown,
                };
                if effect == Effect::Freed {
                    report.freed.push(process.id.clone());
                }
                report.reasons.push(self.reason(&node, process, effect));
                if effect == Effect::Unknown {
                    report.still_unknown.push(StillUnknown {
                        about: target.clone(),
                        ja: "実施状況又はほかの妨げが、調べられていない。".to_owned(),
                        en: "Nobody examined its status, or what else stands in the way."
                            .to_owned(),
                    });
                }
            }
            if !any {
                report.still_unknown.push(StillUnknown {
                    about: node,
                    ja: "この条項がどの手続プロセスを妨げるか、対応表にない。".to_owned(),
                    en: "The links do not say which processes the clause stands in the way of."
                        .to_owned(),
                });
            }
        }
        report.freed.sort_unstable();
        planned.freed = report.freed.iter().map(ToString::to_string).collect();
        for id in seen {
            if let Some(process) = self.processes.get(id) {
                let before = process.discretion(day).discretion;
                let after = self.changed(process, planned).discretion(day).discretion;
                if before != Discretion::Within && after == Discretion::Within {
                    report.reclassified.push(process.id.clone());
                }
            }
        }
    }

    fn reason(&self, clause: &NodeId, process: &Process, effect: Effect) -> Reason {
        let mut chain = vec![
            clause.clone(),
            NodeId::new(NodeKind::Process, process.id.as_str()),
        ];
        let procedure = NodeId::new(NodeKind::Procedure, process.procedure.as_str());
        if self.nodes.contains_key(&procedure) {
            for relation in [Relation::CarriedOutBy, Relation::HandledAt] {
                chain.extend(self.from(&procedure, relation).cloned());
            }
            chain.insert(2, procedure);
        }
        let name = |node: &NodeId| self.name(node).unwrap_or_default().to_owned();
        let process_node = NodeId::new(NodeKind::Process, process.id.as_str());
        let (what, of) = (name(clause), name(&process_node));
        let (ja, en) = match effect {
            Effect::Freed => (
                format!("{what}を改めると、{of}を妨げるものがなくなる。"),
                format!("With {what} amended, nothing stands in the way of {of}."),
            ),
            Effect::StillBlocked => (
                format!("{what}を改めても、{of}にはほかの妨げが残る。"),
                format!("With {what} amended, something else still stands in the way of {of}."),
            ),
            Effect::NothingToDo => (
                format!("{of}は既に実施済又は対象外で、{what}を改めても変わらない。"),
                format!(
                    "{of} is online already, or out of scope; amending {what} changes nothing."
                ),
            ),
            Effect::Unknown => (
                format!("{what}を改めたとき、{of}にほかの妨げが残るか分からない。"),
                format!(
                    "Whether something else stands in the way of {of} once {what} is amended is not known."
                ),
            ),
        };
        Reason {
            effect,
            chain,
            ja,
            en,
        }
    }

    /// A process with the barriers gone that fall with the amendments.
    fn changed(&self, process: &Process, planned: &Planned<'_>) -> Process {
        let mut changed = process.clone();
        for barrier in changed.barriers.iter_mut().flatten() {
            if self.falls(barrier, process.id.as_str(), &planned.amended) {
                barrier.resolved_on = Some(self.documents.as_of);
            }
        }
        changed
    }

    fn rates(&self, planned: &Planned<'_>, volumes: VolumeChoice, report: &mut WhatIfReport) {
        let Some(inventory) = self.documents.inventory else {
            report.still_unknown.push(StillUnknown {
                about: NodeId::new(NodeKind::Indicator, "rates"),
                ja: "棚卸がないため、率は分からない。".to_owned(),
                en: "Without an inventory there are no rates.".to_owned(),
            });
            return;
        };
        let Ok(rates) = RateDefinitions::standard().compile(ProcessKinds::standard()) else {
            return;
        };
        let basis = FactsBasis::standard(self.documents.as_of, volumes);
        let mut tallies: [Tally<ProcessFacts>; 3] = std::array::from_fn(|_| Tally::new());
        for process in &inventory.processes {
            let id = process.id.as_str();
            let before = process.facts(&basis);
            let after = self.changed(process, planned).facts(&basis);
            let online = |facts: ProcessFacts, yes: bool| ProcessFacts {
                status: if yes {
                    OnlineStatus::Done
                } else {
                    facts.status
                },
                ..facts
            };
            let put = planned.online.contains(id);
            let [now, low, high] = &mut tallies;
            now.add(&before);
            low.add(&online(after, put));
            high.add(&online(after, put || planned.freed.contains(id)));
        }
        let [now, low, high] = tallies.map(|tally| rates.evaluate(&tally));
        let fraction = |result: &RateResult| {
            let rate = result.rate()?;
            Fraction::of_counts(rate.numerator(), rate.denominator())
        };
        for ((before, if_nothing_follows), if_all_follow) in now.into_iter().zip(low).zip(high) {
            let difference = |after: &RateResult| {
                let (after, before) = fraction(after).zip(fraction(&before))?;
                Some(after.minus(&before))
            };
            let (least, most) = (difference(&if_nothing_follows), difference(&if_all_follow));
            let pair = |result: &RateResult| {
                result
                    .rate()
                    .map(|rate| (rate.numerator(), rate.denominator()))
            };
            if pair(&before) == pair(&if_nothing_follows) && pair(&before) == pair(&if_all_follow) {
                continue;
            }
            let denominator = |result: &RateResult| result.rate().map(Rate::denominator);
            report.rates.push(RateChange {
                population_changes: denominator(&before) != denominator(&if_nothing_follows),
                least,
                most,
                before,
                if_nothing_follows,
                if_all_follow,
            });
        }
    }

    fn indicators(&self, planned: &Planned<'_>, report: &mut WhatIfReport) {
        let mut found: BTreeMap<&str, IndicatorChange> = BTreeMap::new();
        for indicator in &self.documents.links.indicators {
            let text = |result: &RateResult| {
                result
                    .rate()
                    .map(|rate| format!("{}/{}", rate.numerator(), rate.denominator()))
            };
            let change = |before: Option<String>, low: Option<String>, high: Option<String>| {
                IndicatorChange {
                    indicator: indicator.id.clone(),
                    label: indicator.label.clone(),
                    before,
                    low,
                    high,
                }
            };
            let one = match &indicator.of {
                IndicatorOf::Rate(id) => report
                    .rates
                    .iter()
                    .find(|rate| rate.before.id() == id)
                    .map(|rate| {
                        change(
                            text(&rate.before),
                            text(&rate.if_nothing_follows),
                            text(&rate.if_all_follow),
                        )
                    }),
                IndicatorOf::ClausesInForce => {
                    let (before, after) = self.clauses_in_force(planned);
                    (before != after).then(|| {
                        change(
                            Some(before.to_string()),
                            Some(after.to_string()),
                            Some(after.to_string()),
                        )
                    })
                }
                IndicatorOf::Waiting(counter) => report
                    .waiting
                    .iter()
                    .find(|one| one.counter == *counter)
                    .map(|one| {
                        change(
                            one.before.clone(),
                            one.after_low.clone(),
                            one.after_high.clone(),
                        )
                    }),
                IndicatorOf::Level(goal) => levels::indicator(self, goal, planned)
                    .map(|[before, low, high]| change(Some(before), Some(low), Some(high))),
                IndicatorOf::Indicators(_) => None,
            };
            if let Some(one) = one {
                found.insert(indicator.id.as_str(), one);
            }
        }
        // What is made of indicators that change changes too, and nobody says how.
        for indicator in &self.documents.links.indicators {
            if let IndicatorOf::Indicators(parts) = &indicator.of
                && parts.iter().any(|part| found.contains_key(part.as_str()))
            {
                report.still_unknown.push(StillUnknown {
                    about: NodeId::new(NodeKind::Indicator, indicator.id.as_str()),
                    ja: "元の指標が変わるが、どう合成するかが記録されていない。".to_owned(),
                    en: "Indicators that it is made of change; how they are combined is not recorded."
                        .to_owned(),
                });
            }
        }
        report.indicators = found.into_values().collect();
    }

    fn clauses_in_force(&self, planned: &Planned<'_>) -> (u64, u64) {
        let day = self.documents.as_of;
        let (mut before, mut after) = (0u64, 0u64);
        for (id, (_, clause)) in &self.clauses {
            let review = clause.review.as_ref();
            let status = review.and_then(|review| review.status_at(day));
            let done = matches!(
                status,
                Some(ReviewStatus::InForce | ReviewStatus::Operating)
            );
            before = before.saturating_add(u64::from(done));
            after = after.saturating_add(u64::from(done || planned.amended.contains(id)));
        }
        (before, after)
    }

    /// Whether a clause binds on the day of the documents; `None` if no register has it.
    #[must_use]
    pub fn clause_binds(&self, clause: &str) -> Option<super::BlockingClause> {
        let (register, clause) = self.clauses.get(clause)?;
        Some(binding(register, clause, self.documents.as_of).0)
    }
}

fn known_or(known: bool, kind: NodeKind, id: &str) -> Result<(), WhatIfError> {
    if known {
        return Ok(());
    }
    Err(WhatIfError::NoSuch {
        node: NodeId::new(kind, id.chars().take(128).collect::<String>()),
    })
}
