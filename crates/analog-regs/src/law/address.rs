//! From a provision to its citation.

use super::{Provision, ProvisionKind as Kind};
use tosei_types::{
    AmendingAct, Citation, CitationParts, Division, ProvisionNumber, SentencePart,
    SupplementaryKind, TableRow, numeral::leading_numeral,
};

pub(super) fn citation(provision: Provision<'_>, part: Option<SentencePart>) -> Option<Citation> {
    let (mut found, exact) = parts(provision);
    if exact {
        found.sentence = part;
    }
    Citation::try_new(found).ok()
}

/// The parts of the narrowest citation, and whether it names the provision itself.
pub(super) fn parts(provision: Provision<'_>) -> (CitationParts, bool) {
    let mut found = CitationParts::default();
    let mut exact = true;
    let mut covered = false;
    let mut at = Some(provision);
    while let Some(here) = at {
        at = here.parent();
        match here.kind() {
            Kind::Subitem => match here.subitem() {
                Some(sign) => found.subitems.insert(0, sign),
                None => drop_below(&mut found, &mut exact),
            },
            Kind::Item => found.item = here.number(),
            Kind::Paragraph => {
                if !is_only_paragraph(here) {
                    found.paragraph = here.number();
                }
            }
            Kind::Article => {
                found.article = here.number();
                covered = true;
            }
            Kind::Table => {
                // What stands below a table is named by its row alone.
                let row = found.table.flatten();
                let below = found
                    != CitationParts {
                        table: found.table,
                        ..Default::default()
                    };
                drop_below(&mut found, &mut exact);
                exact = !below && row.is_some() == (provision.kind() != Kind::Table);
                found.table = Some(row);
            }
            Kind::TableRow => {
                let deeper = !matches!(provision.kind(), Kind::TableRow | Kind::TableCell);
                drop_below(&mut found, &mut exact);
                exact = !deeper;
                found.table = Some(row_number(here).map(TableRow::Row));
            }
            Kind::Quote | Kind::Remarks | Kind::List | Kind::Amendment | Kind::Other => {
                drop_below(&mut found, &mut exact);
            }
            Kind::SupplementSchedule => drop_below(&mut found, &mut exact),
            Kind::Supplement => {
                found.division = supplement(here);
                covered = true;
            }
            Kind::Schedule => {
                let row = match found.table.take() {
                    Some(Some(TableRow::Row(number))) if !number.has_branches() => Some(number),
                    Some(Some(_)) => {
                        exact = false;
                        None
                    }
                    _ => None,
                };
                found.division = Division::Schedule {
                    number: here.number(),
                    row,
                };
                covered = true;
            }
            Kind::MainProvision => covered = true,
            Kind::Law if !covered => {
                drop_below(&mut found, &mut exact);
            }
            Kind::TableCell | Kind::Law => {}
            kind if kind.is_division() => exact = exact && provision != here,
            _ => drop_below(&mut found, &mut exact),
        }
    }
    exact = exact
        && !matches!(
            provision.kind(),
            Kind::TableCell | Kind::Law | Kind::MainProvision
        );
    (found, exact)
}

fn drop_below(found: &mut CitationParts, exact: &mut bool) {
    *found = CitationParts::default();
    *exact = false;
}

/// The only paragraph of an article, and one of a 附則 without a printed number.
fn is_only_paragraph(paragraph: Provision<'_>) -> bool {
    let Some(parent) = paragraph.parent() else {
        return false;
    };
    match parent.kind() {
        Kind::Article if paragraph.number().is_none_or(|number| number.head() == 1) => {}
        Kind::Supplement if paragraph.label().is_none() => {}
        _ => return false,
    }
    parent
        .children()
        .filter(|child| child.kind() == Kind::Paragraph)
        .nth(1)
        .is_none()
}

fn supplement(here: Provision<'_>) -> Division {
    let act = here.amending_act();
    Division::Supplementary {
        kind: match act {
            Some(_) => SupplementaryKind::Amending,
            None => SupplementaryKind::Unstated,
        },
        act: act.and_then(|act| AmendingAct::try_new(act).ok()),
    }
}

/// 「一の項」: the number in the first cell of a row, if it is nothing else.
fn row_number(row: Provision<'_>) -> Option<ProvisionNumber> {
    let first = row
        .children()
        .find(|child| child.kind() == Kind::TableCell)?;
    let text = first.text().trim();
    let (head, mut taken) = leading_numeral(text)?;
    let mut numbers = vec![u16::try_from(head).ok()?];
    while let Some(rest) = text.get(taken..).and_then(|rest| rest.strip_prefix('の')) {
        let (branch, length) = leading_numeral(rest)?;
        numbers.push(u16::try_from(branch).ok()?);
        taken = text.len().saturating_sub(rest.len()).saturating_add(length);
    }
    (taken == text.len()).then(|| ProvisionNumber::try_new(&numbers))?
}

pub(super) fn place_ja(provision: Provision<'_>) -> String {
    let (found, exact) = parts(provision);
    let citation = Citation::try_new(found).ok();
    if exact && let Some(citation) = &citation {
        return citation.to_string();
    }
    let mut names: Vec<String> = Vec::new();
    for here in std::iter::once(provision).chain(provision.ancestors()) {
        if here.citation().is_some() && here.is_cited_exactly() {
            return format!("{}（{}）", here.place_ja_exact(), joined(names));
        }
        names.push(match here.kind() {
            Kind::Law => continue,
            kind if kind.is_division() => here.heading().map_or_else(
                || kind.label(tosei_types::Language::Ja).to_owned(),
                |heading| {
                    let end = heading.find(['\u{3000}', ' ']).unwrap_or(heading.len());
                    heading.get(..end).unwrap_or(heading).to_owned()
                },
            ),
            kind @ (Kind::TableRow | Kind::TableCell | Kind::Paragraph | Kind::Item) => {
                let unit = match kind {
                    Kind::TableRow => "行",
                    Kind::TableCell => "欄",
                    Kind::Paragraph => "項",
                    _ => "号",
                };
                format!("第{}{unit}", here.ordinal())
            }
            kind => match here.label() {
                Some(label) if kind != Kind::Quote => label.to_owned(),
                _ => kind.label(tosei_types::Language::Ja).to_owned(),
            },
        });
    }
    joined(names)
}

fn joined(names: Vec<String>) -> String {
    names.into_iter().rev().collect()
}

impl Provision<'_> {
    fn place_ja_exact(self) -> String {
        self.citation()
            .map(|citation| citation.to_string())
            .unwrap_or_default()
    }
}
