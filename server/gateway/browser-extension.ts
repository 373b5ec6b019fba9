import type { IncomingHttpHeaders } from "node:http";
import { notPermitted } from "./errors";

const EXTENSION = /^(?:chrome|moz|ms-browser|safari|safari-web)-extension:/i;

/** Throws GatewayError 403 for a request that a browser's extension sends; a browser always says so in `origin`. */
export function refuseBrowserExtension({ origin }: IncomingHttpHeaders): void {
  if (typeof origin !== "string" || !EXTENSION.test(origin)) return;
  throw notPermitted("browser_extension", "This site does not serve browser extensions. Use a program of your own.");
}
