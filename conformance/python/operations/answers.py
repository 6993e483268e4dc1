"""Forecasts, survey rounds, suppression of small numbers, and the sentence of an answer sheet."""

import calendar
import datetime
from fractions import Fraction

from refused import Refused


# Forecasts -----------------------------------------------------------------------------------

def last_day(text):
    """A month means its end."""
    if len(text) == 7:
        year, month = int(text[:4]), int(text[5:])
        return datetime.date(year, month, calendar.monthrange(year, month)[1])
    return datetime.date.fromisoformat(text)


def months(day):
    """Months since the beginning of the year 0 at the end of a day."""
    length = calendar.monthrange(day.year, day.month)[1]
    return 12 * day.year + day.month - 1 + Fraction(day.day, length)


def points(figure):
    if "percent" in figure:
        return Fraction(figure["percent"])
    return Fraction(100 * figure["numerator"], figure["denominator"])


def check_series(series):
    most = 2**53 - 1
    population = series.get("population")
    if population is not None and not 0 < population["count"] <= most:
        raise Refused("inventory.series.bad_counts")
    for name in ("observed", "expected", "targets"):
        days = set()
        for value in series.get(name, []):
            figure = value["figure"]
            unit = "percent" if "percent" in figure else "count"
            if unit == "percent" and not 0 <= points(figure) <= 100:
                raise Refused("inventory.series.shape")
            if unit != series["unit"]:
                raise Refused("inventory.series.other_unit")
            if unit == "count" and not most >= figure["denominator"] > 0:
                raise Refused("inventory.series.bad_counts")
            if unit == "count" and figure["numerator"] > figure["denominator"]:
                raise Refused("inventory.series.bad_counts")
            day = last_day(value["at"])
            if day in days:
                raise Refused("inventory.series.two_values")
            days.add(day)


def text(fraction):
    return f"{fraction.numerator}/{fraction.denominator}"


