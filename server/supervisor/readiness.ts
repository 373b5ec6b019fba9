import { get } from "node:http";

const POLL_EVERY_MS = 150;
const ANSWER_TIMEOUT_MS = 2_000;

/** Resolves when the server answers 200 at /readyz; asks again until then, or until the signal ends it. */
export async function waitUntilReady(host: string, port: number, signal: AbortSignal): Promise<boolean> {
  while (!signal.aborted) {
    if (await isReady(host, port)) return true;
    await new Promise((resolve) => setTimeout(resolve, POLL_EVERY_MS));
  }
  return false;
}

function isReady(host: string, port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const request = get({ host, port, path: "/readyz", timeout: ANSWER_TIMEOUT_MS }, (response) => {
      response.resume();
      resolve(response.statusCode === 200);
    });
    request.once("timeout", () => request.destroy());
    request.once("error", () => resolve(false));
  });
}
