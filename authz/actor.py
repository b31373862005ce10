"""Who asks: a person in one county, with agency, field unit, areas and the roles held today."""

from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True)
class Actor:
    """A person in one county; `roles` are those in force when the request came."""

    user_id: UUID
    username: str
    name: str
    county: str
    agency: str
    branch: str
    unit: str | None
    townships: tuple[str, ...]
    roles: frozenset[str]
    device: UUID | None = None

    def __post_init__(self) -> None:
        # An empty code would be the beginning of every code: no area is not all areas.
        object.__setattr__(self, "townships", tuple(area for area in self.townships if area))

    @property
    def audiences(self) -> tuple[str, ...]:
        """The names under which access to a case may have been given: agency, field unit, person."""
        unit = (f"U:{self.unit}",) if self.unit else ()
        return (f"A:{self.agency}", *unit, f"P:{self.user_id}")
