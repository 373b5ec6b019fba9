"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useSaveAsDraft } from "@/components/domain/draft/use-save-as-draft";
import { PriceEffect } from "@/components/domain/price/price-effect";
import { useJumpConfirm } from "@/components/domain/price/use-jump-confirm";
import { useFieldLabel } from "@/components/domain/revision/field-label";
import { useUndoSave } from "@/components/domain/revision/use-undo-save";
import { useAction } from "@/components/feedback/use-action";
import { RadioField } from "@/components/form/choice-fields";
import { FormDialog } from "@/components/form/form-overlay";
import { TextField } from "@/components/form/text-fields";
import type { FormMerge } from "@/components/form/use-form-merge";
import { useZodForm } from "@/components/form/use-zod-form";
import { useTRPC } from "@/components/trpc/provider";
import { PRICE_MODES, PriceFields } from "@/server/supply/price/schema";
import { SPECIAL_PRICE_FIELDS } from "@/server/supply/price/special-price-schema";
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
  const undo = useUndoSave((_: unknown, { model: id }: { model: string }) => ({ kind: "price", id }));
  const savePrice = useAction(trpc.price.save.mutationOptions(), {
    success: t("saved"),
    invalidate: [trpc.price.pathFilter(), trpc.audit.pathFilter()],
    undo,
  });
  const form = useZodForm({ schema: usePriceSchema(), defaultValues: valuesOf(model) });
  const values = form.watch();
  const save = (saved: PriceValues, version = model?.version ?? 0) =>
    withJumpConfirm((isJumpConfirmed) =>
      savePrice.call({ ...toPriceFields(saved), model: saved.model, version, isJumpConfirmed }),
    );
  const merge = usePriceMerge(() => form.getValues("model"));
  const draft = useSaveAsDraft<PriceValues>(model && { kind: "price", id: model.model }, (saved) => ({
    kind: "price",
    id: saved.model,
    label: saved.model,
    content: toPriceFields(saved),
  }));
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
      merge={merge}
      alternative={draft.alternative}
      submitLabel={t("form.submit")}
      isEdit={isEdit}
    >
      {draft.dialog}
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
        <>
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
          <div className="grid gap-3 sm:grid-cols-4">
            {SPECIAL_PRICE_FIELDS.map((field) => (
              <TextField
                key={field}
                control={form.control}
                name={field}
                label={t(`form.${field}`)}
                placeholder={field === "audioOutputPrice" ? values.outputPrice : values.inputPrice}
                isOptional
                inputMode="decimal"
              />
            ))}
          </div>
        </>
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
      <PriceEffect changes={effectOf(values)} />
    </FormDialog>
  );
}

function effectOf(values: PriceValues) {
  const price = PriceFields.safeParse(toPriceFields(values));
  return price.success && values.model !== "" ? { prices: [{ model: values.model, price: price.data }] } : null;
}

/** What the price is by now, when somebody else saved it first: of the model in the form, which may be a new one. */
function usePriceMerge(modelOf: () => string): FormMerge<PriceValues> {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const labelOf = useFieldLabel();
  return {
    labelOf: (path) => labelOf({ kind: "price", path }) ?? path,
    readLatest: async () => {
      const options = trpc.price.get.queryOptions({ model: modelOf() }, { staleTime: 0 });
      const latest = await queryClient.fetchQuery(options);
      return { values: valuesOf(latest), version: latest.version };
    },
  };
}

function valuesOf(model: PricedModel | null): PriceValues {
  const price = model?.price;
  return {
    model: model?.model ?? "",
    mode: price?.mode ?? "token",
    inputPrice: price?.inputPrice ?? "0",
    outputPrice: price?.outputPrice ?? "0",
    cachedInputPrice: price?.cachedInputPrice ?? "",
    cacheWritePrice: price?.cacheWritePrice ?? "",
    audioInputPrice: price?.audioInputPrice ?? "",
    imageInputPrice: price?.imageInputPrice ?? "",
    audioOutputPrice: price?.audioOutputPrice ?? "",
    callPrice: price?.callPrice ?? "0",
  };
}
