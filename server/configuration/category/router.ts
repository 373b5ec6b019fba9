import { procedure, router } from "@/server/trpc/init";
import { CategoryCreateInput, CategoryDeleteInput, CategoryUpdateInput } from "./schema";
import { createCategory, deleteCategory, listCategories, updateCategory } from "./service";

export const categoryRouter = router({
  list: procedure.query(({ ctx }) => listCategories(ctx)),
  create: procedure.input(CategoryCreateInput).mutation(({ ctx, input }) => createCategory(ctx, input)),
  update: procedure.input(CategoryUpdateInput).mutation(({ ctx, input }) => updateCategory(ctx, input)),
  delete: procedure.input(CategoryDeleteInput).mutation(({ ctx, input }) => deleteCategory(ctx, input)),
});
