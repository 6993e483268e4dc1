//! The diagram: shapes and edges of the layout.

use super::{
    super::layout::{Bounds, Layout, Part},
    Writer,
};

impl Writer<'_> {
    pub(super) fn diagram(&mut self, layout: &Layout) {
        let diagram = self.ids.make_up();
        let plane = self.ids.make_up();
        let of = self.ids.flow.clone();
        self.start("bpmndi:BPMNDiagram", &[("id", Some(&diagram))]);
        self.start(
            "bpmndi:BPMNPlane",
            &[("id", Some(&plane)), ("bpmnElement", Some(&of))],
        );
        for shape in &layout.shapes {
            let Some(element) = self.id_of(shape.part) else {
                continue;
            };
            let id = self.ids.make_up();
            let is_horizontal = matches!(shape.part, Part::Pool(_) | Part::Lane(..));
            let expanded = shape
                .expanded
                .map(|expanded| if expanded { "true" } else { "false" });
            let is_exclusive = match shape.part {
                Part::Node(node) => self.flow.nodes.get(node).is_some_and(|node| {
                    let gateway = node.gateway();
                    gateway.is_some_and(|gateway| gateway.gateway == crate::GatewayKind::Exclusive)
                }),
                _ => false,
            };
            self.start(
                "bpmndi:BPMNShape",
                &[
                    ("id", Some(id.as_str())),
                    ("bpmnElement", Some(element.as_str())),
                    ("isHorizontal", is_horizontal.then_some("true")),
                    ("isExpanded", expanded),
                    ("isMarkerVisible", is_exclusive.then_some("true")),
                ],
            );
            self.bounds(shape.bounds);
            self.label(shape.label);
            self.end();
        }
        for line in &layout.lines {
            let Some(element) = self.id_of(line.part) else {
                continue;
            };
            let id = self.ids.make_up();
            let attributes = [
                ("id", Some(id.as_str())),
                ("bpmnElement", Some(element.as_str())),
            ];
            self.start("bpmndi:BPMNEdge", &attributes);
            for point in &line.points {
                let (x, y) = (point.x.to_string(), point.y.to_string());
                self.empty("di:waypoint", &[("x", Some(&x)), ("y", Some(&y))]);
            }
            self.label(line.label);
            self.end();
        }
        self.end();
        self.end();
    }

    fn bounds(&mut self, bounds: Bounds) {
        let [x, y, width, height] =
            [bounds.x, bounds.y, bounds.width, bounds.height].map(|length| length.to_string());
        let attributes = [
            ("x", Some(x.as_str())),
            ("y", Some(y.as_str())),
            ("width", Some(width.as_str())),
            ("height", Some(height.as_str())),
        ];
        self.empty("dc:Bounds", &attributes);
    }

    fn label(&mut self, label: Option<Bounds>) {
        if let Some(label) = label {
            self.start("bpmndi:BPMNLabel", &[]);
            self.bounds(label);
            self.end();
        }
    }

    /// The id in the file of what a shape shows.
    fn id_of(&self, part: Part) -> Option<String> {
        let flow = self.flow;
        let (id, _) = match part {
            Part::Pool(pool) => self.ids.pool(pool, &flow.pools.get(pool)?.id),
            Part::Lane(pool, lane) => {
                self.ids
                    .lane(pool, lane, &flow.pools.get(pool)?.lanes.get(lane)?.id)
            }
            Part::Node(node) => self.ids.node(node, &flow.nodes.get(node)?.id),
            Part::Data(data) => self.ids.data(data, &flow.data.get(data)?.id),
            Part::SequenceFlow(edge) => self.ids.edge(edge, &flow.sequence_flows.get(edge)?.id),
            Part::MessageFlow(edge) => self.ids.message(edge, &flow.message_flows.get(edge)?.id),
            // Associations get their ids while the activity is written.
            Part::DataUse(data, index) => return self.ids.association(data, index),
        };
        Some(id)
    }
}
