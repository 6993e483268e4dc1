//! The code of the book: every block of every chapter is compiled and run as a test.
//!
//! The book itself is made by `mdbook build docs/book`.

/// One module for each chapter, so that a test names the chapter that it stands in.
macro_rules! chapters {
    ($($name:ident: $path:literal,)*) => {
        $(#[doc = include_str!($path)] pub mod $name {})*
    };
}

chapters! {
    introduction: "src/introduction.md",
    developer: "src/tutorials/developer.md",
    municipality: "src/tutorials/municipality.md",
    test_suite: "src/tutorials/test-suite.md",
    spreadsheet: "src/howto/spreadsheet.md",
    assembly: "src/howto/assembly.md",
    quality: "src/howto/quality.md",
    flows: "src/howto/flows.md",
    counters: "src/howto/counters.md",
    ordinances: "src/howto/ordinances.md",
    plan: "src/howto/plan.md",
    joined: "src/howto/joined.md",
    publish: "src/howto/publish.md",
    service: "src/howto/service.md",
    cpsv_ap: "src/interchange/cpsv-ap.md",
    dmn: "src/interchange/dmn.md",
}
