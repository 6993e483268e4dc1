"""Days, fiscal years and eras, by regular expressions over a normalised text."""

import re
import unicodedata
from datetime import date, timedelta

from refused import Refused

WEEKDAYS = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
FIRST, LAST = date(1867, 4, 1), date(9999, 3, 31)
GREGORIAN_FROM = date(1873, 1, 1)
LARGEST_ERA_YEAR = 199

# (names, letter, year before year 1, first day, last day)
ERAS = [
    (("明治", "明", "㍾"), "M", 1867, date(1868, 1, 25), date(1912, 7, 30)),
    (("大正", "大", "㍽"), "T", 1911, date(1912, 7, 30), date(1926, 12, 25)),
    (("昭和", "昭", "㍼"), "S", 1925, date(1926, 12, 25), date(1989, 1, 7)),
    (("平成", "平", "㍻"), "H", 1988, date(1989, 1, 8), date(2019, 4, 30)),
    (("令和", "令", "㋿"), "R", 2018, date(2019, 5, 1), date.max),
]

KANJI_DIGITS = "〇一二三四五六七八九"
NUMBER = r"(?:[0-9]+|[〇一二三四五六七八九十百千]+)"
ERA = "|".join(name for names, *_ in ERAS for name in names) + "|[MTSHRmtshr]"
SHORT_ERA = "|".join(name for names, *_ in ERAS for name in names[1:]) + "|[MTSHRmtshr]"


def day(year, month, number):
    """A day in range, or the short reason why there is none."""
    if not 1 <= month <= 12:
        return "no_such_month"
    if not (1867, 4) <= (year, month) <= (9999, 3):
        return "out_of_range"
    try:
        return date(year, month, number)
    except ValueError:
        return "no_such_day"


def fiscal_year_of(value):
    return value.year - (value.month < 4)


def read_date(text):
    match = re.fullmatch(r"([0-9]{4})-([0-9]{2})-([0-9]{2})", text, re.ASCII)
    if not match:
        raise Refused("types.date.bad_format")
    found = day(*map(int, match.groups()))
    if isinstance(found, str):
        raise Refused(f"types.date.{found}")
    return found


def date_text(given):
    value = read_date(given["text"])
    year = fiscal_year_of(value)
    return {
        "date": value.isoformat(),
        "weekday": WEEKDAYS[value.weekday()],
        "fiscal_year": f"{year:04}",
        "quarter": f"{year:04}-Q{(value.month - 4) % 12 // 3 + 1}",
    }


def date_add(given):
    try:
        found = read_date(given["date"]) + timedelta(days=given["days"])
    except OverflowError:
        raise Refused("types.date.out_of_range") from None
    if not FIRST <= found <= LAST:
        raise Refused("types.date.out_of_range")
    return found.isoformat()


def half_width(text):
    """Full-width signs and the ideographic blank only; squared eras and katakana stay."""
    return "".join(
        " " if c == "\u3000" else unicodedata.normalize("NFKC", c) if "！" <= c <= "～" else c
        for c in text
    )


def number_of(text):
    """The value of a numeral, or None if a kanji numeral is not well formed."""
    if text[0] in "0123456789":
        return int(text)
    if not set(text) & set("十百千"):
        return int("".join(str(KANJI_DIGITS.index(c)) for c in text))
    match = re.fullmatch(r"(?:([一二三四五六七八九]?)千)?(?:([一二三四五六七八九]?)百)?(?:([一二三四五六七八九]?)十)?([一二三四五六七八九]?)", text)
    if not match:
        return None
    value = 0
    for digit, unit, weight in zip(match.groups(), "千百十 ", (1000, 100, 10, 1)):
        if digit:
            value += KANJI_DIGITS.index(digit) * weight
        elif unit in text:
            value += weight
    return value


