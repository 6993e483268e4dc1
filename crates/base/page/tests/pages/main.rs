//! Whole pages: what every one of them must be.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test stops at the first surprise"
)]

mod drawings;
mod hostile;
mod reader;
mod sample;
mod site;
mod structure;
mod style;

use reader::Read;

/// Writes the sample where somebody can open it: `target/tmp/sample-page.html`.
#[test]
fn the_sample_can_be_looked_at() {
    let path = std::path::Path::new(env!("CARGO_TARGET_TMPDIR")).join("sample-page.html");
    std::fs::write(path, sample::page().render()).unwrap();
}

/// Writes a page of names too long for any place: `target/tmp/long-names-page.html`.
#[test]
fn long_names_can_be_looked_at() {
    let html = sample::long_names().render();
    Read::page(&html).check();
    let path = std::path::Path::new(env!("CARGO_TARGET_TMPDIR")).join("long-names-page.html");
    std::fs::write(path, html).unwrap();
}

#[test]
fn the_sample_is_all_that_a_page_must_be() {
    Read::page(&sample::page().render()).check();
}

#[test]
fn the_same_page_is_the_same_bytes() {
    assert_eq!(sample::page().render(), sample::page().render());
}
