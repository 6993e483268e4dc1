//! What a file is, told from its first bytes: a table is not always what its name says.

use tosei_types::Language;

/// Something that is not a CSV file in UTF-8, although it was given as one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ForeignFormat {
    /// PDF.
    Pdf,
    /// A ZIP container; XLSX files are of this kind.
    Zip,
    /// The old binary container of Office 97 to 2003 (XLS); password-protected XLSX files too.
    OldOffice,
    /// HTML or XML.
    Markup,
    /// JSON.
    Json,
    /// gzip.
    Gzip,
    /// A picture (PNG, JPEG, GIF).
    Picture,
    /// Text in UTF-16.
    Utf16,
    /// Bytes that no text has.
    Binary,
    /// Excel 97-2003 ブック (`.xls`).
    OldExcel,
    /// A workbook or another Office file behind a password (`EncryptedPackage`).
    Encrypted,
    /// A web page; many systems name one `.xls` or `.xlsx` so that Excel opens it.
    Html,
    /// XML スプレッドシート 2003.
    XmlSpreadsheet,
    /// OpenDocument スプレッドシート (`.ods`).
    OpenDocument,
    /// Excel バイナリ ブック (`.xlsb`).
    BinaryWorkbook,
    /// A Word document (`.docx`).
    WordDocument,
    /// A PowerPoint presentation (`.pptx`).
    Presentation,
    /// Text in EUC-JP.
    EucJp,
    /// Text in ISO-2022-JP (JIS).
    Iso2022Jp,
    /// Text whose lines end in CR alone, as programs of old Macintoshes wrote it.
    LoneReturns,
}

impl ForeignFormat {
    /// Recognises a format by a file's first bytes; `None` if it may be plain text.
    ///
    /// # Examples
    ///
    /// ```
    /// use tosei_table::ForeignFormat;
    ///
    /// assert_eq!(ForeignFormat::of(b"%PDF-1.7\n"), Some(ForeignFormat::Pdf));
    /// assert_eq!(ForeignFormat::of("手続ID,手続名\n".as_bytes()), None);
    /// ```
    #[must_use]
    pub fn of(start: &[u8]) -> Option<Self> {
        const SIGNS: [(&[u8], ForeignFormat); 11] = [
            (b"%PDF-", ForeignFormat::Pdf),
            (b"PK\x03\x04", ForeignFormat::Zip),
            (b"PK\x05\x06", ForeignFormat::Zip),
            (b"\xD0\xCF\x11\xE0", ForeignFormat::OldOffice),
            (b"\x1F\x8B", ForeignFormat::Gzip),
            (b"\x89PNG", ForeignFormat::Picture),
            (b"\xFF\xD8\xFF", ForeignFormat::Picture),
            (b"GIF8", ForeignFormat::Picture),
            (b"\xFF\xFE", ForeignFormat::Utf16),
            (b"\xFE\xFF", ForeignFormat::Utf16),
            (b"{\\rtf", ForeignFormat::Binary),
        ];
        if let Some((_, format)) = SIGNS.iter().find(|(sign, _)| start.starts_with(sign)) {
            return Some(*format);
        }
        let text = start.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(start);
        let first = text.iter().position(|byte| !byte.is_ascii_whitespace());
        match first.and_then(|at| text.get(at..)) {
            Some([b'<', b'!' | b'?' | b'a'..=b'z' | b'A'..=b'Z', ..]) => Some(Self::Markup),
            Some([b'{' | b'[', ..]) => Some(Self::Json),
            _ if start.contains(&0) => Some(if looks_like_utf16(start) {
                Self::Utf16
            } else {
                Self::Binary
            }),
            _ => None,
        }
    }

    /// Says more of a container or of markup, from the whole file; `None` if there is no more to say.
    ///
    /// # Examples
    ///
    /// ```
    /// use tosei_table::ForeignFormat;
    ///
    /// let page = b"<html><table><tr><td>1</td></tr></table></html>";
    /// assert_eq!(ForeignFormat::in_full(page), Some(ForeignFormat::Html));
    /// ```
    #[must_use]
    pub fn in_full(bytes: &[u8]) -> Option<Self> {
        let has = |text: &[u8]| memchr::memmem::find(bytes, text).is_some();
        // Names of streams in the old container are UTF-16.
        let has_stream = |name: &str| {
            has(&name
                .encode_utf16()
                .flat_map(u16::to_le_bytes)
                .collect::<Vec<u8>>())
        };
        match Self::of(bytes.get(..4096).unwrap_or(bytes))? {
            Self::OldOffice if has_stream("EncryptedPackage") => Some(Self::Encrypted),
            Self::OldOffice if has_stream("Workbook") || has_stream("Book") => Some(Self::OldExcel),
            Self::Markup if has(b"urn:schemas-microsoft-com:office:spreadsheet") => {
                let page = bytes.get(..4096).unwrap_or(bytes).to_ascii_lowercase();
                let is_page = memchr::memmem::find(&page, b"<html").is_some();
                Some(if is_page {
                    Self::Html
                } else {
                    Self::XmlSpreadsheet
                })
            }
            Self::Markup => {
                let page = bytes.get(..1 << 16).unwrap_or(bytes).to_ascii_lowercase();
                let found = [&b"<html"[..], b"<table", b"<!doctype html", b"<meta"]
                    .iter()
                    .any(|sign| memchr::memmem::find(&page, sign).is_some());
                found.then_some(Self::Html)
            }
            _ => None,
        }
    }

