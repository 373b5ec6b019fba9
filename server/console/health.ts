import type { IncomingMessage, ServerResponse } from "node:http";
import { getDb } from "@/server/kernel/database/client";

/**
 * Answers /livez and /readyz on a machine without a gateway process, and says whether it did. Ready means that the
 * database answers.
 */
export function answerHealth(request: IncomingMessage, response: ServerResponse): boolean {
  const path = request.url?.split("?", 1)[0];
  if (path === "/livez") {
    send(response, 200, { status: "ok" });
    return true;
  }
  if (path !== "/readyz") return false;
  getDb().$queryRaw`SELECT 1`
    .then(() => send(response, 200, { status: "ready" }))
    .catch(() => send(response, 503, { status: "unready", database: "unreachable" }));
  return true;
}

function send(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { "content-type": "application/json", "cache-control": "no-store" });
  response.end(JSON.stringify(body));
}
