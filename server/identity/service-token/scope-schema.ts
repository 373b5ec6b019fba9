import { z } from "zod";
import { PERMISSIONS, type Permission, ROLES, type Role } from "../permission/schema";

type ScopeDefinition = {
  /** What calls under the scope may ask for, where the role of the token's owner has it too. */
  permissions: readonly Permission[];
  /** Stands for the password that the console asks for again: acts on money, keys and roles go without it. */
  isSensitive?: true;
};

const defineScope = <const Scope extends ScopeDefinition>(scope: Scope) => scope;

/** Of everything that has a history: what brings it back or publishes it does so by its own verbs. */
const CONFIGURE = [
  "setting.read",
  "setting.update",
  "price.readAny",
  "price.manage",
  "group.read",
  "group.manage",
  "channel.read",
  "channel.toggle",
  "channel.manage",
  "plan.readAny",
  "plan.manage",
  "template.read",
  "template.manage",
  "config.readAny",
  "config.manageOwn",
  "config.manageAny",
] as const;

/** What programs may be given, and which rights of the one table each scope opens. */
export const SCOPES = {
  "profile:read": defineScope({ permissions: ["profile.update"] }),
  "profile:write": defineScope({ permissions: ["profile.update"] }),
  "wallet:read": defineScope({ permissions: ["wallet.readOwn"] }),
  "users:read": defineScope({ permissions: ["user.read", "session.readOwn", "session.readAny"] }),
  "users:write": defineScope({
    permissions: [
      "user.create",
      "user.update",
      "user.updateNames",
      "user.annotate",
      "user.disable",
      "user.delete",
      "user.restore",
    ],
  }),
  "accounts:write": defineScope({
    permissions: ["user.setRole", "user.resetPassword", "profile.update", "session.revokeOwn", "session.revokeAny"],
    isSensitive: true,
  }),
  "tokens:read": defineScope({ permissions: ["token.readOwn", "token.readAny", "token.readLastFour"] }),
  "tokens:write": defineScope({
    permissions: ["token.readOwn", "token.manageOwn", "token.readAny", "token.manageAny", "token.disableAny"],
  }),
  "keys:write": defineScope({
    permissions: [
      "token.readOwn",
      "token.manageOwn",
      "token.readAny",
      "token.manageAny",
      "channel.read",
      "channel.manage",
    ],
    isSensitive: true,
  }),
  "groups:read": defineScope({ permissions: ["group.read"] }),
  "groups:write": defineScope({ permissions: ["group.read", "group.manage"] }),
  "channels:read": defineScope({ permissions: ["channel.read"] }),
  "channels:write": defineScope({ permissions: ["channel.read", "channel.toggle", "channel.manage"] }),
  "channels:test": defineScope({ permissions: ["channel.read", "channel.test"] }),
  "prices:read": defineScope({ permissions: ["price.read", "price.readAny", "token.readOwn"] }),
  "prices:write": defineScope({ permissions: ["price.read", "price.readAny", "price.manage"] }),
  "logs:read": defineScope({ permissions: ["log.readOwn", "log.readAny", "log.readUpstream"] }),
  "ledger:read": defineScope({ permissions: ["ledger.readOwn", "ledger.readAny", "approval.read"] }),
  "money:write": defineScope({
    permissions: [
      "ledger.adjust",
      "ledger.transfer",
      "ledger.reverse",
      "approval.read",
      "approval.decide",
      "redemption.manage",
      "redemption.redeemFor",
      "order.createOwn",
      "order.manage",
      "order.refund",
      "payment.replay",
      "subscription.manageOwn",
      "subscription.manageAny",
    ],
    isSensitive: true,
  }),
  "reconciliation:read": defineScope({ permissions: ["reconciliation.read"] }),
  "reconciliation:write": defineScope({
    permissions: ["reconciliation.read", "reconciliation.run", "reconciliation.resolve"],
  }),
  "redemptions:read": defineScope({ permissions: ["redemption.readAny"] }),
  "orders:read": defineScope({ permissions: ["order.readOwn", "order.readAny", "order.createOwn", "order.manage"] }),
  "orders:write": defineScope({ permissions: ["order.readOwn", "order.readAny", "order.createOwn", "order.manage"] }),
  "payments:read": defineScope({ permissions: ["payment.readEvents", "payment.inspectSetup"] }),
  "payments:write": defineScope({ permissions: ["payment.readEvents", "payment.replay"] }),
  "plans:read": defineScope({ permissions: ["plan.read", "plan.readAny"] }),
  "plans:write": defineScope({ permissions: ["plan.read", "plan.readAny", "plan.manage"] }),
  "subscriptions:read": defineScope({ permissions: ["subscription.readOwn", "subscription.readAny"] }),
  "subscriptions:write": defineScope({
    permissions: ["subscription.readOwn", "subscription.readAny", "subscription.manageOwn", "subscription.manageAny"],
  }),
  "settings:read": defineScope({ permissions: ["setting.read"] }),
  "settings:write": defineScope({ permissions: ["setting.read", "setting.update"] }),
  "revisions:read": defineScope({ permissions: ["revision.read"] }),
  /** Bringing something back changes it by its own verbs, whatever it is. */
  "revisions:write": defineScope({
    permissions: ["revision.read", "revision.restore", ...CONFIGURE],
    isSensitive: true,
  }),
  "drafts:read": defineScope({ permissions: ["draft.read"] }),
  "drafts:write": defineScope({ permissions: ["draft.read", "draft.manage"] }),
  "publishing:write": defineScope({
    permissions: ["draft.read", "draft.manage", "draft.publish", ...CONFIGURE],
    isSensitive: true,
  }),
  "audit:read": defineScope({ permissions: ["audit.read"] }),
  "jobs:read": defineScope({ permissions: ["job.readOwn", "job.readAny"] }),
  "jobs:write": defineScope({ permissions: ["job.readOwn", "job.readAny", "job.cancel"] }),
  "templates:read": defineScope({ permissions: ["template.read"] }),
  "templates:write": defineScope({
    permissions: ["template.read", "template.manage", "config.readAny", "config.manageOwn", "config.manageAny"],
  }),
  "configs:read": defineScope({ permissions: ["template.read", "config.manageOwn", "config.readAny"] }),
  "configs:write": defineScope({
    permissions: ["template.read", "config.manageOwn", "config.readAny", "config.manageAny"],
  }),
  "providers:read": defineScope({ permissions: ["provider.manageOwn"] }),
  "providers:write": defineScope({ permissions: ["provider.manageOwn"] }),
  "customer-providers:read": defineScope({ permissions: ["provider.readAny"] }),
  "customer-providers:write": defineScope({ permissions: ["provider.readAny", "provider.disableAny"] }),
} as const satisfies Record<string, ScopeDefinition>;

