//! 法令標準XML: one pass over the tags.

mod element;
mod number;
mod read;
mod tag;

use super::{LawDocument, LawFormat, LawTextError, format::decode, note::Notes};
use tosei_document::Limits;

impl LawDocument {
    /// Reads 法令標準XML in UTF-8, UTF-16 with a byte order mark, or CP932.
    ///
    /// Whatever is wrong with the file, what can be read is read, and [`report`](Self::report) says what is
    /// odd and where: a file that ends too early, elements that are not known (their text is kept),
    /// references to entities (kept as they are written; none is ever expanded), elements deeper than
    /// `limits.depth` (their text belongs to the provision around them).
    ///
    /// # Errors
    ///
    /// - [`LawTextError::TooLarge`] for more than `limits.bytes` bytes.
    /// - [`LawTextError::TooManyItems`] for more than `limits.items` provisions and sentences.
    ///
    /// # Examples
    ///
    /// ```
    /// use tosei_analog_regs::law::LawDocument;
    /// use tosei_document::Limits;
    ///
    /// let xml = r#"<Law><LawNum>令和七年法律第一号</LawNum><LawBody><LawTitle>架空法</LawTitle><MainProvision>
    ///   <Article Num="9_3"><ArticleCaption>（<Ruby>閲<Rt>えつ</Rt></Ruby>覧）</ArticleCaption><ArticleTitle>第九条の三</ArticleTitle>
    ///     <Paragraph Num="1"><ParagraphNum/><ParagraphSentence><Sentence>次に掲げる者は、閲覧することができる。</Sentence></ParagraphSentence>
    ///       <Item Num="1"><ItemTitle>一</ItemTitle><ItemSentence><Sentence>住民</Sentence></ItemSentence></Item></Paragraph>
    ///   </Article></MainProvision></LawBody></Law>"#;
    /// let law = LawDocument::read_xml(xml.as_bytes(), &Limits::default())?;
    /// assert_eq!(law.name(), Some("架空法"));
    /// let item = law.sentences().last().unwrap();
    /// assert_eq!(item.citation().unwrap().to_string(), "第9条の3第1号");
    /// assert_eq!(&xml[item.source_span()], "住民");
    /// assert_eq!(law.root().descendants().find_map(|p| p.heading()), Some("架空法"));
    /// assert!(law.text().contains("（閲覧）\n第九条の三　次に掲げる者は、"));
    /// # Ok::<(), tosei_analog_regs::law::LawTextError>(())
    /// ```
    pub fn read_xml(bytes: &[u8], limits: &Limits) -> Result<Self, LawTextError> {
        check_size(bytes, limits)?;
        let mut notes = Notes::default();
        let source = decode(bytes, &mut notes);
        let builder = read::read(&source, limits, notes);
        builder.finish(LawFormat::Xml, &source, Vec::new())
    }
}

/// Offsets have 32 bits; what is put between texts must fit too.
pub(super) fn check_size(bytes: &[u8], limits: &Limits) -> Result<(), LawTextError> {
    let limit = limits.bytes.min(u64::from(u32::MAX / 4));
    let bytes = u64::try_from(bytes.len()).unwrap_or(u64::MAX);
    if bytes > limit {
        return Err(LawTextError::TooLarge { bytes, limit });
    }
    Ok(())
}
