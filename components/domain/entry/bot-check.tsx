"use client";

import { useTranslations } from "next-intl";
import { type ReactNode, useCallback, useEffect, useRef, useState } from "react";
import { Alert } from "@/components/ui/alert";
import { BotCheckMessage } from "@/server/identity/bot-check/schema";

export type BotCheck = {
  /** The check itself; null where none is asked for. */
  field: ReactNode;
  /** The token for one call, or nothing; the check begins anew, because a token is good for one. */
  take: () => { botCheck?: string };
};

/** The check against bots of a form. Its script runs in a frame of its own: this page loads nothing from elsewhere. */
export function useBotCheck(isAsked: boolean): BotCheck {
  const token = useRef<string | null>(null);
  const [round, setRound] = useState(0);
  const tell = useCallback((next: string | null) => {
    token.current = next;
  }, []);
  const take = useCallback(() => {
    const botCheck = token.current;
    token.current = null;
    setRound((count) => count + 1);
    return botCheck === null ? {} : { botCheck };
  }, []);
  return { field: isAsked ? <BotCheckFrame key={round} onToken={tell} /> : null, take };
}

function BotCheckFrame({ onToken }: { onToken: (token: string | null) => void }) {
  const t = useTranslations("botCheck");
  const frame = useRef<HTMLIFrameElement>(null);
  const [isBroken, setIsBroken] = useState(false);
  const [isHeard, setIsHeard] = useState(false);
  useEffect(() => {
    const hear = (event: MessageEvent) => {
      if (event.origin !== window.location.origin || event.source !== frame.current?.contentWindow) return;
      const message = BotCheckMessage.safeParse(event.data);
      if (!message.success) return;
      onToken(message.data.botCheck);
      setIsBroken(message.data.isBroken);
    };
    window.addEventListener("message", hear);
    // Only now: what the frame says before somebody listens is lost.
    setIsHeard(true);
    return () => window.removeEventListener("message", hear);
  }, [onToken]);
  return (
    <div className="flex flex-col gap-2">
      <iframe
        ref={frame}
        {...(isHeard ? { src: "/api/bot-check" } : {})}
        title={t("title")}
        className="h-[70px] w-full border-0"
      />
      {isBroken ? <Alert tone="warn">{t("broken")}</Alert> : null}
    </div>
  );
}
