"""A document as a person sees it, with the work on it that is not settled."""

from typing import NamedTuple

from schema.merge import Conflict
from sync.client import work
from sync.client.store import StoredOp
from sync.wire import Collection, Json


class Sheet(NamedTuple):
    """A document as shown: values, differences from the server, its ops that are not settled or were refused."""

    id: str
    c: str
    collection: Collection
    values: Json
    conflicts: dict[str, Conflict]
    ops: list[StoredOp]
    gone: bool

    @property
    def unsent(self) -> int:
        return sum(op.pending for op in self.ops)

    @property
    def state_label(self) -> str:
        return work.state_label(self.collection, self.values.get("state"))

    @property
    def refused(self) -> list[StoredOp]:
        return [op for op in self.ops if op.outcome == "refused"]
