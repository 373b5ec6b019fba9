import { randomBytes } from "node:crypto";
import { getSetting, refreshSettings } from "@/server/configuration/setting/current";
import { getDb } from "@/server/kernel/database/client";

const HOST = "https://challenges.cloudflare.com";
const NONCE_BYTES = 16;

/**
 * The frame that holds the check against bots: the only page of ours that loads a script from elsewhere, and only while an
 * operator has that on. The pages around it load nothing but this, and hear from it nothing but a token.
 */
export async function answerBotCheckFrame(): Promise<Response> {
  await refreshSettings(getDb());
  if (!getSetting("botCheck.enabled")) return new Response(null, { status: 404 });
  const nonce = randomBytes(NONCE_BYTES).toString("base64");
  return new Response(frameOf(nonce, getSetting("botCheck.siteKey")), {
    headers: {
      "content-type": "text/html; charset=utf-8",
      "cache-control": "no-store",
      "content-security-policy": [
        "default-src 'none'",
        `script-src 'nonce-${nonce}' ${HOST}`,
        `frame-src ${HOST}`,
        `connect-src ${HOST}`,
        "style-src 'unsafe-inline'",
        "base-uri 'none'",
        "form-action 'none'",
        "frame-ancestors 'self'",
      ].join("; "),
    },
  });
}

/** `siteKey` is letters, digits, dots and dashes by its schema. */
function frameOf(nonce: string, siteKey: string): string {
  return `<!doctype html>
<meta charset="utf-8">
<style>body { margin: 0; overflow: hidden; background: transparent }</style>
<script nonce="${nonce}">
  const tell = (message) => parent.postMessage(message, location.origin);
  function passed(token) { tell({ botCheck: token }); }
  function lapsed() { tell({ botCheck: null }); }
  function broken() { tell({ botCheck: null, isBroken: true }); }
  addEventListener("error", broken, true);
</script>
<script nonce="${nonce}" src="${HOST}/turnstile/v0/api.js" async defer></script>
<div class="cf-turnstile" data-sitekey="${siteKey}" data-size="flexible" data-callback="passed"
  data-expired-callback="lapsed" data-error-callback="broken"></div>
`;
}
