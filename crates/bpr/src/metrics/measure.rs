//! 指標: one figure with what it is made of.

use crate::flow::ElementId;
use serde::{Deserialize, Serialize};
use tosei_types::ExactFigure;
use tosei_types::Language;

tosei_types::coded_enum! {
    /// 分からない理由 (reason): why a part of a figure is unknown.
    pub enum UnknownReason: "reason for an unknown part" {
        /// No work time is given.
        NoWorkTime = "no_work_time" ("作業時間がない", "no work time is given"),
        /// No waiting time is given.
        NoWaitingTime = "no_waiting_time" ("待ち時間がない", "no waiting time is given"),
        /// A distribution makes no sense, or its mean is no fraction.
        NoMean = "no_mean" ("平均を正確に求められない分布", "the distribution has no exact mean"),
        /// A branch on the way has no probability, so that nobody knows how often it is come by.
        NoProbability = "no_probability" ("途中の分岐の確率がない", "a branch on the way has no probability"),
        /// It is marked as repeated, and how often is not given.
        NoFrequency = "no_frequency" ("繰り返しの回数がない", "it is repeated, and how often is not given"),
        /// Nobody knows which class of staff does it.
        NoStaffClass = "no_staff_class" ("職員区分がない", "no staff class is given"),
        /// An hour of the staff class has no price.
        NoHourlyCost = "no_hourly_cost" ("職員区分の時間単価がない", "the staff class has no hourly cost"),
        /// No medium is given.
        NoMedium = "no_medium" ("媒体がない", "no medium is given"),
        /// Parallel branches do not end at a join of their own.
        Unstructured = "unstructured" ("並行する流れが対応する合流で終わらない", "parallel branches do not end at a join of their own"),
        /// A loop has several beginnings.
        SeveralEntries = "several_entries" ("入口が複数ある循環", "a loop has several beginnings"),
        /// Nobody says which branches are taken together.
        Together = "together" ("同時に選ばれる分岐が分からない", "nobody says which branches are taken together"),
    }
}

/// 分からない部分 (unknown part) of a figure.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct UnknownPart {
    /// 要素ID; absent where it is the flow as a whole.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub node: Option<ElementId>,
    /// 理由.
    pub reason: UnknownReason,
}

/// 内訳 (contribution) of one step to a figure: `visits × each`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Contribution {
    /// 要素ID, of a step or a line.
    pub node: ElementId,
    /// The name, or the id where it has none.
    pub title: String,
    /// 回数: expected times a case, the step's own frequency included.
    pub times: ExactFigure,
    /// What one time adds, at least.
    pub each_from: ExactFigure,
    /// What one time adds, at most.
    pub each_to: ExactFigure,
}

/// 指標の値 (measure): an expected figure for one case, exact or between two bounds, and its parts.
///
/// # Invariant
///
/// Without unknown parts the figure is between `from` and `to`, and equal to both where they are equal.
/// With unknown parts `from` is what the known parts make together, and there is no `to`.
///
/// # Wire form
///
/// `{"from": "12.5", "to": "12.5", "unknown": [], "parts": […]}`.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schemars", schemars(rename = "FlowMeasure"))]
#[serde(deny_unknown_fields)]
pub struct Measure {
    /// 下限: at least this.
    pub from: ExactFigure,
    /// 上限: at most this; absent if a part is unknown or nothing bounds it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to: Option<ExactFigure>,
    /// 分からない部分.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub unknown: Vec<UnknownPart>,
    /// 内訳, those that add something.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub parts: Vec<Contribution>,
}

impl Measure {
    /// The exact value; `None` where only bounds are known, or a part is unknown.
    #[must_use]
    pub fn exact(&self) -> Option<&ExactFigure> {
        self.to.as_ref().filter(|to| **to == self.from)
    }

    /// Whether a part of it is unknown.
    #[must_use]
    pub fn is_unknown(&self) -> bool {
        !self.unknown.is_empty()
    }

    /// The sum in one line: 「15 × 1（確認）＋ 5 × 0.2（補正）＝ 16」.
    ///
    /// # Examples
    ///
    /// ```
    /// use tosei_bpr::metrics::Measure;
    /// use tosei_types::Language;
    ///
    /// let measure: Measure = serde_json::from_str(r#"{"from": "16", "to": "16", "parts": [
    ///   {"node": "a", "title": "確認", "times": "1", "each_from": "15", "each_to": "15"},
    ///   {"node": "b", "title": "補正", "times": "0.2", "each_from": "5", "each_to": "5"}]}"#)?;
    /// assert_eq!(measure.formula(Language::Ja), "15 × 1（確認） + 5 × 0.2（補正） = 16");
    /// # Ok::<(), serde_json::Error>(())
    /// ```
    #[must_use]
    pub fn formula(&self, language: Language) -> String {
        let span = |from: &ExactFigure, to: Option<&ExactFigure>| match to {
            Some(to) if to == from => from.to_string(),
            Some(to) => match language {
                Language::Ja => format!("{from}～{to}"),
                Language::En => format!("{from} to {to}"),
            },
            None => match language {
                Language::Ja => format!("{from}以上"),
                Language::En => format!("at least {from}"),
            },
        };
        let parts: Vec<String> = self
            .parts
            .iter()
            .map(|part| {
                let each = span(&part.each_from, Some(&part.each_to));
                match language {
                    Language::Ja => format!("{each} × {}（{}）", part.times, part.title),
                    Language::En => format!("{each} × {} ({})", part.times, part.title),
                }
            })
            .collect();
        let sum = span(&self.from, self.to.as_ref());
        if parts.is_empty() {
            sum
        } else {
            format!("{} = {sum}", parts.join(" + "))
        }
    }
}

/// Adds up a measure step by step.
#[derive(Debug, Default)]
pub(super) struct Sum {
    measure: Measure,
    to: ExactFigure,
}

impl Sum {
    pub(super) fn unknown(&mut self, node: Option<&ElementId>, reason: UnknownReason) {
        self.measure.unknown.push(UnknownPart {
            node: node.cloned(),
            reason,
        });
    }

    pub(super) fn add(
        &mut self,
        node: &ElementId,
        title: &str,
        times: &ExactFigure,
        each: (&ExactFigure, &ExactFigure),
    ) {
        let (from, to) = (times * each.0, times * each.1);
        self.measure.from = &self.measure.from + &from;
        self.to = &self.to + &to;
        if !to.is_zero() {
            self.measure.parts.push(Contribution {
                node: node.clone(),
                title: title.to_owned(),
                times: times.clone(),
                each_from: each.0.clone(),
                each_to: each.1.clone(),
            });
        }
    }

    pub(super) fn finish(mut self) -> Measure {
        if self.measure.unknown.is_empty() {
            self.measure.to = Some(self.to);
        }
        self.measure
    }
}
