"""The State's survey: what a row says, and everything that is wrong with a file.

Headers and code lists are the edition's data, severities are the catalogue's; the rules themselves
are written out here, one after the other, as a person would check them.
"""

import functools
import json
import pathlib
import re
import unicodedata
from fractions import Fraction

from operations import table
from operations.citation import citation_cell
from operations.period import period_reading

DATA = pathlib.Path(__file__).resolve().parents[3] / "crates/inventory/data"
PREFIX = "inventory.survey."


def data(path):
    return json.loads((DATA / path).read_text(encoding="utf-8"))


EDITION = data("survey/r6.json")
COLUMNS = {column["key"]: column for column in EDITION["columns"]}
SEVERITY = {rule["code"]: rule["severity"] for rule in data("rules/survey.json")["rules"]}
KINDS = {kind["survey_code"]: kind["code"] for kind in data("codes/process_kinds.json")["kinds"]}
APPLICATIONS_ONLY = [
    "identification", "fee", "fee_payment", "fee_relief", "period_online", "period_offline",
    "form_fields", "attachments", "attachment_reduction", "attachment_submission",
    "attachment_signature", "attachment_format_rule",
]
FREE_TEXT = [
    "procedure_id", "ministry", "procedure_name", "law_name", "law_number", "article", "agency_name",
    "period_online", "period_offline", "system_application", "system_back_office",
]
COUNTS = {"total": "cases_total", "online": "cases_online", "offline": "cases_offline"}
BLANKS = table.WHITE_SPACE | {"\ufeff"}


def is_blank(text):
    return all(c in BLANKS for c in text)


def strip(text):
    return text.strip("".join(table.WHITE_SPACE))


def fold(text):
    return "".join(
        chr(ord(c) - 0xFEE0) if "！" <= c <= "～" else " " if c == "\u3000" else c for c in text
    )


# Characters -----------------------------------------------------------------------------------


def within(character, *ranges):
    return any(first <= ord(character) <= last for first, last in ranges)


def invisible(c):
    if c in "\n\r":
        return False
    return unicodedata.category(c) == "Cc" or within(
        c, (0xA0, 0xA0), (0xAD, 0xAD), (0x200B, 0x200F), (0x2028, 0x202E), (0x2060, 0x2069),
        (0xFEFF, 0xFEFF))


def private_use(c):
    return within(c, (0xE000, 0xF8FF), (0xF0000, 0x10FFFD))


def half_width(c):
    return within(c, (0xFF61, 0xFF9F))


CHARACTERS = {
    "line_break": lambda c: c in "\n\r",
    "replacement_character": lambda c: c == "\ufffd",
    "invisible_character": invisible,
    "private_use_character": private_use,
    "half_width_kana": half_width,
}


@functools.cache
def odd_characters(text):
    """{rule: the first character that breaks it}."""
    return {
        rule: next(c for c in text if test(c))
        for rule, test in CHARACTERS.items() if any(map(test, text))
    }


# Coded cells ----------------------------------------------------------------------------------


def look_alike(text):
    folds = {"〇": "○", "◯": "○", "✕": "×", "╳": "×", "✖": "×", "〜": "~",
             "−": "-", "‐": "-", "–": "-", "—": "-", "―": "-", "ー": "-"}
    return "".join(folds.get(c, c) for c in table.header_form(text))


class Coded:
    """A coded cell: the codes it holds, whether it holds others, and its defects."""

    def __init__(self, column, text):
        self.listed = {code["text"]: code["code"] for code in column["codes"]} if (
            "codes" in column) else {}
        self.alike = {look_alike(text): code for text, code in self.listed.items()}
        self.codes, self.other, self.defects = set(), False, set()
        if not text:
            return
        if text[0] in BLANKS or text[-1] in BLANKS:
            self.defects.add("blank_ends")
        if odd_characters(text):
            self.defects.add("odd_character")
        if is_blank(text):
            return
        values = self.values(text)
        if len(values) > 1 and not column["multi_value"]:
            self.defects.add("joined")
        seen = set()
        for value in values:
            code = self.code(value)
            if code is None:
                self.other = True
                if not column.get("open_list"):
                    self.defects.add("unknown")
            else:
                self.codes.add(code)
                if value not in self.listed:
                    self.defects.add("variant")
            known = ("text", value) if code is None else ("code", code)
            if known in seen:
                self.defects.add("repeated")
            seen.add(known)

    def code(self, value):
        return self.listed.get(value) or self.alike.get(look_alike(value))

    def values(self, text):
        found = []
        for part in text.split(EDITION["separator"]):
            if self.code(part) is not None:
                found.append(part)
            elif is_blank(part) or re.search("[；;\n\r，]", part):
                self.defects.add("separator")
                found += [value for value in re.split("[；;\n\r，]", part) if not is_blank(value)]
            else:
                found.append(part)
        return found

    def is_empty(self):
        return not self.codes and not self.other

    def single(self):
        return next(iter(self.codes)) if len(self.codes) == 1 and not self.other else None


