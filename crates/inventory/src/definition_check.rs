//! Checking a file of named definitions: rates and selection rules alike.

use tosei_document::{Catalogue, Collector, Mark, PlaceRef, Report, Sink, ValueRef};

/// What a definition's own check calls for each defect: the rule's name, the path, the value.
pub(crate) type Problem<'p> = &'p mut dyn FnMut(&str, &str, &str);

/// A file of definitions: how its rules and its list are called.
pub(crate) struct DefinitionFile {
    pub(crate) catalogue: &'static Catalogue,
    /// What the codes of its rules begin with, such as `inventory.rate_definitions`.
    pub(crate) prefix: &'static str,
    /// The key of the list, such as `rates`.
    pub(crate) list: &'static str,
}

impl DefinitionFile {
    /// Reports an empty list, repeated ids, and whatever `check_one` says of each definition.
    ///
    /// A definition comes with its position in the file, which its findings point at.
    pub(crate) fn check<'d, T: 'd>(
        &self,
        definitions: impl Iterator<Item = (&'d T, usize)>,
        id_of: impl Fn(&'d T) -> &'d str,
        mut check_one: impl FnMut(&'d T, Problem<'_>),
    ) -> Report {
        let (prefix, list) = (self.prefix, self.list);
        let mut findings = Collector::new(self.catalogue).keeping(usize::MAX);
        let mut report = |rule: &str, subject: &str, pointer: &str, value: &str| {
            if let Some(rule) = self.catalogue.index(&format!("{prefix}.{rule}")) {
                findings.accept(Mark {
                    rule,
                    place: PlaceRef::Pointer(pointer),
                    subject: Some(subject),
                    values: &[("value", ValueRef::Text(value))],
                });
            }
        };
        let mut earlier: Vec<&str> = Vec::new();
        for (definition, position) in definitions {
            let id = id_of(definition);
            if earlier.contains(&id) {
                report("duplicate_id", id, &format!("/{list}/{position}/id"), id);
            }
            earlier.push(id);
            check_one(definition, &mut |rule, path, value| {
                report(rule, id, &format!("/{list}/{position}{path}"), value);
            });
        }
        if earlier.is_empty() {
            report("none", "-", &format!("/{list}"), "");
        }
        findings.into_report()
    }
}
