//! Any text in a cell: dates by era, fiscal years, processing periods, citations, codes.
//!
//! Laws: no panic; what a strict reader accepts, its value writes the same; a citation's own text
//! reads as itself.
#![no_main]

use libfuzzer_sys::fuzz_target;
use tosei_types::{
    Citation, CorporateNumber, Date, FiscalYear, LocalGovernmentCode, read_citation_cell,
    read_processing_period, wareki,
};

fuzz_target!(|text: &str| {
    if let Ok(date) = text.parse::<Date>() {
        assert_eq!(date.to_string(), text);
    }
    if let Ok(year) = text.parse::<FiscalYear>() {
        assert_eq!(year.to_string(), text);
    }
    if let Ok(code) = text.parse::<LocalGovernmentCode>() {
        assert_eq!(code.to_string(), text);
    }
    if let Ok(number) = text.parse::<CorporateNumber>() {
        assert_eq!(number.to_string(), text);
    }
    if let Ok(citation) = text.parse::<Citation>() {
        let regular = citation.to_string();
        assert_eq!(regular.parse::<Citation>().ok(), Some(citation));
    }
    let _ = wareki::read_cell(text);
    let _ = wareki::parse_document(text);
    if let Ok(date) = wareki::parse_strict(text)
        && let Ok(reading) = wareki::parse_document(text)
    {
        assert_eq!(reading.value, date, "strict and lenient agree");
    }
    let _ = read_citation_cell(text);
    let _ = read_processing_period(text);
});
