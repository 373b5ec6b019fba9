import { z } from "zod";
import { PageInput } from "@/server/kernel/paging/schema";
import { RowNumber } from "@/server/kernel/row-number-schema";
import { ROLES } from "../permission/schema";

export const USER_STATUSES = ["enabled", "disabled"] as const;
export type UserStatus = (typeof USER_STATUSES)[number];

/** A deleted account can be brought back for this long. */
export const RESTORE_DAYS = 30;
/** More rows than this go through a job. */
export const BULK_MAX = 100;

export const UserId = z.string().startsWith("usr_").max(32);

/** Stored in lower case, so that a name means the same account on every database. "@" would make it look like an e-mail. */
export const Username = z
  .string()
  .trim()
  .toLowerCase()
  .min(2)
  .max(64)
  .regex(/^[\p{L}\p{N}][\p{L}\p{N}._-]*$/u);

/** An empty field of a form means no address. */
export const Email = z
  .union([z.literal(""), z.email().max(191)])
  .transform((text) => (text === "" ? null : text.toLowerCase()))
  .nullable();

/** The least length is a setting and checked by the service; this is only the frame. */
export const NewPassword = z.string().min(8).max(200);

const displayName = z.string().trim().max(64);
const groupName = z.string().trim().min(1).max(64);
const notes = z.string().trim().max(2000);
const reason = z.string().trim().max(500);

export const UserListInput = PageInput.extend({
  search: z.string().trim().max(191).optional(),
  role: z.array(z.enum(ROLES)).max(ROLES.length).optional(),
  status: z.array(z.enum(USER_STATUSES)).max(USER_STATUSES.length).optional(),
  group: z.array(groupName).max(50).optional(),
  /** Deleted accounts are listed only when asked for, and then alone. */
  isDeleted: z.boolean().optional(),
});
export type UserListInput = z.output<typeof UserListInput>;

export const UserGetInput = z.object({ id: UserId });

export const UserCreateInput = z.object({
  username: Username,
  email: Email.optional(),
  displayName: displayName.optional(),
  role: z.enum(ROLES).default("user"),
  groupName: groupName.default("default"),
  notes: notes.default(""),
  /** Left out or empty: one is generated and shown once. */
  password: z.union([z.literal(""), NewPassword]).optional(),
});
export type UserCreateInput = z.output<typeof UserCreateInput>;

export const UserUpdateInput = z.object({
  id: UserId,
  /** The version the editor read. */
  version: RowNumber,
  username: Username.optional(),
  email: Email.optional(),
  displayName: displayName.min(1).optional(),
  groupName: groupName.optional(),
  notes: notes.optional(),
});
export type UserUpdateInput = z.output<typeof UserUpdateInput>;

export const UserAnnotateInput = z.object({ id: UserId, version: RowNumber, notes });

export const UserSetRoleInput = z.object({ id: UserId, role: z.enum(ROLES), reason: reason.optional() });
export type UserSetRoleInput = z.output<typeof UserSetRoleInput>;

export const UserReasonInput = z.object({ id: UserId, reason: reason.optional() });
export type UserReasonInput = z.output<typeof UserReasonInput>;

export const UserResetPasswordInput = z.object({
  id: UserId,
  password: z.union([z.literal(""), NewPassword]).optional(),
});

export const UserBulkStatusInput = z.object({
  ids: z.array(UserId).min(1).max(BULK_MAX),
  status: z.enum(USER_STATUSES),
  reason: reason.optional(),
});
export type UserBulkStatusInput = z.output<typeof UserBulkStatusInput>;
