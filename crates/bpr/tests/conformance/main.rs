//! The vectors of `conformance/suites/bpr`.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a test stops at the first surprise"
)]

mod comparisons;
mod deadline_clocks;
mod event_logs;
mod learning;
mod measures;
mod savings;
mod simulated_cases;
mod simulated_differences;
mod small_forms;
mod soundness;

use tosei_bpr::{
    bpmn::{bpmn_rules, scenario::bpsim_rules},
    flow_table::flow_table_rules,
    graph::graph_rules,
    issue::issue_rules,
    lint::lint_rules,
    simulate::learn::learn_rules,
};

#[test]
fn vectors_hold() {
    let runner = tosei_conformance::Runner::new("bpr").rules([
        ("bpr.bpmn", bpmn_rules().rules()),
        ("bpr.bpsim", bpsim_rules().rules()),
        ("bpr.flow_table", flow_table_rules().rules()),
        ("bpr.graph", graph_rules().rules()),
        ("bpr.issues", issue_rules().rules()),
        ("bpr.learn", learn_rules().rules()),
        ("bpr.lint", lint_rules().rules()),
    ]);
    let runner = runner.visibility(|document| {
        let published = tosei_bpr::publication_marks().publish(document);
        let published = published.map_err(|error| error.code().to_owned())?;
        Ok(serde_json::json!(published.withheld))
    });
    let runner = comparisons::on(event_logs::on(small_forms::on(runner)));
    let runner = simulated_differences::on(deadline_clocks::on(runner));
    let runner = learning::on(runner);
    let runner = simulated_cases::on(runner);
    savings::on(soundness::on(measures::on(runner))).run();
}
