//! Documents of reviews: read with findings, checked.

use super::{PersonalData, Review, ReviewOptions, ReviewSummary, summarise_reviews};
use crate::{PrincipleStanding, check::Findings};
use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;
use std::collections::{BTreeMap, BTreeSet};
use tosei_criteria::{Assessment, LevelNumber};
use tosei_document::{Catalogue, JsonReader, Limits, RawItem, Sink};
use tosei_types::{AxisId, Date, MeanDigits, ProcedureId, RatingPoint, Ratings};

/// The `format` of a document of reviews.
pub const REVIEWS_FORMAT: &str = "tosei-procedure-reviews";

/// The format version that this crate reads and writes.
pub const REVIEWS_FORMAT_VERSION: u32 = 1;

/// レビュー一覧 (document of reviews).
///
/// # Wire form
///
/// `{"format": "tosei-procedure-reviews", "format_version": 1, "reviews": [...]}`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct ReviewDocument {
    /// Where the schema of this file stands.
    #[serde(rename = "$schema", default, skip_serializing_if = "Option::is_none")]
    pub schema: Option<String>,
    /// Always `tosei-procedure-reviews`.
    #[cfg_attr(feature = "schemars", schemars(extend("const" = "tosei-procedure-reviews")))]
    pub format: String,
    /// Version of the format; 1.
    #[cfg_attr(feature = "schemars", schemars(extend("const" = 1)))]
    pub format_version: u32,
    /// The reviews.
    pub reviews: Vec<Review>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Shell<'a> {
    #[serde(rename = "$schema", default)]
    _schema: Option<String>,
    format: String,
    format_version: u32,
    #[serde(borrow)]
    reviews: Vec<&'a RawValue>,
}

/// 読取結果 (reading): the reviews of a file that could be typed, and what could not.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
#[non_exhaustive]
pub struct ReviewReading {
    /// The reviews, each with its position in the list of the file.
    pub reviews: Vec<(usize, Review)>,
    /// What could not be typed, as it was written.
    pub raw: Vec<RawItem>,
}

impl ReviewReading {
    /// Reads a document of reviews and reports every defect of form; `None` if it is none.
    pub fn read(
        bytes: &[u8],
        limits: &Limits,
        catalogue: &Catalogue,
        sink: &mut dyn Sink,
    ) -> Option<Self> {
        let mut reader = JsonReader::open(bytes, limits, catalogue, sink)?;
        let shell: Shell<'_> = reader.shell()?;
        if !reader.expect_format(
            (REVIEWS_FORMAT, REVIEWS_FORMAT_VERSION),
            (&shell.format, shell.format_version),
        ) {
            return None;
        }
        let reviews = reader.items("/reviews", &shell.reviews);
        Some(Self {
            reviews,
            raw: reader.into_raw(),
        })
    }

    /// The summaries of every procedure that has reviews, by id.
    #[must_use]
    pub fn summaries(&self, options: &ReviewOptions) -> BTreeMap<ProcedureId, ReviewSummary> {
        let mut of_procedure: BTreeMap<&ProcedureId, Vec<&Review>> = BTreeMap::new();
        for (_, review) in &self.reviews {
            of_procedure
                .entry(&review.procedure)
                .or_default()
                .push(review);
        }
        of_procedure
            .into_iter()
            .map(|(id, reviews)| (id.clone(), summarise_reviews(id, reviews, options)))
            .collect()
    }

    /// Checks the reviews as of a day: repeated ids, days to come, texts with personal data, bursts.
    pub fn check(
        &self,
        options: &ReviewOptions,
        as_of: Date,
        catalogue: &Catalogue,
        sink: &mut dyn Sink,
    ) {
        let mut findings = Findings::new(catalogue, sink);
        let mut seen = BTreeSet::new();
        for (at, review) in &self.reviews {
            let subject = review.procedure.as_str();
            let mut say = |rule: &str, key: &str, value: &str| {
                let pointer = format!("/reviews/{at}/{key}");
                findings.report(rule, &pointer, Some(subject), &[("value", value.into())]);
            };
            if review.id.trim().is_empty() {
                say("qos.review.blank_id", "id", "");
            } else if !seen.insert(review.id.as_str()) {
                say("qos.review.duplicate_id", "id", &review.id);
            }
            if review.answered_on > as_of {
                say(
                    "qos.review.day_to_come",
                    "answered_on",
                    &review.answered_on.to_string(),
                );
            }
            let has_text = review
                .text
                .as_deref()
                .is_some_and(|text| !text.trim().is_empty());
            match review.personal_data {
                PersonalData::Contains if has_text => {
                    say("qos.review.personal_data", "text", &review.id);
                }
                PersonalData::Unchecked if has_text => {
                    say("qos.review.text_not_checked", "text", &review.id);
                }
                _ => {}
            }
        }
        for (procedure, summary) in self.summaries(options) {
            for burst in &summary.suspected {
                findings.report(
                    "qos.review.burst",
                    "/reviews",
                    Some(procedure.as_str()),
                    &[
                        ("day", burst.day.to_string().as_str().into()),
                        ("answers", burst.ratings.total().into()),
                    ],
                );
            }
        }
    }

    /// Reports the levels that are reached while users disagree with their state: a mean below 3 of at
    /// least as many answers as the options ask for.
    pub fn check_agreement(
        &self,
        assessments: &[Assessment],
        options: &ReviewOptions,
        catalogue: &Catalogue,
        sink: &mut dyn Sink,
    ) {
        let mut findings = Findings::new(catalogue, sink);
        let mut asked: BTreeMap<(&ProcedureId, &AxisId, LevelNumber), Vec<RatingPoint>> =
            BTreeMap::new();
        for (_, review) in &self.reviews {
            if options.from <= review.answered_on && review.answered_on <= options.until {
                for answer in &review.state_answers {
                    let key = (&review.procedure, &answer.principle, answer.level);
                    asked.entry(key).or_default().push(answer.points);
                }
            }
        }
        for ((procedure, principle, level), points) in asked {
            let ratings = Ratings::tally(points).unwrap_or_default();
            let Some(mean) = ratings.mean() else {
                continue;
            };
            let enough = ratings.total() >= u64::from(options.minimum_answers);
            let disagree = mean.points() < mean.answers().saturating_mul(3);
            let mut known = assessments.iter();
            let reached = known
                .find(|one| one.subject.as_str() == procedure.as_str())
                .and_then(|one| PrincipleStanding::of(one, principle).floor)
                .is_some_and(|floor| floor >= level);
            if enough && disagree && reached {
                let shown = mean.shown(MeanDigits::Two).to_string();
                let values = [
                    ("principle", principle.as_str().into()),
                    ("level", u64::from(level.get()).into()),
                    ("mean", shown.as_str().into()),
                    ("answers", ratings.total().into()),
                ];
                let subject = Some(procedure.as_str());
                findings.report("qos.review.users_disagree", "/reviews", subject, &values);
            }
        }
    }
}
