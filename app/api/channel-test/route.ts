import { streamChannelTest } from "@/server/http/channel-test-stream";

export function POST(request: Request): Promise<Response> {
  return streamChannelTest(request);
}
