"""What is asked: one GraphQL text per question in the words of fuyuan (and of the ORM), one in those of PostGraphile."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

LIST = """query List($first: Int!) {
  cases(first: $first) { nodes {
    id number title state urgency openedOn
    leadAgency { code shortName }
    parties(first: 2) { nodes { id name role kind idNumber } }
    dockets { nodes { id branch number registeredOn agency { shortName } } }
    mediations { nodes { id state agreementText agreementAmount } }
  } }
}"""
PG_LIST = """query List($first: Int!) {
  cases: allCases(first: $first, orderBy: [PRIMARY_KEY_DESC]) { nodes {
    rowId number title state urgency openedOn
    leadAgency: leadAgencyRow { code shortName }
    parties(first: 2, orderBy: [PRIMARY_KEY_DESC]) { nodes { rowId name role kind idNumber } }
    dockets(first: 20, orderBy: [PRIMARY_KEY_DESC]) { nodes { rowId branch number registeredOn agency: agencyRow { shortName } } }
    mediations(first: 20, orderBy: [PRIMARY_KEY_DESC]) { nodes { rowId state agreementText agreementAmount } }
  } }
}"""

DEPTH = """query Depth($id: ID!) {
  case(id: $id) {
    id number title summary state urgency openedOn version
    leadAgency { code shortName } township { name }
    parties { nodes { id name role kind idNumber phone address vulnerableGroups } }
    dockets { nodes { id branch number registeredOn agency { shortName } } }
    mediations { nodes { id title state kind disputeType facts agreementText agreementAmount performanceDueOn effectiveOn fileNumber } }
    judicialReliefs { nodes { id state cause applicantName applicantIdNumber hardship householdSize householdIncome requestedAmount approvedAmount decisionNumber } }
    socialReliefReferrals { nodes { id state kind need grantedAmount receiver { shortName } } }
    recommendations { nodes { id state kind documentNumber facts legalBasis reply servedOn repliedOn lateReply targetAgency { shortName } } }
    consultations { nodes { id state topic ground number pendingCase convener { shortName } } }
    tasks { nodes { id title state dueAt result agency { shortName } } }
    duties { nodes { id code label state startedAt dueAt metAt late lateDays basis agency { shortName } } }
    documents { nodes { id title kind mediaType size documentNumber } }
    shares { nodes { id state purpose expiresAt fromAgency { shortName } toAgency { shortName } } }
    timeline(first: 50) { nodes { position act move recordType occurredAt digest actor { name } agency { shortName } } }
  }
}"""
PG_DEPTH = """query Depth($county: String!, $id: UUID!) {
  case: caseByCountyAndRowId(county: $county, rowId: $id) {
    rowId number title summary state urgency openedOn version
    leadAgency: leadAgencyRow { code shortName } township: townshipRow { name }
    parties(first: 20, orderBy: [PRIMARY_KEY_DESC]) { nodes { rowId name role kind idNumber phone address vulnerableGroups } }
    dockets(first: 20, orderBy: [PRIMARY_KEY_DESC]) { nodes { rowId branch number registeredOn agency: agencyRow { shortName } } }
    mediations(first: 20, orderBy: [PRIMARY_KEY_DESC]) { nodes { rowId title state kind disputeType facts agreementText agreementAmount performanceDueOn
      effectiveOn fileNumber } }
    judicialReliefs(first: 20, orderBy: [PRIMARY_KEY_DESC]) { nodes { rowId state cause applicantName applicantIdNumber hardship householdSize
      householdIncome requestedAmount approvedAmount decisionNumber } }
    socialReliefReferrals(first: 20, orderBy: [PRIMARY_KEY_DESC]) { nodes { rowId state kind need grantedAmount receiver: receiverRow { shortName } } }
    recommendations(first: 20, orderBy: [PRIMARY_KEY_DESC]) { nodes { rowId state kind documentNumber facts legalBasis reply servedOn repliedOn lateReply
      targetAgency: targetAgencyRow { shortName } } }
    consultations(first: 20, orderBy: [PRIMARY_KEY_DESC]) { nodes { rowId state topic ground number pendingCase convener: convenerRow { shortName } } }
    tasks(first: 20, orderBy: [PRIMARY_KEY_DESC]) { nodes { rowId title state dueAt result agency: agencyRow { shortName } } }
    duties(first: 20, orderBy: [PRIMARY_KEY_DESC]) { nodes { rowId code label state startedAt dueAt metAt late lateDays basis agency: agencyRow { shortName } } }
    documents(first: 20, orderBy: [PRIMARY_KEY_DESC]) { nodes { rowId title kind mediaType size documentNumber } }
    shares(first: 20, orderBy: [PRIMARY_KEY_DESC]) { nodes { rowId state purpose expiresAt fromAgency: fromAgencyRow { shortName } toAgency: toAgencyRow { shortName } } }
    timeline(first: 50, orderBy: [POSITION_ASC]) { nodes { position act move recordType occurredAt digest actor: actorRow { name } agency: agencyRow { shortName } } }
  }
}"""

SEARCH = """query Search($search: String!, $since: Date!) {
  cases(first: 20, search: $search, filter: {openedOn: {ge: $since}}, orderBy: [{field: OPENED_ON, direction: DESC}]) {
    nodes { id number title state openedOn leadAgency { shortName } }
  }
}"""
PG_SEARCH = """query Search($search: String!, $since: Date!) {
  cases: casesMatching(words: $search, since: $since, first: 20, orderBy: [OPENED_ON_DESC, PRIMARY_KEY_DESC]) {
    nodes { rowId number title state openedOn leadAgency: leadAgencyRow { shortName } }
  }
}"""

PAGE = """query Page($since: Date!) {
  cases(first: 50, filter: {openedOn: {ge: $since}}) {
    totalCount pageInfo { hasNextPage }
    nodes { id number title state openedOn leadAgency { shortName } }
  }
}"""
PG_PAGE = """query Page($since: Date!) {
  cases: casesSince(since: $since, first: 50, orderBy: [PRIMARY_KEY_DESC]) {
    totalCount pageInfo { hasNextPage }
    nodes { rowId number title state openedOn leadAgency: leadAgencyRow { shortName } }
  }
}"""

INBOX = """query Inbox {
  inbox {
    tasks(first: 20) { totalCount nodes { id title state dueAt case { number title } } }
    duties(first: 20) { totalCount nodes { id label dueAt late case { number } } }
    shares(first: 20) { nodes { id purpose fromAgency { shortName } } }
    conflicts(first: 20) { nodes { id recordType path } }
    quarantines(first: 20) { nodes { id recordType code } }
  }
}"""
PG_INBOX = """query Inbox {
  tasks: inboxTasks(first: 20, orderBy: [PRIMARY_KEY_DESC]) { totalCount nodes { rowId title state dueAt case: caseRow { number title } } }
  duties: inboxDuties(first: 20, orderBy: [PRIMARY_KEY_DESC]) { totalCount nodes { rowId label dueAt late case: caseRow { number } } }
  shares: inboxShares(first: 20, orderBy: [PRIMARY_KEY_DESC]) { nodes { rowId purpose fromAgency: fromAgencyRow { shortName } } }
  conflicts: inboxConflicts(first: 20, orderBy: [PRIMARY_KEY_DESC]) { nodes { rowId recordType path } }
  quarantines: inboxQuarantines(first: 20, orderBy: [PRIMARY_KEY_DESC]) { nodes { rowId recordType code } }
}"""

NODE = """query Node($id: ID!) {
  node(id: $id) { __typename id ... on Case { number title summary state urgency openedOn version leadAgency { code shortName } } }
}"""
PG_NODE = """query Node($id: ID!) {
  node(id: $id) { __typename ... on Case { rowId number title summary state urgency openedOn version leadAgency: leadAgencyRow { code shortName } } }
}"""

EDIT = """mutation Edit($id: ID!, $version: Int!, $text: String!) {
  editCase(input: {id: $id, expectedVersion: $version, set: {summary: $text}}) { __typename
    ... on CaseDone { outcome case { id number title summary state version } }
    ... on Refused { code } }
}"""
PG_EDIT = """mutation Edit($id: UUID!, $version: Int!, $text: String!) {
  editCase(input: {rowId: $id, seen: $version, words: $text}) { case: result { rowId number title summary state version } }
}"""


@dataclass(frozen=True)
class Question:
    """One thing that is measured; `writes` is measured last, on rows of its own."""

    name: str
    label: str
    text: str
    postgraphile: str
    writes: bool = False


QUESTIONS: Mapping[str, Question] = {question.name: question for question in (
    Question("list20", "newest 20 cases with agency, 2 parties, dockets, mediations", LIST, PG_LIST),
    Question("list100", "newest 100 cases with the same", LIST, PG_LIST),
    Question("depth", "one case in depth: every mechanism, tasks, clocks, documents, 50 entries", DEPTH, PG_DEPTH),
    Question("search", "Chinese search of two words, date filter, order, 20 rows", SEARCH, PG_SEARCH),
    Question("page", "total count and a page of 50", PAGE, PG_PAGE),
    Question("inbox", "the inbox", INBOX, PG_INBOX),
    Question("node", "one case by global id", NODE, PG_NODE),
    Question("edit", "an edit of a case, stored durably, with its payload", EDIT, PG_EDIT, writes=True),
)}

Variables = Mapping[str, Any]
