//! What a reader noticed in a text.

use crate::Label;
use serde::{Deserialize, Serialize};

macro_rules! notes {
    ($($(#[doc = $doc:literal])+ $variant:ident, $code:literal, $ja:literal, $en:literal;)+) => {
        /// 読取りの注記 (note of the reading): what was noticed in a text about a processing period.
        ///
        /// A note is no error. Of an unread text exactly one note says why it was not read
        /// ([`is_reason`](Self::is_reason)).
        ///
        /// # Wire form
        ///
        /// The code: `"types.period.missing_unit"`.
        #[derive(
            Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize,
        )]
        #[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
        #[non_exhaustive]
        pub enum PeriodNote {
            $($(#[doc = $doc])+ #[serde(rename = $code)] $variant,)+
        }

        impl PeriodNote {
            /// Every note.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// Stable identifier; never renamed once released.
            #[must_use]
            pub fn code(self) -> &'static str {
                match self {
                    $(Self::$variant => $code,)+
                }
            }

            /// The note for people, in both languages.
            #[must_use]
            pub fn label(self) -> Label {
                match self {
                    $(Self::$variant => Label::new($ja, $en),)+
                }
            }
        }
    };
}

notes! {
    /// Digits of full width (１５日).
    FullWidthDigits, "types.period.full_width_digits",
        "全角数字が使われています", "Digits of full width are used";
    /// Kanji numerals (一か月).
    KanjiNumeral, "types.period.kanji_numeral",
        "漢数字が使われています", "Kanji numerals are used";
    /// 「1月」: read as a duration of one month, never as January.
    BareMonth, "types.period.bare_month",
        "「月」を暦の月ではなく月数として読みました", "A bare 月 was read as a number of months, not as a month of the year";
    /// 「1～5月」: the unit of the second number was taken for the first one too.
    SharedUnit, "types.period.shared_unit",
        "範囲の下限に単位がないため、上限の単位で読みました", "The lower bound has no unit and takes that of the upper bound";
    /// 「1年6か月」「1時間30分」: two units were added up exactly.
    AddedUnits, "types.period.added_units",
        "二つの単位を合算しました", "Two units were added up";
    /// A word of approximation (程度, 約, 概ね).
    ApproximationWord, "types.period.approximation_word",
        "概数を示す語があります", "A word says that the period is approximate";
    /// 原則 (in principle): exceptions are possible.
    InPrinciple, "types.period.in_principle",
        "「原則」とあり、例外があり得ます", "The period holds in principle, so exceptions are possible";
    /// 「30日（都道府県によって異なる）」: stated, and said to differ by body or case.
    MayVary, "types.period.may_vary",
        "異なる場合があると書かれています", "The text says that the period may differ";
    /// 「申請から30日」: the text says that it counts from the filing.
    CountedFromFiling, "types.period.counted_from_filing",
        "申請・受付からの期間と書かれています", "The text says that the period counts from the filing";
    /// 「（補正に要する期間を除く）」: time for corrections is left out.
    ExcludesCorrection, "types.period.excludes_correction",
        "補正に要する期間が除かれています", "Time for corrections is left out";
    /// A length of 0 (0日): it may mean the same day, or no case at all.
    ZeroLength, "types.period.zero_length",
        "期間が0です。即日か、実績がないのか分かりません", "The period is 0; the text does not say whether that is the same day or no case at all";
    /// A number without a unit (15).
    MissingUnit, "types.period.missing_unit",
        "数字に単位がありません", "The number has no unit";
    /// A dash and nothing else, read as unknown.
    DashOnly, "types.period.dash_only",
        "横線だけのため、不明として読みました", "Only a dash, read as unknown";
    /// Unread: the text says two things that exclude each other.
    MixedStatements, "types.period.mixed_statements",
        "互いに異なる内容が一つの欄に書かれています", "The cell says different things at once";
    /// Unread: the lower bound is longer than the upper one (12月～1月).
    BoundsOutOfOrder, "types.period.bounds_out_of_order",
        "下限が上限より長くなっています", "The lower bound is longer than the upper bound";
    /// Unread: a legal adverb without a length (遅滞なく, 速やかに, あらかじめ).
    PromptnessWord, "types.period.promptness_word",
        "「遅滞なく」などの語だけでは期間が定まりません", "A word like 遅滞なく gives no length";
    /// Unread: an indefinite number (数日).
    IndefiniteAmount, "types.period.indefinite_amount",
        "「数日」など、数が定まっていません", "The number is indefinite, like a few days";
    /// Unread: a unit without a number (月).
    MissingAmount, "types.period.missing_amount",
        "単位だけで数字がありません", "A unit stands without a number";
    /// Unread: a length counted from an event other than the filing, perhaps a deadline for the filer.
    CountedFromEvent, "types.period.counted_from_event",
        "申請・受付以外の時点から数える期間です", "The length counts from an event other than the filing";
    /// Unread: something is said to be absent, but not what (なし).
    AbsenceUnclear, "types.period.absence_unclear",
        "何がないのかが書かれていません", "The text does not say what is absent";
    /// Unread: none of the known ways to write a period.
    Unrecognised, "types.period.unrecognised",
        "処理期間として読めませんでした", "Not recognised as a statement about a processing period";
}

impl PeriodNote {
    /// Whether the note says why a text stayed unread.
    #[must_use]
    pub fn is_reason(self) -> bool {
        self >= Self::MixedStatements
    }
}
