//! The one style sheet of a page, and the policy that lets a browser apply nothing else.

/// Colours, type, parts of the page, the language switch, print.
///
/// It is a constant: nothing from the data ever enters it.
pub(crate) const STYLE: &str = concat!(
    include_str!("style/colour.css"),
    include_str!("style/shell.css"),
    include_str!("style/block.css"),
    include_str!("style/table.css"),
    include_str!("style/chart.css"),
    include_str!("style/drawing.css"),
    include_str!("style/language.css"),
    include_str!("style/print.css"),
);

/// Nothing may be loaded or run; of style sheets, only the one with this fingerprint applies.
///
/// A test compares the fingerprint with [`STYLE`] and prints the right one if they differ.
pub(crate) const CONTENT_SECURITY_POLICY: &str = "default-src 'none'; style-src 'sha256-DL+WhqZYYXR9IvVBFHzewTqnofFndc3TVgL040moCWA='; base-uri 'none'; form-action 'none'";
