//! Whether the service runs, and what it offers.

use super::{Call, Reply, Service, ServiceError};
use crate::wire::Readiness;
use axum::http::StatusCode;

pub(crate) fn health(_: &Service, _: &Call) -> Result<Reply, ServiceError> {
    Ok(Reply::empty(StatusCode::NO_CONTENT))
}

pub(crate) fn ready(service: &Service, _: &Call) -> Result<Reply, ServiceError> {
    let mut held = service.hold();
    let database = held.store().is_ok_and(|store| store.ready().is_ok());
    let inventory = held
        .store()
        .is_ok_and(|store| store.inventory_tag().is_ok_and(|tag| tag.is_some()));
    let readiness = Readiness {
        database,
        inventory,
        stopping: service.is_stopping(),
    };
    let status = if database && !readiness.stopping {
        StatusCode::OK
    } else {
        StatusCode::SERVICE_UNAVAILABLE
    };
    Reply::json(status, &readiness)
}

pub(crate) fn openapi(_: &Service, _: &Call) -> Result<Reply, ServiceError> {
    Reply::ok(&crate::openapi())
}
