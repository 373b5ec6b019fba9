import { streamEvents } from "@/server/http/events";

export const dynamic = "force-dynamic";

export function GET(request: Request): Promise<Response> {
  return streamEvents(request);
}
