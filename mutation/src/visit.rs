//! Where a change is made, and what stands there instead.

mod operators;

use crate::body;
use crate::constness::{full_name, keeps, type_name};
use crate::edit::Edits;
use proc_macro2::Span;
use quote::ToTokens as _;
use std::collections::BTreeSet;
use std::fmt::Write as _;
use syn::spanned::Spanned as _;
use syn::visit::{self, Visit};
use syn::{Attribute, BinOp, Expr, ReturnType, UnOp};

/// Functions that only describe a schema: `cargo xtask check` compares the schemas.
const SCHEMA: &[&str] = &[
    "schema_name",
    "schema_id",
    "json_schema",
    "inline_schema",
    "_schemars_private_non_optional_json_schema",
];

pub(crate) struct Visitor<'t> {
    text: &'t str,
    file: String,
    off: &'t BTreeSet<u32>,
    kept: &'t BTreeSet<String>,
    /// Type of the `impl` around.
    of: String,
    debug: bool,
    /// Name of the function around and its lines; none outside of functions.
    function: Option<String>,
    pub(crate) next: u32,
    pub(crate) list: String,
    pub(crate) edits: Edits,
}

/// The changes of one place, numbered one after another.
struct Site {
    first: u32,
    count: u32,
    /// Those that are not left out: how many after the first, and the text.
    on: Vec<(u32, String)>,
}

impl Site {
    /// Arms of a `match`, each between marks by which an error of the compiler finds its change.
    fn arms(&self, arm: impl Fn(&str) -> String) -> String {
        let mut out = String::new();
        for (at, text) in &self.on {
            let number = self.first + at;
            let _ = write!(out, "/*<{number}*/ {at} => {} /*>*/ ", arm(text));
        }
        out
    }
    fn choose(&self) -> String {
        format!("crate::__sel({}, {})", self.first, self.count)
    }
    fn is(&self) -> String {
        format!("crate::__is({})", self.first)
    }
    fn open(&self) -> String {
        format!("/*[{} {}*/", self.first, self.count)
    }
}

const CLOSE: &str = "/*]*/";

impl<'t> Visitor<'t> {
    pub(crate) fn new(
        text: &'t str,
        file: String,
        first: u32,
        off: &'t BTreeSet<u32>,
        kept: &'t BTreeSet<String>,
    ) -> Self {
        Self {
            text,
            file,
            off,
            kept,
            of: String::new(),
            debug: false,
            function: None,
            next: first,
            list: String::new(),
            edits: Edits::default(),
        }
    }

    /// Numbers the changes of a place; none if there are none, or it does not stand in a function.
    fn site(&mut self, at: Span, shown: &str, changes: &[String]) -> Option<Site> {
        let function = self.function.as_ref()?;
        let site = Site {
            first: self.next,
            count: u32::try_from(changes.len()).ok()?,
            on: (0..)
                .zip(changes)
                .filter(|(at, _)| !self.off.contains(&(self.next + at)))
                .map(|(at, text)| (at, text.clone()))
                .collect(),
        };
        self.next += site.count;
        for (number, text) in &site.on {
            let start = at.start();
            let _ = writeln!(
                self.list,
                "{}\t{}:{}:{}\t{function}\t{}",
                site.first + number,
                self.file,
                start.line,
                start.column + 1,
                format!("{shown} -> {text}")
                    .split_whitespace()
                    .collect::<Vec<_>>()
                    .join(" ")
            );
        }
        (!site.on.is_empty()).then_some(site)
    }

