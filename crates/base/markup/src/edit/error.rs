//! Why an edit is not made.

use crate::MarkupError;
use tosei_document::Explain;
use tosei_types::Language;

/// Why an edit is not made; the list of edits stays as it was.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum EditError {
    /// The id is of no element of the document, or of no node that the edit is for.
    #[error("the document has no node `{id}` that can be edited so")]
    #[non_exhaustive]
    NoSuchNode {
        /// The number of the node.
        id: u32,
    },
    /// An earlier edit removed or replaced the place.
    #[error("an earlier edit removed this place")]
    Removed,
    /// The root element cannot be removed.
    #[error("the root element cannot be removed")]
    Root,
    /// The element has no such attribute.
    #[error("the element has no attribute `{name}`")]
    #[non_exhaustive]
    NoSuchAttribute {
        /// The name as it would be written.
        name: String,
    },
    /// The attribute declares a namespace, on which other names depend.
    #[error("`{name}` declares a namespace and cannot be edited")]
    #[non_exhaustive]
    NamespaceDeclaration {
        /// The name as it is written.
        name: String,
    },
    /// The name is no qualified name, or its prefix is not declared at the element.
    #[error("`{name}` is no name that can stand here")]
    #[non_exhaustive]
    Name {
        /// The name.
        name: String,
    },
    /// The element already has an attribute of that namespace and local name, under another prefix.
    #[error("the element has `{name}` already, under another prefix")]
    #[non_exhaustive]
    DuplicateAttribute {
        /// The name as it was to be written.
        name: String,
    },
    /// The element has elements, comments or the like inside, which setting its text would delete.
    #[error("the element has more than text inside")]
    NotOnlyText,
    /// XML has no way to write the character.
    #[error("the character `{character}` cannot stand in XML")]
    #[non_exhaustive]
    Character {
        /// The character, such as `U+0000`.
        character: String,
    },
    /// The encoding of the document lacks a character where no reference can stand for it.
    #[error("{encoding} has no `{character}`, and no reference can stand here")]
    #[non_exhaustive]
    Unrepresentable {
        /// The character.
        character: char,
        /// The name of the encoding.
        encoding: &'static str,
    },
    /// The fragment is not well-formed where it is to stand.
    #[error("the fragment is not well-formed: {0}")]
    Fragment(Box<MarkupError>),
}

impl EditError {
    /// Stable identifier of the variant; never renamed once released.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::NoSuchNode { .. } => "markup.edit.no_such_node",
            Self::Removed => "markup.edit.removed",
            Self::Root => "markup.edit.root",
            Self::NoSuchAttribute { .. } => "markup.edit.no_such_attribute",
            Self::NamespaceDeclaration { .. } => "markup.edit.namespace_declaration",
            Self::Name { .. } => "markup.edit.name",
            Self::DuplicateAttribute { .. } => "markup.edit.duplicate_attribute",
            Self::NotOnlyText => "markup.edit.not_only_text",
            Self::Character { .. } => "markup.edit.character",
            Self::Unrepresentable { .. } => "markup.edit.unrepresentable",
            Self::Fragment(_) => "markup.edit.fragment",
        }
    }
}

impl Explain for EditError {
    fn code(&self) -> &'static str {
        Self::code(self)
    }

    fn sentence(&self, language: Language) -> String {
        if language == Language::En {
            return format!("The edit was not made: {self}.");
        }
        match self {
            Self::NoSuchNode { id } => format!("編集できる節（{id}）が文書にありません。"),
            Self::Removed => "先の編集でこの場所はなくなっています。".to_owned(),
            Self::Root => "ルート要素は削除できません。".to_owned(),
            Self::NoSuchAttribute { name } => format!("属性「{name}」がありません。"),
            Self::NamespaceDeclaration { name } => {
                format!("「{name}」は名前空間の宣言なので編集できません。")
            }
            Self::Name { name } => format!("「{name}」はここに置ける名前ではありません。"),
            Self::DuplicateAttribute { name } => {
                format!("属性「{name}」は別の接頭辞で既にあります。")
            }
            Self::NotOnlyText => {
                "要素の中に文字以外があるため、文字を置き換えられません。".to_owned()
            }
            Self::Character { character } => format!("文字（{character}）はXMLに書けません。"),
            Self::Unrepresentable {
                character,
                encoding,
            } => format!("文字「{character}」は{encoding}になく、参照でも書けません。"),
            Self::Fragment(error) => {
                format!("挿入する断片が誤っています。{}", error.sentence(language))
            }
        }
    }
}
