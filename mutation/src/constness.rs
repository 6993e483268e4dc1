//! A change asks an environment variable, which a `const fn` cannot: `const` goes from every function that nothing
//! constant calls. The others keep it and are not changed.

use crate::edit::Edits;
use std::collections::{BTreeMap, BTreeSet};
use std::error::Error;
use std::fs;
use std::path::PathBuf;
use syn::visit::{self, Visit};

/// Names of the functions that must stay `const`: `Type::name` where the call says the type, else `name`.
pub(crate) fn needed(
    sources: &[PathBuf],
    others: &[PathBuf],
    mut kept: BTreeSet<String>,
) -> Result<BTreeSet<String>, Box<dyn Error>> {
    let mut calls = Calls::default();
    for path in sources.iter().chain(others) {
        let text = fs::read_to_string(path)?;
        calls.visit_file(&syn::parse_file(&text)?);
    }
    kept.append(&mut calls.constant);
    // What a kept function calls is kept, too.
    loop {
        let before = kept.len();
        for (name, called) in &calls.functions {
            if keeps(&kept, name) {
                kept.extend(called.iter().cloned());
            }
        }
        if kept.len() == before {
            return Ok(kept);
        }
    }
}

/// Whether the function of that full name (`Type::name` or `name`) is kept.
pub(crate) fn keeps(kept: &BTreeSet<String>, name: &str) -> bool {
    kept.contains(name)
        || name
            .rsplit_once("::")
            .is_some_and(|(_, last)| kept.contains(last))
}

/// Takes `const` from functions.
pub(crate) fn strip(file: &syn::File, kept: &BTreeSet<String>) -> Edits {
    let mut strip = Strip {
        edits: Edits::default(),
        kept,
        of: String::new(),
    };
    strip.visit_file(file);
    strip.edits
}

/// The last word of a type's path.
pub(crate) fn type_name(of: &syn::Type) -> String {
    match of {
        syn::Type::Path(path) => path
            .path
            .segments
            .last()
            .map(|last| last.ident.to_string())
            .unwrap_or_default(),
        _ => String::new(),
    }
}

pub(crate) fn full_name(of: &str, name: &syn::Ident) -> String {
    if of.is_empty() {
        name.to_string()
    } else {
        format!("{of}::{name}")
    }
}

#[derive(Default)]
struct Calls {
    of: String,
    /// Called from constants.
    constant: BTreeSet<String>,
    /// Called from each constant function.
    functions: BTreeMap<String, BTreeSet<String>>,
    /// Where calls are noted now.
    open: Option<BTreeSet<String>>,
}

impl Calls {
    fn constant(&mut self, visit: impl FnOnce(&mut Self)) {
        let outer = self.open.replace(BTreeSet::new());
        visit(self);
        self.constant
            .append(&mut self.open.take().unwrap_or_default());
        self.open = outer;
    }
    fn function(&mut self, sig: &syn::Signature, visit: impl FnOnce(&mut Self)) {
        let outer = self.open.take();
        if sig.constness.is_some() {
            self.open = Some(BTreeSet::new());
        }
        visit(self);
        if let Some(calls) = self.open.take() {
            self.functions
                .entry(full_name(&self.of, &sig.ident))
                .or_default()
                .extend(calls);
        }
        self.open = outer;
    }
}

impl<'ast> Visit<'ast> for Calls {
    fn visit_item_impl(&mut self, item: &'ast syn::ItemImpl) {
        let outer = std::mem::replace(&mut self.of, type_name(&item.self_ty));
        visit::visit_item_impl(self, item);
        self.of = outer;
    }
    fn visit_item_const(&mut self, item: &'ast syn::ItemConst) {
        self.constant(|calls| calls.visit_expr(&item.expr));
    }
    fn visit_item_static(&mut self, item: &'ast syn::ItemStatic) {
        self.constant(|calls| calls.visit_expr(&item.expr));
    }
    fn visit_impl_item_const(&mut self, item: &'ast syn::ImplItemConst) {
        self.constant(|calls| calls.visit_expr(&item.expr));
    }
    fn visit_trait_item_const(&mut self, item: &'ast syn::TraitItemConst) {
        self.constant(|calls| visit::visit_trait_item_const(calls, item));
    }
    fn visit_expr_const(&mut self, expr: &'ast syn::ExprConst) {
        self.constant(|calls| visit::visit_expr_const(calls, expr));
    }
    fn visit_type_array(&mut self, array: &'ast syn::TypeArray) {
        self.constant(|calls| calls.visit_expr(&array.len));
    }
    fn visit_item_fn(&mut self, item: &'ast syn::ItemFn) {
        self.function(&item.sig, |calls| visit::visit_item_fn(calls, item));
    }
    fn visit_impl_item_fn(&mut self, item: &'ast syn::ImplItemFn) {
        self.function(&item.sig, |calls| visit::visit_impl_item_fn(calls, item));
    }
    fn visit_expr_path(&mut self, path: &'ast syn::ExprPath) {
        if let Some(open) = &mut self.open {
            let names: Vec<String> = path
                .path
                .segments
                .iter()
                .map(|segment| segment.ident.to_string())
                .collect();
            match names.as_slice() {
                [.., of, name] if of == "Self" => open.insert(full_name(
                    &self.of,
                    &syn::Ident::new(name, proc_macro2::Span::call_site()),
                )),
                [.., of, name] if of.starts_with(char::is_uppercase) => {
                    open.insert(format!("{of}::{name}"))
                }
                [.., name] => open.insert(name.clone()),
                [] => false,
            };
        }
        visit::visit_expr_path(self, path);
    }
    fn visit_expr_method_call(&mut self, call: &'ast syn::ExprMethodCall) {
        if let Some(open) = &mut self.open {
            open.insert(call.method.to_string());
        }
        visit::visit_expr_method_call(self, call);
    }
    fn visit_macro(&mut self, item: &'ast syn::Macro) {
        // Calls in a macro's words are not parsed: every word counts.
        if let Some(open) = &mut self.open {
            open.extend(
                item.tokens
                    .to_string()
                    .split(|c: char| !c.is_alphanumeric() && c != '_')
                    .map(str::to_owned),
            );
        }
    }
}

struct Strip<'k> {
    edits: Edits,
    kept: &'k BTreeSet<String>,
    of: String,
}

impl Strip<'_> {
    fn function(&mut self, sig: &syn::Signature) {
        if let Some(word) = &sig.constness
            && !keeps(self.kept, &full_name(&self.of, &sig.ident))
        {
            self.edits.replace(word.span.byte_range(), String::new());
        }
    }
}

impl<'ast> Visit<'ast> for Strip<'_> {
    fn visit_item_impl(&mut self, item: &'ast syn::ItemImpl) {
        let outer = std::mem::replace(&mut self.of, type_name(&item.self_ty));
        visit::visit_item_impl(self, item);
        self.of = outer;
    }
    fn visit_item_fn(&mut self, item: &'ast syn::ItemFn) {
        self.function(&item.sig);
        visit::visit_item_fn(self, item);
    }
    fn visit_impl_item_fn(&mut self, item: &'ast syn::ImplItemFn) {
        self.function(&item.sig);
        visit::visit_impl_item_fn(self, item);
    }
}
