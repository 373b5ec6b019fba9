import { procedure, router } from "@/server/trpc/init";
import { ApprovalIdInput, ApproveInput, ListApprovalsInput, RejectInput } from "./schema";
import { approve, reject, withdraw } from "./service/decide";
import { getApproval, listApprovals } from "./service/list";

export const approvalRouter = router({
  approve: procedure.input(ApproveInput).mutation(({ ctx, input }) => approve(ctx, input)),
  get: procedure.input(ApprovalIdInput).query(({ ctx, input }) => getApproval(ctx, input)),
  list: procedure.input(ListApprovalsInput).query(({ ctx, input }) => listApprovals(ctx, input)),
  reject: procedure.input(RejectInput).mutation(({ ctx, input }) => reject(ctx, input)),
  withdraw: procedure.input(ApprovalIdInput).mutation(({ ctx, input }) => withdraw(ctx, input)),
});
