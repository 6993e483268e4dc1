"""What is wrong with a row, and with rows beside each other."""

import functools
import re
from fractions import Fraction

from operations import table
from operations.citation import citation_cell
from operations.period import period_reading
from surveys.characters import odd_characters
from surveys.edition import (
    APPLICATIONS_ONLY, BLANKS, COLUMNS, COUNTS, FREE_TEXT, PREFIX, SEVERITY, is_blank, strip,
)
from surveys.rows import Row


class Findings(list):
    def add(self, rule, cell, subject=None, **values):
        """`cell` is (row, column number), or None for the file; the subject is a row's id."""
        self.append((PREFIX + rule, cell, subject, values))

    def sorted(self):
        order = ["error", "warning", "info"]
        key = lambda f: (order.index(SEVERITY[f[0]]), f[0], f[1] or (0, 0))
        return [
            {"rule": rule, "cell": cell and table.address(cell[1], cell[0]), "subject": subject,
             "values": {
                 name: value[:200] + "…" if isinstance(value, str) and len(value) > 200 else value
                 for name, value in values.items()
             }}
            for rule, cell, subject, values in sorted(self, key=key)
        ]


class Check:
    def __init__(self, headers):
        wanted = [{"headers": [c["header"]], "required": c["needed"]} for c in COLUMNS.values()]
        found, unknown, repeated, missing = table.find_columns(wanted, headers)
        self.width = len(headers)
        self.places = {key: at for key, at in zip(COLUMNS, found) if at is not None}
        self.found = Findings()
        for header in missing:
            self.found.add("column_missing", None, header=header)
        for header in unknown:
            self.found.add("column_unknown", None, header=header)
        for at in repeated:
            self.found.add("column_repeated", (1, at + 1), header=headers[at])
        self.ids, self.keys, self.wholes = {}, {}, {}
        self.rows, self.untyped = 0, 0

    def take(self, number, cells):
        """One row of the file."""
        row = self.typed(number, cells)
        if row is None:
            self.untyped += 1
        else:
            self.rows += 1
            self.check(row)
        return row

    def typed(self, number, cells):
        if len(cells) != self.width and (len(cells) < self.width or any(cells[self.width:])):
            self.found.add("row_width", (number, 1), cells=len(cells), expected=self.width)
            return None
        texts, wrong = table.decoded(cells)
        if wrong is not None:
            self.found.add("row_not_utf8", (number, wrong + 1))
            return None
        if all(map(is_blank, texts)):
            self.found.add("row_blank", (number, 1))
            return None
        self.texts = texts[:self.width]
        return Row(number, {key: texts[at] for key, at in self.places.items()})

    # Ways to say it.

    def cell(self, rule, row, key, **values):
        place = (row.number, self.places[key] + 1)
        self.found.add(rule, place, row.text("procedure_id") or None, **values)

    def header(self, rule, row, key):
        self.cell(rule, row, key, header=COLUMNS[key]["header"])

    def value(self, rule, row, key):
        self.cell(rule, row, key, header=COLUMNS[key]["header"], value=row.text(key))

    # The rules.

    def check(self, row):
        self.required(row)
        self.law(row)
        self.parties(row)
        for key in self.places:
            if COLUMNS[key].get("coded"):
                self.code(row, key)
            if key in FREE_TEXT:
                self.characters(row, key)
        self.counts(row)
        self.plan(row)
        kind = row.coded("kind")
        if "1" in kind.codes or kind.other or kind.is_empty():
            self.fee(row)
            self.attachments(row)
            self.periods(row)
        else:
            for key in APPLICATIONS_ONLY:
                if row.has(key) and row.filled(key):
                    self.value("answer_out_of_scope", row, key)
        self.repeated(row)

    def required(self, row):
        for key, column in COLUMNS.items():
            if column["must_be_filled"] and row.has(key) and not row.filled(key):
                if key == "procedure_id":
                    self.cell("id_missing", row, key)
                else:
                    self.header("cell_missing", row, key)

    def law(self, row):
        named = row.filled("law_name")
        if named and row.has("law_number") and not row.filled("law_number"):
            self.cell("law_number_missing", row, "law_number")
        if row.filled("article"):
            if not reads_as_articles(row.text("article")):
                self.value("article_unread", row, "article")
        elif named and row.has("article"):
            self.cell("article_missing", row, "article")

    def parties(self, row):
        kind = row.coded("kind")
        known = not kind.is_empty() and not kind.other
        if row.has("recipient") and not row.filled("recipient") and known:
            if not kind.codes & {"3", "4"}:
                self.cell("recipient_missing", row, "recipient")
        if row.has("agency_name") and not row.filled("agency_name"):
            if "2" in row.coded("actor").codes | row.coded("recipient").codes:
                self.cell("agency_name_missing", row, "agency_name")
        if "none" in row.coded("common_procedure").codes and row.filled("ministry"):
            if row.filled("implementing_ministries"):
                named = re.split("[;；]", row.text("implementing_ministries"))
                if strip(row.text("ministry")) not in map(strip, named):
                    self.value("ministry_not_implementing", row, "implementing_ministries")

    def code(self, row, key):
        defects = row.coded(key).defects
        for defect, rule in (("unknown", "code_unknown"), ("variant", "code_variant"),
                             ("joined", "values_joined"), ("separator", "separator"),
                             ("repeated", "value_repeated")):
            if defect in defects:
                self.value(rule, row, key)
        self.characters(row, key)

    def characters(self, row, key):
        text = row.text(key)
        if text and (text[0] in BLANKS or text[-1] in BLANKS):
            self.header("blanks_at_ends", row, key)
        for rule, character in odd_characters(text).items():
            if rule in ("line_break", "replacement_character"):
                self.header(rule, row, key)
            else:
                self.cell(rule, row, key, header=COLUMNS[key]["header"],
                          code=f"U+{ord(character):04X}")

    def counts(self, row):
        read = {name: row.count(key) for name, key in COUNTS.items()}
        for name, key in COUNTS.items():
            if not row.has(key):
                continue
            written = read[name][0]
            if written == "loose":
                self.value("count_loose", row, key)
            elif written == "text":
                self.value("count_not_a_number", row, key)
            elif written == "blank":
                self.header("count_missing", row, key)
        total, online, offline = (read[name][1] for name in COUNTS)
        if online is not None:
            if online == 0 and row.status() == "done":
                self.cell("online_without_cases", row, "cases_online", online=online)
            if online > 0 and row.status() in ("not_done", "exempt", "other"):
                self.cell("online_count_without_status", row, "cases_online", online=online)
        if total is not None and online is not None:
            if online > total:
                self.cell("online_exceeds_total", row, "cases_online", total=total, online=online)
            elif offline is not None and online + offline != total:
                self.cell("counts_do_not_add_up", row, "cases_total", total=total, online=online,
                          offline=offline)

    def plan(self, row):
        planned = "0" in row.coded("concerns").codes
        year = row.filled("planned_year")
        if planned and not year and row.has("planned_year"):
            self.cell("plan_without_year", row, "planned_year")
        if year and not planned and row.has("concerns"):
            self.value("year_without_plan", row, "planned_year")
        if year and row.status() == "done":
            self.value("year_although_online", row, "planned_year")
        if row.status() == "not_done" and row.has("concerns") and not row.filled("concerns"):
            self.cell("reason_missing", row, "concerns")

    def fee(self, row):
        fee, method = "2" in row.coded("fee").codes, row.coded("fee_payment")
        if fee and row.has("fee_payment") and method.is_empty():
            self.cell("fee_method_missing", row, "fee_payment")
        if not fee and row.has("fee") and not method.is_empty():
            self.value("fee_method_without_fee", row, "fee_payment")
        if row.filled("fee_relief") and row.has("fee_payment"):
            if not any(code.startswith("2-") for code in method.codes):
                self.value("fee_relief_out_of_scope", row, "fee_relief")

    def attachments(self, row):
        attachments = row.coded("attachments")
        if attachments.is_empty():
            return
        if "none" not in attachments.codes:
            if row.has("attachment_submission") and not row.filled("attachment_submission"):
                self.cell("attachment_method_missing", row, "attachment_submission")
        elif attachments.other:
            self.value("attachments_contradict", row, "attachments")
        else:
            for key in ("attachment_reduction", "attachment_submission"):
                if row.filled(key):
                    self.value("attachment_details_without_attachments", row, key)

    def periods(self, row):
        lengths = []
        for key in ("period_online", "period_offline"):
            if not row.filled(key):
                continue
            kind, length = period(row.text(key))
            if kind == "unread":
                self.value("period_unread", row, key)
            if kind == "number_without_unit":
                self.value("period_without_unit", row, key)
            lengths.append(length)
        if len(lengths) == 2 and None not in lengths and longer(*lengths):
            self.cell("period_longer_online", row, "period_online",
                      online=row.text("period_online"), offline=row.text("period_offline"))

    def repeated(self, row):
        name = row.text("procedure_id")
        if not is_blank(name):
            first = self.ids.setdefault(name, row.number)
            if first != row.number:
                self.cell("id_repeated", row, "procedure_id", first=first, id=name)
        at = self.places["procedure_id"]
        whole = tuple(self.texts[:at] + self.texts[at + 1:])
        keys = ("ministry", "procedure_name", "law_name", "article")
        key = tuple(row.text(key) for key in keys)
        same_row = self.wholes.setdefault(whole, row.number)
        same_key = self.keys.setdefault(key, row.number)
        if same_row != row.number:
            self.cell("row_repeated", row, "procedure_name", first=same_row, id=name)
        elif same_key != row.number and all(row.has(key) for key in keys):
            self.cell("key_repeated", row, "procedure_name", first=same_key, id=name)


