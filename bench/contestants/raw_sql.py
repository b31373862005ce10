"""The limit: the statements a person would write by hand for this actor, each returning the text of the whole body."""

from __future__ import annotations

import re

# @name is a placeholder; `numbered` gives each its number in the order of its first use.
# The access rows of an audience lie in listing order, so the newest cases are read from the end of that index.

REACH = """CROSS JOIN LATERAL (SELECT coalesce(max(a.level), 0) AS level FROM case_access a
  WHERE a.county = c.county AND a.case_id = c.id AND a.audience = ANY(@audiences::text[]) AND (a.until IS NULL OR a.until > now())) AS r"""
SEEN = """EXISTS (SELECT 1 FROM case_access a WHERE a.county = {0}.county AND a.case_id = {0}.{1} AND a.audience = ANY(@audiences::text[])
  AND a.level >= {2} AND (a.until IS NULL OR a.until > now()))"""
NEWEST = """(SELECT DISTINCT m.case_id FROM unnest(@audiences::text[]) AS w(audience) CROSS JOIN LATERAL (
  SELECT DISTINCT a.case_id FROM case_access a WHERE a.county = @county AND a.audience = w.audience AND (a.until IS NULL OR a.until > now())
  ORDER BY a.case_id DESC LIMIT {0}) AS m ORDER BY m.case_id DESC LIMIT {0}) AS top"""
SHORT = "(SELECT json_build_object('shortName', g.short_name) FROM agency g WHERE g.county = {0}.county AND g.code = {0}.{1})"
LEAD = "(SELECT json_build_object('code', g.code, 'shortName', g.short_name) FROM agency g WHERE g.county = c.county AND g.code = c.lead_agency)"
DOCKETS = f"""(SELECT json_build_object('nodes', coalesce(json_agg(json_build_object(
  'id', CASE d.branch WHEN 'COURT' THEN 'CourtDocket:' WHEN 'PROCURATORATE' THEN 'ProcuratorateDocket:' ELSE 'GovernmentDocket:' END || d.county || ':' || d.id,
  'branch', d.branch, 'number', d.number, 'registeredOn', d.registered_on, 'agency', {SHORT.format("d", "agency")}) ORDER BY d.id DESC), '[]'))
  FROM (SELECT * FROM docket d WHERE d.county = c.county AND d.case_id = c.id AND r.level >= 2 ORDER BY d.id DESC LIMIT 20) AS d)"""


def _list(size: int) -> str:
    return f"""SELECT json_build_object('data', json_build_object('cases', json_build_object('nodes', coalesce(json_agg(json_build_object(
  'id', 'Case:' || c.county || ':' || c.id, 'number', c.number, 'title', c.title, 'state', c.state, 'urgency', c.urgency, 'openedOn', c.opened_on,
  'leadAgency', {LEAD},
  'parties', (SELECT json_build_object('nodes', coalesce(json_agg(json_build_object('id', 'Party:' || p.county || ':' || p.id, 'name', p.name, 'role', p.role,
    'kind', p.kind, 'idNumber', p.id_number_masked) ORDER BY p.id DESC), '[]'))
    FROM (SELECT * FROM party p WHERE p.county = c.county AND p.case_id = c.id AND r.level >= 2 ORDER BY p.id DESC LIMIT 2) AS p),
  'dockets', {DOCKETS},
  'mediations', (SELECT json_build_object('nodes', coalesce(json_agg(json_build_object('id', 'Mediation:' || m.county || ':' || m.id, 'state', m.state,
    'agreementText', m.agreement_text, 'agreementAmount', m.agreement_amount::text) ORDER BY m.id DESC), '[]'))
    FROM (SELECT * FROM mediation m WHERE m.county = c.county AND m.case_id = c.id AND r.level >= 2 ORDER BY m.id DESC LIMIT 20) AS m)
  ) ORDER BY c.id DESC), '[]'))))::text
FROM {NEWEST.format(size)} JOIN "case" c ON c.county = @county AND c.id = top.case_id {REACH}"""


def _children(table: str, alias: str, fields: str, visible: str, limit: int = 20) -> str:
    return f"""(SELECT json_build_object('nodes', coalesce(json_agg(json_build_object({fields}) ORDER BY {alias}.id DESC), '[]'))
  FROM (SELECT * FROM {table} {alias} WHERE {alias}.county = c.county AND {alias}.case_id = c.id AND {visible} ORDER BY {alias}.id DESC LIMIT {limit}) AS {alias})"""


FILE = "r.level >= 2"
OWN = "(j.lead_agency = @agency)"
OWN_LETTER = "(n.lead_agency = @agency OR n.target_agency = @agency)"
NAME_MASK = "CASE WHEN j.applicant_name IS NULL THEN NULL WHEN char_length(j.applicant_name) >= 2 THEN left(j.applicant_name, 1) || '*' ELSE '*' END"

