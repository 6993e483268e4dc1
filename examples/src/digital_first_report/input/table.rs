//! The two tables: the State's survey, and an inventory of one's own as CSV.

use super::{
    Content, Found, Input, Reader, compiled_priorities, form::as_csv, json::Typed, members, open,
};
use crate::digital_first_report::{Attachment, AttachmentFailure, Failure, report::SourceKind};
use std::{collections::HashMap, io::Read};
use tosei::evidence::{EvidenceJob, EvidenceOptions, SurveyEvidenceTaker};
use tosei_document::{Collector, Limits};
use tosei_inventory::{
    Body, CompiledPriorities, Inventory, document,
    survey::{
        SurveyAnalysis, SurveyCheck, SurveyEdition, SurveyError, SurveyItem, SurveyJob,
        SurveyReader,
    },
};
use tosei_qos_model::tokyo_2024;
use tosei_table::{SheetVisibility, Workbook};

/// What stands for the name of a body that nobody stated.
pub(super) const NO_BODY: &str = "（団体名の記載なし）";

impl Reader<'_> {
    /// The State's survey as CSV.
    pub(super) fn survey(
        &self,
        input: impl Read,
        edition: &'static SurveyEdition,
    ) -> Result<Input, Failure> {
        self.surveyed(
            edition,
            |job, findings, taker| {
                let Some(taker) = taker else {
                    return job.run(input, findings);
                };
                job.run_with(input, findings, |row| {
                    taker.take(row);
                })
            },
            |analysis| {
                self.path.map_or_else(HashMap::new, |path| {
                    members::look(path, analysis, edition, &self.limits)
                })
            },
        )
    }

    /// The State's survey in a workbook.
    pub(super) fn survey_book(
        &self,
        book: &Workbook,
        edition: &'static SurveyEdition,
    ) -> Result<Input, Failure> {
        self.surveyed(
            edition,
            |job, findings, taker| {
                // A workbook is read by columns: its rows are gone through once more.
                if let Some(taker) = taker {
                    let visible = book
                        .sheets()
                        .iter()
                        .filter(|sheet| sheet.visibility() == SheetVisibility::Visible);
                    for sheet in visible {
                        let text = as_csv(sheet, u32::MAX);
                        take_rows(text.as_bytes(), edition, &self.limits, taker);
                    }
                }
                job.run_workbook(book, findings)
            },
            |analysis| {
                let visible = book
                    .sheets()
                    .iter()
                    .filter(|sheet| sheet.visibility() == SheetVisibility::Visible);
                let mut tables = visible.map(|sheet| as_csv(sheet, u32::MAX));
                tables
                    .find_map(|text| {
                        members::look_in(text.as_bytes(), analysis, edition, &self.limits)
                    })
                    .unwrap_or_default()
            },
        )
    }

    fn surveyed(
        &self,
        edition: &'static SurveyEdition,
        run: impl FnOnce(
            &SurveyJob<'_>,
            &mut Collector<'static>,
            Option<&mut SurveyEvidenceTaker<'_>>,
        ) -> Result<SurveyAnalysis, SurveyError>,
        look: impl FnOnce(&SurveyAnalysis) -> HashMap<(String, String), members::SurveyMember>,
    ) -> Result<Input, Failure> {
        let catalogue = SurveyCheck::catalogue();
        let mut findings = self.collector(catalogue);
        if !self.asked.exemptions.is_empty() {
            let Some(day) = self.asked.as_of.or_else(|| status_date(edition)) else {
                return Err(AttachmentFailure::NoDate {
                    file: self.file(),
                    what: Attachment::Exemptions,
                }
                .into());
            };
            self.asked.exempt(&mut findings, day, true);
        }
        let priorities: CompiledPriorities = compiled_priorities()?;
        let job = SurveyJob::new()
            .with_edition(edition)
            .with_limits(self.limits)
            .with_priorities(&priorities);
        let broken = |_| Failure::Embedded {
            what: "evidence mapping",
        };
        let standard = tokyo_2024().compile().map_err(|_| Failure::Embedded {
            what: "quality standard",
        })?;
        let options = EvidenceOptions::default();
        let evidence_job = EvidenceJob::new(&standard, &options)
            .with_edition(edition)
            .with_limits(self.limits);
        let taker = self.asked.evidence.then(|| evidence_job.taker());
        let mut taker = taker.transpose().map_err(broken)?;
        let analysis =
            run(&job, &mut findings, taker.as_mut()).map_err(|source| Failure::Survey {
                file: self.file(),
                source,
            })?;
        let members = look(&analysis);
        Ok(Input {
            file_name: self.file_name.clone(),
            named: self.named.clone(),
            kind: SourceKind::Survey,
            as_of: self.asked.as_of.or_else(|| status_date(edition)),
            content: Content::Survey {
                evidence: taker.map(|taker| Box::new(taker.finish())),
                analysis: Box::new(analysis),
                members,
                edition,
            },
            findings: vec![Found::new(findings, catalogue)],
        })
    }

    /// An inventory as CSV.
    pub(super) fn csv(&self, input: impl Read) -> Result<Typed, Failure> {
        let frame = self.frame()?;
        let catalogue = document::rules();
        let mut findings = self.collector(catalogue);
        let reading = document::read_csv(input, &frame, &self.limits, catalogue, &mut findings)
            .map_err(|error| self.table(error))?;
        Ok(Typed {
            kind: SourceKind::InventoryCsv,
            reading,
            findings,
        })
    }

    /// What a CSV inventory leaves out: from a document, or no more than a date.
    fn frame(&self) -> Result<Inventory, Failure> {
        let Some(path) = self.asked.frame else {
            let Some(date) = self.asked.as_of else {
                return Err(Failure::NoStatusDate { file: self.file() });
            };
            if let Some(known) = &self.asked.known_frame {
                let mut frame = known.clone();
                frame.status_date = date;
                return Ok(frame);
            }
            return Ok(Inventory::new(Body::new(NO_BODY), date));
        };
        let named = path.display().to_string();
        let mut text = String::new();
        open(path, &named)?
            .take(self.limits.bytes)
            .read_to_string(&mut text)
            .map_err(|source| Failure::Unreadable {
                file: named.clone(),
                source,
            })?;
        let text = text.strip_prefix('\u{FEFF}').unwrap_or(&text);
        let frame = Inventory::from_json(text).map_err(|error| Failure::Document {
            file: named.clone(),
            ja: format!("形が合いません（{error}）。"),
            en: error.to_string(),
        })?;
        self.same_date(&frame, &named)?;
        Ok(frame.frame())
    }
}

/// Shows the rows of a sheet of the survey to somebody; a sheet that is none has no rows.
fn take_rows(
    text: &[u8],
    edition: &SurveyEdition,
    limits: &Limits,
    taker: &mut SurveyEvidenceTaker<'_>,
) {
    let Ok(mut reader) = SurveyReader::open(text, edition, limits) else {
        return;
    };
    while let Ok(Some(item)) = reader.next_item() {
        if let SurveyItem::Row(row) = item {
            taker.take(&row);
        }
    }
}

/// The day that an edition is about, where its source states one.
pub(in super::super) fn status_date(edition: &SurveyEdition) -> Option<tosei_types::Date> {
    // Source `survey-r7` in `SOURCES.md`; that of the edition before states none.
    (edition.edition().id == "survey-r7")
        .then(|| "2025-11-01".parse().ok())
        .flatten()
}
