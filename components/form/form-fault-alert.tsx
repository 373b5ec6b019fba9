"use client";

import { Alert } from "../ui/alert";
import type { FormFault } from "./use-submit";

export function FormFaultAlert({ fault }: { fault: FormFault | null }) {
  if (!fault) return null;
  return (
    <Alert tone="err" title={fault.text}>
      {fault.requestId ? <span className="font-mono text-xs">{fault.requestId}</span> : null}
    </Alert>
  );
}
