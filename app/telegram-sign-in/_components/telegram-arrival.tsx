"use client";

import Link from "next/link";
import { useTranslations } from "next-intl";
import { useEffect, useRef, useState } from "react";
import { FaultAlert } from "@/components/domain/entry/fault-alert";
import { type SignInFault, signInWith } from "@/components/domain/entry/sign-in";
import { wayBack } from "@/components/domain/entry/way-back";

/** Hands what Telegram's page put behind the "#" to the server, and goes where one wanted to. */
export function TelegramArrival() {
  const t = useTranslations("login");
  const [fault, setFault] = useState<SignInFault | null>(null);
  const isSent = useRef(false);
  useEffect(() => {
    if (isSent.current) return;
    isSent.current = true;
    const { hash, search, pathname } = window.location;
    const result = new URLSearchParams(hash.slice(1)).get("tgAuthResult")?.replaceAll(" ", "+") ?? "";
    const state = new URLSearchParams(search).get("state") ?? "";
    const back = wayBack();
    // Whoever comes to this machine later finds nothing of it in the list of visited pages.
    window.history.replaceState(null, "", pathname);
    if (result === "" || result === "false") {
      setFault({ reason: "signIn.provider_failed", meta: {} });
      return;
    }
    void signInWith("telegram", { result, state }).then((refused) => {
      if (refused) setFault(refused);
      else window.location.assign(back);
    });
  }, []);
  if (!fault) return <p role="status">{t("arriving")}</p>;
  return (
    <div className="flex w-full max-w-[360px] flex-col gap-4">
      <FaultAlert fault={fault} />
      <Link href="/login" className="text-center text-accent underline">
        {t("backToSignIn")}
      </Link>
    </div>
  );
}
