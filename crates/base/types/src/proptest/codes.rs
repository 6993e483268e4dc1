//! Strategies for codes with check digits.

use crate::{CorporateNumber, LocalGovernmentCode};
use proptest::prelude::*;

/// Any 法人番号 whose check digit fits.
pub fn corporate_numbers() -> impl Strategy<Value = CorporateNumber> {
    "[0-9]{12}".prop_filter_map("twelve digits", |base| {
        CorporateNumber::from_base_number(&base).ok()
    })
}

/// Any 全国地方公共団体コード whose check digit fits; most are not those of any body.
pub fn local_government_codes() -> impl Strategy<Value = LocalGovernmentCode> {
    "[0-9]{5}".prop_filter_map("five digits", |body| {
        LocalGovernmentCode::from_body(&body).ok()
    })
}
