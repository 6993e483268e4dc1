"""The review of analog regulations: phases, statuses, supersession, sessions, progress."""

import datetime
import json
import pathlib
import re
import unicodedata

from refused import Refused

CODES = pathlib.Path(__file__).resolve().parents[3] / "crates/analog-regs/data/codes"
CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"


def data(name):
    return json.loads((CODES / f"{name}.json").read_text(encoding="utf-8"))


# Phases --------------------------------------------------------------------------------------

def small_number(text):
    return int(text) if re.fullmatch(r"0|[1-9][0-9]?", text) else None


def phase_of(text):
    """`3`, `1-②` or `1-2`."""
    major, hyphen, minor = text.partition("-")
    first = small_number(major)
    second = None
    if hyphen:
        second = CIRCLED.index(minor) + 1 if len(minor) == 1 and minor in CIRCLED else small_number(minor)
    if first is None or (hyphen and second is None):
        raise Refused("analog_regs.phase.malformed")
    if not 1 <= first <= 9:
        raise Refused("analog_regs.phase.major")
    if hyphen and not 1 <= second <= 20:
        raise Refused("analog_regs.phase.minor")
    return first, second


def phase_of_cell(text):
    folded = "".join(text.split())
    # Width is folded, circled numbers stay as they are.
    folded = "".join(c if c in CIRCLED else unicodedata.normalize("NFKC", c) for c in folded)
    folded = re.sub("[－−‐‑–—ー―]", "-", folded.replace("フェーズ", "phase")).lower()
    folded = folded.removeprefix("phase")
    if re.match(f"^.[{CIRCLED}]", folded):
        folded = folded[0] + "-" + folded[1:]
    return phase_of(folded)


def phase_text(phase):
    return str(phase[0]) if phase[1] is None else f"{phase[0]}-{CIRCLED[phase[1] - 1]}"


def phase(value):
    if "strict" in value or "cell" in value:
        read = phase_of(value["strict"]) if "strict" in value else phase_of_cell(value["cell"])
        ascii_text = str(read[0]) if read[1] is None else f"{read[0]}-{read[1]}"
        return {"text": phase_text(read), "ascii": ascii_text}
    scales = data("phases")["scales"]
    if "from" in value:
        (scale,) = [one for one in scales if one["id"] == value["scale"]]
        before, after = phase_of(value["from"]), phase_of(value["to"])
        ordered = value.get("minor_steps", scale["minor_steps"]) == "ascending"
        if before == after:
            return {"change": "same"}
        if before[0] != after[0]:
            return {"change": "forward" if after[0] > before[0] else "backward"}
        if ordered and None not in (before[1], after[1]):
            return {"change": "forward" if after[1] > before[1] else "backward"}
        return {"change": "within_phase"}
    wanted = phase_of(value["phase"])
    found = [one for one in scales if value["category"] in one["categories"] and not one.get("subtypes")]
    if not found:
        return {"scale": None}
    scale = found[0]
    steps = [(phase_of(one["step"]), one) for one in scale["steps"]]
    exact = [one for step, one in steps if step == wanted]
    wording = exact[0]["wording"]["ja"] if exact and exact[0]["wording"] else None
    return {
        "scale": scale["id"],
        "takes": any(step[0] == wanted[0] for step, _ in steps),
        "wording": wording,
        "status": exact[0]["status"] if exact else None,
    }


# Statuses ------------------------------------------------------------------------------------

def review_status(value):
    machine = {one["status"]: one for one in data("review_status")["statuses"]}
    history = value["history"]
    known = [(entry["on"], at, entry["status"]) for at, entry in enumerate(history) if entry["on"] <= value["as_of"]]
    faults = []
    if history and not machine[history[0]["status"]]["may_be_first"]:
        faults.append({"fault": "first", "at": 0, "status": history[0]["status"]})
    for at in range(1, len(history)):
        above, here = history[at - 1], history[at]
        if here["on"] < above["on"]:
            faults.append({"fault": "order", "at": at, "before": above["on"], "after": here["on"]})
        if here["status"] != above["status"] and here["status"] not in machine[above["status"]]["next"]:
            faults.append({"fault": "transition", "at": at, "from": above["status"], "to": here["status"]})
    return {"status": max(known)[2] if known else None, "faults": faults}


