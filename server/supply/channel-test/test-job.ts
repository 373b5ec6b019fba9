import { z } from "zod";
import type { JobKind } from "@/server/operations/job/kind";
import { runChannelTest } from "./service";

const Params = z.object({ isStream: z.boolean() });

/** Few at once: tests cost money upstream, and vendors limit how fast one address may ask. */
const TESTS_AT_ONCE = 4;

/** A test of many channels, one report row each. */
export const channelTestJob: JobKind = {
  kind: "channel.test",
  concurrency: TESTS_AT_ONCE,
  async run(ctx, { jobId, params, target, signal }) {
    const { isStream } = Params.parse(params);
    const result = await runChannelTest(ctx, { channelId: target.id, isStream }, { jobId, signal });
    if (!result.isOk) return { status: "failed", detail: result.error };
    return { status: "done", detail: `${result.latencyMs} ms` };
  },
};
