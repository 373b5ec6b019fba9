import { rmSync, statSync } from "node:fs";
import { dirname } from "node:path";
import { expect, test } from "vitest";
import { socketPathIn } from "./socket-path.mjs";

test("the console's socket is in the data folder", () => {
  expect(socketPathIn("/srv/gatehouse/data", 3000)).toBe("/srv/gatehouse/data/console-3000.sock");
});

test("where that path is too long for a socket, it is in a folder that only the owner can enter", () => {
  const path = socketPathIn(`/srv/${"deep/".repeat(30)}data`, 3000);
  expect(Buffer.byteLength(path)).toBeLessThanOrEqual(100);
  expect(statSync(dirname(path)).mode & 0o077).toBe(0);
  rmSync(dirname(path), { recursive: true });
});