class View:
    """A series as it is known on the day of the answer."""

    def __init__(self, series, options):
        check_series(series)
        self.series = series
        self.today = datetime.date.fromisoformat(options["as_of"])
        self.options = options
        self.breaks = [datetime.date.fromisoformat(b["from"]) for b in series.get("breaks", [])]
        self.observed = self.known("observed")

    def known(self, name):
        values = [(last_day(v["at"]), v["figure"], v.get("basis")) for v in self.series.get(name, [])]
        return sorted((v for v in values if v[0] <= self.today), key=lambda v: v[0])

    def target(self):
        targets = [(last_day(v["at"]), v["figure"], v.get("basis")) for v in self.series.get("targets", [])]
        targets.sort(key=lambda v: v[0])
        if "target" in self.options:
            wanted = last_day(self.options["target"])
            return next((t for t in targets if t[0] == wanted), None)
        ahead = [t for t in targets if t[0] >= self.today]
        return (ahead or targets[-1:] or [None])[0]

    def base(self):
        last = self.observed[-1] if self.observed else None
        if self.options["base"] == "expected_if_later":
            expected = self.known("expected")
            if expected and (last is None or expected[-1][0] > last[0]):
                return expected[-1], "expected"
        return last, "observed"

    def broken(self, after, until):
        return any(after < b <= until for b in self.breaks)

    def pace(self, rise, span, figure):
        monthly = rise / span
        population = None
        if "denominator" in figure:
            population = (figure["denominator"], "exact")
        elif "population" in self.series:
            population = (self.series["population"]["count"], self.series["population"]["precision"])
        pace = {
            "points_per_quarter": text(monthly * 3),
            "points_per_year": text(monthly * 12),
            "quarters": text(span / 3),
        }
        if population:
            count, precision = population
            pace["counts"] = {
                "per_quarter": text(monthly * 3 * count / 100),
                "per_year": text(monthly * 12 * count / 100),
                "population": count,
                "precision": precision,
            }
        return pace

    def slope(self):
        start = max((b for b in self.breaks if b <= self.today), default=None)
        seen = [(months(d), points(f)) for d, f, _ in self.observed if start is None or d >= start]
        if len(seen) < 2:
            return None, "one_observation"
        (x1, y1), method = seen[-1], self.options["method"]
        if method == "last_two":
            x0, y0 = seen[-2]
        elif method == "recent_year":
            older = [p for p in seen if x1 - p[0] >= 12]
            if not older:
                return None, "no_year_before"
            x0, y0 = older[-1]
        else:
            mean_x = sum(x for x, _ in seen) / len(seen)
            mean_y = sum(y for _, y in seen) / len(seen)
            above = sum((x - mean_x) * (y - mean_y) for x, y in seen)
            return above / sum((x - mean_x) ** 2 for x, _ in seen), None
        return (y1 - y0) / (x1 - x0), None

    def first_day(self, wanted):
        """The first day at whose end a position is reached."""
        day = datetime.date(int(min(wanted // 12, 9998)), 1, 1)
        if wanted > months(datetime.date(9999, 3, 31)):
            return None
        while months(day) < wanted:
            step = 40 if wanted - months(day) > 3 else 1
            day += datetime.timedelta(days=step)
        while months(day - datetime.timedelta(days=1)) >= wanted:
            day -= datetime.timedelta(days=1)
        return day.isoformat()

    def judge(self, answer):
        target, (base, kind) = self.target(), self.base()
        if target is None:
            return "cannot_be_said", "no_target"
        if base is None:
            return "cannot_be_said", "no_observation"
        if self.broken(base[0], self.today):
            return "cannot_be_said", "after_break"
        missing = points(target[1]) - points(base[1])
        if kind == "observed" and missing <= 0:
            return "reached", None
        if kind == "observed" and target[0] <= base[0]:
            return "missed", None
        if target[0] < self.today or target[0] <= base[0]:
            return "cannot_be_said", "target_date_past"
        if self.broken(base[0], target[0]):
            return "cannot_be_said", "break_before_target"
        if missing <= 0:
            answer["projected_on"] = base[0].isoformat()
            return "on_course", None
        start, end = months(base[0]), months(target[0])
        answer["required"] = self.pace(missing, end - start, target[1])
        answer["shown"].append(answer["required"])
        slope, reason = self.slope()
        if reason:
            return "cannot_be_said", reason
        answer["points_per_quarter"] = text(slope * 3)
        answer["shown"].append(self.pace(slope, Fraction(1), base[1]))
        if slope <= 0:
            return "behind", "not_rising"
        reached = start + missing / slope
        answer["projected_on"] = self.first_day(reached)
        if reached <= end:
            return "on_course", None
        return "behind", None if answer["projected_on"] else "beyond_calendar"


def forecast(given):
    view = View(given["series"], given["options"])
    answer = {"required": None, "points_per_quarter": None, "projected_on": None, "shown": []}
    state, reason = view.judge(answer)
    answer["state"] = state
    answer["reasons"] = [reason] if reason else []
    target, (base, kind) = view.target(), view.base()
    if base is not None and kind == "expected":
        answer["reasons"].append("from_expected_value")
    if any(p.get("counts", {}).get("precision") == "approximate" for p in answer["shown"]):
        answer["reasons"].append("approximate_population")
    if base and target and base[2] and target[2] and base[2] != target[2]:
        answer["reasons"].append("different_basis")
    return answer


def required_pace(given):
    answer = forecast(given)
    return {key: answer[key] for key in ("state", "reasons", "required")}


def projected_date(given):
    answer = forecast(given)
    return {key: answer[key] for key in ("state", "reasons", "points_per_quarter", "projected_on")}


# Rounds --------------------------------------------------------------------------------------

def round_status(given):
    today, due = given["as_of"], given["due_on"]
    sections = []
    for section in given["sections"]:
        came = [r for r in section.get("returns", []) if r["returned_on"] <= today]
        last = None
        for one in came:  # of two on one day the one further down
            if last is None or one["returned_on"] >= last["returned_on"]:
                last = one
        if last is None:
            state = ("not_yet", "before_due") if today <= due else ("missing", "nothing_returned")
        elif last["outcome"] == "rejected":
            state = ("rejected", "last_rejected")
        elif last["returned_on"] <= due:
            state = ("returned", "returned_in_time")
        elif any(r["outcome"] == "rejected" and r["returned_on"] <= due for r in section["returns"]):
            state = ("late", "resubmitted_after_due")
        else:
            state = ("late", "returned_after_due")
        until = last["returned_on"] if state[0] in ("returned", "late") else today
        late = (datetime.date.fromisoformat(until) - datetime.date.fromisoformat(due)).days
        corrections = section.get("corrections", [])
        sections.append({
            "state": state[0],
            "reason": state[1],
            "returned_on": last["returned_on"] if last else None,
            "days_late": max(late, 0),
            "reminders": sum(1 for day in section.get("reminders", []) if day <= today),
            "open_corrections": sum(
                1 for c in corrections
                if c["requested_on"] <= today and not c.get("corrected_on", "9999-12-31") <= today
            ),
        })
    totals = {"sections": len(sections)}
    for state in ("not_yet", "returned", "late", "missing", "rejected"):
        totals[state] = sum(1 for s in sections if s["state"] == state)
    totals["open_corrections"] = sum(s["open_corrections"] for s in sections)
    return {"sections": sections, "totals": totals}


# Suppression ---------------------------------------------------------------------------------

def suppression(given):
    threshold = given["options"]["threshold"]
    least = 0 if given["options"]["zeros"] == "suppressed" else 1
    rows = given["rows"]
    if any(len(row) != given["columns"] for row in rows):
        raise Refused("inventory.suppression.row_width")
    if sum(map(sum, rows)) > 2**53 - 1:
        raise Refused("inventory.suppression.too_large")
    has_cells = bool(rows) and given["columns"] > 0

    def small(count):
        return least <= count < threshold

    def safe(counts):
        """No count of these can be worked out from their sum."""
        if not counts:
            return True
        if len(counts) < 2 or sum(counts) <= least * len(counts):
            return False
        return not (all(map(small, counts)) and sum(counts) >= (threshold - 1) * len(counts))

    hidden = [{at for at, count in enumerate(row) if small(count)} for row in rows]
    totals = {at for at, row in enumerate(rows) if has_cells and small(sum(row))}

    def hide_smallest(at):
        shown = [(count, column) for column, count in enumerate(rows[at])
                 if column not in hidden[at] and count >= least]
        if shown:
            hidden[at].add(min(shown)[1])
        return bool(shown)

    def counts_of(at):
        return [rows[at][column] for column in hidden[at]]

    for at in range(len(rows)):
        while at not in totals and not safe(counts_of(at)):
            if not hide_smallest(at):
                totals.add(at)

    grand = sum(map(sum, rows))
    grand_hidden = has_cells and small(grand)
    while not grand_hidden and totals:
        pool = [count for at in sorted(totals) for count in counts_of(at)]
        if len(totals) >= 2 and safe(pool):
            break
        others = [(sum(row), at) for at, row in enumerate(rows)
                  if at not in totals and any(count >= least for count in row)]
        if others:
            at = min(others)[1]
            totals.add(at)
            if not hidden[at]:
                hide_smallest(at)
        elif not any(hide_smallest(at) for at in sorted(totals)):
            grand_hidden = True

    def mark(is_hidden, count):
        return "suppressed" if is_hidden else count

    shown = [
        {
            "counts": [mark(column in hidden[at], count) for column, count in enumerate(row)],
            "total": mark(at in totals, sum(row)),
        }
        for at, row in enumerate(rows)
    ]
    number = sum(map(len, hidden)) + len(totals) + (1 if grand_hidden else 0)
    return {"rows": shown, "total": mark(grand_hidden, grand), "hidden": number}


# Answer sheets -------------------------------------------------------------------------------

ERAS = [("令和", datetime.date(2019, 5, 1)), ("平成", datetime.date(1989, 1, 8)),
        ("昭和", datetime.date(1926, 12, 25))]
MONTHS = ["January", "February", "March", "April", "May", "June", "July", "August", "September",
          "October", "November", "December"]
UNITS = {"process": ("プロセス", "processes"), "procedure": ("手続", "procedures"),
         "touchpoint": ("接点", "touchpoints"), "case": ("件", "cases")}
STATES = {"preliminary": ("速報", "preliminary"), "expected": ("見込", "expected")}
NO_RATES = {"more_online_than_cases": ("オンライン件数が総件数を超える", "more online cases than cases"),
            "too_large": ("件数が大きすぎる", "a sum is too large")}


def era_year(day):
    for name, first in ERAS:
        if day >= first:
            number = day.year - first.year + 1
            return f"{name}{'元' if number == 1 else number}年"
    return f"{day.year}年"


def percent(above, below, digits):
    scaled = Fraction(100 * above * 10**digits, below)
    units = int(scaled + Fraction(1, 2))  # halves go up
    if digits == 0:
        return str(units)
    return f"{units // 10**digits}.{units % 10**digits:0{digits}d}"


def said(share, rule):
    above, below = share
    if rule == "about_whole":
        number = percent(above, below, 0)
        about = 100 * above % below != 0
        return ("約" if about else "") + number + "％", ("about " if about else "") + number + " %"
    number = percent(above, below, 1 if rule == "one_digit" else 2)
    return number + "％", number + " %"


def answer_sentence(given):
    day = datetime.date.fromisoformat(given["as_of"])
    month_end = calendar.monthrange(day.year, day.month)[1] == day.day
    when_ja = f"{era_year(day)}{day.month}月" + ("末" if month_end else f"{day.day}日")
    when_en = f"{day.day} {MONTHS[day.month - 1]} {day.year}"
    body_ja = body_en = None
    if given.get("body"):
        body_ja, body_en = given["body"]["ja"], given["body"]["en"]
        if given.get("fictional"):
            marked = lambda name: "架空" in name or "fictional" in name.lower()
            body_ja += "" if marked(body_ja) else "（架空）"
            body_en += "" if marked(body_en) else " (fictional)"
    of_ja = f"{body_ja}の" if body_ja else ""
    of_en = f" of {body_en}" if body_en else ""
    label, unit = given["label"], given["unit"]
    volumes = given.get("volumes")
    cases_en = ""
    if unit == "case" and volumes:
        year = int(volumes["fiscal_year"])
        state = STATES.get(volumes.get("state"))
        fiscal = era_year(datetime.date(year, 12, 31)) + "度"
        state_ja = f"（{state[0]}）" if state else ""
        state_en = f" ({state[1]})" if state else ""
        head = f"{when_ja}時点の{of_ja}手続について、{fiscal}の件数{state_ja}による「{label['ja']}」は、"
        cases_en = f" and by the cases of fiscal year {year}{state_en}"
    else:
        head = f"{when_ja}時点で、{of_ja}「{label['ja']}」は、"
    head_en = f"As of {when_en}{cases_en}, `{label['en']}`{of_en} "
    rate = given["rate"]
    if rate is None:
        ja, en = NO_RATES[given["no_rate"]]
        return {"ja": f"{head}率を示せません（{ja}）。", "en": f"{head_en}has no figure ({en})."}
    if rate[1] == 0:
        return {"ja": head + "対象がないため率を示せません。",
                "en": head_en + "has no figure: the population is empty."}
    rule = given["rounding"]
    figure = said(rate, rule)
    low, high = given.get("low") or rate, given.get("high") or rate
    open_ja = open_en = ""
    if Fraction(*low) < Fraction(*high):
        (low_ja, low_en), (high_ja, high_en) = said(low, rule), said(high, rule)
        open_ja = f"（不明の内容により{low_ja}から{high_ja}まで）"
        open_en = f" (from {low_en} to {high_en}, as the unknown turn out)"
    zeros_ja = zeros_en = ""
    if unit == "case" and given["zeros"] == "may_be_unknown":
        zeros_ja = "件数が0と記された行には、件数が不明のものが含まれている可能性があります。"
        zeros_en = " Rows that state 0 cases may be rows whose cases nobody counted."
    unit_ja, unit_en = UNITS[unit]
    counted = "件" if unit == "case" else ""
    return {
        "ja": f"{head}{rate[1]:,}{unit_ja}のうち{rate[0]:,}{counted}、{figure[0]}です{open_ja}。{zeros_ja}",
        "en": f"{head_en}is {rate[0]:,} of {rate[1]:,} {unit_en}, {figure[1]}{open_en}.{zeros_en}",
    }


OPERATIONS = {
    "inventory/required_pace": required_pace,
    "inventory/projected_date": projected_date,
    "inventory/round_status": round_status,
    "inventory/suppression": suppression,
    "inventory/answer_sentence": answer_sentence,
}
