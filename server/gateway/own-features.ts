import type { OwnProviderFeature } from "@/server/supply/own-provider/schema";
import type { GatewayRequest } from "./request";

/** What an upstream must be able to do to answer a request, as far as the request tells. */
export function neededFeatures({ endpoint, body, isStream }: GatewayRequest): OwnProviderFeature[] {
  const needed: OwnProviderFeature[] = [];
  if (endpoint === "embeddings") needed.push("embeddings");
  if (isStream) needed.push("streaming");
  if (Array.isArray(body.tools) && body.tools.length > 0) needed.push("tools");
  if (Array.isArray(body.messages) && body.messages.some(hasImage)) needed.push("vision");
  return needed;
}

function hasImage(message: unknown): boolean {
  const content = typeof message === "object" && message !== null && "content" in message ? message.content : null;
  return Array.isArray(content) && content.some(isImage);
}

function isImage(part: unknown): boolean {
  return typeof part === "object" && part !== null && "type" in part && part.type === "image_url";
}
