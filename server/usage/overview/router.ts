import { procedure, router } from "@/server/trpc/init";
import { ownOverview, siteOverview } from "./service";

export const overviewRouter = router({
  site: procedure.query(({ ctx }) => siteOverview(ctx)),
  own: procedure.query(({ ctx }) => ownOverview(ctx)),
});
