//! Shared pieces of the examples.

// The example on the first page of the project is compiled and run with the others.
#[cfg(doctest)]
#[doc = include_str!("../../README.md")]
struct Readme;
