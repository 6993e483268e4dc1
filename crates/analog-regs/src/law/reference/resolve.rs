//! What references mean where they stand.

use super::{
    super::{Provision, ProvisionKind as Kind, Sentence, find},
    LawReference, ReferenceTarget, UnresolvedReason as Reason,
    scan::{Written, written},
    word::{Step, Which},
};
use tosei_types::{Citation, ProvisionNumber, SentencePart};

/// What 同条, 同項, 同号 mean.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Anchor<'l> {
    Own(Provision<'l>),
    Other(Option<Box<str>>),
}

#[derive(Debug, Clone, Default)]
struct Anchors<'l>(Vec<(Kind, Anchor<'l>)>);

/// What a reference came to.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Outcome<'l> {
    Own(Vec<Provision<'l>>, Option<SentencePart>),
    Not(Reason, Option<Box<str>>),
}

/// The reference before: for what is taken over.
#[derive(Debug, Clone)]
struct Before<'l> {
    outcome: Outcome<'l>,
    kinds: Vec<Kind>,
}

/// Earlier sentences of the same provision that 同項 may look back to.
const MOST_SENTENCES_BACK: usize = 8;

/// More targets are not listed: 「第一条から第千条まで」 of a long law.
const MOST_TARGETS: usize = 10_000;

pub(super) fn references<'l>(sentence: Sentence<'l>) -> Vec<LawReference<'l>> {
    let provision = sentence.provision();
    let mut anchors = Anchors::default();
    let earlier: Vec<Sentence<'l>> = provision
        .sentences()
        .take_while(|other| other.id() < sentence.id())
        .collect();
    for other in earlier.iter().rev().take(MOST_SENTENCES_BACK).rev() {
        of_sentence(*other, provision, &mut anchors);
    }
    of_sentence(sentence, provision, &mut anchors)
}

fn of_sentence<'l>(
    sentence: Sentence<'l>,
    provision: Provision<'l>,
    anchors: &mut Anchors<'l>,
) -> Vec<LawReference<'l>> {
    let start = sentence.span().start;
    let mut found = Vec::new();
    let mut all: Vec<Before<'l>> = Vec::new();
    for said in written(sentence.text()) {
        let joined = said.joined.and_then(|number| all.get(number));
        let host = said.host.and_then(|number| all.get(number));
        let outcome = resolved(&said, provision, joined, host, anchors);
        let mut kinds: Vec<Kind> = said.steps.iter().filter_map(kind_of).collect();
        if let (Some(joined), Some(Step::Level(kind, Which::Number(_)))) =
            (joined, said.steps.first())
            && takes_over(*kind, joined)
        {
            kinds.extend(joined.kinds.iter().copied());
            kinds.dedup();
        }
        if !said.quoted {
            anchors.take(&said, &outcome);
        }
        all.push(Before {
            outcome: outcome.clone(),
            kinds,
        });
        let span = (
            start.saturating_add(said.start),
            start.saturating_add(said.end),
        );
        let law = sentence.law();
        found.push(match outcome {
            Outcome::Own(targets, part) => LawReference {
                law,
                span,
                targets: targets
                    .into_iter()
                    .map(|target| to_target(target, part))
                    .collect(),
                reason: None,
                other_law: None,
            },
            Outcome::Not(reason, other_law) => LawReference {
                law,
                span,
                targets: Vec::new(),
                reason: Some(reason),
                other_law,
            },
        });
    }
    found
}

/// What is not said is that of the reference before: the law and 附則 for an article, else what stands
/// above the level, if that reference names the level.
fn takes_over(kind: Kind, before: &Before<'_>) -> bool {
    kind == Kind::Article || before.kinds.contains(&kind)
}

fn kind_of(step: &Step) -> Option<Kind> {
    match step {
        Step::Level(kind, _) => Some(*kind),
        Step::Supplement => Some(Kind::Supplement),
        Step::Schedule(_) => Some(Kind::Schedule),
        _ => None,
    }
}

fn to_target(provision: Provision<'_>, part: Option<SentencePart>) -> ReferenceTarget<'_> {
    let citation = provision
        .is_cited_exactly()
        .then(|| provision.citation())
        .flatten();
    let citation = citation.and_then(|citation| {
        let mut parts = citation.into_parts();
        parts.sentence = part;
        Citation::try_new(parts).ok()
    });
    ReferenceTarget {
        provision,
        citation,
    }
}

impl<'l> Anchors<'l> {
    fn of(&self, kind: Kind) -> Option<&Anchor<'l>> {
        self.0
            .iter()
            .find(|(of, _)| *of == kind)
            .map(|(_, anchor)| anchor)
    }

    /// Remembers what a reference named.
    fn take(&mut self, said: &Written, outcome: &Outcome<'l>) {
        for step in said.steps.iter().chain(said.to.iter().flatten()) {
            let Step::Level(kind, _) = step else { continue };
            let anchor = match outcome {
                Outcome::Own(targets, _) => targets
                    .last()
                    .and_then(|target| target.nearest(*kind))
                    .map(Anchor::Own),
                Outcome::Not(Reason::OtherLaw, law) => Some(Anchor::Other(law.clone())),
                Outcome::Not(..) => None,
            };
            self.0.retain(|(of, _)| of != kind);
            self.0.extend(anchor.map(|anchor| (*kind, anchor)));
        }
    }
}

