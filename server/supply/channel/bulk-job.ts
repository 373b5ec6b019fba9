import { z } from "zod";
import type { JobKind } from "@/server/operations/job/kind";
import { changeOneChannel } from "./change-one";
import { BulkChange } from "./schema";

const Params = z.object({ change: BulkChange });

/** A bulk change of more channels than one call should hold up. */
export const channelBulkJob: JobKind = {
  kind: "channel.bulk",
  concurrency: 1,
  async run(ctx, { params, target }) {
    await changeOneChannel(ctx, target.id, Params.parse(params).change);
    return { status: "done", detail: "" };
  },
};
