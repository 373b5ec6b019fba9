import { publicProcedure, router } from "@/server/trpc/init";
import { SitePageInput } from "./schema";
import { describeSite, readSitePage, viewerOf } from "./service";

export const siteRouter = router({
  get: publicProcedure.query(({ ctx }) => describeSite(viewerOf(ctx.service), new Date())),
  page: publicProcedure.input(SitePageInput).query(({ input }) => readSitePage(input.page)),
});
