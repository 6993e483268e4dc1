//! Parameters with one assumption changed.

use super::{AssumptionPath, SweepError};
use crate::{
    flow::{ElementId, Flow, GatewayKind, Minutes, Probability, TimeValue},
    simulate::{
        ArrivalPattern, BatchSchedule, BranchShare, CorrectionPlace, NodeTime, SimulationParameters,
    },
};
use tosei_simulation::{Distribution, Quantity};
use tosei_types::{ExactFigure, ExactNumber, SubjectId, Weekday};

impl SimulationParameters {
    /// The same parameters with one assumption changed.
    ///
    /// A factor is applied to what these parameters, or else the flow, say. The other branches of an
    /// exclusive gateway keep their proportions; of a recorded series of arrivals nothing can be
    /// multiplied.
    ///
    /// # Errors
    ///
    /// - [`SweepError::Nothing`] if the parameters or the flow have no such group, source, step or branch.
    /// - [`SweepError::Value`] if the value is none for this assumption.
    /// - [`SweepError::Branches`] if the shares of the other branches are unknown.
    pub fn with_assumption(
        &self,
        flow: &Flow,
        path: &AssumptionPath,
        value: ExactNumber,
    ) -> Result<Self, SweepError> {
        let mut changed = self.clone();
        let change = Change { flow, path, value };
        match path {
            AssumptionPath::People(group) => change.people(&mut changed, group)?,
            AssumptionPath::Arrivals(source) => change.arrivals(&mut changed, source.as_ref())?,
            AssumptionPath::Work(Some(node)) => change.work(&mut changed, node)?,
            AssumptionPath::Work(None) => {
                for node in &flow.nodes {
                    if has_work(
                        self,
                        node.activity().and_then(|one| one.work.as_ref()),
                        &node.id,
                    ) {
                        change.work(&mut changed, &node.id)?;
                    }
                }
            }
            AssumptionPath::Waiting(node) => change.waiting(&mut changed, node)?,
            AssumptionPath::Branch(branch) => change.branch(&mut changed, branch)?,
            AssumptionPath::BatchDay(node) => change.batch_day(&mut changed, node)?,
            AssumptionPath::Correction(node) => change.correction(&mut changed, node)?,
        }
        Ok(changed)
    }
}

fn has_work(
    parameters: &SimulationParameters,
    of_flow: Option<&TimeValue>,
    node: &ElementId,
) -> bool {
    let mut times = parameters.times.iter();
    of_flow.is_some() || times.any(|time| time.node == *node && time.work.is_some())
}

struct Change<'a> {
    flow: &'a Flow,
    path: &'a AssumptionPath,
    value: ExactNumber,
}

