//! Interchange: what the example programs write.

use super::super::{Entry, entry};

pub(super) const ENTRIES: &[Entry] = &[
    entry::<tosei_examples::flow_simulate::SimulateReport>(
        "flow-simulate-report",
        "模擬実験の報告",
        "Report of a simulated flow",
    ),
    entry::<tosei_examples::flow_compare::CompareReport>(
        "flow-compare-report",
        "業務フローの比較の文書",
        "Report of a comparison of flows",
    ),
    entry::<tosei_examples::ordinance_scan::ScanResult>(
        "ordinance-scan",
        "例規の点検の結果",
        "Result of a scan of ordinances",
    ),
    entry::<tosei_examples::counter_planner::report::Report>(
        "counter-plan-report",
        "窓口の計画",
        "Counter plan",
    ),
    entry::<tosei_examples::digital_first_report::report::Report>(
        "digital-first-report",
        "デジタルファースト報告書",
        "Digital first report",
    ),
    entry::<tosei_examples::digital_first_report::SiteDocument>(
        "digital-first-site",
        "サイトの概況",
        "Overview of a site",
    ),
    entry::<tosei_examples::digital_first_report::site::JoinedDocument>(
        "joined-report",
        "つながりと試算",
        "Connections and what-if",
    ),
    entry::<tosei_examples::digital_first_report::site::SiteFiles>(
        "site-files",
        "サイトのファイルの一覧",
        "List of the files of a site",
    ),
];
