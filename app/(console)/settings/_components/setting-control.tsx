"use client";

import { JsonValueControl } from "./json-value-control";
import { MapControl } from "./map-control";
import { RowsControl } from "./rows-control";
import { ScalarControl } from "./scalar-control";
import type { SettingFault } from "./setting-faults";
import { controlKind, type SettingSchema, withoutNull } from "./setting-value";

export type SettingControlProps = {
  id: string;
  describedBy: string;
  label: string;
  schema: SettingSchema;
  /** The wording of choices is looked up by the setting's key. */
  settingKey: string;
  unit: string | null;
  /** Shown by nobody: whether one is set, or null for a setting that is no secret. */
  isSecretSet: boolean | null;
  value: unknown;
  isDisabled: boolean;
  faults: readonly SettingFault[];
  onChange: (value: unknown) => void;
};

/** The control a setting's schema asks for. */
export function SettingControl(props: SettingControlProps) {
  const schema = withoutNull(props.schema);
  const kind = props.isSecretSet === null ? controlKind(schema) : "text";
  if (kind === "rows") return <RowsControl {...props} schema={schema} />;
  if (kind === "map") return <MapControl {...props} schema={schema} />;
  if (kind === "json") return <JsonValueControl {...props} />;
  return <ScalarControl {...props} schema={schema} isInvalid={props.faults.length > 0} />;
}
