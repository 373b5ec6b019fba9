"use client";

import "./globals.css";

/** The last net, under the root layout too: no catalogue and no theme can be counted on here. */
export default function GlobalError({ error, reset }: { error: Error & { digest?: string }; reset: () => void }) {
  return (
    <html lang="en">
      <body>
        <title>Gatehouse</title>
        <main
          role="alert"
          style={{
            display: "grid",
            placeContent: "center",
            justifyItems: "center",
            gap: 8,
            minHeight: "100vh",
            padding: 24,
          }}
        >
          <h1 style={{ fontWeight: 600, fontSize: 16 }}>The page could not be shown · 页面无法显示</h1>
          <p style={{ fontFamily: "monospace" }}>{error.digest}</p>
          <button type="button" onClick={reset} className="control" style={{ padding: "6px 12px" }}>
            Try again · 重试
          </button>
        </main>
      </body>
    </html>
  );
}