DEPTH = f"""SELECT json_build_object('data', json_build_object('case', json_build_object(
  'id', 'Case:' || c.county || ':' || c.id, 'number', c.number, 'title', c.title, 'summary', CASE WHEN {FILE} THEN c.summary END, 'state', c.state,
  'urgency', c.urgency, 'openedOn', c.opened_on, 'version', c.version, 'leadAgency', {LEAD},
  'township', (SELECT json_build_object('name', v.name) FROM division v WHERE v.county = c.county AND v.code = c.township),
  'parties', {_children("party", "p", "'id', 'Party:' || p.county || ':' || p.id, 'name', p.name, 'role', p.role, 'kind', p.kind, 'idNumber', p.id_number_masked,"
                        " 'phone', p.phone_masked, 'address', p.address, 'vulnerableGroups', CASE WHEN r.level >= 3 THEN p.vulnerable_groups END", FILE)},
  'dockets', {DOCKETS},
  'mediations', {_children("mediation", "m", "'id', 'Mediation:' || m.county || ':' || m.id, 'title', m.title, 'state', m.state, 'kind', m.kind, 'disputeType', m.dispute_type,"
                           " 'facts', m.facts, 'agreementText', m.agreement_text, 'agreementAmount', m.agreement_amount::text, 'performanceDueOn', m.performance_due_on,"
                           " 'effectiveOn', m.effective_on, 'fileNumber', m.file_number", FILE)},
  'judicialReliefs', {_children("judicial_relief", "j", "'id', 'JudicialRelief:' || j.county || ':' || j.id, 'state', j.state, 'cause', j.cause,"
                                f" 'applicantName', CASE WHEN {OWN} THEN j.applicant_name ELSE {NAME_MASK} END, 'applicantIdNumber', j.applicant_id_number_masked,"
                                f" 'hardship', CASE WHEN {OWN} THEN j.hardship END, 'householdSize', CASE WHEN {OWN} THEN j.household_size END,"
                                f" 'householdIncome', CASE WHEN {OWN} THEN j.household_income::text END, 'requestedAmount', j.requested_amount::text,"
                                " 'approvedAmount', j.approved_amount::text, 'decisionNumber', j.decision_number", f"({OWN} OR {FILE})")},
  'socialReliefReferrals', {_children("social_relief_referral", "f", "'id', 'SocialReliefReferral:' || f.county || ':' || f.id, 'state', f.state, 'kind', f.kind,"
                                      f" 'need', CASE WHEN f.receiver = @agency THEN f.need END, 'grantedAmount', f.granted_amount::text, 'receiver', {SHORT.format('f', 'receiver')}",
                                      f"(f.receiver = @agency OR {FILE})")},
  'recommendations', {_children("recommendation", "n", "'id', 'Recommendation:' || n.county || ':' || n.id, 'state', n.state, 'kind', n.kind, 'documentNumber', n.document_number,"
                                f" 'facts', CASE WHEN {OWN_LETTER} THEN n.facts END, 'legalBasis', CASE WHEN {OWN_LETTER} THEN n.legal_basis END,"
                                f" 'reply', CASE WHEN {OWN_LETTER} THEN n.reply END, 'servedOn', n.served_on, 'repliedOn', n.replied_on, 'lateReply', n.late_reply,"
                                f" 'targetAgency', {SHORT.format('n', 'target_agency')}",
                                f"(n.lead_agency = @agency OR n.state NOT IN ('APPROVED', 'DRAFT') AND (n.target_agency = @agency OR {FILE}))")},
  'consultations', {_children("consultation", "z", "'id', 'Consultation:' || z.county || ':' || z.id, 'state', z.state, 'topic', z.topic, 'ground', z.ground,"
                              f" 'number', z.number, 'pendingCase', z.pending_case, 'convener', {SHORT.format('z', 'convener')}",
                              f"(z.lead_agency = @agency OR z.convener = @agency OR {FILE})")},
  'tasks', {_children("task", "k", f"'id', 'Task:' || k.county || ':' || k.id, 'title', k.title, 'state', k.state, 'dueAt', k.due_at, 'result', k.result,"
                      f" 'agency', {SHORT.format('k', 'agency')}", f"(k.agency = @agency OR {FILE})")},
  'duties', {_children("duty", "y", f"'id', 'Duty:' || y.county || ':' || y.id, 'code', y.code, 'label', y.label, 'state', y.state, 'startedAt', y.started_at, 'dueAt', y.due_at,"
                       f" 'metAt', y.met_at, 'late', y.late, 'lateDays', y.late_days, 'basis', y.basis, 'agency', {SHORT.format('y', 'agency')}", f"(y.agency = @agency OR {FILE})")},
  'documents', {_children("document", "o", "'id', 'Document:' || o.county || ':' || o.id, 'title', o.title, 'kind', o.kind, 'mediaType', o.media_type, 'size', o.size,"
                          " 'documentNumber', o.document_number", FILE)},
  'shares', {_children("share", "s", f"'id', 'Share:' || s.county || ':' || s.id, 'state', s.state, 'purpose', s.purpose, 'expiresAt', s.expires_at,"
                       f" 'fromAgency', {SHORT.format('s', 'from_agency')}, 'toAgency', {SHORT.format('s', 'to_agency')}",
                       f"(s.from_agency = @agency OR s.to_agency = @agency OR {FILE})")},
  'timeline', (SELECT json_build_object('nodes', coalesce(json_agg(json_build_object('position', e.position, 'act', e.act, 'move', e.move, 'recordType', e.record_type,
    'occurredAt', e.occurred_at, 'digest', e.digest, 'actor', (SELECT json_build_object('name', u.name) FROM "user" u WHERE u.county = e.county AND u.id = e.actor),
    'agency', {SHORT.format("e", "agency")}) ORDER BY e.position), '[]'))
    FROM (SELECT * FROM entry e WHERE e.county = c.county AND e.case_id = c.id AND {FILE} ORDER BY e.position, e.id LIMIT 50) AS e)
  )))::text
FROM "case" c {REACH} WHERE c.county = @county AND c.id = @id::uuid AND r.level >= 1"""

