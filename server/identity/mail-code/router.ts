import { visitorContext } from "@/server/kernel/context";
import { publicProcedure, router } from "@/server/trpc/init";
import { RequestCodeInput, RequestResetInput, ResetPasswordInput } from "./schema";
import { requestEmailCode, requestReset, resetPasswordByCode } from "./service";

export const mailCodeRouter = router({
  requestEmailCode: publicProcedure
    .input(RequestCodeInput)
    .mutation(({ ctx, input }) => requestEmailCode(visitorContext("registration", ctx), input)),
  requestReset: publicProcedure
    .input(RequestResetInput)
    .mutation(({ ctx, input }) => requestReset(visitorContext("password reset", ctx), input)),
  resetPassword: publicProcedure
    .input(ResetPasswordInput)
    .mutation(({ ctx, input }) => resetPasswordByCode(visitorContext("password reset", ctx), input)),
});
