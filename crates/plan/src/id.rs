//! Names of what a plan is made of.

use std::{fmt, str::FromStr};
use tosei_types::{IdError, SubjectId};

macro_rules! plan_id {
    ($(#[$doc:meta])* $type:ident, $name:literal, $ja:literal, $en:literal, $example:literal) => {
        $(#[$doc])*
        ///
        /// # Invariant
        ///
        /// 1 to 128 characters, none of them white space or a control character. Upper and
        /// lower case differ; nothing is normalised.
        #[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub struct $type(Box<str>);

        impl $type {
            /// Takes a text as an identifier.
            ///
            /// # Errors
            ///
            /// [`IdError`] if it is empty, too long, or holds white space or control characters.
            pub fn new(text: &str) -> Result<Self, IdError> {
                // Every identifier of the house has the same form.
                SubjectId::new(text)?;
                Ok(Self(text.into()))
            }

            /// The text itself.
            #[must_use]
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl FromStr for $type {
            type Err = IdError;
            fn from_str(text: &str) -> Result<Self, IdError> {
                Self::new(text)
            }
        }

        impl fmt::Display for $type {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }

        tosei_types::text_value! {
            $type,
            name: $name,
            pattern: r"^[^\s\u0000-\u001f\u007f-\u009f]{1,128}$",
            ja: $ja,
            en: $en,
            example: $example,
        }
    };
}

plan_id! {
    /// 計画ID (plan id): names one plan or one programme, through all its editions.
    PlanId, "PlanId", "計画ID", "Plan id", "tokyo-digital-first-2"
}
plan_id! {
    /// 基本方針ID (policy id): names one basic policy of a plan.
    PolicyId, "PolicyId", "基本方針ID", "Policy id", "quality"
}
plan_id! {
    /// 施策ID (measure id): names one measure of a plan, however often it is listed.
    ///
    /// # Not to be confused with
    ///
    /// [`MeasureId`](tosei_types::MeasureId), 測定項目ID: a thing that is measured.
    PlanMeasureId, "PlanMeasureId", "施策ID", "Id of a plan's measure", "counter-dx"
}
plan_id! {
    /// 掲載ID (entry id): names one row of a published list of measures.
    EntryId, "EntryId", "掲載ID", "Entry id", "row-05"
}
plan_id! {
    /// 指標ID (indicator id): names one indicator.
    IndicatorId, "IndicatorId", "指標ID", "Indicator id", "digitalization-rate"
}
plan_id! {
    /// 数値ID (figure id): names one published figure.
    FigureId, "FigureId", "数値ID", "Figure id", "analog-clauses-2024"
}
plan_id! {
    /// 項目ID (item id): names one thing that a plan or a strategy speaks of.
    ItemId, "ItemId", "項目ID", "Item id", "core-3"
}
plan_id! {
    /// 量ID (quantity id): names what a figure counts, so that two figures of it can disagree.
    QuantityId, "QuantityId", "量ID", "Quantity id", "analog-clauses"
}
plan_id! {
    /// 出典ID (source id): names one source, as `SOURCES.md` or a body's own list explains it.
    SourceId, "SourceId", "出典ID", "Source id", "tokyo-plan-2"
}
plan_id! {
    /// 単位 (unit of a figure): a name from the list of units or a body's own; never converted.
    FigureUnit, "FigureUnit", "単位", "Unit of a figure", "percent"
}
