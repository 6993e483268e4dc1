//! The vectors of `conformance/suites/criteria`.
fn main() {}
