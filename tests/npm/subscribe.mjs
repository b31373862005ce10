// Subscribes with the stock graphql-ws or graphql-sse client and prints what came, one line of JSON.
import { createClient as overSocket } from "graphql-ws";
import { createClient as overEvents } from "graphql-sse";
import WebSocket from "ws";

const [transport, address, token, query] = process.argv.slice(2);
const headers = token ? { authorization: `Bearer ${token}` } : {};
const client =
  transport === "ws"
    ? overSocket({ url: `ws://${address}/graphql`, webSocketImpl: WebSocket, connectionParams: { headers }, retryAttempts: 0 })
    : overEvents({ url: `http://${address}/graphql`, headers, retryAttempts: 0 });
const said = { results: [], fault: null };
try {
  for await (const result of client.iterate({ query })) said.results.push(result);
} catch (fault) {
  said.fault = fault.code ? { code: fault.code, reason: fault.reason } : Array.isArray(fault) ? fault : { message: String(fault.message || fault) };
}
await client.dispose();
console.log(JSON.stringify(said));
process.exit(0);