type Found<'l> = Result<Vec<Provision<'l>>, Outcome<'l>>;

fn not<'l, T>(reason: Reason) -> Result<T, Outcome<'l>> {
    Err(Outcome::Not(reason, None))
}

fn resolved<'l>(
    said: &Written,
    own: Provision<'l>,
    before: Option<&Before<'l>>,
    host: Option<&Before<'l>>,
    anchors: &Anchors<'l>,
) -> Outcome<'l> {
    if said.quoted {
        return Outcome::Not(Reason::Quoted, said.law.clone());
    }
    if let Some(law) = &said.law {
        return Outcome::Not(Reason::OtherLaw, Some(law.clone()));
    }
    if before.is_none()
        && let Some(host) = host
        && let Some(outcome) = in_host(&said.steps, host)
    {
        return outcome;
    }
    match walk(&said.steps, own, before, anchors) {
        Err(outcome) => outcome,
        Ok((from, part)) => match &said.to {
            None => Outcome::Own(from, part),
            Some(to) => range(said, &from, to, own).unwrap_or_else(|outcome| outcome),
        },
    }
}

/// 「第八条第一項（第二号に係る部分に限る。）」: the item is that of the paragraph before the parentheses.
fn in_host<'l>(steps: &[Step], host: &Before<'l>) -> Option<Outcome<'l>> {
    if !matches!(
        steps.first(),
        Some(Step::Level(Kind::Paragraph | Kind::Item, Which::Number(_)))
    ) {
        return None;
    }
    match &host.outcome {
        Outcome::Not(reason @ (Reason::OtherLaw | Reason::AmendingAct), law) => {
            Some(Outcome::Not(*reason, law.clone()))
        }
        Outcome::Not(..) => None,
        Outcome::Own(targets, _) => {
            let mut at = vec![targets.last().copied()?];
            let mut part = None;
            for step in steps {
                if let Step::Part(said) = step {
                    part = Some(*said);
                } else {
                    at = at.into_iter().flat_map(|base| inside(step, base)).collect();
                }
            }
            (!at.is_empty()).then_some(Outcome::Own(at, part))
        }
    }
}