def named_year(era_text, number_text):
    """(era or None, Gregorian year) of one year as written."""
    number = 1 if number_text == "元" else number_of(number_text)
    if number is None:
        raise Refused("types.wareki.bad_format")
    if era_text:
        if number_text[0] in "0123456789" and len(number_text) > 4:
            raise Refused("types.wareki.bad_format")
        era = next(
            row for row in ERAS if era_text in row[0] or era_text.upper() == row[1]
        )
        if not 1 <= number <= LARGEST_ERA_YEAR:
            raise Refused("types.wareki.year_out_of_range")
        return era, era[2] + number
    in_figures = number_text[0] in "0123456789"
    if number_text == "元" or not 1000 <= number <= 9999 or (in_figures and len(number_text) != 4):
        raise Refused("types.wareki.bad_format")
    return None, number


def small(text):
    """A month or a day: at most two figures, or a kanji numeral."""
    value = number_of(text)
    if value is None or (text[0] in "0123456789" and len(text) > 2):
        raise Refused("types.wareki.bad_format")
    return value


YEAR = rf"(?:西暦)?(?P<era{{0}}>{ERA})?(?P<year{{0}}>{NUMBER}|元)"
WEEKDAY = r"(?:\((?P<w1>[月火水木金土日])(?:曜日?)?・?祝?\)|(?P<w2>[月火水木金土日])曜日)"
SHAPE = re.compile(
    rf"(?P<fy>FY|Fy|fy)?{YEAR.format('')}(?:\({YEAR.format('2')}年?\))?"
    rf"(?:(?P<nendo>年度)"
    rf"|(?P<nen>年)(?:(?P<m1>{NUMBER})月(?:(?P<d1>{NUMBER})日{WEEKDAY.replace('w1', 'v1').replace('w2', 'v2')}?)?)?"
    rf"|(?P<sep>[./-])(?P<m2>{NUMBER})(?:(?P=sep)(?P<d2>{NUMBER}){WEEKDAY}?)?"
    rf")?",
    re.ASCII,
)


def read(text, strict):
    """(kind, value, era): value is a date, a (year, month) or a year."""
    text = half_width(text)
    if not strict:
        text = re.sub("[\u2010-\u2015\u2212]", "-", text.strip())
        # Blanks stand between parts, never inside a numeral.
        if re.search(r"[0-9〇一二三四五六七八九十百千]\s+[0-9〇一二三四五六七八九十百千]", text):
            raise Refused("types.wareki.bad_format")
        text = re.sub(r"\s+", "", text)
        text = re.sub(rf"^({SHORT_ERA})\.(?=[0-9元])", r"\1", text)
    match = SHAPE.fullmatch(text)
    if not match:
        raise Refused("types.wareki.bad_format")
    part = match.groupdict()
    weekday = part["w1"] or part["w2"] or part["v1"] or part["v2"]
    if (strict and weekday) or ("西暦" in text and part["era"]):
        raise Refused("types.wareki.bad_format")
    only_year = not (part["nendo"] or part["nen"] or part["sep"])
    if part["fy"] and (part["era"] or part["year2"] or not only_year):
        raise Refused("types.wareki.bad_format")
    month = part["m1"] or part["m2"]
    number = part["d1"] or part["d2"]
    month = small(month) if month else None
    number = small(number) if number else None
    era, year = named_year(part["era"], part["year"])
    if part["year2"] and named_year(part["era2"], part["year2"])[1] != year:
        raise Refused("types.wareki.years_disagree")
    if month is None:
        kind = (
            "fiscal_year" if part["fy"] or part["nendo"]
            else "calendar_year" if part["nen"]
            else "unmarked_year"
        )
        if not (1867 if kind == "fiscal_year" else 1868) <= year <= 9998:
            raise Refused("types.wareki.year_out_of_range")
        return kind, year, era
    if number is None and era and part["sep"] == "-":
        raise Refused("types.wareki.ambiguous_hyphen")
    if era and era[1] == "M" and year < GREGORIAN_FROM.year:
        raise Refused("types.wareki.old_calendar")
    found = day(year, month, 1 if number is None else number)
    if isinstance(found, str):
        code = "year_out_of_range" if found == "out_of_range" else found
        raise Refused(f"types.wareki.{code}")
    if number is None:
        return "year_month", (year, month), era
    if weekday and "月火水木金土日".index(weekday) != found.weekday():
        raise Refused("types.wareki.wrong_weekday")
    return "date", found, era


