import { refreshSettings } from "@/server/configuration/setting/current";
import { type Picture, readLogo } from "@/server/configuration/site/logo";
import { getDb } from "@/server/kernel/database/client";

/** The site's logo. Its address names its content, so it may be kept for good. */
export async function answerSiteLogo(): Promise<Response> {
  await refreshSettings(getDb());
  return pictureResponse(readLogo());
}

/** A picture of the settings; 404 where there is none. */
export function pictureResponse(picture: Picture | null): Response {
  if (!picture) return new Response(null, { status: 404 });
  return new Response(new Uint8Array(picture.bytes), {
    headers: {
      "content-type": picture.type,
      "cache-control": "public, max-age=31536000, immutable",
      // An SVG opened by itself is a document: nothing in it may run.
      "content-security-policy": "default-src 'none'; style-src 'unsafe-inline'; sandbox",
    },
  });
}
