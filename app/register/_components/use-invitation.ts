import { useEffect, useRef } from "react";

const STORED_AS = "gatehouse.invitation";

/** Gives the code of the link one came by once, also after a detour by the sign-in page or a change of language. */
export function useInvitation(onCode: (code: string) => void): void {
  const give = useRef(onCode);
  useEffect(() => {
    const code = new URLSearchParams(window.location.search).get("ref")?.trim() || recall();
    if (!code) return;
    keep(code);
    give.current(code);
  }, []);
}

function recall(): string | null {
  try {
    return window.sessionStorage.getItem(STORED_AS);
  } catch {
    // Storage may be forbidden; the link itself still counts.
    return null;
  }
}

function keep(code: string): void {
  try {
    window.sessionStorage.setItem(STORED_AS, code);
  } catch {
    return;
  }
}
