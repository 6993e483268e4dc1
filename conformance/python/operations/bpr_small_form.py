"""A short list of steps as nodes and sequence flows."""

import re
from fractions import Fraction

from refused import Refused

LIMIT = 10**12
MALFORMED = "bpr.small_flow.malformed"
UNITS = {"m": 1, "min": 1, "分": 1, "h": 60, "時間": 60,
         "d": 1440, "日": 1440, "w": 10080, "週": 10080, "週間": 10080}
MEDIA = {"paper": "紙", "digital": "デジタル", "phone": "電話", "face_to_face": "対面",
         "fax": "ファクシミリ", "post": "郵送", "email": "電子メール"}
GATEWAYS = {"exclusive": "排他", "parallel": "並行", "inclusive": "包含"}
NUMBERS = {"constant": 1, "uniform": 2, "triangular": 3, "exponential": 1, "erlang": 2, "gamma": 2,
           "lognormal": 2, "weibull": 2}


def bad():
    return Refused(MALFORMED)


def exact(text):
    """A decimal of at most twelve places, or a fraction, within 10^12."""
    if not re.fullmatch(r"-?[0-9]+(/[0-9]+|\.[0-9]{1,12})?", text):
        raise bad()
    try:
        number = Fraction(text)
    except ZeroDivisionError:
        raise bad() from None
    if abs(number.numerator) > LIMIT or number.denominator > LIMIT:
        raise bad()
    return number


def shown(number):
    for places in range(13):
        scaled = number * 10**places
        if scaled.denominator == 1:
            digits = str(abs(scaled.numerator)).rjust(places + 1, "0")
            sign = "-" if scaled < 0 else ""
            return sign + (digits if places == 0 else digits[:-places] + "." + digits[-places:])
    return f"{number.numerator}/{number.denominator}"


def length(text, unit, days):
    """Minutes and the unit of the last number."""
    text = text.strip()
    if re.fullmatch(r"-?[0-9./]+", text):
        if unit >= 1440 and not days:
            raise bad()
        minutes, last = exact(text) * unit, unit
    else:
        pieces = re.findall(r"(-?[0-9./]+)\s*([^0-9\s]+)\s*", text)
        if not pieces or re.fullmatch(r"(-?[0-9./]+\s*[^0-9\s]+\s*)+", text) is None:
            raise bad()
        minutes = Fraction(0)
        for number, name in pieces:
            if name not in UNITS or (UNITS[name] >= 1440 and not days):
                raise bad()
            last = UNITS[name]
            minutes += exact(number) * last
    if minutes < 0 or minutes.numerator > LIMIT or minutes.denominator > LIMIT:
        raise bad()
    return minutes, last


def time(value, days):
    text = str(value)
    wide = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
    wide.update({0x301C: ord("~"), 0x3000: ord(" ")})
    text = text.translate(wide).strip()
    if "(" in text:
        made = re.fullmatch(r"([a-z]+)\s*\((.*)\)", text)
        if made is None:
            raise bad()
        parts = [part.strip() for part in made[2].split(",")]
        if made[1] != "empirical" and NUMBERS.get(made[1]) != len(parts):
            raise bad()
        if any(re.fullmatch(r"(0|[1-9][0-9]*)(\.[0-9]+)?", part) is None for part in parts):
            raise bad()
        return f"{made[1]}({', '.join(parts)})"
    for mark in ("..", "~"):
        if mark in text:
            first, last = text.split(mark, 1)
            upper, unit = length(last, 1, days)
            lower, _ = length(first, unit, days)
            if lower > upper:
                raise bad()
            return f"{shown(lower)}..{shown(upper)}"
    return shown(length(text, 1, days)[0])


def share(value):
    text = str(value).strip()
    percent = text.endswith(("%", "％"))
    number = exact(text[:-1].strip() if percent else text) / (100 if percent else 1)
    if not 0 <= number <= 1:
        raise bad()
    return shown(number)


def coded(text, labels):
    for code, label in labels.items():
        if text.strip().lower() == code or text.strip() == label:
            return code
    raise bad()


def branches(given):
    given = given if isinstance(given, list) else [given]
    return [{"to": way} if isinstance(way, str) else way for way in given]


def small_form(given):
    steps = given["document"]["steps"]
    known = {"id", "step", "who", "medium", "minutes", "waiting", "next", "split", "join"}
    for step in steps:
        if not set(step) <= known or "step" not in step:
            raise bad()
    work = [time(step["minutes"], False) if "minutes" in step else None for step in steps]
    waiting = [time(step["waiting"], True) if "waiting" in step else None for step in steps]
    media = [coded(step["medium"], MEDIA) if "medium" in step else None for step in steps]
    splits = [coded(step["split"], GATEWAYS) if "split" in step else "exclusive" for step in steps]
    joins = [coded(step["join"], GATEWAYS) if "join" in step else None for step in steps]
    ways = [branches(step.get("next", [])) for step in steps]
    shares = [[share(way["probability"]) if "probability" in way else None for way in all_ways]
              for all_ways in ways]
    if not steps:
        raise Refused("bpr.small_flow.no_steps")
    ids = [step.get("id", f"s{number}") for number, step in enumerate(steps, 1)]
    used = {"start", "end"}
    for number, step in enumerate(steps):
        if not step["step"].strip():
            raise Refused("bpr.small_flow.no_name")
        own = [ids[number]]
        own += [f"{ids[number]}-join"] if joins[number] else []
        own += [f"{ids[number]}-split"] if len(ways[number]) > 1 else []
        for name in own:
            if name in used:
                raise Refused("bpr.small_flow.duplicate_id")
            used.add(name)

    def entry(number):
        if number >= len(steps):
            return "end"
        return f"{ids[number]}-join" if joins[number] else ids[number]

    def target(text):
        text = text.strip()
        if text in ids:
            return entry(ids.index(text))
        named = [number for number, step in enumerate(steps) if step["step"].strip() == text]
        if len(named) > 1:
            raise Refused("bpr.small_flow.ambiguous_next")
        if named:
            return entry(named[0])
        if text in ("end", "終了"):
            return "end"
        raise Refused("bpr.small_flow.unknown_next")

    def node(identity, kind, step, **more):
        lane = {"lane": step["who"]} if "who" in step else {}
        return {"id": identity, "kind": kind, **lane, **{key: value for key, value in more.items() if value}}

    nodes = [node("start", "start", steps[0])]
    edges = [{"from": "start", "to": entry(0)}]
    for number, step in enumerate(steps):
        name = ids[number]
        if joins[number]:
            nodes.append(node(f"{name}-join", joins[number], step))
        nodes.append(node(name, "activity", step, name=step["step"].strip(), medium=media[number],
                          work=work[number], waiting=waiting[number]))
        last = name
        if len(ways[number]) > 1:
            last = f"{name}-split"
            nodes.append(node(last, splits[number], step))
            edges.append({"from": name, "to": last})
        if joins[number]:
            edges.append({"from": f"{name}-join", "to": name})
        if not ways[number]:
            edges.append({"from": last, "to": entry(number + 1)})
        for way, probability in zip(ways[number], shares[number]):
            edge = {"from": last, "to": target(way["to"])}
            if probability is not None:
                edge["probability"] = probability
            if "when" in way:
                edge["name"] = way["when"]
            edges.append(edge)
    nodes.append(node("end", "end", steps[-1]))
    return {"nodes": nodes, "edges": edges}


OPERATIONS = {"bpr/flow_small_form": small_form}
