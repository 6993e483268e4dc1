//! The file.

use super::{DmnModel, Input, Table, Type};
use std::fmt::Write;

const NAMESPACE: &str = "https://www.omg.org/spec/DMN/20191111/MODEL/";

/// A text inside an element or attribute.
fn text(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '&' => safe.push_str("&amp;"),
            '<' => safe.push_str("&lt;"),
            '>' => safe.push_str("&gt;"),
            '"' => safe.push_str("&quot;"),
            // XML 1.0 has no room for these.
            '\u{0}'..='\u{8}'
            | '\u{b}'
            | '\u{c}'
            | '\u{e}'..='\u{1f}'
            | '\u{fffe}'
            | '\u{ffff}' => {}
            other => safe.push(other),
        }
    }
    safe
}

/// Writing to a String cannot fail.
macro_rules! line {
    ($out:expr, $($part:tt)*) => {
        let _ = writeln!($out, $($part)*);
    };
}

pub(super) fn write(model: &DmnModel) -> String {
    let mut out = String::new();
    line!(out, r#"<?xml version="1.0" encoding="UTF-8"?>"#);
    line!(
        out,
        r#"<definitions xmlns="{NAMESPACE}" id="definitions" name="{}" namespace="urn:tosei:dmn:{}">"#,
        text(&model.name),
        text(&model.id)
    );
    for (name, label) in &model.inputs {
        line!(
            out,
            r#"  <inputData id="in_{name}" name="{name}"><description>{}</description><variable id="var_{name}" name="{name}" typeRef="string"/></inputData>"#,
            text(label)
        );
    }
    for table in &model.tables {
        decision(&mut out, model, table);
    }
    out.push_str("</definitions>\n");
    out
}

fn decision(out: &mut String, model: &DmnModel, table: &Table) {
    let name = &table.name;
    let output = match table.output {
        Type::Text => "string",
        Type::Number => "number",
    };
    line!(out, r#"  <decision id="{name}" name="{name}">"#);
    line!(out, "    <description>{}</description>", text(&table.label));
    line!(
        out,
        r#"    <variable id="var_{name}" name="{name}" typeRef="{output}"/>"#
    );
    for (number, used) in table.uses().into_iter().enumerate() {
        let required = if model.inputs().any(|input| input == used) {
            format!(r##"<requiredInput href="#in_{used}"/>"##)
        } else {
            format!(r##"<requiredDecision href="#{used}"/>"##)
        };
        line!(
            out,
            r#"    <informationRequirement id="{name}_req_{number}">{required}</informationRequirement>"#
        );
    }
    line!(
        out,
        r#"    <decisionTable id="{name}_table" hitPolicy="{}">"#,
        table.hit_policy.word()
    );
    for (number, input) in table.inputs.iter().enumerate() {
        let kind = match input {
            Input::Name(_) => "string",
            Input::Count { .. } => "number",
        };
        line!(
            out,
            r#"      <input id="{name}_in_{number}"><inputExpression id="{name}_expr_{number}" typeRef="{kind}"><text>{}</text></inputExpression></input>"#,
            text(&input.feel())
        );
    }
    line!(out, r#"      <output id="{name}_out" typeRef="{output}"/>"#);
    for (row, rule) in table.rules.iter().enumerate() {
        let _ = write!(out, r#"      <rule id="{name}_rule_{row}">"#);
        for (column, entry) in rule.entries.iter().enumerate() {
            let _ = write!(
                out,
                r#"<inputEntry id="{name}_e_{row}_{column}"><text>{}</text></inputEntry>"#,
                text(&entry.feel())
            );
        }
        let value = match table.output {
            Type::Text => format!("\"{}\"", rule.output),
            Type::Number => rule.output.clone(),
        };
        line!(
            out,
            r#"<outputEntry id="{name}_o_{row}"><text>{}</text></outputEntry></rule>"#,
            text(&value)
        );
    }
    out.push_str("    </decisionTable>\n  </decision>\n");
}