/// The provisions that steps lead to, and the part of the sentence.
fn walk<'l>(
    steps: &[Step],
    own: Provision<'l>,
    before: Option<&Before<'l>>,
    anchors: &Anchors<'l>,
) -> Result<(Vec<Provision<'l>>, Option<SentencePart>), Outcome<'l>> {
    let mut at: Option<Vec<Provision<'l>>> = None;
    let mut part = None;
    for step in steps {
        at = Some(match (step, at) {
            (Step::Part(said), at) => {
                part = Some(*said);
                at.unwrap_or_default()
            }
            (step, None) => first(step, own, before, anchors)?,
            (step, Some(bases)) => {
                let mut next = Vec::new();
                for base in bases {
                    next.extend(inside(step, base));
                }
                next
            }
        });
        if at.as_ref().is_none_or(Vec::is_empty) {
            return not(Reason::NoSuchProvision);
        }
    }
    Ok((at.unwrap_or_default(), part))
}

fn main_provision(own: Provision<'_>) -> Option<Provision<'_>> {
    own.law()
        .root()
        .children()
        .find(|child| child.kind() == Kind::MainProvision)
}

/// The part of the law whose articles are numbered together: 本則 or a 附則.
fn scope_of(provision: Provision<'_>) -> Option<Provision<'_>> {
    std::iter::once(provision)
        .chain(provision.ancestors())
        .find(|p| matches!(p.kind(), Kind::MainProvision | Kind::Supplement))
}

/// What a first step means.
fn first<'l>(
    step: &Step,
    own: Provision<'l>,
    before: Option<&Before<'l>>,
    anchors: &Anchors<'l>,
) -> Found<'l> {
    let one = |found: Option<Provision<'l>>| Ok(found.into_iter().collect());
    match step {
        Step::ThisLaw => Ok(vec![own.law().root()]),
        Step::Supplement => one(supplement_of(own)),
        Step::Schedule(number) => one(schedule(own, *number)),
        Step::Level(kind, Which::Number(number)) => numbered(*kind, *number, own, before),
        Step::Level(kind, Which::Same) => match anchors.of(*kind) {
            Some(Anchor::Own(provision)) => Ok(vec![*provision]),
            Some(Anchor::Other(law)) => Err(Outcome::Not(Reason::OtherLaw, law.clone())),
            None => not(Reason::NothingBefore),
        },
        Step::Level(kind, Which::This) => one(own.nearest(*kind)),
        Step::Level(kind, Which::Each) => {
            let holder = match kind {
                Kind::Item => Kind::Paragraph,
                _ => Kind::Article,
            };
            let base = own.nearest(holder).or_else(|| own.nearest(Kind::Schedule));
            Ok(base.map(|base| children(base, *kind)).unwrap_or_default())
        }
        Step::Level(kind, which) => Ok(relative(*kind, *which, own)),
        Step::Sign(_) | Step::Part(_) => not(Reason::NoSuchProvision),
    }
}

fn supplement_of(own: Provision<'_>) -> Option<Provision<'_>> {
    own.nearest(Kind::Supplement).or_else(|| {
        let mut all = own
            .law()
            .root()
            .children()
            .filter(|child| child.kind() == Kind::Supplement);
        all.find(|supplement| supplement.amending_act().is_none())
    })
}

fn schedule(own: Provision<'_>, number: Option<ProvisionNumber>) -> Option<Provision<'_>> {
    let mut all = own
        .law()
        .root()
        .children()
        .filter(|child| child.kind() == Kind::Schedule);
    all.find(|schedule| schedule.number() == number)
}

fn children(base: Provision<'_>, kind: Kind) -> Vec<Provision<'_>> {
    let found: Vec<_> = base
        .children()
        .filter(|child| child.kind() == kind)
        .take(MOST_TARGETS)
        .collect();
    if found.is_empty() && kind == Kind::Item && base.kind() == Kind::Article {
        let paragraph = base
            .children()
            .find(|child| child.kind() == Kind::Paragraph);
        return paragraph
            .map(|paragraph| children(paragraph, kind))
            .unwrap_or_default();
    }
    found
}

/// 第N条, 第N項, 第N号, 第N章 as a first step.
fn numbered<'l>(
    kind: Kind,
    number: ProvisionNumber,
    own: Provision<'l>,
    before: Option<&Before<'l>>,
) -> Found<'l> {
    // 「第三条第一項及び第二項」: what is not said is that of the reference before.
    if let Some(before) = before {
        let takes_over = takes_over(kind, before);
        match &before.outcome {
            Outcome::Not(reason @ (Reason::OtherLaw | Reason::AmendingAct), law) if takes_over => {
                return Err(Outcome::Not(*reason, law.clone()));
            }
            Outcome::Own(targets, _) if takes_over => {
                let last = targets.last().copied();
                let base = match kind {
                    Kind::Article => last
                        .filter(|_| before.kinds.contains(&Kind::Article))
                        .and_then(scope_of)
                        .filter(|scope| {
                            scope.kind() != Kind::Supplement
                                || before.kinds.contains(&Kind::Supplement)
                        }),
                    _ => last
                        .and_then(|last| last.nearest(kind))
                        .and_then(Provision::parent),
                };
                if let Some(base) = base {
                    let found = if kind == Kind::Article {
                        find::article(own.law(), base, number)
                    } else {
                        find::numbered(base, kind, number)
                    };
                    return Ok(found.into_iter().collect());
                }
            }
            _ => {}
        }
    }
    let found = match kind {
        Kind::Article => {
            if own
                .nearest(Kind::Supplement)
                .is_some_and(|supplement| supplement.amending_act().is_some())
            {
                return not(Reason::AmendingAct);
            }
            main_provision(own).and_then(|main| find::article(own.law(), main, number))
        }
        Kind::Paragraph => {
            let base = own
                .nearest(Kind::Article)
                .or_else(|| own.nearest(Kind::Paragraph)?.parent());
            base.and_then(|base| find::numbered(base, kind, number))
        }
        Kind::Item => {
            let base = own
                .nearest(Kind::Paragraph)
                .or_else(|| own.nearest(Kind::Schedule));
            base.and_then(|base| find::numbered(base, kind, number))
        }
        _ => {
            let inner = own.ancestors().find_map(|outer| {
                let divides = outer.kind().is_division() || outer.kind() == Kind::MainProvision;
                divides
                    .then(|| find::numbered(outer, kind, number))
                    .flatten()
            });
            inner.or_else(|| find::numbered(main_provision(own)?, kind, number))
        }
    };
    Ok(found.into_iter().collect())
}

/// 前条, 次項, 前二条, 前各号.
fn relative<'l>(kind: Kind, which: Which, own: Provision<'l>) -> Vec<Provision<'l>> {
    let here = own.nearest(kind);
    let all: Vec<Provision<'l>> = if kind == Kind::Article {
        let Some(scope) = scope_of(own) else {
            return Vec::new();
        };
        let articles = own
            .law()
            .articles
            .iter()
            .filter(|entry| entry.scope == scope.number);
        let mut found: Vec<_> = articles
            .map(|entry| Provision {
                law: own.law(),
                number: entry.provision,
            })
            .collect();
        found.sort_by_key(|provision| provision.number);
        found
    } else {
        let parent = match here {
            Some(here) => here.parent(),
            // 前各号 behind the items.
            None if kind == Kind::Item => own.nearest(Kind::Paragraph),
            None => None,
        };
        parent
            .map(|parent| children(parent, kind))
            .unwrap_or_default()
    };
    let place = match here {
        Some(here) => match all.iter().position(|provision| *provision == here) {
            Some(place) => place,
            None => return Vec::new(),
        },
        None => all.len(),
    };
    let taken = match which {
        Which::Before(count) => place
            .checked_sub(usize::from(count))
            .and_then(|start| all.get(start..place)),
        Which::AllBefore => all.get(..place),
        Which::Next(count) => {
            let start = place.saturating_add(1);
            all.get(start..start.saturating_add(usize::from(count)))
        }
        _ => None,
    };
    taken.map(<[_]>::to_vec).unwrap_or_default()
}

