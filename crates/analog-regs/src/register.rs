//! 条項台帳 (clause register): rules of a body, their analog clauses, and what is done about them.

mod check;
mod clause;
mod document;
mod model;

pub use check::{CheckLists, check_register, check_register_with, rules};
pub use clause::{
    ActKind, Addressee, Clause, ClauseCategory, ClauseFunction, NationalLaw, Obstacle,
};
pub use document::{
    REGISTER_FORMAT, REGISTER_FORMAT_VERSION, RegisterDocumentError, RegisterReading, read_register,
};
pub use model::{Body, ClauseRegister, EnactingBody, Extensions, Route, Rule, RuleKind, Section};
