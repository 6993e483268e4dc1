//! 件数区分 (volume bands): groups by the number of cases a year, as data.

use serde::{Deserialize, Serialize};
use std::sync::OnceLock;
use tosei_document::Edition;
use tosei_types::{CaseCount, Label, embedded};

/// How many bands a list can have, without the one for unknown counts.
pub const MAX_VOLUME_BANDS: usize = 14;

/// 件数区分の一つ (volume band) of a [`VolumeBands`] list: from its first count up to the next band's.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct VolumeBand {
    /// Stable code, such as `10_to_99`.
    pub id: String,
    /// The name that is shown.
    pub label: Label,
    /// The smallest count of the band, in cases a year.
    pub from: CaseCount,
}

/// Where a band stands in its [`VolumeBands`] list.
///
/// It is `Option<BandIndex>` wherever the count may be unknown: an unknown count has no band, not
/// the band of 0.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct BandIndex(u8);

impl BandIndex {
    /// The position, counted from 0; below [`MAX_VOLUME_BANDS`].
    #[must_use]
    pub const fn get(self) -> u8 {
        self.0
    }

    /// The band at a position of a packed key.
    pub(crate) const fn at(position: u8) -> Self {
        Self(position)
    }
}

/// Why a list of volume bands cannot be used.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum VolumeBandsError {
    /// The text is not JSON of the right shape.
    #[error("the list of volume bands does not have the right shape: {0}")]
    Shape(#[from] serde_json::Error),
    /// The file says that it is something else, or of another version.
    #[error("expected format `tosei-volume-bands` version 1, got `{format}` version `{version}`")]
    #[non_exhaustive]
    Format {
        /// The format that the file names.
        format: String,
        /// The version that the file names.
        version: u32,
    },
    /// The first band does not begin at 0, or the list is empty.
    #[error("the first volume band must begin at 0")]
    NotFromZero,
    /// A band does not begin above the one before it.
    #[error("the volume band `{id}` must begin above the band before it")]
    #[non_exhaustive]
    NotAscending {
        /// The band.
        id: String,
    },
    /// Two bands share an id.
    #[error("the volume band `{id}` stands twice")]
    #[non_exhaustive]
    Duplicate {
        /// The band.
        id: String,
    },
    /// There are more than [`MAX_VOLUME_BANDS`].
    #[error("a list has at most 14 volume bands, got `{count}`")]
    #[non_exhaustive]
    TooMany {
        /// How many there are.
        count: usize,
    },
}

impl VolumeBandsError {
    /// Stable identifier of the variant; never renamed once released.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Shape(_) => "inventory.volume_bands.shape",
            Self::Format { .. } => "inventory.volume_bands.format",
            Self::NotFromZero => "inventory.volume_bands.not_from_zero",
            Self::NotAscending { .. } => "inventory.volume_bands.not_ascending",
            Self::Duplicate { .. } => "inventory.volume_bands.duplicate",
            Self::TooMany { .. } => "inventory.volume_bands.too_many",
        }
    }
}

/// 件数区分 (volume bands): a list of bands without gaps, and the name of "unknown".
///
/// A band ends where the next begins, so bands can neither overlap nor leave a count out; the
/// last one has no end.
///
/// # Wire form
///
/// `{"format": "tosei-volume-bands", "format_version": 1, "edition": {…}, "bands": [{"id": "none",
/// "label": {…}, "from": 0}, …], "unknown": {"ja": "件数不明", "en": "cases unknown"}}`.
///
/// # Source
///
/// `project-decision:volume-bands`: powers of ten, so that the thresholds of 1,000 and 10,000 cases
/// of the priority rules are borders.
///
/// # Examples
///
/// ```
/// use tosei_inventory::VolumeBands;
/// use tosei_types::CaseCount;
///
/// let bands = VolumeBands::standard();
/// let id = |count: u32| bands.at(bands.band_of(CaseCount::from(count))).unwrap().id.as_str();
/// assert_eq!(id(9_999), "1000_to_9999");
/// assert_eq!(id(10_000), "10000_or_more");
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VolumeBands {
    bands: Vec<VolumeBand>,
    unknown: Label,
}

/// The wire form of a list of volume bands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schemars", schemars(rename = "VolumeBands"))]
#[serde(deny_unknown_fields)]
pub struct VolumeBandsDocument {
    /// Where the schema of this file stands.
    #[serde(rename = "$schema", default, skip_serializing_if = "Option::is_none")]
    pub schema: Option<String>,
    /// Always `tosei-volume-bands`.
    #[cfg_attr(feature = "schemars", schemars(extend("const" = "tosei-volume-bands")))]
    pub format: String,
    /// Version of the format; 1.
    #[cfg_attr(feature = "schemars", schemars(extend("const" = 1)))]
    pub format_version: u32,
    /// Origin and day.
    pub edition: Edition,
    /// The bands, from 0 upwards.
    pub bands: Vec<VolumeBand>,
    /// The name of the group whose counts are not known.
    pub unknown: Label,
}

