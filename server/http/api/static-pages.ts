import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { openApiDocument } from "./document";
import { OPERATIONS } from "./operations/all";
import { PROBLEMS, type ProblemCode } from "./problem";

const SWAGGER_FILES: Record<string, string> = {
  "swagger-ui.css": "text/css; charset=utf-8",
  "swagger-ui-bundle.js": "text/javascript; charset=utf-8",
};

let document: string | undefined;

/** What is read without a token: the document, its reference page, and a page for each code. Null for another address. */
export async function answerStatic(request: Request, path: string): Promise<Response | null> {
  if (request.method !== "GET" && request.method !== "HEAD") return null;
  if (path === "" || path === "/") return new Response(null, { status: 307, headers: { location: "/api/v2/docs" } });
  if (path === "/openapi.json") {
    document ??= JSON.stringify(openApiDocument(OPERATIONS));
    return page(document, "application/json");
  }
  if (path === "/docs") return page(REFERENCE, HTML);
  if (path === "/docs/start.js") return page(START, "text/javascript; charset=utf-8");
  if (path === "/errors") return page(errorIndex(), HTML);
  if (path.startsWith("/errors/")) return errorPage(path.slice("/errors/".length));
  return path.startsWith("/docs/") ? swaggerFile(path.slice("/docs/".length)) : null;
}

const HTML = "text/html; charset=utf-8";
const HOUR_SECONDS = 3_600;

function page(body: string | Uint8Array, type: string): Response {
  return new Response(body as BodyInit, {
    headers: { "content-type": type, "cache-control": `public, max-age=${HOUR_SECONDS}` },
  });
}

/** The two files of the reference page that come with the package: nothing is loaded from elsewhere. */
async function swaggerFile(name: string): Promise<Response | null> {
  const type = SWAGGER_FILES[name];
  if (type === undefined) return null;
  // Next bundles this module, so the package is found from where the product runs.
  return page(await readFile(join(process.cwd(), "node_modules", "swagger-ui-dist", name)), type);
}

const REFERENCE = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Gatehouse management API</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="/api/v2/docs/swagger-ui.css">
</head>
<body>
<div id="reference"></div>
<script src="/api/v2/docs/swagger-ui-bundle.js"></script>
<script src="/api/v2/docs/start.js"></script>
</body>
</html>
`;

/** A validator elsewhere is not asked, and cookies are not sent: the API does not take them. */
const START = `window.ui = SwaggerUIBundle({
  url: "/api/v2/openapi.json",
  dom_id: "#reference",
  deepLinking: true,
  docExpansion: "none",
  defaultModelsExpandDepth: -1,
  displayRequestDuration: true,
  filter: true,
  validatorUrl: null,
  requestInterceptor: (request) => ({ ...request, credentials: "omit" }),
});
`;

const STYLE = `
:root { color-scheme: light dark; }
body { margin: 3rem auto; max-width: 42rem; padding: 0 1.25rem; font: 16px/1.6 system-ui, sans-serif; }
code { font-family: ui-monospace, monospace; font-size: 0.9em; }
dt { margin-top: 1rem; } dd { margin: 0; opacity: 0.8; }
a { color: inherit; }
`;

function htmlPage(title: string, body: string): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}</title>
<style>${STYLE}</style>
</head>
<body>
${body}
</body>
</html>
`;
}

function errorPage(code: string): Response | null {
  if (!isCode(code)) return null;
  const { status, title, advice } = PROBLEMS[code];
  const body = `<p><a href="/api/v2/errors">All codes</a></p>
<h1>${title}</h1>
<p><code>${code}</code> · HTTP ${status}</p>
<p>${withCode(advice)}</p>
<p><a href="/api/v2/docs">API reference</a></p>`;
  return page(htmlPage(`${code} · ${title}`, body), HTML);
}

function isCode(code: string): code is ProblemCode {
  return Object.hasOwn(PROBLEMS, code);
}

function errorIndex(): string {
  const rows = Object.entries(PROBLEMS).map(
    ([code, { status, title }]) =>
      `<dt><a href="/api/v2/errors/${code}"><code>${code}</code></a> · ${status}</dt><dd>${title}</dd>`,
  );
  return htmlPage("Error codes", `<h1>Error codes of the API</h1><dl>${rows.join("\n")}</dl>`);
}

/** Our own words, with `…` as code. */
function withCode(text: string): string {
  return text.replaceAll("<", "&lt;").replace(/`([^`]+)`/g, "<code>$1</code>");
}
