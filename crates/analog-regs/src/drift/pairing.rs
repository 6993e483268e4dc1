//! Which provision is which.

use super::{
    LawDrift, Pair, PairingBasis,
    body::{alike, body, is_gone, pairs},
    is_paired,
};
use crate::law::{LawDocument, Provision, ProvisionKind as Kind};
use std::collections::HashMap;
use tosei_types::AmendingAct;

/// Provisions of the same number are the same from this share on, in percent.
const SAME_NUMBER: u64 = 40;
/// Others, from this on.
const SIMILAR: u64 = 60;
/// In another article, from this on.
const ELSEWHERE: u64 = 80;
/// Shorter texts are not looked for elsewhere: 「住民」 stands in many places.
const ELSEWHERE_CHARS: usize = 12;
/// So many comparisons of two texts are made among the provisions of one parent.
const MOST_COMPARISONS: usize = 250_000;

/// A provision and what it says.
struct Side<'l> {
    provision: Provision<'l>,
    body: String,
    pairs: Option<HashMap<(char, char), u32>>,
    done: bool,
}

impl<'l> Side<'l> {
    fn of(provision: Provision<'l>) -> Self {
        Self {
            provision,
            body: body(provision),
            pairs: None,
            done: false,
        }
    }

    fn pairs(&mut self) -> &HashMap<(char, char), u32> {
        self.pairs.get_or_insert_with(|| pairs(&self.body))
    }
}

pub(super) fn pair_all(drift: &mut LawDrift<'_, '_>) {
    let (old, new) = (drift.old, drift.new);
    let mut parents: Vec<(Provision<'_>, Provision<'_>)> = Vec::new();
    for (a, b) in regions(old, new) {
        let inside = articles(a);
        pair_children(drift, inside.clone(), articles(b));
        parents.push((a, b));
        parents.extend(
            inside
                .into_iter()
                .filter_map(|article| paired(drift, article, new)),
        );
    }
    // From the outside in: what is paired is looked into.
    let mut at = 0usize;
    while let Some((a, b)) = parents.get(at).copied() {
        at = at.saturating_add(1);
        for kind in [Kind::Paragraph, Kind::Item, Kind::Subitem] {
            let (olds, news) = (members(a, kind), members(b, kind));
            pair_children(drift, olds.clone(), news);
            parents.extend(olds.into_iter().filter_map(|old| paired(drift, old, new)));
        }
    }
    elsewhere(drift);
}

fn paired<'o, 'n>(
    drift: &LawDrift<'o, 'n>,
    old: Provision<'o>,
    new: &'n LawDocument,
) -> Option<(Provision<'o>, Provision<'n>)> {
    Some((old, new.provision(drift.pairs.get(&old.id())?.new)?))
}

/// 附則 with that of the same act, 別表 by their number, 様式 and all else by what is printed as their number:
/// nothing for 本則, 前文 and 備考 that stand alone.
fn regions<'o, 'n>(
    old: &'o LawDocument,
    new: &'n LawDocument,
) -> Vec<(Provision<'o>, Provision<'n>)> {
    let mut found: Vec<(Provision<'o>, Provision<'n>)> = Vec::new();
    for a in old.root().children() {
        let is_it = |b: &Provision<'n>| {
            if a.kind() != b.kind() {
                return false;
            }
            match a.kind() {
                Kind::Supplement => act(a) == act(*b),
                Kind::Schedule | Kind::SupplementSchedule => a.number() == b.number(),
                _ => a.label() == b.label(),
            }
        };
        let free = |b: &Provision<'n>| !found.iter().any(|(_, taken)| taken == b);
        if let Some(b) = new.root().children().find(|b| is_it(b) && free(b)) {
            found.push((a, b));
        }
    }
    found
}

fn act(supplement: Provision<'_>) -> Option<AmendingAct> {
    AmendingAct::try_new(supplement.amending_act()?).ok()
}

