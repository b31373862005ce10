// PostGraphile 5 as its documentation has it for production: the Amber preset, prepared statements, no GraphiQL, no watching.
import { createHmac, timingSafeEqual } from "node:crypto";
import { createServer } from "node:http";
import { grafserv } from "postgraphile/grafserv/node";
import { postgraphile } from "postgraphile";
import { makePgService } from "postgraphile/adaptors/pg";
import { PostGraphileAmberPreset } from "postgraphile/presets/amber";
import pg from "pg";

const { BENCH_SOCKET: host, BENCH_DATABASE: database, BENCH_POOL, BENCH_KEY, PORT } = process.env;
const key = Buffer.from(BENCH_KEY, "hex");
const pool = new pg.Pool({ host, database, user: "bench_pg", max: Number(BENCH_POOL), idleTimeoutMillis: 0 });
const accounts = new pg.Pool({ host, database, user: "postgres", max: 2 });  // may read sessions, as the product's identity does

// --- the same check of the same token: signature once a token, session once a second --------------------------------
const ACTOR = `SELECT s.county, s.user_id, u.agency, u.unit FROM session s JOIN "user" u ON u.county = s.county AND u.id = s.user_id
  WHERE s.county = $1 AND s.id = $2 AND s.revoked_at IS NULL AND s.expires_at > now() AND u.active`;
const tickets = new Map();
const actors = new Map();

function ticket(token) {
  if (tickets.has(token)) return tickets.get(token);
  const [head, body, seal] = token.split(".");
  const due = createHmac("sha256", key).update(`${head}.${body}`).digest();
  const given = Buffer.from(seal ?? "", "base64url");
  const { alg } = JSON.parse(Buffer.from(head, "base64url"));
  if (alg !== "HS256" || given.length !== due.length || !timingSafeEqual(given, due)) throw new Error("UNAUTHENTICATED");
  const claims = JSON.parse(Buffer.from(body, "base64url"));
  if (claims.iss !== "fuyuan" || claims.aud !== "fuyuan") throw new Error("UNAUTHENTICATED");
  tickets.set(token, claims);
  return claims;
}

async function settings(authorization) {
  if (!authorization?.startsWith("Bearer ")) throw new Error("UNAUTHENTICATED");
  const claims = ticket(authorization.slice(7));
  if (claims.exp * 1000 <= Date.now()) throw new Error("TOKEN_EXPIRED");
  const held = actors.get(claims.sid);
  if (held && performance.now() - held.checked < 1000) return held.settings;
  const { rows: [row] } = await accounts.query({ name: "actor", text: ACTOR, values: [claims.cty, claims.sid] });
  if (!row) throw new Error("SESSION_REVOKED");
  const audiences = [`A:${row.agency}`, ...(row.unit ? [`U:${row.unit}`] : []), `P:${row.user_id}`].join(",");
  const made = { "bench.county": row.county, "bench.agency": row.agency, "bench.person": row.user_id, "bench.audiences": audiences };
  actors.set(claims.sid, { settings: made, checked: performance.now() });
  return made;
}

// --- the server ------------------------------------------------------------------------------------------------------
const preset = {
  extends: [PostGraphileAmberPreset],
  pgServices: [makePgService({ pool, schemas: ["bench_pg"], pubsub: false })],
  grafserv: { graphqlPath: "/graphql", graphiql: false, websockets: false, watch: false, outputDataAsString: true },
  grafast: {
    explain: false,
    async context(request) {
      const value = request.node?.req.headers.authorization ?? request.h3v1?.event.node.req.headers.authorization;
      return { pgSettings: await settings(value) };
    },
  },
};
const served = postgraphile(preset).createServ(grafserv);
const answer = served.createHandler();  // addTo does the same and adds WebSockets, which nothing here needs
const server = createServer((request, response) => {
  if (request.url !== "/healthz") return answer(request, response);
  Promise.resolve(served.getSchema()).then(() => response.end("ok"), (fault) => {
    console.error(String(fault));
    process.exit(1);
  });
});
server.listen(Number(PORT), "127.0.0.1");
process.on("SIGTERM", () => process.exit(0));
