import { procedure, router } from "@/server/trpc/init";
import {
  UserAnnotateInput,
  UserBulkStatusInput,
  UserCreateInput,
  UserGetInput,
  UserListInput,
  UserReasonInput,
  UserResetPasswordInput,
  UserSetRoleInput,
  UserUpdateInput,
} from "./schema";
import { createUser } from "./service/create";
import { getUser } from "./service/get";
import { listUsers } from "./service/list";
import { deleteUser, restoreUser } from "./service/remove";
import { resetUserPassword } from "./service/reset-password";
import { setUserRole } from "./service/set-role";
import { disableUser, enableUser, setStatusOfMany } from "./service/set-status";
import { annotateUser, updateUser } from "./service/update";

export const userRouter = router({
  annotate: procedure.input(UserAnnotateInput).mutation(({ ctx, input }) => annotateUser(ctx, input)),
  create: procedure.input(UserCreateInput).mutation(({ ctx, input }) => createUser(ctx, input)),
  delete: procedure.input(UserReasonInput).mutation(({ ctx, input }) => deleteUser(ctx, input)),
  disable: procedure.input(UserReasonInput).mutation(({ ctx, input }) => disableUser(ctx, input)),
  enable: procedure.input(UserReasonInput).mutation(({ ctx, input }) => enableUser(ctx, input)),
  get: procedure.input(UserGetInput).query(({ ctx, input }) => getUser(ctx, input)),
  list: procedure.input(UserListInput).query(({ ctx, input }) => listUsers(ctx, input)),
  resetPassword: procedure.input(UserResetPasswordInput).mutation(({ ctx, input }) => resetUserPassword(ctx, input)),
  restore: procedure.input(UserReasonInput).mutation(({ ctx, input }) => restoreUser(ctx, input)),
  setRole: procedure.input(UserSetRoleInput).mutation(({ ctx, input }) => setUserRole(ctx, input)),
  setStatusOfMany: procedure.input(UserBulkStatusInput).mutation(({ ctx, input }) => setStatusOfMany(ctx, input)),
  update: procedure.input(UserUpdateInput).mutation(({ ctx, input }) => updateUser(ctx, input)),
});
