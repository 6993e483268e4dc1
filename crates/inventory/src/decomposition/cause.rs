//! Why a rate changed: the list of causes.

use tosei_types::coded_enum;

coded_enum! {
    /// 変動要因 (cause of change): why something counts otherwise in a later snapshot.
    ///
    /// One thing can have several: a process that was put online and moved to another division has
    /// two. A change of name has no effect on any rate and is no cause.
    ///
    /// # Source
    ///
    /// `project-decision:decomposition-causes`; no published list was found.
    pub enum ChangeCause: "cause of change" {
        /// 訂正: an earlier figure was wrong. Only a ledger says so; nothing is taken for it by itself.
        Corrected = "corrected" ("訂正", "correction"),
        /// 不明の解消: what was not known is known now.
        UnknownResolved = "unknown_resolved" ("不明の解消", "unknown resolved"),
        /// 不明化: what was known is not known now.
        BecameUnknown = "became_unknown" ("不明化", "became unknown"),
        /// 分割: one became several.
        Split = "split" ("分割", "split"),
        /// 統合: several became one.
        Merged = "merged" ("統合", "merger"),
        /// 年度版の増減: a series has more or fewer editions side by side.
        EditionsChanged = "editions_changed" ("年度版の増減", "editions of a series"),
        /// 受付・年度の推移: a window of a yearly scheme opened or closed, or its year passed.
        ReceptionChanged = "reception_changed" ("受付・年度の推移", "reception or year"),
        /// 新規オンライン化: counts as online now.
        NewlyOnline = "newly_online" ("新規オンライン化", "newly online"),
        /// オンライン化の取りやめ: does not count as online any more.
        NoLongerOnline = "no_longer_online" ("オンライン化の取りやめ", "no longer online"),
        /// 構成の変更: a procedure has other processes than before.
        CompositionChanged = "composition_changed" ("手続の構成の変更", "composition of a procedure"),
        /// 廃止.
        Abolished = "abolished" ("廃止", "abolished"),
        /// 新設.
        Added = "added" ("新設", "added"),
        /// 区分の変更: kind, actor, discretion or status moved it into the population or out of it.
        Reclassified = "reclassified" ("区分の変更", "reclassified"),
        /// 適用除外の変更: became exempt, or is exempt no longer.
        ExemptChanged = "exempt_changed" ("適用除外の変更", "exemption changed"),
        /// 件数の変化: rates of cases only.
        VolumeChanged = "volume_changed" ("件数の変化", "volume changed"),
        /// オンライン件数の変化: rates of cases only.
        OnlineCasesChanged = "online_cases_changed" ("オンライン件数の変化", "online cases changed"),
        /// 移管: another organisation has it; no effect on the whole, one on each of the two.
        Transferred = "transferred" ("移管", "transferred"),
    }
}

coded_enum! {
    /// 要因の区分 (group of causes): what kind of thing a cause is, for the verdict.
    pub enum CauseGroup: "group of causes" {
        /// 取組: something was put online, or taken offline; cases moved to the online route.
        Activity = "activity" ("オンライン化の取組", "work on going online"),
        /// 増減: things came or went.
        Stock = "stock" ("手続の増減", "procedures that came or went"),
        /// 区分: the same things are looked at otherwise.
        Reclassification = "reclassification" ("区分の変更", "reclassification"),
        /// 把握: something became known or unknown, or was wrong before.
        Knowledge = "knowledge" ("把握状況の変化", "what is known"),
        /// 件数.
        Volume = "volume" ("件数の変化", "volumes"),
        /// 移管.
        Transfer = "transfer" ("移管", "transfers"),
    }
}

impl ChangeCause {
    /// The group that the cause belongs to.
    #[must_use]
    pub const fn group(self) -> CauseGroup {
        match self {
            Self::NewlyOnline | Self::NoLongerOnline | Self::OnlineCasesChanged => {
                CauseGroup::Activity
            }
            Self::Split
            | Self::Merged
            | Self::EditionsChanged
            | Self::ReceptionChanged
            | Self::CompositionChanged
            | Self::Abolished
            | Self::Added => CauseGroup::Stock,
            Self::Reclassified | Self::ExemptChanged => CauseGroup::Reclassification,
            Self::Corrected | Self::UnknownResolved | Self::BecameUnknown => CauseGroup::Knowledge,
            Self::VolumeChanged => CauseGroup::Volume,
            Self::Transferred => CauseGroup::Transfer,
        }
    }
}

/// Some causes; a small set that sorts and compares.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
pub(crate) struct CauseSet(u32);

impl CauseSet {
    pub(crate) const EMPTY: Self = Self(0);

    pub(crate) const fn of(cause: ChangeCause) -> Self {
        Self(1u32 << (cause as u32))
    }

    pub(crate) const fn with(self, cause: ChangeCause) -> Self {
        self.union(Self::of(cause))
    }

    pub(crate) const fn without(self, cause: ChangeCause) -> Self {
        Self(self.0 & !Self::of(cause).0)
    }

    pub(crate) const fn contains(self, cause: ChangeCause) -> bool {
        self.0 & Self::of(cause).0 != 0
    }

    pub(crate) const fn union(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    pub(crate) const fn intersection(self, other: Self) -> Self {
        Self(self.0 & other.0)
    }

    pub(crate) fn iter(self) -> impl Iterator<Item = ChangeCause> {
        let all = ChangeCause::ALL.iter().copied();
        all.filter(move |cause| self.contains(*cause))
    }

    /// All sets whose members all occur here, the empty one first.
    pub(crate) fn subsets(self) -> Vec<Self> {
        let mut subsets = vec![Self::EMPTY];
        for cause in self.iter() {
            let more: Vec<Self> = subsets.iter().map(|set| set.with(cause)).collect();
            subsets.extend(more);
        }
        subsets
    }
}
