// Runs the GraphQL over HTTP audit of graphql-http and prints one line of JSON: every audit with its outcome.
import { serverAudits } from "graphql-http";

const audits = serverAudits({ url: process.argv[2] });
const said = [];
for (const audit of audits) {
  const result = await audit.fn();
  said.push({ id: audit.id, name: audit.name, status: result.status, reason: result.reason });
}
console.log(JSON.stringify(said));
