"""A cache bounded by entries and by bytes: what was used least recently is forgotten first."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Hashable
from typing import Generic, TypeVar

K = TypeVar("K", bound=Hashable)
V = TypeVar("V")


class Kept(Generic[K, V]):
    """Values by key; each says how many bytes it is worth, and one worth more than a quarter of all is not kept."""

    def __init__(self, entries: int, size: int) -> None:
        self._entries, self._size = entries, size
        self._held: OrderedDict[K, tuple[V, int]] = OrderedDict()
        self.size = 0

    def __len__(self) -> int:
        return len(self._held)

    def get(self, key: K) -> V | None:
        found = self._held.get(key)
        if found is None:
            return None
        self._held.move_to_end(key)
        return found[0]

    def put(self, key: K, value: V, size: int) -> None:
        """Keep a value, in place of what was there."""
        self.drop(key)
        if size > self._size // 4:
            return
        self._held[key] = value, size
        self.size += size
        while len(self._held) > self._entries or self.size > self._size:
            _, (_, gone) = self._held.popitem(last=False)
            self.size -= gone

    def drop(self, key: K) -> None:
        found = self._held.pop(key, None)
        if found is not None:
            self.size -= found[1]

    def clear(self) -> None:
        self._held.clear()
        self.size = 0
