//! 判定表 (decision tables): a quality standard as DMN 1.3, for engines that are not ours.
//!
//! One decision for each level of each axis says what may become of the level, and four for each
//! axis say where it stands: the certain and the possible level, by what is met (`earned`) and with
//! 対象外 levels counted in (`reached`). Inputs are the answers to the criteria, one text each: `met`,
//! `not_met`, `not_applicable` or `unknown`. Unknown stays unknown: it keeps the certain level down
//! and the possible level up.
//!
//! # What is not in it
//!
//! How evidence becomes answers (dates, sources, expiry, conditions on measured values) and the
//! overall level. Whoever asks the tables brings the answers, as
//! [`Assessment::criteria`](tosei_criteria::Assessment::criteria) has them. Where
//! `prerequisites` is not `met`, the levels say what they would be.
//!
//! # Hit policy
//!
//! Tables are `UNIQUE`: of every combination of the four answers exactly one rule speaks. Only a
//! level that needs a number of its criteria counts them, and its two tables are `FIRST`.
//!
//! # Source
//!
//! `omg-dmn` for the form; `project-decision:dmn-tables` for the choice of tables.

mod plan;
mod table;
mod xml;

pub use plan::{DmnError, MAX_LEVEL_CRITERIA};
pub use table::{Entry, HitPolicy, Input, Rule, Table, Type};

use tosei_criteria::{CompiledStandard, Standard};

/// 判定表の一式 (model): the tables of one edition of a standard.
///
/// # Examples
///
/// The published standard as a file for a DMN engine, and the same tables asked here:
///
/// ```
/// use std::collections::BTreeMap;
/// use tosei::{dmn::DmnModel, qos_model::tokyo_2024};
///
/// let model = DmnModel::of(tokyo_2024())?;
/// let xml = model.to_xml();
/// assert!(xml.contains(r#"hitPolicy="UNIQUE""#));
///
/// // F1a is met, nothing else is known: at least level 1, perhaps level 3.
/// let answers = BTreeMap::from([("F1a".to_owned(), "met".to_owned())]);
/// let results = model.decide(&answers);
/// assert_eq!(results["faster_earned_floor"], "1");
/// assert_eq!(results["faster_earned_ceiling"], "3");
/// # Ok::<(), tosei::dmn::DmnError>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DmnModel {
    /// Names of the model, for its head.
    id: String,
    name: String,
    /// The answers that are asked for, by the names of the criteria, with what they ask.
    inputs: Vec<(String, String)>,
    /// The tables, each behind those that it uses.
    tables: Vec<Table>,
}

impl DmnModel {
    /// Makes the tables of a standard.
    ///
    /// # Errors
    ///
    /// - [`DmnError::Unsound`] if the standard has errors.
    /// - [`DmnError::TooManyCriteria`] if a level has more criteria than a table can show.
    /// - [`DmnError::Name`] if an id cannot be a name in DMN.
    pub fn of(standard: &Standard) -> Result<Self, DmnError> {
        let compiled = standard.compile().map_err(|report| DmnError::Unsound {
            report: Box::new(report),
        })?;
        Self::of_compiled(&compiled)
    }

    /// Makes the tables of a compiled standard.
    ///
    /// # Errors
    ///
    /// As [`of`](Self::of), but for `Unsound`.
    pub fn of_compiled(standard: &CompiledStandard) -> Result<Self, DmnError> {
        plan::model(standard.standard())
    }

    /// The tables, each behind those that it uses.
    #[must_use]
    pub fn tables(&self) -> &[Table] {
        &self.tables
    }

    /// The names of the answers that are asked for.
    pub fn inputs(&self) -> impl Iterator<Item = &str> {
        self.inputs.iter().map(|(name, _)| name.as_str())
    }

    /// What the tables say of some answers; an answer that is not given is `unknown`.
    ///
    /// A table of which no rule speaks gives nothing. That is for trying the tables out: the levels
    /// themselves come from [`evaluate`](tosei_criteria::evaluate).
    #[must_use]
    pub fn decide(
        &self,
        answers: &std::collections::BTreeMap<String, String>,
    ) -> std::collections::BTreeMap<String, String> {
        let mut known: std::collections::BTreeMap<String, String> = self
            .inputs
            .iter()
            .map(|(name, _)| {
                let given = answers.get(name).cloned();
                (name.clone(), given.unwrap_or_else(|| "unknown".into()))
            })
            .collect();
        let mut results = std::collections::BTreeMap::new();
        for table in &self.tables {
            if let Some(rule) = table.speaking(&known).next() {
                known.insert(table.name.clone(), rule.output.clone());
                results.insert(table.name.clone(), rule.output.clone());
            }
        }
        results
    }

    /// The model as a DMN 1.3 file.
    #[must_use]
    pub fn to_xml(&self) -> String {
        xml::write(self)
    }
}
