//! 図: a flow as a picture, for pages and as a file of its own (feature `html`).

use crate::{
    ActivityMark, ElementId, EventPosition, EventTrigger, Flow, GatewayKind, Node, NodeKind,
    layout::{FlowLayout, Point, Rectangle, Route, layout},
};
use std::collections::BTreeMap;
use tosei_page::{Drawing, DrawingArea, LineStyle, Look, Placement, Shape, Text};
use tosei_types::{Label, Language};

/// 印 (mark) of an element in a picture: how it looks, and the word that says the same.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PictureMark {
    /// 見え方.
    pub look: Look,
    /// 語, as 「追加」.
    pub word: Label,
}

/// 図を描く (draws) a flow: pools and lanes as bands, steps with name and medium, branches, events, data, lines.
///
/// `marks` sets elements apart, as those that a comparison found. The description in words has
/// every step in order with its lane, so that nothing is said by the picture alone.
///
/// # Examples
///
/// ```
/// use std::collections::BTreeMap;
/// use tosei_bpr::{Flow, picture::drawing};
/// use tosei_page::Text;
/// use tosei_types::Language;
///
/// let flow: Flow = serde_json::from_str(r#"{
///   "format": "tosei-flow", "format_version": 1, "id": "mihon", "fictional": true,
///   "nodes": [{"id": "a", "name": "書類を確認する", "is": {"kind": "activity", "medium": "paper"}}]
/// }"#)?;
/// let svg = drawing(&flow, Text::new("現状", "As is"), &BTreeMap::new()).svg(Language::Ja);
/// assert!(svg.contains("書類を確認する") && svg.contains("紙"));
/// # Ok::<(), serde_json::Error>(())
/// ```
#[must_use]
pub fn drawing(flow: &Flow, title: Text, marks: &BTreeMap<ElementId, PictureMark>) -> Drawing {
    let places = layout(flow);
    let edges = flow.sequence_flows.iter().map(|one| (&one.id, &one.name));
    let messages = flow.message_flows.iter().map(|one| (&one.id, &one.name));
    let mut picture = Picture {
        flow,
        marks,
        names: edges
            .chain(messages)
            .filter_map(|(id, name)| Some((id.as_str(), name.as_deref()?)))
            .collect(),
        nodes: flow
            .nodes
            .iter()
            .map(|node| (node.id.as_str(), node))
            .collect(),
        drawing: Drawing::new(title, pixels(places.width), pixels(places.height))
            .described(description(flow)),
    };
    picture.bands(&places);
    for route in &places.data_lines {
        picture.route(route, true, false);
    }
    for route in &places.sequence_flows {
        picture.route(route, false, true);
    }
    for route in &places.message_flows {
        picture.route(route, true, true);
    }
    picture.nodes(&places);
    picture.data(&places);
    picture.drawing
}

fn pixels(length: i64) -> u32 {
    u32::try_from(length.max(0)).unwrap_or(u32::MAX)
}

fn area(at: Rectangle) -> DrawingArea {
    DrawingArea {
        x: pixels(at.x),
        y: pixels(at.y),
        width: pixels(at.width),
        height: pixels(at.height),
    }
}

/// Every step in the order of the document: who, what, by which medium.
fn description(flow: &Flow) -> Text {
    let words = |language: Language| {
        let steps: Vec<String> = flow
            .nodes
            .iter()
            .filter(|node| node.activity().is_some())
            .map(|node| {
                let who = who(flow, node)
                    .map(|who| format!("{who}: "))
                    .unwrap_or_default();
                let medium = node.activity().and_then(|activity| activity.medium);
                let medium = medium.map(|medium| match language {
                    Language::Ja => format!("（{}）", medium.label(language)),
                    Language::En => format!(" ({})", medium.label(language)),
                });
                format!("{who}{}{}", node.title(), medium.unwrap_or_default())
            })
            .collect();
        match language {
            Language::Ja => format!("{}の作業。{}", steps.len(), steps.join("。")),
            Language::En => format!("{} steps. {}", steps.len(), steps.join(". ")),
        }
    };
    Text::new(words(Language::Ja), words(Language::En))
}

