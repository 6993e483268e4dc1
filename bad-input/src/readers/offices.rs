//! Tables of an office: inventories, survey rounds, counters, reviews.

use super::{Named, Outcome, limits};
use tosei_counter_dx::{
    observation::{
        DailyLayout, DailyTotals, SnapshotLayout, SnapshotOptions, SnapshotTotals, TicketLayout,
        TicketTotals, observation_rules, read_daily_totals, read_snapshots, read_tickets,
    },
    register::{CounterTableLayout, read_counter_table, read_counter_workbook, register_rules},
    review::{ReviewLayout, ReviewTotals, read_review_table, review_rules},
};
use tosei_document::Collector;
use tosei_inventory::{
    Body, Inventory,
    office_table::{OfficeMapping, OfficeTable, read_office_table},
    round::SurveyRound,
    sample,
    survey::{SurveyCheck, SurveyJob},
};
use tosei_table::{ReadOptions, TableError, Workbook};
use tosei_types::Date;

fn told<T>(read: Result<T, TableError>, sink: Collector<'_>) -> Outcome {
    let report = sink.into_report();
    match read {
        Ok(_) => Outcome::from(&report),
        Err(error) => Outcome::explained(&error).with(&report),
    }
}

fn day() -> Option<Date> {
    "2025-06-30".parse().ok()
}

pub(super) const READERS: &[Named] = &[
    ("survey_csv", |bytes| {
        let mut sink = Collector::new(SurveyCheck::catalogue());
        let read = SurveyJob::new().with_limits(limits()).run(bytes, &mut sink);
        let report = sink.into_report();
        match read {
            Ok(_) => Outcome::from(&report),
            Err(error) => Outcome::explained(&error).with(&report),
        }
    }),
    ("inventory_csv", |bytes| {
        use tosei_inventory::document::{read_csv, rules};
        let Some(day) = day() else {
            return Outcome::default();
        };
        let frame = Inventory::new(Body::new("見本市（架空）"), day);
        let mut sink = Collector::new(rules());
        let read = read_csv(bytes, &frame, &limits(), rules(), &mut sink);
        told(read, sink)
    }),
    ("office_table", |bytes| {
        let book = match Workbook::read(bytes, &ReadOptions::default()) {
            Ok(book) => book,
            Err(error) => return Outcome::explained(&error),
        };
        let mapping = match serde_json::from_str::<OfficeMapping>(sample::mihon_mapping_json()) {
            Ok(mapping) => mapping,
            Err(error) => return Outcome::refused("mapping", &error.to_string()),
        };
        let mut sink = Collector::new(OfficeTable::catalogue());
        let read = read_office_table(&book, &mapping, &mut sink);
        let report = sink.into_report();
        match read {
            Ok(_) => Outcome::from(&report),
            Err(error) => Outcome::explained(&error).with(&report),
        }
    }),
    ("round_csv", |bytes| {
        use tosei_inventory::round::{read_csv, rules};
        let Some(day) = day() else {
            return Outcome::default();
        };
        let frame = SurveyRound::new("R7-1", day, day, day, "R7-1");
        let mut sink = Collector::new(rules());
        let read = read_csv(bytes, &frame, &limits(), rules(), &mut sink);
        told(read, sink)
    }),
    ("counter_csv", |bytes| {
        let mut sink = Collector::new(register_rules());
        let read = read_counter_table(bytes, &CounterTableLayout::default(), &limits(), &mut sink);
        told(read, sink)
    }),
    ("counter_workbook", |bytes| {
        let mut sink = Collector::new(register_rules());
        let (layout, options) = (CounterTableLayout::default(), ReadOptions::default());
        let read = read_counter_workbook(bytes, &layout, &options, &mut sink);
        told(read, sink)
    }),
    ("tickets_csv", |bytes| {
        let mut sink = Collector::new(observation_rules());
        let mut totals = TicketTotals::new();
        let read = read_tickets(
            bytes,
            &TicketLayout::default(),
            &limits(),
            &mut totals,
            &mut sink,
        );
        told(read, sink)
    }),
    ("daily_csv", |bytes| {
        let mut sink = Collector::new(observation_rules());
        let mut totals = DailyTotals::new();
        let layout = DailyLayout::default();
        let read = read_daily_totals(bytes, &layout, &limits(), &mut totals, &mut sink);
        told(read, sink)
    }),
    ("snapshots_csv", |bytes| {
        let mut sink = Collector::new(observation_rules());
        let (Some(from), Ok(until)) = (day(), "2025-07-31".parse()) else {
            return Outcome::default();
        };
        let (options, closed) = (SnapshotOptions::between(from, until), |_: Date| false);
        let mut totals = SnapshotTotals::new(&options, &closed);
        let layout = SnapshotLayout {
            office: "office".to_owned(),
            queue: "queue".to_owned(),
            date: "date".to_owned(),
            time: "time".to_owned(),
            waiting: "waiting".to_owned(),
            open: None,
            service_minutes: None,
            number: None,
        };
        let read = read_snapshots(bytes, &layout, &limits(), &mut totals, &mut sink);
        told(read, sink)
    }),
    ("counter_reviews_csv", |bytes| {
        let mut sink = Collector::new(review_rules());
        let (layout, mut totals) = (ReviewLayout::default(), ReviewTotals::new());
        let read = read_review_table(bytes, &layout, &limits(), &mut totals, &mut sink);
        told(read, sink)
    }),
];
