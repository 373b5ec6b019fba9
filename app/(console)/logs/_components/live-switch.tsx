"use client";

import { Pause, Play } from "lucide-react";
import { useTranslations } from "next-intl";
import type { TableState } from "@/components/data-table/use-table-state";
import { useShortcuts } from "@/components/shortcuts/shortcut-provider";
import { Button } from "@/components/ui/button";

/** New requests as they come, until paused. A range that ends in the past is opened towards now first. */
export function LiveSwitch(props: { state: TableState; isOn: boolean; setIsOn: (isOn: boolean) => void }) {
  const { state, isOn, setIsOn } = props;
  const t = useTranslations("log.live");
  const toggle = () => {
    const { range } = state.raw;
    const hasEnd = range && typeof range === "object" && "to" in range && range.to !== null;
    if (!isOn && hasEnd) state.setFilter("range", { from: range.from, to: null });
    setIsOn(!isOn);
  };
  useShortcuts([{ keys: "l", label: t("shortcut"), group: t("group"), run: toggle }]);
  const Icon = isOn ? Pause : Play;
  return (
    <Button
      variant={isOn ? "secondary" : "ghost"}
      size="sm"
      className="font-normal"
      aria-pressed={isOn}
      aria-label={t("label")}
      title={t("title")}
      onClick={toggle}
    >
      {isOn ? <span aria-hidden className="size-2 rounded-full bg-ok motion-safe:animate-pulse" /> : null}
      <Icon aria-hidden />
      {t(isOn ? "on" : "off")}
    </Button>
  );
}
