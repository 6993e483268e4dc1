//! Writes generated files into the tree and checks them.
fn main() {}
