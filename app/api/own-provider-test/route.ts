import { streamOwnProviderTest } from "@/server/http/channel-test-stream";

export function POST(request: Request): Promise<Response> {
  return streamOwnProviderTest(request);
}
