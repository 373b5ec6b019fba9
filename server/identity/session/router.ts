import { procedure, router } from "@/server/trpc/init";
import { RevokeSessionInput, SessionOwnerInput, StepUpInput } from "./schema";
import { listSessions, revokeAllSessions, revokeSession, stepUp } from "./service";

export const sessionRouter = router({
  list: procedure.input(SessionOwnerInput).query(({ ctx, input }) => listSessions(ctx, input)),
  revoke: procedure.input(RevokeSessionInput).mutation(({ ctx, input }) => revokeSession(ctx, input)),
  revokeAll: procedure.input(SessionOwnerInput).mutation(({ ctx, input }) => revokeAllSessions(ctx, input)),
  stepUp: procedure.input(StepUpInput).mutation(({ ctx, input }) => stepUp(ctx, input)),
});
