"use client";

import { MailCheck } from "lucide-react";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { useBotCheck } from "@/components/domain/entry/bot-check";
import { useAction } from "@/components/feedback/use-action";
import { FormFaultAlert } from "@/components/form/form-fault-alert";
import { TextField } from "@/components/form/text-fields";
import { useSubmit } from "@/components/form/use-submit";
import { useZodForm } from "@/components/form/use-zod-form";
import { useTRPC } from "@/components/trpc/provider";
import { Button } from "@/components/ui/button";
import { RequestResetInput } from "@/server/identity/mail-code/schema";

/** Asks for the mail that leads to a new password. What it answers is the same for accounts that do not exist. */
export function ForgotForm({ checksBots }: { checksBots: boolean }) {
  const t = useTranslations("mailCode.forgot");
  const trpc = useTRPC();
  const [isSent, setIsSent] = useState(false);
  const form = useZodForm({ schema: RequestResetInput, defaultValues: { name: "" } });
  const request = useAction(trpc.mailCode.requestReset.mutationOptions());
  const botCheck = useBotCheck(checksBots);
  const { submit, fault } = useSubmit({
    form,
    onSubmit: async (values) => {
      await request.call({ ...values, ...botCheck.take() });
      setIsSent(true);
    },
  });
  return (
    <div className="w-full max-w-[360px]">
      <h1 className="mb-6 text-center font-semibold text-xl">{isSent ? t("sent") : t("title")}</h1>
      <div className="flex flex-col gap-4 rounded-lg border border-border bg-card p-5 sm:p-6">
        {isSent ? (
          <>
            <MailCheck className="mx-auto size-8 text-ok" aria-hidden />
            <p role="status" className="text-center text-fg-2">
              {t("sentHint")}
            </p>
          </>
        ) : (
          <form method="post" onSubmit={submit} noValidate className="flex flex-col gap-4">
            <FormFaultAlert fault={fault} />
            <p className="text-fg-2 text-sm">{t("hint")}</p>
            <TextField control={form.control} name="name" label={t("name")} autoComplete="username" isAutoFocus />
            {botCheck.field}
            <Button type="submit" variant="primary" size="lg" isPending={request.isPending} className="w-full">
              {t("submit")}
            </Button>
          </form>
        )}
      </div>
      <p className="mt-4 flex justify-center gap-4 text-sm">
        <Link href="/reset-password" className="text-accent underline">
          {t("haveCode")}
        </Link>
        <Link href="/login" className="text-accent underline">
          {t("back")}
        </Link>
      </p>
    </div>
  );
}
