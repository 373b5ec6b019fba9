"use client";

import { useTranslations } from "next-intl";
import { useJumpConfirm } from "@/components/domain/price/use-jump-confirm";
import { useAction } from "@/components/feedback/use-action";
import { RadioField } from "@/components/form/choice-fields";
import { FormDialog } from "@/components/form/form-overlay";
import { TextField } from "@/components/form/text-fields";
import { useZodForm } from "@/components/form/use-zod-form";
import { useTRPC } from "@/components/trpc/provider";
import { PRICE_MODES } from "@/server/supply/price/schema";
import type { ModelRow } from "./model-row";
import { PriceExample } from "./price-example";
import { type PriceValues, toPriceFields, usePriceSchema } from "./price-form-schema";

type PricedModel = Pick<ModelRow, "model" | "price" | "version">;

/** Sets or changes the price of a model, with what a request would then cost in each group. */
export function PriceForm(props: { model: PricedModel | null; open: boolean; onOpenChange: (open: boolean) => void }) {
  const { model, open, onOpenChange } = props;
  const t = useTranslations("price");
  const trpc = useTRPC();
  const withJumpConfirm = useJumpConfirm();
  const savePrice = useAction(trpc.price.save.mutationOptions(), {
    success: t("saved"),
    invalidate: [trpc.price.pathFilter(), trpc.audit.pathFilter()],
  });
  const form = useZodForm({ schema: usePriceSchema(), defaultValues: valuesOf(model) });
  const values = form.watch();
  const save = (saved: PriceValues) =>
    withJumpConfirm((isJumpConfirmed) =>
      savePrice.call({ ...toPriceFields(saved), model: saved.model, version: model?.version ?? 0, isJumpConfirmed }),
    );
  const isEdit = model?.price != null;
  return (
    <FormDialog
      open={open}
      onOpenChange={onOpenChange}
      size="lg"
      title={model ? t(isEdit ? "editTitle" : "setTitle", { model: model.model }) : t("add")}
      description={t("form.description")}
      form={form}
      onSubmit={save}
      submitLabel={t("form.submit")}
      isEdit={isEdit}
    >
      {model ? null : (
        <TextField
          control={form.control}
          name="model"
          label={t("columns.model")}
          description={t("form.modelHint")}
          isMono
          isAutoFocus
        />
      )}
      <RadioField
        control={form.control}
        name="mode"
        label={t("columns.mode")}
        options={PRICE_MODES.map((value) => ({ value, label: t(`form.modes.${value}`) }))}
      />
      {values.mode === "token" ? (
        <div className="grid gap-3 sm:grid-cols-3">
          <TextField control={form.control} name="inputPrice" label={t("form.input")} inputMode="decimal" />
          <TextField
            control={form.control}
            name="cachedInputPrice"
            label={t("form.cached")}
            placeholder={values.inputPrice}
            isOptional
            inputMode="decimal"
          />
          <TextField control={form.control} name="outputPrice" label={t("form.output")} inputMode="decimal" />
        </div>
      ) : (
        <TextField
          control={form.control}
          name="callPrice"
          label={t("form.call")}
          inputMode="decimal"
          className="max-w-56"
        />
      )}
      <PriceExample values={values} />
    </FormDialog>
  );
}

function valuesOf(model: PricedModel | null): PriceValues {
  const price = model?.price;
  return {
    model: model?.model ?? "",
    mode: price?.mode ?? "token",
    inputPrice: price?.inputPrice ?? "0",
    outputPrice: price?.outputPrice ?? "0",
    cachedInputPrice: price?.cachedInputPrice ?? "",
    callPrice: price?.callPrice ?? "0",
  };
}
