//! What is published of a document, and what is withheld.

use serde_json::{Value, json};
use tosei_document::{Explain, PublicationMarks, Visibility};
use tosei_types::Language;

fn marks(fields: &[(&str, &str)]) -> PublicationMarks {
    let fields: Vec<Value> = fields
        .iter()
        .map(|(path, v)| json!({ "path": path, "visibility": v }))
        .collect();
    let json = json!({
        "format": "tosei-publication-marks", "format_version": 1,
        "edition": { "id": "e", "date": "2026-04-01", "source": "definition" },
        "documents": [{ "format": "x", "fields": fields }],
    });
    PublicationMarks::from_json(&json.to_string()).unwrap()
}

#[test]
fn every_kind_of_field() {
    for (fields, document, left, withheld) in [
        (&[][..], json!({ "a": 1 }), json!({}), "/a internal 1"),
        (
            &[("/a", "public")],
            json!({ "a": 1, "b": 2 }),
            json!({ "a": 1 }),
            "/b internal 1",
        ),
        (
            &[("/a", "public"), ("/b", "personal")],
            json!({ "a": 1, "b": 2 }),
            json!({ "a": 1 }),
            "/b personal 1",
        ),
        // A mark holds for all below it, until a longer one.
        (
            &[("/a", "public"), ("/a/c", "personal")],
            json!({ "a": { "b": 1, "c": 2 } }),
            json!({ "a": { "b": 1 } }),
            "/a/c personal 1",
        ),
        (
            &[("/a/b", "public")],
            json!({ "a": { "b": 1, "c": 2 } }),
            json!({ "a": { "b": 1 } }),
            "/a/c internal 1",
        ),
        (
            &[("/ab", "public")],
            json!({ "a": { "b": 1 } }),
            json!({}),
            "/a internal 1",
        ),
        (
            &[("/a/c", "personal")],
            json!({ "a": { "b": 1 } }),
            json!({}),
            "/a personal 1",
        ),
        // Lists: their items, their scalars, all of them.
        (
            &[("/a", "public")],
            json!({ "a": [1, { "b": 2 }, [3]] }),
            json!({ "a": [1, { "b": 2 }, [3]] }),
            "",
        ),
        (
            &[("/a/*/b", "public")],
            json!({ "a": [{ "b": 1, "c": 2 }, { "c": 3 }, 4] }),
            json!({ "a": [{ "b": 1 }, {}] }),
            "/a/* internal 1; /a/*/c internal 2",
        ),
        (
            &[("/a", "public"), ("/a/*", "personal")],
            json!({ "a": [1, 2] }),
            json!({ "a": [] }),
            "/a/* personal 2",
        ),
        (
            &[
                ("/a", "public"),
                ("/a/*", "internal"),
                ("/a/*/b", "personal"),
            ],
            json!({ "a": [1] }),
            json!({ "a": [] }),
            "/a/* personal 1",
        ),
        (
            &[("/a~1b", "public")],
            json!({ "a/b": 1, "a~b": 2 }),
            json!({ "a/b": 1 }),
            "/a~0b internal 1",
        ),
    ] {
        let mut document = document;
        document["format"] = "x".into();
        document["$schema"] = "s".into();
        document["format_version"] = 1.into();
        let mut left = left;
        left["format"] = "x".into();
        left["$schema"] = "s".into();
        left["format_version"] = 1.into();
        let published = marks(fields).publish(&document).unwrap();
        assert_eq!(published.document, left, "{fields:?}");
        let parts: Vec<String> = published
            .withheld
            .iter()
            .map(|w| format!("{} {} {}", w.path, w.visibility.code(), w.count))
            .collect();
        assert_eq!(parts.join("; "), withheld, "{fields:?}");
        assert_eq!(
            published.explain(Language::En).is_none(),
            withheld.is_empty()
        );
    }
}

#[test]
fn what_was_withheld_is_said() {
    let document = json!({ "format": "x", "a": 1, "b": 2 });
    let published = marks(&[("/b", "personal")]).publish(&document).unwrap();
    assert_eq!(
        published.explain(Language::En).unwrap(),
        "Withheld: /a (internal, 1), /b (personal data, 1)."
    );
    assert_eq!(
        published.explain(Language::Ja).unwrap(),
        "公開しなかった項目: /a (庁内限り, 1)、/b (個人情報, 1)。"
    );
    assert!(
        Visibility::Public < Visibility::Internal && Visibility::Internal < Visibility::Personal
    );
}

#[test]
fn a_document_without_marks_is_not_published() {
    for (document, name) in [
        (json!({ "format": "y" }), "y".to_owned()),
        (json!({}), String::new()),
        (json!({ "format": "z".repeat(41) }), "z".repeat(40)),
    ] {
        let error = marks(&[]).publish(&document).unwrap_err();
        assert_eq!(error.code(), "document.publish.no_marks");
        assert_eq!(Explain::code(&error), error.code());
        assert_eq!(
            error.to_string(),
            format!("there are no marks for documents of the format `{name}`")
        );
        let en = format!(
            "Nothing can be published: nobody has decided what of a document of the format “{name}” may be."
        );
        assert_eq!(error.sentence(Language::En), en);
        let ja = format!("形式「{name}」の文書には公開区分の指定がないため、公開できません。");
        assert_eq!(error.sentence(Language::Ja), ja);
    }
    assert!(!PublicationMarks::shared().documents.is_empty());
}