impl VolumeBands {
    /// The embedded list: 0, 1-9, 10-99, 100-999, 1,000-9,999, 10,000 or more.
    #[must_use]
    pub fn standard() -> &'static Self {
        static STANDARD: OnceLock<VolumeBands> = OnceLock::new();
        embedded(&STANDARD, || {
            Self::from_json(include_str!("../data/rates/volume_bands.json"))
        })
    }

    /// Reads a body's own list.
    ///
    /// # Errors
    ///
    /// - [`VolumeBandsError::Shape`] if the text is no JSON of this form.
    /// - [`VolumeBandsError::Format`] if it names another format or version.
    /// - [`VolumeBandsError::NotFromZero`] if no band begins at 0.
    /// - [`VolumeBandsError::NotAscending`] if the bands are out of order.
    /// - [`VolumeBandsError::Duplicate`] if an id stands twice.
    /// - [`VolumeBandsError::TooMany`] above [`MAX_VOLUME_BANDS`].
    pub fn from_json(json: &str) -> Result<Self, VolumeBandsError> {
        let document: VolumeBandsDocument = serde_json::from_str(json)?;
        if document.format != "tosei-volume-bands" || document.format_version != 1 {
            return Err(VolumeBandsError::Format {
                format: document.format,
                version: document.format_version,
            });
        }
        let bands = document.bands;
        if bands.len() > MAX_VOLUME_BANDS {
            return Err(VolumeBandsError::TooMany { count: bands.len() });
        }
        if bands.first().map(|band| band.from) != Some(CaseCount::ZERO) {
            return Err(VolumeBandsError::NotFromZero);
        }
        for (before, band) in bands.iter().zip(bands.iter().skip(1)) {
            if band.from <= before.from {
                return Err(VolumeBandsError::NotAscending {
                    id: band.id.clone(),
                });
            }
        }
        for (at, band) in bands.iter().enumerate() {
            if bands.iter().take(at).any(|earlier| earlier.id == band.id) {
                return Err(VolumeBandsError::Duplicate {
                    id: band.id.clone(),
                });
            }
        }
        Ok(Self {
            bands,
            unknown: document.unknown,
        })
    }

    /// The bands with where they stand, from 0 upwards.
    pub fn iter(&self) -> impl Iterator<Item = (BandIndex, &VolumeBand)> {
        (0u8..).map(BandIndex).zip(&self.bands)
    }

    /// A band by where it stands.
    #[must_use]
    pub fn at(&self, index: BandIndex) -> Option<&VolumeBand> {
        self.bands.get(usize::from(index.0))
    }

    /// The band of a known count.
    #[must_use]
    pub fn band_of(&self, cases: CaseCount) -> BandIndex {
        BandIndex(self.bounds().position(cases.get()))
    }

    /// The name of a band, or of the group of unknown counts.
    #[must_use]
    pub fn label(&self, band: Option<BandIndex>) -> &Label {
        band.and_then(|band| self.at(band))
            .map_or(&self.unknown, |band| &band.label)
    }

    pub(crate) fn bounds(&self) -> Bounds {
        let mut upper = [u64::MAX; MAX_VOLUME_BANDS];
        for (bound, band) in upper.iter_mut().zip(self.bands.iter().skip(1)) {
            *bound = band.from.get();
        }
        Bounds { next: upper }
    }
}

/// Where each band ends: the first count of the next band, `u64::MAX` for none.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Bounds {
    next: [u64; MAX_VOLUME_BANDS],
}

impl Bounds {
    /// The position of the band that a count falls in. A count is at most 2^53 − 1, so it never
    /// reaches the filler at the end.
    #[inline]
    pub(crate) fn position(&self, cases: u64) -> u8 {
        let mut position = 0u8;
        for next in &self.next {
            if cases < *next {
                break;
            }
            position = position.saturating_add(1);
        }
        position
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_embedded_list_reads() {
        let file = include_str!("../data/rates/volume_bands.json");
        assert_eq!(
            VolumeBands::from_json(file).unwrap().iter().count(),
            6,
            "0 to 10,000 or more"
        );
    }

    #[test]
    fn a_list_with_a_gap_or_out_of_order_is_refused() {
        let file = include_str!("../data/rates/volume_bands.json");
        let refused = |from: &str, to: &str| {
            VolumeBands::from_json(&file.replace(from, to))
                .unwrap_err()
                .code()
        };
        assert_eq!(
            refused("\"from\": 0 }", "\"from\": 1 }"),
            "inventory.volume_bands.not_from_zero"
        );
        assert_eq!(
            refused("\"from\": 100 }", "\"from\": 10 }"),
            "inventory.volume_bands.not_ascending"
        );
        assert_eq!(
            refused("\"10_to_99\"", "\"none\""),
            "inventory.volume_bands.duplicate"
        );
        assert_eq!(
            refused("tosei-volume-bands\",\n", "else\",\n"),
            "inventory.volume_bands.format"
        );
    }

    #[test]
    fn borders_belong_to_the_upper_band() {
        let bands = VolumeBands::standard();
        for (count, position) in [
            (0, 0),
            (1, 1),
            (9, 1),
            (10, 2),
            (99, 2),
            (100, 3),
            (999, 3),
            (1_000, 4),
            (9_999, 4),
            (10_000, 5),
            (tosei_types::MAX_COUNT, 5),
        ] {
            let cases = CaseCount::try_new(count).unwrap();
            assert_eq!(bands.band_of(cases).get(), position, "{count}");
        }
    }
}
