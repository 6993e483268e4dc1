//! The checks of the rules.

use tosei_types::{Language, coded_enum};

coded_enum! {
    /// 判定の可否 (decidability): whether a machine can answer a check.
    pub enum Decidability: "decidability" {
        /// 機械で判定できる: no finding means that the check is passed.
        Decided = "decided" ("機械で判定できる", "decided by the machine"),
        /// 一部を機械で判定できる: a finding is a breach or worth a look; no finding is no approval.
        Partly = "partly" ("一部を機械で判定できる", "partly decided by the machine"),
        /// 機械では判定できない: a person has to look.
        NotByMachine = "not_by_machine" ("機械では判定できない", "not decidable by the machine"),
    }
}

coded_enum! {
    /// チェック項目 (check) of 統計表における機械判読可能なデータの表記方法の統一ルール.
    ///
    /// The Japanese names are the official wording.
    ///
    /// # Source
    ///
    /// Source `mic-table-notation-2020`.
    pub enum NotationItem: "check of the notation rules" {
        /// 1-1.
        FileFormat = "1-1" ("ファイル形式はExcelかCSVとなっているか", "The file is Excel or CSV"),
        /// 1-2.
        OneDatumPerCell = "1-2" ("１セル１データとなっているか", "One datum in each cell"),
        /// 1-3.
        NumbersAsNumbers = "1-3" ("数値データは数値属性とし、文字列を含まないこと", "Numbers are numbers and hold no text"),
        /// 1-4.
        MergedCells = "1-4" ("セルの結合をしていないか", "No merged cells"),
        /// 1-5.
        BlanksForLayout = "1-5" ("スペースや改行等で体裁を整えていないか", "No blanks or line breaks for the looks"),
        /// 1-6.
        OmittedNames = "1-6" ("項目名等を省略していないか", "No omitted names"),
        /// 1-7.
        Formulas = "1-7" ("数式を使用している場合は、数値データに修正しているか", "Formulas are replaced by their numbers"),
        /// 1-8.
        Objects = "1-8" ("オブジェクトを使用していないか", "No objects (pictures, shapes, charts)"),
        /// 1-9.
        Units = "1-9" ("データの単位を記載しているか", "Units are stated"),
        /// 1-10.
        DependentCharacters = "1-10" ("機種依存文字を使用していないか", "No platform-dependent characters"),
        /// 1-11.
        WesternYears = "1-11" ("e-Statの時間軸コードの表記、西暦表記又は和暦に西暦の併記がされているか", "Time as e-Stat codes, Gregorian years, or era years with Gregorian years beside them"),
        /// 1-12.
        Areas = "1-12" ("地域コード又は地域名称が表記されているか", "Area codes or area names are given"),
        /// 1-13.
        SpecialMarks = "1-13" ("数値データの同一列内に特殊記号（秘匿等）が含まれる場合", "Special marks (suppression and so on) in a column of numbers"),
        /// 2-1.
        DividedData = "2-1" ("データが分断されていないか", "The data are not divided"),
        /// 2-2.
        SeveralTables = "2-2" ("１シートに複数の表が掲載されていないか", "One table on each sheet"),
    }
}

impl NotationItem {
    /// The code of its rule in [`notation_rules`](crate::notation_rules).
    #[must_use]
    pub fn rule(self) -> String {
        format!("table.notation.{}", self.code().replace('-', "_"))
    }

    /// Whether a machine can answer it.
    #[must_use]
    pub fn decidability(self) -> Decidability {
        match self {
            Self::FileFormat
            | Self::MergedCells
            | Self::Formulas
            | Self::Objects
            | Self::DependentCharacters
            | Self::DividedData => Decidability::Decided,
            Self::Areas => Decidability::NotByMachine,
            _ => Decidability::Partly,
        }
    }

    /// What is left for a person to judge; `None` if nothing is.
    #[must_use]
    pub fn left_to_people(self, language: Language) -> Option<&'static str> {
        let (ja, en) = match self {
            Self::OneDatumPerCell => (
                "改行や括弧で並んだ数は見つけるが、文章の中の複数のデータは見つけない。",
                "Numbers side by side in lines or brackets are found; several data in a sentence are not.",
            ),
            Self::NumbersAsNumbers => (
                "数値の列かどうかは値の過半数から推定する。",
                "Whether a column is one of numbers is guessed from most of its values.",
            ),
            Self::BlanksForLayout => (
                "字間の空白が名称の一部かどうかは人が判断する。",
                "Whether a blank belongs to a name is for a person to say.",
            ),
            Self::OmittedNames => (
                "〃・同上、見出しや左端の列の空欄は見つけるが、略称は見つけない。",
                "Ditto marks, empty headers and empty cells of the leftmost column are found; abbreviations are not.",
            ),
            Self::Units => (
                "単位の語が見出しや表の上にあるかだけを見る。正しい単位かは人が判断する。",
                "Only whether a word for a unit stands in the header or above is looked at, not whether it is right.",
            ),
            Self::WesternYears => (
                "和暦だけのセルは見つけるが、時間軸コードが正しいかは見ない。",
                "Cells with an era year alone are found; whether a time code is right is not checked.",
            ),
            Self::Areas => (
                "地域の表かどうか、正しい地域コードや名称かは、表の内容を知る人が判断する。",
                "Whether the table is about areas, and whether codes and names are right, is for somebody who knows it.",
            ),
            Self::SpecialMarks => (
                "数値の列の記号は見つけるが、空欄が不詳か該当なしかは人が判断する。",
                "Marks in a column of numbers are found; what an empty cell means is for a person to say.",
            ),
            Self::SeveralTables => (
                "空行の後に新しい見出しが始まる表を見つける。横に並んだ表は列の分断（2-1）として示す。",
                "A table whose header follows an empty row is found; tables side by side appear as divided data (2-1).",
            ),
            _ => return None,
        };
        Some(match language {
            Language::Ja => ja,
            Language::En => en,
        })
    }
}
