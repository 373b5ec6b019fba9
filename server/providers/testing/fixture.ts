import { readFileSync } from "node:fs";
import type { JsonObject, StreamParser, Target } from "../contract";
import { createSseParser } from "../sse";

/** A transcript in server/providers/<vendor>/fixtures. */
export function readFixture(vendor: string, name: string): Buffer {
  return readFileSync(new URL(`../${vendor}/fixtures/${name}`, import.meta.url));
}

export function readJsonFixture(vendor: string, name: string): JsonObject {
  return JSON.parse(readFixture(vendor, name).toString("utf8")) as JsonObject;
}

export function makeTarget(target: Partial<Target> = {}): Target {
  return {
    baseUrl: "https://api.example.com",
    key: "sk-test-0123456789",
    settings: {},
    upstreamModel: "test-model",
    ...target,
  };
}

/** Cuts bytes at the given places, which may be in any order, doubled or beyond the end. */
export function cutAt(bytes: Buffer, places: readonly number[]): Buffer[] {
  const cuts = [...new Set([0, ...places.map((place) => place % (bytes.length + 1)), bytes.length])].sort(
    (a, b) => a - b,
  );
  return cuts.slice(1).map((to, at) => bytes.subarray(cuts[at], to));
}

/** A stream as the gateway reads it: bytes to events to chunks, then the end of the body. */
export function readStream(parser: StreamParser, pieces: readonly Buffer[]): JsonObject[] {
  const sse = createSseParser();
  const events = [...pieces.flatMap((piece) => sse.feed(piece)), ...sse.end()];
  const chunks = [...events.flatMap((event) => parser.feed(event)), ...parser.end()];
  return chunks.map((chunk) => JSON.parse(chunk) as JsonObject);
}

type Delta = {
  role?: string;
  content?: string | null;
  reasoning_content?: string;
  tool_calls?: { index: number; id?: string; function: { name?: string; arguments: string } }[];
};
type Choice = { index: number; delta: Delta; finish_reason: string | null };

/** What a client would have put together from the chunks of choice 0. */
export function assemble(chunks: readonly JsonObject[]) {
  const result = {
    role: "",
    content: "",
    reasoning: "",
    tools: [] as { id: string; name: string; arguments: string }[],
    finish: "",
    usage: null as unknown,
  };
  for (const chunk of chunks) {
    if (chunk.usage) result.usage = chunk.usage;
    for (const { index, delta, finish_reason } of chunk.choices as Choice[]) {
      if (index !== 0) continue;
      result.role += delta.role ?? "";
      result.content += delta.content ?? "";
      result.reasoning += delta.reasoning_content ?? "";
      result.finish += finish_reason ?? "";
      for (const call of delta.tool_calls ?? []) {
        const tool = result.tools[call.index] ?? { id: "", name: "", arguments: "" };
        result.tools[call.index] = tool;
        tool.id += call.id ?? "";
        tool.name += call.function.name ?? "";
        tool.arguments += call.function.arguments;
      }
    }
  }
  return result;
}
