"use client";

import { Send } from "lucide-react";
import { useTranslations } from "next-intl";
import { z } from "zod";
import { useAction } from "@/components/feedback/use-action";
import { FormFaultAlert } from "@/components/form/form-fault-alert";
import { TextField } from "@/components/form/text-fields";
import { useSubmit } from "@/components/form/use-submit";
import { useZodForm } from "@/components/form/use-zod-form";
import { useCan } from "@/components/layout/viewer";
import { useTRPC } from "@/components/trpc/provider";
import { Button } from "@/components/ui/button";
import { Panel } from "@/components/ui/panel";

const Schema = z.object({ to: z.union([z.literal(""), z.email().max(191)]) });

/** Sends a mail by the saved settings, and says what the server said. */
export function MailTest() {
  const t = useTranslations("mail");
  const trpc = useTRPC();
  const mayTest = useCan("mail.test");
  const form = useZodForm({ schema: Schema, defaultValues: { to: "" } });
  const test = useAction(trpc.mail.test.mutationOptions(), {
    success: ({ to, durationMs }) => t("sent", { to, durationMs }),
    invalidate: [trpc.audit.pathFilter()],
  });
  const { submit, fault } = useSubmit({ form, onSubmit: ({ to }) => test.call(to === "" ? {} : { to }) });
  if (!mayTest) return null;
  return (
    <Panel title={t("title")} description={t("hint")}>
      <form onSubmit={submit} noValidate className="flex max-w-xl flex-col gap-3">
        <FormFaultAlert fault={fault} />
        <TextField
          control={form.control}
          name="to"
          type="email"
          label={t("to")}
          description={t("toHint")}
          autoComplete="email"
          isOptional
        />
        <div>
          <Button type="submit" isPending={test.isPending}>
            <Send aria-hidden />
            {t("send")}
          </Button>
        </div>
      </form>
    </Panel>
  );
}
