"use client";

import { type ReactNode, useId } from "react";

/** A button that asks for a file. The browser's own control is hidden: it speaks the browser's language, not the page's. */
export function FileButton({
  accept,
  children,
  onFile,
}: {
  accept: string;
  children: ReactNode;
  onFile: (file: File) => void;
}) {
  const id = useId();
  return (
    <span className="inline-flex max-w-full">
      <input
        id={id}
        type="file"
        accept={accept}
        className="peer sr-only"
        onChange={({ target }) => {
          const [chosen] = target.files ?? [];
          if (chosen) onFile(chosen);
          // The same file may be chosen again, after it was mended.
          target.value = "";
        }}
      />
      <label
        htmlFor={id}
        className="max-w-full cursor-pointer truncate rounded-md border border-edge bg-bg px-3 py-1.5 font-medium text-fg text-sm hover:bg-bg-2 peer-focus-visible:outline-2 peer-focus-visible:outline-accent peer-focus-visible:outline-offset-2"
      >
        {children}
      </label>
    </span>
  );
}