/// The articles of a part of the law, through its chapters.
fn articles(region: Provision<'_>) -> Vec<Provision<'_>> {
    region
        .descendants()
        .filter(|p| p.kind() == Kind::Article && p.nearest(Kind::Quote).is_none())
        .collect()
}

/// The provisions of a kind in another, without those in a provision that is itself paired: also what
/// stands in a chapter or a table.
fn members(outer: Provision<'_>, kind: Kind) -> Vec<Provision<'_>> {
    let mut found = Vec::new();
    let mut open: Vec<Provision<'_>> = vec![outer];
    while let Some(at) = open.pop() {
        if at != outer && at.kind() == kind {
            found.push(at);
        } else if at == outer || !is_paired(at.kind()) {
            open.extend(at.children());
        }
    }
    found.sort_by_key(|provision| provision.id());
    found
}

/// Pairs provisions of one kind that stand in the same place.
fn pair_children<'o, 'n>(
    drift: &mut LawDrift<'o, 'n>,
    olds: Vec<Provision<'o>>,
    news: Vec<Provision<'n>>,
) {
    let present = |p: &Provision<'_>| !is_gone(*p);
    let mut olds: Vec<Side<'o>> = olds.into_iter().filter(present).map(Side::of).collect();
    let mut news: Vec<Side<'n>> = news.into_iter().filter(present).map(Side::of).collect();
    // An only child is its counterpart: a paragraph without a number.
    if let ([old], [new]) = (olds.as_slice(), news.as_slice())
        && old.provision.kind() == Kind::Paragraph
    {
        let alike = alike(&pairs(&old.body), &pairs(&new.body));
        let basis = if old.body == new.body {
            PairingBasis::SameText
        } else {
            PairingBasis::SameNumber
        };
        keep(drift, old.provision, new.provision, basis, alike);
        return;
    }
    same_text(drift, &mut olds, &mut news);
    same_number(
        drift,
        &mut olds,
        &mut news,
        SAME_NUMBER,
        PairingBasis::SameNumber,
    );
    similar(drift, &mut olds, &mut news);
    headings(drift, &mut olds, &mut news);
}

fn keep<'o, 'n>(
    drift: &mut LawDrift<'o, 'n>,
    old: Provision<'o>,
    new: Provision<'n>,
    basis: PairingBasis,
    alike: (u64, u64),
) {
    drift.pairs.insert(
        old.id(),
        Pair {
            new: new.id(),
            basis,
            alike,
        },
    );
    drift.taken.insert(new.id(), old.id());
}

/// The same text: where it stands more than once, those of the same number, then in order.
fn same_text<'o, 'n>(drift: &mut LawDrift<'o, 'n>, olds: &mut [Side<'o>], news: &mut [Side<'n>]) {
    let mut by_text: HashMap<String, Vec<usize>> = HashMap::new();
    for (at, new) in news.iter().enumerate() {
        by_text.entry(new.body.clone()).or_default().push(at);
    }
    for numbers_too in [true, false] {
        for old in olds.iter_mut().filter(|old| !old.done) {
            let places = by_text
                .get(&old.body)
                .map(Vec::as_slice)
                .unwrap_or_default();
            let found = places.iter().copied().find(|at| {
                news.get(*at).is_some_and(|new| {
                    !new.done && (!numbers_too || same_place(old.provision, new.provision))
                })
            });
            if let Some(new) = found.and_then(|at| news.get_mut(at)) {
                (old.done, new.done) = (true, true);
                let all = u64::try_from(old.body.chars().count()).unwrap_or(u64::MAX);
                keep(
                    drift,
                    old.provision,
                    new.provision,
                    PairingBasis::SameText,
                    (all, all),
                );
            }
        }
    }
}

fn same_place(old: Provision<'_>, new: Provision<'_>) -> bool {
    old.number() == new.number() && old.subitem() == new.subitem()
}

fn percent(alike: (u64, u64)) -> u64 {
    alike
        .0
        .saturating_mul(100)
        .checked_div(alike.1)
        .unwrap_or(0)
}

fn same_number<'o, 'n>(
    drift: &mut LawDrift<'o, 'n>,
    olds: &mut [Side<'o>],
    news: &mut [Side<'n>],
    least: u64,
    basis: PairingBasis,
) {
    for old in olds.iter_mut().filter(|old| !old.done) {
        let new = news
            .iter_mut()
            .find(|new| !new.done && same_place(old.provision, new.provision));
        if let Some(new) = new {
            let alike = alike(old.pairs(), new.pairs());
            if percent(alike) >= least {
                (old.done, new.done) = (true, true);
                keep(drift, old.provision, new.provision, basis, alike);
            }
        }
    }
}

/// Share, distance of the places, the two places, common pairs and all.
type Likeness = (u64, usize, usize, usize, (u64, u64));

/// The most similar first; among equals those that stand nearest to their place.
fn similar<'o, 'n>(drift: &mut LawDrift<'o, 'n>, olds: &mut [Side<'o>], news: &mut [Side<'n>]) {
    let left = |sides: usize, others: usize| sides.saturating_mul(others) <= MOST_COMPARISONS;
    let open_olds = olds.iter().filter(|old| !old.done).count();
    let open_news = news.iter().filter(|new| !new.done).count();
    if !left(open_olds, open_news) {
        return;
    }
    let mut found: Vec<Likeness> = Vec::new();
    for (i, old) in olds.iter_mut().enumerate().filter(|(_, old)| !old.done) {
        for (j, new) in news.iter_mut().enumerate().filter(|(_, new)| !new.done) {
            let alike = alike(old.pairs(), new.pairs());
            let share = percent(alike);
            if share >= SIMILAR {
                found.push((share, i.abs_diff(j), i, j, alike));
            }
        }
    }
    found.sort_by(|a, b| b.0.cmp(&a.0).then((a.1, a.2, a.3).cmp(&(b.1, b.2, b.3))));
    for (_, _, i, j, alike) in found {
        if let (Some(old), Some(new)) = (olds.get_mut(i), news.get_mut(j))
            && !old.done
            && !new.done
        {
            (old.done, new.done) = (true, true);
            keep(
                drift,
                old.provision,
                new.provision,
                PairingBasis::SimilarText,
                alike,
            );
        }
    }
}

/// Rewritten as a whole: the same number and the same heading.
fn headings<'o, 'n>(drift: &mut LawDrift<'o, 'n>, olds: &mut [Side<'o>], news: &mut [Side<'n>]) {
    for old in olds
        .iter_mut()
        .filter(|old| !old.done && old.provision.heading().is_some())
    {
        let new = news.iter_mut().find(|new| {
            !new.done
                && same_place(old.provision, new.provision)
                && new.provision.heading() == old.provision.heading()
        });
        if let Some(new) = new {
            let alike = alike(old.pairs(), new.pairs());
            (old.done, new.done) = (true, true);
            keep(
                drift,
                old.provision,
                new.provision,
                PairingBasis::SameHeading,
                alike,
            );
        }
    }
}

/// What went into another article.
fn elsewhere(drift: &mut LawDrift<'_, '_>) {
    let (old, new) = (drift.old, drift.new);
    for kind in [Kind::Paragraph, Kind::Item, Kind::Subitem] {
        let long = |side: &Side<'_>| side.body.chars().count() >= ELSEWHERE_CHARS;
        let olds = old
            .provisions()
            .filter(|p| p.kind() == kind && !is_gone(*p));
        let mut olds: Vec<Side<'_>> = olds
            .filter(|p| !drift.pairs.contains_key(&p.id()))
            .map(Side::of)
            .filter(long)
            .collect();
        let news = new
            .provisions()
            .filter(|p| p.kind() == kind && !is_gone(*p));
        let mut news: Vec<Side<'_>> = news
            .filter(|p| !drift.taken.contains_key(&p.id()))
            .map(Side::of)
            .filter(long)
            .collect();
        same_text(drift, &mut olds, &mut news);
        if olds.len().saturating_mul(news.len()) > MOST_COMPARISONS {
            continue;
        }
        for old in olds.iter_mut().filter(|old| !old.done) {
            let mut best: Option<(u64, usize, (u64, u64))> = None;
            for (at, new) in news.iter_mut().enumerate().filter(|(_, new)| !new.done) {
                let alike = alike(old.pairs(), new.pairs());
                let share = percent(alike);
                if share >= ELSEWHERE && best.is_none_or(|(most, ..)| share > most) {
                    best = Some((share, at, alike));
                }
            }
            if let Some((_, at, alike)) = best
                && let Some(new) = news.get_mut(at)
            {
                (old.done, new.done) = (true, true);
                keep(
                    drift,
                    old.provision,
                    new.provision,
                    PairingBasis::SimilarText,
                    alike,
                );
            }
        }
    }
}
