//! Law texts, worksheets of the review.

use super::{Named, Outcome, limits};
use tosei_analog_regs::{
    law::{LawDocument, LawTextError, law_rules},
    worksheet::read_worksheet,
};
use tosei_document::Collector;
use tosei_table::{ReadOptions, Workbook};

fn told(read: Result<LawDocument, LawTextError>) -> Outcome {
    match read {
        Ok(law) => {
            let mut sink = Collector::new(law_rules());
            law.report(&mut sink);
            Outcome::from(&sink.into_report())
        }
        Err(error) => Outcome::explained(&error),
    }
}

pub(super) const READERS: &[Named] = &[
    ("law", |bytes| told(LawDocument::read(bytes, &limits()))),
    ("law_xml", |bytes| {
        told(LawDocument::read_xml(bytes, &limits()))
    }),
    ("law_html", |bytes| {
        told(LawDocument::read_html(bytes, &limits()))
    }),
    ("law_text", |bytes| {
        told(LawDocument::read_text(bytes, &limits()))
    }),
    ("worksheet", |bytes| {
        let book = match Workbook::read(bytes, &ReadOptions::default()) {
            Ok(book) => book,
            Err(error) => return Outcome::explained(&error),
        };
        match read_worksheet(&book) {
            Ok(read) => Outcome::from(&read.report),
            Err(error) => Outcome::refused("worksheet", &error.to_string()),
        }
    }),
];
