"use client";

import Link from "next/link";
import { usePathname } from "next/navigation";
import { useTranslations } from "next-intl";
import { cn } from "../ui/cn";
import { Tooltip } from "../ui/tooltip";
import { isCurrent, type NavigationItem } from "./navigation";
import { useNavigation } from "./use-navigation";
import { useNavigationCounts } from "./use-navigation-counts";

/** The pages the viewer may open, by group. Collapsed: icons with their names on hover and focus. */
export function NavigationList({ isCollapsed }: { isCollapsed?: boolean }) {
  const t = useTranslations("shell");
  const groups = useNavigation();
  const counts = useNavigationCounts();
  return (
    <nav aria-label={t("navigation")} className="flex flex-col gap-3 px-2 py-2">
      {groups.map((group, index) => (
        <div key={group.messageKey}>
          {isCollapsed ? (
            index > 0 && <div aria-hidden className="mx-2 mb-3 h-px bg-border" />
          ) : index > 0 ? (
            <p id={`nav-${group.messageKey}`} className="px-2 pb-1 text-fg-3 text-meta">
              {t(`groups.${group.messageKey}`)}
            </p>
          ) : null}
          <ul aria-label={t(`groups.${group.messageKey}`)} className="flex flex-col gap-px">
            {group.items.map((item) => (
              <li key={item.path}>
                <NavigationLink item={item} isCollapsed={isCollapsed} count={counts[item.path]} />
              </li>
            ))}
          </ul>
        </div>
      ))}
    </nav>
  );
}

type NavigationLinkProps = { item: NavigationItem; isCollapsed: boolean | undefined; count: number | undefined };

function NavigationLink({ item, isCollapsed, count = 0 }: NavigationLinkProps) {
  const t = useTranslations("shell.pages");
  const isHere = isCurrent(item.path, usePathname());
  const Icon = item.icon;
  const link = (
    <Link
      href={item.path}
      aria-current={isHere ? "page" : undefined}
      className={cn(
        "flex h-8 items-center gap-2.5 rounded-md px-2 outline-offset-0 transition-colors",
        isHere ? "bg-selected font-semibold text-fg" : "text-fg-2 hover:bg-hover hover:text-fg",
        isCollapsed && "relative size-8 justify-center px-0",
      )}
    >
      <Icon className={cn("size-4 shrink-0", isHere ? "text-accent" : "text-fg-3")} aria-hidden />
      <span className={cn("truncate", isCollapsed && "sr-only")}>{t(item.messageKey)}</span>
      {count > 0 ? <WaitingCount count={count} isCollapsed={isCollapsed} /> : null}
    </Link>
  );
  return isCollapsed ? (
    <Tooltip side="right" content={t(item.messageKey)}>
      {link}
    </Tooltip>
  ) : (
    link
  );
}

/** A number beside the name; a dot on the icon of the narrow rail. */
function WaitingCount({ count, isCollapsed }: { count: number; isCollapsed: boolean | undefined }) {
  const t = useTranslations("shell");
  return (
    <span className={isCollapsed ? "absolute top-1 right-1" : "ml-auto"}>
      <span className="sr-only">{t("waiting", { count })}</span>
      {isCollapsed ? (
        <span aria-hidden className="block size-1.5 rounded-full bg-warn" />
      ) : (
        <span aria-hidden className="rounded-sm bg-warn-bg px-1.5 font-semibold text-meta text-warn tabular-nums">
          {count}
        </span>
      )}
    </span>
  );
}
