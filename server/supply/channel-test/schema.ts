import { z } from "zod";
import { PageInput } from "@/server/kernel/paging/schema";
import { ChannelId, ChannelSelection } from "../channel/schema";

export const TestChannelInput = z.object({
  channelId: ChannelId,
  /** None: the first enabled key. */
  keyId: z.string().startsWith("cky_").max(32).optional(),
  /** None: the channel's test model, else its first model. */
  model: z.string().trim().min(1).max(191).optional(),
  isStream: z.boolean().default(false),
});
export type TestChannelInput = z.input<typeof TestChannelInput>;

/** What a running test tells, one JSON object a line on the way to the browser. Times in milliseconds since its start. */
export type ChannelTestEvent =
  | { kind: "start"; model: string; upstreamModel: string; keyHint: string; isStream: boolean }
  | { kind: "status"; httpStatus: number; atMs: number }
  | { kind: "delta"; text: string; atMs: number }
  | { kind: "end"; result: ChannelTestResult }
  /** The test could not be begun: not allowed, channel gone, no key. */
  | { kind: "refused"; reason: string; meta: Record<string, string | number | boolean | null> | null };

export type ChannelTestResult = {
  id: string;
  isOk: boolean;
  httpStatus: number | null;
  latencyMs: number;
  firstTokenMs: number | null;
  answer: string;
  /** The upstream's words with keys masked, or our own reason; empty when it passed. */
  error: string;
  usage: { promptTokens: number; cachedTokens: number; completionTokens: number } | null;
  /** The system had switched the channel or key off, and this test brought it back. */
  isReenabled: boolean;
};

export const ListChannelTestsInput = PageInput.extend({ channelId: ChannelId });
export type ListChannelTestsInput = z.output<typeof ListChannelTestsInput>;

export const TestManyInput = z.object({
  selection: ChannelSelection,
  isStream: z.boolean().default(false),
});
export type TestManyInput = z.output<typeof TestManyInput>;
