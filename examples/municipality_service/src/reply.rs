//! An answer, whole, before it is sent.

use crate::problem::ServiceError;
use axum::{
    body::Body,
    http::{HeaderName, HeaderValue, Response, StatusCode, header},
};
use serde::Serialize;

/// 応答 (reply): status, headers and the whole body.
#[derive(Debug, Clone)]
pub(crate) struct Reply {
    status: StatusCode,
    headers: Vec<(HeaderName, HeaderValue)>,
    body: Vec<u8>,
}

/// The media type of documents.
pub(crate) const JSON: &str = "application/json";
/// The media type of problems.
pub(crate) const PROBLEM: &str = "application/problem+json";

impl Reply {
    pub(crate) fn json(status: StatusCode, value: &impl Serialize) -> Result<Self, ServiceError> {
        let body =
            serde_json::to_vec(value).map_err(|error| ServiceError::Internal(error.to_string()))?;
        Ok(Self::of(status, JSON, body))
    }

    pub(crate) fn ok(value: &impl Serialize) -> Result<Self, ServiceError> {
        Self::json(StatusCode::OK, value)
    }

    pub(crate) fn of(status: StatusCode, media: &'static str, body: Vec<u8>) -> Self {
        Self {
            status,
            headers: vec![(header::CONTENT_TYPE, HeaderValue::from_static(media))],
            body,
        }
    }

    pub(crate) fn empty(status: StatusCode) -> Self {
        Self {
            status,
            headers: Vec::new(),
            body: Vec::new(),
        }
    }

    /// With one more header; a value that no header can have is left out.
    pub(crate) fn with(mut self, name: HeaderName, value: &str) -> Self {
        if let Ok(value) = HeaderValue::from_str(value) {
            self.headers.push((name, value));
        }
        self
    }

    pub(crate) fn problem(error: &ServiceError) -> Self {
        let problem = error.problem();
        let body = serde_json::to_vec(&problem).unwrap_or_default();
        let reply = Self::of(error.status(), PROBLEM, body);
        match error {
            ServiceError::Busy { .. } => reply.with(header::RETRY_AFTER, "1"),
            _ => reply,
        }
    }

    pub(crate) fn into_response(self) -> Response<Body> {
        let mut response = Response::new(Body::from(self.body));
        *response.status_mut() = self.status;
        let headers = response.headers_mut();
        headers.extend(self.headers);
        // What was recorded a moment ago must be seen; a copy that is kept asks first.
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-cache"));
        headers.insert(
            header::X_CONTENT_TYPE_OPTIONS,
            HeaderValue::from_static("nosniff"),
        );
        response
    }
}
