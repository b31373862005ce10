"""The words the stories are told with: a register entry, a party, a share, a task, signatures, a session."""

from __future__ import annotations

import hashlib
from datetime import date

from api.demo.folder import Folder, Row, moment
from schema.identifiers import HOME_COUNTY, resident_id


def fake_id(birth: str, area: str = HOME_COUNTY) -> str:
    """A well-formed identity number nobody has: sequence 000 is never issued."""
    return resident_id(f"{area}{birth}000")


def town(code: str) -> str:
    return HOME_COUNTY + code


def docket(folder: Folder, day: str, by: str, branch: str, number: str, **values: str | date) -> Row:
    agency = folder.world.doers[by].agency
    return folder.add("docket", moment(day, "15:00"), by, branch=branch, agency=agency, number=number, number_as_written=number,
                      registered_on=date.fromisoformat(day), **values)


def person(folder: Folder, day: str, by: str, role: str, name: str, birth: str, **values: object) -> Row:
    phone = f"1380000{int(birth[4:]):04d}"
    return folder.add("party", moment(day, "10:20"), by, kind="PERSON", role=role, name=name, id_number=fake_id(birth), phone=phone, **values)


def share(folder: Folder, day: str, by: str, to: str, purpose: str, accepted_by: str | None = None) -> Row:
    row = folder.add("share", moment(day, "16:00"), by, from_agency=folder.world.doers[by].agency, to_agency=to, purpose=purpose)
    return folder.move(row, "accept", moment(day, "17:00"), accepted_by) if accepted_by else row


def task(folder: Folder, day: str, by: str, agency: str, title: str, due: str, done: tuple[str, str, str] | None = None) -> Row:
    row = folder.add("task", moment(day, "16:30"), by, title=title, agency=agency, due_at=moment(due, "18:00"), origin="coordination")
    return folder.move(row, "complete", moment(done[0], "11:00"), done[1], result=done[2]) if done else row


def digest(what: str) -> str:
    """The SHA-256 of a paper the demo speaks of and does not hold."""
    return hashlib.sha256(what.encode()).hexdigest()


def signatures(text: str, at: str, *signers: tuple[str, str, str]) -> list[dict[str, str]]:
    digest = hashlib.sha256(text.encode()).hexdigest()
    return [{"capacity": capacity, "name": name, "manner": manner, "occurred_at": moment(at).isoformat(), "text_digest": digest}
            for capacity, name, manner in signers]


def session(at: str, clock: str, place: str, note: str, author: str) -> dict[str, str]:
    return {"occurred_at": moment(at, clock).isoformat(), "place": place, "note": note, "author": author}
