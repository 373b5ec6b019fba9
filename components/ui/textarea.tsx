"use client";

import type { ComponentProps } from "react";
import { cn } from "./cn";

export function Textarea({ className, ...props }: ComponentProps<"textarea">) {
  return <textarea className={cn("control min-h-20 w-full px-2.5 py-1.5 text-sm", className)} {...props} />;
}
