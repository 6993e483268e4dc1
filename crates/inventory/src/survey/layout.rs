//! Where the survey's columns stand in one file, and what its codes mean.

use super::{CellCode, SurveyColumn, SurveyEdition};
use crate::{AffairsClass, KindIndex, OnlineStatus, Party, ProcessKinds};
use tosei_table::{ColumnMap, TableError, WantedColumn};

/// Positions and code meanings for one file, worked out once from its header row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Layout {
    positions: Vec<Option<usize>>,
    map: ColumnMap,
    codes: Vec<Vec<String>>,
    kinds: Vec<Option<KindIndex>>,
    parties: [Vec<Party>; 3],
    affairs: Vec<Option<AffairsClass>>,
    statuses: Vec<OnlineStatus>,
    header_rows: u32,
}

impl Layout {
    pub(super) fn find(
        edition: &SurveyEdition,
        kinds: &ProcessKinds,
        headers: &[String],
    ) -> Result<Self, TableError> {
        let names: Vec<[&str; 1]> = edition
            .columns()
            .iter()
            .map(|column| [column.header.as_str()])
            .collect();
        let wanted: Vec<WantedColumn<'_>> = edition
            .columns()
            .iter()
            .zip(&names)
            .map(|(column, headers)| WantedColumn {
                headers,
                required: column.needed,
            })
            .collect();
        let headers: Vec<&str> = headers.iter().map(String::as_str).collect();
        let map = ColumnMap::find(&wanted, &headers)?;
        let mut positions = vec![None; SurveyColumn::COUNT];
        for (at, column) in edition.columns().iter().enumerate() {
            if let Some(position) = positions.get_mut(column.key.index()) {
                *position = map.position(at);
            }
        }
        let codes_of = |column: SurveyColumn| -> Vec<String> {
            let codes = edition.column(column).map(|column| column.codes.as_slice());
            codes
                .unwrap_or_default()
                .iter()
                .map(|code| code.code.clone())
                .collect()
        };
        let parties = |column: SurveyColumn| codes_of(column).iter().map(|c| party(c)).collect();
        Ok(Self {
            positions,
            map,
            codes: SurveyColumn::ALL
                .iter()
                .map(|column| codes_of(*column))
                .collect(),
            kinds: codes_of(SurveyColumn::Kind)
                .iter()
                .map(|code| kinds.by_survey_code(code))
                .collect(),
            parties: [
                parties(SurveyColumn::Actor),
                parties(SurveyColumn::Recipient),
                parties(SurveyColumn::Via),
            ],
            affairs: codes_of(SurveyColumn::AffairsClass)
                .iter()
                .map(|c| affairs(c))
                .collect(),
            statuses: codes_of(SurveyColumn::OnlineStatus)
                .iter()
                .map(|c| status(c))
                .collect(),
            header_rows: 1,
        })
    }

    /// The same, where the header took so many rows.
    pub(super) fn below_header_rows(mut self, rows: u32) -> Self {
        self.header_rows = rows;
        self
    }

    /// How many rows of the file the header took.
    #[must_use]
    pub fn header_rows(&self) -> u32 {
        self.header_rows
    }

    /// Where a column stands in the file, counted from 0.
    #[must_use]
    #[inline]
    pub fn position(&self, column: SurveyColumn) -> Option<usize> {
        self.positions.get(column.index()).copied().flatten()
    }

    /// The runs of columns that stand side by side in the file, as (first, last).
    pub(super) fn runs(&self, columns: &[SurveyColumn]) -> Vec<(SurveyColumn, SurveyColumn)> {
        let mut placed: Vec<(usize, SurveyColumn)> = columns
            .iter()
            .filter_map(|column| Some((self.position(*column)?, *column)))
            .collect();
        placed.sort_unstable();
        let mut runs: Vec<(usize, SurveyColumn, SurveyColumn)> = Vec::new();
        for (position, column) in placed {
            match runs.last_mut() {
                Some((end, _, last)) if end.checked_add(1) == Some(position) => {
                    (*end, *last) = (position, column);
                }
                _ => runs.push((position, column, column)),
            }
        }
        runs.into_iter()
            .map(|(_, first, last)| (first, last))
            .collect()
    }

    /// How the file's headers compare with the edition's.
    #[must_use]
    pub fn columns(&self) -> &ColumnMap {
        &self.map
    }

    /// Where a code stands in its column's list.
    pub(super) fn code_position(&self, column: SurveyColumn, code: &str) -> Option<u8> {
        let position = self
            .codes
            .get(column.index())?
            .iter()
            .position(|known| known == code)?;
        u8::try_from(position).ok()
    }

    /// The bit set of some codes of a column; codes that the edition does not have are left out.
    pub(super) fn code_set(&self, column: SurveyColumn, codes: &[&str]) -> u64 {
        codes
            .iter()
            .filter_map(|code| self.code_position(column, code))
            .filter_map(|position| 1u64.checked_shl(u32::from(position)))
            .fold(0, |set, bit| set | bit)
    }

    pub(super) fn kind(&self, code: CellCode) -> Option<KindIndex> {
        self.kinds
            .get(usize::from(code.single()?))
            .copied()
            .flatten()
    }

    pub(super) fn party(&self, column: SurveyColumn, code: CellCode) -> Party {
        let [actors, recipients, vias] = &self.parties;
        let list = match column {
            SurveyColumn::Actor => actors,
            SurveyColumn::Recipient => recipients,
            _ => vias,
        };
        let position = code.single().map(usize::from);
        position
            .and_then(|position| list.get(position))
            .copied()
            .unwrap_or(Party::Unknown)
    }

    pub(super) fn affairs_class(&self, code: CellCode) -> Option<AffairsClass> {
        self.affairs
            .get(usize::from(code.single()?))
            .copied()
            .flatten()
    }

    pub(super) fn online_status(&self, code: CellCode) -> OnlineStatus {
        let position = code.single().map(usize::from);
        let status = position
            .and_then(|position| self.statuses.get(position))
            .copied();
        status.unwrap_or(OnlineStatus::Unknown)
    }
}

fn party(code: &str) -> Party {
    match code {
        "1" => Party::State,
        "2" => Party::IncorporatedAgency,
        "3" => Party::LocalBody,
        "4-1" => Party::StateOrAgency,
        "4-2" => Party::AgencyOrLocalBody,
        "4-3" => Party::StateOrLocalBody,
        "4-4" => Party::AnyPublicBody,
        "5" => Party::Citizens,
        "6" => Party::Businesses,
        "7" => Party::CitizensOrBusinesses,
        _ => Party::Unknown,
    }
}

fn affairs(code: &str) -> Option<AffairsClass> {
    Some(match code {
        "1" => AffairsClass::Autonomous,
        "2" => AffairsClass::EntrustedFirst,
        "3" => AffairsClass::EntrustedSecond,
        "4" => AffairsClass::NotLocal,
        _ => return None,
    })
}

fn status(code: &str) -> OnlineStatus {
    match code {
        "1" => OnlineStatus::Done,
        "2" => OnlineStatus::NotDone,
        "3" => OnlineStatus::Exempt,
        "4" => OnlineStatus::Other,
        "5" => OnlineStatus::Partial,
        _ => OnlineStatus::Unknown,
    }
}
