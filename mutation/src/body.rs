//! What a function's body is exchanged for: simple values of what it returns.

use quote::ToTokens as _;
use syn::{GenericArgument, PathArguments, ReturnType, Type};

/// At most so many bodies for one function.
const MOST: usize = 6;

/// The values to return, as Rust text.
pub(crate) fn values(output: &ReturnType) -> Vec<String> {
    let mut out = match output {
        ReturnType::Default => vec!["()".to_owned()],
        ReturnType::Type(_, of) => of_type(of),
    };
    out.truncate(MOST);
    out
}

fn of_type(of: &Type) -> Vec<String> {
    let words = |list: &[&str]| list.iter().map(|&word| word.to_owned()).collect::<Vec<_>>();
    match of {
        Type::Paren(inner) => of_type(&inner.elem),
        Type::Tuple(tuple) if tuple.elems.is_empty() => words(&["()"]),
        Type::Tuple(tuple) => {
            let parts: Vec<Vec<String>> = tuple.elems.iter().map(of_type).collect();
            let most = parts.iter().map(Vec::len).max().unwrap_or(0);
            if parts.iter().any(Vec::is_empty) {
                return Vec::new();
            }
            (0..most)
                .map(|at| {
                    let one: Vec<&str> = parts
                        .iter()
                        .map(|part| part[at.min(part.len() - 1)].as_str())
                        .collect();
                    format!("({},)", one.join(", "))
                })
                .collect()
        }
        Type::Reference(reference) => match &*reference.elem {
            Type::Path(path) if path.path.is_ident("str") => words(&["\"\"", "\"xyzzy\""]),
            Type::Slice(_) => words(&["&mut []"])
                .into_iter()
                .map(|text| {
                    if reference.mutability.is_some() {
                        text
                    } else {
                        "&[]".to_owned()
                    }
                })
                .collect(),
            _ => Vec::new(),
        },
        Type::Path(path) => of_path(path),
        _ => Vec::new(),
    }
}

fn of_path(path: &syn::TypePath) -> Vec<String> {
    let words = |list: &[&str]| list.iter().map(|&word| word.to_owned()).collect::<Vec<_>>();
    let text = path.to_token_stream().to_string();
    let Some(last) = path.path.segments.last() else {
        return Vec::new();
    };
    let inner = |at: usize| match &last.arguments {
        PathArguments::AngleBracketed(list) => list
            .args
            .iter()
            .filter_map(|argument| {
                if let GenericArgument::Type(of) = argument {
                    Some(of_type(of))
                } else {
                    None
                }
            })
            .nth(at)
            .unwrap_or_default(),
        _ => Vec::new(),
    };
    match last.ident.to_string().as_str() {
        "bool" => words(&["true", "false"]),
        "u8" | "u16" | "u32" | "u64" | "u128" | "usize" => words(&["0", "1"]),
        "i8" | "i16" | "i32" | "i64" | "i128" | "isize" => words(&["0", "1", "-1"]),
        "f32" | "f64" => words(&["0.0", "1.0", "-1.0"]),
        "char" => words(&["'x'"]),
        "String" => words(&["String::new()", "\"xyzzy\".to_owned()"]),
        "Result" if text.starts_with("fmt ::") || text.starts_with("std :: fmt ::") => {
            words(&["Ok(())"])
        }
        "Result" => {
            let values = inner(0);
            values
                .into_iter()
                .map(|value| format!("Ok({value})"))
                .collect()
        }
        "Option" => {
            let mut out = words(&["None"]);
            out.extend(inner(0).into_iter().map(|value| format!("Some({value})")));
            out
        }
        "Vec" => {
            let mut out = words(&["vec![]"]);
            out.extend(inner(0).into_iter().map(|value| format!("vec![{value}]")));
            out
        }
        "Box" | "Rc" | "Arc" => {
            let name = &last.ident;
            inner(0)
                .into_iter()
                .map(|value| format!("{name}::new({value})"))
                .collect()
        }
        "Cow" => words(&["Default::default()"]),
        "Ordering" => words(&[
            "std::cmp::Ordering::Less",
            "std::cmp::Ordering::Equal",
            "std::cmp::Ordering::Greater",
        ]),
        _ => words(&["Default::default()"]),
    }
}
