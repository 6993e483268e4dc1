"""Streams of random numbers, samples, opening hours, estimates: the simulation crate's operations."""

import datetime
import math

from refused import Refused

MASK = (1 << 64) - 1


def split_mix(state):
    """SplitMix64: the next output and state."""
    state = (state + 0x9E3779B97F4A7C15) & MASK
    z = state
    z = ((z ^ (z >> 30)) * 0xBF58476D1CE4E5B9) & MASK
    z = ((z ^ (z >> 27)) * 0x94D049BB133111EB) & MASK
    return z ^ (z >> 31), state


def fnv1a(name):
    value = 0xCBF29CE484222325
    for byte in name.encode():
        value = ((value ^ byte) * 0x100000001B3) & MASK
    return value


class Stream:
    """xoshiro256++, its four words from SplitMix64 over seed, name and replication."""

    def __init__(self, seed, source, replication):
        mixed, state = split_mix(seed)
        for part in (fnv1a(source), replication):
            mixed, state = split_mix(mixed ^ part)
        self.s = []
        for _ in range(4):
            word, state = split_mix(state)
            self.s.append(word)

    def bits(self):
        def rotl(x, k):
            return ((x << k) | (x >> (64 - k))) & MASK

        s = self.s
        result = (rotl((s[0] + s[3]) & MASK, 23) + s[0]) & MASK
        t = (s[1] << 17) & MASK
        s[2] ^= s[0]
        s[3] ^= s[1]
        s[1] ^= s[2]
        s[0] ^= s[3]
        s[2] ^= t
        s[3] = rotl(s[3], 45)
        return result

    def unit(self):
        return (self.bits() >> 11) / 2**53

    def positive_unit(self):
        return ((self.bits() >> 11) + 1) / 2**53

    def normal(self):
        while True:
            a, b = 2 * self.unit() - 1, 2 * self.unit() - 1
            square = a * a + b * b
            if 0 < square < 1:
                return a * math.sqrt(-2 * math.log(square) / square)


def stream(given):
    source = Stream(given["seed"], given["source"], given["replication"])
    return [f"{source.bits():016x}" for _ in range(given["draws"])]


def quantity(text):
    whole, _, fraction = text.partition(".")
    plain = whole.isascii() and whole.isdigit() and (fraction == "" or fraction.isascii() and fraction.isdigit())
    if not plain or text.endswith(".") or len(whole) > 10 or (len(whole) > 1 and whole[0] == "0"):
        raise Refused("simulation.quantity.text")
    if float(text) > 1e9:
        raise Refused("simulation.quantity.range")
    return float(text)


def checked(distribution):
    """The numbers of a distribution; refuses what cannot be drawn from."""
    kind = distribution["kind"]
    numbers = {key: quantity(value) for key, value in distribution.items() if isinstance(value, str) and key != "kind"}
    if kind in ("uniform", "triangular"):
        order = [numbers["from"], numbers.get("mode", numbers["from"]), numbers["to"]]
        if order != sorted(order):
            raise Refused("simulation.distribution.order")
    elif kind == "empirical":
        if not 1 <= len(distribution["values"]) <= 100_000:
            raise Refused("simulation.distribution.values")
    else:
        if kind == "erlang" and not 1 <= distribution["stages"] <= 1000:
            raise Refused("simulation.distribution.stages")
        if kind != "constant" and any(value <= 0 for value in numbers.values()):
            raise Refused("simulation.distribution.not_positive")
    return kind, numbers


def gamma(shape, source):
    if shape < 1:
        power = source.positive_unit() ** (1 / shape)
        return gamma(shape + 1, source) * power
    d = shape - 1 / 3
    c = 1 / math.sqrt(9 * d)
    while True:
        normal = source.normal()
        root = 1 + c * normal
        if root <= 0:
            continue
        v = root**3
        if math.log(source.positive_unit()) < normal * normal / 2 + d - d * v + d * math.log(v):
            return d * v


def draw(distribution, kind, n, source):
    if kind == "constant":
        return n["value"]
    if kind == "uniform":
        return n["from"] + (n["to"] - n["from"]) * source.unit()
    if kind == "triangular":
        low, mode, high = n["from"], n["mode"], n["to"]
        share = source.unit()
        if high == low:
            return low
        if share < (mode - low) / (high - low):
            return low + math.sqrt(share * (high - low) * (mode - low))
        return high - math.sqrt((1 - share) * (high - low) * (high - mode))
    if kind == "exponential":
        return -n["mean"] * math.log(source.positive_unit())
    if kind == "erlang":
        stages = distribution["stages"]
        return sum(-n["mean"] / stages * math.log(source.positive_unit()) for _ in range(stages))
    if kind == "gamma":
        return n["mean"] / n["shape"] * gamma(n["shape"], source)
    if kind == "lognormal":
        variance = math.log1p((n["deviation"] / n["mean"]) ** 2)
        return math.exp(math.log(n["mean"]) - variance / 2 + math.sqrt(variance) * source.normal())
    if kind == "weibull":
        return n["scale"] * (-math.log(source.positive_unit())) ** (1 / n["shape"])
    values = sorted(quantity(value) for value in distribution["values"])
    return values[min(int(source.unit() * len(values)), len(values) - 1)]


