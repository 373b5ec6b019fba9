"use client";

import { useTranslations } from "next-intl";
import { parseAsStringLiteral, useQueryState } from "nuqs";
import { useCan } from "@/components/layout/viewer";
import { Button } from "@/components/ui/button";
import { OffersView } from "./offers-view";
import { PlansTable } from "./plans-table";

const VIEWS = ["manage", "offers"] as const;

/** Customers choose a plan; staff keep the list of them, and may look at it as customers do. */
export function PlansPage() {
  const t = useTranslations("plan");
  const isStaff = useCan("plan.readAny");
  const [view, setView] = useQueryState("view", parseAsStringLiteral(VIEWS).withDefault("manage"));
  if (!isStaff) return <OffersView />;
  const next = view === "manage" ? "offers" : "manage";
  const switchButton = <Button onClick={() => void setView(next)}>{t(`views.${next}`)}</Button>;
  return view === "offers" ? <OffersView actions={switchButton} /> : <PlansTable actions={switchButton} />;
}
