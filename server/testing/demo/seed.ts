import { parseArgs } from "node:util";
import { systemContext } from "@/server/kernel/context";
import { closeDb } from "@/server/kernel/database/client";
import { env } from "@/server/kernel/env";
import { fillDemo } from "./fill";
import { DEMO_PASSWORD, DEMO_TOKEN_KEY } from "./people";

const REQUESTS = 100_000;

const { values } = parseArgs({
  options: { upstream: { type: "string" }, requests: { type: "string", default: String(REQUESTS) } },
});
if (!values.upstream) throw new Error("usage: demo-seed --upstream http://127.0.0.1:3090");

const ctx = systemContext("demo");
if ((await ctx.db.setup.count()) === 0) {
  const { databaseUrl } = env;
  await fillDemo(ctx, { upstreamUrl: values.upstream, count: Number(values.requests), databaseUrl });
}
process.stdout.write(accountsText());
await closeDb();

function accountsText(): string {
  const names = ["root", "admin", "operator", "support", "customer"];
  const lines = names.map((name) => `  ${name.padEnd(9)} password ${DEMO_PASSWORD}\n`);
  return `${lines.join("")}  API token ${DEMO_TOKEN_KEY}\n`;
}
