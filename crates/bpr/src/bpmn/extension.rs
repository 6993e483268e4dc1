//! Our extension elements: what BPMN has no place for, in the namespace `urn:tosei:bpmn:1`.

use super::finding::{BpmnRule, Found};
use crate::flow::{Activity, ActivityMark, DataAssociation, DataUse};
use std::{borrow::Cow, str::FromStr};
use tosei_markup::{Attribute, Element, NamespaceId};
use tosei_types::{FiscalYear, Label, StaffClass};

/// One extension element while it is read.
pub(super) struct Values<'a, 'd> {
    pub(super) element: Element<'d>,
    pub(super) found: &'a mut Vec<Found>,
}

fn kept(rule: BpmnRule, attribute: Attribute<'_>) -> Found {
    Found::new(rule, attribute.value_span())
}

impl<'d> Values<'_, 'd> {
    /// Calls `take` with every attribute without a namespace; one that it does not know is a finding.
    pub(super) fn each(&mut self, mut take: impl FnMut(&mut Self, &str, Attribute<'d>) -> bool) {
        for attribute in self.element.attributes() {
            if attribute.declares().is_some() {
                continue;
            }
            let known = attribute.namespace_id() == NamespaceId::NONE
                && take(self, attribute.local_name(), attribute);
            if !known {
                let found = Found::new(BpmnRule::AttributeKept, attribute.span());
                self.found.push(found);
            }
        }
    }

    /// The value of an attribute; a finding if it is none.
    pub(super) fn value<T: FromStr>(&mut self, attribute: Attribute<'d>) -> Option<T> {
        let value = attribute.value().parse().ok();
        if value.is_none() {
            self.found.push(kept(BpmnRule::ExtensionValue, attribute));
        }
        value
    }

    /// Values between blanks.
    pub(super) fn list<T: FromStr>(&mut self, attribute: Attribute<'d>) -> Vec<T> {
        let text = attribute.value();
        let mut all = Vec::new();
        for part in text.split_ascii_whitespace() {
            match part.parse() {
                Ok(value) => all.push(value),
                Err(_) => self.found.push(kept(BpmnRule::ExtensionValue, attribute)),
            }
        }
        all
    }

    /// The elements inside of our namespace; others are findings.
    pub(super) fn children(&mut self) -> Vec<Element<'d>> {
        let namespace = self.element.namespace_id();
        let (ours, others): (Vec<_>, Vec<_>) = self
            .element
            .child_elements()
            .partition(|child| child.namespace_id() == namespace);
        for other in others {
            let found = Found::new(BpmnRule::ExtensionKept, other.start_tag_span());
            self.found.push(found);
        }
        ours
    }

    fn unknown_child(&mut self, child: Element<'d>) {
        let found = Found::new(BpmnRule::ExtensionKept, child.start_tag_span());
        self.found.push(found);
    }

    /// What is known of an activity.
    pub(super) fn activity(&mut self, activity: &mut Activity) {
        self.each(|values, name, attribute| {
            match name {
                "work_kind" => activity.work_kind = values.value(attribute),
                "medium" => activity.medium = values.value(attribute),
                "work" => activity.work = values.value(attribute),
                "waiting" => activity.waiting = values.value(attribute),
                "frequency" => activity.frequency = values.value(attribute),
                "staff_class" => activity.staff_class = values.value(attribute),
                "cash_yen" => activity.cash_yen = values.value(attribute),
                "marks" => {
                    let marks: Vec<ActivityMark> = values.list(attribute);
                    activity.marks = marks;
                }
                "criteria" => activity.criteria = values.list(attribute),
                _ => return false,
            }
            true
        });
        for child in self.children() {
            if child.local_name() == "enters" {
                activity.enters.push(child.text().into_owned());
            } else {
                self.unknown_child(child);
            }
        }
    }

    /// Uses of a data object that stand at the object itself.
    pub(super) fn uses(&mut self) -> Vec<DataAssociation> {
        let mut all = Vec::new();
        for child in self.children() {
            let node = child.attribute("", "node").map(Attribute::value);
            let node = node.as_deref().and_then(|text| text.parse().ok());
            let direction = child.attribute("", "direction").map(Attribute::value);
            let direction = direction
                .as_deref()
                .and_then(|text| text.parse::<DataUse>().ok());
            match (child.local_name(), node, direction) {
                ("use", Some(node), Some(direction)) => {
                    all.push(DataAssociation { node, direction });
                }
                _ => self.unknown_child(child),
            }
        }
        all
    }

    /// Staff classes of a flow.
    pub(super) fn staff_classes(&mut self) -> Vec<StaffClass> {
        let mut all = Vec::new();
        for child in self.children() {
            match (child.local_name(), staff_class(child)) {
                ("staff_class", Some(class)) => all.push(class),
                _ => {
                    let found = Found::new(BpmnRule::ExtensionValue, child.start_tag_span());
                    self.found.push(found);
                }
            }
        }
        all
    }
}

fn staff_class(element: Element<'_>) -> Option<StaffClass> {
    let text = |name: &str| element.attribute("", name).map(Attribute::value);
    /// Absent is absent; a value that is none makes the whole none.
    fn number<T: FromStr>(text: Option<Cow<'_, str>>) -> Option<Option<T>> {
        text.map_or(Some(None), |text| text.parse().ok().map(Some))
    }
    Some(StaffClass {
        id: text("id")?.parse().ok()?,
        label: Label {
            ja: text("ja")?.into_owned(),
            en: text("en")?.into_owned(),
        },
        weekly_minutes: number(text("weekly_minutes"))?,
        yen_per_hour: number(text("yen_per_hour"))?,
        tasks: element
            .child_elements()
            .filter(|child| child.local_name() == "task")
            .map(|child| child.text().into_owned())
            .collect(),
        contract_year: number::<FiscalYear>(text("contract_year"))?,
    })
}
