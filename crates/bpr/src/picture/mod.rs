//! 図: a flow as a picture, for pages and as a file of its own (feature `html`).

use crate::{
    ActivityMark, ElementId, EventPosition, EventTrigger, Flow, GatewayKind, Node, NodeKind,
    bpmn::layout::{Bounds, Layout, Line, Part, Point, Shape as Placed},
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
    let layout = Layout::of(flow);
    let mut picture = Picture {
        flow,
        marks,
        drawing: Drawing::new(title, pixels(layout.width), pixels(layout.height))
            .described(description(flow)),
    };
    let (bands, steps): (Vec<_>, Vec<_>) = layout
        .shapes
        .iter()
        .partition(|placed| matches!(placed.part, Part::Pool(_) | Part::Lane(..)));
    for placed in bands {
        picture.band(placed);
    }
    // The border of a sub-process lies under the lines inside it.
    let (around, others): (Vec<_>, Vec<_>) = steps
        .into_iter()
        .partition(|placed| placed.expanded == Some(true));
    for placed in around {
        picture.shape(placed);
    }
    for line in &layout.lines {
        picture.line(line);
    }
    for placed in others {
        picture.shape(placed);
    }
    picture.drawing
}

fn pixels(length: i64) -> u32 {
    u32::try_from(length.max(0)).unwrap_or(u32::MAX)
}

fn area(at: Bounds) -> DrawingArea {
    DrawingArea {
        x: pixels(at.x),
        y: pixels(at.y),
        width: pixels(at.width),
        height: pixels(at.height),
    }
}

/// The area of a label: lines here are a little higher and letters wider than a modelling tool draws them.
fn roomy(label: Bounds) -> DrawingArea {
    area(Bounds {
        x: label.x - label.width / 8,
        width: label.width + label.width / 4 + 8,
        height: label.height * 8 / 7,
        ..label
    })
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
    drawing: Drawing,
}

const LINE_HEIGHT: i64 = 16;
const HEADER: i64 = 30;

impl Picture<'_> {
    fn look(&self, id: &ElementId) -> Look {
        self.marks.get(id).map_or(Look::Plain, |mark| mark.look)
    }

    /// The word of an element's mark, above it.
    fn word(&mut self, id: &ElementId, at: Bounds) {
        if let Some(mark) = self.marks.get(id) {
            let above = Bounds {
                x: at.x,
                y: at.y - LINE_HEIGHT - 1,
                width: at.width.max(90),
                height: LINE_HEIGHT,
            };
            let word = Text::new(mark.word.ja.as_str(), mark.word.en.as_str());
            self.drawing
                .push_name(word, area(above), Placement::TopLeft);
        }
    }

    fn band(&mut self, placed: &Placed) {
        let name = match placed.part {
            Part::Pool(pool) => self
                .flow
                .pools
                .get(pool)
                .and_then(|pool| pool.name.as_ref()),
            Part::Lane(pool, lane) => {
                let pool = self.flow.pools.get(pool);
                let lane = pool.and_then(|pool| pool.lanes.get(lane));
                lane.and_then(|lane| lane.name.as_ref())
            }
            _ => None,
        };
        let header = Bounds {
            width: HEADER,
            ..placed.bounds
        };
        let (whole, header) = (area(placed.bounds), area(header));
        self.drawing
            .push_shape(Shape::Rectangle, whole, Look::Frame);
        self.drawing
            .push_shape(Shape::Rectangle, header, Look::Frame);
        if let Some(name) = name {
            let name = Text::data(name.as_str());
            self.drawing.push_name(name, header, Placement::Upright);
        }
    }

    fn line(&mut self, line: &Line) {
        let flow = self.flow;
        let (id, name, dashed, arrow) = match line.part {
            Part::SequenceFlow(at) => match flow.sequence_flows.get(at) {
                Some(edge) => (&edge.id, edge.name.as_ref(), false, true),
                None => return,
            },
            Part::MessageFlow(at) => match flow.message_flows.get(at) {
                Some(message) => (&message.id, message.name.as_ref(), true, true),
                None => return,
            },
            Part::DataUse(at, _) => match flow.data.get(at) {
                Some(object) => (&object.id, None, true, false),
                None => return,
            },
            _ => return,
        };
        let points = line.points.iter();
        let points = points.map(|Point { x, y }| (pixels(*x), pixels(*y)));
        let look = self.look(id);
        self.drawing.push_line(
            points,
            LineStyle {
                look,
                dashed,
                arrow,
            },
        );
        if let (Some(label), Some(name)) = (line.label, name) {
            let name = Text::data(name.as_str());
            self.drawing
                .push_name(name, roomy(label), Placement::TopLeft);
        }
    }

    fn shape(&mut self, placed: &Placed) {
        let flow = self.flow;
        match placed.part {
            Part::Node(at) => {
                if let Some(node) = flow.nodes.get(at) {
                    self.node(node, placed);
                    self.word(&node.id, placed.bounds);
                }
            }
            Part::Data(at) => {
                if let Some(object) = flow.data.get(at) {
                    let look = self.look(&object.id);
                    let shape = if object.store {
                        Shape::Rectangle
                    } else {
                        Shape::Sheet
                    };
                    self.drawing.push_shape(shape, area(placed.bounds), look);
                    self.label(placed, object.name.as_deref());
                }
            }
            _ => {}
        }
    }

    fn label(&mut self, placed: &Placed, name: Option<&str>) {
        if let (Some(label), Some(name)) = (placed.label, name) {
            self.drawing
                .push_name(Text::data(name), roomy(label), Placement::Top);
        }
    }

    fn node(&mut self, node: &Node, placed: &Placed) {
        let (at, look) = (placed.bounds, self.look(&node.id));
        match &node.is {
            NodeKind::Activity(_) | NodeKind::Call(_) => self.step(node, at, look),
            NodeKind::SubProcess(_) => {
                self.drawing.push_shape(Shape::Rounded, area(at), look);
                let head = Bounds {
                    x: at.x + 8,
                    y: at.y + 4,
                    width: at.width - 16,
                    height: LINE_HEIGHT,
                };
                self.drawing
                    .push_name(Text::data(node.title()), area(head), Placement::TopLeft);
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
                self.label(placed, node.name.as_deref());
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
                self.label(placed, node.name.as_deref());
            }
        }
    }

    /// A step: its name, and below it medium, seal and the like in words.
    fn step(&mut self, node: &Node, at: Bounds, look: Look) {
        self.drawing.push_shape(Shape::Rounded, area(at), look);
        let name = Bounds {
            x: at.x + 6,
            y: at.y + 4,
            width: at.width - 12,
            height: at.height - 28,
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
        let remark = Bounds {
            y: at.bottom() - 22,
            height: LINE_HEIGHT,
            ..name
        };
        let words = Text::new(words(Language::Ja), words(Language::En));
        if !words.in_language(Language::Ja).is_empty() {
            self.drawing.push_name(words, area(remark), Placement::Top);
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
