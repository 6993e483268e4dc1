//! 接点 by kind: what is a document, which cases are known, what the body calls them.

use crate::{basis, empty};
use tosei_inventory::{
    OnlineStatus, ProcessKinds, RateDefinitions, Touchpoint, TouchpointInventory, TouchpointKind,
    Volume, VolumeMeasure, VolumeState,
};
use tosei_types::{CaseCount, Language};

#[test]
fn touchpoints_are_counted_by_kind_and_never_among_procedures() {
    use TouchpointKind::{Consultation, CounterForm, Other};
    let mut inventory = empty("2025-06-30");
    for (at, (kind, status, cases)) in [
        (CounterForm, OnlineStatus::Done, Some(100)),
        (CounterForm, OnlineStatus::NotDone, Some(20)),
        (CounterForm, OnlineStatus::Unknown, None),
        (Consultation, OnlineStatus::Done, Some(0)),
        (Other, OnlineStatus::Partial, None),
    ]
    .into_iter()
    .enumerate()
    {
        let id = format!("T-{at}").parse().unwrap();
        let mut touchpoint = Touchpoint::new(id, kind, "接点");
        touchpoint.status = status;
        touchpoint.kind_raw = (kind == Other).then(|| "アンケート".to_owned());
        let cases = cases.map(|cases: u32| CaseCount::from(cases));
        touchpoint.volumes = vec![Volume::new(
            "2024".parse().unwrap(),
            VolumeMeasure::Applications,
            VolumeState::Final,
            cases,
        )];
        inventory.touchpoints.push(touchpoint);
    }
    let rates = RateDefinitions::standard()
        .compile(ProcessKinds::standard())
        .unwrap();
    let of = |definition: &str| {
        TouchpointInventory::of(&inventory, &basis(&inventory), &rates, definition)
    };
    let counted = of("touchpoints.done");
    assert_eq!((counted.touchpoints, counted.documents), (5, 3));
    assert_eq!(counted.rows.len(), 3);
    let forms = counted.row(CounterForm).unwrap();
    assert_eq!((forms.touchpoints, forms.is_document), (3, true));
    assert_eq!(
        (forms.cases, forms.cases_of_done, forms.without_cases),
        (120, 100, 1)
    );
    assert_eq!(forms.by_status.get(&OnlineStatus::Done), Some(&1));
    assert_eq!(forms.by_status.get(&OnlineStatus::Partial), None);
    let rate = forms.rate.as_ref().unwrap().rate().unwrap();
    assert_eq!((rate.numerator(), rate.denominator()), (1, 3));
    let talks = counted.row(Consultation).unwrap();
    assert_eq!(
        (talks.cases, talks.without_cases, talks.is_document),
        (0, 0, false)
    );
    let others = counted.row(Other).unwrap();
    assert_eq!(others.own_kinds.get("アンケート"), Some(&1));
    assert!(forms.own_kinds.is_empty());
    assert!(counted.row(TouchpointKind::Event).is_none());
    let sentence = counted.sentence(Language::Ja).unwrap();
    assert!(
        sentence.ends_with("。手続・手続プロセスの率には含めない。"),
        "{sentence}"
    );
    let sentence = counted.sentence(Language::En).unwrap();
    assert!(sentence.ends_with(". It is in no rate of procedures or processes."));
    let unknown = of("processes.done"); // counts something else
    assert!(unknown.rate.is_none() && unknown.sentence(Language::Ja).is_none());
    assert_eq!(unknown.touchpoints, 5);
    let documents: Vec<bool> = TouchpointKind::ALL
        .iter()
        .map(|kind| kind.is_document())
        .collect();
    assert_eq!(documents.iter().filter(|is| **is).count(), 5);
}
