//! What the data files of this crate's records have in common.

/// Declares what every embedded data file has: its reader, and the embedded edition.
macro_rules! data_file {
    ($type:ident, $format:literal, $file:literal, $embedded:ident, $ja:literal) => {
        impl $type {
            /// The `format` of the file.
            pub const FORMAT: &'static str = $format;

            /// Reads a body's own file.
            ///
            /// # Errors
            ///
            /// - [`DataFileError::Shape`](tosei_document::DataFileError::Shape) if the text is no JSON of this form.
            /// - [`DataFileError::Format`](tosei_document::DataFileError::Format) if it names another format or version.
            /// - [`DataFileError::Duplicate`](tosei_document::DataFileError::Duplicate) if an id stands twice.
            /// - [`DataFileError::Value`](tosei_document::DataFileError::Value) if a value is none that it can have.
            pub fn from_json(json: &str) -> Result<Self, tosei_document::DataFileError> {
                let file: Self = serde_json::from_str(json)?;
                tosei_document::expect_format(($format, 1), (&file.format, file.format_version))?;
                file.validate()?;
                Ok(file)
            }
        }

        #[doc = concat!("The embedded edition of ", $ja, ".")]
        #[must_use]
        pub fn $embedded() -> &'static $type {
            static FILE: std::sync::OnceLock<$type> = std::sync::OnceLock::new();
            tosei_types::embedded(&FILE, || {
                $type::from_json(include_str!(concat!("../../data/", $file)))
            })
        }
    };
}
pub(crate) use data_file;
