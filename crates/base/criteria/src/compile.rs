//! A standard as bit masks.

use crate::Standard;
use tosei_document::{Report, Severity};

/// 判定できる基準 (compiled standard): a sound standard, ready to judge.
#[derive(Debug, Clone)]
pub struct CompiledStandard {
    standard: Standard,
}

impl CompiledStandard {
    /// The standard that it was made from.
    #[must_use]
    pub fn standard(&self) -> &Standard {
        &self.standard
    }
}

impl Standard {
    /// Everything that is wrong with the standard.
    #[must_use]
    pub fn check(&self) -> Report {
        tosei_document::Collector::new(Self::catalogue()).into_report()
    }

    /// Turns the standard into what judges, or says everything that is wrong with it.
    ///
    /// # Errors
    ///
    /// The report of [`check`](Self::check), if it has an error.
    pub fn compile(&self) -> Result<CompiledStandard, Report> {
        let report = self.check();
        if report.count(Severity::Error) > 0 {
            return Err(report);
        }
        Ok(CompiledStandard {
            standard: self.clone(),
        })
    }
}
