"use client";

import { Kbd } from "../ui/kbd";

const SYMBOL: Record<string, string> = { Escape: "Esc", ArrowUp: "↑", ArrowDown: "↓", "[Shift]": "" };

function isApple(): boolean {
  return typeof navigator !== "undefined" && /Mac|iPhone|iPad/.test(navigator.platform);
}

/** The keys of a shortcut as the reader's keyboard names them. */
export function ShortcutKeys({ keys }: { keys: string }) {
  const parts = keys
    .split(/[ +]/)
    .map((part) => (part === "$mod" ? (isApple() ? "⌘" : "Ctrl") : (SYMBOL[part] ?? part)))
    .filter(Boolean);
  return (
    <span className="inline-flex items-center gap-1" suppressHydrationWarning>
      {parts.map((part) => (
        <Kbd key={part}>{part.length === 1 ? part.toUpperCase() : part}</Kbd>
      ))}
    </span>
  );
}
