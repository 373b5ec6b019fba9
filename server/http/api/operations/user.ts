import { z } from "zod";
import { RevokeSessionInput, SessionOwnerInput } from "@/server/identity/session/schema";
import { listSessions, revokeAllSessions, revokeSession } from "@/server/identity/session/service";
import {
  UserBulkStatusInput,
  UserCreateInput,
  UserGetInput,
  UserListInput,
  UserReasonInput,
  UserResetPasswordInput,
  UserSetRoleInput,
  UserUpdateInput,
} from "@/server/identity/user/schema";
import { createUser } from "@/server/identity/user/service/create";
import { getUser } from "@/server/identity/user/service/get";
import { listUsers } from "@/server/identity/user/service/list";
import { deleteUser, restoreUser } from "@/server/identity/user/service/remove";
import { resetUserPassword } from "@/server/identity/user/service/reset-password";
import { setUserRole } from "@/server/identity/user/service/set-role";
import { disableUser, enableUser, setStatusOfMany } from "@/server/identity/user/service/set-status";
import { updateUser } from "@/server/identity/user/service/update";
import { NewVersion, Outcome } from "../answers/shapes";
import {
  CreateUserAnswer,
  EndedSessions,
  ResetUserPasswordAnswer,
  SessionEntry,
  UserDetail,
  UserItem,
} from "../answers/user";
import { Nothing, operation, pageOf, tagged } from "../operation";

export const userOperations = tagged("Users", [
  operation("listUsers", {
    method: "GET",
    path: "/users",
    scope: "users:read",
    summary: "List accounts, the newest first",
    input: UserListInput,
    output: pageOf(UserItem),
    verb: listUsers,
  }),
  operation("createUser", {
    method: "POST",
    path: "/users",
    scope: "users:write",
    status: 201,
    summary: "Create an account",
    input: UserCreateInput,
    output: CreateUserAnswer,
    verb: createUser,
  }),
  operation("setStatusOfMany", {
    method: "POST",
    path: "/users/bulk-status",
    scope: "users:write",
    summary: "Enable or disable up to 100 accounts, each for itself",
    input: UserBulkStatusInput,
    output: z.array(Outcome),
    verb: setStatusOfMany,
  }),
  operation("getUser", {
    method: "GET",
    path: "/users/{id}",
    scope: "users:read",
    summary: "Read an account",
    input: UserGetInput,
    output: UserDetail,
    verb: getUser,
  }),
  operation("updateUser", {
    method: "PATCH",
    path: "/users/{id}",
    scope: "users:write",
    summary: "Change an account",
    input: UserUpdateInput,
    output: NewVersion,
    verb: updateUser,
  }),
  operation("deleteUser", {
    method: "DELETE",
    path: "/users/{id}",
    scope: "users:write",
    summary: "Delete an account; it can be brought back for 30 days",
    input: UserReasonInput,
    output: Nothing,
    verb: deleteUser,
  }),
  operation("restoreUser", {
    method: "POST",
    path: "/users/{id}/restore",
    scope: "users:write",
    summary: "Bring a deleted account back",
    input: UserReasonInput,
    output: Nothing,
    verb: restoreUser,
  }),
  operation("enableUser", {
    method: "POST",
    path: "/users/{id}/enable",
    scope: "users:write",
    summary: "Enable an account",
    input: UserReasonInput,
    output: Nothing,
    verb: enableUser,
  }),
  operation("disableUser", {
    method: "POST",
    path: "/users/{id}/disable",
    scope: "users:write",
    summary: "Disable an account: its sessions and keys end at once",
    input: UserReasonInput,
    output: Nothing,
    verb: disableUser,
  }),
  operation("setUserRole", {
    method: "PUT",
    path: "/users/{id}/role",
    scope: "accounts:write",
    summary: "Give an account another role",
    input: UserSetRoleInput,
    output: Nothing,
    verb: setUserRole,
  }),
  operation("resetUserPassword", {
    method: "POST",
    path: "/users/{id}/reset-password",
    scope: "accounts:write",
    summary: "Give an account a new password",
    input: UserResetPasswordInput,
    output: ResetUserPasswordAnswer,
    verb: resetUserPassword,
  }),
  operation("listSessions", {
    method: "GET",
    path: "/users/{user_id}/sessions",
    scope: "users:read",
    summary: "List an account's live sessions",
    input: SessionOwnerInput,
    output: z.array(SessionEntry),
    verb: listSessions,
  }),
  operation("revokeAllSessions", {
    method: "POST",
    path: "/users/{user_id}/sessions/revoke",
    scope: "accounts:write",
    summary: "End all sessions of an account",
    input: SessionOwnerInput,
    output: EndedSessions,
    verb: async (ctx, input) => ({ endedCount: await revokeAllSessions(ctx, input) }),
  }),
  operation("revokeSession", {
    method: "DELETE",
    path: "/sessions/{id}",
    scope: "accounts:write",
    summary: "End a session",
    input: RevokeSessionInput,
    output: Nothing,
    verb: revokeSession,
  }),
]);