export type Scope = keyof typeof SCOPES;
export const SCOPE_NAMES = Object.keys(SCOPES) as [Scope, ...Scope[]];
export const ScopeSchema = z.enum(SCOPE_NAMES);

/** Whether calls under a scope pass where the console asks for the password again. */
export function isSensitiveScope(scope: Scope): boolean {
  const definition: ScopeDefinition = SCOPES[scope];
  return definition.isSensitive === true;
}

/** The rights that some scopes open together. */
export function permissionsOf(scopes: readonly Scope[]): ReadonlySet<Permission> {
  return new Set(scopes.flatMap((scope): readonly Permission[] => SCOPES[scope].permissions));
}

/** Whether a scope is worth anything to a role: it opens at least one right the role has. */
export function isScopeOf(role: Role, scope: Scope): boolean {
  return SCOPES[scope].permissions.some((permission: Permission) => {
    const roles: readonly Role[] = PERMISSIONS[permission];
    return roles.includes(role);
  });
}

/** The scopes a role can give away. */
export function scopesOf(role: Role): Scope[] {
  return SCOPE_NAMES.filter((scope) => isScopeOf(role, scope));
}

/** Roles a scope is of use to, for the reference. */
export function rolesOf(scope: Scope): Role[] {
  return ROLES.filter((role) => isScopeOf(role, scope));
}
