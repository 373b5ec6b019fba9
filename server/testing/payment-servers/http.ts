import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

export type ServedRequest = { method: string; url: URL; headers: Record<string, string>; form: Record<string, string> };
export type Answer = { status: number; type?: string; body: string; location?: string };
export type LocalServer = { url: string; port: number; close: () => Promise<void> };

/** A small server on loopback that answers requests read whole, their bodies as forms. */
export async function startLocalServer(
  answer: (request: ServedRequest) => Answer | Promise<Answer>,
  port = 0,
): Promise<LocalServer> {
  const server = createServer((req, res) => {
    void respond(req, res, answer);
  });
  await new Promise<void>((resolve) => server.listen(port, "127.0.0.1", resolve));
  const { port: bound } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${bound}`,
    port: bound,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function respond(
  req: IncomingMessage,
  res: ServerResponse,
  answer: (request: ServedRequest) => Answer | Promise<Answer>,
): Promise<void> {
  const parts: Buffer[] = [];
  for await (const part of req) parts.push(part as Buffer);
  const url = new URL(req.url ?? "/", "http://127.0.0.1");
  const form = Object.fromEntries(new URLSearchParams(Buffer.concat(parts).toString("utf8")));
  const headers = Object.fromEntries(Object.entries(req.headers).map(([name, value]) => [name, String(value)]));
  try {
    const {
      status,
      type = "application/json",
      body,
      location,
    } = await answer({
      method: req.method ?? "GET",
      url,
      headers,
      form,
    });
    res.writeHead(status, { "content-type": type, ...(location ? { location } : {}) }).end(body);
  } catch (error) {
    res.writeHead(500, { "content-type": "text/plain" }).end(String(error));
  }
}

/** A payment page of one button, for people and for browsers that tests drive. */
export function payPage(input: { title: string; amount: string; action: string }): Answer {
  const body = `<!doctype html><html lang="en"><meta charset="utf-8"><title>${input.title}</title>
<h1>${input.title}</h1><p>${input.amount}</p><form method="post" action="${input.action}"><button>Pay</button></form></html>`;
  return { status: 200, type: "text/html; charset=utf-8", body };
}
