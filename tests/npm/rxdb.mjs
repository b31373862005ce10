// Drives the stock RxDB client, with the builders it generates itself, against a listening server; prints one line of JSON.
import { readFileSync } from 'node:fs';
import { randomUUID } from 'node:crypto';
import { addRxPlugin, createRxDatabase } from 'rxdb';
import { RxDBUpdatePlugin } from 'rxdb/plugins/update';
import { getRxStorageMemory } from 'rxdb/plugins/storage-memory';
import {
  pullQueryBuilderFromRxSchema, pullStreamBuilderFromRxSchema, pushQueryBuilderFromRxSchema, replicateGraphQL,
} from 'rxdb/plugins/replication-graphql';
import WebSocket from 'ws';

globalThis.WebSocket = WebSocket;
addRxPlugin(RxDBUpdatePlugin);
const [url, schemaFile, network, kind, ...tokens] = process.argv.slice(2);
const schema = JSON.parse(readFileSync(schemaFile, 'utf8'));
const input = { schema, checkpointFields: ['epoch', 'seq'], deletedField: '_deleted', headerFields: ['Authorization'] };
const storage = getRxStorageMemory();
const wait = (ms) => new Promise((done) => setTimeout(done, ms));

async function until(what, condition) {
  for (let n = 0; n < 600; n++) {
    if (await condition()) return;
    await wait(100);
  }
  throw new Error(`never: ${what}`);
}

// A device: its own database and session, and how many answers to its pushes are still to be lost.
class Device {
  constructor(name, token) {
    Object.assign(this, { name, token, lose: 0, lost: 0, errors: [] });
  }

  async open() {
    this.database = await createRxDatabase({ name: this.name, storage, multiInstance: false });
    ({ mediation: this.mediation } = await this.database.addCollections({ mediation: { schema } }));
    await this.connect();
  }

  async connect() {
    this.replication = replicateGraphQL({
      collection: this.mediation, replicationIdentifier: this.name, url: { http: url, ws: url.replace('http', 'ws') },
      headers: { Authorization: `Bearer ${this.token}` }, live: true, retryTime: 300, fetch: (request) => this.fetch(request),
      pull: {
        queryBuilder: pullQueryBuilderFromRxSchema('mediation', input), streamQueryBuilder: pullStreamBuilderFromRxSchema('mediation', input),
        includeWsHeaders: true,
      },
      push: { queryBuilder: pushQueryBuilderFromRxSchema('mediation', input) },
    });
    this.replication.error$.subscribe((error) => {
      this.errors.push(String(error));
      console.error(this.name, JSON.stringify(error.parameters?.errors ?? String(error)).slice(0, 400));
    });
    await this.replication.awaitInitialReplication();
  }

  async fetch(request) { // rxdb hands over a whole Request, whose body can be read once
    const pushing = this.lose > 0 && (await request.clone().text()).includes('PushMediation');
    const answer = await fetch(request);
    if (pushing && this.lose > 0) {
      this.lose -= 1; // the server has committed; the client never hears of it
      this.lost += 1;
      throw new Error('answer lost');
    }
    return answer;
  }

  see(id) {
    return this.mediation.findOne(id).exec();
  }

  async patch(id, values, losing = 0) {
    this.lose = network === 'lossy' ? losing : 0;
    await (await this.see(id)).patch(values);
  }

  async shows(id, values) {
    await until(`${this.name} shows ${JSON.stringify(values)}`, async () => {
      const found = (await this.see(id))?.toJSON();
      return found && Object.entries(values).every(([name, value]) => found[name] === value);
    });
  }

  async close() {
    await this.replication.cancel();
    await this.database.close();
  }
}

const [one, two] = [new Device('one', tokens[0]), new Device('two', tokens[1])];
const both = async (id, values) => {
  await one.shows(id, values);
  await two.shows(id, values);
};
await one.open();
await two.open();
const pulled = await one.mediation.count().exec();

const [first] = await one.mediation.find({ limit: 1, sort: [{ id: 'asc' }] }).exec();
await one.patch(first.id, { facts: '界石被移' }, 2);
await two.shows(first.id, { facts: '界石被移' });
await two.patch(first.id, { demands: '恢复原界' }, 2);
await both(first.id, { facts: '界石被移', demands: '恢复原界' });

// A new one, seen and edited by the other while its author still asks whether it arrived.
const id = `${first.id.split(':').slice(0, 2).join(':')}:${randomUUID()}`;
one.lose = network === 'lossy' ? 3 : 0;
await one.mediation.insert({ id, title: '新登记', kind: 'PEOPLE', facts: '一' });
await two.shows(id, { title: '新登记', facts: '一', state: 'APPLIED' });
await two.patch(id, { demands: '二' }, 2);
await both(id, { facts: '一', demands: '二', state: 'APPLIED' });

// Different fields at once, then one field by one after the other: the second has seen the first.
await Promise.all([one.patch(id, { facts: '甲' }, 2), two.patch(id, { demands: '乙' }, 2)]);
await both(id, { facts: '甲', demands: '乙' });
await one.patch(id, { facts: '先' }, 3);
await two.shows(id, { facts: '先' });
await two.patch(id, { facts: '后' }, 1);
await both(id, { facts: '后' });

// There and back and there: the third push equals the first and is no repetition of it.
for (const facts of ['往', '返', '往']) {
  await one.patch(id, { facts }, 1);
  await both(id, { facts });
  await one.replication.awaitInSync(); // going back before an answer came is no change to what one last heard
}

// More typing while the first word is still being asked for again.
await one.patch(id, { mediatorNames: '罗' }, 3);
await two.shows(id, { mediatorNames: '罗' });
await (await one.see(id)).patch({ mediatorNames: '罗一' });
await both(id, { mediatorNames: '罗一' });

// Switched off before the answer, on a tablet edited without connection, switched on again.
one.lose = network === 'lossy' ? 1000 : 0;
await (await one.see(id)).patch({ performanceMethod: '现金' });
await two.shows(id, { performanceMethod: '现金' });
await one.replication.cancel();
one.lose = 0;
const performanceMethod = kind === 'tablets' ? '转账' : '现金'; // of what has no device nobody knows what it wrote last
await (await one.see(id)).patch({ performanceMethod });
await one.connect();
await both(id, { performanceMethod });

two.lose = network === 'lossy' ? 2 : 0;
await (await two.see(first.id)).remove();
await until('a deleted document comes back with its cancellation asked for', async () => (await two.see(first.id))?.state === 'CANCEL_REQUESTED');
await one.shows(first.id, { state: 'CANCEL_REQUESTED' });

for (const device of [one, two]) await device.replication.awaitInSync();
const shown = async (device) => Object.fromEntries(
  (await device.mediation.findByIds([first.id, id]).exec()).entries().map(([at, document]) => [at, document.toJSON()]));
const devices = await Promise.all([one, two].map(async (device) => (
  { documents: await shown(device), lost: device.lost, left: device.lose, errors: device.errors.length })));
console.log(JSON.stringify({ pulled, edited: first.id, made: id, devices }));
await one.close();
await two.close();
process.exit(0);
