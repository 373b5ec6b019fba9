import Link from "next/link";
import type { ReactNode } from "react";

/** A figure that leads to what it is made of. */
export function Lead({ href, children }: { href: string; children: ReactNode }) {
  return (
    <Link href={href} prefetch={false} className="rounded-sm hover:underline">
      {children}
    </Link>
  );
}
