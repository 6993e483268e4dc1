//! Which steps a test of an issue looks for.

use crate::{Activity, ActivityMark, Flow, Medium, Node, Party, WorkKind};
use serde::{Deserialize, Serialize};

/// 作業の条件 (step pattern): what a step must be; every list that is given must fit, and one of it suffices.
///
/// What is unknown of a step fits nothing.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct StepPattern {
    /// 作業種別: any of these.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub work_kinds: Vec<WorkKind>,
    /// 媒体: any of these.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub media: Vec<Medium>,
    /// 特記: any of these.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub marks: Vec<ActivityMark>,
    /// 主体 of the lane, else of the pool: any of these.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub parties: Vec<Party>,
}

impl StepPattern {
    /// Whether it says nothing, so that every step would fit.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.work_kinds.is_empty()
            && self.media.is_empty()
            && self.marks.is_empty()
            && self.parties.is_empty()
    }

    /// Whether a step of a flow fits.
    #[must_use]
    pub fn fits(&self, flow: &Flow, node: &Node) -> bool {
        let Some(activity) = node.activity() else {
            return false;
        };
        self.fits_activity(activity)
            && (self.parties.is_empty()
                || party(flow, node).is_some_and(|party| self.parties.contains(&party)))
    }

    fn fits_activity(&self, activity: &Activity) -> bool {
        fn one_of<T: PartialEq>(wanted: &[T], found: Option<&T>) -> bool {
            wanted.is_empty() || found.is_some_and(|found| wanted.contains(found))
        }
        one_of(&self.work_kinds, activity.work_kind.as_ref())
            && one_of(&self.media, activity.medium.as_ref())
            && (self.marks.is_empty() || self.marks.iter().any(|mark| activity.has(*mark)))
    }
}

/// Who does a step: the party of its lane, else of its pool.
pub(crate) fn party(flow: &Flow, node: &Node) -> Option<Party> {
    let lane = node.lane.as_ref().and_then(|lane| flow.lane(lane.as_str()));
    lane.and_then(|lane| lane.party).or_else(|| {
        let pool = node.pool.as_ref().and_then(|pool| flow.pool(pool.as_str()));
        pool.and_then(|pool| pool.party)
    })
}
