"""What is due in an office's year, and the deadlines of the improvement post."""

import calendar
import json
import pathlib
from datetime import date, timedelta

from refused import Refused

ROOT = pathlib.Path(__file__).resolve().parents[3] / "crates" / "plan" / "data"
YEAR = json.loads((ROOT / "year" / "office_year.json").read_text(encoding="utf-8"))
POST = json.loads((ROOT / "governance" / "post_rules.json").read_text(encoding="utf-8"))

DAY_NAMES = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]


class Office:
    """The open days of a calendar that does not ask the list of official holidays."""

    def __init__(self, days):
        self.weekly = set(days.get("weekly_closing_days", []))
        self.yearly = [(one["first"], one["last"]) for one in days.get("yearly_closings", [])]
        self.closed = {one["date"] for one in days.get("closing_days", [])}
        self.opened = {one["date"] for one in days.get("opening_days", [])}
        assert days["official_holidays"] == "open"

    def is_open(self, day):
        text = day.isoformat()
        if text in self.opened:
            return True
        if text in self.closed or DAY_NAMES[day.weekday()] in self.weekly:
            return False
        for first, last in self.yearly:
            inside = first <= text[5:] <= last if first <= last else text[5:] >= first or text[5:] <= last
            if inside:
                return False
        return True

    def step(self, day, direction):
        for _ in range(400):
            day += timedelta(days=direction)
            if self.is_open(day):
                return day
        raise Refused("plan.reminder.day")


def fiscal_year(day):
    return day.year if day.month >= 4 else day.year - 1


def nominal_dates(item, own_calendar, today):
    """Pairs of a date and its reason."""
    when, found = item["when"], {}
    years = [today.year - 1, today.year, today.year + 1]
    if when["kind"] == "month_day":
        month, day = map(int, when["on"].split("-"))
        for year in years:
            last = calendar.monthrange(year, month)[1]
            found[date(year, month, min(day, last))] = "every_year"
    elif when["kind"] == "month_ends":
        for year in years:
            for month in when["months"]:
                found[date(year, month, calendar.monthrange(year, month)[1])] = "month_end"
    else:
        for event in own_calendar.get("events", []):
            if event["event"] == when["event"]:
                day = date.fromisoformat(event["on"]) - timedelta(days=when["days_before"])
                found.setdefault(day, "before_event")
    own = [one for one in own_calendar.get("own_dates", []) if one["item"] == item["id"]]
    for one in own:
        on = date.fromisoformat(one["on"])
        instead = one.get("instead_of")
        for day in list(found):
            replaced = day.isoformat() == instead if instead else fiscal_year(day) == fiscal_year(on)
            if replaced and found[day] != "own_date":
                del found[day]
    for one in own:
        found[date.fromisoformat(one["on"])] = "own_date"
    return found


def reminders(given):
    today = date.fromisoformat(given["as_of"])
    own_calendar, options = given["calendar"], given["options"]
    office = Office(own_calendar["business_days"])
    told, without = [], []
    for item in given.get("items", YEAR["items"]):
        dates = nominal_dates(item, own_calendar, today)
        if not dates:
            without.append(item["id"])
        for nominal, reason in dates.items():
            if abs((nominal - today).days) > 800:
                continue
            due = nominal
            if not office.is_open(due) and item["roll"] != "keep":
                due = office.step(due, -1 if item["roll"] == "before" else 1)
            start = due
            if item["lead"]["unit"] == "calendar_days":
                start = due - timedelta(days=item["lead"]["amount"])
            else:
                for _ in range(item["lead"]["amount"]):
                    start = office.step(start, -1)
            done = [
                one
                for one in own_calendar.get("done", [])
                if one["item"] == item["id"]
                and one["due_on"] == due.isoformat()
                and one["done_on"] <= given["as_of"]
            ]
            left = (due - today).days
            if done or left < -options["overdue_days"]:
                continue
            if left < 0:
                state = "overdue"
            elif left == 0:
                state = "due_today"
            elif left <= options["within_days"]:
                state = "due_soon"
            elif start <= today:
                state = "prepare"
            else:
                continue
            told.append(
                {
                    "item": item["id"],
                    "due_on": due.isoformat(),
                    "nominal_on": nominal.isoformat(),
                    "start_by": start.isoformat(),
                    "state": state,
                    "reason": reason,
                    "days_left": left,
                }
            )
    told.sort(key=lambda one: (one["due_on"], one["item"]))
    return {"reminders": told, "without_date": without}


def post_deadlines(given):
    office, today = Office(given["business_days"]), given["as_of"]
    entry = given["entry"]

    def deadline(within, done):
        due = date.fromisoformat(entry["received_on"])
        for _ in range(within):
            due = office.step(due, 1)
        due = due.isoformat()
        done = done if done and done <= today else None
        if done:
            state = "in_time" if done <= due else "late"
        else:
            state = "open" if today <= due else "overdue"
        return {"due_on": due, "done_on": done, "state": state}

    heard = [entry[name] for name in ("acknowledged_on", "answered_on") if entry.get(name)]
    return {
        "acknowledgement": deadline(POST["acknowledge_within"], min(heard, default=None)),
        "answer": deadline(POST["answer_within"], entry.get("answered_on")),
    }


OPERATIONS = {"plan/reminders": reminders, "plan/post_deadlines": post_deadlines}
