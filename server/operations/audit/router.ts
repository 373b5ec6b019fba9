import { procedure, router } from "@/server/trpc/init";
import { AuditIdInput, AuditTargetInput, ListAuditInput } from "./schema";
import { getAuditEvent, listAudit, listAuditActions, listAuditForTarget } from "./service";

export const auditRouter = router({
  list: procedure.input(ListAuditInput).query(({ ctx, input }) => listAudit(ctx, input)),
  get: procedure.input(AuditIdInput).query(({ ctx, input }) => getAuditEvent(ctx, input)),
  actions: procedure.query(({ ctx }) => listAuditActions(ctx)),
  forTarget: procedure.input(AuditTargetInput).query(({ ctx, input }) => listAuditForTarget(ctx, input)),
});