# Supersession --------------------------------------------------------------------------------

def place(text):
    article = re.match(r"第\d+条(?:の\d+)*", text).group()
    rest = text[len(article):]
    paragraph = re.match(r"第(\d+)項", rest)
    item = re.search(r"第(\d+)号", rest)
    return article, paragraph and paragraph.group(1), item and item.group(1)


def covers(outer, inner):
    pairs = list(zip(place(outer), place(inner)))
    return all(one is None or one == other for one, other in pairs)


def verdict(clause, rule, instrument, day):
    scope = instrument.get("scope", {})
    if day < instrument["effective_from"]:
        return "not_yet"
    if day > instrument.get("effective_to", "9999"):
        return "ended"
    if scope.get("rule_kinds") and rule["kind"] not in scope["rule_kinds"]:
        return "other_kind"
    if scope.get("bodies") and rule["enacted_by"] not in scope["bodies"]:
        return "other_body"
    for exclusion in instrument.get("exclusions", []):
        if exclusion["rule"] == rule["id"]:
            if "citation" not in exclusion or covers(exclusion["citation"], clause["citation"]):
                return "excluded"
    acts = scope.get("acts")
    if not acts:
        return "covers"
    if clause.get("act") is None:
        return "act_unknown"
    return "covers" if clause["act"] in acts else "other_act"


def supersession(value):
    clause, rule = value["clause"], value["rule"]
    asked = clause["obstacles"]
    others = [one for one in asked if one != "written_form"]
    if "written_form" not in asked:
        return {"written_form": "not_asked", "by": None, "verdicts": [], "remaining": others}
    verdicts = [verdict(clause, rule, one, value["day"]) for one in value["enabling"]]
    if "covers" in verdicts:
        by = value["enabling"][verdicts.index("covers")]["id"]
        return {"written_form": "superseded", "by": by, "verdicts": verdicts, "remaining": others}
    state = "unknown" if "act_unknown" in verdicts else "stands"
    return {"written_form": state, "by": None, "verdicts": verdicts, "remaining": asked}


# Sessions ------------------------------------------------------------------------------------

def later(day, days):
    try:
        moved = datetime.date.fromisoformat(day) + datetime.timedelta(days=days)
    except OverflowError:
        raise Refused("analog_regs.calendar.out_of_range") from None
    if moved.year < 1868:
        raise Refused("analog_regs.calendar.out_of_range")
    return moved.isoformat()


