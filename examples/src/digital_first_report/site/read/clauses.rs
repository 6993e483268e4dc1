//! 条項 (clauses): the register of analog clauses, the calendar of the assembly.

use super::super::{
    super::input::Found,
    folder::Folder,
    part::{Part, PartKind},
};
use super::Source;
use std::collections::BTreeMap;
use tosei_analog_regs::{
    AssemblyCalendar, ClauseRegister, DueGoal, PriorityRules, Progress, ProgressDefinitions,
    ReviewStatus, SessionAnswer, check_register, plan_session, progress,
    register::{read_register, rules},
    sample,
};
use tosei_document::{Collector, Limits};
use tosei_types::{Date, FiscalQuarter, Label};

/// Everything about clauses.
pub(in super::super) struct Clauses {
    pub(in super::super) register: ClauseRegister,
    pub(in super::super) as_of: Date,
    pub(in super::super) progress: Progress,
    /// Clauses that are still to be done, by the quarter in which they are due.
    pub(in super::super) open_by_quarter: BTreeMap<FiscalQuarter, u64>,
    /// Open clauses without a quarter.
    pub(in super::super) open_without_quarter: u64,
    /// The first clauses in order, each with the reasons for its place.
    pub(in super::super) order: Vec<Ordered>,
    /// For the next quarters in which something is due: which session of the assembly is the last.
    pub(in super::super) sessions: Vec<(FiscalQuarter, SessionAnswer)>,
}

/// A clause in its order.
pub(in super::super) struct Ordered {
    pub(in super::super) id: String,
    pub(in super::super) rule: String,
    pub(in super::super) citation: String,
    pub(in super::super) summary: Option<String>,
    pub(in super::super) status: Option<ReviewStatus>,
    pub(in super::super) due: Option<FiscalQuarter>,
    pub(in super::super) because: Vec<Label>,
}

/// How many clauses are listed in order.
pub(in super::super) const LISTED: usize = 30;

/// Whether nothing is left to do about a clause.
pub(in super::super) fn is_done(status: Option<ReviewStatus>) -> bool {
    use ReviewStatus::{InForce, Operating, OutOfScope};
    matches!(status, Some(InForce | Operating | OutOfScope))
}

/// Reads them from a folder, or the embedded ones.
pub(in super::super) fn read(folder: Option<&Folder>, asked: Option<Date>) -> Part<Clauses> {
    let (register, calendar) = match folder {
        None => (
            Some(Ok(Source::embedded(
                "mihon_clauses.json",
                sample::register_json(),
            ))),
            Some(Ok(Source::embedded(
                "mihon_assembly.json",
                sample::calendar_json(),
            ))),
        ),
        Some(folder) => (
            Source::of(folder, "clauses"),
            Source::of(folder, "assembly"),
        ),
    };
    let given = [("clauses.json", &register), ("assembly.json", &calendar)];
    let files: Vec<String> = given
        .iter()
        .filter_map(|(name, source)| match source {
            Some(Ok(source)) => Some(source.name.clone()),
            Some(Err(_)) => Some((*name).to_owned()),
            None => None,
        })
        .collect();
    if files.is_empty() {
        return Part::absent(PartKind::Clauses);
    }
    let mut part = Part::begun(PartKind::Clauses, folder.is_none(), files);
    let calendar = calendar
        .and_then(|source| part.keep(source))
        .and_then(|source| {
            let read = source.text().and_then(|text| {
                AssemblyCalendar::from_json(text).map_err(|error| source.wrong(&error))
            });
            part.keep(read)
        });
    let Some(source) = register.and_then(|source| part.keep(source)) else {
        return part;
    };
    let mut findings = Collector::new(rules());
    let reading = read_register(&source.bytes, &Limits::default(), &mut findings);
    match reading {
        None => part.problem(source.unreadable(&findings.clone().into_report(), rules())),
        Some(reading) => {
            check_register(&reading.register, rules(), &mut findings);
            part.content = Some(of(reading.register, calendar.as_ref(), asked));
        }
    }
    part.found.push(Found::new(findings, rules()));
    part
}

fn of(
    register: ClauseRegister,
    calendar: Option<&AssemblyCalendar>,
    asked: Option<Date>,
) -> Clauses {
    let as_of = asked.unwrap_or(register.status_date);
    let mut open_by_quarter: BTreeMap<FiscalQuarter, u64> = BTreeMap::new();
    let mut open_without_quarter = 0u64;
    for clause in &register.clauses {
        let review = clause.review.as_ref();
        let status = review.and_then(|review| review.status_at(as_of));
        if is_done(status) || clause.found_on.is_some_and(|found| as_of < found) {
            continue;
        }
        let count = match review.and_then(|review| review.due) {
            Some(quarter) => open_by_quarter.entry(quarter).or_default(),
            None => &mut open_without_quarter,
        };
        *count = count.saturating_add(1);
    }
    let order = PriorityRules::standard().order(&register, as_of);
    let order = order.into_iter().take(LISTED).filter_map(|one| {
        let clause = register.clause(one.clause.as_str())?;
        let review = clause.review.as_ref();
        Some(Ordered {
            id: clause.id.as_str().to_owned(),
            rule: register.rule_of(clause).map_or_else(
                || clause.rule.as_str().to_owned(),
                |rule| rule.title.clone(),
            ),
            citation: clause.citation.to_string(),
            summary: clause.summary.clone(),
            status: review.and_then(|review| review.status_at(as_of)),
            due: one.due,
            because: one.because.iter().map(|rule| rule.label.clone()).collect(),
        })
    });
    let order: Vec<Ordered> = order.collect();
    let ahead = open_by_quarter
        .keys()
        .filter(|quarter| as_of <= quarter.last_day());
    let sessions = calendar.map_or_else(Vec::new, |calendar| {
        let answers = ahead.take(4).filter_map(|quarter| {
            let day = quarter.last_day();
            let answer = plan_session(calendar, day, DueGoal::InForce, as_of).ok()?;
            Some((*quarter, answer))
        });
        answers.collect()
    });
    Clauses {
        as_of,
        progress: progress(&register, ProgressDefinitions::standard(), as_of),
        open_by_quarter,
        open_without_quarter,
        order,
        sessions,
        register,
    }
}
