//! Both flows as pictures, with what changed set apart.

use super::{ComparisonFacts, stage, worded};
use crate::{
    ElementId,
    compare::{Change, ChangeKind},
    picture::{PictureMark, drawing},
};
use std::collections::BTreeMap;
use tosei_page::{Look, Section, Text};
use tosei_types::{Label, Language};

pub(super) fn section(facts: &ComparisonFacts<'_>) -> Section {
    let (before, after) = marks(&facts.comparison.changes);
    let picture = |flow, marks: &BTreeMap<ElementId, PictureMark>| {
        let title = stage(flow);
        let title = worded(|language| {
            let stage = title.in_language(language);
            let name = flow.name.as_deref().unwrap_or(flow.id.as_str());
            match language {
                Language::Ja => format!("{name}（{stage}）"),
                Language::En => format!("{name} ({stage})"),
            }
        });
        drawing(flow, title, marks)
    };
    Section::new(Text::new("業務フロー", "The flows"))
        .block(Text::new(
            "変わった作業は、色のほかに、枠の上の言葉でも示します。",
            "Steps that change are set apart by colour and by a word above them.",
        ))
        .block(picture(facts.before.flow, &before))
        .block(picture(facts.after.flow, &after))
}

type Marks = BTreeMap<ElementId, PictureMark>;

/// The marks of the flow before and of the flow after; an element has all its words, and the look of the gravest.
fn marks(changes: &[Change]) -> (Marks, Marks) {
    let (mut before, mut after) = (BTreeMap::new(), BTreeMap::new());
    for change in changes {
        let look = match change.kind {
            ChangeKind::Added => Look::Added,
            ChangeKind::Removed => Look::Removed,
            _ => Look::Changed,
        };
        let word = Label::new(
            change.kind.label(Language::Ja),
            change.kind.label(Language::En),
        );
        for (ids, marks) in [(&change.before, &mut before), (&change.after, &mut after)] {
            for id in ids {
                let mark = marks.entry(id.clone()).or_insert_with(|| PictureMark {
                    look,
                    word: word.clone(),
                });
                if mark.word != word {
                    mark.word.ja = format!("{}・{}", mark.word.ja, word.ja);
                    mark.word.en = format!("{}, {}", mark.word.en, word.en);
                }
            }
        }
    }
    (before, after)
}
