//! Every operation of the suites of this crate.

#[path = "observations.rs"]
mod observations;
#[path = "pledges.rs"]
mod pledges;
#[path = "publications.rs"]
mod publications;
#[path = "queues.rs"]
mod queues;
#[path = "registers.rs"]
mod registers;
#[path = "reviews.rs"]
mod reviews;
#[path = "rollouts.rs"]
mod rollouts;
#[path = "staffing.rs"]
mod staffing;

use std::rc::Rc;
use tosei_conformance::Runner;
use tosei_counter_dx::{
    observation::observation_rules, register::register_rules, review::review_rules,
    station::station_rules,
};
use tosei_criteria::CompiledStandard;
use tosei_document::PublicationMarks;

/// The runner, judging by some edition of the pledges and some publication marks.
pub(crate) fn runner(standard: Rc<CompiledStandard>, marks: Rc<PublicationMarks>) -> Runner {
    let runner = Runner::new("counter-dx").rules([
        ("counter_dx.observation", observation_rules().rules()),
        ("counter_dx.register", register_rules().rules()),
        ("counter_dx.review", review_rules().rules()),
        ("counter_dx.station", station_rules().rules()),
    ]);
    let runner = observations::on(reviews::on(registers::on(queues::on(runner))));
    let runner = publications::on(rollouts::on(staffing::on(runner)), marks);
    pledges::on(runner, standard)
}