def sample(given):
    distribution = given["distribution"]
    kind, numbers = checked(distribution)
    source = Stream(given["seed"], given["source"], given["replication"])
    return [f"{draw(distribution, kind, numbers, source):.9f}" for _ in range(given["draws"])]


def event_order(given):
    """Takes events out in order of time, equal times in the order they were put in."""
    waiting = []
    for number, (time, name) in enumerate(given["events"]):
        if time < 0:
            raise Refused("simulation.event.past")
        waiting.append((time, number, name))
    return [name for _, _, name in sorted(waiting, key=lambda one: one[:2])]


WEEKDAYS = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]


def minutes(text):
    parts = text.split(":")
    if len(parts) != 2 or not all(len(part) == 2 and part.isascii() and part.isdigit() for part in parts):
        raise Refused("simulation.opening_hours.time_of_day")
    hour, minute = map(int, parts)
    if minute > 59 or hour * 60 + minute > 1440:
        raise Refused("simulation.opening_hours.time_of_day")
    return hour * 60 + minute


def spans_of(given):
    """Every open minute of the days, as a sorted list of whole minutes."""
    hours, exceptions = given["hours"], {}
    for exception in hours.get("exceptions", []):
        if exception["date"] in exceptions:
            raise Refused("simulation.opening_hours.two_exceptions")
        exceptions[exception["date"]] = exception["hours"]
    if not 1 <= given["days"] <= 3850:
        raise Refused("simulation.opening_hours.days")
    first = datetime.date.fromisoformat(given["first"])
    open_minutes = []
    for number in range(given["days"]):
        day = first + datetime.timedelta(days=number)
        spans = hours.get(WEEKDAYS[day.weekday()], [])
        if day.isoformat() in given.get("holidays", []):
            spans = []
        spans = exceptions.get(day.isoformat(), spans)
        if len(spans) > 48:
            raise Refused("simulation.opening_hours.too_many_spans")
        pairs = sorted((minutes(span["from"]), minutes(span["to"])) for span in spans)
        end = -1
        for start, stop in pairs:
            if start >= stop:
                raise Refused("simulation.opening_hours.span")
            if start < end:
                raise Refused("simulation.opening_hours.overlap")
            end = stop
            open_minutes.extend(range(number * 1440 + start, number * 1440 + stop))
    return open_minutes


def opening_hours(given):
    """Answers by walking over every open minute, one after the other."""
    minutes_open = spans_of(given)
    known = set(minutes_open)
    at, wait = given["at"], given["minutes"]
    later = [minute for minute in minutes_open if minute >= at]
    if wait == 0:
        done = later[0] if later else None
    else:
        done = later[wait - 1] + 1 if len(later) >= wait else None
    return {
        "is_open": at in known,
        "next_opening": later[0] if later else None,
        "done": done,
        "open_between": sum(1 for minute in minutes_open if at <= minute < at + wait),
    }


def student(share, freedom):
    """The quantile of Student's distribution: its density summed up by Simpson's rule, then bisected."""
    front = math.exp(math.lgamma((freedom + 1) / 2) - math.lgamma(freedom / 2)) / math.sqrt(freedom * math.pi)

    def density(x):
        return front * (1 + x * x / freedom) ** (-(freedom + 1) / 2)

    def below(x, steps=4000):
        width = x / steps
        inner = sum((4 if i % 2 else 2) * density(i * width) for i in range(1, steps))
        return 0.5 + (density(0) + density(x) + inner) * width / 3

    low, high = 0.0, 64.0
    for _ in range(60):
        middle = (low + high) / 2
        low, high = (middle, high) if below(middle) < share else (low, middle)
    return (low + high) / 2


def interval(values, level):
    if len(values) < 2:
        raise Refused("simulation.statistics.too_few")
    n = len(values)
    mean = math.fsum(values) / n
    variance = math.fsum((value - mean) ** 2 for value in values) / (n - 1)
    half = student((1 + int(level) / 100) / 2, n - 1) * math.sqrt(variance / n)
    return {"mean": f"{mean:.6f}", "half_width": f"{half:.6f}"}


def estimate(given):
    return interval([quantity(value) for value in given["values"]], given["level"])


def paired(given):
    first, second = ([quantity(value) for value in given[key]] for key in ("first", "second"))
    if len(first) != len(second):
        raise Refused("simulation.statistics.unpaired")
    result = interval([after - before for before, after in zip(first, second)], given["level"])
    decided = abs(float(result["mean"])) > float(result["half_width"])
    return result | {"is_decided": decided}


OPERATIONS = {
    "simulation/stream": stream,
    "simulation/sample": sample,
    "simulation/event_order": event_order,
    "simulation/opening_hours": opening_hours,
    "simulation/estimate": estimate,
    "simulation/paired": paired,
}
