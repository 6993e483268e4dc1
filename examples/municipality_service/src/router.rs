//! From addresses to handlers: every request goes the same way.

use crate::{
    call::Call,
    operation::{Operation, operations},
    problem::ServiceError,
    reply::Reply,
    service::Service,
};
use axum::{
    Router,
    body::Body,
    extract::{FromRequestParts, Path, Query, Request, State},
    http::{Method, Response, request::Parts},
    routing::{MethodFilter, MethodRouter, on},
};
use http_body_util::BodyExt;
use std::{collections::BTreeMap, sync::Arc, time::Duration};

/// All addresses of the service.
pub(crate) fn router(service: Arc<Service>) -> Router {
    let mut by_path: BTreeMap<&'static str, MethodRouter<Arc<Service>>> = BTreeMap::new();
    for operation in operations() {
        let methods = by_path.remove(operation.path).unwrap_or_default();
        let handle = move |State(service): State<Arc<Service>>, request: Request| {
            serve(service, operation, request)
        };
        let filter = match operation.method {
            Method::PUT => MethodFilter::PUT,
            Method::POST => MethodFilter::POST,
            _ => MethodFilter::GET,
        };
        by_path.insert(operation.path, methods.merge(on(filter, handle)));
    }
    let mut router = Router::new();
    for (path, methods) in by_path {
        router = router.route(path, methods);
    }
    router
        .fallback(|request: Request| async move {
            let path = shown(request.uri().path());
            Reply::problem(&ServiceError::NoSuchPath { path }).into_response()
        })
        .method_not_allowed_fallback(|request: Request| async move {
            let (path, method) = (shown(request.uri().path()), request.method().to_string());
            Reply::problem(&ServiceError::Method { path, method }).into_response()
        })
        .with_state(service)
}

/// The beginning of a text that somebody else chose.
fn shown(text: &str) -> String {
    text.chars().take(200).collect()
}

async fn serve(
    service: Arc<Service>,
    operation: &'static Operation,
    request: Request,
) -> Response<Body> {
    let millis = service.settings.request_millis;
    let answer = tokio::time::timeout(
        Duration::from_millis(millis),
        answer(service, operation, request),
    );
    match answer.await {
        Ok(Ok(reply)) => reply.into_response(),
        Ok(Err(error)) => refuse(&error),
        Err(_) => refuse(&ServiceError::TimedOut { millis }),
    }
}

#[allow(
    clippy::print_stderr,
    reason = "a program that fails inside says so in its log; whoever asked gets a code only"
)]
fn refuse(error: &ServiceError) -> Response<Body> {
    if error.status().is_server_error() && !matches!(error, ServiceError::Busy { .. }) {
        eprintln!("{}: {error}", error.code());
    }
    Reply::problem(error).into_response()
}

async fn answer(
    service: Arc<Service>,
    operation: &'static Operation,
    request: Request,
) -> Result<Reply, ServiceError> {
    let permit = if operation.always {
        None
    } else {
        let permits = Arc::clone(&service.permits).try_acquire_owned();
        let limit = service.settings.concurrency;
        Some(permits.map_err(|_| ServiceError::Busy { limit })?)
    };
    let (mut parts, body) = request.into_parts();
    let id = identifier(&mut parts).await?;
    let query = query(&mut parts).await?;
    let mut call = Call::check(operation, &parts, id, query)?;
    if let Some(taken) = &operation.body {
        call.body = collect(body, taken.limit(&service.settings)).await?;
    }
    let handler = operation.handler;
    // The permit goes along: work that nobody waits for any more still counts.
    let work = tokio::task::spawn_blocking(move || {
        let reply = handler(&service, &call);
        drop(permit);
        reply
    });
    work.await
        .map_err(|error| ServiceError::Internal(error.to_string()))?
}

/// The part of the path between braces.
async fn identifier(parts: &mut Parts) -> Result<String, ServiceError> {
    let path = shown(parts.uri.path());
    let named = Path::<BTreeMap<String, String>>::from_request_parts(parts, &()).await;
    let Path(named) = named.map_err(|_| ServiceError::NoSuchPath { path })?;
    Ok(named.into_values().next().unwrap_or_default())
}

async fn query(parts: &mut Parts) -> Result<Vec<(String, String)>, ServiceError> {
    let query = Query::<Vec<(String, String)>>::from_request_parts(parts, &()).await;
    let Query(query) = query.map_err(|_| ServiceError::UnknownParameter {
        name: shown(parts.uri.query().unwrap_or("")),
    })?;
    Ok(query)
}

/// The whole body, up to a limit.
async fn collect(mut body: Body, limit: u64) -> Result<Vec<u8>, ServiceError> {
    use axum::body::HttpBody;
    // What says beforehand that it is too large is not read at all.
    if body.size_hint().lower() > limit {
        return Err(ServiceError::TooLarge { limit });
    }
    let mut read = Vec::new();
    while let Some(frame) = body.frame().await {
        let frame = frame.map_err(|_| ServiceError::BrokenBody)?;
        let Ok(part) = frame.into_data() else {
            continue;
        };
        let length = read.len().saturating_add(part.len());
        if u64::try_from(length).unwrap_or(u64::MAX) > limit {
            return Err(ServiceError::TooLarge { limit });
        }
        read.extend_from_slice(&part);
    }
    Ok(read)
}
