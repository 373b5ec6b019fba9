import { differs } from "@/server/configuration/revision/apply";
import { compareRevisions } from "@/server/configuration/revision/compare";
import { previewMoment, restoreMoment } from "@/server/configuration/revision/moment";
import { diffContents, listRevisions } from "@/server/configuration/revision/read";
import { restoreRevision } from "@/server/configuration/revision/restore";
import { latestNumber } from "@/server/configuration/revision/revise";
import { type Command, DIFFERENT, Misuse, NOTHING_YET, readKinds, readReason, SAME, say } from "./config-command";
import { linesOf } from "./config-print";

const ALREADY = "It is so already.";
const LIMIT_MAX = 200;

/** Lists the newest changes. Out: the exit code. */
export async function history({ ctx, values }: Command): Promise<number> {
  const kinds = readKinds(values.kinds);
  const limit = Number(values.limit);
  if (!Number.isInteger(limit) || limit < 1 || limit > LIMIT_MAX)
    throw new Misuse(`--limit is a number from 1 to ${LIMIT_MAX}.`);
  const { items } = await listRevisions(ctx, { limit, ...(kinds && { kind: kinds }) });
  if (values.json) return say(JSON.stringify(items));
  for (const { id, createdAt, kind, label, number, actorName, reason } of items) {
    say(`${id}  ${createdAt.toISOString()}  ${kind} ${label} v${number}  ${actorName}${reason ? `: ${reason}` : ""}`);
  }
  return SAME;
}

/** Brings one object, or everything, back to an earlier state. Out: the exit code. */
export async function rollback(command: Command): Promise<number> {
  const { to } = command.values;
  if (to === undefined) throw new Misuse("rollback needs --to: a revision's id (npm run config -- history) or a time.");
  return to.startsWith("rev_") ? rollBackOne(command, to) : rollBackAll(command, to);
}

async function rollBackOne(command: Command, id: string): Promise<number> {
  const { ctx, values } = command;
  const { kind, objectId, label, fromNumber, before, after } = await compareRevisions(ctx, { fromId: id, toId: null });
  const isSame = !(await differs(ctx, { kind, id: objectId, label, content: before }));
  const effect = before === null ? "delete" : after === null ? "create" : "update";
  const item = { kind, id: objectId, label, effect, changes: diffContents(after, before), faults: [] };
  if (!values.yes || isSame) {
    if (values.json) say(JSON.stringify({ items: isSame ? [] : [item] }));
    else say(isSame ? ALREADY : `${linesOf(item).join("\n")}\n${NOTHING_YET}`);
    return isSame ? SAME : DIFFERENT;
  }
  const expected = await latestNumber(ctx, kind, objectId);
  const reason = readReason(command, `back to v${fromNumber}`);
  const done = await restoreRevision(ctx, { id, expected, reason, isJumpConfirmed: values["confirm-jump"] });
  return say(
    values.json ? JSON.stringify(done) : `${kind} ${label} is as it was at v${fromNumber} (${done.changeId}).`,
  );
}

async function rollBackAll(command: Command, to: string): Promise<number> {
  const { ctx, values } = command;
  const at = new Date(to);
  if (Number.isNaN(at.getTime())) throw new Misuse(`--to ${to} is neither a revision's id nor a time.`);
  const kinds = readKinds(values.kinds);
  const { items, isTruncated } = await previewMoment(ctx, { at, ...(kinds && { kinds }) });
  if (!values.yes || items.length === 0) {
    if (values.json) say(JSON.stringify({ items, isTruncated }));
    else for (const item of items) say(linesOf(item).join("\n"));
    if (!values.json) say(items.length === 0 ? ALREADY : NOTHING_YET);
    return items.length === 0 ? SAME : DIFFERENT;
  }
  if (isTruncated) throw new Misuse("Too many objects changed since then for one change: choose fewer with --kinds.");
  const objects = items.map(({ kind, id, expected }) => ({ kind, id, expected }));
  const reason = readReason(command, `back to ${at.toISOString()}`);
  const done = await restoreMoment(ctx, { at, objects, reason, isJumpConfirmed: values["confirm-jump"] });
  return say(
    values.json ? JSON.stringify(done) : `${done.objects.length} objects are as they were (${done.changeId}).`,
  );
}
