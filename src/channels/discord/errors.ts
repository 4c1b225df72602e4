import type { ErrorRow } from "../error-table.ts";

/** Discord's JSON error codes. Source: discord.com/developers/docs/topics/opcodes-and-status-codes. */
export const discordErrors: readonly ErrorRow[] = [
  { status: 401, code: "0", class: "expired", says: "Discord does not take this bot token." },
  {
    status: 403,
    code: "50001",
    class: "expired",
    says: "The bot cannot see the channel. Give it access there.",
  },
  {
    status: 403,
    code: "50013",
    class: "expired",
    says: "The bot may not do this in the channel. Give it the permission.",
  },
  {
    status: 403,
    code: "160002",
    class: "expired",
    says: "The bot may not read the channel's history, so it cannot answer there.",
  },
  {
    status: 403,
    code: "40001",
    class: "expired",
    says: "Discord took the bot's account out of use.",
  },
  { status: 404, code: "10003", class: "refused", says: "The channel is gone." },
  { status: 404, code: "10008", class: "refused", says: "The message is gone." },
  { status: 400, code: "50006", class: "refused", says: "There is nothing in the message." },
  { status: 400, code: "50008", class: "refused", says: "Nobody can write in this channel." },
  { status: 400, code: "50035", class: "refused", says: "Discord does not take a part of this." },
  {
    status: 403,
    code: "50005",
    class: "refused",
    says: "The message was written by somebody else.",
  },
  { status: 400, code: "200000", class: "refused", says: "The server's filter stopped this." },
  { status: 413, code: "40005", class: "refused", says: "The files are too large." },
  {
    status: 429,
    code: "20016",
    class: "later",
    says: "The channel is in slow mode.",
    retryAfterMs: 60_000,
  },
  {
    status: 429,
    code: "20028",
    class: "later",
    says: "The channel takes no more for now.",
    retryAfterMs: 60_000,
  },
  {
    status: 400,
    code: "30046",
    class: "later",
    says: "Old messages of the channel were edited too often.",
    retryAfterMs: 3_600_000,
  },
  { status: 429, code: "0", class: "later", says: "Discord asks the bot to wait." },
  { status: 503, code: "130000", class: "later", says: "Discord has too much to do." },
  {
    status: 403,
    code: "40333",
    class: "later",
    says: "Discord's door keeper turned the request away.",
    retryAfterMs: 600_000,
  },
  { status: 500, code: "0", class: "unknown", says: "Discord broke off." },
];
