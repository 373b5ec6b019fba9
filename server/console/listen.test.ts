import { mkdtempSync, rmSync, statSync } from "node:fs";
import { createServer, get } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { closeServer, listen } from "./listen";

const dir = mkdtempSync(join(tmpdir(), "listen-test-"));
afterAll(() => rmSync(dir, { recursive: true }));

test("a socket left behind by a killed process is replaced, and only its owner may use the new one", async () => {
  const socketPath = join(dir, "console.sock");
  const killed = createServer();
  await listen(killed, { socketPath });
  const server = createServer();
  await listen(server, { socketPath });
  expect(statSync(socketPath).mode & 0o077).toBe(0);
  await Promise.all([closeServer(server, 100), closeServer(killed, 100)]);
});

test("an open request finishes before the server closes; one that does not end is cut", async () => {
  const socketPath = join(dir, "slow.sock");
  const opened: (() => void)[] = [];
  const server = createServer((request, response) => {
    opened.push(() => response.end("done"));
    if (request.url === "/stuck") response.write("…");
  });
  await listen(server, { socketPath });
  const ask = (path: string) =>
    new Promise<string>((resolve) => {
      const request = get({ socketPath, path }, (response) => {
        let text = "";
        response.on("data", (chunk) => {
          text += chunk;
        });
        response.on("end", () => resolve(text));
        response.on("error", () => resolve("cut"));
      });
      request.on("error", () => resolve("cut"));
    });
  const answers = [ask("/slow"), ask("/stuck")];
  await expect.poll(() => opened.length).toBe(2);
  const closed = closeServer(server, 300);
  opened[0]?.();
  expect(await answers[0]).toBe("done");
  expect(await answers[1]).toBe("cut");
  await closed;
});
