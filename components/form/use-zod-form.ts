"use client";

import { zodResolver } from "@hookform/resolvers/zod";
import { type DefaultValues, type FieldValues, type UseFormReturn, useForm } from "react-hook-form";
import type { z } from "zod";

export type ZodForm<In extends FieldValues, Out> = UseFormReturn<In, unknown, Out>;

/** A form checked by the same schema as the procedure it feeds. Faults show on leaving a field, then as they are mended. */
export function useZodForm<In extends FieldValues, Out>(options: {
  schema: z.ZodType<Out, In>;
  defaultValues: DefaultValues<In>;
}): ZodForm<In, Out> {
  return useForm<In, unknown, Out>({
    resolver: zodResolver(options.schema),
    defaultValues: options.defaultValues,
    mode: "onTouched",
  });
}