def span(kind, value):
    if kind == "date":
        return value, value
    if kind == "year_month":
        year, month = value
        following = date(year + month // 12, month % 12 + 1, 1)
        return date(year, month, 1), following - timedelta(days=1)
    if kind == "fiscal_year":
        return date(value, 4, 1), date(value + 1, 3, 31)
    return date(value, 1, 1), date(value, 12, 31)


def era_note(kind, value, era):
    if era is None:
        return None
    first, last = span(kind, value)
    if first > era[4]:
        return "era_continued"
    return "era_not_begun" if last < era[3] else None


def refuse_misfit(note):
    if note == "era_continued":
        raise Refused("types.wareki.era_ended")
    if note:
        raise Refused("types.wareki.era_not_begun")


def era_year(value):
    """(era, number) that a day is written with, or None."""
    rows = [row for row in ERAS if row[3] <= value]
    if not rows or value.year - rows[-1][2] > LARGEST_ERA_YEAR:
        return None
    return rows[-1], value.year - rows[-1][2]


def label(year):
    found = era_year(date(year, 12, 31))
    if found is None:
        return str(year)
    era, number = found
    return era[0][0] + ("元" if number == 1 else str(number))


def fiscal_year(given):
    strict = given["reading"] == "strict"
    kind, value, era = read(given["text"], strict)
    if kind == "date":
        year, note = fiscal_year_of(value), era_note(kind, value, era)
    elif kind == "year_month":
        year, note = fiscal_year_of(date(*value, 1)), era_note(kind, value, era)
    else:
        # A column of fiscal years means 年度 even where it says less, or 年.
        year, note = value, era_note("fiscal_year", value, era)
    if strict:
        named_as_year = kind in ("fiscal_year", "unmarked_year")
        refuse_misfit(note if named_as_year else era_note(kind, value, era))
        if not named_as_year:
            raise Refused("types.fiscal_year.not_a_fiscal_year")
    return {
        "fiscal_year": f"{year:04}",
        "written": kind,
        "note": note,
        "label_ja": label(year) + "年度",
    }


def wareki_day(given):
    strict = given["reading"] == "strict"
    kind, value, era = read(given["text"], strict)
    note = era_note(kind, value, era)
    if strict:
        refuse_misfit(note)
    if kind != "date":
        raise Refused("types.wareki.not_a_day")
    return {"date": value.isoformat(), "note": note}


def wareki_cell(given):
    kind, value, era = read(given["text"], False)
    if kind == "date":
        shown = value.isoformat()
    elif kind == "year_month":
        shown = f"{value[0]:04}-{value[1]:02}"
    else:
        shown = f"{value:04}"
    return {"kind": kind, "value": shown, "note": era_note(kind, value, era)}


def wareki_written(given):
    value = read_date(given["date"])
    found = era_year(value)
    if value < GREGORIAN_FROM or found is None:
        return None
    era, number = found
    year = "元" if number == 1 else str(number)
    return {
        "long": f"{era[0][0]}{year}年{value.month}月{value.day}日",
        "short": f"{era[1]}{number}.{value.month}.{value.day}",
    }


OPERATIONS = {
    "types/date_text": date_text,
    "types/date_add": date_add,
    "types/fiscal_year": fiscal_year,
    "types/wareki_day": wareki_day,
    "types/wareki_cell": wareki_cell,
    "types/wareki_written": wareki_written,
}
