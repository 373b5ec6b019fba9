import { expect, test } from "vitest";
import { parseInline, parseMarkdown } from "./markdown";

const text = (words: string) => ({ kind: "text", text: words });

test("the blocks of a page are told apart", () => {
  const source = "# Title\n\nTwo lines\nof one paragraph\n- a\n- b\n1. first\n> said\n---\n```\n<b> & *x*\n```";
  expect(parseMarkdown(source)).toEqual([
    { kind: "heading", level: 2, parts: [text("Title")] },
    { kind: "paragraph", parts: [text("Two lines\nof one paragraph")] },
    { kind: "list", isOrdered: false, items: [[text("a")], [text("b")]] },
    { kind: "list", isOrdered: true, items: [[text("first")]] },
    { kind: "quote", parts: [text("said")] },
    { kind: "rule" },
    { kind: "code", text: "<b> & *x*" },
  ]);
});

test("bold, italic, code and links stand inside a line, and within each other", () => {
  expect(parseInline("a **b [c](https://d.example)** `*e*`")).toEqual([
    text("a "),
    { kind: "bold", parts: [text("b "), { kind: "link", href: "https://d.example", parts: [text("c")] }] },
    text(" "),
    { kind: "code", text: "*e*" },
  ]);
});

test.each(["javascript:alert(1)", "data:text/html,x", "//evil.example", "/\\evil.example", "vbscript:x"])(
  "%s is no link",
  (href) => {
    expect(parseInline(`[click](${href})`).every((part) => part.kind === "text" || part.kind === "link")).toBe(true);
    expect(JSON.stringify(parseInline(`[click](${href})`))).not.toContain(`"href":"${href}`);
  },
);

test("marks of HTML stay text", () => {
  expect(parseMarkdown("<script>alert(1)</script>")).toEqual([
    { kind: "paragraph", parts: [text("<script>alert(1)</script>")] },
  ]);
});

test("a code block that is never closed ends with the text", () => {
  expect(parseMarkdown("```\nopen")).toEqual([{ kind: "code", text: "open" }]);
});
