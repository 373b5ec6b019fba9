import { procedure, router } from "@/server/trpc/init";
import { PasswordChangeInput, ProfileUpdateInput } from "./schema";
import { changePassword, getProfile, updateProfile } from "./service";

export const profileRouter = router({
  changePassword: procedure.input(PasswordChangeInput).mutation(({ ctx, input }) => changePassword(ctx, input)),
  get: procedure.query(({ ctx }) => getProfile(ctx)),
  update: procedure.input(ProfileUpdateInput).mutation(({ ctx, input }) => updateProfile(ctx, input)),
});
