"use client";

import { ArrowUp } from "lucide-react";
import { useTranslations } from "next-intl";
import { type RefObject, useEffect } from "react";
import { Button } from "../ui/button";

/** New rows as they come: what a list that can go live tells its table. */
export type LiveRows = {
  isOn: boolean;
  /** The newest row that was there before; the line stands above it. */
  dividerId: string | null;
  /** Rows that came while the reader looks further down; they wait. */
  waiting: number;
  /** The reader scrolled away from the top, or came back. */
  setIsAway: (isAway: boolean) => void;
};

const TOP_PX = 8;

/** Tells whether the reader is at the top, where new rows may push the others down. */
export function useAwayFromTop(scroller: RefObject<HTMLElement | null>, live: LiveRows | undefined): void {
  const isOn = live?.isOn ?? false;
  const setIsAway = live?.setIsAway;
  useEffect(() => {
    const element = scroller.current;
    if (!element || !isOn || !setIsAway) return;
    const report = () => setIsAway(element.scrollTop > TOP_PX);
    report();
    element.addEventListener("scroll", report, { passive: true });
    return () => element.removeEventListener("scroll", report);
  }, [scroller, isOn, setIsAway]);
}

/** "37 new", said politely, and the way up to them. */
export function WaitingRows({ live, onShow }: { live: LiveRows; onShow: () => void }) {
  const t = useTranslations("table");
  return (
    <div role="status" className="pointer-events-none absolute inset-x-0 top-10 z-20 flex justify-center">
      {live.waiting > 0 ? (
        <Button size="sm" className="pointer-events-auto rounded-lg bg-pop shadow-float" onClick={onShow}>
          <ArrowUp aria-hidden />
          {t("newRows", { count: live.waiting })}
        </Button>
      ) : null}
    </div>
  );
}

/** The line between what came live and what was there before. */
export function LiveDivider() {
  const t = useTranslations("table");
  return (
    <span className="pointer-events-none absolute -top-2 left-(--gutter) z-1 rounded-sm bg-accent px-1 text-meta text-on-accent">
      {t("liveAbove")}
    </span>
  );
}
