//! The survey round of summer 2025: 55 forms, of which 47 came in time, 3 late and 5 not.

use super::returned;
use super::with_schema;
use crate::generate::Generated;
use anyhow::bail;
use tosei_inventory::round::{Correction, RoundSection, SectionReturn, SurveyRound};
use tosei_inventory::{Inventory, Organisation, OrganisationKind};
use tosei_types::Date;

const FORM: &str = "2025-1";
const SECTIONS: usize = 55;
/// Every eleventh section does not answer; every eleventh of the first three after them is late.
const STEP: usize = 11;
const LATE: usize = 3;

/// The round with all that was returned until the middle of August.
pub(crate) fn generate(present: &Inventory) -> anyhow::Result<Generated> {
    let day = |text: &str| text.parse::<Date>();
    let (issued, due) = (day("2025-07-01")?, day("2025-07-31")?);
    let mut round = SurveyRound::new("2025", issued, due, present.status_date, FORM);
    round.fictional = true;
    round.title = Some("令和7年度 手続の棚卸の照会（架空）".to_owned());
    for (number, section) in sections(present).into_iter().enumerate() {
        let mut form = RoundSection::new(section.id.clone(), section.name.as_str());
        let (turn, place) = (number / STEP, number % STEP);
        let returned_on = if place == STEP - 1 {
            form.reminders = vec![day("2025-08-01")?, day("2025-08-12")?];
            None
        } else if place == 0 && turn < LATE {
            form.reminders = vec![day("2025-08-01")?];
            Some(due.add_days(i64::try_from(4 + turn)?)?)
        } else {
            Some(issued.add_days(i64::try_from(10 + number * 7 % 20)?)?)
        };
        if let Some(returned_on) = returned_on {
            let mut back = SectionReturn::accepted(returned_on);
            back.file_name = Some(format!("調査票_{}.xlsx", section.name));
            back.form_version = Some(FORM.to_owned());
            for file in returned::FILES
                .iter()
                .filter(|file| file.section == section.id.as_str())
            {
                back.file_name = Some(file.name.to_owned());
                let asked_on = due.add_days(11)?;
                for (cell, what) in file.corrections {
                    let mut correction = Correction::new(*what, asked_on);
                    correction.cell = (!cell.is_empty()).then(|| (*cell).to_owned());
                    correction.requested_by = Some("デジタル推進課".to_owned());
                    form.corrections.push(correction);
                }
            }
            form.returns.push(back);
        }
        round.sections.push(form);
    }
    if round.sections.len() != SECTIONS {
        bail!("{} sections were asked", round.sections.len());
    }
    let status = round.status(day("2025-08-15")?);
    let came = round
        .sections
        .iter()
        .filter(|one| !one.returns.is_empty())
        .count();
    let (late, missing) = (status.late().count(), SECTIONS - came);
    if (came - late, late, missing) != (47, 3, 5) {
        bail!("{came} forms came, {late} of them late, {missing} did not");
    }
    Ok(with_schema(
        "mihon_round.json",
        "survey-round",
        &round.to_json(),
    ))
}

/// The divisions of the city, its schools and its water works: those that fill in forms.
fn sections(present: &Inventory) -> Vec<&Organisation> {
    let day = present.status_date;
    let mut all = present.organisations.iter();
    let bodies = ["shobo"];
    let is_asked = |one: &&Organisation| {
        let fire = one
            .parent
            .as_ref()
            .is_some_and(|parent| bodies.contains(&parent.as_str()));
        one.kind == OrganisationKind::Division && one.exists_on(day) && !fire
    };
    all.by_ref().filter(is_asked).collect()
}
