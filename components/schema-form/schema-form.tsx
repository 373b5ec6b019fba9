"use client";

import { useLocale } from "next-intl";
import type { Definition } from "@/server/configuration/template/definition-schema";
import {
  type Fault,
  isJsonObject,
  type Json,
  type JsonObject,
  type JsonSchema,
  pointerTo,
} from "@/server/configuration/template/json-schema/json-schema";
import { valueAt, withValueAt } from "@/server/configuration/template/json-schema/values-json-schema";
import { useFaultText } from "./fault-text";
import { choicesOf, controlOf, fieldsOf, isSameJson, requiredOf, wordsOf } from "./field-kind";
import { FieldShell } from "./field-shell";
import { PlainControl } from "./plain-control";
import { SecretControl } from "./secret-control";
import type { SecretState } from "./secret-state";

export type SchemaFormProps = {
  definition: Definition;
  /** Only what is said: a field that is not there has the default. Unknown names stay as they are. */
  values: JsonObject;
  onChange: (values: JsonObject) => void;
  secrets: readonly SecretState[];
  faults: readonly Fault[];
  isDisabled?: boolean;
};

/**
 * A form made from a template's schema. It shows and changes the very object that the JSON editor shows: nothing is filled in,
 * turned into something else or thrown away, so going from one to the other loses nothing.
 */
export function SchemaForm(props: SchemaFormProps) {
  const { definition, faults } = props;
  const faultText = useFaultText();
  const known = new Set<string>();
  collectPaths(definition.schema, { root: definition.schema, path: "", known });
  const unplaced = faults.filter((fault) => !isInField(fault.path, known));
  return (
    <div className="flex max-w-2xl flex-col gap-4">
      {unplaced.length > 0 ? (
        <ul role="alert" className="flex flex-col gap-0.5 text-err text-sm">
          {unplaced.map((fault) => (
            <li key={`${fault.path} ${fault.code}`}>
              {fault.path ? <code className="font-mono text-xs">{fault.path} </code> : null}
              {faultText(fault)}
            </li>
          ))}
        </ul>
      ) : null}
      <Fields {...props} schema={definition.schema} path="" />
    </div>
  );
}

type Collect = { root: JsonObject; path: string; known: Set<string> };

function collectPaths(schema: JsonSchema, { root, path, known }: Collect): void {
  for (const field of fieldsOf(root, schema)) {
    const at = pointerTo(path, field.name);
    known.add(at);
    if (controlOf(field.schema) === "group") collectPaths(field.schema, { root, path: at, known });
  }
}

function isInField(path: string, known: ReadonlySet<string>): boolean {
  return [...known].some((field) => path === field || path.startsWith(`${field}/`));
}

type FieldsProps = SchemaFormProps & { schema: JsonSchema; path: string };

function Fields({ schema, path, ...form }: FieldsProps) {
  const root = form.definition.schema;
  const required = requiredOf(root, schema);
  return fieldsOf(root, schema).map(({ name, schema: field }) => (
    <FieldOf
      key={name}
      {...form}
      schema={field}
      name={name}
      path={pointerTo(path, name)}
      isRequired={required.has(name)}
    />
  ));
}

type FieldOfProps = FieldsProps & { name: string; isRequired: boolean };

function FieldOf({ name, isRequired, ...props }: FieldOfProps) {
  const { schema, path, definition, values, onChange, faults, secrets, isDisabled = false } = props;
  const locale = useLocale();
  const faultText = useFaultText();
  const { title, description } = wordsOf(schema, name, locale);
  const kind = controlOf(schema);
  const value = valueAt(values, path);
  if (kind === "group" && (value === undefined || isJsonObject(value))) {
    return (
      <fieldset className="flex min-w-0 flex-col gap-4 border-border border-l-2 pl-4">
        <legend className="float-left mb-1 w-full font-semibold text-sm">{title}</legend>
        {description ? <p className="text-fg-3 text-xs">{description}</p> : null}
        <Fields {...props} />
      </fieldset>
    );
  }
  const inherited = valueAt(definition.defaults, path);
  const isSecret = definition.secretFields.includes(path);
  const set = (next: Json | undefined) => onChange(withValueAt(values, path, next));
  const control = kind === "group" ? "json" : kind;
  const shown = faults.filter((fault) => fault.path === path || fault.path.startsWith(`${path}/`)).map(faultText);
  return (
    <FieldShell
      title={title}
      description={description}
      isRequired={isRequired}
      faults={[...new Set(shown)]}
      inherited={inherited === undefined || isSecret ? null : printDefault(schema, inherited, locale)}
      onReset={value !== undefined && inherited !== undefined && !isDisabled ? () => set(undefined) : null}
      isInline={control === "switch"}
    >
      {(aria) =>
        isSecret ? (
          <SecretControl
            state={secrets.find((secret) => secret.path === path)}
            {...{ value, isDisabled, aria }}
            onChange={set}
          />
        ) : (
          <PlainControl kind={control} onChange={set} {...{ schema, value, inherited, isDisabled, aria }} />
        )
      }
    </FieldShell>
  );
}

function printDefault(schema: JsonSchema, inherited: Json, locale: string): string {
  const choices = isJsonObject(schema) ? choicesOf(schema, locale) : [];
  const chosen = choices.find(({ value }) => isSameJson(value, inherited));
  if (chosen) return chosen.label;
  return typeof inherited === "string" ? inherited : JSON.stringify(inherited);
}
