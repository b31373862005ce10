"""The report: one table per question of the comparison, the goals beside what was reached, then method and versions."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from bench import results
from bench.questions import QUESTIONS

RESULTS = Path(__file__).with_name("RESULTS.md")
METHOD = Path(__file__).with_name("METHOD.md")
PEERS = ("postgraphile", "raw", "orm")
GOALS = {("list20", "postgraphile"): 2.5, ("list100", "postgraphile"): 2.5, ("depth", "postgraphile"): 2.5, ("list20", "raw"): 0.8, ("list100", "raw"): 0.8,
         ("depth", "raw"): 0.8, ("search", "raw"): 0.8, ("page", "raw"): 0.8, ("inbox", "raw"): 0.8, ("node", "raw"): 0.6, ("edit", "raw"): 0.8,
         ("list20", "orm"): 10.0, ("list100", "orm"): 10.0, ("depth", "orm"): 10.0}
Lines = Iterator[str]


def written() -> str:
    """Write RESULTS.md from everything that was measured; gives its text without the method."""
    found = results.kept()
    told = "\n".join(("# Results", "", *_told(found)))
    versions: Mapping[str, str] = next((part["versions"] for part in (found.get("compare"), found.get("flat"), found.get("server")) if part), {})
    method = METHOD.read_text("utf-8").rstrip()
    RESULTS.write_text("\n".join((told, method, "", "## Versions", "", *(f"- {name}: {value}" for name, value in versions.items()), "")), "utf-8")
    return told


def _told(found: Mapping[str, Any]) -> Lines:
    if "compare" in found:
        yield from _comparison(found["compare"])
    if "casbin" in found:
        yield from _casbin(found["casbin"])
    if "flat" in found:
        yield from _flat(found["flat"])
    if "server" in found:
        yield from _servers(found["server"])
    if "sockets" in found:
        yield from _sockets(found["sockets"])


def table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> Lines:
    """A Markdown table whose columns stand under each other on a screen too."""
    widths = [max(len(row[place]) for row in (head, *rows)) for place in range(len(head))]
    for place, row in enumerate((head, *rows)):
        yield "| " + " | ".join(cell.ljust(width) if column == 0 else cell.rjust(width) for column, (cell, width) in enumerate(zip(row, widths, strict=True))) + " |"
        if place == 0:
            yield "| " + " | ".join("-" * width if column == 0 else "-" * (width - 1) + ":" for column, width in enumerate(widths)) + " |"
    yield ""


def _comparison(found: Mapping[str, Any]) -> Lines:
    plan = found["plan"]
    yield f"Taken {found['taken']} on {found['cases']:,} cases: medians of {plan['rounds']} interleaved rounds of {plan['seconds']:g} s, one worker each."
    yield ""
    for username, one in found["actors"].items():
        yield f"## Asked by {username}, who sees {one['visible']:,} cases ({one['compared']:,} answers compared, all the same)"
        yield ""
        yield from _goals(one["questions"], plan["connections"])
        for name, figures in one["questions"].items():
            yield f"### {name}: {QUESTIONS[name].label}"
            yield ""
            yield from table(("", "connections", "requests/s", "p50 ms", "p99 ms", "worker CPU ms", "database CPU ms", "spread"),
                             [(contestant, connections, f"{f['rate']:,.0f}", f"{f['p50']:.2f}", f"{f['p99']:.2f}", f"{f['worker']:.3f}", f"{f['database']:.3f}",
                               f"{f['spread']:.0%}") for connections in next(iter(figures.values())) for contestant, by in figures.items() for f in (by[connections],)])
    yield "## Memory and start"
    yield ""
    yield from table(("", "most memory MiB", "seconds to ready"), [(name, f"{found['peak'][name]:.0f}", f"{found['ready'][name]:.2f}") for name in found["contestants"]])
    if found.get("authorization"):
        yield from _authorization(found["authorization"])


def _goals(questions: Mapping[str, Any], connections: Sequence[int]) -> Lines:
    """Requests a second of fuyuan over those of a peer, at each number of connections, beside the goal."""
    rows = []
    for name, figures in questions.items():
        for peer in PEERS:
            if "fuyuan" in figures and peer in figures:
                ratios = [figures["fuyuan"][str(c)]["rate"] / figures[peer][str(c)]["rate"] for c in connections]
                goal = GOALS.get((name, peer))
                rows.append((f"{name} / {peer}", *(f"{ratio:.2f}" for ratio in ratios), f">= {goal:g}" if goal else "",
                             "" if goal is None else "reached" if min(ratios) >= goal else "partly" if max(ratios) >= goal else "missed"))
    yield from table(("fuyuan / peer, requests/s", *(f"{c} connections" for c in connections), "goal", ""), rows)


def _authorization(found: Mapping[str, Any]) -> Lines:
    yield "## What authorization and masking cost"
    yield ""
    yield "The product with its policy against the same product with one that allows everything; the same rows, 8 connections. Goal: at most 10 %."
    yield ""
    rows = []
    for name, figures in found.items():
        on, off = figures["fuyuan"]["8"], figures["open"]["8"]
        rows.append((name, f"{on['rate']:,.0f}", f"{off['rate']:,.0f}", f"{1 - on['rate'] / off['rate']:.1%}", f"{on['worker'] + on['database']:.2f}",
                     f"{off['worker'] + off['database']:.2f}"))
    yield from table(("", "requests/s with", "without", "cost", "CPU ms with", "without"), rows)


def _casbin(found: Mapping[str, Any]) -> Lines:
    yield "## The compiled predicate against Casbin's enforce"
    yield ""
    yield "Microseconds of CPU for each case of a list of the newest that the actor may see, cases passed over included. Goal: a thousandth at 100 policies."
    yield ""
    yield from table(("policies", "compiled", "enforce", "one call of enforce", "enforce / compiled"),
                     [(count, f"{one['compiled']:.1f}", f"{one['listed']:,.0f}", f"{one['once']:,.0f}", f"{one['ratio']:,.0f}") for count, one in found["policies"].items()])


def _flat(found: Mapping[str, Any]) -> Lines:
    yield "## Flatness"
    yield ""
    yield f"Taken {found['taken']}: median milliseconds of one request at a time."
    yield ""
    sizes = list(found["sizes"])
    people = found["sizes"][sizes[0]]
    for person in people:
        labels = _labels(found["sizes"], person)
        rows = [(label, *(f"{values[size]:.2f}" if size in values else "" for size in sizes)) for label, values in labels.items()]
        seen = ", ".join(f"{found['sizes'][size][person]['visible']:,}" for size in sizes)
        yield from table((f"{person} (sees {seen})", *(f"{int(size):,} cases" for size in sizes)), rows)


def _labels(sizes: Mapping[str, Any], person: str) -> dict[str, dict[str, float]]:
    labels: dict[str, dict[str, float]] = {}
    for size, people in sizes.items():
        for label, figures in people[person]["figures"].items():
            labels.setdefault(label, {})[size] = figures["p50"]
    return labels


def _servers(found: Mapping[str, Any]) -> Lines:
    yield "## Servers"
    yield ""
    yield f"Taken {found['taken']} on {found['cases']:,} cases: the product alone, requests/s (p99 ms)."
    yield ""
    first = next(iter(found["variants"].values()))["figures"]
    columns = [(name, connections) for name, by in first.items() for connections in by]
    yield from table(("", "ready s", "MiB", *(f"{name}, {c}" for name, c in columns)),
                     [(label, f"{one['ready']:.2f}", f"{one['peak']:.0f}",
                       *(f"{one['figures'][name][c]['rate']:,.0f} ({one['figures'][name][c]['p99']:.1f})" for name, c in columns)) for label, one in found["variants"].items()])


def _sockets(found: Mapping[str, Any]) -> Lines:
    yield "## Subscriptions"
    yield ""
    yield (f"Taken {found['taken']}: {found['sockets']:,} sockets with a session each on one worker, {found['rate']:g} changes a second; milliseconds from sending the "
           "change (its commit included) to hearing of it. Goal: p99 under 250 ms.")
    yield ""
    rows = []
    for label, one in found["shapes"].items():
        steady = one["steady"]
        times = (f"{steady[name]:.0f}" for name in ("write", "p50", "p99", "most", "worker", "database"))
        rows.append((label, str(one["seeing"]), f"{steady['delivered']:,} of {steady['expected']:,}", str(steady["strays"]), *times,
                     f"{one['before']:.0f}", f"{one['peak']:.0f}"))
    yield from table(("", "may see", "delivered", "to others", "write", "p50", "p99", "most", "worker CPU ms a change", "database CPU", "MiB before", "MiB most"), rows)
    yield f"One case changed {found['burst']} times without a pause:"
    yield ""
    yield from table(("", "changes/s", "events a socket", "last state after ms", "p99 ms"), [
        (label, *(f"{one['burst'][name]:.0f}" for name in ("rate", "events", "behind", "p99"))) for label, one in found["shapes"].items()])
