//! 修正依頼 (corrections): what each section is asked to put right.

use tosei_document::{Catalogue, Finding, Report, Severity};
use tosei_types::Language;

/// 提出物 (return of a section): the findings of one file that came back.
#[derive(Debug, Clone, Copy)]
pub struct SectionReturn<'a> {
    /// 課: the section.
    pub section: &'a str,
    /// The file's name, if there is one to name.
    pub file: Option<&'a str>,
    /// What was found in it.
    pub report: &'a Report,
}

/// 修正依頼 (list of corrections) for one section, as plain text that can be mailed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CorrectionList {
    /// 課.
    pub section: String,
    /// How many corrections are asked for, listed or not.
    pub count: u64,
    /// The text: lines that end in a line feed, no markup.
    pub text: String,
}

/// Writes a list of corrections for each section: the cell, what is wrong there, what to do.
///
/// Errors and warnings are listed, the gravest first; what is only worth knowing is not. Sections
/// without anything to correct get no list. Several files of one section are one list, in the order
/// in which they are given; sections stand in the order of their first file.
///
/// # Examples
///
/// ```
/// # use tosei_document::{Collector, Mark, PlaceRef, Sink};
/// use tosei_table::{SectionReturn, corrections, form_rules};
/// use tosei_types::Language;
///
/// # let mut findings = Collector::new(form_rules());
/// # let rule = form_rules().index("table.form.required_missing").unwrap();
/// # let place = PlaceRef::Cell { sheet: Some("調査票"), cell: "K12".parse()? };
/// # let values = [("header", "年間件数".into()), ("value", "".into()), ("expected", "件数".into())];
/// # findings.accept(Mark { rule, place, subject: Some("P-1"), values: &values });
/// let report = findings.into_report(); // of one file that came back
/// let files = [SectionReturn { section: "市民課（架空）", file: Some("市民課.xlsx"), report: &report }];
/// let lists = corrections(&files, form_rules(), Language::Ja);
/// assert!(lists[0].text.contains("調査票!K12"));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[must_use]
pub fn corrections(
    returns: &[SectionReturn<'_>],
    catalogue: &Catalogue,
    language: Language,
) -> Vec<CorrectionList> {
    let mut lists: Vec<CorrectionList> = Vec::new();
    for file in returns {
        let wanted = |severity: Severity| severity != Severity::Info;
        let count = [Severity::Error, Severity::Warning]
            .iter()
            .fold(0u64, |sum, severity| {
                sum.saturating_add(file.report.count(*severity))
            });
        if count == 0 {
            continue;
        }
        let at = lists.iter().position(|list| list.section == file.section);
        let list = match at.and_then(|at| lists.get_mut(at)) {
            Some(list) => list,
            None => {
                lists.push(CorrectionList {
                    section: file.section.to_owned(),
                    count: 0,
                    text: opening(file.section, language),
                });
                let Some(list) = lists.last_mut() else {
                    continue;
                };
                list
            }
        };
        list.count = list.count.saturating_add(count);
        if let Some(name) = file.file {
            list.text.push_str(&match language {
                Language::Ja => format!("\n■ {name}\n"),
                Language::En => format!("\n* {name}\n"),
            });
        }
        let findings = file
            .report
            .findings()
            .iter()
            .filter(|own| wanted(own.severity));
        for (number, finding) in findings.clone().enumerate() {
            let number = number.saturating_add(1);
            list.text
                .push_str(&item(number, finding, catalogue, language));
        }
        let listed = u64::try_from(findings.count()).unwrap_or(u64::MAX);
        let rest = count.saturating_sub(listed);
        if rest > 0 {
            list.text.push_str(&match language {
                Language::Ja => format!("ほかに同様の指摘が{rest}件あります。\n"),
                Language::En => format!("There are {rest} more of the same kind.\n"),
            });
        }
    }
    lists
}

fn opening(section: &str, language: Language) -> String {
    match language {
        Language::Ja => format!(
            "{section} 御中\n\n提出いただいた調査票について、次の点の修正をお願いします。\n"
        ),
        Language::En => {
            format!(
                "To: {section}\n\nPlease correct the following in the form that you returned.\n"
            )
        }
    }
}

fn item(number: usize, finding: &Finding, catalogue: &Catalogue, language: Language) -> String {
    let sentence = one_line(&catalogue.sentence(finding, language));
    let rule = catalogue.rule(&finding.rule);
    let what_to_do = rule.map_or("", |rule| rule.why.in_language(language));
    let subject = finding.subject.as_deref().map(one_line);
    match language {
        Language::Ja => {
            let subject = subject.map_or(String::new(), |subject| format!("［{subject}］"));
            let label = finding.severity.label(language);
            format!("{number}. 【{label}】{subject}{sentence}\n   対応：{what_to_do}\n")
        }
        Language::En => {
            let subject = subject.map_or(String::new(), |subject| format!("[{subject}] "));
            let label = finding.severity.label(language);
            format!("{number}. ({label}) {subject}{sentence}\n   To do: {what_to_do}\n")
        }
    }
}

/// A text of somebody else's file on one line.
fn one_line(text: &str) -> String {
    let words: Vec<&str> = text
        .split(|c: char| c.is_control() || matches!(c, '\u{2028}' | '\u{2029}'))
        .filter(|part| !part.is_empty())
        .collect();
    words.join(" ")
}
