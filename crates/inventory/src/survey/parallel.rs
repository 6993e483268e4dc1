//! The same pass with all cores (feature `rayon`).

use super::{
    SurveyAnalysis, SurveyError, SurveyJob,
    analyse::Worker,
    check::RowPrint,
    source::{HeadedCsv, RowSource},
};
use rayon::prelude::*;
use std::io::Read;
use tosei_document::Collector;
use tosei_table::CsvRow;

/// How many rows a thread takes at a time.
const BATCH_ROWS: usize = 4096;

/// Rows copied out of the reader, one behind the other.
#[derive(Debug, Default)]
struct Batch {
    bytes: Vec<u8>,
    ends: Vec<usize>,
    rows: Vec<BatchRow>,
}

#[derive(Debug, Clone, Copy)]
struct BatchRow {
    bytes: usize,
    ends: usize,
    number: u32,
}

impl Batch {
    fn clear(&mut self) {
        self.bytes.clear();
        self.ends.clear();
        self.rows.clear();
    }

    fn push(&mut self, row: &CsvRow<'_>) {
        let number = row.number();
        self.rows.push(BatchRow {
            bytes: self.bytes.len(),
            ends: self.ends.len(),
            number,
        });
        self.bytes.extend_from_slice(row.as_slice());
        self.ends.extend_from_slice(row.ends());
    }

    fn iter(&self) -> impl Iterator<Item = CsvRow<'_>> {
        self.rows.iter().enumerate().map(|(index, row)| {
            let next = self.rows.get(index.saturating_add(1));
            let bytes_end = next.map_or(self.bytes.len(), |next| next.bytes);
            let ends_end = next.map_or(self.ends.len(), |next| next.ends);
            CsvRow::from_parts(
                self.bytes.get(row.bytes..bytes_end).unwrap_or_default(),
                self.ends.get(row.ends..ends_end).unwrap_or_default(),
                row.number,
            )
        })
    }
}

/// One thread's work of one round.
struct Share<'j, 'c> {
    worker: Worker<'j>,
    batch: Batch,
    findings: Collector<'c>,
    prints: Vec<(RowPrint, usize)>,
    ids: String,
}

impl Share<'_, '_> {
    fn work(&mut self) {
        self.prints.clear();
        self.ids.clear();
        let (prints, ids) = (&mut self.prints, &mut self.ids);
        for row in self.batch.iter() {
            self.worker.row(row, &mut self.findings, |row, _| {
                ids.push_str(row.id());
                prints.push((RowPrint::of(row), ids.len()));
            });
        }
    }
}

impl SurveyJob<'_> {
    /// Reads the file once, with all cores; the same result as [`run`](Self::run).
    ///
    /// The rows are read by one thread and handed out in batches; findings about repeated rows,
    /// which need the order of the file, are made between two rounds. Where a report keeps only the
    /// first findings of a rule, they are the first of the file here, too.
    ///
    /// # Errors
    ///
    /// As [`run`](Self::run).
    pub fn run_parallel<R: Read>(
        &self,
        input: R,
        findings: &mut Collector<'_>,
    ) -> Result<SurveyAnalysis, SurveyError> {
        let header_rows = self.header_rows();
        let (mut rows, layout) =
            HeadedCsv::open(input, self.edition, self.kinds, header_rows, &self.limits)?;
        let first = Worker::new(self, layout)?;
        let mut identity = first.check.identity(&first.typist.layout);
        first.check.header(&first.typist.layout, findings);
        let mut shares: Vec<Share<'_, '_>> = (0..rayon::current_num_threads().max(1))
            .map(|_| Share {
                worker: first.clone(),
                batch: Batch::default(),
                findings: findings.fresh(),
                prints: Vec::new(),
                ids: String::new(),
            })
            .collect();
        let blank = first.results;
        let mut whole = blank.clone();
        let mut more = true;
        while more {
            for share in &mut shares {
                share.batch.clear();
                while more && share.batch.rows.len() < BATCH_ROWS {
                    match rows.next_row()? {
                        Some(row) => share.batch.push(&row),
                        None => more = false,
                    }
                }
            }
            shares.par_iter_mut().for_each(Share::work);
            for share in &mut shares {
                let empty = share.findings.fresh();
                findings.merge(std::mem::replace(&mut share.findings, empty));
                let mut start = 0;
                for (print, end) in &share.prints {
                    let id = share.ids.get(start..*end).unwrap_or_default();
                    identity.take(*print, id, findings);
                    start = *end;
                }
                whole.merge(std::mem::replace(&mut share.worker.results, blank.clone()))?;
            }
        }
        identity.finish(findings);
        if let Some(share) = shares.first() {
            let check = &share.worker.check;
            if let Some(cell) = rows.unclosed_quote() {
                check.unclosed_quote(cell, findings);
            }
            if rows.stopped_at_limit() {
                check.stopped(self.limits.items, findings);
            }
        }
        Ok(whole.finish())
    }
}
