#![no_main]

use libfuzzer_sys::fuzz_target;
use tosei_conformance::Answer;

// A line of a program that answers vectors.
fuzz_target!(|line: &str| {
    let answer = Answer::read(line, "types/percent");
    let written = match &answer {
        Ok(Answer::Value(value)) => serde_json::json!({"ok": value}),
        Ok(Answer::Refused(code)) => serde_json::json!({"error": {"code": code}}),
        Ok(Answer::Unsupported) => serde_json::json!({"unsupported": "types/percent"}),
        _ => return,
    };
    let again = Answer::read(&written.to_string(), "types/percent");
    assert_eq!(again.ok(), answer.ok());
});
