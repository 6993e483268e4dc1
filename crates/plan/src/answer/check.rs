//! The rules about figures that are answered for.

use super::figure::AnswerFigures;
use tosei_document::{Catalogue, Mark, PlaceRef, Sink};

/// Checks figures: more counted than there is, two values of one day, a source that nobody named, an id
/// that stands twice.
///
/// The catalogue is [`governance::rules`](crate::governance::rules).
pub fn check_answer_figures(figures: &AnswerFigures, catalogue: &Catalogue, sink: &mut dyn Sink) {
    let mut report = |code: &str, place: &str, subject: &str| {
        if let Some(rule) = catalogue.index(code) {
            sink.accept(Mark {
                rule,
                place: PlaceRef::Pointer(place),
                subject: Some(subject),
                values: &[],
            });
        }
    };
    for (at, figure) in figures.figures.iter().enumerate() {
        let id = figure.id.as_str();
        let place = format!("/figures/{at}");
        if figures
            .figures
            .iter()
            .take(at)
            .any(|other| other.id == figure.id)
        {
            report("plan.answer.figure_twice", &place, id);
        }
        for (number, one) in figure.observations.iter().enumerate() {
            let place = format!("{place}/observations/{number}");
            if one
                .parts
                .is_some_and(|parts| parts.numerator > parts.denominator)
            {
                report("plan.answer.more_than_all", &place, id);
            }
            let mut before = figure.observations.iter().take(number);
            if before.any(|other| other.as_of == one.as_of) {
                report("plan.answer.day_twice", &place, id);
            }
            if one.source.ja.trim().is_empty() {
                report("plan.answer.source_blank", &place, id);
            }
        }
    }
}