/// The name of whoever does a step.
pub(crate) fn who<'f>(flow: &'f Flow, node: &Node) -> Option<&'f str> {
    let lane = node.lane.as_ref().and_then(|lane| flow.lane(lane.as_str()));
    lane.and_then(|lane| lane.name.as_deref()).or_else(|| {
        let pool = node.pool.as_ref().and_then(|pool| flow.pool(pool.as_str()));
        pool.and_then(|pool| pool.name.as_deref())
    })
}

struct Picture<'f> {
    flow: &'f Flow,
    marks: &'f BTreeMap<ElementId, PictureMark>,
    /// The names of lines.
    names: BTreeMap<&'f str, &'f str>,
    nodes: BTreeMap<&'f str, &'f Node>,
    drawing: Drawing,
}

impl Picture<'_> {
    fn look(&self, id: &ElementId) -> Look {
        self.marks.get(id).map_or(Look::Plain, |mark| mark.look)
    }

    /// The word of an element's mark, above it.
    fn word(&mut self, id: &ElementId, at: Rectangle) {
        if let Some(mark) = self.marks.get(id) {
            let above = Rectangle {
                x: at.x,
                y: at.y - 17,
                width: at.width.max(70),
                height: 16,
            };
            let word = Text::new(mark.word.ja.as_str(), mark.word.en.as_str());
            self.drawing
                .push_name(word, area(above), Placement::TopLeft);
        }
    }

    fn bands(&mut self, places: &FlowLayout) {
        let pools = places.pools.iter().map(|placed| {
            let pool = self.flow.pool(placed.id.as_str());
            (placed, pool.and_then(|pool| pool.name.as_ref()))
        });
        let lanes = places.lanes.iter().map(|placed| {
            let lane = self.flow.lane(placed.id.as_str());
            (placed, lane.and_then(|lane| lane.name.as_ref()))
        });
        for (placed, name) in pools.chain(lanes).collect::<Vec<_>>() {
            let header = Rectangle {
                width: crate::layout::HEADER,
                ..placed.at
            };
            self.drawing
                .push_shape(Shape::Rectangle, area(placed.at), Look::Frame);
            self.drawing
                .push_shape(Shape::Rectangle, area(header), Look::Frame);
            if let Some(name) = name {
                let name = Text::data(name.as_str());
                self.drawing
                    .push_name(name, area(header), Placement::Upright);
            }
        }
    }

    fn route(&mut self, route: &Route, dashed: bool, arrow: bool) {
        let look = self.look(&route.id);
        let points = route
            .points
            .iter()
            .map(|Point { x, y }| (pixels(*x), pixels(*y)));
        self.drawing.push_line(
            points,
            LineStyle {
                look,
                dashed,
                arrow,
            },
        );
        let name = self.names.get(route.id.as_str()).copied();
        if let (Some(label), Some(name)) = (route.label, name) {
            let name = Text::data(name);
            self.drawing
                .push_name(name, area(label), Placement::TopLeft);
        }
    }

    fn nodes(&mut self, places: &FlowLayout) {
        // What is around others is drawn first.
        let mut order: Vec<_> = places.nodes.iter().collect();
        order.sort_by_key(|placed| std::cmp::Reverse((placed.at.width, placed.at.height)));
        for placed in order {
            let Some(node) = self.nodes.get(placed.id.as_str()).copied() else {
                continue;
            };
            let at = placed.at;
            let look = self.look(&node.id);
            match &node.is {
                NodeKind::Activity(_) | NodeKind::Call(_) => self.step(node, at, look),
                NodeKind::SubProcess(_) => {
                    self.drawing.push_shape(Shape::Rounded, area(at), look);
                    let title = Text::data(node.title());
                    let head = Rectangle {
                        x: at.x + 8,
                        y: at.y + 2,
                        width: at.width - 16,
                        height: 16,
                    };
                    self.drawing
                        .push_name(title, area(head), Placement::TopLeft);
                }
                NodeKind::Gateway(gateway) => {
                    self.drawing.push_shape(Shape::Diamond, area(at), look);
                    let sign = match gateway.gateway {
                        GatewayKind::Exclusive => "×",
                        GatewayKind::Parallel => "＋",
                        GatewayKind::Inclusive => "○",
                        GatewayKind::EventBased => "◇",
                        GatewayKind::Complex => "＊",
                    };
                    self.drawing
                        .push_name(Text::data(sign), area(at), Placement::Middle);
                }
                NodeKind::Event(event) => {
                    let shape = match event.event {
                        EventPosition::Start => Shape::Circle,
                        EventPosition::End => Shape::ThickCircle,
                        _ => Shape::DoubleCircle,
                    };
                    self.drawing.push_shape(shape, area(at), look);
                    if let Some(sign) = event_sign(event.trigger) {
                        self.drawing
                            .push_name(Text::data(sign), area(at), Placement::Middle);
                    }
                }
            }
            if let (Some(label), Some(name)) = (placed.label, &node.name) {
                self.drawing
                    .push_name(Text::data(name.as_str()), area(label), Placement::Top);
            }
            self.word(&node.id, at);
        }
    }

    /// A step: its name, and below it medium, seal and the like in words.
    fn step(&mut self, node: &Node, at: Rectangle, look: Look) {
        self.drawing.push_shape(Shape::Rounded, area(at), look);
        let name = Rectangle {
            x: at.x + 6,
            y: at.y + 4,
            width: at.width - 12,
            height: 3 * crate::layout::LINE_HEIGHT,
        };
        self.drawing
            .push_name(Text::data(node.title()), area(name), Placement::Middle);
        let Some(activity) = node.activity() else {
            return;
        };
        let words = |language: Language| {
            let medium = activity.medium.map(|medium| medium.label(language));
            let marks = activity
                .marks
                .iter()
                .filter(|mark| **mark != ActivityMark::HeldAlready)
                .map(|mark| mark.label(language));
            let words: Vec<&str> = medium.into_iter().chain(marks).collect();
            words.join(match language {
                Language::Ja => "・",
                Language::En => ", ",
            })
        };
        let remark = Rectangle {
            y: at.bottom() - 24,
            height: crate::layout::LINE_HEIGHT,
            ..name
        };
        let words = Text::new(words(Language::Ja), words(Language::En));
        if !words.in_language(Language::Ja).is_empty() {
            self.drawing.push_name(words, area(remark), Placement::Top);
        }
    }

    fn data(&mut self, places: &FlowLayout) {
        for placed in &places.data {
            let object = self.flow.data.iter().find(|object| object.id == placed.id);
            self.drawing
                .push_shape(Shape::Sheet, area(placed.at), self.look(&placed.id));
            if let (Some(label), Some(name)) =
                (placed.label, object.and_then(|object| object.name.as_ref()))
            {
                self.drawing
                    .push_name(Text::data(name.as_str()), area(label), Placement::Top);
            }
        }
    }
}

fn event_sign(trigger: EventTrigger) -> Option<&'static str> {
    Some(match trigger {
        EventTrigger::None => return None,
        EventTrigger::Message => "✉",
        EventTrigger::Timer => "時",
        EventTrigger::Error => "誤",
        EventTrigger::Escalation => "上",
        EventTrigger::Cancel => "取",
        EventTrigger::Compensation => "戻",
        EventTrigger::Conditional => "条",
        EventTrigger::Link => "→",
        EventTrigger::Signal => "△",
        EventTrigger::Terminate => "●",
        EventTrigger::Multiple => "多",
    })
}
