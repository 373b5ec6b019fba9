import { settingRouter } from "@/server/configuration/setting/router";
import { sessionRouter } from "@/server/identity/session/router";
import { auditRouter } from "@/server/operations/audit/router";
import { searchRouter } from "@/server/operations/search/router";
import { logRouter } from "@/server/usage/log/router";
import { overviewRouter } from "@/server/usage/overview/router";
import { createCallerFactory, router } from "./init";

export const appRouter = router({
  audit: auditRouter,
  log: logRouter,
  overview: overviewRouter,
  search: searchRouter,
  session: sessionRouter,
  setting: settingRouter,
});

export type AppRouter = typeof appRouter;
export const createCaller = createCallerFactory(appRouter);
