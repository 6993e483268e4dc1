//! Citations, and the survey's column of them.

use serde::{Deserialize, Serialize};
use std::{
    collections::{BTreeMap, BTreeSet},
    path::Path,
};
use tosei_conformance::Runner;
use tosei_types::{
    Citation, CitationEntry, CitationList, CitedPlace, Division, PercentDigits, Percentage,
    ProvisionNumber, read_citation_cell, tally_citation_cells,
};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct TextInput {
    text: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct OrderInput {
    texts: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct CoversInput {
    outer: String,
    inner: String,
}

#[derive(Serialize)]
struct CitationOutput {
    canonical: String,
    statute: String,
    law: Option<String>,
    division: &'static str,
    article: Option<Vec<u16>>,
    paragraph: Option<Vec<u16>>,
    item: Option<Vec<u16>>,
    subitems: Vec<String>,
    sentence: Option<&'static str>,
}

#[derive(Serialize)]
struct EntryOutput {
    #[serde(flatten)]
    places: BTreeMap<&'static str, String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    applied_by: Option<String>,
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    others: bool,
}

#[derive(Serialize)]
struct UnreadOutput {
    text: String,
    byte_offset: usize,
    code: &'static str,
}

#[derive(Serialize)]
struct CellOutput {
    entries: Vec<EntryOutput>,
    unread: Vec<UnreadOutput>,
}

fn read(text: &str) -> Result<Citation, String> {
    text.parse()
        .map_err(|error: tosei_types::CitationError| error.code().to_owned())
}

fn numbers(number: Option<ProvisionNumber>) -> Option<Vec<u16>> {
    number.map(|number| number.parts().collect())
}

fn citation(input: TextInput) -> Result<CitationOutput, String> {
    let citation = read(&input.text)?;
    Ok(CitationOutput {
        canonical: citation.to_string(),
        statute: citation.statute_style().to_string(),
        law: citation.law().map(ToString::to_string),
        division: match citation.division() {
            Division::Main => "main",
            Division::Supplementary { .. } => "supplementary",
            _ => "schedule",
        },
        article: numbers(citation.article()),
        paragraph: numbers(citation.paragraph()),
        item: numbers(citation.item()),
        subitems: citation
            .subitems()
            .iter()
            .map(ToString::to_string)
            .collect(),
        sentence: citation.sentence().map(tosei_types::SentencePart::code),
    })
}

fn entry(entry: &CitationEntry) -> EntryOutput {
    let places = match entry.place() {
        CitedPlace::One(place) => BTreeMap::from([("place", place.to_string())]),
        CitedPlace::Range { from, to } => {
            BTreeMap::from([("from", from.to_string()), ("to", to.to_string())])
        }
    };
    EntryOutput {
        places,
        applied_by: entry.applied_by().map(ToString::to_string),
        others: entry.has_others(),
    }
}

fn cell(text: &str) -> CellOutput {
    let reading = read_citation_cell(text);
    CellOutput {
        entries: reading
            .entries()
            .iter()
            .map(|read| entry(read.entry()))
            .collect(),
        unread: reading
            .unread()
            .iter()
            .map(|unread| UnreadOutput {
                text: unread.text().to_owned(),
                byte_offset: unread.byte_offset(),
                code: unread.reason().code(),
            })
            .collect(),
    }
}

pub(crate) fn operations(runner: Runner) -> Runner {
    runner
        .on("citation", citation)
        .on("citation_order", |input: OrderInput| {
            let mut citations = input
                .texts
                .iter()
                .map(|text| read(text))
                .collect::<Result<Vec<_>, _>>()?;
            citations.sort();
            Ok(citations
                .iter()
                .map(ToString::to_string)
                .collect::<Vec<_>>())
        })
        .on("citation_covers", |input: CoversInput| {
            Ok(read(&input.outer)?.covers(&read(&input.inner)?))
        })
        .on("citation_cell", |input: TextInput| Ok(cell(&input.text)))
}

/// The 根拠条項号 column of the survey.
fn survey_column(data: &Path) -> Vec<String> {
    let mut reader =
        csv::Reader::from_path(data.join("procedures_survey/procedures_r6.csv")).unwrap();
    let column = reader
        .headers()
        .unwrap()
        .iter()
        .position(|header| header.trim_start_matches('\u{feff}') == "根拠条項号")
        .unwrap();
    reader
        .records()
        .map(|record| record.unwrap()[column].to_owned())
        .collect()
}

#[test]
fn the_survey_column_is_read() {
    let Some(data) = std::env::var_os("TOSEI_DATA") else {
        println!("skipped: the survey's 根拠条項号 (TOSEI_DATA is not set)");
        return;
    };
    let cells = survey_column(Path::new(&data));
    let tally = tally_citation_cells(cells.iter().map(String::as_str));
    for failure in &tally.failures {
        let unread: Vec<_> = failure
            .unread()
            .iter()
            .map(|unread| (unread.byte_offset(), unread.text(), unread.reason().code()))
            .collect();
        println!(
            "row {}: {:?} unread {unread:?}",
            failure.index, failure.text
        );
    }
    let share = |count| Percentage::of(count, tally.non_blank(), PercentDigits::Two).unwrap();
    println!(
        "根拠条項号: {} cells, {} blank; of the others {} read ({} %), {} partly ({} %), {} not ({} %)",
        cells.len(),
        tally.blank,
        tally.complete,
        share(tally.complete),
        tally.partial,
        share(tally.partial),
        tally.unread,
        share(tally.unread),
    );
    assert_eq!(cells.len(), 75_071);
    assert_eq!(tally.blank, 14);
    // Measured: 74,962 of 75,057 completely (99.87 %), 52 partly, 43 not at all.
    assert!(tally.complete >= 74_900, "{}", tally.complete);
    assert!(tally.unread <= 50, "{}", tally.unread);
    assert_eq!(
        tally.failures.len() as u64,
        tally.partial + tally.unread,
        "every failure is listed"
    );
}

#[test]
fn the_survey_cells_keep_their_meaning_in_both_styles() {
    let Some(data) = std::env::var_os("TOSEI_DATA") else {
        println!("skipped: the survey's 根拠条項号 in both styles (TOSEI_DATA is not set)");
        return;
    };
    let cells: BTreeSet<String> = survey_column(Path::new(&data)).into_iter().collect();
    for text in cells {
        if let Some(list) = read_citation_cell(&text).list() {
            let canonical = list.to_string();
            assert_eq!(
                canonical.parse::<CitationList>().as_ref(),
                Ok(&list),
                "{text}"
            );
            let statute = list.statute_style().to_string();
            assert_eq!(
                statute.parse::<CitationList>().as_ref(),
                Ok(&list),
                "{text}"
            );
        }
    }
}