    fn source(&self, of: Span) -> &'t str {
        self.text.get(of.byte_range()).unwrap_or_default()
    }

    fn function(
        &mut self,
        attributes: &[Attribute],
        sig: &syn::Signature,
        block: &syn::Block,
        visit: impl FnOnce(&mut Self),
    ) {
        let name = full_name(&self.of, &sig.ident);
        if is_test(attributes)
            || sig.constness.is_some() && keeps(self.kept, &name)
            || SCHEMA.contains(&sig.ident.to_string().as_str())
            || self.debug
        {
            return;
        }
        let lines = format!(
            "{}-{}\t{name}",
            sig.span().start().line,
            block.span().end().line
        );
        let outer = self.function.replace(lines);
        let values = if name.ends_with("::default") {
            Vec::new()
        } else {
            body::values(&sig.output)
        };
        if let Some(site) = self.site(sig.ident.span(), "body", &values) {
            let arms = site.arms(|value| format!("{{ return {value}; }}"));
            let text = format!(
                "{} match {} {{ {arms} _ => {{}} }} {CLOSE}",
                site.open(),
                site.choose()
            );
            self.edits
                .before(block.brace_token.span.open().byte_range().end, text);
        }
        if matches!(&sig.output, ReturnType::Type(_, of) if of.to_token_stream().to_string().starts_with("impl Iterator"))
            && let Some(syn::Stmt::Expr(last, None)) = block.stmts.last()
            && let Some(site) = self.site(sig.ident.span(), "body", &["nothing".to_owned()])
        {
            let after = format!(").filter(move |_| !{}) {CLOSE}", site.is());
            self.edits.around(
                last.span().byte_range(),
                format!("{} (", site.open()),
                after,
            );
        }
        visit(self);
        self.function = outer;
    }
}

