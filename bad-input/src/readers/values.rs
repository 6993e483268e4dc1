//! Values with one text form, and cells that hold them.

use super::{Named, Outcome, text};
use tosei_document::CellAddress;
use tosei_types::{
    Citation, CorporateNumber, Date, FiscalYear, LocalGovernmentCode, ProcedureId,
    deadline::ArrivalTimestamp, read_citation_cell, read_processing_period, wareki,
};

pub(super) const READERS: &[Named] = &[
    ("date", |bytes| {
        Outcome::value(&text(bytes).parse::<Date>(), |error| error.code())
    }),
    ("fiscal_year", |bytes| {
        Outcome::value(&text(bytes).parse::<FiscalYear>(), |error| error.code())
    }),
    ("corporate_number", |bytes| {
        Outcome::value(&text(bytes).parse::<CorporateNumber>(), |error| {
            error.code()
        })
    }),
    ("local_government_code", |bytes| {
        Outcome::value(&text(bytes).parse::<LocalGovernmentCode>(), |error| {
            error.code()
        })
    }),
    ("citation", |bytes| {
        Outcome::value(&text(bytes).parse::<Citation>(), |error| error.code())
    }),
    ("procedure_id", |bytes| {
        Outcome::value(&text(bytes).parse::<ProcedureId>(), |error| error.code())
    }),
    ("arrival_timestamp", |bytes| {
        Outcome::value(&text(bytes).parse::<ArrivalTimestamp>(), |error| {
            error.code()
        })
    }),
    ("cell_address", |bytes| {
        Outcome::value(&text(bytes).parse::<CellAddress>(), |error| error.code())
    }),
    ("wareki_strict", |bytes| {
        Outcome::value(&wareki::parse_strict(&text(bytes)), |error| error.code())
    }),
    ("wareki_cell", |bytes| {
        Outcome::value(&wareki::read_cell(&text(bytes)), |error| error.code())
    }),
    ("citation_cell", |bytes| {
        let unread = read_citation_cell(&text(bytes));
        let findings = unread
            .unread()
            .iter()
            .map(|part| {
                (
                    part.reason().code().to_owned(),
                    part.byte_offset().to_string(),
                )
            })
            .collect();
        Outcome {
            refused: None,
            findings,
        }
    }),
    ("period_cell", |bytes| {
        match read_processing_period(&text(bytes)) {
            Some(_) => Outcome::default(),
            None => Outcome::refused("blank", "the cell is blank"),
        }
    }),
];
