import { z } from "zod";
import type { JobKind } from "@/server/operations/job/kind";
import { migrateOne } from "./upgrade";

const Params = z.object({ templateId: z.string(), number: z.number().int(), reason: z.string() });

/** Moves more configurations to another version of their template than one call should hold up. */
export const configMigrateJob: JobKind = {
  kind: "config.migrate",
  concurrency: 1,
  async run(ctx, { params, target }) {
    const isMoved = await migrateOne(ctx, target.id, Params.parse(params));
    return { status: isMoved ? "done" : "skipped", detail: "" };
  },
};
