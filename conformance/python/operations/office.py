"""Offices' own tables cell by cell, and what of the State's survey can be compared between editions."""

from datetime import date, timedelta

from operations import dates, table_sheets
from surveys.edition import data
from operations.table import header_form
from refused import Refused

# Cells ----------------------------------------------------------------------------------------

ALIKE = {"〇": "○", "◯": "○", "✕": "×", "╳": "×", "✖": "×", "〜": "~"}
ALIKE |= dict.fromkeys("−‐–—―ー", "-")


def sign_form(text):
    return "".join(ALIKE.get(c, c) for c in header_form(text))


def cases(given):
    said = table_sheets.stated_number({"text": given["text"]})
    kind, notes, precision = said["kind"], [], {"kind": "exact"}
    if kind == "approximate":
        precision = {"kind": "approximate"}
        notes.append("approximate_number")
    elif kind == "bounds":
        precision = {"kind": "bounds", "at_least": said["at_least"], "at_most": said["at_most"]}
        notes.append("bounded_number")
    elif kind in ("sign", "word"):
        notes.append("number_not_stated")
    elif kind == "see_elsewhere":
        notes.append("see_elsewhere")
    elif kind == "unread":
        notes.append("number_unread")
    elif kind == "exact" and said["unit"]:
        notes.append("number_with_unit")
    if said["full_width"]:
        notes.append("full_width_digits")
    known = said["number"] if kind in ("exact", "approximate") else None
    return {"cases": known, "precision": precision, "notes": notes}


def serial_day(number, system):
    if system == "1904":
        return date(1904, 1, 1) + timedelta(days=number)
    return date(1899, 12, 30) + timedelta(days=number)  # five digits are behind the day that never was


def day(given):
    text = given["text"].strip()
    found, note = None, None
    if len(text) == 5 and text.isascii() and text.isdigit() and text[0] != "0":
        found, note = serial_day(int(text), given["date_system"]), "serial_date"
    elif text and table_sheets.stated_number({"text": text})["kind"] not in ("sign", "word"):
        try:
            kind, value, era = dates.read(text, False)
        except Refused:
            note = "date_unread"
        else:
            if kind == "date":
                found, note = value, dates.era_note(kind, value, era)
            else:
                note = "not_a_day"
    return {"date": found and found.isoformat(), "notes": [note] if note else []}


def online_status(given):
    form = sign_form(given["text"])
    if not form:
        return {"means": None, "notes": []}
    for entry in given["map"]:
        if sign_form(entry["text"]) == form and entry["means"] is not None:
            notes = [] if entry["text"] == given["text"].strip() else ["sign_variant"]
            return {"means": entry["means"], "notes": notes}
    return {"means": None, "notes": ["sign_unmapped"]}


def office_value(given):
    return {"cases": cases, "date": day, "online_status": online_status}[given["field"]](given)


# Editions of the survey -----------------------------------------------------------------------

EDITIONS = {name: data(f"survey/{name[-2:]}.json") for name in ("survey-r6", "survey-r7")}
CROSSWALK = data("survey/crosswalk_r6_r7.json")
RATES = {rate["id"]: rate for rate in data("rates/standard.json")["rates"]}
KINDS = {kind["code"]: kind["survey_code"] for kind in data("codes/process_kinds.json")["kinds"]}
STATUSES = {"done": "1", "not_done": "2", "exempt": "3", "other": "4", "partial": "5"}
PARTIES = {
    "state": "1", "incorporated_agency": "2", "local_body": "3", "state_or_agency": "4-1",
    "agency_or_local_body": "4-2", "state_or_local_body": "4-3", "any_public_body": "4-4",
    "citizens": "5", "businesses": "6", "citizens_or_businesses": "7",
}


def lists(edition, column, code=None):
    for known in EDITIONS[edition]["columns"]:
        if known["key"] == column:
            codes = [entry["code"] for entry in known.get("codes", [])]
            return code is None or code in codes
    return False


def entry_of(entries, name):
    return next((e for e in entries if name in e["from"] or name in e["to"]), None)


def same(entry):
    return entry["relation"] in ("same", "renamed")


def needs(rate):
    """The columns and codes that a rate tells apart."""
    numerator, treatment = rate["numerator"], rate["treatment"]
    population = rate.get("population", {})
    statuses = list(population.get("statuses") or [])
    if numerator["by"] == "status":
        statuses += numerator["statuses"]
        statuses += ["partial"] if treatment["partial"] == "counts" else []
    statuses += [name for name in ("exempt", "other") if treatment[name] == "excluded"]
    wanted = [("online_status", STATUSES[name]) for name in statuses if name in STATUSES]
    wanted += [("kind", KINDS[name]) for name in population.get("kinds") or [] if KINDS.get(name)]
    wanted += [("actor", PARTIES[name]) for name in population.get("actors") or []]
    wanted += [("cases_total", None)] if rate["unit"] == "case" else []
    wanted += [("cases_online", None)] if numerator["by"] == "online_cases" else []
    return wanted


def answers(edition, rate):
    return (
        rate["unit"] in ("process", "case")
        and not rate.get("population", {}).get("discretion")
        and rate["numerator"]["by"] != "predicate"
        and all(lists(edition, column, code) for column, code in needs(rate))
    )


def column_holds(column):
    entry = entry_of(CROSSWALK["columns"], column)
    return entry is not None and same(entry)


def code_holds(column, code):
    if not column_holds(column):
        return False
    entry = entry_of(entry_of(CROSSWALK["columns"], column).get("codes", []), code)
    if entry is None:
        return all(lists(edition, column, code) for edition in EDITIONS)
    return same(entry)


def survey_crosswalk(given):
    a, b = given["from"], given["to"]
    column, code, rate = given.get("column"), given.get("code"), given.get("rate")
    if rate:
        holds = all(answers(edition, RATES[rate]) for edition in (a, b))
        if a != b:
            holds = holds and all(
                column_holds(c) and (k is None or code_holds(c, k)) for c, k in needs(RATES[rate])
            )
        return {"comparable": holds, "relation": None}
    if a == b:
        return {"comparable": lists(a, column, code), "relation": None}
    entry = entry_of(CROSSWALK["columns"], column)
    if code is None:
        holds = column_holds(column) and all(same(e) for e in entry.get("codes", []))
        return {"comparable": holds, "relation": entry["relation"]}
    found = entry_of(entry.get("codes", []), code)
    return {"comparable": code_holds(column, code), "relation": found and found["relation"]}


OPERATIONS = {
    "inventory/office_value": office_value,
    "inventory/survey_crosswalk": survey_crosswalk,
}
