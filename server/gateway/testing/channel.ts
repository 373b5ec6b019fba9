import { openAiProvider } from "@/server/providers/openai/provider";
import type { Channel } from "../snapshot";

/** An OpenAI-compatible channel for tests; every field can be overridden. */
export function testChannel(over: Partial<Channel> = {}): Channel {
  return {
    id: "chn_1",
    isOwn: false,
    name: "test",
    provider: openAiProvider,
    baseUrl: "http://127.0.0.1:9",
    organization: undefined,
    settings: {},
    modelMapping: new Map(),
    statusMapping: new Map(),
    isAutoBan: true,
    keys: [{ id: "cky_1", secret: "sk-test" }],
    headers: null,
    proxy: "",
    limits: null,
    timeouts: null,
    retries: null,
    ...over,
  };
}
