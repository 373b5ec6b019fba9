"use client";

import { useTranslations } from "next-intl";
import { z } from "zod";
import { useAction } from "@/components/feedback/use-action";
import { RadioField } from "@/components/form/choice-fields";
import { FormDialog } from "@/components/form/form-overlay";
import { useZodForm } from "@/components/form/use-zod-form";
import { useTRPC } from "@/components/trpc/provider";
import type { RouterOutputs } from "@/components/trpc/router-types";
import { ROLL_OVERLAPS_HOURS } from "@/server/access/token/schema";
import type { TokenRow } from "./token-row";

const OVERLAPS = ["0", "1", "24", "168"] as const;
const RollSchema = z.object({ overlap: z.enum(OVERLAPS) });

/** Gives a token a new key and asks how long the one before goes on working. */
export function TokenRollDialog(props: {
  token: TokenRow;
  open: boolean;
  onOpenChange: (open: boolean) => void;
  onRolled: (secret: RouterOutputs["token"]["roll"]) => void;
}) {
  const { token, open, onOpenChange, onRolled } = props;
  const t = useTranslations("token.roll");
  const trpc = useTRPC();
  const roll = useAction(trpc.token.roll.mutationOptions(), {
    invalidate: [trpc.token.pathFilter(), trpc.audit.pathFilter()],
  });
  const form = useZodForm({ schema: RollSchema, defaultValues: { overlap: "24" } });
  const save = async ({ overlap }: z.output<typeof RollSchema>) => {
    const overlapHours = ROLL_OVERLAPS_HOURS.find((hours) => String(hours) === overlap) ?? 0;
    onRolled(await roll.call({ id: token.id, version: token.version, overlapHours }));
  };
  return (
    <FormDialog
      open={open}
      onOpenChange={onOpenChange}
      title={t("title", { name: token.name })}
      description={t("description")}
      form={form}
      onSubmit={save}
      submitLabel={t("submit")}
    >
      <RadioField
        control={form.control}
        name="overlap"
        label={t("overlap")}
        options={OVERLAPS.map((value) => ({
          value,
          label: t(`overlaps.${value}`),
          ...(value === "0" ? { description: t("nowHint") } : {}),
        }))}
      />
    </FormDialog>
  );
}
