//! A pass with all cores gives what a pass with one gives (feature `rayon`).
#![allow(clippy::unwrap_used, reason = "a test stops at the first surprise")]

use std::fmt::Write as _;
use tosei_document::Collector;
use tosei_inventory::{
    PriorityRules, ProcessKinds,
    survey::{SurveyCheck, SurveyJob},
};

/// Rows of every sort: repeated ids and rows, bad cells, rows of another width.
fn file(rows: u32) -> String {
    let mut csv = "手続ID,所管府省庁,手続名,手続類型,手続主体,オンライン化の実施状況,総手続件数,オンライン手続件数\n".to_owned();
    for row in 0..rows {
        let (id, ministry, cases) = (row % 4_000, row % 7, row * 13 % 20_011);
        let status = match row % 5 {
            0 => "1 実施済",
            1 => "2 未実施",
            2 => "",
            3 => "9 ?",
            _ => "5 一部実施済",
        };
        let name = if row % 11 == 0 {
            " 架空の\n届出"
        } else {
            "架空の申請"
        };
        writeln!(
            csv,
            "{id},第{ministry}省,\"{name}{}\",1 申請等,5 国民等,{status},{cases},{}",
            row % 3_000,
            row % 3
        )
        .unwrap();
        if row % 997 == 0 {
            csv.push_str("短い行\n\n");
        }
    }
    csv
}

#[test]
fn the_number_of_threads_changes_nothing() {
    let rules = PriorityRules::standard()
        .compile(ProcessKinds::standard())
        .unwrap();
    let job = SurveyJob::new().with_priorities(&rules);
    for rows in [0, 1, 4_095, 4_096, 4_097, 30_000] {
        let csv = file(rows);
        let mut one = Collector::new(SurveyCheck::catalogue()).keeping(7);
        let serial = job.run(csv.as_bytes(), &mut one).unwrap();
        for threads in [1, 2, 5] {
            let pool = rayon::ThreadPoolBuilder::new()
                .num_threads(threads)
                .build()
                .unwrap();
            let mut all = Collector::new(SurveyCheck::catalogue()).keeping(7);
            let parallel = pool
                .install(|| job.run_parallel(csv.as_bytes(), &mut all))
                .unwrap();
            assert_eq!(parallel.rows(), serial.rows());
            assert_eq!(parallel.untyped(), serial.untyped());
            assert_eq!(parallel.untyped_rows(), serial.untyped_rows());
            assert_eq!(parallel.concerns(), serial.concerns());
            assert_eq!(parallel.selections(), serial.selections());
            let cells = |analysis: &tosei_inventory::survey::SurveyAnalysis| {
                let mut cells: Vec<String> = Vec::new();
                for (ministry, tally) in analysis.by_ministry().iter() {
                    cells.extend(tally.cells().map(|cell| format!("{ministry} {cell:?}")));
                }
                cells.sort();
                cells
            };
            assert_eq!(cells(&parallel), cells(&serial));
            let (one, all) = (one.clone().into_report(), all.into_report());
            assert_eq!(all.totals(), one.totals(), "{rows} rows, {threads} threads");
            assert_eq!(
                all.findings(),
                one.findings(),
                "{rows} rows, {threads} threads"
            );
        }
    }
}
