//! 整形式の誤り (defects): everything that keeps a text from being a document.

/// Declares the defects: code, English message, Japanese message; `#1` and `#2` are what was found.
macro_rules! defects {
    ($($(#[$doc:meta])* $variant:ident = $code:literal, $en:literal, $ja:literal;)+) => {
        /// 整形式の誤り (defect): what keeps a text from being a document, or from being read.
        ///
        /// The page of each says which place is named. Several defects may stand in one text; the first
        /// one in reading order is reported, a forbidden character before one that begins at the
        /// same place. Within one start tag, names and namespaces are looked at when the tag as a
        /// whole is sound.
        ///
        /// # Source
        ///
        /// Sources `w3c-xml` (well-formedness) and `w3c-xml-names` (namespaces) in `SOURCES.md`.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        #[non_exhaustive]
        pub enum Defect {
            $($(#[$doc])* $variant),+
        }

        impl Defect {
            /// All defects.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// Stable identifier of the defect; never renamed once released.
            #[must_use]
            pub const fn code(self) -> &'static str {
                match self { $(Self::$variant => $code),+ }
            }

            pub(crate) const fn english(self) -> &'static str {
                match self { $(Self::$variant => $en),+ }
            }

            pub(crate) const fn japanese(self) -> &'static str {
                match self { $(Self::$variant => $ja),+ }
            }
        }
    };
}

defects! {
    /// The input has more bytes than the limit (or than 4 GiB). Place: the beginning.
    TooLarge = "markup.limit.bytes", "the input is larger than `#1` bytes", "大きさが上限（#1バイト）を超えています";
    /// Elements stand in each other deeper than the limit. Place: the start tag that is too deep.
    TooDeep = "markup.limit.depth", "elements are nested deeper than `#1`", "要素の入れ子が上限（#1段）を超えています";
    /// There are more nodes and attributes than the limit. Place: the first one too many.
    TooManyItems = "markup.limit.items", "there are more than `#1` nodes and attributes", "ノードと属性の数が上限（#1）を超えています";
    /// One text, attribute value, comment or the like is longer than the limit. Place: its beginning.
    TextTooLong = "markup.limit.text", "a text is longer than `#1` bytes", "一つの文字列が上限（#1バイト）を超えています";

    /// The declaration names an encoding that is not read. Place: the name.
    EncodingUnsupported = "markup.encoding.unsupported", "the encoding `#1` is not read", "文字コード「#1」には対応していません";
    /// The declaration says another encoding than the bytes. Place: the name.
    EncodingContradiction = "markup.encoding.contradiction", "the declaration says `#1`, but the bytes are #2", "文字コードの宣言「#1」が実際の文字コード（#2）と食い違っています";
    /// Bytes that are no character of the encoding. Place: where that character would stand.
    EncodingInvalid = "markup.encoding.invalid", "the bytes are no character of #1", "#1の文字として読めないバイトがあります";

    /// The XML declaration is malformed. Place: its beginning.
    DeclarationMalformed = "markup.xml.declaration_malformed", "the XML declaration is malformed", "XML宣言の書き方が誤っています";
    /// An XML declaration that is not at the very beginning. Place: its `<`.
    DeclarationMisplaced = "markup.xml.declaration_misplaced", "an XML declaration stands only at the very beginning", "XML宣言は先頭にしか置けません";
    /// There is no element. Place: the end.
    NoRoot = "markup.xml.no_root", "there is no element", "要素がありません";
    /// A second element behind the root. Place: its `<`.
    SecondRoot = "markup.xml.second_root", "the element `#1` stands behind the root element", "ルート要素の後ろに要素「#1」があります";
    /// Text, a reference or a CDATA section outside the root. Place: its first character.
    TextOutsideRoot = "markup.xml.text_outside_root", "text stands outside the root element", "ルート要素の外に文字があります";
    /// A character that XML does not allow. Place: that character.
    ForbiddenCharacter = "markup.xml.forbidden_character", "the character `#1` is not allowed in XML", "XMLで使えない文字（#1）があります";
    /// An element is never closed. Place: the `<` of the innermost one.
    UnclosedElement = "markup.xml.unclosed_element", "the element `#1` is not closed", "要素「#1」が閉じられていません";
    /// A tag, comment, CDATA section, instruction or DOCTYPE does not end. Place: its `<`.
    UnclosedMarkup = "markup.xml.unclosed_markup", "what begins here does not end", "ここから始まるマークアップが閉じられていません";
    /// An end tag of another name than its start tag. Place: its `<`.
    EndTagMismatch = "markup.xml.end_tag_mismatch", "the end tag `#1` does not close `#2`", "終了タグ「#1」が開始タグ「#2」に対応していません";
    /// An end tag where no element is open. Place: its `<`.
    EndTagWithoutStart = "markup.xml.end_tag_without_start", "the end tag `#1` closes nothing", "終了タグ「#1」に対応する開始タグがありません";
    /// No name where one must stand. Place: the character that stands there.
    NameMalformed = "markup.xml.name_malformed", "a name is expected here", "ここには名前が必要です";
    /// A character that cannot stand in a tag there. Place: that character.
    TagMalformed = "markup.xml.tag_malformed", "this character cannot stand here in a tag", "タグのこの位置に置けない文字です";
    /// No blank before an attribute. Place: the character that stands there.
    BlankMissing = "markup.xml.blank_missing", "a blank is missing before this", "この前に空白が必要です";
    /// An attribute without an equals sign. Place: the character in its stead.
    EqualsMissing = "markup.xml.equals_missing", "the attribute `#1` has no value", "属性「#1」に値がありません";
    /// An attribute value without quotation marks. Place: the character in their stead.
    QuoteMissing = "markup.xml.quote_missing", "the value of `#1` stands without quotation marks", "属性「#1」の値が引用符で囲まれていません";
    /// `<` in an attribute value. Place: that character.
    LessThanInValue = "markup.xml.less_than_in_value", "`<` stands in an attribute value", "属性値の中に「<」があります";
    /// The same attribute twice. Place: the name of the second.
    DuplicateAttribute = "markup.xml.duplicate_attribute", "the attribute `#1` stands twice", "属性「#1」が重複しています";
    /// `&` that begins no reference. Place: that character.
    BareAmpersand = "markup.xml.bare_ampersand", "`&` begins no reference", "「&」が参照になっていません";
    /// A reference to a character that XML does not allow. Place: its `&`.
    CharacterReference = "markup.xml.character_reference", "`#1` refers to no character that XML allows", "「#1」はXMLで使える文字を指していません";
    /// A reference to an entity that is not declared. Place: its `&`.
    EntityUndefined = "markup.xml.entity_undefined", "the entity `#1` is not declared", "実体「#1」は宣言されていません";
    /// A reference to an entity of the DOCTYPE: well-formed, but nothing is expanded here. Place: its `&`.
    EntityRefused = "markup.xml.entity_refused", "the entity `#1` of the DOCTYPE is not expanded", "DOCTYPEで宣言された実体「#1」は展開しません";
    /// `]]>` in text. Place: its first character.
    CdataEndInText = "markup.xml.cdata_end_in_text", "`]]>` stands in text", "文字の中に「]]>」があります";
    /// `--` in a comment. Place: its first character.
    HyphensInComment = "markup.xml.hyphens_in_comment", "`--` stands in a comment", "コメントの中に「--」があります";
    /// A processing instruction whose target is no name, or is reserved. Place: the target.
    InstructionTarget = "markup.xml.instruction_target", "the target of the instruction is malformed or reserved", "処理命令の名前が誤っているか、予約されています";
    /// `<!` that begins nothing that XML has. Place: its `<`.
    DeclarationUnknown = "markup.xml.declaration_unknown", "`<!` begins nothing that can stand here", "ここに置けない「<!」です";
    /// A DOCTYPE behind or inside the root, or a second one. Place: its `<`.
    DoctypeMisplaced = "markup.xml.doctype_misplaced", "a DOCTYPE stands once, before the root element", "DOCTYPEはルート要素の前に一つだけ置けます";
    /// A DOCTYPE that is malformed. Place: the first character that cannot stand there.
    DoctypeMalformed = "markup.xml.doctype_malformed", "the DOCTYPE is malformed", "DOCTYPEの書き方が誤っています";

    /// A name with a colon that is no qualified name. Place: the name.
    QualifiedNameMalformed = "markup.namespace.name_malformed", "`#1` is no qualified name", "「#1」は修飾名になっていません";
    /// A prefix that is not declared. Place: the name.
    PrefixUndeclared = "markup.namespace.prefix_undeclared", "the prefix `#1` is not declared", "接頭辞「#1」が宣言されていません";
    /// A prefix declared for no namespace. Place: the name of the declaration.
    PrefixUnbound = "markup.namespace.prefix_unbound", "the prefix `#1` is declared without a namespace", "接頭辞「#1」の名前空間が空です";
    /// `xml`, `xmlns` or their namespaces bound otherwise. Place: the name of the declaration.
    NamespaceReserved = "markup.namespace.reserved", "`#1` binds a reserved prefix or namespace", "「#1」は予約された接頭辞または名前空間です";
    /// Two attributes of one namespace and local name. Place: the name of the second.
    DuplicateExpandedName = "markup.namespace.duplicate_attribute", "the attribute `#1` repeats another of the same namespace and name", "属性「#1」は名前空間と名前が同じ属性と重複しています";
    /// More namespace declarations are in scope than 512. Place: the name of the declaration.
    TooManyNamespaces = "markup.limit.namespaces", "more than `#1` namespace declarations are in scope", "有効な名前空間宣言が上限（#1）を超えています";
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn codes_are_unique_and_sentences_are_whole() {
        let codes: BTreeSet<&str> = Defect::ALL.iter().map(|defect| defect.code()).collect();
        assert_eq!(codes.len(), Defect::ALL.len());
        for defect in Defect::ALL {
            for text in [defect.english(), defect.japanese()] {
                assert!(!text.is_empty() && !text.ends_with(['.', '。']), "{text}");
            }
            let values = |text: &str| (text.contains("#1"), text.contains("#2"));
            assert_eq!(values(defect.english()), values(defect.japanese()));
        }
    }
}
