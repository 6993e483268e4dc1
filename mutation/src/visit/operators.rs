//! Operators, methods and fields, and what stands there instead.

use super::{CLOSE, Visitor, is_assignment, short};
use crate::edit::range;
use quote::ToTokens as _;
use syn::spanned::Spanned as _;
use syn::{BinOp, Expr, ExprBinary, ExprMethodCall, ExprStruct, ReturnType};

impl Visitor<'_> {
    /// An operator between two sides.
    pub(super) fn binary(&mut self, binary: &ExprBinary) {
        let op = self.source(binary.op.span());
        let shown = format!(
            "{} {op} {}",
            short(self.source(binary.left.span())),
            short(self.source(binary.right.span()))
        );
        let others: &[&str] = match op {
            "==" => &["!="],
            "!=" => &["=="],
            ">=" => &[">", "<", "=="],
            "<=" => &["<", ">", "=="],
            ">" => &[">=", "<", "=="],
            "<" => &["<=", ">", "=="],
            "&&" => &["||"],
            "||" => &["&&"],
            "&" => &["|", "^"],
            "|" => &["&", "^"],
            "^" => &["|", "&"],
            "<<" => &[">>"],
            ">>" => &["<<"],
            "+" => &["-", "*"],
            "-" => &["+", "/"],
            "*" => &["+", "/"],
            "/" => &["%", "*"],
            "%" => &["/", "+"],
            "&=" => &["|=", "^="],
            "|=" => &["&=", "^="],
            "+=" => &["-=", "*="],
            "-=" => &["+=", "/="],
            "*=" => &["+=", "/="],
            "/=" => &["*=", "%="],
            "%=" => &["/=", "+="],
            "<<=" => &[">>="],
            ">>=" => &["<<="],
            _ => &[],
        };
        let changes: Vec<String> = others.iter().map(|&other| other.to_owned()).collect();
        let Some(site) = self.site(binary.op.span(), &shown, &changes) else {
            return;
        };
        let whole = range(binary.left.span(), binary.right.span());
        let between = binary.op.span().byte_range();
        match op {
            "==" | "!=" => self.edits.around(
                whole,
                format!("{} ((", site.open()),
                format!(") != {}) {CLOSE}", site.is()),
            ),
            // With the change, both sides and the whole are turned round: no part is written twice.
            "&&" | "||" => {
                let is = site.is();
                self.edits.around(
                    whole,
                    format!("{} (((", site.open()),
                    format!(") != {is})) != {is}) {CLOSE}"),
                );
                self.edits.replace(between, format!(") != {is}) {op} (("));
                self.edits.around(
                    binary.left.span().byte_range(),
                    "(".to_owned(),
                    String::new(),
                );
            }
            _ if is_assignment(&binary.op) => {
                let left = self.source(binary.left.span());
                let arms = site.arms(|other| format!("{{ {left} {other} __r; }}"));
                let before = format!("{} (match (", site.open());
                let after = format!(
                    ") {{ __r => match {} {{ {arms} _ => {{ {left} {op} __r; }} }} }}) {CLOSE}",
                    site.choose()
                );
                self.edits.replace(whole.start..between.end, before);
                self.edits.after(whole.end, after);
            }
            _ => {
                let (take, from) = if is_order(&binary.op) {
                    ("&(", "*")
                } else {
                    ("(", "")
                };
                let arms = site.arms(|other| format!("{{ {from}__l {other} {from}__r }}"));
                let before = format!("{} (match ({take}", site.open());
                let after = format!(
                    ")) {{ (__l, __r) => match {} {{ {arms} _ => {{ {from}__l {op} {from}__r }} }} }}) {CLOSE}",
                    site.choose()
                );
                self.edits.around(whole, before, after);
                self.edits.replace(between, format!("), {take}"));
            }
        }
    }

    /// A method that has a counterpart.
    pub(super) fn method(&mut self, call: &ExprMethodCall) {
        let name = call.method.to_string();
        let other = match name.as_str() {
            "any" => "all",
            "all" => "any",
            "is_some_and" => "is_none_or",
            "is_none_or" => "is_some_and",
            "is_some" => "is_none",
            "is_none" => "is_some",
            "is_ok" => "is_err",
            "is_err" => "is_ok",
            "is_ge" => "is_gt",
            "is_gt" => "is_ge",
            "is_le" => "is_lt",
            "is_lt" => "is_le",
            "min" => "max",
            "max" => "min",
            "min_by_key" => "max_by_key",
            "max_by_key" => "min_by_key",
            "min_by" => "max_by",
            "max_by" => "min_by",
            _ => return,
        };
        let arguments = call.args.len();
        let shown = format!(".{name}");
        let whole = call.span().byte_range();
        let receiver = call.receiver.span().byte_range();
        match (name.as_str(), arguments, call.args.first()) {
            ("any" | "all" | "is_some_and" | "is_none_or", 1, Some(test)) => {
                if has_return(test) {
                    return;
                }
                let (body, before) = match test {
                    Expr::Closure(closure) if matches!(closure.output, ReturnType::Default) => {
                        (closure.body.span(), "")
                    }
                    Expr::Path(path) => (path.span(), "|__a| "),
                    _ => return,
                };
                let Some(site) = self.site(call.method.span(), &shown, &[other.to_owned()]) else {
                    return;
                };
                let is = site.is();
                self.edits.around(
                    whole,
                    format!("{} ((", site.open()),
                    format!(") != {is}) {CLOSE}"),
                );
                let call = if before.is_empty() { "" } else { "(__a)" };
                self.edits.around(
                    body.byte_range(),
                    format!("{before}(("),
                    format!("){call} != {is})"),
                );
            }
            ("is_some" | "is_none" | "is_ok" | "is_err", 0, None) => {
                let Some(site) = self.site(call.method.span(), &shown, &[other.to_owned()]) else {
                    return;
                };
                self.edits.around(
                    whole,
                    format!("{} ((", site.open()),
                    format!(") != {}) {CLOSE}", site.is()),
                );
            }
            ("is_ge" | "is_gt" | "is_le" | "is_lt" | "min" | "max", 0, None) => {
                let Some(site) = self.site(call.method.span(), &shown, &[other.to_owned()]) else {
                    return;
                };
                let arms = site.arms(|other| format!("{{ __l.{other}() }}"));
                let text = format!(
                    ") {{ __l => match {} {{ {arms} _ => {{ __l.{name}() }} }} }}) {CLOSE}",
                    site.choose()
                );
                self.edits.around(
                    receiver.clone(),
                    format!("{} (match (", site.open()),
                    String::new(),
                );
                self.edits.replace(receiver.end..whole.end, text);
            }
            ("min" | "max", 1, Some(argument)) => {
                let Some(site) = self.site(call.method.span(), &shown, &[other.to_owned()]) else {
                    return;
                };
                let arms = site.arms(|other| format!("{{ __l.{other}(__r) }}"));
                let after = format!(
                    ")) {{ (__l, __r) => match {} {{ {arms} _ => {{ __l.{name}(__r) }} }} }}) {CLOSE}",
                    site.choose()
                );
                let argument = argument.span().byte_range();
                self.edits.around(
                    receiver.clone(),
                    format!("{} (match ((", site.open()),
                    String::new(),
                );
                self.edits
                    .replace(receiver.end..argument.start, "), (".to_owned());
                self.edits.replace(argument.end..whole.end, after);
            }
            ("min_by_key" | "max_by_key" | "min_by" | "max_by", 1, Some(argument)) => {
                let Some(site) = self.site(call.method.span(), &shown, &[other.to_owned()]) else {
                    return;
                };
                let copy = self.source(argument.span());
                let arms = site.arms(|other| format!("{{ __l.{other}({copy}) }}"));
                let argument = argument.span().byte_range();
                let middle = format!(
                    ") {{ __l => match {} {{ {arms} _ => {{ __l.{name}(",
                    site.choose()
                );
                self.edits.around(
                    receiver.clone(),
                    format!("{} (match (", site.open()),
                    String::new(),
                );
                self.edits.replace(receiver.end..argument.start, middle);
                self.edits
                    .replace(argument.end..whole.end, format!(") }} }} }}) {CLOSE}"));
            }
            _ => {}
        }
    }

    /// A field in front of `..rest`.
    pub(super) fn fields(&mut self, item: &ExprStruct) {
        let Some(rest) = &item.rest else { return };
        let path = self.source(item.path.span());
        let mut base = self.source(rest.span()).to_owned();
        if base == "Default::default()" {
            base = format!("<{path} as Default>::default()");
        }
        for field in &item.fields {
            let name = field.member.to_token_stream().to_string();
            let Some(site) = self.site(
                field.span(),
                &format!("field {name}"),
                &["left to the rest".to_owned()],
            ) else {
                continue;
            };
            let number = site.first;
            let head = format!(
                "if {} {{ /*<{number}*/ ({base}).{name} /*>*/ }} else {{ ",
                site.is()
            );
            let (before, value) = match field.colon_token {
                Some(_) => (
                    format!("{} {head}", site.open()),
                    field.expr.span().byte_range(),
                ),
                None => (
                    format!("{name}: {} {head}", site.open()),
                    field.span().byte_range(),
                ),
            };
            self.edits.around(value, before, format!(" }} {CLOSE}"));
        }
    }
}

fn is_order(op: &BinOp) -> bool {
    matches!(
        op,
        BinOp::Lt(_) | BinOp::Le(_) | BinOp::Gt(_) | BinOp::Ge(_)
    )
}

fn has_return(expr: &Expr) -> bool {
    let words = expr.to_token_stream().to_string();
    words.contains("return") || words.contains('?')
}
