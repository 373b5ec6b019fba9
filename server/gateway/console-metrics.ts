import { request as httpRequest, type IncomingMessage } from "node:http";
import { logger } from "@/server/kernel/logger";

/** Who scrapes gets the gateway's own figures even if the console hangs. */
const WAIT_MS = 1_000;

type Source = { socketPath: string; metricsToken: string | undefined };

/** The console's figures as Prometheus' text, from its private socket; empty when it does not answer. Never throws. */
export function readConsoleMetrics({ socketPath, metricsToken }: Source): Promise<string> {
  const headers = metricsToken === undefined ? {} : { authorization: `Bearer ${metricsToken}` };
  return new Promise((resolve) => {
    const none = (error: unknown) => {
      logger.debug({ err: error }, "the console's metrics could not be read");
      resolve("");
    };
    const signal = AbortSignal.timeout(WAIT_MS);
    const request = httpRequest({ socketPath, path: "/metrics", headers, signal }, (response) => {
      if (response.statusCode === 200) textOf(response).then(resolve, none);
      else {
        response.resume();
        none(new Error(`status ${response.statusCode}`));
      }
    });
    request.on("error", none).end();
  });
}

async function textOf(response: IncomingMessage): Promise<string> {
  let text = "";
  for await (const chunk of response.setEncoding("utf8")) text += String(chunk);
  return text;
}
