//! Edits one after another: what each answers, and what is written at the end.

use crate::{node, read};
use tosei_document::{Explain, Limits};
use tosei_markup::{EditError, InsertAt, MarkupDocument, MarkupEdits};
use tosei_types::Language;

const HEAD: &str = "<f xmlns='urn:x' xmlns:p='urn:p' xmlns:q='urn:p' xmlns:r='urn:r'>";
/// Nodes: 2 `t`, 3 `u`, 4 its text, 5 comment, 6 instruction, 7 `v`.
const BODY: &str = "<t a='1' p:c='3'/><u>旧</u><!--c--><?i?><v/>";

enum Do {
    Set(usize, &'static str, &'static str),
    Unset(usize, &'static str),
    Text(usize, &'static str),
    Before(usize, &'static str),
    After(usize, &'static str),
    Start(usize, &'static str),
    End(usize, &'static str),
    Remove(usize),
}
use Do::{After, Before, End, Remove, Set, Start, Text, Unset};

fn done(edits: &mut MarkupEdits<'_>, what: &Do) -> Result<(), EditError> {
    let document = edits.document();
    let id = |number| node(document, number);
    match what {
        Set(at, name, value) => edits.set_attribute(id(*at), name, value),
        Unset(at, name) => edits.remove_attribute(id(*at), name),
        Text(at, text) => edits.set_text(id(*at), text),
        Before(at, text) => edits.insert(InsertAt::Before(id(*at)), text),
        After(at, text) => edits.insert(InsertAt::After(id(*at)), text),
        Start(at, text) => edits.insert(InsertAt::Start(id(*at)), text),
        End(at, text) => edits.insert(InsertAt::End(id(*at)), text),
        Remove(at) => edits.remove(id(*at)),
    }
}

/// Does all of it; the codes of what was refused, and what is written.
fn written(document: &MarkupDocument, all: &[Do]) -> (String, String) {
    let mut edits = document.edit();
    let mut refused = Vec::new();
    for what in all {
        if let Err(error) = done(&mut edits, what) {
            let code = error.code();
            refused.push(code.strip_prefix("markup.edit.").unwrap_or(code));
        }
    }
    let written = String::from_utf8(edits.write()).unwrap();
    (refused.join(" "), written)
}

#[track_caller]
fn gives(all: &[Do], refused: &str, body: &str) {
    let document = read(&format!("{HEAD}{BODY}</f>"));
    let (codes, text) = written(&document, all);
    assert_eq!(
        (codes.as_str(), text),
        (refused, format!("{HEAD}{body}</f>"))
    );
    read(&format!("{HEAD}{body}</f>"));
}

const REST: &str = "<u>旧</u><!--c--><?i?><v/>";

#[track_caller]
fn tag_becomes(all: &[Do], refused: &str, tag: &str) {
    gives(all, refused, &format!("{tag}{REST}"));
}

#[test]
fn attributes_are_known_by_namespace_and_local_name() {
    let t = |behind: &str| format!("<t a='1' p:c='3'{behind}/>");
    for (all, refused, behind) in [
        (
            vec![Set(2, "p:n", "1"), Set(2, "q:n", "2")],
            "duplicate_attribute",
            " p:n=\"1\"",
        ),
        (
            vec![Set(2, "p:n", "1"), Set(2, "q:m", "2")],
            "",
            " p:n=\"1\" q:m=\"2\"",
        ),
        (
            vec![Set(2, "p:n", "1"), Set(2, "r:n", "2")],
            "",
            " p:n=\"1\" r:n=\"2\"",
        ),
        (
            vec![Set(2, "p:n", "1"), Set(2, "p:n", "2")],
            "",
            " p:n=\"2\"",
        ),
        (
            vec![Set(2, "n", "1"), Set(2, "p:n", "2")],
            "",
            " n=\"1\" p:n=\"2\"",
        ),
        (
            vec![Set(2, "p:n", "1"), Set(2, "n", "2")],
            "",
            " p:n=\"1\" n=\"2\"",
        ),
        (vec![Set(2, "q:c", "x")], "duplicate_attribute", ""),
        (vec![Set(2, "r:c", "x")], "", " r:c=\"x\""),
        (vec![Set(2, "c", "x")], "", " c=\"x\""),
        (vec![Set(2, "p:a", "x")], "", " p:a=\"x\""),
        (vec![Set(2, "xml:lang", "ja")], "", " xml:lang=\"ja\""),
        (vec![Set(2, "xmlnsz", "1")], "", " xmlnsz=\"1\""),
        (
            vec![Set(2, "xmlns", "1"), Set(2, "xmlns:z", "1")],
            "namespace_declaration namespace_declaration",
            "",
        ),
        (
            vec![
                Set(2, "1a", ""),
                Set(2, "p:", ""),
                Set(2, ":a", ""),
                Set(2, "z:a", ""),
                Set(2, "a b", ""),
            ],
            "name name name name name",
            "",
        ),
        // An attribute that was only just added goes again, and only that one.
        (
            vec![Set(2, "n", "1"), Unset(2, "n"), Unset(2, "n")],
            "no_such_attribute",
            "",
        ),
        (
            vec![Set(2, "n", "1"), Set(2, "m", "2"), Unset(2, "n")],
            "",
            " m=\"2\"",
        ),
        (
            vec![Set(2, "n", "1"), Unset(2, "a"), Set(2, "p:c", "4")],
            "",
            "?",
        ),
        (vec![Unset(2, "c")], "no_such_attribute", ""),
    ] {
        let tag = match behind {
            "?" => "<t p:c='4' n=\"1\"/>".to_owned(),
            behind => t(behind),
        };
        tag_becomes(&all, refused, &tag);
    }
    tag_becomes(&[Set(2, "a", "2"), Unset(2, "a")], "", "<t p:c='3'/>");
    tag_becomes(
        &[Unset(2, "a"), Set(2, "a", "2")],
        "removed",
        "<t p:c='3'/>",
    );
    tag_becomes(
        &[Set(2, "a", "2"), Set(2, "a", "3")],
        "",
        "<t a='3' p:c='3'/>",
    );
    tag_becomes(
        &[Unset(1, "xmlns:p"), Unset(1, "xmlns")],
        "namespace_declaration namespace_declaration",
        "<t a='1' p:c='3'/>",
    );
}

#[test]
fn what_is_removed_takes_no_edit_and_drops_those_inside() {
    for refused in [
        Set(2, "n", "1"),
        Set(2, "a", "1"),
        Text(2, "x"),
        Start(2, "x"),
        Unset(2, "a"),
        Remove(2),
    ] {
        tag_becomes(&[Remove(2), refused], "removed", "");
    }
    for dropped in [
        Set(2, "n", "1"),
        Set(2, "a", "1"),
        Text(2, "x"),
        End(2, "<n/>"),
    ] {
        tag_becomes(&[dropped, Remove(2)], "", "");
    }
    let u = |all: &[Do], refused: &str, inside: &str| {
        gives(
            all,
            refused,
            &format!("<t a='1' p:c='3'/>{inside}<!--c--><?i?><v/>"),
        );
    };
    u(
        &[
            Remove(3),
            Text(4, "x"),
            Text(3, "x"),
            Start(3, "x"),
            Before(4, "x"),
            Remove(4),
        ],
        "removed removed removed removed removed",
        "",
    );
    u(&[Text(4, "x"), Remove(3)], "", "");
    u(&[Start(3, "x"), End(3, "y"), Remove(3)], "", "");
    // Beside what was removed there is room.
    u(&[Remove(3), Before(3, "x"), After(3, "y")], "", "xy");
    u(&[Before(3, "x"), After(3, "y"), Remove(3)], "", "xy");
    u(&[Text(4, "新"), Remove(4)], "", "<u></u>");
    u(&[Text(3, ""), Remove(4)], "removed", "<u></u>");
    u(&[Text(3, "新"), Text(3, "次")], "", "<u>次</u>");
    u(&[Text(3, "新"), Text(4, "次")], "", "<u>次</u>");
    u(&[Before(4, "x"), Text(4, "y")], "", "<u>xy</u>");
    u(&[Start(3, "x"), Text(3, "y")], "", "<u>xy</u>");
    u(&[End(3, "x"), Text(3, "y")], "", "<u>yx</u>");
    u(&[Before(3, "1"), Before(3, "2")], "", "12<u>旧</u>");
    u(&[After(3, "1"), Before(5, "2")], "", "<u>旧</u>12");
}

#[test]
fn a_single_tag_becomes_two() {
    let v = |all: &[Do], refused: &str, tag: &str| {
        gives(
            all,
            refused,
            &format!("<t a='1' p:c='3'/><u>旧</u><!--c--><?i?>{tag}"),
        );
    };
    v(
        &[Text(7, "x"), Start(7, "<n/>"), End(7, "<m/>")],
        "",
        "<v><n/>x<m/></v>",
    );
    v(&[End(7, "2"), End(7, "3"), Start(7, "1")], "", "<v>123</v>");
    v(&[Set(7, "n", "1"), Text(7, "x")], "", "<v n=\"1\">x</v>");
    v(&[Text(7, "x"), Text(7, "y")], "", "<v>y</v>");
    v(&[Text(7, "]]"), End(7, ">")], "", "<v>]]&gt;</v>");
    v(&[Text(7, ""), Set(7, "n", "1")], "", "<v n=\"1\"></v>");
    v(&[Remove(7)], "", "");
}

#[test]
fn only_some_nodes_take_an_edit() {
    let none = "no_such_node";
    for (what, refused) in [
        (Remove(0), none),
        (Remove(1), "root"),
        (Set(4, "a", "1"), none),
        (Unset(0, "a"), none),
        (Text(0, "x"), none),
        (Text(1, "x"), "not_only_text"),
        (Text(5, "x"), none),
        (Text(6, "x"), none),
        (Before(0, "x"), none),
        (Before(1, "x"), none),
        (After(1, "x"), none),
        (Start(4, "x"), none),
        (End(5, "x"), none),
        (Start(3, "<n>"), "fragment"),
        (Start(3, "</u><u>"), "fragment"),
        (Start(3, "<z:n/>"), "fragment"),
        (Start(3, "]]>"), "fragment"),
        (Set(2, "a", "\u{1}"), "character"),
        (Set(2, "n", "\u{FFFE}"), "character"),
        (Text(3, "\u{B}"), "character"),
    ] {
        gives(&[what], refused, BODY);
    }
    gives(
        &[Remove(5), Remove(6)],
        "",
        "<t a='1' p:c='3'/><u>旧</u><v/>",
    );
    let long = read(&format!("{HEAD}{BODY}<a/><b/></f>"));
    let short = read("<a/>");
    let last = node(&long, 9);
    for error in [
        short.edit().remove(last),
        short.edit().set_attribute(last, "a", ""),
        short.edit().remove_attribute(last, "a"),
        short.edit().set_text(last, ""),
        short.edit().insert(InsertAt::End(last), ""),
    ] {
        assert_eq!(error, Err(short.edit().remove(last).unwrap_err()));
    }
    assert_eq!(
        short.edit().remove(last).unwrap_err().code(),
        "markup.edit.no_such_node"
    );
    // The declaration and the DOCTYPE stay.
    let whole = read("<?xml version='1.0'?><!DOCTYPE a><!--c--><a/><?i?>");
    for number in [1, 2] {
        let error = whole.edit().remove(node(&whole, number)).unwrap_err();
        assert_eq!(error.code(), "markup.edit.no_such_node");
    }
    let (refused, text) = written(&whole, &[Remove(3), Remove(5)]);
    assert_eq!(
        (refused.as_str(), text.as_str()),
        ("", "<?xml version='1.0'?><!DOCTYPE a><a/>")
    );
}

#[test]
fn whether_there_is_an_edit() {
    let document = read(&format!("{HEAD}{BODY}</f>"));
    for one in [
        Set(2, "n", "1"),
        Set(2, "a", "2"),
        Text(7, "x"),
        Text(3, "x"),
        Before(3, "x"),
        Remove(5),
    ] {
        let mut edits = document.edit();
        assert!(edits.is_empty() && edits.pieces().is_empty());
        done(&mut edits, &one).unwrap();
        assert!(!edits.is_empty());
        assert_eq!(edits.pieces().len(), 1);
        assert_eq!(edits.document(), &document);
    }
    let mut edits = document.edit();
    done(&mut edits, &Set(2, "n", "1")).unwrap();
    done(&mut edits, &Unset(2, "n")).unwrap();
    assert!(edits.is_empty());
    assert_eq!(edits.write(), document.write());
}

#[test]
fn the_end_of_cdata_never_arises_where_parts_meet() {
    for (text, all, expected) in [
        (
            "<f>a]]<!--c-->><x/></f>",
            vec![Remove(3)],
            "<f>a]]&gt;<x/></f>",
        ),
        (
            "<f>a]<!--c-->]><x/></f>",
            vec![Remove(3)],
            "<f>a]]&gt;<x/></f>",
        ),
        ("<f>a]<!--c-->><x/></f>", vec![Remove(3)], "<f>a]><x/></f>"),
        (
            "<f>a]<!--c-->><x/></f>",
            vec![Before(3, "]"), Remove(3)],
            "<f>a]]&gt;<x/></f>",
        ),
        (
            "<f>a]]<!--c--></f>",
            vec![Before(3, ">b")],
            "<f>a]]&gt;b<!--c--></f>",
        ),
        (
            "<f>a]<!--c--></f>",
            vec![Before(3, "]>b")],
            "<f>a]]&gt;b<!--c--></f>",
        ),
        (
            "<f>a<!--c-->>b</f>",
            vec![After(3, "]]")],
            "<f>a<!--c-->]]&gt;b</f>",
        ),
        (
            "<f>a<!--c-->]>b</f>",
            vec![After(3, "]")],
            "<f>a<!--c-->]]&gt;b</f>",
        ),
        (
            "<f>a<!--c-->b</f>",
            vec![Before(3, "]]"), Before(3, ">")],
            "<f>a]]&gt;<!--c-->b</f>",
        ),
        (
            "<f>a<!--c-->b</f>",
            vec![Before(3, "]"), Before(3, "]>")],
            "<f>a]]&gt;<!--c-->b</f>",
        ),
        (
            "<f>a<!--c-->b</f>",
            vec![Before(3, "]"), Before(3, ">")],
            "<f>a]><!--c-->b</f>",
        ),
        (
            "<f>a<!--c-->b</f>",
            vec![Before(3, "]]"), Before(3, "<x/>>")],
            "<f>a]]<x/>><!--c-->b</f>",
        ),
        (
            "<f><![CDATA[x]]>></f>",
            vec![Before(3, "y")],
            "<f><![CDATA[x]]>y></f>",
        ),
    ] {
        let document = read(text);
        let (refused, written) = written(&document, &all);
        assert_eq!(
            (refused.as_str(), written.as_str()),
            ("", expected),
            "{text}"
        );
        read(expected);
    }
}

#[test]
fn what_an_encoding_lacks_is_a_reference_or_refused() {
    let text = "<?xml version='1.0' encoding='us-ascii'?><f a=''>x</f>";
    let document = MarkupDocument::read(text.as_bytes(), &Limits::default()).unwrap();
    let head = "<?xml version='1.0' encoding='us-ascii'?>";
    for (what, refused, expected) in [
        (Set(2, "a", "é"), "", "<f a='&#233;'>x</f>"),
        (Text(2, "é"), "", "<f a=''>&#233;</f>"),
        (Set(2, "é", "1"), "unrepresentable", "<f a=''>x</f>"),
        (
            End(2, "é<n b='é'/>é"),
            "",
            "<f a=''>x&#233;<n b='&#233;'/>&#233;</f>",
        ),
        (End(2, "<é/>"), "unrepresentable", "<f a=''>x</f>"),
        (End(2, "<!--é-->"), "unrepresentable", "<f a=''>x</f>"),
        (End(2, "<![CDATA[é]]>"), "unrepresentable", "<f a=''>x</f>"),
        (End(2, "<?i é?>"), "unrepresentable", "<f a=''>x</f>"),
    ] {
        let (codes, written) = written(&document, &[what]);
        assert_eq!(
            (codes.as_str(), written),
            (refused, format!("{head}{expected}"))
        );
    }
}

#[test]
fn sentences_of_refusals() {
    let document = read(&format!("{HEAD}{BODY}</f>"));
    let latin = "<?xml version='1.0' encoding='iso-8859-1'?><f/>";
    let latin = MarkupDocument::read(latin.as_bytes(), &Limits::default()).unwrap();
    let refused = |document: &MarkupDocument, all: &[Do]| {
        let mut edits = document.edit();
        all.iter()
            .find_map(|what| done(&mut edits, what).err())
            .unwrap()
    };
    for (error, code, en, ja) in [
        (
            refused(&document, &[Set(4, "a", "")]),
            "no_such_node",
            "the document has no node `4` that can be edited so",
            "編集できる節（4）が文書にありません。",
        ),
        (
            refused(&document, &[Remove(2), Remove(2)]),
            "removed",
            "an earlier edit removed this place",
            "先の編集でこの場所はなくなっています。",
        ),
        (
            refused(&document, &[Remove(1)]),
            "root",
            "the root element cannot be removed",
            "ルート要素は削除できません。",
        ),
        (
            refused(&document, &[Unset(2, "z")]),
            "no_such_attribute",
            "the element has no attribute `z`",
            "属性「z」がありません。",
        ),
        (
            refused(&document, &[Set(2, "xmlns", "")]),
            "namespace_declaration",
            "`xmlns` declares a namespace and cannot be edited",
            "「xmlns」は名前空間の宣言なので編集できません。",
        ),
        (
            refused(&document, &[Set(2, "1", "")]),
            "name",
            "`1` is no name that can stand here",
            "「1」はここに置ける名前ではありません。",
        ),
        (
            refused(&document, &[Set(2, "q:c", "")]),
            "duplicate_attribute",
            "the element has `q:c` already, under another prefix",
            "属性「q:c」は別の接頭辞で既にあります。",
        ),
        (
            refused(&document, &[Text(1, "")]),
            "not_only_text",
            "the element has more than text inside",
            "要素の中に文字以外があるため、文字を置き換えられません。",
        ),
        (
            refused(&document, &[Text(3, "\u{1}")]),
            "character",
            "the character `U+0001` cannot stand in XML",
            "文字（U+0001）はXMLに書けません。",
        ),
        (
            refused(&latin, &[Set(2, "受", "")]),
            "unrepresentable",
            "iso-8859-1 has no `受`, and no reference can stand here",
            "文字「受」はiso-8859-1になく、参照でも書けません。",
        ),
    ] {
        assert_eq!(error.code(), format!("markup.edit.{code}"));
        assert_eq!(Explain::code(&error), error.code());
        assert_eq!(error.to_string(), en);
        assert_eq!(
            error.sentence(Language::En),
            format!("The edit was not made: {en}.")
        );
        assert_eq!(error.sentence(Language::Ja), ja);
    }
    // The place of a defect is that in the fragment.
    for (fragment, place) in [("<n>", "1:4"), ("x\n &y;", "2:2"), ("</z>", "1:1")] {
        match refused(&document, &[End(3, fragment)]) {
            EditError::Fragment(error) => {
                assert_eq!(error.position().to_string(), place, "{fragment}");
                let whole = EditError::Fragment(error.clone());
                assert_eq!(whole.code(), "markup.edit.fragment");
                assert_eq!(
                    whole.to_string(),
                    format!("the fragment is not well-formed: {error}")
                );
                let ja = format!(
                    "挿入する断片が誤っています。{}",
                    error.sentence(Language::Ja)
                );
                assert_eq!(whole.sentence(Language::Ja), ja);
            }
            other => panic!("{other}"),
        }
    }
}
