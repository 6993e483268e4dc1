//! What counts of the evidence.
