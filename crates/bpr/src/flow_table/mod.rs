//! 手順表: a flow from the rows of a table, CSV or XLSX.
//!
//! One row is one step, in order; the columns are found by their headers in Japanese or English. The values are those of
//! the [small form](crate::small_flow); several next steps stand in one cell with `;` or a line break between them, and
//! their probabilities in the same order.
//!
//! | column | headers |
//! |---|---|
//! | step | 手順, 手順名, 作業, 作業名, step, task, activity |
//! | id | 番号, No, 手順ID, id |
//! | who | 担当, 担当者, 実施者, who, lane, role |
//! | kind | 作業種別, kind |
//! | medium | 媒体, medium |
//! | minutes | 作業時間, 作業時間(分), 所要時間, minutes, work |
//! | waiting | 待ち時間, 待ち時間(分), waiting |
//! | next | 次, 次の手順, next |
//! | probability | 確率, probability |
//! | split, join | 分岐, 合流 |
//! | marks | 特記, marks |

use crate::{
    Flow, GatewayKind, Medium, Probability, TimeValue, WorkKind,
    small_flow::{Branch, SmallFlow, SmallStep, StepProblem, coded, probability},
};
use std::sync::OnceLock;
use tosei_document::{Catalogue, CellAddress, Collector, Mark, PlaceRef, Report, Sink, ValueRef};
use tosei_table::{
    Cell, CellValue, ColumnMap, ReadOptions, Row, Sheet, SheetVisibility, TableError, WantedColumn,
    Workbook,
};
use tosei_types::embedded;

const COLUMNS: &[WantedColumn<'static>] = &[
    WantedColumn {
        headers: &[
            "手順",
            "手順名",
            "作業",
            "作業名",
            "step",
            "task",
            "activity",
        ],
        required: true,
    },
    optional(&["番号", "No", "No.", "手順ID", "id"]),
    optional(&["担当", "担当者", "実施者", "who", "lane", "role"]),
    optional(&["作業種別", "kind"]),
    optional(&["媒体", "medium"]),
    optional(&[
        "作業時間",
        "作業時間(分)",
        "所要時間",
        "所要時間(分)",
        "minutes",
        "work",
    ]),
    optional(&["待ち時間", "待ち時間(分)", "waiting"]),
    optional(&["次", "次の手順", "next"]),
    optional(&["確率", "probability"]),
    optional(&["分岐", "split"]),
    optional(&["合流", "join"]),
    optional(&["特記", "marks"]),
];

const fn optional(headers: &'static [&'static str]) -> WantedColumn<'static> {
    WantedColumn {
        headers,
        required: false,
    }
}

/// The columns by their numbers in [`COLUMNS`].
mod column {
    pub(super) const STEP: usize = 0;
    pub(super) const ID: usize = 1;
    pub(super) const WHO: usize = 2;
    pub(super) const KIND: usize = 3;
    pub(super) const MEDIUM: usize = 4;
    pub(super) const MINUTES: usize = 5;
    pub(super) const WAITING: usize = 6;
    pub(super) const NEXT: usize = 7;
    pub(super) const PROBABILITY: usize = 8;
    pub(super) const SPLIT: usize = 9;
    pub(super) const JOIN: usize = 10;
    pub(super) const MARKS: usize = 11;
}

/// The rules about tables of steps.
#[must_use]
pub fn flow_table_rules() -> &'static Catalogue {
    static RULES: OnceLock<Catalogue> = OnceLock::new();
    embedded(&RULES, || {
        Catalogue::from_json(include_str!("../../data/rules/flow_table.json"))
    })
}

/// A table that was read.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct FlowTable {
    /// The flow; `None` if a wrong cell leaves none.
    pub flow: Option<Flow>,
    /// Wrong cells by their addresses; the rules are [`flow_table_rules`].
    pub findings: Report,
}

