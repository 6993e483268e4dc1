//! Notices: how the result is given.

use super::{Checker, Part};
use crate::{Process, Signature};

impl Checker<'_> {
    pub(super) fn notice(&mut self, at: usize, process: &Process) {
        let kind = process.kind_in(self.lists.kinds);
        let is_result = kind
            .and_then(|kind| self.lists.kinds.at(kind))
            .is_some_and(|kind| kind.is_result);
        let delivery = process
            .notice
            .as_ref()
            .map(|notice| notice.delivery.as_slice());
        if is_result && delivery.is_none_or(<[_]>::is_empty) {
            let part = Part::process(at, process, "/notice");
            self.report("inventory.document.notice.delivery_missing", part, &[]);
        }
        let Some(notice) = &process.notice else {
            return;
        };
        let all_electronic = !notice.delivery.is_empty()
            && notice
                .delivery
                .iter()
                .all(|way| way.is_paper() == Some(false));
        if all_electronic && notice.signature == Signature::OfficialSeal {
            let part = Part::process(at, process, "/notice/signature");
            self.report("inventory.document.notice.seal_without_paper", part, &[]);
        }
    }
}
