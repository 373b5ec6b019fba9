import { describe, expect, it } from "vitest";
import { prettyBody } from "./pretty-body";

describe("a body in the inbox", () => {
  it("is shown with one field of a form a line, decoded", () => {
    expect(prettyBody("pid=1001&name=%E5%85%85%E5%80%BC")).toBe("pid = 1001\nname = 充值");
  });

  it("is shown as indented JSON, or as it came when it is none", () => {
    expect(prettyBody('{"id":"evt_1"}')).toBe('{\n  "id": "evt_1"\n}');
    expect(prettyBody('{"id":')).toBe('{"id":');
    expect(prettyBody("Bank statement, line 4")).toBe("Bank statement, line 4");
  });
});
