//! Volumes: counts that do not add up, states that cannot be.

use super::{Checker, Part};
use crate::{OnlineStatus, Process, Volume, VolumeState};
use tosei_types::CaseCount;

impl Checker<'_> {
    /// What holds for the volumes of processes, procedures and touchpoints alike.
    pub(super) fn volumes(&mut self, item: Part<'_>, volumes: &[Volume]) {
        for (number, volume) in volumes.iter().enumerate() {
            let path = format!("{}/volumes/{number}", item.path);
            let part = Part {
                path: &path,
                ..item
            };
            self.volume_counts(part, volume);
            let year = volume.fiscal_year.to_string();
            let earlier = volumes.iter().take(number).any(|other| {
                (other.fiscal_year, other.measure, other.state)
                    == (volume.fiscal_year, volume.measure, volume.state)
            });
            if earlier {
                let values = [
                    ("fiscal_year", year.as_str().into()),
                    ("measure", volume.measure.code().into()),
                    ("state", volume.state.code().into()),
                ];
                self.report("inventory.document.volume.duplicate", part, &values);
            }
            let status_date = self.inventory.status_date;
            if volume.state == VolumeState::Final && volume.fiscal_year.last_day() >= status_date {
                let path = format!("{path}/state");
                let values = [("fiscal_year", year.as_str().into())];
                self.report(
                    "inventory.document.volume.future_final",
                    Part {
                        path: &path,
                        ..item
                    },
                    &values,
                );
            }
            let years = &self.inventory.volume_years;
            let is_listed = years.iter().any(|listed| {
                (listed.fiscal_year, listed.state) == (volume.fiscal_year, volume.state)
            });
            if !years.is_empty() && !is_listed {
                let values = [
                    ("fiscal_year", year.as_str().into()),
                    ("state", volume.state.code().into()),
                ];
                self.report("inventory.document.volume.year_unlisted", part, &values);
            }
        }
    }

    fn volume_counts(&mut self, part: Part<'_>, volume: &Volume) {
        let path = format!("{}/online_cases", part.path);
        let part = Part {
            path: &path,
            ..part
        };
        match (volume.cases, volume.online_cases) {
            (Some(cases), Some(online)) if online > cases => {
                let values = [
                    ("online", online.get().into()),
                    ("cases", cases.get().into()),
                ];
                self.report(
                    "inventory.document.volume.online_exceeds_cases",
                    part,
                    &values,
                );
            }
            (None, Some(online)) => {
                let values = [("online", online.get().into())];
                self.report("inventory.document.volume.cases_missing", part, &values);
            }
            _ => {}
        }
    }

    pub(super) fn process_volumes(&mut self, at: usize, process: &Process) {
        self.volumes(Part::process(at, process, ""), &process.volumes);
        if !matches!(process.status, OnlineStatus::NotDone | OnlineStatus::Exempt) {
            return;
        }
        for (number, volume) in process.volumes.iter().enumerate() {
            if let Some(online) = volume.online_cases
                && online > CaseCount::ZERO
            {
                let path = format!("/volumes/{number}/online_cases");
                let values = [
                    ("online", online.get().into()),
                    ("status", process.status.code().into()),
                ];
                self.report(
                    "inventory.document.volume.online_without_status",
                    Part::process(at, process, &path),
                    &values,
                );
            }
        }
    }
}
