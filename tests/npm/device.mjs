// A stock RxDB client that works without connection and replicates when told: one JSON command a line in, one JSON answer a line out.
import { createInterface } from 'node:readline';
import { addRxPlugin, createRxDatabase } from 'rxdb';
import { RxDBUpdatePlugin } from 'rxdb/plugins/update';
import { getRxStorageMemory } from 'rxdb/plugins/storage-memory';
import { pullQueryBuilderFromRxSchema, pushQueryBuilderFromRxSchema, replicateGraphQL } from 'rxdb/plugins/replication-graphql';

addRxPlugin(RxDBUpdatePlugin);
const collections = {};
let database;

// Once down and up; what a push was answered with and what others did meanwhile is there after the second time.
async function replicate(name, { collection, schema }, url, token) {
  const input = { schema, checkpointFields: ['epoch', 'seq'], deletedField: '_deleted' };
  const replication = replicateGraphQL({
    collection, replicationIdentifier: name, url: { http: url }, headers: { Authorization: `Bearer ${token}` }, live: false, retryTime: 200,
    pull: { queryBuilder: pullQueryBuilderFromRxSchema(name, input), batchSize: 1000 },
    push: { queryBuilder: pushQueryBuilderFromRxSchema(name, input), batchSize: 100 },
  });
  const errors = [];
  replication.error$.subscribe((error) => errors.push(JSON.stringify(error.parameters?.errors ?? String(error)).slice(0, 600)));
  const ended = await Promise.race([replication.awaitInitialReplication().then(() => true), new Promise((late) => setTimeout(() => late(false), 20000))]);
  await replication.cancel();
  if (errors.length || !ended) throw new Error(`${name}: ${errors[0] ?? 'never in sync'}`);
}

const commands = {
  async open({ schemas }) {
    database = await createRxDatabase({ name: 'device', storage: getRxStorageMemory(), multiInstance: false });
    for (const [name, schema] of Object.entries(schemas)) {
      const key = name.toLowerCase();
      collections[name] = { schema, collection: (await database.addCollections({ [key]: { schema } }))[key] };
    }
  },
  async sync({ url, token, only }) {
    for (const name of [...only, ...only]) await replicate(name, collections[name], url, token);
  },
  insert: async ({ c, document }) => { await collections[c].collection.insert(document); },
  patch: async ({ c, id, values }) => { await (await collections[c].collection.findOne(id).exec()).patch(values); },
  remove: async ({ c, id }) => { await (await collections[c].collection.findOne(id).exec()).remove(); },
  see: async ({ c, id }) => (await collections[c].collection.findOne(id).exec())?.toJSON() ?? null,
  all: async ({ c }) => (await collections[c].collection.find().exec()).map((document) => document.toJSON()),
};

for await (const line of createInterface({ input: process.stdin })) {
  const { command, ...given } = JSON.parse(line);
  try {
    console.log(JSON.stringify({ answer: (await commands[command](given)) ?? null }));
  } catch (error) {
    console.log(JSON.stringify({ error: String(error.stack ?? error).slice(0, 2000) }));
  }
}
process.exit(0);
