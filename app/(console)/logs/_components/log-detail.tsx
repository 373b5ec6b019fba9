"use client";

import { RequestDetail } from "@/components/domain/request/request-detail";

/** The open row of the log. */
export function LogDetail({ id }: { id: string }) {
  return <RequestDetail id={id} />;
}
