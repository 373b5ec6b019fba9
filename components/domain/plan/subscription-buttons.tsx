"use client";

import { useTranslations } from "next-intl";
import { Button } from "@/components/ui/button";
import { DropdownMenuItem } from "@/components/ui/dropdown-menu";
import type { SubscriptionRow } from "./subscription-row";
import type { SubscriptionActs } from "./use-subscription-acts";

type Props = { row: SubscriptionRow; acts: SubscriptionActs };

/** What can be done to a subscription now, as buttons. */
export function SubscriptionButtons({ row, acts }: Props) {
  const t = useTranslations("subscription.acts");
  const fitting = acts.actsOn(row);
  if (fitting.length === 0) return null;
  return (
    <div className="flex flex-wrap gap-2">
      {fitting.map((kind) => (
        <Button
          key={kind}
          size="sm"
          variant={kind === "cancel" ? "danger-ghost" : "secondary"}
          onClick={() => acts.act(kind, row)}
        >
          {t(kind)}
        </Button>
      ))}
    </div>
  );
}

/** The same in a row's menu. */
export function SubscriptionMenuItems({ row, acts }: Props) {
  const t = useTranslations("subscription.acts");
  return acts.actsOn(row).map((kind) => (
    <DropdownMenuItem key={kind} isDanger={kind === "cancel"} onSelect={() => acts.act(kind, row)}>
      {t(kind)}
    </DropdownMenuItem>
  ));
}
