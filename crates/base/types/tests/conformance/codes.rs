//! Corporate numbers and local government codes, and all real codes.

use serde::{Deserialize, Serialize};
use std::{collections::BTreeMap, path::Path};
use tosei_conformance::Runner;
use tosei_types::{
    CorporateNumber, CorporateNumberError, ExactNumber, LocalGovernmentCode,
    LocalGovernmentCodeError, LocalGovernmentKind,
};

#[derive(Deserialize)]
#[serde(rename_all = "snake_case")]
enum Reading {
    Strict,
    Written,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct CodeInput {
    text: String,
    reading: Reading,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct BaseInput {
    base_number: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct TextInput {
    text: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ExactNumberInput {
    text: String,
}

#[derive(Serialize)]
struct CorporateOutput {
    number: CorporateNumber,
    base_number: String,
    check_digit: u8,
}

#[derive(Serialize)]
struct GovernmentOutput {
    code: LocalGovernmentCode,
    body: String,
    prefecture: u8,
    prefecture_code: LocalGovernmentCode,
    kind: LocalGovernmentKind,
}

#[derive(Serialize)]
struct FiveDigitsOutput {
    without_check_digit: LocalGovernmentCode,
    without_leading_zero: Option<LocalGovernmentCode>,
}

pub(crate) fn operations(runner: Runner) -> Runner {
    runner
        .on("exact_number", |input: ExactNumberInput| {
            let number: Result<ExactNumber, _> = input.text.parse();
            number
                .map(|number| number.to_string())
                .map_err(|error| error.code().to_owned())
        })
        .on("corporate_number", |input: CodeInput| {
            match input.reading {
                Reading::Strict => input.text.parse(),
                Reading::Written => CorporateNumber::read_written(&input.text),
            }
            .map(|number| CorporateOutput {
                number,
                base_number: number.base_number(),
                check_digit: number.check_digit(),
            })
            .map_err(|error| error.code().to_owned())
        })
        .on("corporate_number_completed", |input: BaseInput| {
            CorporateNumber::from_base_number(&input.base_number)
                .map_err(|error| error.code().to_owned())
        })
        .on("local_government_code", |input: CodeInput| {
            match input.reading {
                Reading::Strict => input.text.parse(),
                Reading::Written => LocalGovernmentCode::read_written(&input.text),
            }
            .map(|code| GovernmentOutput {
                code,
                body: code.body(),
                prefecture: code.prefecture(),
                prefecture_code: code.prefecture_code(),
                kind: code.kind(),
            })
            .map_err(|error| error.code().to_owned())
        })
        .on(
            "local_government_five_digits",
            |input: TextInput| match input.text.parse::<LocalGovernmentCode>() {
                Err(LocalGovernmentCodeError::FiveDigits {
                    without_check_digit,
                    without_leading_zero,
                    ..
                }) => Ok(FiveDigitsOutput {
                    without_check_digit,
                    without_leading_zero,
                }),
                Err(error) => Err(error.code().to_owned()),
                Ok(_) => Err("types.local_government_code.wrong_length".to_owned()),
            },
        )
}

/// The rows of one list of codes, by header.
fn rows(data: &Path, file: &str) -> Vec<BTreeMap<String, String>> {
    csv::Reader::from_path(data.join("codes").join(file))
        .unwrap()
        .deserialize()
        .map(Result::unwrap)
        .collect()
}

#[test]
fn all_real_codes_pass() {
    let Some(data) = std::env::var_os("TOSEI_DATA") else {
        println!("skipped: the real local government codes (TOSEI_DATA is not set)");
        return;
    };
    let data = Path::new(&data);
    let all = rows(data, "zenkoku_codes_20240101.csv");
    assert_eq!(all.len(), 1_965);
    let tokyo = rows(data, "tokyo_62.csv");
    assert_eq!(tokyo.len(), 62);
    for row in all.iter().chain(&tokyo) {
        let code: LocalGovernmentCode = row["code6"].parse().unwrap();
        assert_eq!(code.body(), row["code5"]);
        assert_eq!(LocalGovernmentCode::from_body(&row["code5"]), Ok(code));
        assert!(code.is_in_a_real_prefecture());
        let kind = match row["type"].as_str() {
            "prefecture" => LocalGovernmentKind::Prefecture,
            "designated_ward" => LocalGovernmentKind::Ward,
            _ => LocalGovernmentKind::Municipality,
        };
        assert_eq!(code.kind(), kind, "{}", row["name"]);
    }
}

/// The figures in the documentation of [`LocalGovernmentCode`].
#[test]
fn the_stated_share_of_slips_goes_unseen() {
    let Some(data) = std::env::var_os("TOSEI_DATA") else {
        println!("skipped: slips in the real local government codes (TOSEI_DATA is not set)");
        return;
    };
    let codes: Vec<String> = rows(Path::new(&data), "zenkoku_codes_20240101.csv")
        .into_iter()
        .map(|row| row["code6"].clone())
        .collect();
    let (mut slips, mut unseen, mut of_another) = (0, 0, 0);
    for code in &codes {
        for at in 0..5 {
            for digit in '0'..='9' {
                let mut slip = code.clone();
                slip.replace_range(at..=at, &digit.to_string());
                if slip == *code {
                    continue;
                }
                slips += 1;
                if slip.parse::<LocalGovernmentCode>().is_ok() {
                    unseen += 1;
                    of_another += i32::from(codes.contains(&slip));
                }
            }
        }
    }
    assert_eq!((slips, unseen, of_another), (88_425, 1_607, 400));
}

#[test]
fn errors_name_the_digit_that_fits() {
    let error = "999015".parse::<LocalGovernmentCode>().unwrap_err();
    assert_eq!(
        error.to_string(),
        "check digit `5` does not fit, expected `6`"
    );
    let error = "000012050002".parse::<CorporateNumber>().unwrap_err();
    let CorporateNumberError::BaseNumberOnly { completed, .. } = error else {
        panic!("{error}");
    };
    assert_eq!(completed.to_string(), "7000012050002");
}
