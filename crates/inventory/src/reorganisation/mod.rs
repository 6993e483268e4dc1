//! 組織改正 (reorganisation): which organisation became which, and figures in either structure.

mod check;
mod crosswalk;
mod figures;
mod view;

pub use check::crosswalk_rules;
pub use crosswalk::{
    CrosswalkDocument, CrosswalkError, CrosswalkRow, OrganisationCrosswalk, ReorganisationKind,
};
pub use figures::{OrganisationFigure, organisation_figures};
pub(crate) use view::Assigner;
pub use view::{OrganisationView, Structure};
