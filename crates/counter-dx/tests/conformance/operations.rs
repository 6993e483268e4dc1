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
use tosei_criteria::CompiledStandard;
use tosei_document::PublicationMarks;

/// The runner, judging by some edition of the pledges and some publication marks.
pub(crate) fn runner(standard: Rc<CompiledStandard>, marks: Rc<PublicationMarks>) -> Runner {
    let runner = Runner::new("counter-dx");
    let runner = observations::on(reviews::on(registers::on(queues::on(runner))));
    let runner = publications::on(rollouts::on(staffing::on(runner)), marks);
    pledges::on(runner, standard)
}
