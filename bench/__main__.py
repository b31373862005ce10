"""`python -m bench`: installs the peers, starts everything, measures, and writes bench/RESULTS.md."""

from __future__ import annotations

import argparse
import asyncio
import os
import sys
from collections.abc import Sequence

from bench import answers, casbin_cost, comparison, flat, listeners, peers, report, results, rounds, servers, sockets, wrk
from bench.contestants.contestants import NAMES
from bench.process import NotReady
from bench.questions import QUESTIONS

PARTS = ("compare", "casbin", "flat", "server", "sockets", "report")
FAULTS = (answers.Different, peers.PeerFault, wrk.LoadFault, NotReady, listeners.ListenerFault)


def arguments(words: Sequence[str]) -> argparse.Namespace:
    """What is measured, of how large a county, how long."""
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("part", nargs="?", choices=(*PARTS, "main", "all"), default="main", help="main, the default, is compare and casbin")
    parser.add_argument("--cases", type=int, default=int(os.environ.get("BENCH_CASES", "100000")), help="size of the county (100000, or BENCH_CASES)")
    parser.add_argument("--actors", default="jianchaguan", help="demo users that ask, separated by commas (jianchaguan, faguan)")
    parser.add_argument("--only", default=",".join(NAMES), help="contestants that take part, separated by commas")
    parser.add_argument("--questions", default=",".join(QUESTIONS), help="questions that are timed, separated by commas; all are compared")
    parser.add_argument("--sizes", default=",".join(map(str, flat.SIZES)), help="sizes of county for flat")
    parser.add_argument("--quick", action="store_true", help="one short round, two numbers of connections, and 10000 cases unless said otherwise")
    found = parser.parse_args(words)
    if found.quick and "--cases" not in words and "BENCH_CASES" not in os.environ:
        found.cases = 10_000
    return found


async def measured(given: argparse.Namespace) -> None:
    """Run the parts that were asked for; each keeps its figures when it is done."""
    parts = {"main": ("compare", "casbin"), "all": PARTS[:-1]}.get(given.part, (given.part,))
    plan, actors = rounds.QUICK if given.quick else rounds.FULL, given.actors.split(",")
    for part in parts:
        match part:
            case "compare":
                results.keep(part, await comparison.run(given.cases, actors, given.only.split(","), plan, given.questions.split(",")))
            case "casbin":
                results.keep(part, await casbin_cost.run(given.cases, actors[0]))
            case "flat":
                results.keep(part, await flat.run([int(size) for size in given.sizes.split(",")], plan))
            case "server":
                results.keep(part, await servers.run(given.cases, actors[0], plan))
            case "sockets":
                results.keep(part, await sockets.run(given.cases, actors[0], plan))


def main(words: Sequence[str]) -> int:
    given = arguments(words)
    try:
        wrk.ensured()
        peers.ensured()
        asyncio.run(measured(given))
    except FAULTS as fault:
        print(f"bench: {fault}", file=sys.stderr)
        return 1
    print(report.written())
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
