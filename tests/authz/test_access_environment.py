"""The access table of the environment's mechanisms (C2: a clue is for sender and receiver), transcribed by hand and read end to end."""

from __future__ import annotations

import pytest

from tests.authz.test_access_table import hold, person, scenes

PEOPLE = {
    "swj": person(1, "SWJ", "GOVERNMENT", "staff", "agency_officer"),  # sends
    "gaj": person(2, "GAJ", "GOVERNMENT", "staff", "police_officer"),  # receives, without the file
    "jc": person(3, "JC", "PROCURATORATE", "staff", "prosecutor"),  # has the file
    "jc0": person(4, "JC-2", "PROCURATORATE", "staff", "prosecutor"),  # does not
    "fy": person(5, "FY", "COURT", "staff", "judge"),  # has the file
    "nyj": person(6, "NYJ", "GOVERNMENT", "staff", "agency_officer"),  # has the file for the fish; designated for the claim
    "zgj": person(7, "ZGJ", "GOVERNMENT", "staff", "agency_officer"),  # has nothing
    "sfj": person(8, "SFJ", "GOVERNMENT", "staff", "justice_officer"),
    "gov": person(9, "GOV", "GOVERNMENT", "staff", "county_office"),
    "adm": person(10, "GOV", "GOVERNMENT", "system_administrator"),
}
TABLE = """
transfer lead_agency=SWJ receiver=GAJ | file: jc fy nyj | lead: swj
field              stage                  swj gaj jc jc0 fy nyj zgj sfj gov adm
title              CLUE                   F   0   0  0   0  0   0   0   0   0
facts              REPORT_SUBMITTED       F   0   0  0   0  0   0   0   0   0
suspect_name       APPROVED               F   0   0  0   0  0   0   0   0   0
title              REFUSED                F   0   0  0   0  0   0   0   0   0
title              TRANSFERRED            F   F   F  0   0  0   0   0   0   0
facts              ACKED                  F   F   F  0   0  0   0   0   0   0
suspect_name       PROSECUTED             F   F   F  0   -  0   0   0   0   0
suspect_id_number  FILED                  M   M   M  0   0  0   0   0   0   0
evidence           PROSECUTED             F   F   F  0   -  0   0   0   0   0
fine_paid          PROSECUTED             F   F   F  0   F  0   0   0   0   0
criminal_fine      JUDGED                 F   F   F  0   F  0   0   0   0   0

reverse_transfer lead_agency=JC target_agency=ZGJ | file: fy nyj swj | lead: jc
field            stage     swj gaj jc jc0 fy nyj zgj sfj gov adm
title            REVIEWING 0   0   F  0   0  0   0   0   0   0
penalty_opinion  ISSUED    0   0   F  0   0  0   0   0   0   0
penalty_opinion  SERVED    0   0   F  0   0  0   F   0   0   0
respondent_name  SERVED    0   0   F  0   0  0   F   0   0   0
reply            CLOSED    0   0   F  0   0  0   F   0   0   0

compensation lead_agency=SWJ designated=NYJ | file: jc fy nyj | lead: swj
field              stage            swj gaj jc jc0 fy nyj zgj sfj gov adm
title              CLUE             F   0   F  0   0  F   0   0   0   0
obligor_name       NEGOTIATING      F   0   M  0   0  F   0   0   0   0
obligor_id_number  NEGOTIATING      M   0   -  0   0  M   0   0   0   0
rounds.note        NEGOTIATING      -   0   F  0   0  F   0   0   0   0
rounds.note        CONFIRM_APPLIED  -   0   F  0   -  F   0   0   0   0
agreement          AGREED           F   0   F  0   0  F   0   0   0   0
agreement          ANNOUNCED        F   0   F  0   F  F   0   0   0   0
obligor_name       ANNOUNCED        F   0   M  0   F  F   0   0   0   0

restoration lead_agency=NYJ | file: jc fy swj | lead: nyj
field          stage       swj gaj jc jc0 fy nyj zgj sfj gov adm
targets        RESTORING   F   0   F  0   F  F   0   0   0   0
plan           RESTORING   F   0   F  0   F  F   0   0   0   0
obligor_name   ACCEPTANCE  M   0   M  0   M  F   0   0   0   0
rework_count   REWORK      F   0   F  0   F  F   0   0   0   0

environment_coordination lead_agency=SWJ counterpart=ZGJ | file: jc fy nyj | lead: swj
field   stage      swj gaj jc jc0 fy nyj zgj sfj gov adm
matter  RAISED     F   0   0  0   0  0   F   0   0   0
matter  ESCALATED  F   0   0  0   0  0   F   F   0   0
dissent DECIDED    F   0   0  0   0  0   F   F   0   0
"""


@pytest.mark.parametrize(("head", "columns", "cells"), scenes(TABLE))
async def test_who_sees_what_and_when(database_url: str, head: str, columns: list[str], cells: list[str]) -> None:
    await hold(database_url, PEOPLE, head, columns, cells)