@functools.cache
def reads_as_articles(text):
    read = citation_cell({"text": text})
    return bool(read["entries"]) and not read["unread"]


# Hours of a unit at the shortest and at the longest; between business days any number of days may
# be closed.
HOURS = {
    "minute": (Fraction(1, 60), Fraction(1, 60)), "hour": (1, 1), "day": (24, 24),
    "calendar_day": (24, 24), "business_day": (24, None), "week": (168, 168),
    "month": (28 * 24, 31 * 24), "year": (365 * 24, 366 * 24),
}


def longer(online, offline):
    """Whether a length (amount, unit) is longer than another, however months, years and closed
    days fall. The same day is a length of its own: not longer than anything, shorter than more than
    a day."""
    if online[1] == "same_day":
        return False
    if offline[1] == "same_day":
        return online[0] * HOURS[online[1]][0] > 24
    months = {"month": 1, "year": 12}
    if online[1] in months and offline[1] in months:
        return online[0] * months[online[1]] > offline[0] * months[offline[1]]
    if online[1] == offline[1] or not offline[0]:
        return online[0] > offline[0]
    longest = HOURS[offline[1]][1]
    return longest is not None and online[0] * HOURS[online[1]][0] > offline[0] * longest


@functools.cache
def period(text):
    """(class, the length as amount and unit if one length is stated)."""
    statement = period_reading({"text": text})["statement"]
    stated = statement.get("period", {})
    length = stated.get("lower")
    if length is None or stated.get("upper") != length:
        return statement["class"], None
    return statement["class"], (Fraction(length.get("amount", 0)), length["unit"])
