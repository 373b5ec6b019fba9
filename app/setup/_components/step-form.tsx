"use client";

import { type ReactNode, useId } from "react";
import type { FieldValues } from "react-hook-form";
import { FormFaultAlert } from "@/components/form/form-fault-alert";
import { useSubmit } from "@/components/form/use-submit";
import type { ZodForm } from "@/components/form/use-zod-form";
import { Button } from "@/components/ui/button";
import { StepFrame } from "./step-frame";

/** A step that is one form. */
export function StepForm<In extends FieldValues, Out>(props: {
  form: ZodForm<In, Out>;
  onSubmit: (values: Out) => Promise<unknown>;
  submitLabel: ReactNode;
  title: ReactNode;
  description: ReactNode;
  back?: ReactNode;
  /** Before the submit button: the way around the step. */
  skip?: ReactNode;
  children: ReactNode;
}) {
  const { form, onSubmit, submitLabel, title, description, back, skip, children } = props;
  const id = useId();
  const { submit, fault } = useSubmit({ form, onSubmit });
  return (
    <StepFrame
      title={title}
      description={description}
      back={back}
      actions={
        <>
          {skip}
          <Button type="submit" form={id} variant="primary" isPending={form.formState.isSubmitting}>
            {submitLabel}
          </Button>
        </>
      }
    >
      {/* As at the sign-in: before the page's code is there, nothing typed may end up in the address. */}
      <form id={id} method="post" onSubmit={submit} noValidate className="flex flex-col gap-4">
        <FormFaultAlert fault={fault} />
        {children}
      </form>
    </StepFrame>
  );
}
