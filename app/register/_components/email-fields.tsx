"use client";

import { useTranslations } from "next-intl";
import type { z } from "zod";
import type { BotCheck } from "@/components/domain/entry/bot-check";
import { useAction } from "@/components/feedback/use-action";
import { TextField } from "@/components/form/text-fields";
import type { ZodForm } from "@/components/form/use-zod-form";
import { useTRPC } from "@/components/trpc/provider";
import { Button } from "@/components/ui/button";
import type { RegisterFormSchema } from "./register-form";

type RegisterFormApi = ZodForm<z.input<typeof RegisterFormSchema>, z.output<typeof RegisterFormSchema>>;

/** The address, and where the site wants it proved, the code that is mailed to it. */
export function EmailFields(props: {
  form: RegisterFormApi;
  isVerified: boolean;
  isRequired: boolean;
  takeCheck: BotCheck["take"];
}) {
  const { form, isVerified, isRequired, takeCheck } = props;
  const t = useTranslations("registration");
  const trpc = useTRPC();
  const request = useAction(trpc.mailCode.requestEmailCode.mutationOptions(), { success: t("codeSent") });
  const sendCode = async () => {
    const isTyped = (form.getValues("email") ?? "") !== "" && (await form.trigger("email"));
    if (!isTyped) {
      form.setError("email", { message: t("emailFirst") }, { shouldFocus: true });
      return;
    }
    await request.run({ email: form.getValues("email") ?? "", ...takeCheck() });
  };
  return (
    <>
      <TextField
        control={form.control}
        name="email"
        type="email"
        label={t("email")}
        autoComplete="email"
        isOptional={!isRequired}
      />
      {isVerified ? (
        <div className="flex items-start gap-2">
          <TextField
            control={form.control}
            name="emailCode"
            label={t("code")}
            description={t("codeHint")}
            autoComplete="one-time-code"
            isMono
            className="flex-1"
          />
          <Button className="mt-6" isPending={request.isPending} onClick={() => void sendCode()}>
            {t("sendCode")}
          </Button>
        </div>
      ) : null}
    </>
  );
}
