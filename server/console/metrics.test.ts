import { mkdtempSync, rmSync } from "node:fs";
import { createServer, type Server } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Counter, Registry } from "prom-client";
import { afterAll, afterEach, expect, test } from "vitest";
import { readConsoleMetrics } from "@/server/gateway/console-metrics";
import { Probes } from "@/server/gateway/probes";
import { noteApiCall } from "@/server/kernel/api-call-notice";
import { listen } from "./listen";
import { ConsoleMetrics } from "./metrics";

const dir = mkdtempSync(join(tmpdir(), "metrics-test-"));
const ends: (() => void)[] = [];
afterAll(() => rmSync(dir, { recursive: true }));
afterEach(() => {
  for (const end of ends.splice(0)) end();
});

async function consoleWith(metricsToken: string | undefined): Promise<string> {
  const metrics = new ConsoleMetrics({ metricsToken, db: null });
  const server: Server = createServer((request, response) => {
    if (!metrics.handle(request, response)) response.writeHead(404).end();
  });
  const socketPath = join(dir, "console.sock");
  await listen(server, { socketPath });
  ends.push(() => {
    metrics.close();
    server.close();
  });
  return socketPath;
}

test("calls are counted by door, noun and how they ended, and read through the gateway with its token", async () => {
  const socketPath = await consoleWith("secret");
  const startedMs = performance.now();
  noteApiCall({ door: "trpc", family: "token", status: 200, startedMs });
  noteApiCall({ door: "trpc", family: "token", status: 403, startedMs });
  noteApiCall({ door: "rest", family: "Tokens", status: 503, startedMs });
  const text = await readConsoleMetrics({ socketPath, metricsToken: "secret" });
  for (const labels of [
    'door="trpc",family="token",result="ok"',
    'door="trpc",family="token",result="refused"',
    'door="rest",family="Tokens",result="failed"',
  ]) {
    expect(text).toContain(`gatehouse_api_call_duration_seconds_count{${labels}} 1`);
  }
  expect(await readConsoleMetrics({ socketPath, metricsToken: undefined })).toBe("");
});

test("a console that is not there takes nothing from the gateway's own figures", async () => {
  expect(await readConsoleMetrics({ socketPath: join(dir, "nobody.sock"), metricsToken: undefined })).toBe("");
});

test("one scrape of the gateway tells its own figures and the console's, each once", async () => {
  const socketPath = await consoleWith("secret");
  noteApiCall({ door: "rest", family: "Users", status: 200, startedMs: performance.now() });
  const registry = new Registry();
  new Counter({ name: "gatehouse_test_total", help: "Of the gateway.", registers: [registry] }).inc();
  const readMore = () => readConsoleMetrics({ socketPath, metricsToken: "secret" });
  const probes = new Probes({ registry, metricsToken: "secret", readMore, notReady: () => null });
  const server = createServer((request, response) => void probes.handle("/metrics", request, response));
  const gatewayPath = join(dir, "gateway.sock");
  await listen(server, { socketPath: gatewayPath });
  ends.push(() => server.close());
  const lines = (await readConsoleMetrics({ socketPath: gatewayPath, metricsToken: "secret" })).split("\n");
  expect(lines).toContain("gatehouse_test_total 1");
  expect(lines.filter((line) => line.startsWith("gatehouse_api_call_duration_seconds_count"))).toHaveLength(1);
  const helps = lines.filter((line) => line.startsWith("# HELP")).map((line) => line.split(" ")[2]);
  expect(new Set(helps).size).toBe(helps.length);
  expect(await readConsoleMetrics({ socketPath: gatewayPath, metricsToken: "wrong" })).toBe("");
});
