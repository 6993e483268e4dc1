//! How law changes: general rules that allow a digital way, and instruments that amend clauses.

mod amending;
mod enabling;
mod supersession;

pub use amending::{
    AmendingInstrument, EmergencyDecision, InstrumentState, PROMULGATION_DAYS, PublicComment,
    SENDING_DAYS, Transitional, UNSTATED_EFFECT_DAYS,
};
pub use enabling::{EnablingInstrument, EnablingKind, EnablingScope, Exclusion};
pub use supersession::{
    Supersession, SupersessionReason, Verdict as SupersessionVerdict, WrittenFormState,
    supersession, supersession_in,
};
