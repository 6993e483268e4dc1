//! Any text in a cell: dates by era, fiscal years, processing periods, citations, numbers, signs.
//!
//! Laws: no panic; what a strict reader accepts, a lenient one reads the same; a citation's own text reads
//! as itself.

use tosei_analog_regs::{PhaseStep, worksheet::read_due};
use tosei_inventory::office_table::{read_cases, read_date, read_sign};
use tosei_table::{
    DateSystem, comparison_key, header_key,
    layout::{read_ditto, read_stated_number, read_symbol, read_total_label},
};
use tosei_types::{
    Citation, CitationList, CorporateNumber, Date, FiscalYear, LocalGovernmentCode,
    read_citation_cell, read_processing_period, wareki,
};

/// Holds the laws for these bytes.
pub fn run(bytes: &[u8]) {
    let text = crate::text(bytes);
    if let Ok(citation) = text.parse::<Citation>() {
        let regular = citation.to_string();
        assert_eq!(regular.parse::<Citation>().ok(), Some(citation));
    }
    if let Ok(list) = text.parse::<CitationList>() {
        let regular = list.to_string();
        assert_eq!(regular.parse::<CitationList>().ok(), Some(list));
    }
    eras(text);
    if let Ok(code) = text.parse::<LocalGovernmentCode>() {
        assert_eq!(LocalGovernmentCode::read_written(text).ok(), Some(code));
    }
    if let Ok(number) = text.parse::<CorporateNumber>() {
        assert_eq!(CorporateNumber::read_written(text).ok(), Some(number));
    }
    let citations = read_citation_cell(text);
    for unread in citations.unread() {
        assert!(unread.byte_offset() <= text.len(), "outside of the cell");
    }
    assert_eq!(
        read_processing_period(text).is_none(),
        blank(text),
        "{text:?}"
    );
    let _ = (read_cases(text), read_date(text, DateSystem::From1900));
    let _ = (
        read_sign::<u8>(text, &[]),
        read_due(text),
        PhaseStep::read_cell(text),
    );
    let _ = (
        read_ditto(text),
        read_stated_number(text),
        read_symbol(text),
    );
    let _ = read_total_label(text);
    let key = comparison_key(text);
    assert_eq!(comparison_key(&key), key, "a key is its own key");
    let key = header_key(text);
    assert_eq!(header_key(&key), key, "a key is its own key");
}

fn blank(text: &str) -> bool {
    text.chars().all(char::is_whitespace)
}

fn eras(text: &str) {
    let _ = wareki::read_cell(text);
    if let Ok(date) = wareki::parse_strict(text) {
        let lenient = wareki::parse_document(text).map(|reading| reading.value);
        assert_eq!(lenient.ok(), Some(date), "strict and lenient agree");
    }
    if let Ok(date) = wareki::read_cell_strict(text) {
        let lenient = wareki::read_cell(text).map(|reading| reading.value);
        assert_eq!(lenient.ok(), Some(date), "strict and lenient agree");
    }
    if let Ok(date) = text.parse::<Date>() {
        assert_eq!(date.to_string(), text);
    }
    if let Ok(year) = FiscalYear::parse_strict(text) {
        let lenient = FiscalYear::parse_document(text).map(|reading| reading.fiscal_year);
        assert_eq!(lenient.ok(), Some(year), "strict and lenient agree");
    }
}