impl Change<'_> {
    fn nothing(&self) -> SweepError {
        SweepError::Nothing {
            path: self.path.clone(),
        }
    }

    fn no_value(&self, expected: &'static str) -> SweepError {
        SweepError::Value {
            path: self.path.clone(),
            value: self.value,
            expected,
        }
    }

    fn whole(&self, expected: &'static str) -> Result<u32, SweepError> {
        let whole = (self.value.denominator() == 1).then(|| self.value.numerator());
        whole
            .and_then(|whole| u32::try_from(whole).ok())
            .ok_or_else(|| self.no_value(expected))
    }

    fn share(&self) -> Result<Probability, SweepError> {
        Probability::try_new(self.value).map_err(|_| self.no_value("a share from 0 to 1"))
    }

    /// The value as a factor for times that are drawn.
    fn factor(&self) -> Result<Quantity, SweepError> {
        #[allow(
            clippy::cast_precision_loss,
            reason = "a factor of simulated times, which are floating-point by nature"
        )]
        let factor = self.value.numerator() as f64 / self.value.denominator() as f64;
        Quantity::try_new(factor).map_err(|_| self.no_value("a factor of 0 or more"))
    }

    fn times(&self, number: ExactNumber) -> Result<ExactNumber, SweepError> {
        let product = ExactFigure::from(number) * ExactFigure::from(self.value);
        let product = product.to_string().parse();
        product.map_err(|_| self.no_value("a factor that leaves an exact number"))
    }

    fn scaled(&self, time: &TimeValue) -> Result<TimeValue, SweepError> {
        let minutes = |minutes: &Minutes| {
            Minutes::try_new(self.times(minutes.get())?)
                .map_err(|_| self.no_value("a factor of 0 or more"))
        };
        Ok(match time {
            TimeValue::Value(value) => TimeValue::Value(minutes(value)?),
            TimeValue::Range { from, to } => TimeValue::Range {
                from: minutes(from)?,
                to: minutes(to)?,
            },
            TimeValue::Distribution(distribution) => {
                TimeValue::Distribution(self.scaled_distribution(distribution, self.factor()?)?)
            }
        })
    }

    fn scaled_distribution(
        &self,
        distribution: &Distribution,
        factor: Quantity,
    ) -> Result<Distribution, SweepError> {
        distribution
            .scaled(factor)
            .map_err(|_| self.no_value("a factor that keeps the times in range"))
    }

    fn people(
        &self,
        parameters: &mut SimulationParameters,
        group: &SubjectId,
    ) -> Result<(), SweepError> {
        let people = self.whole("a whole number of people")?;
        let mut groups = parameters.staff.iter_mut();
        let found = groups.find(|one| one.id == *group);
        found.ok_or_else(|| self.nothing())?.people = people;
        Ok(())
    }

    fn arrivals(
        &self,
        parameters: &mut SimulationParameters,
        source: Option<&SubjectId>,
    ) -> Result<(), SweepError> {
        let factor = self.factor()?;
        if factor.get() <= 0.0 {
            return Err(self.no_value("a factor above 0"));
        }
        let mut found = false;
        for one in &mut parameters.arrivals {
            if source.is_some_and(|source| *source != one.id) {
                continue;
            }
            found = true;
            match &mut one.pattern {
                ArrivalPattern::ByMonth { months, .. } => {
                    for month in months {
                        month.cases = Quantity::try_new(month.cases.get() * factor.get())
                            .map_err(|_| self.no_value("a factor that keeps the cases in range"))?;
                    }
                }
                ArrivalPattern::Renewal { between, .. } => {
                    // Twice as many come if the time between two is half as long.
                    let inverse = Quantity::try_new(1.0 / factor.get())
                        .map_err(|_| self.no_value("a factor that keeps the times in range"))?;
                    *between = self.scaled_distribution(between, inverse)?;
                }
                ArrivalPattern::Recorded { .. } => {
                    return Err(
                        self.no_value("arrivals at random: recorded ones cannot be multiplied")
                    );
                }
            }
        }
        if found { Ok(()) } else { Err(self.nothing()) }
    }

    fn work(
        &self,
        parameters: &mut SimulationParameters,
        node: &ElementId,
    ) -> Result<(), SweepError> {
        let of_flow = self.flow.node(node.as_str());
        let of_flow = of_flow.and_then(|node| node.activity()?.work.as_ref());
        let time = of_node(parameters, node);
        let scaled = match time.work.as_ref().or(of_flow) {
            Some(work) => self.scaled(work)?,
            None => return Err(self.nothing()),
        };
        time.work = Some(scaled);
        Ok(())
    }

    fn waiting(
        &self,
        parameters: &mut SimulationParameters,
        node: &ElementId,
    ) -> Result<(), SweepError> {
        let found = self.flow.node(node.as_str());
        let of_flow = found.and_then(|node| {
            let of_activity = node.activity().and_then(|one| one.waiting.as_ref());
            of_activity.or_else(|| node.event()?.waiting.as_ref())
        });
        let time = of_node(parameters, node);
        let scaled = match time.waiting.as_ref().or(of_flow) {
            Some(waiting) => self.scaled(waiting)?,
            None => return Err(self.nothing()),
        };
        time.waiting = Some(scaled);
        Ok(())
    }

    fn branch(
        &self,
        parameters: &mut SimulationParameters,
        branch: &ElementId,
    ) -> Result<(), SweepError> {
        let share = self.share()?;
        let lines = &self.flow.sequence_flows;
        let line = lines.iter().find(|line| line.id == *branch);
        let line = line.ok_or_else(|| self.nothing())?;
        let known = |parameters: &SimulationParameters, id: &ElementId, of_flow| {
            let mut branches = parameters.branches.iter();
            let given = branches.find(|one| one.sequence_flow == *id);
            given.map(|one| one.probability).or(of_flow)
        };
        let others: Vec<_> = lines
            .iter()
            .filter(|other| other.from == line.from && other.id != line.id)
            .map(|other| (&other.id, known(parameters, &other.id, other.probability)))
            .collect();
        if others.is_empty() {
            return Err(self.nothing());
        }
        let gateway = self.flow.node(line.from.as_str());
        let gateway = gateway.and_then(|node| Some(node.gateway()?.gateway));
        let mut shares = vec![(branch.clone(), share)];
        if gateway != Some(GatewayKind::Inclusive) {
            shares.extend(self.rest(share, &others)?);
        }
        for (sequence_flow, probability) in shares {
            let mut branches = parameters.branches.iter_mut();
            match branches.find(|one| one.sequence_flow == sequence_flow) {
                Some(one) => one.probability = probability,
                None => parameters.branches.push(BranchShare {
                    sequence_flow,
                    probability,
                }),
            }
        }
        Ok(())
    }

    /// What is left for the other branches, in the proportions that they had.
    fn rest(
        &self,
        share: Probability,
        others: &[(&ElementId, Option<Probability>)],
    ) -> Result<Vec<(ElementId, Probability)>, SweepError> {
        let unknown = || SweepError::Branches {
            path: self.path.clone(),
        };
        let left = ExactFigure::one() - ExactFigure::from(share.get());
        let known: Option<Vec<ExactFigure>> = match others {
            // The only other branch takes all that is left.
            [_] => Some(vec![ExactFigure::one()]),
            _ => others
                .iter()
                .map(|(_, share)| Some(ExactFigure::from((*share)?.get())))
                .collect(),
        };
        let known = known.ok_or_else(unknown)?;
        let sum: ExactFigure = known.iter().cloned().sum();
        let mut rest = Vec::new();
        for ((id, _), part) in others.iter().zip(known) {
            let part = match (part * left.clone()).divided_by(&sum) {
                Some(part) => part,
                None if left.is_zero() => ExactFigure::zero(),
                None => return Err(unknown()),
            };
            let part = part.to_string().parse();
            let part = part.map_err(|_| self.no_value("a share that leaves exact shares"))?;
            rest.push(((*id).clone(), part));
        }
        Ok(rest)
    }

    fn batch_day(
        &self,
        parameters: &mut SimulationParameters,
        node: &ElementId,
    ) -> Result<(), SweepError> {
        let number = self.whole("a whole number of a day")?;
        let mut batches = parameters.batches.iter_mut();
        let batch = batches.find(|one| one.node == *node);
        match &mut batch.ok_or_else(|| self.nothing())?.schedule {
            BatchSchedule::Weekly { weekday, .. } => {
                let place = number.checked_sub(1).and_then(|n| usize::try_from(n).ok());
                let found = place.and_then(|place| Weekday::ALL.get(place));
                *weekday = *found.ok_or_else(|| self.no_value("a weekday from 1 (Monday) to 7"))?;
            }
            BatchSchedule::Monthly { day, .. } => {
                let found = u8::try_from(number)
                    .ok()
                    .filter(|day| (1..=31).contains(day));
                *day = found.ok_or_else(|| self.no_value("a day of the month from 1 to 31"))?;
            }
            _ => return Err(self.no_value("a batch once a week or once a month")),
        }
        Ok(())
    }

    fn correction(
        &self,
        parameters: &mut SimulationParameters,
        node: &ElementId,
    ) -> Result<(), SweepError> {
        let new = self.share()?;
        let mut found = false;
        for correction in &mut parameters.corrections {
            if let CorrectionPlace::After {
                node: after, share, ..
            } = &mut correction.place
                && after == node
            {
                *share = new;
                found = true;
            }
        }
        if found { Ok(()) } else { Err(self.nothing()) }
    }
}

/// The entry of a node in the list of times, made if there is none.
fn of_node<'a>(parameters: &'a mut SimulationParameters, node: &ElementId) -> &'a mut NodeTime {
    let found = parameters.times.iter().position(|one| one.node == *node);
    let place = found.unwrap_or_else(|| {
        parameters.times.push(NodeTime {
            node: node.clone(),
            work: None,
            waiting: None,
        });
        parameters.times.len().saturating_sub(1)
    });
    #[allow(clippy::indexing_slicing, reason = "found, or pushed as the last one")]
    &mut parameters.times[place]
}
