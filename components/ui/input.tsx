"use client";

import type { ComponentProps } from "react";
import { cn } from "./cn";

export type InputProps = ComponentProps<"input"> & { isMono?: boolean };

export function Input({ className, isMono, type = "text", ...props }: InputProps) {
  return (
    <input
      type={type}
      className={cn("control h-8 w-full min-w-0 px-2.5 text-sm", isMono && "font-mono text-xs", className)}
      {...props}
    />
  );
}
