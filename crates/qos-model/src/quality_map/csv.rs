//! The map as CSV.

use super::QualityMap;
use std::io::Write;
use tosei_table::CsvWriter;
use tosei_types::Language;

impl QualityMap {
    /// Writes one row a procedure: its standing on each principle, and its targets.
    ///
    /// A level that is not certain has two different numbers in its columns 確実 (certain) and 可能
    /// (possible); where there is none, both are blank and the column 状態 (standing) says why.
    ///
    /// # Errors
    ///
    /// Whatever the writer gives.
    pub fn write_csv(&self, output: impl Write, language: Language) -> std::io::Result<()> {
        let word = |ja: &'static str, en: &'static str| match language {
            Language::Ja => ja,
            Language::En => en,
        };
        let mut csv = CsvWriter::new(output)?;
        let mut head = vec![
            word("手続ID", "Procedure id").to_owned(),
            word("手続名", "Procedure").to_owned(),
            word("所管", "Organisation").to_owned(),
            word("申請件数", "Applications").to_owned(),
        ];
        for principle in &self.principles {
            let name = principle.label.in_language(language);
            for column in [
                word("状態", "standing"),
                word("確実な段階", "certain level"),
                word("可能な段階", "possible level"),
                word("目標", "target"),
                word("期限", "by"),
                word("進捗", "progress"),
            ] {
                head.push(format!("{name} {column}"));
            }
        }
        csv.row(&head)?;
        for row in &self.rows {
            let procedure = &row.procedure;
            let organisation = procedure.organisation.as_ref();
            let mut cells = vec![
                procedure.procedure.to_string(),
                procedure.name.clone(),
                organisation.map_or_else(String::new, |one| one.name.clone()),
                procedure.applications.map_or_else(
                    || word("不明", "unknown").to_owned(),
                    |count| count.to_string(),
                ),
            ];
            for cell in &row.cells {
                let standing = &cell.standing;
                let level = |level: Option<tosei_criteria::LevelNumber>| {
                    level.map_or_else(String::new, |level| level.to_string())
                };
                cells.push(standing.standing.label(language).to_owned());
                cells.push(level(standing.floor));
                cells.push(level(standing.ceiling));
                let progress = cell.progress.as_ref();
                cells.push(level(progress.map(|one| one.target)));
                cells.push(progress.map_or_else(String::new, |one| one.by.to_string()));
                let verdict = progress.map(|one| one.verdict.label(language));
                cells.push(verdict.unwrap_or_default().to_owned());
            }
            csv.row(&cells)?;
        }
        csv.finish()
    }
}
