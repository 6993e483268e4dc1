//! The pages of a site and their names.

use super::super::Failure;
use tosei_page::{Anchor, Navigation, Page, PageName, Text};
use tosei_types::{Label, Language};

/// One of the pages that every site has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in super::super) enum SitePage {
    Index,
    Plan,
    Quality,
    Inventory,
    Answers,
    Flows,
    Counters,
    Clauses,
    Joined,
    Findings,
    Definitions,
}

impl SitePage {
    pub(super) const ALL: [Self; 11] = [
        Self::Index,
        Self::Plan,
        Self::Quality,
        Self::Inventory,
        Self::Answers,
        Self::Flows,
        Self::Counters,
        Self::Clauses,
        Self::Joined,
        Self::Findings,
        Self::Definitions,
    ];

    pub(super) const fn file(self) -> &'static str {
        match self {
            Self::Index => "index.html",
            Self::Plan => "plan.html",
            Self::Quality => "quality.html",
            Self::Inventory => "inventory.html",
            Self::Answers => "answers.html",
            Self::Flows => "flows.html",
            Self::Counters => "counters.html",
            Self::Clauses => "clauses.html",
            Self::Joined => "joined.html",
            Self::Findings => "findings.html",
            Self::Definitions => "definitions.html",
        }
    }

    pub(super) fn title(self) -> Label {
        let (ja, en) = match self {
            Self::Index => ("概況", "Overview"),
            Self::Plan => ("計画", "Plan"),
            Self::Quality => ("品質", "Quality"),
            Self::Inventory => ("棚卸", "Inventory"),
            Self::Answers => ("答弁用資料", "Answer sheets"),
            Self::Flows => ("業務フロー", "Flows"),
            Self::Counters => ("窓口", "Counters"),
            Self::Clauses => ("条項", "Clauses"),
            Self::Joined => ("つながりと試算", "Connections and what-if"),
            Self::Findings => ("所見", "Findings"),
            Self::Definitions => ("定義", "Definitions"),
        };
        Label::new(ja, en)
    }

    /// One line on what it shows.
    pub(super) fn about(self) -> Text {
        match self {
            Self::Index => Text::new("", ""),
            Self::Plan => Text::new(
                "指標と施策の判定、理由、必要な進み方",
                "Verdicts on indicators and measures, why, and the pace they need",
            ),
            Self::Quality => Text::new(
                "手続ごとの段階と、次の段階に進めない理由、必要なこと",
                "The level of each procedure, why it is not higher, and what it takes",
            ),
            Self::Inventory => Text::new(
                "数え方ごとの率、変化の要因、重点手続、障壁、組織別、照会",
                "Rates by way of counting, causes of change, priorities, barriers, organisations, the round",
            ),
            Self::Answers => Text::new(
                "率ごとの答弁用一文と、定義・要因・他の数え方",
                "For each rate the sentence for the assembly, its definition, causes, other ways of counting",
            ),
            Self::Flows => Text::new(
                "現状と改善後の比較と図",
                "As-Is and To-Be, compared and drawn",
            ),
            Self::Counters => Text::new(
                "窓口の数、取扱い、満足度、導入の順",
                "Counters, services, satisfaction, order of a rollout",
            ),
            Self::Clauses => Text::new(
                "アナログ規制の条項の見直しの進み具合",
                "Progress in the review of analog clauses",
            ),
            Self::Joined => Text::new(
                "どの条項が何を妨げているか、改めると率や待ち時間がどう変わるか",
                "Which clause blocks what, and what amending it does to rates and waits",
            ),
            Self::Findings => Text::new(
                "資料の誤り、要確認、参考",
                "Errors, warnings and information about the data",
            ),
            Self::Definitions => Text::new(
                "全ての数値の定義、分母、出典",
                "What every figure means, its denominator and source",
            ),
        }
    }

    pub(super) fn name(self) -> Result<PageName, Failure> {
        page_name(self.file())
    }
}

pub(super) fn page_name(file: &str) -> Result<PageName, Failure> {
    file.parse()
        .map_err(|_| Failure::Embedded { what: "page name" })
}

/// What every page of the site has around it.
pub(in super::super) struct Frame {
    navigation: Navigation,
    opens_in: Language,
    definitions: PageName,
    anchors: Vec<Anchor>,
    elsewhere: Vec<(PageName, Anchor)>,
}

impl Frame {
    /// The frame of a site that has these pages in its navigation.
    pub(super) fn new(
        opens_in: Language,
        anchors: Vec<Anchor>,
        pages: &[SitePage],
    ) -> Result<Self, Failure> {
        let mut navigation = Navigation::new();
        for page in pages {
            navigation = navigation.entry(page.name()?, Text::from(page.title()));
        }
        let mut elsewhere = Vec::new();
        for (page, places) in [
            (SitePage::Findings, &["findings"][..]),
            (SitePage::Answers, &["answers"]),
            (
                SitePage::Inventory,
                &["rates", "change", "priorities", "round", "barriers"],
            ),
        ] {
            for place in places {
                if let Ok(anchor) = place.parse() {
                    elsewhere.push((page.name()?, anchor));
                }
            }
        }
        Ok(Self {
            navigation,
            opens_in,
            definitions: SitePage::Definitions.name()?,
            anchors,
            elsewhere,
        })
    }

    /// The page as HTML; a page below one of the navigation marks that one.
    pub(in super::super) fn render(
        &self,
        page: Page,
        current: SitePage,
    ) -> Result<String, Failure> {
        let name = current.name()?;
        let mut page = page
            .navigation(self.navigation.clone(), &name)
            .opens_in(self.opens_in);
        if current != SitePage::Definitions {
            page = page.elsewhere(&self.definitions, self.anchors.iter().cloned());
        }
        for (other, anchor) in self.elsewhere.iter().filter(|(other, _)| *other != name) {
            page = page.elsewhere(other, [anchor.clone()]);
        }
        Ok(page.render())
    }
}
