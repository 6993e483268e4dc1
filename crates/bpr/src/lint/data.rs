//! Data objects and the steps that use them.

use super::Check;
use crate::{DataUse, NodeKind};

impl Check<'_, '_> {
    pub(super) fn data(&mut self) {
        let flow = self.index.flow;
        for (at, object) in flow.data.iter().enumerate() {
            let id = object.id.as_str();
            let name = object.name.as_deref().unwrap_or(id);
            let values = [("name", name.into())];
            if object.uses.is_empty() {
                self.say("unused_data", "data", at, id, &values);
                continue;
            }
            let written = object
                .uses
                .iter()
                .any(|one| one.direction == DataUse::Writes);
            if !object.store && !written {
                self.say("data_never_written", "data", at, id, &values);
            }
            let gateway = object.uses.iter().find(|one| {
                let node = self.index.node(one.node.as_str());
                node.is_some_and(|node| matches!(node.is, NodeKind::Gateway(_)))
            });
            if let Some(gateway) = gateway {
                let values = [("name", name.into()), ("to", gateway.node.as_str().into())];
                self.say("data_at_gateway", "data", at, id, &values);
            }
        }
    }
}
