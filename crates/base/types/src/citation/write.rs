//! The two written forms: half-width (canonical) and the kanji form of statutes.

use super::{
    cell,
    inherit::shortened,
    law::LawName,
    list::{CitationEntry, CitationList, CitedPlace},
    number::{ProvisionNumber, numeral_text},
    place::{Citation, CitationParts, Division, SupplementaryKind, TableRow},
    read,
};
use std::fmt::{self, Write as _};

/// A citation, entry or list as statutes write it, with kanji numerals.
///
/// Made by `statute_style()`; it reads back as the same value.
#[derive(Debug, Clone, Copy)]
pub struct StatuteStyle<'a, T>(pub(super) &'a T);

impl fmt::Display for Citation {
    /// 「河川法施行令第9条の3第1項第2号」.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&citation(self, false))
    }
}

impl fmt::Display for StatuteStyle<'_, Citation> {
    /// 「河川法施行令第九条の三第一項第二号」.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&citation(self.0, true))
    }
}

impl fmt::Display for CitationEntry {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&entry(self, false))
    }
}

impl fmt::Display for StatuteStyle<'_, CitationEntry> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&entry(self.0, true))
    }
}

impl fmt::Display for CitationList {
    /// Every place in full: 「第3条第1項、第3条第2項」.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&list(self, false))
    }
}

impl fmt::Display for StatuteStyle<'_, CitationList> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&list(self.0, true))
    }
}

fn citation(citation: &Citation, kanji: bool) -> String {
    let tail = places(citation.parts(), kanji);
    match citation.law() {
        None => tail,
        Some(law) => law_text(law, &tail, citation) + &tail,
    }
}

/// The name as it is where that reads back, else in 「」.
fn law_text(law: &LawName, tail: &str, citation: &Citation) -> String {
    let plain = format!("{law}{tail}");
    let reads_back = law.has_usual_ending()
        && read::one_place(&plain).is_ok_and(|read| read == *citation)
        && cell::reads_behind_another(&plain, citation);
    if reads_back {
        law.to_string()
    } else {
        format!("「{law}」")
    }
}

/// Everything but the law.
pub(super) fn places(parts: &CitationParts, kanji: bool) -> String {
    let mut out = String::new();
    division(&mut out, &parts.division, kanji);
    for (number, unit) in [
        (parts.article, '条'),
        (parts.paragraph, '項'),
        (parts.item, '号'),
    ] {
        if let Some(number) = number {
            numbered(&mut out, number, unit, kanji);
        }
    }
    if let Some(row) = parts.table {
        out.push_str("の表");
        match row {
            None => {}
            Some(TableRow::Row(number)) => {
                out.push('の');
                out.push_str(&joined(number, kanji));
                out.push_str("の項");
            }
            Some(TableRow::Item(number)) => numbered(&mut out, number, '号', kanji),
        }
    }
    for subitem in &parts.subitems {
        if kanji {
            out.push_str(&subitem.statute_text());
        } else {
            let _ = write!(out, "{subitem}"); // writing to a String cannot fail
        }
    }
    if let Some(sentence) = parts.sentence {
        out.push_str(sentence.label_ja());
    }
    out
}

fn division(out: &mut String, division: &Division, kanji: bool) {
    match division {
        Division::Main => {}
        Division::Supplementary { kind, act } => {
            out.push_str(match kind {
                SupplementaryKind::Unstated => "附則",
                SupplementaryKind::Original => "制定附則",
                SupplementaryKind::Amending => "改正附則",
            });
            if let Some(act) = act {
                out.push('（');
                if kanji {
                    out.push_str(&act.statute_text());
                } else {
                    out.push_str(act.as_str());
                }
                out.push('）');
            }
        }
        Division::Schedule { number, row } => {
            out.push_str("別表");
            if let Some(number) = number {
                out.push('第');
                out.push_str(&joined(*number, kanji));
            }
            if let Some(row) = row {
                out.push('の');
                out.push_str(&joined(*row, kanji));
                out.push_str("の項");
            }
        }
    }
}

fn joined(number: ProvisionNumber, kanji: bool) -> String {
    number.texts(kanji).collect::<Vec<_>>().join("の")
}

/// 第9条の3: the branches stand behind the unit.
fn numbered(out: &mut String, number: ProvisionNumber, unit: char, kanji: bool) {
    out.push('第');
    out.push_str(&numeral_text(u64::from(number.head()), kanji));
    out.push(unit);
    for branch in number.texts(kanji).skip(1) {
        out.push('の');
        out.push_str(&branch);
    }
}

fn entry(entry: &CitationEntry, kanji: bool) -> String {
    let mut out = String::new();
    let mut start = entry.place().first().clone();
    if let Some(by) = entry.applied_by() {
        out.push_str(&citation(by, kanji));
        out.push_str("で準用する");
        if start.law() == by.law() {
            start = start.without_law();
        }
    }
    out.push_str(&citation(&start, kanji));
    if let CitedPlace::Range { from, to } = entry.place() {
        out.push_str("から");
        out.push_str(&places(&shortened(to, from), kanji));
        out.push_str("まで");
    }
    if entry.has_others() {
        out.push('等');
    }
    out
}

fn list(list: &CitationList, kanji: bool) -> String {
    let mut out = String::new();
    let mut before: Option<&CitationEntry> = None;
    for next in list.entries() {
        if let Some(before) = before {
            out.push_str(if next.reads_alone_behind(before) {
                "、"
            } else {
                "；"
            });
        }
        out.push_str(&entry(next, kanji));
        before = Some(next);
    }
    out
}