/// Reads a table of steps; `head` holds what a table does not say: id, name, stage.
///
/// The first sheet that is not hidden is read; its first row with content has the headers. A value that cannot be read
/// is a finding with the address of its cell, and there is no flow until it is corrected.
///
/// # Errors
///
/// [`TableError`] if the file cannot be read, or no column holds steps.
///
/// # Examples
///
/// ```
/// use tosei_bpr::{flow_table::read_table, small_flow::SmallFlow};
/// use tosei_table::ReadOptions;
///
/// let csv = "手順,担当,媒体,作業時間（分）,待ち時間,次,確率\n\
///            受付,窓口,紙,10,1日,,\n\
///            確認,審査担当,紙,20,,決裁;受付,80%;20%\n\
///            決裁,課長,,5,,,\n";
/// let table = read_table(csv.as_bytes(), &ReadOptions::default(), SmallFlow::new("mihon".parse()?))?;
/// assert!(table.findings.is_clean());
/// assert_eq!(table.flow.unwrap().nodes.len(), 6);
///
/// let wrong = csv.replace("20,,", "約20,,").replace("決裁;", "承認;");
/// let table = read_table(wrong.as_bytes(), &ReadOptions::default(), SmallFlow::new("mihon".parse()?))?;
/// let places: Vec<String> = table.findings.findings().iter().map(|f| f.place.to_string()).collect();
/// assert_eq!(places, ["D3", "F3"]);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn read_table(
    bytes: &[u8],
    options: &ReadOptions,
    head: SmallFlow,
) -> Result<FlowTable, TableError> {
    let workbook = Workbook::read(bytes, options)?;
    let mut sheets = workbook.sheets().iter();
    let sheet = sheets.find(|sheet| sheet.visibility() == SheetVisibility::Visible);
    let sheet = sheet
        .or(workbook.sheets().first())
        .ok_or(TableError::Empty)?;
    let mut rows = sheet.rows().filter(|row| !row.is_blank());
    let header = rows.next().ok_or(TableError::Empty)?;
    let (texts, numbers): (Vec<String>, Vec<u32>) = header
        .cells()
        .map(|cell| {
            (
                cell.value().display_text().into_owned(),
                cell.address().column(),
            )
        })
        .unzip();
    let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
    let map = ColumnMap::find(COLUMNS, &texts)?;
    let mut reader = TableReader {
        sheet,
        columns: (0..COLUMNS.len())
            .map(|wanted| numbers.get(map.position(wanted)?).copied())
            .collect(),
        findings: Collector::new(flow_table_rules()),
        failed: false,
    };
    for unknown in map.unknown() {
        let position = texts.iter().position(|text| text == unknown);
        let number = position.and_then(|position| numbers.get(position));
        if let Some(cell) = number.and_then(|number| header.cell(*number)) {
            reader.say("bpr.flow_table.column_unknown", cell.address(), unknown, "");
        }
    }
    let mut small = head;
    let mut places = Vec::new();
    for row in rows {
        let step = reader.step(row);
        places.push(row);
        small.steps.push(step);
    }
    let flow = reader.build(&small, &places);
    Ok(FlowTable {
        flow,
        findings: reader.findings.into_report(),
    })
}

struct TableReader<'t> {
    sheet: &'t Sheet,
    /// The number of each column of the table, counted from 1.
    columns: Vec<Option<u32>>,
    findings: Collector<'static>,
    failed: bool,
}

impl<'t> TableReader<'t> {
    fn say(&mut self, rule: &str, cell: CellAddress, found: &str, why: &str) {
        let Some(rule) = flow_table_rules().index(rule) else {
            return;
        };
        self.findings.accept(Mark {
            rule,
            place: PlaceRef::Cell {
                sheet: self.sheet.name_in_places(),
                cell,
            },
            subject: None,
            values: &[
                ("found", ValueRef::Text(found)),
                ("why", ValueRef::Text(why)),
            ],
        });
    }

