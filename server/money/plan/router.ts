import { procedure, router } from "@/server/trpc/init";
import {
  PlanCreateInput,
  PlanGetInput,
  PlanListInput,
  PlanPublishInput,
  PlanRemovalInput,
  PlanUpdateInput,
} from "./schema";
import { createPlan } from "./service/create";
import { getPlan, listOffers, listPlans } from "./service/list";
import { publishPlan } from "./service/publish";
import { deletePlan, restorePlan } from "./service/remove";
import { updatePlan } from "./service/update";

export const planRouter = router({
  offers: procedure.query(({ ctx }) => listOffers(ctx)),
  list: procedure.input(PlanListInput).query(({ ctx, input }) => listPlans(ctx, input)),
  get: procedure.input(PlanGetInput).query(({ ctx, input }) => getPlan(ctx, input)),
  create: procedure.input(PlanCreateInput).mutation(({ ctx, input }) => createPlan(ctx, input)),
  update: procedure.input(PlanUpdateInput).mutation(({ ctx, input }) => updatePlan(ctx, input)),
  publish: procedure.input(PlanPublishInput).mutation(({ ctx, input }) => publishPlan(ctx, input)),
  delete: procedure.input(PlanRemovalInput).mutation(({ ctx, input }) => deletePlan(ctx, input)),
  restore: procedure.input(PlanRemovalInput).mutation(({ ctx, input }) => restorePlan(ctx, input)),
});
