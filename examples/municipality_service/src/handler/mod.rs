//! What each operation does.

mod assess;
mod inventory;
mod record;
mod running;

pub(crate) use assess::{get_assessment, get_assessments, get_standard};
pub(crate) use inventory::{
    get_inventory, get_procedure, get_procedures, get_rates, put_inventory,
};
pub(crate) use record::{
    get_evidence, get_evidence_page, get_exemption, get_review, get_review_summary, post_evidence,
    post_exemption, post_review,
};
pub(crate) use running::{health, openapi, ready};

use crate::{call::Call, problem::ServiceError, reply::Reply, service::Service};
