"use client";

import type { ReactNode } from "react";
import type { Control, FieldPath, FieldValues } from "react-hook-form";
import { z } from "zod";
import { SecretField } from "./secret-field";

/** The field a form's schema is extended by when it asks for a new password twice. */
export const REPEATED_PASSWORD = { repeatPassword: z.string() };
/** What the schema says, at the repetition, when it differs. */
export const PASSWORDS_DIFFER = { path: ["repeatPassword"], message: "passwordsDiffer" };

/** A new password, typed twice: `name`, and `repeatPassword` of REPEATED_PASSWORD. */
export function NewPasswordFields<Values extends FieldValues, Context, Out>(props: {
  control: Control<Values, Context, Out>;
  name: FieldPath<Values>;
  label: ReactNode;
  repeatLabel: ReactNode;
  className?: string;
}) {
  const { control, name, label, repeatLabel, className } = props;
  const shared = { control, autoComplete: "new-password", ...(className ? { className } : {}) } as const;
  return (
    <>
      <SecretField {...shared} name={name} label={label} />
      <SecretField {...shared} name={"repeatPassword" as FieldPath<Values>} label={repeatLabel} />
    </>
  );
}