/// What a further step means inside a provision.
fn inside<'l>(step: &Step, base: Provision<'l>) -> Vec<Provision<'l>> {
    match step {
        Step::Level(Kind::Article, Which::Number(number)) => {
            let scope = match base.kind() {
                Kind::Law => main_provision(base),
                _ => scope_of(base),
            };
            scope
                .and_then(|scope| find::article(base.law(), scope, *number))
                .into_iter()
                .collect()
        }
        Step::Level(kind, Which::Number(number)) => {
            let base = if base.kind() == Kind::Law {
                main_provision(base).unwrap_or(base)
            } else {
                base
            };
            let found = find::numbered(base, *kind, *number);
            let found = found.or_else(|| {
                // 第9条第2号: the item of the only paragraph.
                let mut paragraphs = base
                    .children()
                    .filter(|child| child.kind() == Kind::Paragraph);
                let only = paragraphs.next().filter(|_| *kind == Kind::Item)?;
                if paragraphs.next().is_some() {
                    return None;
                }
                find::numbered(only, *kind, *number)
            });
            found.into_iter().collect()
        }
        Step::Level(kind, Which::Each) => children(base, *kind),
        Step::Sign(sign) => base
            .children()
            .filter(|child| child.kind() == Kind::Subitem && child.subitem() == Some(*sign))
            .collect(),
        Step::Supplement => supplement_of(base).into_iter().collect(),
        Step::Schedule(number) => schedule(base, *number).into_iter().collect(),
        _ => Vec::new(),
    }
}

/// All provisions from the first to the last.
fn range<'l>(
    said: &Written,
    from: &[Provision<'l>],
    to: &[Step],
    own: Provision<'l>,
) -> Result<Outcome<'l>, Outcome<'l>> {
    let Some(start) = from.first().copied() else {
        return not(Reason::NoSuchProvision);
    };
    let last = match to.first() {
        Some(Step::Sign(sign)) => start
            .parent()
            .map(|parent| inside(&Step::Sign(*sign), parent))
            .unwrap_or_default(),
        Some(Step::Level(_, Which::Number(_))) => {
            let before = Before {
                outcome: Outcome::Own(vec![start], None),
                kinds: said.steps.iter().filter_map(kind_of).collect(),
            };
            let (found, _) = walk(to, own, Some(&before), &Anchors::default())?;
            found
        }
        Some(_) => walk(to, own, None, &Anchors::default())?.0,
        None => Vec::new(),
    };
    let Some(end) = last.last().copied() else {
        return not(Reason::NoSuchProvision);
    };
    let kind = start.kind();
    if kind != end.kind() || start.number > end.number {
        return not(Reason::NoSuchProvision);
    }
    let inside = |number: u32| (start.number..=end.number).contains(&number);
    let targets: Vec<Provision<'l>> = if kind == Kind::Article {
        let law = own.law();
        let mut numbers: Vec<u32> = law
            .articles
            .iter()
            .map(|entry| entry.provision)
            .filter(|number| inside(*number))
            .collect();
        numbers.sort_unstable();
        numbers
            .into_iter()
            .take(MOST_TARGETS)
            .map(|number| Provision { law, number })
            .collect()
    } else {
        let parent = start
            .parent()
            .filter(|parent| end.parent() == Some(*parent));
        let Some(parent) = parent else {
            return not(Reason::NoSuchProvision);
        };
        parent
            .children()
            .filter(|child| child.kind() == kind && inside(child.number))
            .take(MOST_TARGETS)
            .collect()
    };
    Ok(Outcome::Own(targets, None))
}