impl<'ast> Visit<'ast> for Visitor<'_> {
    fn visit_item_mod(&mut self, item: &'ast syn::ItemMod) {
        if !is_test(&item.attrs) {
            visit::visit_item_mod(self, item);
        }
    }
    fn visit_item_impl(&mut self, item: &'ast syn::ItemImpl) {
        if is_test(&item.attrs) {
            return;
        }
        let outer = std::mem::replace(&mut self.of, type_name(&item.self_ty));
        let named = |name: &str| {
            item.trait_.as_ref().is_some_and(|(_, path, _)| {
                path.segments.last().is_some_and(|last| last.ident == name)
            })
        };
        let debug = std::mem::replace(&mut self.debug, named("Debug") || named("JsonSchema"));
        visit::visit_item_impl(self, item);
        self.debug = debug;
        self.of = outer;
    }
    fn visit_item_fn(&mut self, item: &'ast syn::ItemFn) {
        let of = std::mem::take(&mut self.of);
        self.function(&item.attrs, &item.sig, &item.block, |this| {
            visit::visit_block(this, &item.block)
        });
        self.of = of;
    }
    fn visit_impl_item_fn(&mut self, item: &'ast syn::ImplItemFn) {
        self.function(&item.attrs, &item.sig, &item.block, |this| {
            visit::visit_block(this, &item.block)
        });
    }
    fn visit_trait_item_fn(&mut self, item: &'ast syn::TraitItemFn) {
        if let Some(block) = &item.default {
            self.function(&item.attrs, &item.sig, block, |this| {
                visit::visit_block(this, block)
            });
        }
    }
    // What is constant cannot ask.
    fn visit_item_const(&mut self, _: &'ast syn::ItemConst) {}
    fn visit_impl_item_const(&mut self, _: &'ast syn::ImplItemConst) {}
    fn visit_trait_item_const(&mut self, _: &'ast syn::TraitItemConst) {}
    fn visit_item_static(&mut self, _: &'ast syn::ItemStatic) {}
    fn visit_expr_const(&mut self, _: &'ast syn::ExprConst) {}
    fn visit_variant(&mut self, _: &'ast syn::Variant) {}
    fn visit_macro(&mut self, _: &'ast syn::Macro) {}
    fn visit_type(&mut self, _: &'ast syn::Type) {}
    fn visit_pat(&mut self, _: &'ast syn::Pat) {}
    fn visit_generic_argument(&mut self, _: &'ast syn::GenericArgument) {}
    fn visit_expr_repeat(&mut self, repeat: &'ast syn::ExprRepeat) {
        self.visit_expr(&repeat.expr);
    }

    fn visit_expr_match(&mut self, item: &'ast syn::ExprMatch) {
        let rest = item
            .arms
            .iter()
            .any(|arm| matches!(arm.pat, syn::Pat::Wild(_)) && arm.guard.is_none());
        for arm in &item.arms {
            if rest && arm.guard.is_none() && !matches!(arm.pat, syn::Pat::Wild(_)) {
                let shown = format!("arm {}", short(self.source(arm.pat.span())));
                if let Some(site) = self.site(arm.pat.span(), &shown, &["deleted".to_owned()]) {
                    self.edits.after(
                        arm.pat.span().byte_range().end,
                        format!(" {} if !{} {CLOSE}", site.open(), site.is()),
                    );
                }
            }
            if let Some((_, guard)) = &arm.guard
                && !has_let(guard)
            {
                let shown = format!("guard {}", short(self.source(guard.span())));
                if let Some(site) = self.site(
                    guard.span(),
                    &shown,
                    &["true".to_owned(), "false".to_owned()],
                ) {
                    let arms = site.arms(|value| format!("{{ {value} }}"));
                    let before = format!(
                        "{} (match {} {{ {arms} _ => {{ ",
                        site.open(),
                        site.choose()
                    );
                    self.edits.around(
                        guard.span().byte_range(),
                        before,
                        format!(" }} }}) {CLOSE}"),
                    );
                }
            }
        }
        visit::visit_expr_match(self, item);
    }

    fn visit_expr(&mut self, expr: &'ast Expr) {
        match expr {
            Expr::Binary(binary) if is_assignment(&binary.op) => {
                self.binary(binary);
                // The left side is written more than once: nothing changes in it.
                self.visit_expr(&binary.right);
                return;
            }
            Expr::Binary(binary) if !has_let(expr) => self.binary(binary),
            Expr::Unary(unary) if matches!(unary.op, UnOp::Not(_)) => {
                if let Some(site) = self.site(
                    unary.op.span(),
                    &format!("!{}", short(self.source(unary.expr.span()))),
                    &["no !".to_owned()],
                ) {
                    self.edits.around(
                        unary.span().byte_range(),
                        format!("{} ((", site.open()),
                        format!(") != {}) {CLOSE}", site.is()),
                    );
                }
            }
            Expr::Unary(unary) if matches!(unary.op, UnOp::Neg(_)) => {
                if let Some(site) = self.site(
                    unary.op.span(),
                    &format!("-{}", short(self.source(unary.expr.span()))),
                    &["no -".to_owned()],
                ) {
                    let arms = site.arms(|_| "{ __v }".to_owned());
                    let after = format!(
                        ") {{ __v => match {} {{ {arms} _ => {{ -__v }} }} }}) {CLOSE}",
                        site.choose()
                    );
                    self.edits.replace(
                        unary.op.span().byte_range(),
                        format!("{} (match (", site.open()),
                    );
                    self.edits.after(unary.expr.span().byte_range().end, after);
                }
            }
            Expr::MethodCall(call) => self.method(call),
            Expr::Struct(item) => self.fields(item),
            _ => {}
        }
        visit::visit_expr(self, expr);
    }
}

fn is_assignment(op: &BinOp) -> bool {
    let text = op.to_token_stream().to_string();
    text.ends_with('=') && !matches!(text.as_str(), "==" | "!=" | "<=" | ">=")
}

/// Whether an item is there for tests only.
fn is_test(attributes: &[Attribute]) -> bool {
    attributes.iter().any(|attribute| {
        let words = attribute.to_token_stream().to_string();
        attribute.path().is_ident("test")
            || attribute.path().is_ident("cfg")
                && (words.contains("test") || words.contains("schemars"))
    })
}

/// Whether a `let` stands in a chain of conditions.
fn has_let(expr: &Expr) -> bool {
    match expr {
        Expr::Let(_) => true,
        Expr::Binary(binary) => has_let(&binary.left) || has_let(&binary.right),
        Expr::Paren(paren) => has_let(&paren.expr),
        _ => false,
    }
}

fn short(text: &str) -> String {
    text.split_whitespace()
        .collect::<Vec<_>>()
        .join(" ")
        .chars()
        .take(60)
        .collect()
}
