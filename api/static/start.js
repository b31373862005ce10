"use strict";

// Tokens live in this tab only: sessionStorage is gone when the tab is.
const kept = {
  get: () => JSON.parse(sessionStorage.getItem("fuyuan.tokens") || "null"),
  set: (tokens) => (tokens ? sessionStorage.setItem("fuyuan.tokens", JSON.stringify(tokens)) : sessionStorage.removeItem("fuyuan.tokens")),
};
const at = (id) => document.getElementById(id);

async function post(path, body) {
  const answer = await fetch(path, {
    method: "POST",
    headers: { "content-type": "application/json", ...(kept.get() ? { authorization: "Bearer " + kept.get().accessToken } : {}) },
    body: JSON.stringify(body),
  });
  const said = answer.status === 204 ? null : await answer.json();
  if (!answer.ok) throw new Error(said.zh + " " + said.en);
  return said;
}

// An access token lives for minutes: renew it shortly before it ends.
async function authorization() {
  const tokens = kept.get();
  if (!tokens) return {};
  if (tokens.refreshToken && new Date(tokens.expiresAt) - Date.now() < 60000) {
    try {
      kept.set(await post("/auth/refresh", { refreshToken: tokens.refreshToken }));
    } catch (fault) {
      kept.set(null);
      show(fault.message);
      return {};
    }
  }
  return { authorization: "Bearer " + kept.get().accessToken };
}

function show(fault) {
  const signedIn = Boolean(kept.get());
  at("fields").hidden = signedIn;
  at("sign-out").hidden = !signedIn;
  at("who").textContent = signedIn ? "已登录 · signed in" : "未登录 · not signed in";
  at("fault").textContent = fault || "";
}

at("sign-in").addEventListener("submit", async (event) => {
  event.preventDefault();
  try {
    const token = at("token").value.trim();
    kept.set(null);
    kept.set(token ? { accessToken: token } : await post("/auth/login", { username: at("username").value, password: at("password").value }));
    at("password").value = at("token").value = "";
    show();
  } catch (fault) {
    show(fault.message);
  }
});
at("sign-out").addEventListener("click", async () => {
  await post("/auth/logout", {}).catch(() => null);
  kept.set(null);
  show();
});

// Subscriptions come as server-sent events over the same address, so that one transport serves this page.
async function* events(answer) {
  const reader = answer.body.pipeThrough(new TextDecoderStream()).getReader();
  let rest = "";
  for (;;) {
    const { value, done } = await reader.read();
    if (done) return;
    const frames = (rest + value).split("\n\n");
    rest = frames.pop();
    for (const frame of frames) {
      const lines = frame.split("\n");
      if (lines.includes("event: complete")) return;
      if (lines.includes("event: next")) yield JSON.parse(lines.find((line) => line.startsWith("data:")).slice(5));
    }
  }
}

function isSubscription(params, options) {
  const nodes = options && options.documentAST ? options.documentAST.definitions : [];
  const named = nodes.filter((node) => node.kind === "OperationDefinition" && (!params.operationName || (node.name && node.name.value === params.operationName)));
  return named.length === 1 && named[0].operation === "subscription";
}

async function fetcher(params, options) {
  const stream = isSubscription(params, options);
  const answer = await fetch("/graphql", {
    method: "POST",
    headers: {
      "content-type": "application/json",
      accept: stream ? "text/event-stream" : "application/graphql-response+json, application/json",
      ...(await authorization()),
      ...((options && options.headers) || {}),
    },
    body: JSON.stringify(params),
  });
  if (stream && answer.ok) return events(answer);
  return answer.json();
}

async function start() {
  const examples = await (await fetch("/static/examples.json")).json();
  const given = new URLSearchParams(location.search).get("query");
  const tabs = examples.map(({ query, variables }) => ({ query, variables: variables ? JSON.stringify(variables, null, 2) : "", headers: "" }));
  const props = {
    fetcher,
    plugins: [GraphiQLPluginExplorer.explorerPlugin()],
    inputValueDeprecation: true,
    schemaDescription: true,
    isHeadersEditorEnabled: true,
    shouldPersistHeaders: false,
    defaultEditorToolsVisibility: true,
    defaultTabs: given ? [{ query: given, variables: "", headers: "" }, ...tabs] : tabs,
  };
  show();
  ReactDOM.createRoot(at("graphiql")).render(React.createElement(GraphiQL, props));
}

start();
