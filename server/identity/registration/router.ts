import { visitorContext } from "@/server/kernel/context";
import { publicProcedure, router } from "@/server/trpc/init";
import { RegisterInput } from "./schema";
import { register } from "./service";

export const registrationRouter = router({
  register: publicProcedure
    .input(RegisterInput)
    .mutation(({ ctx, input }) => register(visitorContext("registration", ctx), input)),
});
