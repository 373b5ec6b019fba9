"use client";

import { useTranslations } from "next-intl";
import { type FormEvent, useId, useState } from "react";
import { FaultAlert } from "@/components/domain/entry/fault-alert";
import { type SignInFault, signInWith } from "@/components/domain/entry/sign-in";
import { wayBack } from "@/components/domain/entry/way-back";
import { Button } from "@/components/ui/button";
import { Input } from "@/components/ui/input";
import { Label } from "@/components/ui/label";

/** Follow the account, send it the word, type the code that it answers with. */
export function WechatForm({ qrCodeUrl }: { qrCodeUrl: string }) {
  const t = useTranslations("login.wechat");
  const id = useId();
  const [fault, setFault] = useState<SignInFault | null>(null);
  const [isPending, setIsPending] = useState(false);
  const handleSubmit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    if (isPending) return;
    const code = String(new FormData(event.currentTarget).get("code") ?? "");
    setIsPending(true);
    setFault(null);
    const refused = await signInWith("wechat", { code });
    if (!refused) {
      window.location.assign(wayBack());
      return;
    }
    setFault(refused);
    setIsPending(false);
  };
  return (
    <div className="w-full max-w-[360px]">
      <h1 className="mb-6 text-center font-semibold text-xl">{t("title")}</h1>
      <form
        method="post"
        onSubmit={handleSubmit}
        className="flex flex-col gap-4 rounded-lg border border-border bg-card p-5 sm:p-6"
      >
        {fault ? <FaultAlert fault={fault} /> : null}
        {qrCodeUrl === "" ? null : (
          // biome-ignore lint/performance/noImgElement: it comes from the settings, in its own size
          <img src={qrCodeUrl} alt={t("qrCode")} className="mx-auto size-48 object-contain" />
        )}
        <p className="text-fg-2 text-sm">{t("hint")}</p>
        <div className="flex flex-col gap-1">
          <Label htmlFor={`${id}-code`}>{t("code")}</Label>
          <Input id={`${id}-code`} name="code" autoComplete="one-time-code" autoFocus required className="h-10" />
        </div>
        <Button type="submit" variant="primary" size="lg" isPending={isPending} className="w-full">
          {t("submit")}
        </Button>
      </form>
    </div>
  );
}
