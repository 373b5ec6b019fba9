"use client";

import { useTranslations } from "next-intl";
import { z } from "zod";
import type { CodeRow } from "@/components/domain/redemption/redemption-row";
import { useAction } from "@/components/feedback/use-action";
import { DateTimeField } from "@/components/form/date-time-field";
import { FormDialog } from "@/components/form/form-overlay";
import { ReasonDialog } from "@/components/form/reason-dialog";
import { TextField } from "@/components/form/text-fields";
import { useZodForm } from "@/components/form/use-zod-form";
import { useTRPC } from "@/components/trpc/provider";
import { SetCodeValidityInput } from "@/server/money/redemption/schema";

type CodeDialogProps = { code: CodeRow; open: boolean; onOpenChange: (open: boolean) => void };

export function VoidCodeDialog({ code, ...overlay }: CodeDialogProps) {
  const t = useTranslations("redemption.void");
  const trpc = useTRPC();
  const voidCode = useAction(trpc.redemption.voidCode.mutationOptions(), {
    success: t("codeDone"),
    invalidate: [trpc.redemption.pathFilter(), trpc.audit.pathFilter()],
  });
  return (
    <ReasonDialog
      {...overlay}
      title={t("codeTitle", { code: code.label })}
      effect={t("codeEffect")}
      submitLabel={t("code")}
      isDanger
      onSubmit={(reason) => voidCode.call({ id: code.id, reason })}
    />
  );
}

const ValidityForm = z.object({ validUntil: z.date().nullable(), reason: SetCodeValidityInput.shape.reason });

/** An end of its own for one code, or its batch's again. */
export function CodeValidityDialog({ code, ...overlay }: CodeDialogProps) {
  const t = useTranslations("redemption.extend");
  const trpc = useTRPC();
  const setValidity = useAction(trpc.redemption.setCodeValidity.mutationOptions(), {
    success: t("done"),
    invalidate: [trpc.redemption.pathFilter(), trpc.audit.pathFilter()],
  });
  const form = useZodForm({ schema: ValidityForm, defaultValues: { validUntil: code.validUntil, reason: "" } });
  return (
    <FormDialog
      {...overlay}
      title={t("title", { code: code.label })}
      description={t("hint")}
      form={form}
      onSubmit={(values) => setValidity.call({ id: code.id, ...values })}
      submitLabel={t("submit")}
    >
      <DateTimeField control={form.control} name="validUntil" label={t("validUntil")} isOptional />
      <TextField control={form.control} name="reason" label={t("reason")} description={t("reasonHint")} />
    </FormDialog>
  );
}
