//! What this crate's errors say to the person whose file it is.

use crate::{
    observation::ObservationError,
    pledge::{PledgeEvidenceError, PledgeFiguresError},
    review::QuestionError,
    rollout::{ProgressError, RolloutError},
};
use tosei_document::Explain;
use tosei_types::Language;

fn other_document(format: &str, version: u32) -> String {
    format!("この種類の文書ではなく、形式「{format}」の第{version}版です。")
}

impl Explain for PledgeFiguresError {
    fn code(&self) -> &'static str {
        self.code()
    }

    fn sentence(&self, language: Language) -> String {
        match (language, self) {
            (Language::En, _) => format!("The figures cannot be used: {self}."),
            (Language::Ja, Self::MoreThanAll { key, count, of }) => {
                format!("「{key}」は{of}のうちの{count}となっていて、全体を超えています。")
            }
            (Language::Ja, Self::TooMany { key }) => {
                format!("「{key}」の数が大きすぎます（9007199254740991まで）。")
            }
        }
    }
}

impl Explain for PledgeEvidenceError {
    fn code(&self) -> &'static str {
        self.code()
    }

    fn sentence(&self, language: Language) -> String {
        match (language, self) {
            (Language::En, _) => format!("The pledges cannot be judged: {self}."),
            (Language::Ja, Self::NoCounter { counter }) => {
                format!("窓口「{counter}」は台帳にありません。")
            }
            (Language::Ja, Self::Evidence(_)) => {
                "出所、日付又は確認者が足りないため、証拠にできません。".to_owned()
            }
            (Language::Ja, Self::Id(_)) => "IDとして使えない文字があります。".to_owned(),
        }
    }
}

impl Explain for QuestionError {
    fn code(&self) -> &'static str {
        self.code()
    }

    fn sentence(&self, language: Language) -> String {
        match (language, self) {
            (Language::En, _) => format!("The reviews cannot be counted: {self}."),
            (Language::Ja, Self::Format { format, version }) => other_document(format, *version),
            (Language::Ja, Self::Twice { question }) => {
                format!("設問「{question}」が二度あります。")
            }
            (Language::Ja, Self::NoQuestions) => "設問がありません。".to_owned(),
            (Language::Ja, Self::Unknown { question }) => {
                format!("設問「{question}」は一覧にありません。")
            }
            (Language::Ja, Self::Totals(_)) => {
                "回答が9,007,199,254,740,991件を超えました。".to_owned()
            }
        }
    }
}

impl Explain for ObservationError {
    fn code(&self) -> &'static str {
        self.code()
    }

    fn sentence(&self, language: Language) -> String {
        let Self::Format { format, version } = self;
        match language {
            Language::En => format!("The observations cannot be read: {self}."),
            Language::Ja => other_document(format, *version),
        }
    }
}

impl Explain for RolloutError {
    fn code(&self) -> &'static str {
        self.code()
    }

    fn sentence(&self, language: Language) -> String {
        match (language, self) {
            (Language::En, _) => format!("Nothing can be ranked: {self}."),
            (Language::Ja, Self::Format { format, version }) => other_document(format, *version),
            (Language::Ja, Self::Twice { counter, tool }) => {
                format!("窓口「{counter}」のツール「{tool}」が二度あります。")
            }
            (Language::Ja, Self::TooLarge { yen }) => {
                format!("金額{yen}円は大きすぎます（9007199254740991円まで）。")
            }
            (Language::Ja, Self::SavingTooLarge { seconds }) => {
                format!("一件当たりの短縮{seconds}秒は一日（86,400秒）を超えます。")
            }
            (Language::Ja, Self::NoBasis { counter, tool }) => {
                format!("窓口「{counter}」のツール「{tool}」に根拠がありません。")
            }
            (Language::Ja, Self::TooMany { candidates }) => {
                format!("候補は1,000,000までですが、{candidates}あります。")
            }
            (Language::Ja, Self::QuarterZero) => "四半期は1から数えます。".to_owned(),
        }
    }
}

impl Explain for ProgressError {
    fn code(&self) -> &'static str {
        self.code()
    }

    fn sentence(&self, language: Language) -> String {
        let Self::Contradiction { counter, since } = self;
        match language {
            Language::En => format!("The progress cannot be given: {self}."),
            Language::Ja => {
                format!("窓口「{counter}」の{since}からの記録が二つあり、内容が違います。")
            }
        }
    }
}
