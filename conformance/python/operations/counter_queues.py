"""Erlang's formulas, summed up in decimals of 60 digits straight from the definitions.

Nothing here is a recursion over B(n): every figure comes from the stationary distribution of its
queue, with weights that start at the state in which all counters are busy.
"""

from decimal import Context, Decimal, localcontext

from refused import Refused

MAX_COUNTERS = 100_000
MAX_PER_PATIENCE = 1_000_000
WIDE = Context(prec=60, Emax=10**15, Emin=-(10**15))


def shown(number):
    """Nine figures with an exponent without sign or padding."""
    mantissa, exponent = f"{float(number):.8e}".split("e")
    return f"{mantissa}e{int(exponent)}"


def numbers(demand):
    rate = Decimal(demand["arrivals_per_hour"]) / 60
    service = Decimal(demand["service_minutes"])
    return rate, service, rate * service


def idle_weight(load, counters):
    """The weight of all states with a free counter, where the full one (nobody waits) weighs 1."""
    total, weight = Decimal(0), Decimal(1)
    for busy in range(counters, 0, -1):
        weight = weight * busy / load
        total += weight
        if weight < total * Decimal("1e-50") and busy < load:
            break
    return total


def needs_counters(counters):
    if counters == 0:
        raise Refused("counter_dx.queue.no_counters")
    limit(counters)


def limit(counters):
    if counters > MAX_COUNTERS:
        raise Refused("counter_dx.queue.too_many_counters")


def turned_away(load, counters):
    if load == 0:
        return Decimal(0 if counters else 1)
    return 1 / (1 + idle_weight(load, counters))


def c_figures(demand, counters):
    """Share waiting and mean wait; None where the queue grows."""
    rate, service, load = numbers(demand)
    if load >= counters:
        return None
    if load == 0:
        return Decimal(0), Decimal(0), Decimal(0)
    # With one more person waiting, the weight is multiplied by load / counters for ever.
    busy = 1 / (1 - load / counters)
    waits = busy / (busy + idle_weight(load, counters))
    return waits, waits * service / (counters - load), rate


def share_over(demand, counters, minutes):
    _, service, load = numbers(demand)
    waits = c_figures(demand, counters)[0]
    if waits == 0:
        return Decimal(0)
    return waits * (-(counters - load) * Decimal(minutes) / service).exp()


def not_stable(demand, counters):
    load = numbers(demand)[2]
    need = int(load) + 1
    return {"not_stable": {
        "utilisation": shown(load / counters),
        "stable_from": need if need <= MAX_COUNTERS else None,
    }}


def erlang_b(given):
    limit(given["counters"])
    with localcontext(WIDE):
        return shown(turned_away(numbers(given["demand"])[2], given["counters"]))


def erlang_c(given):
    counters = given["counters"]
    needs_counters(counters)
    with localcontext(WIDE):
        figures = c_figures(given["demand"], counters)
        if figures is None:
            return not_stable(given["demand"], counters)
        waits, mean, rate = figures
        return {
            "waiting_share": shown(waits),
            "mean_wait_minutes": shown(mean),
            "mean_waiting_people": shown(mean * rate),
            "share_over": shown(share_over(given["demand"], counters, given["over_minutes"])),
        }


def a_figures(demand, counters, patience):
    rate, service, load = numbers(demand)
    patience = Decimal(patience)
    if rate * patience > MAX_PER_PATIENCE:
        raise Refused("counter_dx.queue.patience_too_long")
    if load == 0:
        return Decimal(0), Decimal(0), Decimal(0)
    idle = idle_weight(load, counters)
    if patience == 0:
        lost = 1 / (1 + idle)
        return lost, lost, Decimal(0)
    weight, busy, people, waiting = Decimal(1), Decimal(1), Decimal(0), 0
    while True:
        waiting += 1
        leaves = Decimal(counters) / service + Decimal(waiting) / patience
        weight = weight * rate / leaves
        busy += weight
        people += weight * waiting
        if leaves > rate and weight * waiting < people * Decimal("1e-40"):
            break
    total = idle + busy
    in_queue = people / total
    return busy / total, in_queue / patience / rate, in_queue / rate


def erlang_a(given):
    needs_counters(given["counters"])
    with localcontext(WIDE):
        waits, leaves, mean = a_figures(
            given["demand"], given["counters"], given["patience_minutes"])
        return {
            "waiting_share": shown(waits),
            "abandonment_share": shown(leaves),
            "mean_wait_minutes": shown(mean),
        }


def general_service(given):
    counters, spread = given["counters"], given["variability"]
    needs_counters(counters)
    with localcontext(WIDE):
        figures = c_figures(given["demand"], counters)
        if figures is None:
            return not_stable(given["demand"], counters)
        arrivals, service = Decimal(spread["arrivals"]), Decimal(spread["service"])
        exact = arrivals == 1 and (service == 1 or counters == 1)
        return {
            "mean_wait_minutes": shown(figures[1] * (arrivals + service) / 2),
            "exactness": "exact" if exact else "approximate",
        }


def fewest_counters(given):
    demand, target = given["demand"], given["target"]
    kind = target["kind"]
    with localcontext(WIDE):
        load = numbers(demand)[2]
        at_most = (Decimal(target["minutes"]) if kind == "mean_wait"
                   else Decimal(target["percent"]) / 100)
        if at_most == 0 and load > 0:
            raise Refused("counter_dx.queue.unreachable")

        def enough(counters):
            if kind == "turned_away":
                return turned_away(load, counters) <= at_most
            if kind == "abandonment":
                return a_figures(demand, counters, target["patience_minutes"])[1] <= at_most
            figures = c_figures(demand, counters)
            if figures is None:
                return False
            if kind == "mean_wait":
                return figures[1] <= at_most
            return share_over(demand, counters, target["minutes"]) <= at_most

        # Every measure falls with each counter, so the border can be found by halving.
        low, high = 0, 1
        while not enough(high):
            if high == MAX_COUNTERS:
                raise Refused("counter_dx.queue.too_many_counters")
            low, high = high, min(2 * high, MAX_COUNTERS)
        while high - low > 1:
            middle = (low + high) // 2
            low, high = (low, middle) if enough(middle) else (middle, high)
        return {"counters": high}


OPERATIONS = {
    "counter-dx/erlang_b": erlang_b,
    "counter-dx/erlang_c": erlang_c,
    "counter-dx/erlang_a": erlang_a,
    "counter-dx/general_service": general_service,
    "counter-dx/fewest_counters": fewest_counters,
}
