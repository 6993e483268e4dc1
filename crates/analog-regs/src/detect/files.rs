//! Many files, one after the other or side by side.

use super::candidate::Candidate;
use super::context::Instrument;
use super::detector::Detector;
use crate::law::{LawDocument, LawTextError};
use tosei_document::Limits;

impl Detector {
    /// Reads many files and detects in each; what `each` makes of a law comes out in the order of the files.
    ///
    /// Whose law it is is told by its number and title ([`Instrument::guess`]). With the feature
    /// `parallel` the files are worked on side by side; the result is the same.
    ///
    /// # Examples
    ///
    /// ```
    /// use tosei_analog_regs::detect::Detector;
    /// use tosei_document::Limits;
    ///
    /// let files = ["○架空市広場条例\n第1条　利用者は、届に押印しなければならない。\n", ""];
    /// let counts = Detector::standard().files(&files, &Limits::default(), |law| {
    ///     law.map_or(0, |(_, candidates)| candidates.len())
    /// });
    /// assert_eq!(counts, [1, 0]);
    /// ```
    pub fn files<F, T>(
        &self,
        files: &[F],
        limits: &Limits,
        each: impl Fn(Result<(&LawDocument, &[Candidate<'_>]), LawTextError>) -> T + Sync + Send,
    ) -> Vec<T>
    where
        F: AsRef<[u8]> + Sync,
        T: Send,
    {
        let one = |file: &F| match LawDocument::read(file.as_ref(), limits) {
            Ok(law) => {
                let instrument = Instrument::guess(law.name(), law.number());
                let candidates = self.law(&law, instrument);
                each(Ok((&law, &candidates)))
            }
            Err(error) => each(Err(error)),
        };
        #[cfg(feature = "parallel")]
        {
            use rayon::prelude::*;
            files.par_iter().map(one).collect()
        }
        #[cfg(not(feature = "parallel"))]
        files.iter().map(one).collect()
    }
}
