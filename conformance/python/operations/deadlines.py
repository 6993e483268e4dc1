"""Official holidays, days of an office, due dates and elapsed days: by sets of days and whole lists.

Holidays of a year are built as a set, substitute days included; a deadline is found by writing down
every day of a generous span and taking the one on which enough days have counted.
"""

import json
import pathlib
import re
from datetime import date, timedelta
from decimal import ROUND_FLOOR, Decimal
from fractions import Fraction

from operations import dates, period
from periods.bounds import certainly_longer
from refused import Refused

ROOT = pathlib.Path(__file__).resolve().parents[3]
ONE = timedelta(days=1)
WEEKDAYS = dates.WEEKDAYS
FORMATS = {"holidays": "tosei-holidays", "calendar": "tosei-business-calendar",
           "rule": "tosei-counting-rule"}

# Documents ----------------------------------------------------------------------------------------


def head(document, kind, keys, optional=()):
    """Checks the keys and the format of a document."""
    known = {"$schema", "format", "format_version", *keys, *optional}
    if set(document) - known or not {"format", "format_version", *keys} <= set(document):
        raise Refused("types.document.bad_shape")
    if (document["format"], document["format_version"]) != (FORMATS[kind], 1):
        raise Refused("types.document.wrong_format")


def name_of(text):
    if not text.strip():
        raise Refused("types.calendar.blank")
    if len(text) > 100:
        raise Refused("types.calendar.text_too_long")
    return text


class Holidays:
    """A list with its edition."""

    def __init__(self, document):
        head(document, "holidays", ["edition", "holidays"])
        edition = document["edition"]
        name_of(edition["source"])
        self.first = dates.read_date(edition["first_day"])
        self.last = dates.read_date(edition["last_day"])
        if self.last < self.first:
            raise Refused("types.calendar.last_before_first")
        self.days = {}
        for item in document["holidays"]:
            day = dates.read_date(item["date"])
            if not self.first <= day <= self.last:
                raise Refused("types.calendar.outside_edition")
            text = name_of(item["name"])
            if day in self.days:
                raise Refused("types.calendar.twice")
            self.days[day] = text

    def on(self, day, beyond):
        """(name or None, provisional)."""
        if self.first <= day <= self.last:
            return self.days.get(day), False
        if beyond == "refuse":
            raise Refused("types.holiday.outside_list")
        if not 2022 <= day.year <= 2099:
            raise Refused("types.holiday.outside_rule")
        return by_rule(day.year).get(day), True


OFFICIAL = None


def holidays_of(given):
    global OFFICIAL
    if given["holidays"] != "official":
        return Holidays(given["holidays"])
    if OFFICIAL is None:
        path = ROOT / "crates/base/types/data/holidays.json"
        OFFICIAL = Holidays(json.loads(path.read_text(encoding="utf-8")))
    return OFFICIAL


# Holidays by rule -----------------------------------------------------------------------------------

RULES = {}


def nth_monday(year, month, nth):
    mondays = [date(year, month, d) for d in range(1, 29) if date(year, month, d).weekday() == 0]
    return mondays[nth - 1]


