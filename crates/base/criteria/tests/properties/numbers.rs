//! Laws of exact numbers.

use proptest::prelude::*;
use tosei_criteria::{ExactNumber, proptest::exact_numbers};

proptest! {
    /// Law: writing a number and reading it again gives the number.
    #[test]
    fn a_number_survives_its_text(number in exact_numbers()) {
        prop_assert_eq!(number.to_string().parse::<ExactNumber>(), Ok(number));
    }

    /// Law: numbers are ordered as the products of their parts are.
    #[test]
    fn numbers_are_ordered_by_cross_products(one in exact_numbers(), other in exact_numbers()) {
        let left = i128::from(one.numerator()) * i128::from(other.denominator());
        let right = i128::from(other.numerator()) * i128::from(one.denominator());
        prop_assert_eq!(one.cmp(&other), left.cmp(&right));
        prop_assert_eq!(one == other, one.cmp(&other).is_eq());
    }

    /// Law: a ratio to 1 compares as the number itself does.
    #[test]
    fn a_ratio_to_one_is_the_number(one in exact_numbers(), other in exact_numbers()) {
        let unit = ExactNumber::from(1);
        prop_assert_eq!(one.compare_ratio(unit, other), Some(one.cmp(&other)));
    }
}
