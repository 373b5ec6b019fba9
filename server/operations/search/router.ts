import { procedure, router } from "@/server/trpc/init";
import { LookupInput } from "./schema";
import { lookup } from "./service";

export const searchRouter = router({
  lookup: procedure.input(LookupInput).query(({ ctx, input }) => lookup(ctx, input)),
});
