"use client";

import { useTranslations } from "next-intl";
import { useEffect, useState } from "react";
import { goToProvider } from "@/components/domain/entry/go-to-provider";
import { CONFIRMED_CHANNEL } from "@/components/feedback/step-up-elsewhere";

/** The window that leads to a provider and back: then it tells the page that waits, and closes. */
export function ConfirmWindow() {
  const t = useTranslations("common.stepUp");
  const [isDone, setIsDone] = useState(false);
  useEffect(() => {
    const asked = new URLSearchParams(window.location.search);
    const provider = asked.get("with");
    if (provider) {
      // Providers that know the word ask for the password again; the others know their visitor by the cookie.
      void goToProvider(provider, "/confirm?done=1", provider === "oidc" ? { prompt: "login" } : {});
      return;
    }
    const channel = new BroadcastChannel(CONFIRMED_CHANNEL);
    channel.postMessage("confirmed");
    channel.close();
    setIsDone(true);
    window.close();
  }, []);
  return (
    <main className="flex min-h-dvh items-center justify-center bg-bg p-6 text-center">
      <p role="status">{isDone ? t("confirmed") : t("leading")}</p>
    </main>
  );
}
