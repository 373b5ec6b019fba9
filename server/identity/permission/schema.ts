/**
 * The one table of rights. Navigation, buttons, procedures and the generated test are all made from it.
 * Default deny: what a role is not given here it may not do.
 */

export const ROLES = ["root", "admin", "operator", "support", "user"] as const;
export type Role = (typeof ROLES)[number];

const RANK = { root: 4, admin: 3, operator: 2, support: 1, user: 0 } as const satisfies Record<Role, number>;

/** Whether one role stands strictly above another. Nobody acts on an account of equal or higher role. */
export function outranks(actor: Role, target: Role): boolean {
  return RANK[actor] > RANK[target];
}

/** Whether a role works for the site, as against being its customer. */
export function isStaff(role: Role): boolean {
  return role !== "user";
}

const ALL = ROLES;
const STAFF = ["root", "admin", "operator", "support"] as const;
const DESK = ["root", "admin", "operator"] as const;
const ADMINS = ["root", "admin"] as const;
const ROOT = ["root"] as const;
/** Who may look into what customers wrote, saying why. */
const INSPECTORS = ["root", "admin", "support"] as const;

export const PERMISSIONS = {
  "user.read": STAFF,
  "user.create": ADMINS,
  "user.update": DESK,
  "user.updateNames": ADMINS,
  "user.annotate": STAFF,
  "user.setRole": ADMINS,
  "user.disable": ADMINS,
  "user.delete": ADMINS,
  "user.restore": ADMINS,
  "user.resetPassword": ADMINS,
  "setup.continue": ROOT,
  "session.readOwn": ALL,
  "session.revokeOwn": ALL,
  "session.readAny": ADMINS,
  "session.revokeAny": ADMINS,
  "profile.update": ALL,
  "token.readOwn": ALL,
  "token.manageOwn": ALL,
  "token.readAny": STAFF,
  "token.readLastFour": DESK,
  "token.manageAny": ADMINS,
  "token.disableAny": STAFF,
  "group.read": STAFF,
  "group.manage": ADMINS,
  "price.read": ALL,
  "price.readAny": STAFF,
  "price.manage": ADMINS,
  "channel.read": STAFF,
  "channel.toggle": DESK,
  "channel.manage": ADMINS,
  "channel.test": DESK,
  "log.readOwn": ALL,
  "log.readAny": STAFF,
  "log.readUpstream": STAFF,
  "log.readBodyOwn": ALL,
  "log.readBodyAny": INSPECTORS,
  "log.exportOwn": ALL,
  "log.exportAny": STAFF,
  "view.manageOwn": ALL,
  "view.share": STAFF,
  "activity.readOwn": ALL,
  "activity.readSite": STAFF,
  "retention.read": ADMINS,
  "retention.manage": ROOT,
  "user.holdLegally": ADMINS,
  "database.read": ADMINS,
  "ledger.readOwn": ALL,
  "ledger.readAny": STAFF,
  "ledger.adjust": DESK,
  "ledger.transfer": DESK,
  "ledger.reverse": DESK,
  "approval.read": DESK,
  "approval.decide": ADMINS,
  "reconciliation.read": STAFF,
  "reconciliation.run": ADMINS,
  "reconciliation.resolve": ADMINS,
  "desk.read": STAFF,
  "plan.read": ALL,
  "plan.readAny": STAFF,
  "plan.manage": ADMINS,
  "subscription.readOwn": ALL,
  "subscription.manageOwn": ALL,
  "subscription.readAny": STAFF,
  "subscription.manageAny": DESK,
  "wallet.readOwn": ALL,
  "reward.checkIn": ALL,
  "referral.readOwn": ALL,
  "referral.transferOwn": ALL,
  "redemption.readAny": STAFF,
  "redemption.manage": DESK,
  "redemption.redeemOwn": ALL,
  "redemption.redeemFor": DESK,
  "order.readOwn": ALL,
  "order.createOwn": ALL,
  "order.readAny": STAFF,
  "order.manage": DESK,
  "order.refund": DESK,
  "payment.readEvents": STAFF,
  "payment.replay": DESK,
  "payment.inspectSetup": ADMINS,
  "setting.read": ADMINS,
  "setting.update": ROOT,
  "mail.test": ROOT,
  "revision.read": ADMINS,
  "revision.restore": ADMINS,
  "draft.read": ADMINS,
  "draft.manage": ADMINS,
  "draft.publish": ADMINS,
  "document.export": ADMINS,
  "document.import": ROOT,
  "template.read": ALL,
  "template.manage": ADMINS,
  "config.manageOwn": ALL,
  "config.readAny": STAFF,
  "config.manageAny": ADMINS,
  "provider.manageOwn": ALL,
  "provider.readAny": STAFF,
  "provider.disableAny": ADMINS,
  "secret.read": ADMINS,
  "secret.rotate": ROOT,
  "health.read": STAFF,
  "serviceToken.manageOwn": STAFF,
  "serviceToken.manageAny": ADMINS,
  "identity.manageOwn": ALL,
  "audit.read": ADMINS,
  "audit.readTarget": STAFF,
  "audit.readOwn": STAFF,
  "job.readOwn": STAFF,
  "job.readAny": ADMINS,
  "job.cancel": DESK,
  "search.lookup": ALL,
  "overview.readSite": STAFF,
} as const satisfies Record<string, readonly Role[]>;

export type Permission = keyof typeof PERMISSIONS;

/** Whether a role has a permission. */
export function can(role: Role, permission: Permission): boolean {
  const roles: readonly Role[] = PERMISSIONS[permission];
  return roles.includes(role);
}
