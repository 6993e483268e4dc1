//! How large shapes are, and where their labels stand.

use super::{Bounds, LABEL, text};
use crate::{Node, NodeKind};

pub(super) const EVENT: i64 = 36;
const GATEWAY: i64 = 50;
/// The room of one boundary event on a border.
pub(super) const BOUNDARY: i64 = 66;

/// Width and height of a node, and whether its label stands outside it.
pub(super) fn size(node: &Node) -> (i64, i64, bool) {
    match &node.is {
        NodeKind::Gateway(_) => (GATEWAY, GATEWAY, true),
        NodeKind::Event(_) => (EVENT, EVENT, true),
        _ => {
            let name = node.name.as_deref().unwrap_or_default();
            let (_, height) = text::room(name, 96);
            if height > 84 {
                let (_, height) = text::room(name, 190);
                (204, height.saturating_add(36).max(80), false)
            } else {
                (110, height.saturating_add(36).max(80), false)
            }
        }
    }
}

/// Room beside and below a shape for its label.
pub(super) fn label_room(name: Option<&str>, width: i64) -> (i64, i64) {
    name.map_or((0, 0), |name| {
        let (wide, high) = text::room(name, LABEL);
        let beside = wide.saturating_sub(width).max(0).saturating_add(1) / 2;
        (beside, high.saturating_add(4))
    })
}

pub(super) fn label_below(name: &str, bounds: Bounds, most: i64) -> Bounds {
    let (width, height) = text::room(name, most);
    Bounds {
        x: bounds.centre().x.saturating_sub(width / 2),
        y: bounds.bottom().saturating_add(3),
        width,
        height,
    }
}
