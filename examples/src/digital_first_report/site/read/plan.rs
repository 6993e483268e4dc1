//! 計画 (plan): the plan and how far it has come.

use super::super::{
    super::input::Found,
    folder::Folder,
    part::{Part, PartKind},
};
use super::Source;
use tosei_document::Limits;
use tosei_plan::{
    Plan, PlanProgress, ProgressOptions, plan_progress, read as read_plan, rules, sample,
};
use tosei_types::{Date, Label};

/// The plan, and its progress on the day of the report.
pub(in super::super) struct Planned {
    pub(in super::super) plan: Plan,
    pub(in super::super) progress: PlanProgress,
}

/// Reads it from a folder, or the embedded one. Without a day the newest observation gives it.
pub(in super::super) fn read(folder: Option<&Folder>, as_of: Option<Date>) -> Part<Planned> {
    let source = match folder {
        None => Some(Ok(Source::embedded(
            "mihon_plan.json",
            sample::mihon_plan_json(),
        ))),
        Some(folder) => Source::of(folder, "plan"),
    };
    let Some(source) = source else {
        return Part::absent(PartKind::Plan);
    };
    let name = source
        .as_ref()
        .map_or("plan.json", |source| source.name.as_str());
    let mut part = Part::begun(PartKind::Plan, folder.is_none(), vec![name.to_owned()]);
    let Some(source) = part.keep(source) else {
        return part;
    };
    let (reading, report) = read_plan(&source.bytes, &Limits::default());
    let Some(reading) = reading else {
        part.problem(source.unreadable(&report, rules()));
        part.found.push(Found::of(report, rules()));
        return part;
    };
    let plan = reading.plan;
    let observations = plan.indicators.iter().flat_map(|one| &one.observations);
    let newest = observations.map(|one| one.at.last_day()).max();
    let edition = plan.edition.date.parse().ok();
    let Some(day) = as_of.or(newest).or(edition) else {
        part.problem(Label::new(
            format!(
                "「{}」には値も日付もないので、判定できません。",
                source.name
            ),
            format!(
                "\"{}\" has neither values nor a date, so nothing can be judged.",
                source.name
            ),
        ));
        return part;
    };
    let report = report.merge(plan.check(day));
    part.found.push(Found::of(report, rules()));
    let progress = plan_progress(&plan, day, ProgressOptions::standard());
    part.content = Some(Planned { plan, progress });
    part
}
