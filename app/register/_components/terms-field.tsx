"use client";

import { useTranslations } from "next-intl";
import type { Control, FieldPath, FieldValues } from "react-hook-form";
import { CheckboxField } from "@/components/form/choice-fields";

/** The texts of the site, to be read in another tab, and accepted. */
export function TermsField<Values extends FieldValues, Context, Out>(props: {
  control: Control<Values, Context, Out>;
  pages: { terms: boolean; privacy: boolean };
}) {
  const t = useTranslations("registration");
  const page = useTranslations("site.pages");
  const shown = (["terms", "privacy"] as const).filter((name) => props.pages[name]);
  return (
    <CheckboxField
      control={props.control}
      name={"acceptsTerms" as FieldPath<Values>}
      label={t("accept")}
      description={
        <span className="flex flex-wrap gap-x-3">
          {shown.map((name) => (
            <a key={name} href={`/${name}`} target="_blank" rel="noopener" className="link underline">
              {page(name)}
            </a>
          ))}
        </span>
      }
    />
  );
}
