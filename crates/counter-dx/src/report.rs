//! Findings by the code of their rule.

use tosei_document::{Catalogue, Mark, PlaceRef, Sink, ValueRef};

pub(crate) struct Reporter<'s> {
    catalogue: &'static Catalogue,
    sink: &'s mut dyn Sink,
}

impl<'s> Reporter<'s> {
    pub(crate) fn new(catalogue: &'static Catalogue, sink: &'s mut dyn Sink) -> Self {
        Self { catalogue, sink }
    }

    pub(crate) fn report(
        &mut self,
        code: &str,
        place: PlaceRef<'_>,
        subject: Option<&str>,
        values: &[(&'static str, ValueRef<'_>)],
    ) {
        let rule = self.catalogue.index(code);
        debug_assert!(rule.is_some(), "{code} is no rule");
        if let Some(rule) = rule {
            self.sink.accept(Mark {
                rule,
                place,
                subject,
                values,
            });
        }
    }
}
