import { procedure, router } from "@/server/trpc/init";
import { ownOverview } from "./own";
import { OverviewInput } from "./schema";
import { siteOverview } from "./site";

export const overviewRouter = router({
  site: procedure.input(OverviewInput).query(({ ctx, input }) => siteOverview(ctx, input)),
  own: procedure.query(({ ctx }) => ownOverview(ctx)),
});
