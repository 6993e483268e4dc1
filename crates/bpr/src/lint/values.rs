//! Times: given where somebody works, and possible.

use super::Check;
use crate::{ActivityMark, TaskKind, TimeValue};

impl Check<'_, '_> {
    pub(super) fn values(&mut self) {
        let flow = self.index.flow;
        for (at, node) in flow.nodes.iter().enumerate() {
            let Some(activity) = node.activity() else {
                continue;
            };
            let automated = activity.has(ActivityMark::Automated)
                || matches!(
                    activity.task,
                    Some(TaskKind::Service | TaskKind::Script | TaskKind::BusinessRule)
                );
            if activity.work.is_none() && !automated {
                self.say_node("work_time_missing", at, &[]);
            }
            if activity.waiting.is_none() && !automated {
                self.say_node("waiting_missing", at, &[]);
            }
            for time in [&activity.work, &activity.waiting].into_iter().flatten() {
                if let TimeValue::Distribution(distribution) = time
                    && let Err(error) = distribution.sampler()
                {
                    let error = error.to_string();
                    let values = [("problem", error.as_str().into())];
                    self.say_node("impossible_time", at, &values);
                }
            }
            if automated && activity.work.is_some() && activity.has(ActivityMark::Automated) {
                let works = !matches!(&activity.work, Some(TimeValue::Value(minutes))
                    if *minutes == crate::Minutes::ZERO);
                if works {
                    self.say_node("automated_with_work", at, &[]);
                }
            }
            if let Some(class) = &activity.staff_class
                && !flow.staff_classes.iter().any(|one| one.id == *class)
            {
                let values = [("class", class.as_str().into())];
                self.say_node("unknown_staff_class", at, &values);
            }
        }
        for (at, pool) in flow.pools.iter().enumerate() {
            for lane in &pool.lanes {
                if let Some(class) = &lane.staff_class
                    && !flow.staff_classes.iter().any(|one| one.id == *class)
                {
                    let name = lane.name.as_deref().unwrap_or(lane.id.as_str());
                    let values = [("name", name.into()), ("class", class.as_str().into())];
                    self.say(
                        "unknown_staff_class",
                        "pools",
                        at,
                        lane.id.as_str(),
                        &values,
                    );
                }
            }
        }
    }
}