@functools.cache
def coded(key, text):
    return Coded(COLUMNS[key], text)


# Rows -----------------------------------------------------------------------------------------

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


# Findings -------------------------------------------------------------------------------------


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


# Operations -----------------------------------------------------------------------------------


def quoted(text):
    return '"' + text.replace('"', '""') + '"'


def file_of(given):
    """The file that a case describes: a text, bytes, or rows of the edition's own columns."""
    if "rows" not in given:
        return given
    lines = [[column["header"] for column in COLUMNS.values()]]
    for row in given["rows"]:
        if set(row) - set(COLUMNS):
            raise ValueError(f"unknown columns {set(row) - set(COLUMNS)}")
        lines.append([row.get(key, "") for key in COLUMNS])
    return {"csv": "".join(",".join(map(quoted, line)) + "\n" for line in lines)}


def checked(given):
    limits = {"items": given["limit_rows"]} if "limit_rows" in given else {}
    headers, rows, unclosed_at, stopped = table.read(file_of(given) | {"limits": limits})
    check = Check(headers)
    for number, cells in rows:
        check.take(number, cells)
    if unclosed_at:
        place = table.cell_address({"text": unclosed_at})
        check.found.add("quote_unclosed", (place["row"], place["column"]))
    if stopped:
        check.found.add("rows_beyond_limit", None, rows=given["limit_rows"])
    return check


def survey_findings(given):
    check = checked(given)
    left_out = given.get("leave_out", [])
    findings = [found for found in check.found.sorted() if found["rule"] not in left_out]
    return {"rows": check.rows, "untyped": check.untyped, "findings": findings}


def survey_row(given):
    _, rows, _, _ = table.read(file_of({"rows": [given["row"]]}))
    row = Check([column["header"] for column in COLUMNS.values()]).take(*rows[0])
    if row is None:
        return None
    party = lambda key: PARTIES.get(row.coded(key).single(), "unknown")
    kind = KINDS.get(row.coded("kind").single()) if row.coded("kind").single() else None
    counts = {name: row.count(key) for name, key in COUNTS.items()}
    periods = {
        name: period(text)[0] if not is_blank(text) else None
        for name, text in (("online", row.text("period_online")),
                           ("offline", row.text("period_offline")))
    }
    return {
        "kind": kind,
        "actor": party("actor"),
        "recipient": party("recipient"),
        "via": party("via"),
        "affairs_class": AFFAIRS.get(row.coded("affairs_class").single()),
        "online_status": row.status(),
        "counts": {
            name: {"written": written} if number is None else {"written": written, "number": number}
            for name, (written, number) in counts.items()
        },
        "periods": periods,
        "facts": {
            "kind": kind,
            "status": row.status(),
            "actor": party("actor"),
            "discretion": "unknown",
            "cases": counts["total"][1],
            "online_cases": counts["online"][1],
        },
    }


def survey_code(given):
    read = coded(given["column"], given["text"])
    order = [code["code"] for code in COLUMNS[given["column"]].get("codes", [])]
    return {
        "codes": [code for code in order if code in read.codes],
        "other": read.other,
        "single": read.single(),
        "blank": read.is_empty(),
        "defects": sorted(read.defects),
    }


OPERATIONS = {
    "inventory/survey_findings": survey_findings,
    "inventory/survey_row": survey_row,
    "inventory/survey_code": survey_code,
}
