//! Laws of reviews.

use proptest::prelude::*;
use tosei_document::{Collector, Limits};
use tosei_qos_model::{
    REVIEWS_FORMAT, ReviewDocument, ReviewOptions, ReviewReading, ReviewState, SuspectedDays,
    proptest::reviews, rules, summarise_reviews,
};
use tosei_types::ProcedureId;

fn options() -> ReviewOptions {
    ReviewOptions::between("2024-04-01".parse().unwrap(), "2027-03-31".parse().unwrap())
        .with_minimum_answers(3)
}

fn one() -> ProcedureId {
    "P-1".parse().unwrap()
}

fn document(reviews: &[tosei_qos_model::Review]) -> ReviewDocument {
    ReviewDocument {
        schema: None,
        format: REVIEWS_FORMAT.into(),
        format_version: 1,
        reviews: reviews.to_vec(),
    }
}

proptest! {
    /// Law: the order of reviews does not matter.
    #[test]
    fn order_does_not_matter(reviews in prop::collection::vec(reviews(), 0..40)) {
        let there = summarise_reviews(&one(), &reviews, &options());
        let back = summarise_reviews(&one(), reviews.iter().rev(), &options());
        prop_assert_eq!(there, back);
    }

    /// Law: below the minimum nothing is said; leaving suspected days out never adds answers.
    #[test]
    fn too_few_say_nothing(reviews in prop::collection::vec(reviews(), 0..40)) {
        let summary = summarise_reviews(&one(), &reviews, &options());
        let enough = summary.ratings.total() >= 3;
        prop_assert_eq!(enough, summary.state == ReviewState::Enough);
        prop_assert_eq!(enough, summary.mean_if_enough().is_some());
        let strict = ReviewOptions { suspected_days: SuspectedDays::LeftOut, ..options() };
        let without = summarise_reviews(&one(), &reviews, &strict);
        prop_assert!(without.ratings.total() <= summary.ratings.total());
        prop_assert!(summary.texts <= summary.ratings.total());
    }

    /// Law: reviews survive the wire and the reader; published, no free text is left.
    #[test]
    fn published_reviews_have_no_text(reviews in prop::collection::vec(reviews(), 0..12)) {
        let document = document(&reviews);
        let json = serde_json::to_string(&document).unwrap();
        let mut findings = Collector::new(rules());
        let read = ReviewReading::read(json.as_bytes(), &Limits::default(), rules(), &mut findings);
        let read: Vec<_> = read.unwrap().reviews.into_iter().map(|(_, review)| review).collect();
        prop_assert!(findings.into_report().is_clean());
        prop_assert_eq!(&read, &reviews);
        let value = serde_json::to_value(&document).unwrap();
        let published = tosei_qos_model::publication_marks().publish(&value).unwrap();
        for review in published.document["reviews"].as_array().unwrap() {
            prop_assert!(review.get("text").is_none());
        }
        let texts = reviews.iter().filter(|review| review.text.is_some()).count();
        let withheld = published.withheld.iter().find(|one| one.path == "/reviews/*/text");
        prop_assert_eq!(withheld.map_or(0, |one| one.count), u64::try_from(texts).unwrap());
    }
}
