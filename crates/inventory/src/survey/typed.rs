//! The typed values of a row, apart from its texts.

use super::{Channel, CountCell, SurveyColumn, SurveyRow};
use crate::{AffairsClass, KindIndex, OnlineStatus, Party, ProcessFacts};
use tosei_types::CaseCount;

/// 型付けした値 (typed values) of one row: what is left of it when the texts are put aside.
///
/// # Examples
///
/// ```
/// use tosei_document::Limits;
/// use tosei_inventory::survey::{SurveyEdition, SurveyTable};
/// use tosei_inventory::{OnlineStatus, Party};
///
/// let csv = "\
/// 手続ID,手続名,手続類型,手続主体,オンライン化の実施状況,総手続件数,オンライン手続件数
/// 1,転入の届出,1 申請等,5 国民等,1 実施済,120,30
/// ";
/// let table = SurveyTable::load(csv.as_bytes(), SurveyEdition::r6(), &Limits::default())?;
/// let typed = table.get(0).unwrap().typed();
/// assert_eq!((typed.actor(), typed.online_status()), (Party::Citizens, OnlineStatus::Done));
/// # Ok::<(), tosei_table::TableError>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TypedValues {
    kind: Option<KindIndex>,
    actor: Party,
    recipient: Party,
    via: Party,
    affairs_class: Option<AffairsClass>,
    online_status: OnlineStatus,
    counts: [CountCell; 3],
}

impl TypedValues {
    pub(super) fn of(row: &SurveyRow<'_>) -> Self {
        use SurveyColumn as C;
        Self {
            kind: row.kind(),
            actor: row.actor(),
            recipient: row.recipient(),
            via: row.via(),
            affairs_class: row.affairs_class(),
            online_status: row.online_status(),
            counts: [C::CasesTotal, C::CasesOnline, C::CasesOffline].map(|c| row.count(c)),
        }
    }

    /// 手続類型; `None` if it is blank, unknown, or several.
    #[must_use]
    pub fn kind(&self) -> Option<KindIndex> {
        self.kind
    }

    /// 手続主体: who acts.
    #[must_use]
    pub fn actor(&self) -> Party {
        self.actor
    }

    /// 手続の受け手: who receives.
    #[must_use]
    pub fn recipient(&self) -> Party {
        self.recipient
    }

    /// 経由機関: the body in between.
    #[must_use]
    pub fn via(&self) -> Party {
        self.via
    }

    /// 事務区分; `None` if it is blank, unknown, or several.
    #[must_use]
    pub fn affairs_class(&self) -> Option<AffairsClass> {
        self.affairs_class
    }

    /// オンライン化の実施状況; a blank cell or one outside the list is unknown.
    #[must_use]
    pub fn online_status(&self) -> OnlineStatus {
        self.online_status
    }

    /// 総手続件数, if it is a number.
    #[must_use]
    pub fn cases_total(&self) -> Option<u64> {
        let [total, _, _] = self.counts;
        total.number()
    }

    /// The cases of one channel, if they are a number.
    #[must_use]
    pub fn cases_by(&self, channel: Channel) -> Option<u64> {
        let [_, online, offline] = self.counts;
        match channel {
            Channel::Online => online.number(),
            Channel::Offline => offline.number(),
        }
    }

    /// What rates need to know of the row.
    #[must_use]
    pub fn facts(&self) -> ProcessFacts {
        let cases = |count: Option<u64>| count.and_then(|count| CaseCount::try_new(count).ok());
        ProcessFacts::survey_row(
            self.kind,
            self.online_status,
            self.actor,
            cases(self.cases_total()),
            cases(self.cases_by(Channel::Online)),
        )
    }
}
