import { procedure, router } from "@/server/trpc/init";
import { TestMailInput } from "./schema";
import { testMail } from "./service";

export const mailRouter = router({
  test: procedure.input(TestMailInput).mutation(({ ctx, input }) => testMail(ctx, input)),
});
