import { expect, test } from "vitest";
import { chatHref } from "./chat-href";

test("key and address are put in wherever they stand, and cannot break out of their place", () => {
  const url = 'https://chat.example/#/?settings={"key":"{key}","url":"{address}"}&again={key}';
  expect(chatHref(url, { key: 'sk-1"&x=', address: "https://gate.example" })).toBe(
    'https://chat.example/#/?settings={"key":"sk-1%22%26x%3D","url":"https%3A%2F%2Fgate.example"}&again=sk-1%22%26x%3D',
  );
});
