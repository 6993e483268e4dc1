"""Answers conformance requests, one JSON line in, one JSON line out: the worked example.

`cargo xtask conformance --cmd "python3 conformance/python/serve.py"` runs the suites against it.
The protocol is described in `conformance/README.md`. Standard library only.
"""

import json
import sys

from run import operations, outcome


def answer(known, request):
    """The answer to one request: what the operation gives, or that there is no such operation."""
    function = known.get(request["operation"])
    if function is None:
        return {"unsupported": request["operation"]}
    return outcome(function, request["input"])


def serve(known):
    """Answers every line of the standard input until it ends."""
    for line in sys.stdin:
        reply = answer(known, json.loads(line))
        # One line, in ASCII: whatever the encoding of the terminal, the text arrives.
        print(json.dumps(reply), flush=True)


if __name__ == "__main__":
    serve(operations())
