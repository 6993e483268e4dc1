//! 換算額: the work that an improvement frees in a year, in hours, people and yen, and cash apart.

mod assumptions;
mod compute;
mod person_year;

pub use assumptions::{
    CashItem, CashKind, ClassMinutes, MixPart, SAVINGS_ASSUMPTIONS_FORMAT,
    SAVINGS_ASSUMPTIONS_FORMAT_VERSION, SavingsAssumptions, SavingsError, SavingsWork,
};
pub use compute::{
    CashSaving, ClassSavings, SAVINGS_FORMAT, SAVINGS_FORMAT_VERSION, Savings, savings,
};
pub use person_year::{
    PERSON_YEARS_FORMAT, PersonYear, PersonYearOption, PersonYears, default_person_year,
    person_years,
};
