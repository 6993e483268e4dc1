"""Plans: moments, paces, progress towards targets, scenarios, and letters that do not belong."""

import calendar
import datetime
import json
import pathlib
import re
import unicodedata
from fractions import Fraction

from refused import Refused

DATA = pathlib.Path(__file__).resolve().parents[3] / "crates" / "plan" / "data"
OPTIONS = {
    one["id"]: one
    for one in json.loads((DATA / "progress_options.json").read_text(encoding="utf-8"))["options"]
}

# Numbers ----------------------------------------------------------------------------------------


def number(text):
    return Fraction(text)


def written(value):
    """A decimal of at most twelve places, or a fraction in lowest terms."""
    if value is None:
        return None
    rest = value.denominator
    places = 0
    while places <= 12:
        if (10**places) % rest == 0:
            digits = str(abs(value.numerator) * 10**places // rest).rjust(places + 1, "0")
            shown = digits if places == 0 else digits[:-places] + "." + digits[-places:]
            return ("-" if value < 0 else "") + shown
        places += 1
    return f"{value.numerator}/{value.denominator}"


# Moments ----------------------------------------------------------------------------------------


def ends(text):
    """The first and the last day of a moment."""
    if re.fullmatch(r"FY[0-9]{4}", text):
        year = int(text[2:])
        return datetime.date(year, 4, 1), datetime.date(year + 1, 3, 31)
    if re.fullmatch(r"[0-9]{4}", text):
        return datetime.date(int(text), 1, 1), datetime.date(int(text), 12, 31)
    if re.fullmatch(r"[0-9]{4}-[0-9]{2}(-[0-9]{2})?", text) and not 1 <= int(text[5:7]) <= 12:
        raise Refused("types.date.no_such_month")
    if re.fullmatch(r"[0-9]{4}-[0-9]{2}", text):
        year, month = int(text[:4]), int(text[5:])
        return datetime.date(year, month, 1), datetime.date(year, month, calendar.monthrange(year, month)[1])
    if re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", text):
        try:
            day = datetime.date.fromisoformat(text)
        except ValueError:
            raise Refused("types.date.no_such_day") from None
        return day, day
    if len(text) in (7, 10):
        raise Refused("types.date.bad_format")
    raise Refused("plan.moment.form")


def place(day):
    """Months since the year 0 at the end of a day."""
    return Fraction(12 * day.year + day.month - 1) + Fraction(day.day, calendar.monthrange(day.year, day.month)[1])


def last(text):
    return ends(text)[1]


def moment(given):
    first, end = ends(given["text"])
    return {"first_day": first.isoformat(), "last_day": end.isoformat(), "position": written(place(end))}


# Progress ---------------------------------------------------------------------------------------


class Side:
    """The direction of an indicator: all numbers are turned so that more is better."""

    def __init__(self, direction):
        self.sign = 1 if direction == "up" else -1

    def range_of(self, value, precision):
        """(least, most, whether the ends are left out), turned."""
        v = number(value)
        low, high = {
            "exact": (v, v), "about": (v, v),
            "at_least": (v, None), "more_than": (v, None),
            "at_most": (None, v), "less_than": (None, v),
        }[precision]
        if self.sign < 0:
            low, high = (None if high is None else -high), (None if low is None else -low)
        return low, high, precision in ("more_than", "less_than")


def reaches(side, seen, target):
    """True, False, or None where a bound alone does not say."""
    goal = number(target["value"]) * side.sign
    beyond = target.get("precision", "exact") in ("more_than", "less_than")
    low, high, left_out = side.range_of(seen["value"], seen.get("precision", "exact"))
    if low is not None and (low > goal or (low == goal and (not beyond or left_out))):
        return True
    if high is None:
        return None
    if low is not None:
        return False
    # Only a most is known.
    if left_out or beyond:
        return None if high > goal else False
    return None if high >= goal else False


def certain(side, seen):
    """The certain end in the unturned unit."""
    low, _, _ = side.range_of(seen["value"], seen.get("precision", "exact"))
    return None if low is None else low * side.sign


def target_progress(given):
    options = OPTIONS[given["options"]]
    target, as_of = given["target"], datetime.date.fromisoformat(given["as_of"])
    side, unit = Side(given["direction"]), given.get("unit", "percent")
    answer = {}
    used = []

    def done(verdict, reason):
        reasons = [reason]
        if any(one.get("precision") == "about" for one in used):
            reasons.append("approximate")
        if any(one.get("nature") == "expected" for one in used):
            reasons.append("from_expected")
        return {"verdict": verdict, "reasons": reasons, **{k: written(v) for k, v in answer.items() if v is not None}}

    if target.get("unit", unit) != unit:
        return done("not_measurable", "unit_differs")
    if target.get("value") is None:
        return done("not_measurable", "no_number")
    if given.get("starts") and as_of < ends(given["starts"])[0]:
        return done("not_yet_due", "not_started")
    listed = [one for one in given["observations"] if last(one["at"]) <= as_of]
    fit = [one for one in listed if one.get("unit", unit) == unit]
    natures = {"observed"} | ({"expected"} if options["expected"] == "accepted" else set())
    known = [one for one in fit if one.get("nature", "observed") in natures]
    known.sort(key=lambda one: (last(one["at"]), one.get("nature", "observed") == "observed"))
    if not known:
        if len(fit) < len(listed):
            return done("not_measurable", "unit_differs")
        if listed:
            return done("not_measurable", "only_expected")
        return done("not_measurable", "no_observation")

    goal = number(target["value"])
    due = last(target["by"])

    def missing(seen):
        end = certain(side, seen)
        return None if end is None else (goal - end) * side.sign

    if as_of > due:
        before = [one for one in known if last(one["at"]) <= due]
        after = [one for one in known if last(one["at"]) > due]
        speaks = before and place(due) - place(last(before[-1]["at"])) <= options["due_window_months"]
        if not speaks:
            used.append((after or before)[-1])
            return done("not_measurable", "no_observation_at_due")
        seen = before[-1]
        used.append(seen)
        answer["missing"] = missing(seen)
        there = reaches(side, seen, target)
        if there:
            return done("on_track", "reached")
        if there is None:
            return done("not_measurable", "bound_undecided")
        late = any(reaches(side, one, target) for one in after)
        return done("missed", "reached_late" if late else "below_at_due")

    latest = known[-1]
    used.append(latest)
    answer["missing"] = missing(latest)
    if place(as_of) - place(last(latest["at"])) > options["stale_after_months"]:
        return done("not_measurable", "stale")
    there = reaches(side, latest, target)
    if there:
        return done("on_track", "reached")
    now = certain(side, latest)
    left = place(due) - place(last(latest["at"]))
    if now is not None and left > 0:
        answer["required_per_quarter"] = (goal - now) / left * 3
    if there is None:
        return done("not_measurable", "bound_undecided")

    if target.get("from"):
        limit = last(target["from"])
    elif given.get("period"):
        limit = ends(given["period"]["from"])[0] - datetime.timedelta(days=1)
    else:
        limit = None
    early = [one for one in known if limit is not None and last(one["at"]) <= limit]
    base = early[-1] if early else known[0]

    if options["method"] == "recent_pace":
        old = [one for one in known if place(last(latest["at"])) - place(last(one["at"])) >= options["recent_months"]]
        if not old:
            used.append(base)
            if len(known) < 2:
                return done("not_yet_due", "only_baseline")
            return done("not_measurable", "no_recent_pace")
        used.append(old[-1])
        then = certain(side, old[-1])
        if then is None or now is None:
            return done("not_measurable", "bound_undecided")
        recent = (now - then) / (place(last(latest["at"])) - place(last(old[-1]["at"]))) * 3
        answer["recent_per_quarter"] = recent
        if "required_per_quarter" not in answer:
            return done("at_risk", "behind_course")
        needed = answer["required_per_quarter"] * (1 - number(options["allowed_lag"]))
        good = (recent - needed) * side.sign >= 0
        return done("on_track", "on_course") if good else done("at_risk", "behind_course")

    used.append(base)
    if last(base["at"]) >= last(latest["at"]):
        return done("not_yet_due", "only_baseline")
    start = certain(side, base)
    if start is None or now is None:
        return done("not_measurable", "bound_undecided")
    span = place(due) - place(last(base["at"]))
    if span <= 0:
        return done("not_measurable", "target_not_after_base")
    way = goal - start
    if way * side.sign <= 0:
        return done("at_risk", "fallen_back")
    line = start + way * (place(last(latest["at"])) - place(last(base["at"]))) / span
    lag = (line - now) / way
    answer["line"], answer["lag"] = line, lag
    if lag <= number(options["allowed_lag"]):
        return done("on_track", "on_course")
    return done("at_risk", "behind_course")


def pace(given):
    """From one value to another, a quarter at a time."""
    months = place(last(given["to"]["at"])) - place(last(given["from"]["at"]))
    if months <= 0:
        return None
    change = number(given["to"]["value"]) - number(given["from"]["value"])
    quarter = change / months * 3
    answer = {"change": change, "quarters": months / 3, "per_quarter": quarter, "per_year": quarter * 4}
    if given.get("population") is not None and given.get("unit", "percent") == "percent":
        answer["things_per_quarter"] = quarter * number(given["population"]) / 100
    return {key: written(value) for key, value in answer.items()}


def rollup(given):
    """The verdict of a measure from those of its indicators."""
    worst = ["missed", "at_risk", "on_track", "not_yet_due", "not_measurable"]
    verdicts = given["verdicts"]
    rule = OPTIONS[given["options"]]["measure_rule"] if "options" in given else given["rule"]
    if not verdicts:
        return None
    judged = [one for one in verdicts if one in worst[:3]]
    if rule == "majority" and judged:
        return max(worst[:3], key=lambda one: (judged.count(one), -worst.index(one)))
    return next(one for one in worst if one in verdicts)


def month_after(day, months):
    at = day.year * 12 + day.month - 1 + months
    year, month = divmod(at, 12)
    return f"{year:04}-{month + 1:02}"


def scenario(given):
    as_of, by = datetime.date.fromisoformat(given["as_of"]), given["by"]
    side, unit = Side(given["direction"]), given.get("unit", "percent")
    # Only what was observed or is expected, in the indicator's own unit, is a value of it.
    usable = [one for one in given["observations"]
              if one.get("nature", "observed") in ("observed", "expected") and one.get("unit", unit) == unit]
    seen = [one for one in usable if last(one["at"]) <= as_of]
    seen.sort(key=lambda one: (last(one["at"]), one.get("nature", "observed") == "observed"))
    nothing = {"outcome": "cannot_be_said"}
    if not seen or given.get("target") is None:
        return nothing
    base, goal, method = seen[-1], number(given["target"]), given["method"]
    if method["method"] == "unchanged":
        monthly = Fraction(0)
    elif method["method"] == "per_quarter":
        monthly = number(method["change"]) / 3
    else:
        def value_at(text):
            there = [one for one in usable if last(one["at"]) == last(text)]
            there.sort(key=lambda one: one.get("nature", "observed") != "observed")
            if there:
                return number(there[0]["value"])
            return goal if last(text) == last(by) else None
        first, second = value_at(method["from"]), value_at(method["to"])
        months = place(last(method["to"])) - place(last(method["from"]))
        if first is None or second is None or months <= 0:
            return nothing
        monthly = (second - first) / months
    start, end = place(last(base["at"])), place(last(by))
    if end <= start:
        return nothing
    value = number(base["value"])

    def after(months):
        there = max(value + monthly * months, Fraction(0))
        return min(there, Fraction(100)) if unit == "percent" else there

    points = []
    step = 3
    while True:
        month = month_after(last(base["at"]), step)
        if last(month) >= last(by):
            break
        points.append([month, written(after(place(last(month)) - start))])
        step += 3
    points.append([by, written(after(end - start))])
    short = max((goal - after(end - start)) * side.sign, Fraction(0))
    answer = {"outcome": "falls_short" if short > 0 else "reaches", "shortfall": written(short), "points": points}
    way = (goal - value) * side.sign
    if way <= 0:
        answer["reached_on"] = last(base["at"]).isoformat()
    elif monthly * side.sign > 0:
        wanted = start + way / (monthly * side.sign)
        whole = wanted.numerator // wanted.denominator
        # The month in which it lies; a position that is whole is the end of the month before.
        if wanted == whole:
            whole -= 1
        year, month = divmod(whole, 12)
        if year <= 9999:
            length = calendar.monthrange(year, month + 1)[1]
            share = (wanted - whole) * length
            day = -(-share.numerator // share.denominator)
            answer["reached_on"] = f"{year:04}-{month + 1:02}-{day:02}"
    return answer


# Texts ------------------------------------------------------------------------------------------


def alphabet(character):
    """japanese, latin, greek, other, or None for what is no letter; by the character's own name."""
    if character in "々〆〇ー":
        return "japanese"
    plain = unicodedata.normalize("NFKC", character)[:1] if "\uff00" <= character <= "\uffef" else character
    if plain in "ー":
        return "japanese"
    name = unicodedata.name(plain, "")
    if name.startswith("COMBINING KATAKANA-HIRAGANA") or name.startswith("KATAKANA-HIRAGANA") and "SOUND MARK" in name:
        return "japanese"
    if not unicodedata.category(plain).startswith("L"):
        return None
    if name.startswith(("CJK ", "HIRAGANA ", "KATAKANA ")):
        return "japanese"
    if name.startswith("LATIN ") or name in ("FEMININE ORDINAL INDICATOR", "MASCULINE ORDINAL INDICATOR"):
        return "latin"
    if name.startswith("GREEK ") or name == "MICRO SIGN":
        return "greek"
    return "other"


def mixed_script(given):
    found, word = [], []
    for at, character in enumerate(given["text"] + "\n"):
        kind = alphabet(character)
        if kind is not None:
            word.append((at, character, kind))
            continue
        kinds = {one[2] for one in word}
        if "other" in kinds and kinds & {"japanese", "latin"}:
            found.append({
                "word": "".join(one[1] for one in word),
                "at": word[0][0],
                "letters": [[at, letter] for at, letter, kind in word if kind == "other"],
            })
        word = []
    return found


def sentences(given):
    """Lines and sentences of a text with list markup."""
    lines = re.split(r"</?[A-Za-z][^>]*>", given["text"])
    lines = [line.strip() for line in lines if line.strip()]
    parts = [part.strip() for line in lines for part in re.findall(r"[^。]*。|[^。]+", line)]
    return {"lines": lines, "sentences": [part for part in parts if part]}


def corrections(given):
    """Whether corrections stand as often as they say, and lead to the corrected text."""
    text = given["published"]
    for one in given["corrections"]:
        if not one["published"] or one["times"] == 0 or text.count(one["published"]) != one["times"]:
            return False
        text = text.replace(one["published"], one["corrected"])
    if given.get("corrected") is None:
        return not given["corrections"]
    return bool(given["corrections"]) and text == given["corrected"]


def share(given):
    """One count of another, half up."""
    def whole(figure):
        value = number(figure["value"])
        return int(value) if value.denominator == 1 and 0 <= value <= 2**53 - 1 else None
    part, total = whole(given["part"]), whole(given["whole"])
    same = given["part"].get("unit") is not None and given["part"].get("unit") == given["whole"].get("unit")
    if part is None or total is None or not same or part > total:
        return None
    tenths = None if total == 0 else (part * 1000 * 2 + total) // (2 * total)
    return {"numerator": part, "denominator": total, "percent": None if tenths is None else f"{tenths // 10}.{tenths % 10}"}


OPERATIONS = {
    "plan/moment": moment,
    "plan/target_progress": target_progress,
    "plan/pace": pace,
    "plan/measure_verdict": rollup,
    "plan/scenario": scenario,
    "plan/mixed_script": mixed_script,
    "plan/sentences": sentences,
    "plan/corrections": corrections,
    "plan/share": share,
}
