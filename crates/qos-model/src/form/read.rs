//! Evidence forms that came back.

use super::{ANSWERS, Asked, COLUMNS, EvidenceForm, QUALITIES};
use crate::check::Findings;
use std::collections::BTreeSet;
use tosei_criteria::{Answer, Criterion, EvidenceItem, EvidenceOrigin, EvidenceQuality, Stated};
use tosei_document::{Collector, PlaceRef, Report, ValueRef};
use tosei_table::{FormRow, FormRows, FormValue, SheetReading, Workbook, form_rules};
use tosei_types::{CriterionId, Date, ReasonId, SubjectId};

/// 証拠票の読み取り (reading of an evidence form).
#[derive(Debug, Clone, PartialEq, Eq, Default)]
#[non_exhaustive]
pub struct EvidenceFormReading {
    /// 記入課: the section that the file names.
    pub section: Option<String>,
    /// The evidence, in the order of the rows.
    pub items: Vec<EvidenceItem>,
    /// 空欄の行: how many rows came back without an answer; they stay unknown.
    pub unanswered: usize,
}

/// One row as it is read, with where its cells are.
struct Row<'r> {
    values: &'r FormRow,
    number: usize,
    sheet: &'r SheetReading,
    subject: Option<&'r str>,
}

impl Row<'_> {
    fn value(&self, column: Asked) -> Option<&FormValue> {
        let at = COLUMNS.iter().position(|one| *one == column)?;
        self.values.get(at)?.as_ref()
    }

    fn text(&self, column: Asked) -> Option<&str> {
        match self.value(column)? {
            FormValue::Text(text) => Some(text.trim()),
            FormValue::Code(code) => Some(code),
            _ => None,
        }
    }

    fn day(&self, column: Asked) -> Option<Date> {
        match self.value(column)? {
            FormValue::Date(day) => Some(*day),
            _ => None,
        }
    }

    /// Reports a rule at one cell of the row.
    fn say(&self, findings: &mut Findings<'_, '_>, rule: &str, column: Asked, value: &str) {
        let at = COLUMNS.iter().position(|one| *one == column);
        let cell = at.and_then(|at| self.sheet.address(self.number, at));
        let place = cell.map_or(PlaceRef::Document, |cell| PlaceRef::Cell {
            sheet: self.sheet.name.as_deref(),
            cell,
        });
        let values = [("value", ValueRef::Text(value))];
        findings.report_at(rule, place, self.subject, &values);
    }
}

impl EvidenceForm {
    /// Reads a form that came back, from XLSX or CSV.
    ///
    /// `issued` are the rows that were sent out. The report holds the findings about the form and
    /// those about its evidence, each at its cell; its sentences come from
    /// [`catalogue`](Self::catalogue).
    #[must_use]
    pub fn read(
        &self,
        workbook: &Workbook,
        issued: Option<&FormRows>,
    ) -> (EvidenceFormReading, Report) {
        let mut of_form = Collector::new(form_rules());
        let form = self.form.read(workbook, issued, &mut of_form);
        let mut of_evidence = Collector::new(crate::rules());
        let mut findings = Findings::new(crate::rules(), &mut of_evidence);
        let mut reading = EvidenceFormReading {
            section: form.rows.section.clone(),
            ..EvidenceFormReading::default()
        };
        let mut seen: BTreeSet<(String, String)> = BTreeSet::new();
        let pages = form.rows.sheets.iter().zip(&form.sheets);
        for (rows, sheet) in pages {
            for (number, values) in rows.iter().enumerate() {
                let mut row = Row {
                    values,
                    number,
                    sheet,
                    subject: None,
                };
                row.subject = row_subject(values);
                let key = (
                    row.text(Asked::Procedure).unwrap_or_default().to_owned(),
                    row.text(Asked::Criterion).unwrap_or_default().to_owned(),
                );
                if row.text(Asked::Answer).is_none() {
                    reading.unanswered = reading.unanswered.saturating_add(1);
                    if row.text(Asked::Source).is_some() || row.day(Asked::Date).is_some() {
                        row.say(&mut findings, "qos.form.answer_missing", Asked::Answer, "");
                    }
                    continue;
                }
                if !seen.insert(key) {
                    row.say(&mut findings, "qos.form.row_twice", Asked::Criterion, "");
                    continue;
                }
                reading.items.extend(self.item(&row, &mut findings));
            }
        }
        let report = of_form.into_report().merge(of_evidence.into_report());
        (reading, report)
    }

