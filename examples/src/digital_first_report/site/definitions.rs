//! 定義 (definitions): what every figure of the site means, in one place that all pages link to.

use super::super::report::Report;
use tosei_analog_regs::ProgressDefinitions;
use tosei_criteria::Standard;
use tosei_page::{Anchor, Section, TermList, Text};
use tosei_plan::{Plan, PlanVerdict, UnitList};
use tosei_qos_model::EvidenceDefinitions;
use tosei_types::{Grouped, Label, Language};

/// One definition: a name, and what is said of it under headings.
struct Definition {
    anchor: Anchor,
    term: Text,
    said: Vec<(Text, Text)>,
}

/// All definitions, by the part of the report that they belong to.
#[derive(Default)]
pub(super) struct Definitions {
    groups: Vec<(&'static str, Text, Vec<Definition>)>,
}

/// The place of a definition: `processes.done` stands at `d-processes-done`.
pub(in super::super) fn anchor_of(id: &str) -> Option<Anchor> {
    let plain = |c: char| {
        if c.is_ascii_alphanumeric() {
            c.to_ascii_lowercase()
        } else {
            '-'
        }
    };
    format!("d-{}", id.chars().map(plain).collect::<String>())
        .parse()
        .ok()
}

fn text(label: &Label) -> Text {
    if label.ja == label.en {
        Text::data(label.ja.as_str())
    } else {
        Text::from(label)
    }
}

fn what() -> Text {
    Text::new("内容", "What it is")
}

fn denominator() -> Text {
    Text::new("分母", "Denominator")
}

fn source(id: &str) -> (Text, Text) {
    (Text::new("出典ID", "Source id"), Text::data(id))
}

impl Definitions {
    pub(super) fn add(
        &mut self,
        group: (&'static str, Text),
        id: &str,
        term: Text,
        said: Vec<(Text, Text)>,
    ) {
        let known = |anchor: &Anchor| {
            let mut all = self.groups.iter().flat_map(|(_, _, list)| list);
            all.any(|definition| definition.anchor == *anchor)
        };
        if let Some(anchor) = anchor_of(id).filter(|anchor| !known(anchor)) {
            let definition = Definition { anchor, term, said };
            let (name, title) = group;
            match self.groups.iter_mut().find(|(known, _, _)| *known == name) {
                Some((_, _, list)) => list.push(definition),
                None => self.groups.push((name, title, vec![definition])),
            }
        }
    }

    /// Every rate and every rule of selection of the inventory.
    pub(super) fn add_report(&mut self, report: &Report) {
        let rates = ("rates", Text::new("オンライン化の率", "Online rates"));
        for rate in &report.rates {
            let mut said = vec![
                (what(), text(&rate.definition)),
                (
                    Text::new("数える単位", "Counted in"),
                    Text::new(rate.unit.label(Language::Ja), rate.unit.label(Language::En)),
                ),
            ];
            if let (Some(above), Some(below)) = (rate.numerator, rate.denominator) {
                let (above, below) = (Grouped(above).to_string(), Grouped(below).to_string());
                said.push((
                    Text::new("分子／分母", "Numerator / denominator"),
                    Text::data(format!("{above} / {below}")),
                ));
            }
            if let Some(unsaid) = &rate.cannot_be_said {
                said.push((
                    Text::new("この資料からは言えない理由", "Why this file cannot say it"),
                    text(&unsaid.label),
                ));
            }
            said.push(source(&rate.source));
            self.add(rates.clone(), rate.id.as_str(), text(&rate.label), said);
        }
        let rules = ("selections", Text::new("選定の規則", "Rules of selection"));
        for priority in &report.priorities {
            let said = vec![(what(), text(&priority.sentence))];
            let id = format!("selection.{}", priority.rule);
            self.add(rules.clone(), &id, text(&priority.label), said);
        }
    }

    /// Principles, levels and criteria of a standard.
    pub(super) fn add_standard(&mut self, standard: &Standard) {
        let document = standard.document();
        let axes = (
            "principles",
            Text::new("品質の原則と水準", "Principles and levels of quality"),
        );
        for axis in &document.axes {
            let mut said: Vec<(Text, Text)> = axis
                .levels
                .iter()
                .map(|level| {
                    let name = format!("Lv{}", level.level);
                    (Text::new(name.as_str(), name.as_str()), text(&level.state))
                })
                .collect();
            said.push(source(&document.source));
            self.add(
                axes.clone(),
                &format!("axis.{}", axis.id),
                text(&axis.label),
                said,
            );
        }
        let states = [
            (
                "standing.range",
                Text::new("幅あり", "A range"),
                Text::new(
                    "不明の項目が全て満たされない場合（確実な段階）から、全て満たされる場合（可能な段階）まで。",
                    "From the level if nothing unknown were met (certain) to the level if all of it were met (possible).",
                ),
            ),
            (
                "standing.not_applicable",
                Text::new("対象外による段階", "Level by non-applicability"),
                Text::new(
                    "該当しない項目を満たしたものとみなした段階。自ら満たした段階とは分けて数える。",
                    "The level if what does not apply counted as met; counted apart from what was earned.",
                ),
            ),
        ];
        for (id, term, words) in states {
            self.add(axes.clone(), id, term, vec![(what(), words)]);
        }
        let criteria = (
            "criteria",
            Text::new("品質の判定項目", "Criteria of quality"),
        );
        let known = EvidenceDefinitions::tokyo_2024();
        let prerequisites = document
            .prerequisites
            .iter()
            .map(|one| (&one.id, &one.text, None, &one.source));
        let own = document.criteria.iter().map(|one| {
            (
                &one.id,
                &one.text,
                Some((&one.axis, one.level)),
                &one.source,
            )
        });
        for (id, words, place, from) in prerequisites.chain(own) {
            let mut said = vec![(what(), text(words))];
            if let Some((axis, level)) = place {
                let name = document.axes.iter().find(|one| one.id == *axis);
                let name = name.map_or_else(
                    || Label::new(axis.as_str(), axis.as_str()),
                    |one| one.label.clone(),
                );
                said.push((
                    Text::new("原則と段階", "Principle and level"),
                    Text::new(
                        format!("{} Lv{level}", name.ja),
                        format!("{}, Lv{level}", name.en),
                    ),
                ));
            }
            if let Some(definition) = known.definition(id) {
                said.push((Text::new("証拠", "Evidence"), text(&definition.evidence)));
            }
            said.push(source(from));
            self.add(
                criteria.clone(),
                &format!("criterion.{id}"),
                Text::data(id.as_str()),
                said,
            );
        }
    }

    /// The shares of progress: every numerator of every denominator.
    pub(super) fn add_progress(&mut self) {
        let group = (
            "clauses",
            Text::new("条項の見直しの率", "Rates of the review of clauses"),
        );
        let definitions = ProgressDefinitions::standard();
        let labels = |statuses: &[tosei_analog_regs::ReviewStatus], language| {
            let names: Vec<&str> = statuses
                .iter()
                .map(|status| status.label(language))
                .collect();
            names.join(if language == Language::Ja {
                "、"
            } else {
                ", "
            })
        };
        let (ja, en) = (Language::Ja, Language::En);
        for above in definitions.numerators() {
            for below in definitions.denominators() {
                let mut said = vec![
                    (
                        Text::new("分子", "Numerator"),
                        Text::new(labels(&above.statuses, ja), labels(&above.statuses, en)),
                    ),
                    (denominator(), text(&below.label)),
                ];
                if !below.excluded.is_empty() {
                    said.push((
                        Text::new("分母から除くもの", "Left out below the line"),
                        Text::new(labels(&below.excluded, ja), labels(&below.excluded, en)),
                    ));
                }
                let id = format!("clauses.{}_of_{}", above.id, below.id);
                let term = Text::new(
                    format!("{}／{}", above.label.ja, below.label.ja),
                    format!("{} of {}", above.label.en, below.label.en),
                );
                self.add(group.clone(), &id, term, said);
            }
        }
    }

    /// What the page of connections counts.
    pub(super) fn add_joined(&mut self) {
        let group = (
            "joined",
            Text::new("つながりと試算", "Connections and what-if"),
        );
        let all = [
            (
                "joined.blocked",
                Text::new(
                    "自らの条項が妨げている手続プロセス",
                    "Processes that own clauses stand in the way of",
                ),
                Text::new(
                    "オンラインでない、又は一部だけの手続プロセスのうち、対応表（links.json）が結ぶ台帳の条項の少なくとも一つが、基準日に妨げているもの。一つの手続プロセスは一度だけ数える。",
                    "Processes that are not online, or not wholly, and that at least one clause of the registers stands in the way of on the status date, as the links have it. Each counts once.",
                ),
            ),
            (
                "joined.freed",
                Text::new(
                    "全て改めると妨げのなくなる手続プロセス",
                    "Processes freed if all of them are amended",
                ),
                Text::new(
                    "そのうち、妨げている条項を全て改めると、ほかの条項も障壁も残らないもの。障壁が調べられていないものは数えない。",
                    "Those of them that no other clause and no barrier is left for once all clauses that bind are amended. Where nobody examined the barriers it is not counted.",
                ),
            ),
            (
                "joined.within_discretion",
                Text::new(
                    "全て改め、全てオンライン化したときの裁量内のオンライン化率",
                    "Online rate within discretion if all are amended and all follow",
                ),
                Text::new(
                    "裁量内のオンライン化率（processes.done_within_discretion）を、妨げのなくなったものを全て実施済として求めた値。予測ではなく上の端で、下の端は何も続かない場合。",
                    "The online rate within discretion (processes.done_within_discretion) with all that is freed counted as online. It is no forecast: it is the upper end; the lower end is that nothing follows.",
                ),
            ),
        ];
        for (id, term, words) in all {
            let said = vec![(what(), words), source("project-decision:what-if")];
            self.add(group.clone(), id, term, said);
        }
    }

    /// Indicators of a plan, and the verdicts on them.
    pub(super) fn add_plan(&mut self, plan: &Plan) {
        let group = (
            "indicators",
            Text::new("計画の指標", "Indicators of the plan"),
        );
        let units = UnitList::shipped();
        let (ja, en) = (Language::Ja, Language::En);
        for one in &plan.indicators {
            let mut said = Vec::new();
            if let Some(definition) = &one.definition {
                said.push((what(), text(definition)));
            }
            said.push((
                Text::new("単位と向き", "Unit and direction"),
                Text::new(
                    format!(
                        "{}、{}",
                        units.words(&one.unit, ja),
                        one.direction.label(ja)
                    ),
                    format!(
                        "{}, {}",
                        units.words(&one.unit, en),
                        one.direction.label(en)
                    ),
                ),
            ));
            if let Some(population) = &one.population {
                let count = tosei_types::ExactFigure::from(population.count).to_string();
                said.push((
                    Text::new("母数", "Population"),
                    Text::new(
                        format!("{count}{}", units.words(&population.unit, ja)),
                        format!("{count} {}", units.words(&population.unit, en)),
                    ),
                ));
            }
            said.push(source(one.source.id.as_str()));
            self.add(
                group.clone(),
                &format!("indicator.{}", one.id),
                text(&one.name),
                said,
            );
        }
        let verdicts = ("verdicts", Text::new("計画の判定", "Verdicts on the plan"));
        for (verdict, words_ja, words_en) in [
            (
                PlanVerdict::OnTrack,
                "目標値に達しているか、必要な進み方に沿っている。",
                "The target is reached, or the value follows the course that it needs.",
            ),
            (
                PlanVerdict::AtRisk,
                "期限前で、必要な進み方より遅れている。",
                "Before the day, and behind the course.",
            ),
            (
                PlanVerdict::Missed,
                "期限を過ぎ、それまでに目標値に達しなかった。",
                "The day has passed, and the target was not reached by then.",
            ),
            (
                PlanVerdict::NotMeasurable,
                "目標値がない、値がないなど、数値で言えない。0でも未達でもない。",
                "Without a target or a value nothing can be said by numbers. It is neither 0 nor missed.",
            ),
            (
                PlanVerdict::NotYetDue,
                "まだ見るべき値がない。",
                "There is nothing to see yet.",
            ),
        ] {
            self.add(
                verdicts.clone(),
                &format!("verdict.{}", verdict.code()),
                Text::new(verdict.label(ja), verdict.label(en)),
                vec![(what(), Text::new(words_ja, words_en))],
            );
        }
    }

    /// What is counted at counters.
    pub(super) fn add_counters(&mut self) {
        let group = ("counters", Text::new("窓口の数値", "Figures of counters"));
        for (id, ja, en, what_ja, what_en) in [
            (
                "counters.satisfied",
                "満足とした回答の割合",
                "share of satisfied answers",
                "5段階のうち4と5。分母は全ての回答。最少回答数に満たない窓口は個別に判定しない。目標との比較は、割合そのものと95%の信頼区間（ウィルソン）の二通りを示す。",
                "4 and 5 of five points; the denominator is all answers. A counter with fewer answers than the minimum is not judged by itself. The target is compared with the share itself and with its 95 % interval (Wilson).",
            ),
            (
                "counters.counters",
                "窓口数",
                "number of counters",
                "場所と業務の組を一つと数える。基準日に開いているものだけ。ブース（席）の数とは別の単位。",
                "One for each business at each place, if open on the day. Booths (seats) are another unit.",
            ),
            (
                "counters.modes",
                "取扱区分",
                "how services are handled",
                "窓口と業務の組ごとに、その場で処理（有）、取次、取次（後日渡し）、予約受取のみ、無。記載のないものは不明で、「無」ではない。",
                "For each service at each counter: processed there, forwarded, forwarded and handed over later, pick-up of what was reserved, none. What is not recorded is unknown, not none.",
            ),
            (
                "counters.saved",
                "短縮される時間（年間）",
                "time saved a year",
                "来庁件数×一件当たり短縮秒数（人・分）。どちらかが不明の窓口は順位を付けない。",
                "Visits × seconds saved each, in person-minutes. Counters where one of them is unknown have no rank.",
            ),
        ] {
            self.add(
                group.clone(),
                id,
                Text::new(ja, en),
                vec![(what(), Text::new(what_ja, what_en))],
            );
        }
    }

    /// What is counted when two flows are compared.
    pub(super) fn add_flows(&mut self) {
        let group = ("flows", Text::new("業務フローの数値", "Figures of flows"));
        for (id, ja, en, what_ja, what_en) in [
            (
                "flows.changes",
                "変更点の数",
                "number of changes",
                "対応付けた作業ごとに、加わる、なくなる、変わるものを数える。",
                "Steps that are added, removed or changed, after the two flows are matched.",
            ),
            (
                "flows.hours",
                "削減される時間（年間）",
                "hours saved a year",
                "一件当たりの作業時間の差×年間件数。待ち時間は含まない。件数が不明なら計算しない。",
                "The difference of working time of one case × cases a year, without waiting. Without a number of cases there is none.",
            ),
            (
                "flows.people",
                "人相当",
                "full-time equivalents",
                "削減される時間÷職員一人の年間勤務時間。人員の削減ではない。",
                "Hours saved ÷ the working hours of one person a year. It is no cut in staff.",
            ),
            (
                "flows.yen",
                "換算額（年間）",
                "converted value a year",
                "削減される時間×職員区分ごとの時間単価。歳出の削減額ではない。",
                "Hours saved × yen an hour of each class of staff. It is no cut in spending.",
            ),
        ] {
            self.add(
                group.clone(),
                id,
                Text::new(ja, en),
                vec![(what(), Text::new(what_ja, what_en))],
            );
        }
    }

    /// The places that other pages can link to.
    pub(super) fn anchors(&self) -> impl Iterator<Item = Anchor> {
        let all = self.groups.iter().flat_map(|(_, _, list)| list);
        all.map(|definition| definition.anchor.clone())
    }

    /// One section for each group.
    pub(super) fn sections(&self) -> impl Iterator<Item = Section> {
        self.groups.iter().map(|(name, title, list)| {
            let mut terms = TermList::new();
            for definition in list {
                terms = terms.term(
                    definition.anchor.clone(),
                    definition.term.clone(),
                    definition.said.iter().cloned(),
                );
            }
            let section = Section::new(title.clone()).block(terms);
            match name.parse() {
                Ok(anchor) => section.anchor(anchor),
                Err(_) => section,
            }
        })
    }
}
