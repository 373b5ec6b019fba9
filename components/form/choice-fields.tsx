"use client";

import type { FieldValues } from "react-hook-form";
import { Checkbox } from "../ui/checkbox";
import { Combobox, type ComboboxProps } from "../ui/combobox";
import { RadioGroup, type RadioOption } from "../ui/radio-group";
import { Select, type SelectOption } from "../ui/select";
import { Switch } from "../ui/switch";
import { TagInput, type TagInputProps } from "../ui/tag-input";
import { Field, type FieldProps } from "./field";

/** One of a short list. */
export function SelectField<Values extends FieldValues, Context, Out>(
  props: FieldProps<Values, Context, Out> & { options: readonly SelectOption[]; placeholder?: string },
) {
  return (
    <Field {...props}>
      {({ field, aria }) => (
        <Select
          {...aria}
          ref={field.ref}
          value={field.value ?? undefined}
          onValueChange={field.onChange}
          onBlur={field.onBlur}
          options={props.options}
          {...(props.placeholder ? { placeholder: props.placeholder } : {})}
          {...(props.isDisabled ? { isDisabled: true } : {})}
        />
      )}
    </Field>
  );
}

/** One of many, found by typing; an emptied box is null. */
export function ComboboxField<Values extends FieldValues, Context, Out>(
  props: FieldProps<Values, Context, Out> &
    Pick<ComboboxProps, "options" | "placeholder" | "searchPlaceholder" | "onSearch" | "isLoading" | "isClearable">,
) {
  const { options, placeholder, searchPlaceholder, onSearch, isLoading, isClearable, isDisabled } = props;
  return (
    <Field {...props}>
      {({ field, aria }) => (
        <Combobox
          {...aria}
          ref={field.ref}
          value={field.value ?? null}
          onValueChange={field.onChange}
          onBlur={field.onBlur}
          {...{ options, placeholder, searchPlaceholder, onSearch, isLoading, isClearable, isDisabled }}
        />
      )}
    </Field>
  );
}

export function RadioField<Values extends FieldValues, Context, Out>(
  props: FieldProps<Values, Context, Out> & { options: readonly RadioOption<string>[] },
) {
  return (
    <Field {...props}>
      {({ field, aria }) => (
        <RadioGroup
          value={field.value ?? undefined}
          onValueChange={field.onChange}
          options={props.options}
          aria-describedby={aria["aria-describedby"]}
          {...(typeof props.label === "string" ? { "aria-label": props.label } : {})}
          className="pt-1"
        />
      )}
    </Field>
  );
}

/** On or off, in force when the form is saved. */
export function SwitchField<Values extends FieldValues, Context, Out>(props: FieldProps<Values, Context, Out>) {
  return (
    <Field {...props} isInline>
      {({ field, aria }) => (
        <Switch
          {...aria}
          ref={field.ref}
          checked={field.value === true}
          onCheckedChange={field.onChange}
          onBlur={field.onBlur}
          disabled={props.isDisabled}
        />
      )}
    </Field>
  );
}

/** A yes or no among other answers of one question. @public */
export function CheckboxField<Values extends FieldValues, Context, Out>(props: FieldProps<Values, Context, Out>) {
  return (
    <Field {...props} isInline>
      {({ field, aria }) => (
        <Checkbox
          {...aria}
          ref={field.ref}
          checked={field.value === true}
          onCheckedChange={(checked) => field.onChange(checked === true)}
          onBlur={field.onBlur}
          disabled={props.isDisabled}
        />
      )}
    </Field>
  );
}

/** A list of words (string[]): models, groups, addresses. */
export function TagsField<Values extends FieldValues, Context, Out>(
  props: FieldProps<Values, Context, Out> &
    Pick<TagInputProps, "options" | "isStrict" | "isMono" | "placeholder" | "check">,
) {
  const { options, isStrict, isMono, placeholder, check, isDisabled } = props;
  return (
    <Field {...props}>
      {({ field, aria }) => (
        <TagInput
          {...aria}
          ref={field.ref}
          value={field.value ?? []}
          onValueChange={field.onChange}
          onBlur={field.onBlur}
          {...{ options, isStrict, isMono, placeholder, check, isDisabled }}
        />
      )}
    </Field>
  );
}
