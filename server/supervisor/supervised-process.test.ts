import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeEach, expect, test, vi } from "vitest";
import type { ProcessPlan } from "./plan";
import { SupervisedProcess } from "./supervised-process";

const dir = mkdtempSync(join(tmpdir(), "supervised-test-"));
afterAll(() => rmSync(dir, { recursive: true }));
beforeEach(() => {
  vi.spyOn(console, "error").mockImplementation(() => {});
});
afterEach(() => vi.restoreAllMocks());

const READY = `process.send({ type: "ready", pid: process.pid });`;
const ENDS_POLITELY = `process.on("SIGTERM", () => process.exit(0));`;
const STAYS = "setInterval(() => {}, 1000);";

function supervised(source: string, stopTimeoutMs = 5_000) {
  const program = `program-${Math.random().toString(36).slice(2)}.mjs`;
  writeFileSync(join(dir, program), source);
  const plan: ProcessPlan = { name: "gateway", program, nodeArgs: [], args: [], stopTimeoutMs };
  const events = { ready: 0, ends: [] as string[] };
  const child = new SupervisedProcess(plan, dir, {
    onReady: () => {
      events.ready += 1;
    },
    onEnd: (how) => events.ends.push(how),
  });
  child.start();
  return { child, events };
}

test("a process that says it is ready is heard, and ends when asked to", async () => {
  const { child, events } = supervised(`${ENDS_POLITELY} ${READY} ${STAYS}`);
  await expect.poll(() => events.ready).toBe(1);
  expect(await child.stop()).toBe(true);
  expect(events.ends).toEqual([]);
});

test("a process that ends by itself is started again", async () => {
  const { child, events } = supervised(`${READY} setTimeout(() => process.kill(process.pid, "SIGKILL"), 50);`);
  await expect.poll(() => events.ready, { timeout: 5_000 }).toBe(2);
  expect(events.ends[0]).toBe("was killed by SIGKILL");
  await child.stop();
});

test("a process that does not end in time is killed, and that is no clean stop", async () => {
  const { child, events } = supervised(`process.on("SIGTERM", () => {}); ${READY} ${STAYS}`, 200);
  await expect.poll(() => events.ready).toBe(1);
  expect(await child.stop()).toBe(false);
});

test("a stop while a restart is pending starts nothing any more", async () => {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
  try {
    const { child, events } = supervised("process.exit(3);");
    await expect.poll(() => events.ends).toEqual(["ended with exit code 3"]);
    expect(vi.getTimerCount()).toBe(1);
    expect(await child.stop()).toBe(true);
    expect(vi.getTimerCount()).toBe(0);
  } finally {
    vi.useRealTimers();
  }
});
