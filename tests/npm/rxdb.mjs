// Drives the stock RxDB client, with the builders it generates itself, against a listening server; prints one line of JSON.
import { readFileSync } from 'node:fs';
import { addRxPlugin, createRxDatabase } from 'rxdb';
import { RxDBUpdatePlugin } from 'rxdb/plugins/update';
import { getRxStorageMemory } from 'rxdb/plugins/storage-memory';
import {
  pullQueryBuilderFromRxSchema, pullStreamBuilderFromRxSchema, pushQueryBuilderFromRxSchema, replicateGraphQL,
} from 'rxdb/plugins/replication-graphql';
import WebSocket from 'ws';

globalThis.WebSocket = WebSocket;
addRxPlugin(RxDBUpdatePlugin);
const [url, token, schemaFile, lossy] = process.argv.slice(2);
const schema = JSON.parse(readFileSync(schemaFile, 'utf8'));
const input = { schema, checkpointFields: ['epoch', 'seq'], deletedField: '_deleted', headerFields: ['Authorization'] };
const headers = { Authorization: `Bearer ${token}` };
const wait = (ms) => new Promise((done) => setTimeout(done, ms));

async function until(what, condition) {
  for (let n = 0; n < 150; n++) {
    if (await condition()) return;
    await wait(100);
  }
  throw new Error(`never: ${what}`);
}

let lose = lossy === 'lossy' ? 1 : 0;
async function lossyFetch(target, options) {
  const answer = await fetch(target, options);
  if (lose > 0 && options.body.includes('PushMediation')) {
    lose -= 1; // the server has committed; the client never hears of it
    throw new Error('answer lost');
  }
  return answer;
}

async function open(name) {
  const database = await createRxDatabase({ name, storage: getRxStorageMemory(), multiInstance: false });
  const { mediation } = await database.addCollections({ mediation: { schema } });
  const errors = [];
  const replication = replicateGraphQL({
    collection: mediation, replicationIdentifier: name, url: { http: url, ws: url.replace('http', 'ws') }, headers, live: true, retryTime: 300, fetch: lossyFetch,
    pull: {
      queryBuilder: pullQueryBuilderFromRxSchema('mediation', input), streamQueryBuilder: pullStreamBuilderFromRxSchema('mediation', input),
      includeWsHeaders: true,
    },
    push: { queryBuilder: pushQueryBuilderFromRxSchema('mediation', input) },
  });
  replication.error$.subscribe((error) => { errors.push(String(error)); console.error(name, JSON.stringify(error.parameters?.errors ?? String(error)).slice(0, 400)); });
  await replication.awaitInitialReplication();
  return { database, mediation, replication, errors };
}

const one = await open('one');
const two = await open('two');
const pulled = await one.mediation.count().exec();

const [first] = await one.mediation.find({ limit: 1, sort: [{ id: 'asc' }] }).exec();
await first.patch({ facts: '界石被移' });
await until('the stream brings an edit', async () => (await two.mediation.findOne(first.id).exec()).facts === '界石被移');
const streamed = true;

await (await two.mediation.findOne(first.id).exec()).patch({ demands: '恢复原界' });
await until('an edit of another field arrives', async () => (await one.mediation.findOne(first.id).exec()).demands === '恢复原界');

one.replication.cancel && (await one.replication.cancel());
await one.database.close();
const late = await two.mediation.findOne(first.id).exec();
await late.remove();
await until('a deleted document comes back with its cancellation asked for', async () => {
  const now = await two.mediation.findOne(first.id).exec();
  return now && now.state === 'CANCEL_REQUESTED';
});
await two.replication.awaitInSync();
console.log(JSON.stringify({ pulled, streamed, cancelled: true, left: lose, errors: two.errors.length }));
await two.replication.cancel();
await two.database.close();
process.exit(0);
