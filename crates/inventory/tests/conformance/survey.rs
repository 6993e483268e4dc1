//! Nothing yet.

use tosei_conformance::Runner;

pub(crate) fn operations(runner: Runner) -> Runner {
    runner
}
