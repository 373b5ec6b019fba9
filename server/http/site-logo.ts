import { refreshSettings } from "@/server/configuration/setting/current";
import { readLogo } from "@/server/configuration/site/logo";
import { getDb } from "@/server/kernel/database/client";

/** The site's logo. Its address names its content, so it may be kept for good. */
export async function answerSiteLogo(): Promise<Response> {
  await refreshSettings(getDb());
  const logo = readLogo();
  if (!logo) return new Response(null, { status: 404 });
  return new Response(new Uint8Array(logo.bytes), {
    headers: {
      "content-type": logo.type,
      "cache-control": "public, max-age=31536000, immutable",
      // An SVG opened by itself is a document: nothing in it may run.
      "content-security-policy": "default-src 'none'; style-src 'unsafe-inline'; sandbox",
    },
  });
}
