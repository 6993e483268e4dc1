//! Names: given, telling, short, and each for one thing.

use super::Check;
use crate::{GatewayKind, NodeKind};
use std::collections::HashMap;

impl Check<'_, '_> {
    pub(super) fn names(&mut self) {
        let flow = self.index.flow;
        let mut first: HashMap<&str, &str> = HashMap::new();
        for (at, node) in flow.nodes.iter().enumerate() {
            let works = matches!(
                node.is,
                NodeKind::Activity(_) | NodeKind::SubProcess(_) | NodeKind::Call(_)
            );
            let Some(name) = node.name.as_deref().filter(|name| !name.trim().is_empty()) else {
                let asks = node.gateway().is_some_and(|gateway| {
                    matches!(
                        gateway.gateway,
                        GatewayKind::Exclusive | GatewayKind::Inclusive
                    )
                }) && self.index.outgoing(at).len() > 1;
                if works {
                    self.say_node("unnamed_step", at, &[]);
                } else if asks {
                    self.say_node("unnamed_question", at, &[]);
                }
                continue;
            };
            let most = self.options.longest_name();
            let chars = u64::try_from(name.chars().count()).unwrap_or(u64::MAX);
            if chars > u64::from(most) {
                let values = [("chars", chars.into()), ("most", u64::from(most).into())];
                self.say_node("long_name", at, &values);
            }
            if works && self.options.is_generic(name) {
                self.say_node("generic_name", at, &[]);
            }
            if works {
                match first.get(name) {
                    Some(other) => {
                        let values = [("other", (*other).into())];
                        self.say_node("same_name", at, &values);
                    }
                    None => {
                        first.insert(name, node.id.as_str());
                    }
                }
            }
        }
    }
}
