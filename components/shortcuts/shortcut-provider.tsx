"use client";

import { createContext, type ReactNode, useContext, useEffect, useMemo, useRef, useState } from "react";
import { createKeybindingsHandler, defaultKeybindingsHandlerIgnore } from "tinykeys";
import { useStoredState } from "../hooks/use-stored-state";

export type Shortcut = {
  /** As tinykeys writes them: `j`, `g l`, `$mod+k`, `[Shift]+?`. */
  keys: string;
  label: string;
  group: string;
  run: (event: KeyboardEvent) => void;
};

type Registry = {
  register: (shortcuts: readonly Shortcut[]) => () => void;
  list: readonly Shortcut[];
  areSingleKeysOn: boolean;
  setSingleKeysOn: (isOn: boolean) => void;
};

const ShortcutContext = createContext<Registry | null>(null);

/** Bare keys must be possible to switch off (WCAG 2.1.4); chords with Ctrl or ⌘ always work. */
function isSingleKey(keys: string): boolean {
  return !/\$mod|Control|Meta|Alt/.test(keys);
}

const BLOCKING = '[role="dialog"]:not([data-modal="false"]), [role="alertdialog"], [role="menu"], [role="listbox"]';

function isBlocked(event: KeyboardEvent): boolean {
  if (event.isComposing || event.defaultPrevented || (event.repeat === true && event.key !== "j" && event.key !== "k"))
    return true;
  const { target } = event;
  const isTyping = target instanceof HTMLElement && target.matches("input, textarea, select, [contenteditable]");
  return isTyping || defaultKeybindingsHandlerIgnore(event) || document.querySelector(BLOCKING) !== null;
}

/** The one place that listens for keys; pages add theirs with `useShortcuts`, the `?` sheet shows what is there now. */
export function ShortcutProvider({ children }: { children: ReactNode }) {
  const [groups, setGroups] = useState<readonly (readonly Shortcut[])[]>([]);
  const [areSingleKeysOn, setSingleKeysOn] = useStoredState({
    key: "single-keys",
    fallback: true,
    parse: (stored) => (typeof stored === "boolean" ? stored : undefined),
  });

  const list = useMemo(() => {
    // Of two with the same keys the one added last (the innermost view) counts.
    const byKeys = new Map<string, Shortcut>();
    for (const group of groups) for (const shortcut of group) byKeys.set(shortcut.keys, shortcut);
    return [...byKeys.values()];
  }, [groups]);

  useEffect(() => {
    const chords = list.filter((shortcut) => !isSingleKey(shortcut.keys));
    const singles = areSingleKeysOn ? list.filter((shortcut) => isSingleKey(shortcut.keys)) : [];
    const toMap = (shortcuts: readonly Shortcut[]) =>
      Object.fromEntries(shortcuts.map(({ keys, run }) => [keys, run] as const));
    const onChord = createKeybindingsHandler(toMap(chords), { ignore: () => false });
    const onSingle = createKeybindingsHandler(toMap(singles), { ignore: isBlocked });
    window.addEventListener("keydown", onChord);
    window.addEventListener("keydown", onSingle);
    return () => {
      window.removeEventListener("keydown", onChord);
      window.removeEventListener("keydown", onSingle);
    };
  }, [list, areSingleKeysOn]);

  const value = useMemo<Registry>(
    () => ({
      register: (shortcuts) => {
        setGroups((current) => [...current, shortcuts]);
        return () => setGroups((current) => current.filter((group) => group !== shortcuts));
      },
      list,
      areSingleKeysOn,
      setSingleKeysOn,
    }),
    [list, areSingleKeysOn, setSingleKeysOn],
  );
  return <ShortcutContext value={value}>{children}</ShortcutContext>;
}

export function useShortcutRegistry(): Registry {
  const registry = useContext(ShortcutContext);
  if (!registry) throw new Error("useShortcuts needs a ShortcutProvider above it");
  return registry;
}

/** Adds shortcuts while the component is there. What they do may change freely; keys and labels are read by their text. */
export function useShortcuts(shortcuts: readonly Shortcut[]): void {
  const registry = useContext(ShortcutContext);
  const register = registry?.register;
  const latest = useRef(shortcuts);
  latest.current = shortcuts;
  const signature = shortcuts.map(({ keys, label, group }) => `${keys}|${label}|${group}`).join("\n");
  const registerRef = useRef(register);
  registerRef.current = register;

  // biome-ignore lint/correctness/useExhaustiveDependencies: `signature` stands for the list; `run` is read when pressed
  useEffect(() => {
    const stable = latest.current.map((shortcut, index) => ({
      ...shortcut,
      run: (event: KeyboardEvent) => latest.current[index]?.run(event),
    }));
    return registerRef.current?.(stable);
  }, [signature]);
}
