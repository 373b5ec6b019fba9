import { procedure, router } from "@/server/trpc/init";
import { readLatency } from "./latency";
import { ActivityInput, ActivityLatencyInput, ActivityRange, ActivityTopsInput } from "./schema";
import { readActivity } from "./service";
import { readTops, readValues } from "./tops";

export const activityRouter = router({
  series: procedure.input(ActivityInput).query(({ ctx, input }) => readActivity(ctx, input)),
  latency: procedure.input(ActivityLatencyInput).query(({ ctx, input }) => readLatency(ctx, input)),
  values: procedure.input(ActivityRange).query(({ ctx, input }) => readValues(ctx, input)),
  tops: procedure.input(ActivityTopsInput).query(({ ctx, input }) => readTops(ctx, input)),
});