    /// The format's name.
    #[must_use]
    pub const fn label(self, language: Language) -> &'static str {
        match (self, language) {
            (Self::Pdf, _) => "PDF",
            (Self::Zip, Language::Ja) => "Excel ブック（XLSX）などの ZIP",
            (Self::Zip, Language::En) => "a ZIP container such as an Excel workbook (XLSX)",
            (Self::OldOffice, Language::Ja) => {
                "古い形式の Excel ブック（XLS）、又はパスワード付きのブック"
            }
            (Self::OldOffice, Language::En) => {
                "an Excel workbook of the old kind (XLS) or one with a password"
            }
            (Self::Markup, Language::Ja) => "HTML 又は XML",
            (Self::Markup, Language::En) => "HTML or XML",
            (Self::Json, _) => "JSON",
            (Self::Gzip, Language::Ja) => "gzip で圧縮したファイル",
            (Self::Gzip, Language::En) => "a gzip file",
            (Self::Picture, Language::Ja) => "画像",
            (Self::Picture, Language::En) => "a picture",
            (Self::Utf16, Language::Ja) => "文字コードが UTF-16 のテキスト",
            (Self::Utf16, Language::En) => "text in UTF-16",
            (Self::Binary, Language::Ja) => "テキストでないファイル",
            (Self::Binary, Language::En) => "a file that is no text",
            (Self::OldExcel, Language::Ja) => "古い形式の Excel ブック（.xls）",
            (Self::OldExcel, Language::En) => "an Excel workbook of the old kind (.xls)",
            (Self::Encrypted, Language::Ja) => "パスワードで保護されたファイル",
            (Self::Encrypted, Language::En) => "a file behind a password",
            (Self::Html, Language::Ja) => "Web ページ（HTML）",
            (Self::Html, Language::En) => "a web page (HTML)",
            (Self::XmlSpreadsheet, Language::Ja) => "XML スプレッドシート 2003",
            (Self::XmlSpreadsheet, Language::En) => "an XML Spreadsheet 2003",
            (Self::OpenDocument, Language::Ja) => "OpenDocument スプレッドシート（.ods）",
            (Self::OpenDocument, Language::En) => "an OpenDocument spreadsheet (.ods)",
            (Self::BinaryWorkbook, Language::Ja) => "Excel バイナリ ブック（.xlsb）",
            (Self::BinaryWorkbook, Language::En) => "an Excel binary workbook (.xlsb)",
            (Self::WordDocument, Language::Ja) => "Word 文書（.docx）",
            (Self::WordDocument, Language::En) => "a Word document (.docx)",
            (Self::Presentation, Language::Ja) => "PowerPoint のファイル（.pptx）",
            (Self::Presentation, Language::En) => "a PowerPoint file (.pptx)",
            (Self::EucJp, Language::Ja) => "文字コードが EUC-JP のテキスト",
            (Self::EucJp, Language::En) => "text in EUC-JP",
            (Self::Iso2022Jp, Language::Ja) => "文字コードが ISO-2022-JP（JIS）のテキスト",
            (Self::Iso2022Jp, Language::En) => "text in ISO-2022-JP",
            (Self::LoneReturns, Language::Ja) => "改行が CR だけのテキスト（旧 Macintosh 形式）",
            (Self::LoneReturns, Language::En) => "text whose lines end in CR alone (old Macintosh)",
        }
    }
}

/// ASCII in UTF-16 has a zero in every other byte.
fn looks_like_utf16(start: &[u8]) -> bool {
    let zeros = |offset: usize| {
        start
            .iter()
            .skip(offset)
            .step_by(2)
            .filter(|b| **b == 0)
            .count()
    };
    let (even, odd) = (zeros(0), zeros(1));
    let pairs = start.len() / 2;
    (even == 0 && odd > pairs / 4) || (odd == 0 && even > pairs / 4)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_told_by_its_first_bytes() {
        for (start, format) in [
            (&b"%PDF-1.7"[..], Some(ForeignFormat::Pdf)),
            (b"PK\x03\x04\x14\0", Some(ForeignFormat::Zip)),
            (b"\xD0\xCF\x11\xE0\xA1\xB1", Some(ForeignFormat::OldOffice)),
            (
                b"\xEF\xBB\xBF  <!DOCTYPE html>",
                Some(ForeignFormat::Markup),
            ),
            (b" {\"a\":1}", Some(ForeignFormat::Json)),
            (b"\xFF\xFEa\0", Some(ForeignFormat::Utf16)),
            (b"a\0,\0b\0\n\0", Some(ForeignFormat::Utf16)),
            (b"\0\x01\x02\0\0\x03", Some(ForeignFormat::Binary)),
            (b"<3,id\n", None),
            (b"id,name\n", None),
            (b"", None),
        ] {
            assert_eq!(ForeignFormat::of(start), format, "{start:?}");
        }
    }
}