ROW = f"""'id', 'Case:' || c.county || ':' || c.id, 'number', c.number, 'title', c.title, 'state', c.state, 'openedOn', c.opened_on,
  'leadAgency', {SHORT.format("c", "lead_agency")}"""
HOLDS = r"(fuyuan_grams(c.{0}) @> fuyuan_grams({1}) AND lower(c.{0}) LIKE '%' || replace(replace(replace(lower({1}), '\', '\\'), '%', '\%'), '_', '\_') || '%')"


def _word(place: str) -> str:
    return (f"({HOLDS.format('number', place)} OR {HOLDS.format('title', place)}"
            f" OR {HOLDS.format('summary', place)} AND {SEEN.format('c', 'id', 2)})")


SEARCH = f"""SELECT json_build_object('data', json_build_object('cases', json_build_object('nodes', coalesce(json_agg(json_build_object({ROW})
  ORDER BY c.opened_on DESC, c.id DESC), '[]'))))::text
FROM (SELECT c.* FROM "case" c WHERE c.county = @county AND {SEEN.format("c", "id", 1)} AND {_word("@one::text")} AND {_word("@two::text")} AND c.opened_on >= @since::date
  ORDER BY c.opened_on DESC NULLS LAST, c.id DESC LIMIT 20) AS c"""

PAGE = f"""WITH counted AS MATERIALIZED (SELECT DISTINCT a.case_id FROM case_access a
  WHERE a.county = @county AND a.audience = ANY(@audiences::text[]) AND (a.until IS NULL OR a.until > now()))
SELECT json_build_object('data', json_build_object('cases', json_build_object(
  'totalCount', (SELECT count(*) FROM (SELECT FROM counted m JOIN "case" c ON c.county = @county AND c.id = m.case_id AND c.opened_on >= @since::date LIMIT 10000) AS n),
  'pageInfo', json_build_object('hasNextPage', count(*) > 50),
  'nodes', coalesce(json_agg(json_build_object({ROW}) ORDER BY c.id DESC) FILTER (WHERE c.rn <= 50), '[]'))))::text
FROM (SELECT c.*, row_number() OVER (ORDER BY c.id DESC) AS rn FROM "case" c WHERE c.county = @county AND c.opened_on >= @since::date AND {SEEN.format("c", "id", 1)}
  ORDER BY c.id DESC LIMIT 51) AS c"""

TASKS = f"""FROM task k WHERE k.county = @county AND k.state = 'OPEN' AND (k.assignee = @user OR k.agency = @agency)
  AND (k.agency = @agency OR {SEEN.format("k", "case_id", 2)})"""
DUTIES = "FROM duty y WHERE y.county = @county AND y.agency = @agency AND y.state = 'RUNNING'"
CASE_OF = """(SELECT json_build_object({2}) FROM "case" c WHERE c.county = {0}.county AND c.id = {0}.case_id AND {1})"""


def _inbox_list(table: str, alias: str, fields: str, where: str, count: str = "") -> str:
    return f"""(SELECT json_build_object({count}'nodes', coalesce(json_agg(json_build_object({fields}) ORDER BY {alias}.id DESC), '[]'))
  FROM (SELECT * FROM {table} {alias} WHERE {where} ORDER BY {alias}.id DESC LIMIT 20) AS {alias})"""


