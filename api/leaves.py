"""What a plan remembers of a question: where each value comes from, what is done to it, and what was looked at."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from operator import itemgetter
from typing import Any, Generic, NoReturn, TypeAlias, TypeVar

P = TypeVar("P")
Do: TypeAlias = Callable[[Any], Any]
Step: TypeAlias = tuple[Do, int]
"""What is done, and to which register: a place in the list of results so far, or one of the two below."""
GIVEN, ALL = -1, -2


@lru_cache(maxsize=4096)
def at(place: str | int) -> Do:
    """The element of this name or number; the same function every time, so that equal steps are one step."""
    return itemgetter(place)


@lru_cache(maxsize=4096)
def constant(value: str) -> Do:
    """This text, whatever is given."""
    return lambda _given: value


class Trace:
    """The steps by which one question was read; what they depend on is the given values, nothing else."""

    def __init__(self, given: Mapping[str, Any]) -> None:
        self.given = given
        self.registers: list[Any] = []
        self.steps: list[Step] = []
        self.looks: list[tuple[int, int, Hashable]] = []  # after how many steps, at which register, what was seen
        self._known: dict[tuple[Do, int], int] = {}
        self._seen: set[int] = set()

    def leaf(self, name: str) -> Leaf:
        """A given value by its name."""
        return Leaf(self, at(name))

    def step(self, do: Do, source: int) -> int:
        """The register that holds what became of another; raises what `do` raises."""
        known = self._known.get((do, source))
        if known is not None:
            return known
        self.registers.append(do(self.given if source == GIVEN else self.registers if source == ALL else self.registers[source]))
        self.steps.append((do, source))
        self._known[do, source] = len(self.steps) - 1
        return len(self.steps) - 1

    def look(self, leaf: Leaf) -> Any:
        """What a leaf holds this time; whoever holds something else next time needs a plan of his own."""
        register = leaf.register
        value = self.registers[register]
        if register not in self._seen:
            self._seen.add(register)
            self.looks.append((len(self.steps), register, value))
        return value

    def joined(self, parts: Sequence[Any]) -> Leaf:
        """A list of leaves and constants as one leaf."""
        wanted = [(part.register, None) if isinstance(part, Leaf) else (GIVEN, part) for part in parts]
        return Leaf(self, lambda registers: [constant if source < 0 else registers[source] for source, constant in wanted], ALL)


class Leaf:
    """A value that may be another one next time: it can be worked on and placed into a statement, but not read."""

    __slots__ = ("_do", "_register", "_source", "trace")
    __hash__ = None  # type: ignore[assignment]

    def __init__(self, trace: Trace, do: Do, source: Leaf | int = GIVEN) -> None:
        self.trace, self._do, self._source = trace, do, source
        self._register = -1

    @property
    def register(self) -> int:
        """Where it is found; leaves that nobody asks for leave no step."""
        if self._register < 0:
            source = self._source.register if isinstance(self._source, Leaf) else self._source
            self._register = self.trace.step(self._do, source)
        return self._register

    def at(self, place: str | int) -> Leaf:
        return Leaf(self.trace, at(place), self)

    def _unread(self, *_: object) -> NoReturn:
        raise TypeError("a plan must not depend on a value that was not looked at")

    __bool__ = __len__ = __iter__ = __eq__ = __lt__ = __contains__ = _unread


def then(value: Any, do: Do) -> Any:
    """The value after something was done to it, now and whenever the plan is used."""
    if not isinstance(value, Leaf):
        return do(value)
    done = Leaf(value.trace, do, value)
    assert done.register >= 0  # done at once: what it refuses belongs to the root that is being read
    return done


def look(value: Any) -> Any:
    """The value itself."""
    return value.trace.look(value) if isinstance(value, Leaf) else value


def whole(values: Sequence[Any] | Leaf) -> Any:
    """A list, or the leaf of one, or a list with leaves in it: as a list, or as one leaf."""
    if isinstance(values, Leaf):
        return values
    found = next((value for value in values if isinstance(value, Leaf)), None)
    return values if found is None else found.trace.joined(values)


@dataclass(slots=True)
class Fork(Generic[P]):
    """Steps, and then either the end or a look whose outcome says where to go on."""

    steps: tuple[Step, ...] = ()
    looked: int | None = None
    ways: dict[Hashable, Fork[P]] = field(default_factory=dict)
    end: P | None = None
    ends: int = 0  # of a whole tree, kept by whoever grows it
    size: int = 0

    def walk(self, given: Mapping[str, Any]) -> tuple[P | None, list[Any]]:
        """Where these values lead, and every register on the way; raises what a step raises."""
        registers: list[Any] = []
        fork: Fork[P] | None = self
        while fork is not None:
            for do, source in fork.steps:
                registers.append(do(registers[source] if source >= 0 else given if source == GIVEN else registers))
            if fork.looked is None:
                return fork.end, registers
            fork = fork.ways.get(registers[fork.looked])
        return None, registers

    def grow(self, trace: Trace, end: P) -> None:
        """Remember where a trace led. Reading is a function of what was looked at: old and new part only at a look."""
        fork, begun = self, 0
        for upto, register, value in trace.looks:
            assert fork.end is None and fork.looked in (None, register), "a question was read in two ways"
            fork.steps, fork.looked = tuple(trace.steps[begun:upto]), register
            fork = fork.ways.setdefault(value, Fork())
            begun = upto
        assert fork.looked is None, "a question was read in two ways"
        fork.steps, fork.end = tuple(trace.steps[begun:]), end
