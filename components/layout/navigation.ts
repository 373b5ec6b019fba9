import {
  BadgeDollarSign,
  BookOpenText,
  Boxes,
  CalendarClock,
  CalendarSync,
  ChartColumn,
  CircleUserRound,
  ClipboardList,
  Database,
  FilePenLine,
  HandCoins,
  Headset,
  HeartPulse,
  History,
  House,
  Inbox,
  KeyRound,
  KeySquare,
  LayoutTemplate,
  ListTodo,
  type LucideIcon,
  Network,
  Package,
  Plug,
  Scale,
  ScanSearch,
  ScrollText,
  Settings,
  ShieldCheck,
  SlidersHorizontal,
  Stamp,
  TicketCheck,
  Users,
  Wallet,
} from "lucide-react";
import { can, type Permission, type Role } from "@/server/identity/permission/schema";

export type NavigationItem = {
  path: string;
  icon: LucideIcon;
  /** In the messages `shell.pages`. */
  messageKey: string;
  /** Any one of these opens the page. */
  permissions: readonly Permission[];
  /** `g` and this letter. */
  goKey?: string;
};

export type NavigationGroup = {
  /** In the messages `shell.groups`. */
  messageKey: string;
  items: readonly NavigationItem[];
  /** Not shown on a site that serves its owners alone. */
  isForCustomers?: true;
};

/** The one list of pages, grouped by job. Rail, palette and shortcuts are made from it. */
export const NAVIGATION: readonly NavigationGroup[] = [
  {
    messageKey: "overview",
    items: [
      { path: "/", icon: House, messageKey: "home", permissions: ["log.readOwn"], goKey: "h" },
      { path: "/activity", icon: ChartColumn, messageKey: "activity", permissions: ["activity.readOwn"], goKey: "q" },
    ],
  },
  {
    messageKey: "traffic",
    items: [
      { path: "/logs", icon: ScrollText, messageKey: "logs", permissions: ["log.readOwn", "log.readAny"], goKey: "l" },
      { path: "/inspect", icon: ScanSearch, messageKey: "inspect", permissions: ["log.readOwn"], goKey: "f" },
    ],
  },
  {
    messageKey: "gateway",
    items: [
      { path: "/channels", icon: Network, messageKey: "channels", permissions: ["channel.read"], goKey: "c" },
      { path: "/models", icon: BadgeDollarSign, messageKey: "models", permissions: ["price.read"], goKey: "m" },
      { path: "/groups", icon: Boxes, messageKey: "groups", permissions: ["group.read"], goKey: "r" },
    ],
  },
  {
    messageKey: "customers",
    items: [
      { path: "/users", icon: Users, messageKey: "users", permissions: ["user.read"], goKey: "u" },
      {
        path: "/tokens",
        icon: KeyRound,
        messageKey: "tokens",
        permissions: ["token.readOwn", "token.readAny"],
        goKey: "t",
      },
      { path: "/providers", icon: Plug, messageKey: "providers", permissions: ["provider.manageOwn"] },
    ],
  },
  {
    messageKey: "money",
    isForCustomers: true,
    items: [
      { path: "/desk", icon: Headset, messageKey: "desk", permissions: ["desk.read"], goKey: "d" },
      { path: "/wallet", icon: Wallet, messageKey: "wallet", permissions: ["wallet.readOwn"], goKey: "w" },
      { path: "/topups", icon: HandCoins, messageKey: "topups", permissions: ["order.readAny"], goKey: "o" },
      { path: "/payments", icon: Inbox, messageKey: "payments", permissions: ["payment.readEvents"], goKey: "y" },
      { path: "/codes", icon: TicketCheck, messageKey: "codes", permissions: ["redemption.readAny"], goKey: "k" },
      { path: "/plans", icon: Package, messageKey: "plans", permissions: ["plan.read"], goKey: "n" },
      {
        path: "/subscriptions",
        icon: CalendarSync,
        messageKey: "subscriptions",
        permissions: ["subscription.readAny"],
        goKey: "b",
      },
      { path: "/ledger", icon: BookOpenText, messageKey: "ledger", permissions: ["ledger.readAny"], goKey: "e" },
      { path: "/approvals", icon: Stamp, messageKey: "approvals", permissions: ["approval.read"], goKey: "v" },
      {
        path: "/reconciliation",
        icon: Scale,
        messageKey: "reconciliation",
        permissions: ["reconciliation.read"],
        goKey: "i",
      },
    ],
  },
  {
    messageKey: "configuration",
    items: [
      { path: "/settings", icon: Settings, messageKey: "settings", permissions: ["setting.read"], goKey: "s" },
      { path: "/drafts", icon: FilePenLine, messageKey: "drafts", permissions: ["draft.read"] },
      { path: "/configs", icon: SlidersHorizontal, messageKey: "configs", permissions: ["config.manageOwn"] },
      { path: "/templates", icon: LayoutTemplate, messageKey: "templates", permissions: ["template.read"] },
      { path: "/history", icon: History, messageKey: "history", permissions: ["revision.read"] },
    ],
  },
  {
    messageKey: "operations",
    items: [
      { path: "/health", icon: HeartPulse, messageKey: "health", permissions: ["health.read"] },
      { path: "/security", icon: ShieldCheck, messageKey: "security", permissions: ["secret.read"] },
      {
        path: "/service-tokens",
        icon: KeySquare,
        messageKey: "serviceTokens",
        permissions: ["serviceToken.manageOwn"],
      },
      { path: "/jobs", icon: ListTodo, messageKey: "jobs", permissions: ["job.readOwn", "job.readAny"], goKey: "j" },
      {
        path: "/audit",
        icon: ClipboardList,
        messageKey: "audit",
        permissions: ["audit.read", "audit.readOwn"],
        goKey: "a",
      },
      { path: "/database", icon: Database, messageKey: "database", permissions: ["database.read"], goKey: "x" },
      {
        path: "/retention",
        icon: CalendarClock,
        messageKey: "retention",
        permissions: ["retention.read"],
        goKey: "z",
      },
    ],
  },
];

/** Reached from the avatar, and by the palette. */
export const PROFILE: NavigationItem = {
  path: "/profile",
  icon: CircleUserRound,
  messageKey: "profile",
  permissions: ["profile.update"],
  goKey: "p",
};

/** The part of the list a role may see; groups left empty are dropped. `isSelfUse`: the site serves its owners alone. */
export function navigationFor(role: Role, { isSelfUse }: { isSelfUse: boolean }): NavigationGroup[] {
  return NAVIGATION.filter((group) => !(isSelfUse && group.isForCustomers))
    .map((group) => ({
      ...group,
      items: group.items.filter((item) => item.permissions.some((permission) => can(role, permission))),
    }))
    .filter((group) => group.items.length > 0);
}

/** The page a path belongs to: itself or the nearest page above it. */
export function isCurrent(path: string, pathname: string): boolean {
  return path === "/" ? pathname === "/" : pathname === path || pathname.startsWith(`${path}/`);
}

/** Whether a role may open a path: as the page it belongs to says, and anybody what belongs to none. */
export function isOpenTo(role: Role, pathname: string): boolean {
  const page = NAVIGATION.flatMap((group) => group.items).find((item) => isCurrent(item.path, pathname));
  return !page || page.permissions.some((permission) => can(role, permission));
}
