import { procedure, router } from "@/server/trpc/init";
import { DeskFindInput } from "./schema";
import { findCustomers } from "./service";

export const deskRouter = router({
  find: procedure.input(DeskFindInput).query(({ ctx, input }) => findCustomers(ctx, input)),
});
