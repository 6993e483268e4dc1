//! Differences of two designs: words, and how much common chance is worth.

use serde_json::json;
use tosei_bpr::simulate::{
    DifferenceVerdict as Verdict, FigureDifference, SimulatedDifference, SimulationFigure as Whole,
};
use tosei_simulation::Level;
use tosei_types::Language;

fn of(figure: Whole, before: &[f64], after: &[f64]) -> SimulatedDifference {
    let pairs = before.iter().zip(after);
    let pairs: Vec<_> = pairs.map(|(a, b)| (Some(*a), Some(*b))).collect();
    SimulatedDifference::of_runs(figure, &pairs, Level::default())
}

fn words(figure: Whole, values: SimulatedDifference) -> (&'static str, &'static str) {
    let document = json!({"figure": figure, "values": values});
    let one: FigureDifference = serde_json::from_value(document).unwrap();
    (one.words(Language::Ja), one.words(Language::En))
}

#[test]
fn every_figure_has_its_own_words() {
    let (low, high) = ([1.0, 2.0, 1.5, 1.2], [9.0, 9.5, 9.2, 9.9]);
    let label = |verdict: Verdict| (verdict.label(Language::Ja), verdict.label(Language::En));
    let (faster, slower) = (("短くなる", "faster"), ("長くなる", "slower"));
    let (cheaper, dearer) = (("安くなる", "cheaper"), ("高くなる", "dearer"));
    let (better, worse) = (label(Verdict::Better), label(Verdict::Worse));
    for (figure, rises, falls) in [
        (Whole::MeanLead, slower, faster),
        (Whole::MedianLead, slower, faster),
        (Whole::NinetiethLead, slower, faster),
        (Whole::LongestLead, slower, faster),
        (Whole::WaitingPerCase, slower, faster),
        (Whole::CostPerCase, dearer, cheaper),
        (Whole::CashPerCase, dearer, cheaper),
        (Whole::DutyCost, dearer, cheaper),
        (Whole::WorkPerCase, worse, better),
        (Whole::StatutoryBreaches, worse, better),
        (Whole::Backlog, worse, better),
        (Whole::WithinStandard, better, worse),
        (Whole::WithinStatutory, better, worse),
        (Whole::Unfinished, worse, better),
        (Whole::Stuck, worse, better),
        (Whole::Finished, label(Verdict::More), label(Verdict::Less)),
        (Whole::Withdrawn, label(Verdict::More), label(Verdict::Less)),
        (Whole::Started, label(Verdict::More), label(Verdict::Less)),
    ] {
        assert_eq!(words(figure, of(figure, &low, &high)), rises, "{figure:?}");
        assert_eq!(words(figure, of(figure, &high, &low)), falls, "{figure:?}");
        let same = words(figure, of(figure, &low, &low));
        assert_eq!(same, ("変わらない", "the same in every run"), "{figure:?}");
        let mixed = of(figure, &[1.0, 2.0, 3.0], &[2.0, 1.0, 3.0]);
        assert_eq!(words(figure, mixed), label(Verdict::NotShown), "{figure:?}");
    }
    let missing = [
        (Some(1.0), Some(5.0)),
        (Some(2.0), Some(6.5)),
        (None, Some(7.0)),
    ];
    let missing = SimulatedDifference::of_runs(Whole::MeanLead, &missing, Level::default());
    assert_eq!(
        (missing.missing_runs, missing.verdict),
        (1, Verdict::Unknown)
    );
    assert_eq!(words(Whole::MeanLead, missing), label(Verdict::Unknown));
}

fn near(found: f64, expected: f64) {
    assert!((found - expected).abs() < 1e-4, "{found}, not {expected}");
}

#[test]
fn common_chance_makes_the_interval_narrower() {
    // Variances 5.3 and 0.95 of five runs each, 1.95 of the differences; Student's multiple 2.7764.
    let values = of(
        Whole::MeanLead,
        &[12.0, 9.0, 15.0, 11.0, 10.0],
        &[8.0, 6.5, 9.0, 8.0, 7.0],
    );
    near(values.before.unwrap().mean, 11.4);
    near(values.after.unwrap().mean, 7.7);
    near(values.difference.unwrap().mean, -3.7);
    near(
        values.difference.unwrap().half_width,
        2.776_445 * (1.95_f64 / 5.0).sqrt(),
    );
    near(
        values.independent_half_width.unwrap(),
        2.776_445 * (6.25_f64 / 5.0).sqrt(),
    );
    near(values.narrowing().unwrap(), (1.95_f64 / 6.25).sqrt());
    // The same difference in every run: no interval, and the multiple for three runs is 4.3027.
    let values = of(Whole::MeanLead, &[1.0, 2.0, 3.0], &[2.0, 3.0, 4.0]);
    near(
        values.independent_half_width.unwrap(),
        4.302_653 * (2.0_f64 / 3.0).sqrt(),
    );
    near(values.narrowing().unwrap(), 0.0);
    // Nothing varies: nothing to compare.
    let values = of(Whole::MeanLead, &[1.0, 1.0], &[2.0, 2.0]);
    assert_eq!(values.narrowing(), None);
    assert_eq!(of(Whole::MeanLead, &[1.0], &[2.0]).difference, None);
}
