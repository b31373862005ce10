import type { TypedDocumentNode } from '@graphql-typed-document-node/core';
import { print } from 'graphql';
import { OpenCaseDocument, SharedCasesDocument } from './generated.ts';

const [url, token] = process.argv.slice(2);

async function ask<Data, Variables>(document: TypedDocumentNode<Data, Variables>, variables: Variables): Promise<Data> {
  const answer = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: 'application/graphql-response+json', authorization: `Bearer ${token}` },
    body: JSON.stringify({ query: print(document), variables }),
  });
  const body = (await answer.json()) as { data?: Data; errors?: { message: string; extensions: { code: string } }[] };
  if (body.errors || !body.data) throw new Error(body.errors?.map((e) => `${e.extensions.code}: ${e.message}`).join('\n'));
  return body.data;
}

const opened = await ask(OpenCaseDocument, { title: '前端示例案件', key: 'front-end-example' });
if (opened.createCase.__typename !== 'CaseDone') throw new Error(JSON.stringify(opened));
const { cases } = await ask(SharedCasesDocument, { first: 3, search: '前端示例' });
const numbers = cases?.nodes.flatMap((one) => one.dockets.nodes.map((docket) => (docket.__typename === 'CourtDocket' ? docket.cause : docket.number)));
console.log(JSON.stringify({ outcome: opened.createCase.outcome, total: cases?.totalCount, titles: cases?.nodes.map((one) => one.title), numbers }));
