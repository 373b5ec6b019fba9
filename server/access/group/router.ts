import { procedure, router } from "@/server/trpc/init";
import { listGroupChoices, readAutoGroup } from "./choices";
import { GroupChoicesInput, GroupCreateInput, GroupDeleteInput, GroupUpdateInput } from "./schema";
import { createGroup, deleteGroup, listGroups, updateGroup } from "./service";

export const groupRouter = router({
  list: procedure.query(({ ctx }) => listGroups(ctx)),
  choices: procedure.input(GroupChoicesInput).query(({ ctx, input }) => listGroupChoices(ctx, input)),
  auto: procedure.input(GroupChoicesInput).query(({ ctx, input }) => readAutoGroup(ctx, input)),
  create: procedure.input(GroupCreateInput).mutation(({ ctx, input }) => createGroup(ctx, input)),
  update: procedure.input(GroupUpdateInput).mutation(({ ctx, input }) => updateGroup(ctx, input)),
  delete: procedure.input(GroupDeleteInput).mutation(({ ctx, input }) => deleteGroup(ctx, input)),
});
