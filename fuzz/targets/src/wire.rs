//! A line of a program that answers vectors, and a file of vectors.
//!
//! Laws: no panic; what was read is written and read back the same.

use tosei_conformance::{Answer, Suite};

/// Holds the laws for these bytes.
pub fn run(bytes: &[u8]) {
    let line = crate::text(bytes);
    if let Ok(suite) = serde_json::from_str::<Suite>(line) {
        assert!(suite.cases.iter().all(|case| line.len() >= case.id.len()));
    }
    let answer = Answer::read(line, "types/percent");
    let written = match &answer {
        Ok(Answer::Value(value)) => serde_json::json!({"ok": value}),
        Ok(Answer::Refused(code)) => serde_json::json!({"error": {"code": code}}),
        Ok(Answer::Unsupported) => serde_json::json!({"unsupported": "types/percent"}),
        _ => return,
    };
    let again = Answer::read(&written.to_string(), "types/percent");
    assert_eq!(again.ok(), answer.ok());
}
