import { procedure, router } from "@/server/trpc/init";
import { DeskFindInput } from "./schema";
import { findCustomers } from "./service";
import { readWaiting } from "./waiting";

export const deskRouter = router({
  find: procedure.input(DeskFindInput).query(({ ctx, input }) => findCustomers(ctx, input)),
  waiting: procedure.query(({ ctx }) => readWaiting(ctx)),
});
