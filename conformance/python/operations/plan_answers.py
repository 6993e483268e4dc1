"""Answer sheets of figures: the sentence, and the questions that the figure can answer."""

import calendar
import json
import pathlib
import re
from datetime import date
from fractions import Fraction

from refused import Refused

DATA = pathlib.Path(__file__).resolve().parents[3] / "crates" / "plan" / "data" / "answer"
QUESTIONS = json.loads((DATA / "questions.json").read_text(encoding="utf-8"))["questions"]

MONTHS = (
    "January February March April May June July August September October November December".split()
)


def number(text):
    return Fraction(text)


def value_of(figure, one):
    parts = one.get("parts")
    if parts:
        if not parts["denominator"] or max(parts.values()) > 2**53 - 1:
            return None
        share = Fraction(parts["numerator"], parts["denominator"])
        return share * 100 if figure["kind"] == "percent" else share
    return number(one["value"]) if one.get("value") is not None else None


def rounded(value, plain):
    """One digit, half away from zero; a whole number without it where `plain` is asked."""
    size = abs(value)
    tenths = (size * 20 + 1) // 2
    sign = "-" if value < 0 and tenths else ""
    whole = f"{int(tenths) // 10:,}"
    if plain and size.denominator == 1:
        return sign + whole
    return f"{sign}{whole}.{int(tenths) % 10}"


def wareki(day):
    eras = [("2019-05-01", "令和", 2018), ("1989-01-08", "平成", 1988), ("1926-12-25", "昭和", 1925)]
    for first, name, before in eras:
        if day.isoformat() >= first:
            year = day.year - before
            return f"{name}{'元' if year == 1 else year}年"
    raise ValueError(day)


class Words:
    def __init__(self, figure, language):
        self.figure, self.language, self.ja = figure, language, language == "ja"

    def day(self, text):
        day = date.fromisoformat(text)
        if not self.ja:
            return f"{day.day} {MONTHS[day.month - 1]} {day.year}"
        if day.day == calendar.monthrange(day.year, day.month)[1]:
            return f"{wareki(day)}{day.month}月末"
        return f"{wareki(day)}{day.month}月{day.day}日"

    def value(self, value, plain):
        text = rounded(value, plain)
        if self.figure["kind"] == "percent":
            return f"{text}％" if self.ja else f"{text} %"
        unit = self.figure["unit"][self.language]
        return f"{text}{unit}" if self.ja else f"{text} {unit}"

    def said(self, one):
        counted = one.get("parts") is not None and self.figure["kind"] == "percent"
        text = self.value(value_of(self.figure, one), not counted)
        text = self.precisely(one, text)
        if one["status"] == "expected":
            text += "（見込み）" if self.ja else " (expected)"
        return text

    def precisely(self, one, text):
        forms = {
            "exact": ("{}", "{}"),
            "about": ("約{}", "about {}"),
            "at_least": ("{}以上", "at least {}"),
            "more_than": ("{}超", "more than {}"),
            "at_most": ("{}以下", "at most {}"),
            "less_than": ("{}未満", "less than {}"),
        }
        return forms[one.get("precision", "exact")][0 if self.ja else 1].format(text)

    def parts(self, one):
        parts = one["parts"]
        unit = self.figure["unit"][self.language]
        numerator, denominator = f"{parts['numerator']:,}", f"{parts['denominator']:,}"
        return f"{denominator}{unit}のうち{numerator}" if self.ja else f"{numerator} of {denominator} {unit}"

    def difference(self, value, signed=True):
        text = rounded(value, self.figure["kind"] == "quantity")
        sign = "+" if value > 0 and signed else ""
        if self.figure["kind"] == "percent":
            return f"{sign}{text}ポイント" if self.ja else f"{sign}{text} points"
        unit = self.figure["unit"][self.language]
        return f"{sign}{text}{unit}" if self.ja else f"{sign}{text} {unit}"

    def gap(self, target, now):
        size = self.difference(abs(target - now), signed=False)
        if target == now:
            return "目標と同じ値" if self.ja else "it equals the target"
        down = self.figure.get("direction") == "down"
        if (target < now) if down else (target > now):
            return f"目標まで{size}" if self.ja else f"{size} are left to the target"
        if down:
            return f"目標を{size}下回る値" if self.ja else f"it is {size} below the target"
        return f"目標を{size}上回る値" if self.ja else f"it is {size} above the target"


def answer_sheet(given):
    figure, as_of = given["figure"], given["as_of"]
    row = sorted((o for o in figure["observations"] if o["as_of"] <= as_of), key=lambda o: o["as_of"])
    if not row:
        raise Refused("plan.answer.no_observation")
    now = row[-1]
    value = value_of(figure, now)
    if value is None:
        raise Refused("plan.answer.no_value")
    before = [one for one in row if one["as_of"] < now["as_of"]]
    targets = figure.get("targets", [])
    coming = [one for one in targets if one["by"] >= as_of]
    if coming:
        target = min(coming, key=lambda one: one["by"])
    else:
        target = None
        for one in targets:
            if target is None or one["by"] >= target["by"]:
                target = one

    def known(language):
        words = Words(figure, language)
        said = {
            "label": figure["label"][language],
            "basis": figure["basis"][language],
            "date": words.day(now["as_of"]),
            "figure": words.said(now),
            "source": now["source"][language],
        }
        if now.get("parts"):
            said["parts"] = words.parts(now)
        if before and value_of(figure, before[-1]) is not None:
            earlier = before[-1]
            said["previous_date"] = words.day(earlier["as_of"])
            said["previous_figure"] = words.said(earlier)
            counted = [o["status"] == "actual" and o.get("precision", "exact") == "exact" for o in (earlier, now)]
            if all(counted):
                said["change"] = words.difference(value - value_of(figure, earlier))
        if target:
            wanted = number(target["value"])
            said["target_date"] = words.day(target["by"])
            said["target"] = words.precisely(target, words.value(wanted, True))
            said["gap"] = words.gap(wanted, value)
        for name in ("caveat", "reason", "action"):
            if figure.get(name):
                said[name] = figure[name][language]
        return said

    def sentence(language):
        said = known(language)
        parts = said.get("parts")
        if language == "ja":
            counted = f"{parts}、" if parts else ""
            return (
                f"{said['date']}時点で、「{said['label']}」（{said['basis']}）は、"
                f"{counted}{said['figure']}です（出典: {said['source']}）。"
            )
        counted = f"{parts}, " if parts else ""
        return (
            f"As of {said['date']}, `{said['label']}` ({said['basis']}) is "
            f"{counted}{said['figure']} (source: {said['source']})."
        )

    answered, unanswered = [], []
    ja, en = known("ja"), known("en")
    for one in QUESTIONS:
        missing = [name for name in re.findall(r"\{(\w+)\}", one["answer"]["ja"]) if name not in ja]
        if missing:
            unanswered.append({"id": one["id"], "missing": missing})
        else:
            fill = lambda text, said: re.sub(r"\{(\w+)\}", lambda m: said[m[1]], text)  # noqa: E731
            answer = {"ja": fill(one["answer"]["ja"], ja), "en": fill(one["answer"]["en"], en)}
            answered.append({"id": one["id"], "answer": answer})
    return {
        "sentence": {"ja": sentence("ja"), "en": sentence("en")},
        "as_of": now["as_of"],
        "questions": answered,
        "unanswered": unanswered,
    }


OPERATIONS = {"plan/answer_sheet": answer_sheet}
