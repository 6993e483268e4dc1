//! Simulating the day and staffing it.

use super::{
    Failure, Options,
    input::Given,
    report::{FORMAT, QuarterArrivals, Report, ServiceStaffing},
};
use tosei_counter_dx::staffing::StaffingPlan;
use tosei_counter_dx::{ServiceId, staffing::StaffingError, station::Station};
use tosei_document::Explain;
use tosei_simulation::{Level, RunPlan, Seed};
use tosei_types::{Label, Language};

pub(super) fn assemble(
    given: Given,
    options: &Options,
    progress: &mut dyn FnMut(u32, u32),
) -> Result<Report, Failure> {
    let Given {
        station,
        assumptions,
        source,
        polled,
    } = given;
    let runs = RunPlan::fixed(Seed::new(options.seed), options.runs)?;
    let all = options.runs.saturating_mul(2);
    let changed = assumptions.effect.applied_to(&station)?;
    let before = station.simulate_with(&runs, &mut |made| progress(made, all))?;
    let after = changed.simulate_with(&runs, &mut |made| {
        progress(made.saturating_add(options.runs), all);
    })?;
    let level = Level::default();
    let plan = |station: &Station, service: &ServiceId| -> Result<StaffingPlan, StaffingError> {
        let (target, method) = (&assumptions.target, assumptions.method);
        let request = station.staffing_request(service, target, method, &assumptions.classes)?;
        request.plan()
    };
    let staffing = station.services.iter().map(|service| {
        let (now, then) = (plan(&station, &service.id), plan(&changed, &service.id));
        let why = now.as_ref().err().or(then.as_ref().err());
        ServiceStaffing {
            service: service.id.to_string(),
            label: service.label.clone(),
            cannot_be_said: why.map(|error| {
                Label::new(error.sentence(Language::Ja), error.sentence(Language::En))
            }),
            plan: now.ok(),
            with_tool: then.ok(),
        }
    });
    let staffing: Vec<ServiceStaffing> = staffing.collect();
    let arrivals = (0u32..).zip(station.expected_arrivals());
    let arrivals = arrivals.filter(|(_, people)| *people > 0.0);
    Ok(Report {
        format: FORMAT.to_owned(),
        format_version: 1,
        source,
        seed: options.seed,
        arrivals: arrivals
            .map(|(quarter_hour, people)| QuarterArrivals {
                quarter_hour,
                people,
            })
            .collect(),
        polled,
        as_is: before.summary(level),
        with_tool: after.summary(level),
        what_if: before.compare(&after, level),
        staffing,
        assumptions,
        station,
    })
}