def sessions(value):
    calendar = value["calendar"]
    times = calendar["lead_times"]
    ids = [one["id"] for one in calendar["sessions"]]
    wrong = len(set(ids)) < len(ids) or times["sending_days"] > 3 or times["promulgation_days"] > 20
    for one in calendar["sessions"]:
        vote = one.get("vote_on", one["closes_on"])
        wrong = wrong or not one["opens_on"] <= vote <= one["closes_on"]
    if wrong:
        raise Refused("document.data_file.shape")

    def effect(promulgated):
        rule = times["effect"]
        if rule["rule"] == "on_promulgation":
            return promulgated
        if rule["rule"] == "after_days":
            return later(promulgated, rule["days"])
        if rule["rule"] == "on_date":
            return max(rule["date"], promulgated)
        return later(promulgated, 10)

    options = []
    for one in sorted(calendar["sessions"], key=lambda one: one["opens_on"]):
        bill = one.get("bills_by") or later(one["opens_on"], -times["bill_days"])
        review = later(bill, -times["legal_review_days"])
        comment = later(review, -times["public_comment_days"])
        start = later(comment, -times["drafting_days"])
        vote = one.get("vote_on", one["closes_on"])
        sent = later(vote, times["sending_days"])
        promulgated = later(sent, times["promulgation_days"])
        limit = later(vote, 23)
        chain = {"start": start, "legal_review": review, "bill": bill, "opening": one["opens_on"], "vote": vote}
        chain |= {"sending": sent, "promulgation": promulgated, "effect": effect(promulgated)}
        chain |= {"latest_promulgation": limit, "latest_effect": effect(limit)}
        if times["public_comment_days"]:
            chain["public_comment"] = comment
        goal = {
            "passed": (vote, vote),
            "promulgated": (promulgated, limit),
            "in_force": (chain["effect"], chain["latest_effect"]),
        }[value["goal"]]
        if vote < value["as_of"]:
            word = "over"
        elif goal[0] > value["due"]:
            word = "misses_due"
        elif start < value["as_of"]:
            word = "preparation_passed"
        else:
            word = "reaches" if goal[1] <= value["due"] else "reaches_as_planned"
        options.append({"session": one["id"], "verdict": word, "chain": chain})
    allowed = [one["session"] for one in options if one["verdict"].startswith("reaches")]
    timely = [one["session"] for one in options if one["verdict"] not in ("over", "misses_due")]
    return {
        "options": options,
        "last": timely[-1] if timely else None,
        "first_allowed": allowed[0] if allowed else None,
        "last_allowed": allowed[-1] if allowed else None,
    }


# Progress ------------------------------------------------------------------------------------

def percent(above, below):
    if below == 0:
        return None
    tenths = (above * 1000 * 2 + below) // (below * 2)
    return f"{tenths // 10}.{tenths % 10}"


def quarter_number(day):
    """Quarters that have ended by a day, its own included if it is the last one of a quarter."""
    day = datetime.date.fromisoformat(day)
    tomorrow = day + datetime.timedelta(days=1)
    return (tomorrow.year * 12 + tomorrow.month - 1) // 3


def progress(value):
    if "counts" in value:
        counts = value["counts"]
        definitions = data("progress")
        found = sum(counts.values()) + value.get("without_status", 0)
        figures = {}
        for above in definitions["numerators"]:
            for below in definitions["denominators"]:
                top = sum(counts.get(one, 0) for one in above["statuses"])
                bottom = found - sum(counts.get(one, 0) for one in below["excluded"])
                figures[f"{above['id']}_of_{below['id']}"] = [top, bottom, percent(top, bottom)]
        return figures
    if "published" in value:
        own = value["published"]
        whole = own["done"] + own["remaining"]
        below = [("done_and_remaining", whole)] + [(one["id"], one["clauses"]) for one in own["populations"]]
        return {
            "rates": [[name, own["done"], number, percent(own["done"], number)] for name, number in below if number >= own["done"]],
            "left": [[one["id"], one["clauses"] - whole] for one in own["populations"] if one["clauses"] > whole],
        }
    own = value["forecast"]
    remaining = own["remaining"]
    quarters = max(0, quarter_number(own["deadline"]) - quarter_number(own["as_of"]))
    if remaining == 0:
        pace = 0
    else:
        pace = -(-remaining // quarters) if quarters else None
    left = None
    observed = own.get("observed")
    if observed and observed["quarters"]:
        left = max(0, remaining - observed["finished"] * quarters // observed["quarters"])
    if remaining == 0:
        word = "done"
    elif own["deadline"] < own["as_of"]:
        word = "overdue"
    elif left is None:
        word = "unknown"
    else:
        word = "misses" if left else "reaches"
    return {"quarters": quarters, "per_quarter": pace, "left_at_deadline": left, "verdict": word}


OPERATIONS = {
    "analog-regs/phase": phase,
    "analog-regs/review_status": review_status,
    "analog-regs/supersession": supersession,
    "analog-regs/session_for_due_date": sessions,
    "analog-regs/progress": progress,
}
