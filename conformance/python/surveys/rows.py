"""One row as typed values."""

import re

from surveys.codes import coded
from surveys.edition import COLUMNS, fold, is_blank, strip

PARTIES = {
    "1": "state", "2": "incorporated_agency", "3": "local_body", "4-1": "state_or_agency",
    "4-2": "agency_or_local_body", "4-3": "state_or_local_body", "4-4": "any_public_body",
    "5": "citizens", "6": "businesses", "7": "citizens_or_businesses",
}
AFFAIRS = {"1": "autonomous", "2": "entrusted_first", "3": "entrusted_second", "4": "not_local"}
STATUSES = {"1": "done", "2": "not_done", "3": "exempt", "4": "other", "5": "partial"}


def count(text):
    """(how it is written, number)."""
    number = re.compile("[0-9]+")
    if not text:
        return "blank", None
    if number.fullmatch(text):
        return ("number", int(text)) if int(text) < 1 << 53 else ("text", None)
    text = fold(strip(text))
    if not text:
        return "blank", None
    if re.fullmatch("[0-9]{1,3}(,[0-9]{3})+", text):
        text = text.replace(",", "")
    if number.fullmatch(text) and int(text) < 1 << 53:
        return "loose", int(text)
    return "text", None


class Row:
    """One row: the texts of the columns that the file has, by the column's key."""

    def __init__(self, number, texts):
        self.number, self.texts = number, texts

    def text(self, key):
        return self.texts.get(key, "")

    def has(self, key):
        """Whether the file has the column."""
        return key in self.texts

    def coded(self, key):
        return coded(key, self.text(key))

    def filled(self, key):
        if COLUMNS[key].get("coded"):
            return not self.coded(key).is_empty()
        return not is_blank(self.text(key))

    def count(self, key):
        return count(self.text(key))

    def status(self):
        return STATUSES.get(self.coded("online_status").single(), "unknown")
