//! Laws that hold for every flow.
#![allow(clippy::unwrap_used, reason = "a test stops at the first surprise")]

mod layout;
