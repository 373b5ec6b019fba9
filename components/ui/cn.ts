import { type ClassValue, clsx } from "clsx";
import { extendTailwindMerge } from "tailwind-merge";

// `text-meta` is a size of ours; unknown to the merger it would be taken for a colour and drop the real one.
const merge = extendTailwindMerge({ extend: { classGroups: { "font-size": [{ text: ["meta"] }] } } });

/** Joins class names; of two that set the same property the later one stays. */
export function cn(...inputs: ClassValue[]): string {
  return merge(clsx(inputs));
}
