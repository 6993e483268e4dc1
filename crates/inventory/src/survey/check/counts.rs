//! Rules about the numbers of cases.

use super::{Out, SurveyCheck};
use crate::{
    OnlineStatus,
    survey::{CountCell, SurveyColumn},
};
use tosei_document::{Sink, ValueRef};

impl SurveyCheck {
    pub(super) fn counts<S: Sink + ?Sized>(&self, out: &mut Out<'_, '_, S>) {
        use SurveyColumn as C;
        let row = out.row;
        let columns = [C::CasesTotal, C::CasesOnline, C::CasesOffline];
        let counts = columns.map(|column| row.count(column));
        for (column, count) in columns.into_iter().zip(counts) {
            match count {
                CountCell::Number(_) => {}
                CountCell::Loose(_) => out.value(self.rules.count_loose, column),
                CountCell::Text => out.value(self.rules.count_not_a_number, column),
                CountCell::Blank => {
                    if self.present.has(column) {
                        out.header(self.rules.count_missing, column);
                    }
                }
            }
        }
        let [total, online, offline] = counts.map(CountCell::number);
        let (Some(total), Some(online)) = (total, online) else {
            return;
        };
        let values = [
            ("total", ValueRef::Number(total)),
            ("online", ValueRef::Number(online)),
            ("offline", ValueRef::Number(offline.unwrap_or(0))),
        ];
        if online > total {
            out.mark(self.rules.online_exceeds_total, C::CasesOnline, &values);
        } else if let Some(offline) = offline
            && online.saturating_add(offline) != total
        {
            out.mark(self.rules.counts_do_not_add_up, C::CasesTotal, &values);
        }
        match row.online_status() {
            OnlineStatus::Done if online == 0 => {
                out.mark(self.rules.online_without_cases, C::CasesOnline, &values);
            }
            OnlineStatus::Done | OnlineStatus::Partial => {}
            _ if online > 0 => {
                out.mark(
                    self.rules.online_count_without_status,
                    C::CasesOnline,
                    &values,
                );
            }
            _ => {}
        }
    }
}
