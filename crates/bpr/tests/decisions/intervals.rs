//! Intervals of shares and rates, worked out elsewhere.

use tosei_bpr::simulate::learn::{rate_interval, wilson};
use tosei_simulation::Level;

#[test]
fn shares() {
    for (part, whole, level, low, high) in [
        (5, 10, Level::NinetyFive, 0.2366, 0.7634),
        (1, 10, Level::NinetyFive, 0.0179, 0.4042),
        (0, 10, Level::NinetyFive, 0.0, 0.2775),
        (10, 10, Level::NinetyFive, 0.7225, 1.0),
        (5, 10, Level::Ninety, 0.2692, 0.7308),
        (5, 10, Level::NinetyNine, 0.1843, 0.8157),
        (163, 200, Level::NinetyFive, 0.7554, 0.8627),
    ] {
        let found = wilson(part, whole, level).unwrap();
        assert!(
            (found.low - low).abs() < 1e-4,
            "{part} of {whole}: {found:?}"
        );
        assert!(
            (found.high - high).abs() < 1e-4,
            "{part} of {whole}: {found:?}"
        );
    }
    let (none, all) = (
        wilson(0, 7, Level::NinetyFive).unwrap(),
        wilson(7, 7, Level::NinetyFive).unwrap(),
    );
    assert_eq!((none.low, all.high), (0.0, 1.0));
    assert_eq!(wilson(0, 0, Level::NinetyFive), None);
    assert_eq!(wilson(8, 7, Level::NinetyFive), None);
}

#[test]
fn rates() {
    // The exact bounds of a number of Poisson, by the days in which it was seen.
    for (events, days, level, low, high) in [
        (0, 10, Level::NinetyFive, 0.0, 0.368_888),
        (10, 5, Level::NinetyFive, 0.959_078, 3.678_071),
        (10, 1, Level::NinetyFive, 4.795_389, 18.390_356),
        (1, 1, Level::NinetyFive, 0.025_318, 5.571_643),
        (10, 1, Level::Ninety, 5.425_406, 16.962_219),
    ] {
        let found = rate_interval(events, days, level).unwrap();
        assert!(
            (found.low - low).abs() < 1e-4,
            "{events} in {days}: {found:?}"
        );
        assert!(
            (found.high - high).abs() < 1e-4,
            "{events} in {days}: {found:?}"
        );
    }
    assert_eq!(rate_interval(3, 0, Level::NinetyFive), None);
}
