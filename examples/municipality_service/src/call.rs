//! A request, whole and checked against what its address declares.

use crate::{
    operation::{Body, Operation},
    problem::ServiceError,
};
use axum::http::{HeaderMap, HeaderName, header, request::Parts};
use std::{collections::BTreeMap, str::FromStr};

/// 要求 (call): the parameters, headers and body of one request.
#[derive(Debug)]
pub(crate) struct Call {
    /// The part of the path between braces; empty if there is none.
    pub(crate) id: String,
    parameters: BTreeMap<String, String>,
    headers: HeaderMap,
    /// The media type of the body, without its parameters, in lower case.
    pub(crate) media: String,
    pub(crate) body: Vec<u8>,
}

impl Call {
    /// Checks everything but the body, which is read afterwards.
    pub(crate) fn check(
        operation: &Operation,
        parts: &Parts,
        id: String,
        query: Vec<(String, String)>,
    ) -> Result<Self, ServiceError> {
        let mut parameters = BTreeMap::new();
        for (name, text) in query {
            let known = operation.parameters.iter().any(|one| one.name == name);
            if !known || parameters.insert(name.clone(), text).is_some() {
                return Err(ServiceError::UnknownParameter { name });
            }
        }
        let mut required = operation.parameters.iter().filter(|one| one.required);
        if let Some(missing) = required.find(|one| !parameters.contains_key(one.name)) {
            return Err(ServiceError::MissingParameter { name: missing.name });
        }
        let media = parts.headers.get(header::CONTENT_TYPE);
        let media = media.and_then(|value| value.to_str().ok()).unwrap_or("");
        let media = media.split(';').next().unwrap_or("").trim();
        let media = media.to_ascii_lowercase();
        if let Some(Body { media: taken, .. }) = &operation.body
            && !taken.contains(&media.as_str())
        {
            let expected = taken.first().copied().unwrap_or_default();
            return Err(ServiceError::MediaType { expected });
        }
        Ok(Self {
            id,
            parameters,
            headers: parts.headers.clone(),
            media,
            body: Vec::new(),
        })
    }

    /// A parameter that may be left out.
    pub(crate) fn optional<T: FromStr>(
        &self,
        name: &'static str,
    ) -> Result<Option<T>, ServiceError> {
        let Some(text) = self.parameters.get(name) else {
            return Ok(None);
        };
        let bad = || ServiceError::BadParameter {
            name,
            text: text.chars().take(64).collect(),
        };
        text.parse().map(Some).map_err(|_| bad())
    }

    /// A parameter that must be there.
    pub(crate) fn required<T: FromStr>(&self, name: &'static str) -> Result<T, ServiceError> {
        self.optional(name)?
            .ok_or(ServiceError::MissingParameter { name })
    }

    /// The parameter `limit` of a page.
    pub(crate) fn limit(&self) -> Result<usize, ServiceError> {
        use crate::Settings;
        let limit: Option<usize> = self.optional("limit")?;
        match limit {
            None => Ok(Settings::ORDINARY_PAGE),
            Some(limit @ 1..=Settings::LARGEST_PAGE) => Ok(limit),
            Some(other) => Err(ServiceError::BadParameter {
                name: "limit",
                text: other.to_string(),
            }),
        }
    }

    /// A header as text; `None` if it is not there or no text.
    pub(crate) fn header(&self, name: HeaderName) -> Option<&str> {
        self.headers.get(name)?.to_str().ok()
    }

    /// Whether a header with a list of entity tags names one, or is `*`.
    pub(crate) fn names_tag(&self, name: HeaderName, tag: &str) -> Option<bool> {
        let list = self.header(name)?;
        let mut tags = list
            .split(',')
            .map(|one| one.trim().trim_start_matches("W/"));
        Some(tags.any(|one| one == "*" || one.trim_matches('"') == tag))
    }
}