    /// The evidence of one row; what is wrong with it is reported.
    fn item(&self, row: &Row<'_>, findings: &mut Findings<'_, '_>) -> Option<EvidenceItem> {
        let subject: SubjectId = row.text(Asked::Procedure)?.parse().ok()?;
        let named = row.text(Asked::Criterion)?;
        let id: Option<CriterionId> = named.parse().ok();
        let criterion = id.as_ref().and_then(|id| self.standard.criterion(id));
        let Some(criterion) = criterion else {
            row.say(
                findings,
                "qos.form.unknown_criterion",
                Asked::Criterion,
                named,
            );
            return None;
        };
        let code = row.text(Asked::Answer)?;
        let (_, answer) = ANSWERS.iter().find(|(one, _)| *one == code)?;
        let (answer, reason) = self.reasoned(row, criterion, *answer, findings)?;
        let Some(source) = row.text(Asked::Source).filter(|text| !text.is_empty()) else {
            row.say(findings, "qos.form.source_missing", Asked::Source, "");
            return None;
        };
        let Some(date) = row.day(Asked::Date) else {
            row.say(findings, "qos.form.date_missing", Asked::Date, "");
            return None;
        };
        let expires_on = row.day(Asked::ExpiresOn);
        if let Some(last) = expires_on.filter(|last| *last < date) {
            let last = last.to_string();
            row.say(
                findings,
                "qos.form.expires_before_date",
                Asked::ExpiresOn,
                &last,
            );
            return None;
        }
        let stated = Stated::Answer {
            criterion: criterion.id.clone(),
            answer,
            reason,
        };
        let confirmed_by = row.text(Asked::ConfirmedBy).map(str::to_owned);
        let origin = EvidenceOrigin {
            quality: quality(row, findings),
            source: source.to_owned(),
            date,
            confirmed_by,
            expires_on,
            reconfirm_after_days: None,
            note: row.text(Asked::Note).map(str::to_owned),
        };
        EvidenceItem::try_new(subject, stated, origin).ok()
    }

    /// The answer with its reason, if the two belong together.
    fn reasoned(
        &self,
        row: &Row<'_>,
        criterion: &Criterion,
        answer: Answer,
        findings: &mut Findings<'_, '_>,
    ) -> Option<(Answer, Option<ReasonId>)> {
        let given = row.text(Asked::Reason);
        if answer != Answer::NotApplicable {
            if let Some(given) = given {
                row.say(findings, "qos.form.reason_unexpected", Asked::Reason, given);
            }
            return Some((answer, None));
        }
        if criterion.always_applies {
            let id = criterion.id.as_str();
            row.say(findings, "qos.form.always_applies", Asked::Answer, id);
            return None;
        }
        let Some(given) = given else {
            row.say(findings, "qos.form.reason_missing", Asked::Reason, "");
            return None;
        };
        let mut listed = self.standard.document().not_applicable_reasons.iter();
        let reason = listed.find(|reason| reason.id.as_str() == given)?;
        let only = reason.criteria.as_ref();
        if only.is_some_and(|only| !only.contains(&criterion.id)) {
            row.say(findings, "qos.form.reason_not_listed", Asked::Reason, given);
            return None;
        }
        Some((answer, Some(reason.id.clone())))
    }
}

fn row_subject(values: &FormRow) -> Option<&str> {
    match values.first()?.as_ref()? {
        FormValue::Text(text) => Some(text),
        _ => None,
    }
}

/// The quality that is claimed, if somebody is named who confirmed it.
fn quality(row: &Row<'_>, findings: &mut Findings<'_, '_>) -> EvidenceQuality {
    let code = row.text(Asked::Quality);
    let claimed = QUALITIES.iter().find(|(one, _)| Some(*one) == code);
    match claimed {
        Some((_, EvidenceQuality::Confirmed)) if row.text(Asked::ConfirmedBy).is_none() => {
            row.say(
                findings,
                "qos.form.confirmer_missing",
                Asked::ConfirmedBy,
                "",
            );
            EvidenceQuality::Stated
        }
        Some((_, quality)) => *quality,
        None => EvidenceQuality::Stated,
    }
}
