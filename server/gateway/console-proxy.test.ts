import { createServer, type RequestListener, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, expect, test } from "vitest";
import { newId } from "@/server/kernel/ids";
import { ConsoleProxy } from "./console-proxy";

const endings: (() => void)[] = [];

afterEach(() => {
  for (const end of endings.splice(0)) end();
});

function serve(listener: RequestListener, address: string | number): Promise<Server> {
  const server = createServer(listener);
  endings.push(() => {
    server.closeAllConnections();
    server.close();
  });
  return new Promise((resolve) => server.listen(address, () => resolve(server)));
}

/** A console that ends every connection at the second request on it, and the gateway's door in front of it. */
async function frontOfForgetfulConsole() {
  const socketPath = join(tmpdir(), `${newId("nod").slice(-12)}.sock`);
  const used = new WeakSet<object>();
  const seen: string[] = [];
  await serve((request, response) => {
    seen.push(`${request.method}`);
    if (used.has(request.socket)) {
      request.socket.destroy();
      return;
    }
    used.add(request.socket);
    response.end("page");
  }, socketPath);
  const proxy = new ConsoleProxy({ socketPath, clientAddress: () => "192.0.2.1", isTrustedPeer: () => false });
  const door = await serve((request, response) => proxy.handle(request, response), 0);
  endings.unshift(() => proxy.close());
  const url = `http://127.0.0.1:${(door.address() as AddressInfo).port}/`;
  return { url, seen };
}

test("a page is asked for again when a kept connection had just ended", async () => {
  const { url, seen } = await frontOfForgetfulConsole();
  for (let visit = 0; visit < 3; visit++) {
    const answer = await fetch(url);
    expect([answer.status, await answer.text()]).toEqual([200, "page"]);
  }
  expect(seen).toEqual(["GET", "GET", "GET", "GET", "GET"]);
});

test("a change is never sent twice, whatever happens to the connection", async () => {
  const { url, seen } = await frontOfForgetfulConsole();
  await (await fetch(url)).text();
  const answer = await fetch(url, { method: "POST", body: "change" });
  expect(answer.status).toBe(502);
  expect(seen).toEqual(["GET", "POST"]);
});
