import { settingRouter } from "@/server/configuration/setting/router";
import { sessionRouter } from "@/server/identity/session/router";
import { createCallerFactory, router } from "./init";

export const appRouter = router({
  session: sessionRouter,
  setting: settingRouter,
});

export type AppRouter = typeof appRouter;
export const createCaller = createCallerFactory(appRouter);
