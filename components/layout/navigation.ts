import {
  BadgeDollarSign,
  Boxes,
  CalendarSync,
  CircleUserRound,
  ClipboardList,
  House,
  KeyRound,
  ListTodo,
  type LucideIcon,
  Network,
  Package,
  ScrollText,
  Settings,
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
};

/** The one list of pages, grouped by job. Rail, palette and shortcuts are made from it. */
export const NAVIGATION: readonly NavigationGroup[] = [
  {
    messageKey: "overview",
    items: [{ path: "/", icon: House, messageKey: "home", permissions: ["log.readOwn"], goKey: "h" }],
  },
  {
    messageKey: "traffic",
    items: [
      { path: "/logs", icon: ScrollText, messageKey: "logs", permissions: ["log.readOwn", "log.readAny"], goKey: "l" },
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
    ],
  },
  {
    messageKey: "money",
    items: [
      { path: "/wallet", icon: Wallet, messageKey: "wallet", permissions: ["wallet.readOwn"], goKey: "w" },
      { path: "/plans", icon: Package, messageKey: "plans", permissions: ["plan.read"], goKey: "n" },
      {
        path: "/subscriptions",
        icon: CalendarSync,
        messageKey: "subscriptions",
        permissions: ["subscription.readAny"],
        goKey: "b",
      },
    ],
  },
  {
    messageKey: "configuration",
    items: [{ path: "/settings", icon: Settings, messageKey: "settings", permissions: ["setting.read"], goKey: "s" }],
  },
  {
    messageKey: "operations",
    items: [
      { path: "/jobs", icon: ListTodo, messageKey: "jobs", permissions: ["job.readOwn", "job.readAny"], goKey: "j" },
      {
        path: "/audit",
        icon: ClipboardList,
        messageKey: "audit",
        permissions: ["audit.read", "audit.readOwn"],
        goKey: "a",
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

/** The part of the list a role may see; groups left empty are dropped. */
export function navigationFor(role: Role): NavigationGroup[] {
  return NAVIGATION.map((group) => ({
    ...group,
    items: group.items.filter((item) => item.permissions.some((permission) => can(role, permission))),
  })).filter((group) => group.items.length > 0);
}

/** The page a path belongs to: itself or the nearest page above it. */
export function isCurrent(path: string, pathname: string): boolean {
  return path === "/" ? pathname === "/" : pathname === path || pathname.startsWith(`${path}/`);
}
