//! The works that are measured at every size.

use super::Growing;
use crate::{
    counters, criteria, detection, event_logs, input, plans, snapshots, survey, workbooks,
};
use anyhow::Result;
use tosei_bpr::simulate::Simulation;
use tosei_document::{Collector, Limits};
use tosei_inventory::survey::{SurveyCheck, SurveyJob};
use tosei_simulation::{RunPlan, Seed};

/// All works.
pub const WORKS: &[Growing] = &[
    Growing {
        name: "survey: all checks, streaming",
        unit: "rows",
        most: 10_000_000,
        make: streaming,
    },
    Growing {
        name: "survey: typed inventory in memory",
        unit: "rows",
        most: 1_000_000,
        make: in_memory,
    },
    Growing {
        name: "XLSX: Workbook::read",
        unit: "rows",
        most: 100_000,
        make: workbook,
    },
    Growing {
        name: "comparing two inventories",
        unit: "procedures",
        most: 1_000_000,
        make: comparing,
    },
    Growing {
        name: "assessments with reasons",
        unit: "cases",
        most: 10_000_000,
        make: assessments,
    },
    Growing {
        name: "law: parse, detect, cite",
        unit: "clauses",
        most: 1_000_000,
        make: law,
    },
    Growing {
        name: "citations in cells",
        unit: "cells",
        most: 10_000_000,
        make: citations,
    },
    Growing {
        name: "reviews counted",
        unit: "reviews",
        most: 10_000_000,
        make: reviews,
    },
    Growing {
        name: "event log: read",
        unit: "events",
        most: 10_000_000,
        make: log_read,
    },
    Growing {
        name: "event log: learn",
        unit: "events",
        most: 1_000_000,
        make: log_learnt,
    },
    Growing {
        name: "flow simulated",
        unit: "cases",
        most: 10_000_000,
        make: simulated,
    },
    Growing {
        name: "plan: progress",
        unit: "indicators",
        most: 100_000,
        make: progress,
    },
];

/// The works whose names begin with a word, or all.
pub fn works_named(words: &[String]) -> impl Iterator<Item = &'static Growing> {
    WORKS.iter().filter(move |work| {
        words.is_empty()
            || words
                .iter()
                .any(|word| work.name.starts_with(word.as_str()))
    })
}

fn limits() -> Limits {
    Limits {
        bytes: u64::MAX,
        items: u64::MAX,
        ..Limits::default()
    }
}

fn streaming(rows: u64) -> Result<crate::Work> {
    Ok(Box::new(move || {
        let mut findings = Collector::new(SurveyCheck::catalogue());
        let job = SurveyJob::new().with_limits(limits());
        let read = job.run(input::made_survey(rows), &mut findings);
        read.map_or(0, |analysis| analysis.tally().rows())
    }))
}

fn in_memory(rows: u64) -> Result<crate::Work> {
    let bytes = input::made_survey(rows).bytes()?;
    Ok(Box::new(move || survey::loaded(&bytes)))
}

fn workbook(rows: u64) -> Result<crate::Work> {
    let book = workbooks::written(&input::made_survey(rows).bytes()?)?;
    Ok(Box::new(move || workbooks::read(&book).unwrap_or(0)))
}

fn comparing(procedures: u64) -> Result<crate::Work> {
    let earlier = snapshots::of_survey(&input::made_survey(procedures).bytes()?)?;
    let later = snapshots::later(&earlier)?;
    Ok(Box::new(move || snapshots::changes(&earlier, &later)))
}

fn assessments(cases: u64) -> Result<crate::Work> {
    let standard = criteria::standard()?;
    let evidence = criteria::evidence(usize::try_from(cases)?);
    Ok(Box::new(move || criteria::verdicts(&standard, &evidence)))
}

fn law(clauses: u64) -> Result<crate::Work> {
    let files = vec![input::made_law(clauses)];
    Ok(Box::new(move || detection::detect(&files)))
}

fn citations(cells: u64) -> Result<crate::Work> {
    Ok(Box::new(move || {
        let mut places = 0usize;
        for number in 0..cells {
            let cell = format!(
                "第{}条第{}項、第{}号",
                1 + number % 300,
                1 + number % 9,
                1 + number % 7
            );
            places = places.saturating_add(tosei_types::read_citation_cell(&cell).entries().len());
        }
        crate::figure(places)
    }))
}

fn reviews(count: u64) -> Result<crate::Work> {
    Ok(Box::new(move || counters::count_answers(count)))
}

fn log_read(events: u64) -> Result<crate::Work> {
    let bytes = input::made_events(events).bytes()?;
    Ok(Box::new(move || {
        event_logs::read(&bytes).map_or(0, |log| crate::figure(log.event_count()))
    }))
}

fn log_learnt(events: u64) -> Result<crate::Work> {
    let log = event_logs::read(&input::made_events(events).bytes()?)?;
    Ok(Box::new(move || event_logs::learned(&log)))
}

fn simulated(cases: u64) -> Result<crate::Work> {
    let (flow, parameters, runs) = crate::flow_simulation::documents_of(cases)?;
    Ok(Box::new(move || {
        let Ok(simulation) = Simulation::try_new(&flow, &parameters) else {
            return 0;
        };
        let Ok(plan) = RunPlan::fixed(Seed::new(1), runs) else {
            return 0;
        };
        let runs = plan.run_each(|run| simulation.outcome(run), |_| None);
        crate::figure(runs.results().iter().filter(|run| run.is_ok()).count())
    }))
}

fn progress(indicators: u64) -> Result<crate::Work> {
    let plan = plans::made(indicators)?;
    let as_of = "2025-06-30".parse()?;
    Ok(Box::new(move || plans::progress(&plan, as_of)))
}