def equinox(year, month, of_1980):
    years = year - 1980
    drift = Decimal(of_1980) + Decimal("0.242194") * years
    return date(year, month, int(drift.to_integral_value(ROUND_FLOOR)) - years // 4)


def by_rule(year):
    """All holidays of a year: named ones, then substitutes, then days between two named ones."""
    if year in RULES:
        return RULES[year]
    named = {
        date(year, 1, 1): "元日",
        nth_monday(year, 1, 2): "成人の日",
        date(year, 2, 11): "建国記念の日",
        date(year, 2, 23): "天皇誕生日",
        equinox(year, 3, "20.8431"): "春分の日",
        date(year, 4, 29): "昭和の日",
        date(year, 5, 3): "憲法記念日",
        date(year, 5, 4): "みどりの日",
        date(year, 5, 5): "こどもの日",
        nth_monday(year, 7, 3): "海の日",
        date(year, 8, 11): "山の日",
        nth_monday(year, 9, 3): "敬老の日",
        equinox(year, 9, "23.2488"): "秋分の日",
        nth_monday(year, 10, 2): "スポーツの日",
        date(year, 11, 3): "文化の日",
        date(year, 11, 23): "勤労感謝の日",
    }
    off = {}
    for day in named:
        if day.weekday() == 6:
            after = day
            while after in named:
                after += ONE
            off[after] = "休日"
        if day + 2 * ONE in named and day + ONE not in named:
            off[day + ONE] = "休日"
    RULES[year] = {**off, **named}
    return RULES[year]


def holiday(given):
    listed = holidays_of(given)
    name, provisional = listed.on(dates.read_date(given["date"]), given["beyond_list"])
    return {"name": name, "provisional": provisional}


# Days of an office ------------------------------------------------------------------------------------


def month_day(text):
    match = re.fullmatch("([0-9]{2})-([0-9]{2})", text, re.ASCII)
    if not match:
        raise Refused("types.month_day.bad_format")
    try:
        date(2024, int(match[1]), int(match[2]))
    except ValueError:
        raise Refused("types.month_day.no_such_day") from None
    return text


class Office:
    def __init__(self, given):
        document = given["calendar"]
        head(document, "calendar", ["name", "weekly_closing_days", "official_holidays"],
             ["yearly_closings", "closing_days", "opening_days"])
        for text in document["name"].values():
            name_of(text)
        self.yearly = [
            (month_day(c["first"]), month_day(c["last"]), name_of(c["name"]))
            for c in document.get("yearly_closings", [])
        ]
        self.weekly = document["weekly_closing_days"]
        if len(set(self.weekly)) < len(self.weekly):
            raise Refused("types.calendar.twice")
        self.closing = self.own(document.get("closing_days", []))
        self.opening = self.own(document.get("opening_days", []))
        if set(self.closing) & set(self.opening):
            raise Refused("types.calendar.closed_and_open")
        self.holidays = holidays_of(given) if document["official_holidays"] == "closed" else None
        self.beyond = given["beyond_list"]

    @staticmethod
    def own(items):
        days = [dates.read_date(item["date"]) for item in items]
        if len(set(days)) < len(days):
            raise Refused("types.calendar.twice")
        return dict(zip(days, (name_of(item["name"]) for item in items)))

    def verdict(self, day):
        name, provisional = self.holidays.on(day, self.beyond) if self.holidays else (None, False)
        found = {"date": day.isoformat(), "open": False, "provisional": provisional}
        text = day.isoformat()[5:]
        years = [
            c[2] for c in self.yearly
            if (c[0] <= text <= c[1] if c[0] <= c[1] else not c[1] < text < c[0])
        ]
        if day in self.opening:
            return {**found, "open": True, "kind": "extra_opening", "name": self.opening[day]}
        if day in self.closing:
            return {**found, "kind": "own_closing", "name": self.closing[day]}
        if years:
            return {**found, "kind": "yearly_closing", "name": years[0]}
        if name:
            return {**found, "kind": "official_holiday", "name": name}
        if WEEKDAYS[day.weekday()] in self.weekly:
            return {**found, "kind": "weekly_closing"}
        return {**found, "open": True, "kind": "ordinary"}

    def search(self, day, step):
        for _ in range(3660):
            verdict = self.verdict(day)
            if verdict["open"]:
                return verdict
            day += step
        raise Refused("types.business_day.no_open_day")


def business_day(given):
    office = Office(given)
    (question, asked), = given["ask"].items()
    if question == "count":
        first, last = map(dates.read_date, asked)
        if last < first:
            raise Refused("types.business_day.last_before_first")
        days = (last - first).days + 1
        if days > 36_600:
            raise Refused("types.business_day.span_too_long")
        return sum(office.verdict(first + n * ONE)["open"] for n in range(days))
    day = dates.read_date(asked)
    if question == "verdict":
        return office.verdict(day)
    start = {"next": day + ONE, "previous": day - ONE, "from": day}[question]
    return office.search(start, -ONE if question == "previous" else ONE)


# Arrivals ---------------------------------------------------------------------------------------------


def arrival_text(given):
    text = given["text"]
    if "T" not in text:
        return {"date": dates.read_date(text).isoformat(), "hour": None, "minute": None}
    day, time = text.split("T", 1)
    found = dates.read_date(day).isoformat()
    match = re.fullmatch("([0-9]{2}):([0-9]{2})", time, re.ASCII)
    if not match:
        raise Refused("types.arrival.bad_time")
    hour, minute = map(int, match.groups())
    if hour > 23 or minute > 59:
        raise Refused("types.arrival.no_such_time")
    return {"date": found, "hour": hour, "minute": minute}


def month_day_text(given):
    month, day = map(int, month_day(given["text"]).split("-"))
    return {"month": month, "day": day}


# Deadlines --------------------------------------------------------------------------------------------

LIMITS = {"day": 3660, "business_day": 3660, "calendar_day": 3660, "week": 522, "month": 120,
          "year": 10}
CODE = "types.deadline."


def countable(length):
    """(whole amount, unit) of a period in its wire form."""
    if length["unit"] == "same_day":
        return 1, "same_day"
    amount, unit = Fraction(length["amount"]), length["unit"]
    if unit not in LIMITS:
        raise Refused(CODE + "unit_too_fine")
    if amount == 0:
        raise Refused(CODE + "no_days")
    if amount.denominator != 1:
        raise Refused(CODE + "not_whole")
    if amount > LIMITS[unit]:
        raise Refused(CODE + "too_long")
    return int(amount), unit


def read_rule(document):
    head(document, "rule", ["name", "first_day", "days"], ["last_day_closed", "stops"])
    for text in document["name"].values():
        name_of(text)
    kinds = [stop["kind"] for stop in document.get("stops", [])]
    if len(set(kinds)) < len(kinds):
        raise Refused("types.counting_rule.stop_twice")
    return {"last_day_closed": "keep", "stops": [], **document}


class Case:
    """One case: its arrival, the rule, the office, and the days that are stopped."""

    def __init__(self, given, rule, arrived, counted, first_day):
        self.office = Office(given)
        self.rule, self.arrived, self.counted = rule, arrived, counted
        self.first = arrived if first_day == "arrival_day" else arrived + ONE
        if self.first > dates.LAST:
            raise Refused(CODE + "out_of_range")
        rules = {stop["kind"]: stop for stop in rule["stops"]}
        stops = given.get("stops", [])
        if len(stops) > 400:
            raise Refused(CODE + "too_many_stops")
        self.ignored = [stop for stop in stops if stop["kind"] not in rules]
        self.spans = []
        for stop in stops:
            first = dates.read_date(stop["from"])
            last = dates.read_date(stop["until"]) if "until" in stop else None
            if last is not None and last < first:
                raise Refused("types.stop.ends_before_it_begins")
            if stop["kind"] in rules:
                boundary = rules[stop["kind"]]
                first += ONE * (boundary.get("first_day") == "counted")
                if last is not None:
                    last -= ONE * (boundary.get("last_day") == "counted")
                self.spans.append((stop["kind"], first, last))

    def look(self, day):
        """What becomes of a day: a dictionary without its date."""
        if day < self.first:
            return {"status": "before_first_day", "provisional": False}
        found = {"status": "counted", "provisional": False}
        if self.counted == "business_days":
            found = self.closed(day)
            if found["status"] == "closed":
                return found
        for kind, first, last in self.spans:
            if first <= day and (last is None or day <= last):
                return {**found, "status": "stopped", "stopped_by": kind}
        return found

    def closed(self, day):
        verdict = self.office.verdict(day)
        found = {"status": "counted", "provisional": verdict["provisional"]}
        if not verdict["open"]:
            found["status"] = "closed"
            found["closed_by"] = verdict["kind"]
            if "name" in verdict:
                found["name"] = verdict["name"]
        return found

    def check_open_end(self, day):
        if any(last is None and first <= day for _, first, last in self.spans):
            raise Refused(CODE + "stop_not_ended")


def last_of_period(first, amount, unit):
    """The last day of weeks, months or years that begin on `first`, by article 143."""
    if unit == "week":
        return first + (7 * amount - 1) * ONE
    months = first.year * 12 + first.month - 1 + amount * (12 if unit == "year" else 1)
    year, month = divmod(months, 12)
    if (year, month + 1) > (9999, 3):
        raise Refused(CODE + "out_of_range")
    try:
        return date(year, month + 1, first.day) - ONE
    except ValueError:
        following = date(year + month // 11, (month + 1) % 12 + 1, 1)
        return following - ONE


def counting_of(rule, unit):
    if unit == "business_day":
        return "business_days"
    return rule["days"] if unit in ("day", "same_day") else "calendar_days"


def due(given, rule, length, arrived):
    """(last day, [(day, what became of it)], case)."""
    amount, unit = countable(length)
    first_day = "arrival_day" if unit == "same_day" else rule["first_day"]
    case = Case(given, rule, arrived, counting_of(rule, unit), first_day)
    if unit in ("week", "month", "year"):
        amount = (last_of_period(case.first, amount, unit) - case.first).days + 1
    days, number, day = [], 0, arrived
    while number < amount:
        if len(days) == 36_600:
            raise Refused(CODE + "too_many_days")
        found = case.look(day)
        number += found["status"] == "counted"
        if found["status"] == "stopped":
            case.check_open_end(day)
        days.append((day, found))
        if number < amount:
            if day == dates.LAST:
                raise Refused(CODE + "out_of_range")
            day += ONE
    if case.counted == "calendar_days" and rule["last_day_closed"] == "next_open_day":
        days[-1] = (day, {**case.closed(day), "status": "counted"})
        while not case.office.verdict(day)["open"]:
            day += ONE
            found = case.closed(day)
            if found["status"] == "counted":
                found["status"] = "moved_to"
            days.append((day, found))
    return day, days, case, number


def shown(given, case, days, number):
    result = {
        "counted": case.counted,
        "counted_days": number,
        "listed_days": len(days),
        "provisional": any(found["provisional"] for _, found in days),
    }
    if case.ignored:
        result["ignored_stops"] = case.ignored
    if given.get("show_days"):
        runs = []
        for day, found in days:
            found = {k: v for k, v in found.items() if k != "provisional" or v}
            if runs and {**runs[-1], "first": 0, "last": 0} == {"first": 0, "last": 0, **found}:
                runs[-1]["last"] = day.isoformat()
            else:
                runs.append({"first": day.isoformat(), "last": day.isoformat(), **found})
        result["days"] = runs
    return result


def plain_due(given, rule, length, arrived):
    day, days, case, number = due(given, rule, length, arrived)
    return {"date": day.isoformat(), **shown(given, case, days, number)}


def of_cell(given, rule, arrived):
    read = period.period_reading({"text": given["cell"]})
    if read is None:
        return None
    statement = read["statement"]
    kind = statement["class"]
    if kind == "no_response_due":
        return {"outcome": "not_applicable"}
    if kind == "none_set":
        return {"outcome": "not_set"}
    if kind != "stated":
        reason = {"several": "several_cases"}.get(kind, kind)
        return {"outcome": "undetermined", "reason": reason}
    stated = statement["period"]
    if "upper" not in stated:
        return {"outcome": "undetermined", "reason": "no_upper_bound"}
    return {"outcome": "due", "due": plain_due(given, rule, stated["upper"], arrived),
            "approximate": stated.get("approximate", False)}


def standard(document):
    """Checks a 標準処理期間."""
    state = document["state"]
    only_set = {"basis", "processing", "forwarding", "publication", "published_at"}
    wrong = set(document) & only_set if state != "set" else set()
    if wrong or ("not_set_reason" in document and state != "not_set"):
        raise Refused("types.standard_processing_period.does_not_go_with")
    if state == "set":
        if not {"basis", "processing"} <= set(document):
            raise Refused("types.standard_processing_period.missing")
        countable(document["processing"])
        if "published_at" in document:
            if document.get("publication") != "published":
                raise Refused("types.standard_processing_period.place_without_publication")
            name_of(document["published_at"])
        if "forwarding" in document:
            countable(document["forwarding"])
    return document


def of_standard(given, rule, arrived):
    stated = standard(given["standard"])
    if stated["state"] != "set":
        answers = {"unknown": {"outcome": "undetermined", "reason": "unknown"}}
        return answers.get(stated["state"], {"outcome": stated["state"]})
    answer = {"outcome": "due", "approximate": False,
              "due": plain_due(given, rule, stated["processing"], arrived)}
    if "forwarding" in stated:
        first = plain_due(given, rule, stated["forwarding"], arrived)
        second = plain_due(given, rule, stated["processing"], dates.read_date(first["date"]))
        answer["forwarded"] = {"forwarding": first, "processing": second}
    return answer


def calendar_length(length):
    countable(length)
    if length["unit"] == "business_day":
        raise Refused("types.statutory_deadline.in_business_days")
    return length


def as_pair(length):
    return (None if length["unit"] == "same_day" else Fraction(length["amount"]), length["unit"])


def statutory(given, arrived):
    stated = given["statutory"]
    name_of(stated["legal_basis"])
    length = calendar_length(stated["length"])
    kinds = [stop["kind"] for stop in stated.get("stops", [])]
    if len(set(kinds)) < len(kinds):
        raise Refused("types.counting_rule.stop_twice")
    rule = {"first_day": stated["first_day"], "days": "calendar_days",
            "last_day_closed": stated.get("last_day_closed", "keep"),
            "stops": stated.get("stops", [{"kind": "correction"}])}
    whole = None
    if "up_to" in stated.get("extension", {}):
        whole = stated["extension"]["up_to"]
        one, other = as_pair(length), as_pair(whole)
        if one[1] == other[1]:
            long_enough = one[1] == "same_day" or one[0] <= other[0]
        else:
            long_enough = certainly_longer(other, one)
        if not long_enough:
            raise Refused("types.statutory_deadline.extension_too_short")
        calendar_length(whole)
    elif "further" in stated.get("extension", {}):
        further = calendar_length(stated["extension"]["further"])
        if further["unit"] != length["unit"] or further["unit"] == "same_day":
            raise Refused("types.statutory_deadline.extension_in_another_unit")
        amount = int(length["amount"]) + int(further["amount"])
        whole = calendar_length({"amount": str(amount), "unit": length["unit"]})
    if given["extension"] == "extended":
        if whole is None:
            raise Refused(CODE + "not_extendable")
        length = whole
    return plain_due(given, rule, length, arrived)


def arrived_on(given):
    return dates.read_date(arrival_text({"text": given["arrival"]["at"]})["date"])


def due_date(given):
    arrived = arrived_on(given)
    if "statutory" in given:
        return statutory(given, arrived)
    rule = read_rule(given["rule"])
    if "cell" in given:
        return of_cell(given, rule, arrived)
    if "standard" in given:
        return of_standard(given, rule, arrived)
    return plain_due(given, rule, given["length"], arrived)


def elapsed_days(given):
    arrived, until = arrived_on(given), dates.read_date(given["until"])
    rule = read_rule(given["rule"])
    if until < arrived:
        raise Refused(CODE + "end_before_arrival")
    span = (until - arrived).days + 1
    if span > 36_600:
        raise Refused(CODE + "too_many_days")
    case = Case(given, rule, arrived, given["counted"], rule["first_day"])
    days = [(arrived + n * ONE, case.look(arrived + n * ONE)) for n in range(span)]
    number = sum(found["status"] == "counted" for _, found in days)
    return shown(given, case, days, number)


OPERATIONS = {
    "types/holiday": holiday,
    "types/business_day": business_day,
    "types/arrival_text": arrival_text,
    "types/month_day_text": month_day_text,
    "types/due_date": due_date,
    "types/elapsed_days": elapsed_days,
}
