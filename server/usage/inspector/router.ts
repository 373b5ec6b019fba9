import { procedure, router } from "@/server/trpc/init";
import { readRequestBodies } from "../body/service";
import { resolveAnything } from "./resolve";
import { ReadBodiesInput, RequestIdInput, ResolveInput } from "./schema";
import { getRequestTimeline } from "./timeline";

export const inspectorRouter = router({
  timeline: procedure.input(RequestIdInput).query(({ ctx, input }) => getRequestTimeline(ctx, input)),
  resolve: procedure.input(ResolveInput).query(({ ctx, input }) => resolveAnything(ctx, input)),
  /** A mutation, because looking at what somebody else wrote leaves a trace. */
  readBodies: procedure.input(ReadBodiesInput).mutation(({ ctx, input }) => readRequestBodies(ctx, input)),
});
