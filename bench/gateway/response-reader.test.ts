import { expect, test } from "vitest";
import { ResponseReader } from "./response-reader";

function readAll(wire: string, pieceLength: number): string[] {
  const seen: string[] = [];
  let body = "";
  const reader = new ResponseReader({
    head: (status) => seen.push(String(status)),
    body: (part) => {
      body += part.toString();
    },
    end: () => {
      seen.push(body);
      body = "";
    },
  });
  for (let at = 0; at < wire.length; at += pieceLength) reader.push(Buffer.from(wire.slice(at, at + pieceLength)));
  return seen;
}

const WIRE = [
  "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello",
  "HTTP/1.1 429 Too Many Requests\r\ncontent-length: 0\r\n\r\n",
  "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n3\r\nab\n\r\n1\r\nc\r\n0\r\n\r\n",
  "HTTP/1.1 500 X\r\ncontent-length: 1\r\n\r\n!",
].join("");

test.each([1, 2, 3, 7, 64, 10_000])("responses in pieces of %i bytes are read alike", (pieceLength) => {
  expect(readAll(WIRE, pieceLength)).toEqual(["200", "hello", "429", "", "200", "ab\nc", "500", "!"]);
});

test("a response without a length is refused, not waited for", () => {
  expect(() => readAll("HTTP/1.1 200 OK\r\n\r\nhello", 64)).toThrow("neither a length nor chunks");
});
