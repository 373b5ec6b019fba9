"use client";

import { Search } from "lucide-react";
import { cn } from "./cn";
import { Input, type InputProps } from "./input";

/** A box to search in. Its label also stands in it, unless a placeholder shows what can be typed. */
export function SearchInput({ label, className, ...props }: Omit<InputProps, "type"> & { label: string }) {
  return (
    <div className="relative">
      <Search className="pointer-events-none absolute top-1/2 left-2 size-4 -translate-y-1/2 text-fg-3" aria-hidden />
      <Input type="search" aria-label={label} placeholder={label} className={cn("pl-8", className)} {...props} />
    </div>
  );
}
