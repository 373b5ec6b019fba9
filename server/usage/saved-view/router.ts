import { procedure, router } from "@/server/trpc/init";
import { ListViewsInput, ViewCreateInput, ViewIdInput, ViewUpdateInput } from "./schema";
import { createView, deleteView, getView, listViews, updateView } from "./service";

export const savedViewRouter = router({
  list: procedure.input(ListViewsInput).query(({ ctx, input }) => listViews(ctx, input)),
  get: procedure.input(ViewIdInput).query(({ ctx, input }) => getView(ctx, input)),
  create: procedure.input(ViewCreateInput).mutation(({ ctx, input }) => createView(ctx, input)),
  update: procedure.input(ViewUpdateInput).mutation(({ ctx, input }) => updateView(ctx, input)),
  delete: procedure.input(ViewIdInput).mutation(({ ctx, input }) => deleteView(ctx, input)),
});
