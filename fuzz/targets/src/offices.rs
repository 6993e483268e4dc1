//! Any rows as a table of an office: rounds, counters, tickets, days, reviews, snapshots.
//!
//! The first byte chooses the table; below 128 its header is put before the bytes.
//!
//! Laws: no panic; no row is lost, and one that is not counted is a finding; what a round gives is written and read back the same.

use tosei_counter_dx::{
    observation::{
        DailyLayout, DailyTotals, SnapshotLayout, SnapshotOptions, SnapshotTotals, TicketLayout,
        TicketTotals, observation_rules, read_daily_totals, read_snapshots, read_tickets,
    },
    register::{CounterTableLayout, read_counter_table, register_rules},
    review::{ReviewLayout, ReviewTotals, read_review_table, review_rules},
};
use tosei_document::{Collector, Limits};
use tosei_inventory::round::{self, SurveyRound};
use tosei_types::Date;

const HEADERS: [&str; 5] = [
    "区分,課ID,課名,日付,様式の版\n",
    "施設名,取扱有無-住民票,備考\n",
    "受付番号,日付,発券時刻,呼出時刻,対応開始時刻,対応終了時刻\n",
    "窓口ID,日付,来庁数,平均待ち時間（分）\n",
    "窓口ID,評価\n",
];

/// Holds the laws for these bytes.
pub fn run(data: &[u8]) {
    let Some((kind, rest)) = data.split_first() else {
        return;
    };
    let limits = Limits::default();
    let kind = usize::from(*kind);
    let header = HEADERS
        .get(kind % 6)
        .copied()
        .unwrap_or("office,queue,date,time,waiting\n");
    let csv = if kind >= 128 {
        rest.to_vec()
    } else {
        [header.as_bytes(), rest].concat()
    };
    let Ok(day) = "2025-06-30".parse::<Date>() else {
        return;
    };
    match kind % 6 {
        0 => {
            let frame = SurveyRound::new("R7", day, day, day, "1");
            let mut sink = Collector::new(round::rules());
            let read = round::read_csv(csv.as_slice(), &frame, &limits, round::rules(), &mut sink);
            if let Ok(read) = read {
                let again = SurveyRound::from_json(&read.round.to_json());
                assert_eq!(again.ok().as_ref(), Some(&read.round));
            }
        }
        1 => {
            let mut sink = Collector::new(register_rules());
            let layout = CounterTableLayout::of_business("証明");
            let _ = read_counter_table(csv.as_slice(), &layout, &limits, &mut sink);
        }
        2 => {
            let mut sink = Collector::new(observation_rules());
            let (mut totals, layout) = (TicketTotals::new(), TicketLayout::default());
            let read = read_tickets(csv.as_slice(), &layout, &limits, &mut totals, &mut sink);
            if let Ok(table) = read {
                assert_eq!(
                    totals.tickets() + table.not_counted,
                    table.rows,
                    "a row is lost"
                );
                assert!(
                    totals.visits() <= totals.tickets(),
                    "a visit without a ticket"
                );
                assert!(totals.waits().people() <= totals.visits());
                told(sink, table.not_counted);
            }
        }
        3 => {
            let mut sink = Collector::new(observation_rules());
            let (mut totals, layout) = (DailyTotals::new(), DailyLayout::default());
            let read = read_daily_totals(csv.as_slice(), &layout, &limits, &mut totals, &mut sink);
            if let Ok(table) = read {
                assert!(table.not_counted <= table.rows);
                told(sink, table.not_counted);
            }
        }
        4 => {
            let mut sink = Collector::new(review_rules());
            let (mut totals, layout) = (ReviewTotals::new(), ReviewLayout::default());
            let read = read_review_table(csv.as_slice(), &layout, &limits, &mut totals, &mut sink);
            if let Ok(table) = read {
                assert!(table.not_counted <= table.rows);
                told(sink, table.not_counted);
            }
        }
        _ => {
            let mut sink = Collector::new(observation_rules());
            let (options, closed) = (SnapshotOptions::between(day, day), |_: Date| false);
            let mut totals = SnapshotTotals::new(&options, &closed);
            let layout: SnapshotLayout = serde_json::from_value(serde_json::json!({
                "office": "office", "queue": "queue", "date": "date", "time": "time", "waiting": "waiting"
            }))
            .expect("the layout is one");
            let read = read_snapshots(csv.as_slice(), &layout, &limits, &mut totals, &mut sink);
            let _ = totals.finish(&mut sink);
            if let Ok(table) = read {
                assert!(table.not_counted <= table.rows);
                told(sink, table.not_counted);
            }
        }
    }
}

/// A row that is not counted is a finding.
fn told(sink: Collector<'_>, not_counted: u64) {
    let found: u64 = sink
        .into_report()
        .totals()
        .iter()
        .map(|total| total.count)
        .sum();
    assert!(
        found >= not_counted,
        "{not_counted} rows are not counted, {found} findings"
    );
}