INBOX = f"""SELECT json_build_object('data', json_build_object('inbox', json_build_object(
  'tasks', {_inbox_list("task", "k", "'id', 'Task:' || k.county || ':' || k.id, 'title', k.title, 'state', k.state, 'dueAt', k.due_at, 'case', "
                        + CASE_OF.format("k", SEEN.format("c", "id", 1), "'number', c.number, 'title', c.title"), TASKS.partition(" WHERE ")[2],
                        f"'totalCount', (SELECT count(*) FROM (SELECT {TASKS} LIMIT 10000) AS n), ")},
  'duties', {_inbox_list("duty", "y", "'id', 'Duty:' || y.county || ':' || y.id, 'label', y.label, 'dueAt', y.due_at, 'late', y.late, 'case', "
                         + CASE_OF.format("y", SEEN.format("c", "id", 1), "'number', c.number"), DUTIES.partition(" WHERE ")[2],
                         f"'totalCount', (SELECT count(*) FROM (SELECT {DUTIES} LIMIT 10000) AS n), ")},
  'shares', {_inbox_list("share", "s", f"'id', 'Share:' || s.county || ':' || s.id, 'purpose', s.purpose, 'fromAgency', {SHORT.format('s', 'from_agency')}",
                         "s.county = @county AND s.state = 'OFFERED' AND s.to_agency = @agency")},
  'conflicts', {_inbox_list("conflict", "x", "'id', 'Conflict:' || x.county || ':' || x.id, 'recordType', x.record_type, 'path', x.path",
                            f"x.county = @county AND x.state = 'OPEN' AND {SEEN.format('x', 'case_id', 2)}")},
  'quarantines', {_inbox_list("quarantine", "q", "'id', 'Quarantine:' || q.county || ':' || q.id, 'recordType', q.record_type, 'code', q.code",
                              "q.county = @county AND q.state = 'HELD' AND q.owner_agency = @agency")})))::text"""

NODE = f"""SELECT json_build_object('data', json_build_object('node', json_build_object('__typename', 'Case', 'id', 'Case:' || c.county || ':' || c.id,
  'number', c.number, 'title', c.title, 'summary', CASE WHEN {FILE} THEN c.summary END, 'state', c.state, 'urgency', c.urgency, 'openedOn', c.opened_on,
  'version', c.version, 'leadAgency', {LEAD})))::text
FROM "case" c {REACH} WHERE c.county = @county AND c.id = @id::uuid AND r.level >= 1"""

READS = {"list20": _list(20), "list100": _list(100), "depth": DEPTH, "search": SEARCH, "page": PAGE, "inbox": INBOX, "node": NODE}


def numbered(text: str) -> tuple[str, tuple[str, ...]]:
    """The statement with PostgreSQL's placeholders, and the names they stand for."""
    names = tuple(dict.fromkeys(re.findall(r"@([a-z]+)\b", text)))
    return re.sub(r"@([a-z]+)\b", lambda found: f"${names.index(found[1]) + 1}", text), names


# --- the edit: lock, then everything in one statement, then commit --------------------------------------------------

LOCK = """SELECT c.summary, c.version, c.chain_position, c.chain_digest FROM "case" c WHERE c.county = $1 AND c.id = $2 AND c.lead_agency = $3
  AND EXISTS (SELECT 1 FROM case_access a WHERE a.county = c.county AND a.case_id = c.id AND a.audience = ANY($4::text[]) AND a.level >= 1
              AND (a.until IS NULL OR a.until > now())) FOR UPDATE OF c"""
STORE = """WITH changed AS (
  UPDATE "case" SET summary = $3, version = version + 1, updated_at = $4, chain_position = $5, chain_digest = $6 WHERE county = $1 AND id = $2
  RETURNING county, id, number, title, summary, state, version),
told AS (INSERT INTO entry (county, id, case_id, record_type, record_key, act, actor, agency, occurred_at, position, digest, previous_digest, payload_digest,
    version, created_at, updated_at)
  VALUES ($1, $7, $2, 'case', $2::text, 'EDIT', $8, $9, $4, $5, $6, $10, $11, 1, $4, $4)),
value AS (INSERT INTO entry_change (county, entry_id, ordinal, field, old, new) VALUES ($1, $7, 0, 'summary', $12::text::jsonb, $13::text::jsonb)),
touched AS (INSERT INTO feed_case (county, change_id, case_id) VALUES ($1, $14, $2))
SELECT json_build_object('data', json_build_object('editCase', json_build_object('__typename', 'CaseDone', 'outcome', 'applied', 'case', json_build_object(
  'id', 'Case:' || c.county || ':' || c.id, 'number', c.number, 'title', c.title, 'summary', c.summary, 'state', c.state, 'version', c.version))))::text FROM changed c"""
NUMBER = """WITH given AS (UPDATE feed_counter SET seq = seq + 1 WHERE county = $1 RETURNING seq)
INSERT INTO feed (county, seq, change_id) SELECT $1, seq, $2 FROM given"""
