//! Citations, and the survey's column of them.

use tosei_conformance::Runner;

pub(crate) fn operations(runner: Runner) -> Runner {
    runner
}

/// The 根拠条項号 column of the survey.
fn survey_column(path: &std::path::Path) -> Vec<String> {
    let mut reader =
        csv::Reader::from_path(path.join("procedures_survey/procedures_r6.csv")).unwrap();
    let column = reader
        .headers()
        .unwrap()
        .iter()
        .position(|header| header.trim_start_matches('\u{feff}') == "根拠条項号")
        .expect("the column 根拠条項号");
    reader
        .records()
        .map(|record| record.unwrap()[column].to_owned())
        .collect()
}

#[test]
fn the_survey_column_is_read() {
    let Some(data) = std::env::var_os("TOSEI_DATA") else {
        println!("skipped: the survey's citations (TOSEI_DATA is not set)");
        return;
    };
    let cells = survey_column(std::path::Path::new(&data));
    let tally = tosei_types::tally_citation_cells(cells.iter().map(String::as_str));
    for f in &tally.failures {
        println!(
            "{}\t{}\t{:?}\t{:?}",
            f.index,
            f.text,
            f.reading
                .entries()
                .iter()
                .map(|e| e.entry().to_string())
                .collect::<Vec<_>>(),
            f.unread()
                .iter()
                .map(|u| (u.text(), u.byte_offset(), u.reason().code()))
                .collect::<Vec<_>>()
        );
    }
    let mut seen = std::collections::BTreeSet::new();
    for c in &cells {
        if seen.insert(c.clone()) {
            if let Some(l) = tosei_types::read_citation_cell(c).list() {
                if l.to_string() != *c {
                    println!("OK\t{c}\t{l}\t{}", l.statute_style());
                }
                assert_eq!(
                    l.to_string().parse::<tosei_types::CitationList>().unwrap(),
                    l
                );
                assert_eq!(
                    l.statute_style()
                        .to_string()
                        .parse::<tosei_types::CitationList>()
                        .unwrap(),
                    l
                );
            }
        }
    }
    println!(
        "{} blank {} complete {} partial {} unread",
        tally.blank, tally.complete, tally.partial, tally.unread
    );
}
