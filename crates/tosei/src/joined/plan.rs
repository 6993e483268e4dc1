//! Indicators of a plan as indicators of the graph.

use super::{IndicatorLink, IndicatorOf};
use tosei_plan::Indicator;
use tosei_types::IdError;

impl IndicatorLink {
    /// 計画の指標 (indicator of a plan), measured by the documents: its id, name and source are those of
    /// the plan; what measures it is not in a plan, so it is said here.
    ///
    /// # Errors
    ///
    /// [`IdError`] if the id of the indicator cannot be that of a node.
    pub fn of_plan(indicator: &Indicator, of: IndicatorOf) -> Result<Self, IdError> {
        let source = &indicator.source;
        let source = match &source.place {
            Some(place) => format!("{} {place}", source.id),
            None => source.id.to_string(),
        };
        Ok(Self {
            id: indicator.id.as_str().parse()?,
            label: indicator.name.clone(),
            of,
            source: Some(source),
        })
    }
}