    fn cell(&self, row: Row<'t>, column: usize) -> Option<Cell<'t>> {
        row.cell(self.columns.get(column).copied().flatten()?)
    }

    /// The text of a cell; `None` if it is blank.
    fn text(&mut self, row: Row<'t>, column: usize) -> Option<(CellAddress, String)> {
        let cell = self.cell(row, column)?;
        if matches!(
            cell.value(),
            CellValue::UnknownFormula | CellValue::Error(_)
        ) {
            self.failed = true;
            let shown = cell.value().display_text().into_owned();
            self.say(
                "bpr.flow_table.cell",
                cell.address(),
                &shown,
                "the cell holds no value",
            );
            return None;
        }
        let text = cell.value().display_text().trim().to_owned();
        (!text.is_empty()).then(|| (cell.address(), text))
    }

    /// The value of a cell; a finding if it is none.
    fn value<T, E: std::fmt::Display>(
        &mut self,
        row: Row<'t>,
        column: usize,
        read: impl Fn(&str) -> Result<T, E>,
    ) -> Option<T> {
        let (address, text) = self.text(row, column)?;
        match read(&text) {
            Ok(value) => Some(value),
            Err(error) => {
                self.failed = true;
                self.say("bpr.flow_table.cell", address, &text, &error.to_string());
                None
            }
        }
    }

    fn step(&mut self, row: Row<'t>) -> SmallStep {
        fn listed<T>(value: Option<T>) -> Result<T, &'static str> {
            value.ok_or("it is not in the list")
        }
        let kind = |text: &str| listed(coded(text, WorkKind::ALL, WorkKind::code, WorkKind::label));
        let medium = |text: &str| listed(coded(text, Medium::ALL, Medium::code, Medium::label));
        let gateway = |text: &str| {
            listed(coded(
                text,
                GatewayKind::ALL,
                GatewayKind::code,
                GatewayKind::label,
            ))
        };
        let marks = |text: &str| {
            let mark = |text: &str| {
                let all = crate::ActivityMark::ALL;
                coded(
                    text,
                    all,
                    crate::ActivityMark::code,
                    crate::ActivityMark::label,
                )
            };
            listed(parts(text).map(mark).collect::<Option<Vec<_>>>())
        };
        let shares = |text: &str| {
            let all: Result<Vec<Probability>, _> = parts(text).map(probability).collect();
            all.map_err(|error| error.to_string())
        };
        let mut next: Vec<Branch> = self
            .text(row, column::NEXT)
            .map(|(_, text)| {
                let branch = |to: &str| Branch {
                    to: to.to_owned(),
                    ..Branch::default()
                };
                parts(&text).map(branch).collect()
            })
            .unwrap_or_default();
        let count = next.len();
        let shares = self.value(row, column::PROBABILITY, |text| {
            let all = shares(text)?;
            if all.len() == count {
                Ok(all)
            } else {
                Err(format!(
                    "there are {count} next steps and {} probabilities",
                    all.len()
                ))
            }
        });
        for (branch, share) in next.iter_mut().zip(shares.unwrap_or_default()) {
            branch.probability = Some(share);
        }
        SmallStep {
            id: self.value(row, column::ID, str::parse),
            step: self
                .text(row, column::STEP)
                .map_or_else(String::new, |(_, text)| text),
            who: self.text(row, column::WHO).map(|(_, text)| text),
            kind: self.value(row, column::KIND, kind),
            medium: self.value(row, column::MEDIUM, medium),
            minutes: self.value(row, column::MINUTES, TimeValue::work_from_text),
            waiting: self.value(row, column::WAITING, str::parse),
            next,
            split: self.value(row, column::SPLIT, gateway),
            join: self.value(row, column::JOIN, gateway),
            marks: self.value(row, column::MARKS, marks).unwrap_or_default(),
            ..SmallStep::default()
        }
    }

    /// The flow; each step that makes no sense is a finding.
    fn build(&mut self, small: &SmallFlow, rows: &[Row<'t>]) -> Option<Flow> {
        match small.build_all() {
            Ok(flow) => (!self.failed).then_some(flow),
            Err(None) => {
                if let Some(cell) = CellAddress::from_zero_based(0, 0) {
                    self.say("bpr.flow_table.step", cell, "", "there is no step");
                }
                None
            }
            Err(Some((number, problem))) => {
                let at = match problem {
                    StepProblem::UnknownNext { .. } | StepProblem::AmbiguousNext { .. } => {
                        column::NEXT
                    }
                    StepProblem::NoName => column::STEP,
                    _ => column::ID,
                };
                let row = rows.get(number).copied()?;
                let first = self.cell(row, column::STEP);
                let cell = self.cell(row, at).or(first)?;
                let shown = cell.value().display_text().into_owned();
                self.say(
                    "bpr.flow_table.step",
                    cell.address(),
                    &shown,
                    &problem.to_string(),
                );
                None
            }
        }
    }
}

/// The parts of a cell, between semicolons and line breaks.
fn parts(text: &str) -> impl Iterator<Item = &str> {
    let all = text.split([';', '；', '\n', '\r']).map(str::trim);
    all.filter(|part| !part.is_empty())
}
