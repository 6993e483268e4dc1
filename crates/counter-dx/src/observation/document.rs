//! Observations as a document.

use super::{DailyTotal, DailyTotals, KnownTimes, Ticket, TicketTotals};
use serde::{Deserialize, Serialize};
use tosei_document::{PlaceRef, Sink};

/// The `format` of a document of observations.
pub const OBSERVATIONS_FORMAT: &str = "tosei-counter-observations";
/// The `format_version` that this crate reads and writes.
pub const OBSERVATIONS_FORMAT_VERSION: u32 = 1;

/// 観測の文書 (document of observations): the tickets of one counter, and daily totals of any.
///
/// # Wire form
///
/// `{"format": "tosei-counter-observations", "format_version": 1, "title": …, "known_times": {"issued":
/// true, "called": true}, "tickets": […], "daily": […]}`. The times that the tickets can hold are
/// declared: what is not declared is unknown, and not 0. Tickets are never published, for a visit id may
/// lead to a person; daily totals are.
///
/// # Examples
///
/// ```
/// use tosei_counter_dx::observation::{ObservationDocument, observation_rules};
/// use tosei_counter_dx::publication::publication_marks;
/// use tosei_document::Collector;
///
/// let json = r#"{
///   "format": "tosei-counter-observations", "format_version": 1, "title": "観測（架空）", "fictional": true,
///   "known_times": {"issued": true, "called": true},
///   "tickets": [{"visit": "A001", "date": "2025-04-01", "issued": "08:30", "called": "08:34"}],
///   "daily": [{"counter": "W-1", "date": "2025-04-01", "visits": 120}]
/// }"#;
/// let document: ObservationDocument = serde_json::from_str(json)?;
/// let mut findings = Collector::new(observation_rules());
/// let (tickets, daily) = document.totals(&mut findings)?;
/// assert_eq!(tickets.figures(600).served, None); // nothing of it is declared
/// assert_eq!(daily.visits(), Some(120));
///
/// let published = publication_marks().publish(&serde_json::from_str(json)?)?;
/// assert!(published.document.get("tickets").is_none());
/// assert_eq!(published.document["daily"][0]["visits"], 120);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct ObservationDocument {
    /// The address of the schema.
    #[serde(rename = "$schema", default, skip_serializing_if = "Option::is_none")]
    pub schema: Option<String>,
    /// The kind of document.
    #[cfg_attr(feature = "schemars", schemars(extend("const" = "tosei-counter-observations")))]
    pub format: String,
    /// The version of its form.
    #[cfg_attr(feature = "schemars", schemars(extend("const" = 1)))]
    pub format_version: u32,
    /// 表題.
    pub title: String,
    /// 架空: whether the data is made up.
    #[serde(default)]
    pub fictional: bool,
    /// 記録される時刻 of the tickets.
    #[serde(default)]
    pub known_times: KnownTimes,
    /// 受付票.
    #[serde(default)]
    pub tickets: Vec<Ticket>,
    /// 日計.
    #[serde(default)]
    pub daily: Vec<DailyTotal>,
}

/// Why a document is none of observations.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ObservationError {
    /// Another kind of document, or another version of it.
    #[error(
        "expected format `tosei-counter-observations` version 1, got `{format}` version `{version}`"
    )]
    #[non_exhaustive]
    Format {
        /// The format as given, cut after 40 characters.
        format: String,
        /// The version as given.
        version: u32,
    },
}

impl ObservationError {
    /// Stable identifier of the variant; never renamed once released.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Format { .. } => "counter_dx.observation.format",
        }
    }
}

impl ObservationDocument {
    /// The totals of its tickets and of its days; what contradicts itself is a finding of
    /// [`observation_rules`](super::observation_rules).
    ///
    /// # Errors
    ///
    /// [`ObservationError::Format`] if it is another kind of document, or another version of it.
    pub fn totals(
        &self,
        sink: &mut dyn Sink,
    ) -> Result<(TicketTotals, DailyTotals), ObservationError> {
        if self.format != OBSERVATIONS_FORMAT || self.format_version != OBSERVATIONS_FORMAT_VERSION
        {
            return Err(ObservationError::Format {
                format: self.format.chars().take(40).collect(),
                version: self.format_version,
            });
        }
        let mut tickets = TicketTotals::new();
        tickets.declare(self.known_times);
        for (at, ticket) in self.tickets.iter().enumerate() {
            let pointer = format!("/tickets/{at}");
            tickets.add(ticket, PlaceRef::Pointer(&pointer), sink);
        }
        let mut daily = DailyTotals::new();
        for (at, day) in self.daily.iter().enumerate() {
            let pointer = format!("/daily/{at}");
            daily.add(day.clone(), PlaceRef::Pointer(&pointer), sink);
        }
        Ok((tickets, daily))
    }
}
