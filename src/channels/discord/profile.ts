import { limit } from "#platform/limits.ts";
import type { Account, Profile } from "../account.ts";
import type { Net } from "../connector.ts";
import { SendError } from "../send-error.ts";
import { field, isRecord, listField, textField } from "../exchange.ts";
import { call, type Place, placeOf } from "./calls.ts";

const membersMax = limit(
  "discord.members",
  1_000,
  "members",
  "looked through for administrators; of a larger server the list is left out",
);
/** The bit of ADMINISTRATOR in a role's permissions (topics/permissions). */
const administratorBit = 8n;

/** The bot's name and picture, the channel's topic, and who administers the server. */
export async function profile(net: Net, account: Account): Promise<Profile> {
  const place = placeOf(account);
  const { body: me } = await call(net, place, "GET", "/users/@me");
  const { body: channel } = await call(net, place, "GET", `/channels/${account.remoteId}`);
  const administrators = await administratorsOf(net, place, account.settings["guild"] ?? "");
  return {
    name: `${textField(me, "username")} in #${textField(channel, "name")}`,
    picture: textField(me, "avatar"),
    pictureUrl: pictureOf(me),
    description: textField(channel, "topic"),
    ...(administrators ? { administrators } : {}),
  };
}

function pictureOf(me: unknown): string {
  const [id, hash] = [textField(me, "id"), textField(me, "avatar")];
  return hash === "" ? "" : `https://cdn.discordapp.com/avatars/${id}/${hash}.png`;
}

/** Members are told only to a bot with the Server Members intent: without it the list is left out. */
async function administratorsOf(
  net: Net,
  place: Place,
  guild: string,
): Promise<Profile["administrators"]> {
  try {
    const path = `/guilds/${encodeURIComponent(guild)}`;
    const { body: server } = await call(net, place, "GET", path);
    const { body } = await call(net, place, "GET", `${path}/members?limit=${membersMax}`);
    const members: readonly unknown[] = Array.isArray(body) ? body : [];
    if (members.length >= membersMax) return undefined;
    const grave = new Set(
      listField(server, "roles")
        .filter((role) => (BigInt(textField(role, "permissions") || "0") & administratorBit) !== 0n)
        .map((role) => textField(role, "id")),
    );
    const owner = textField(server, "owner_id");
    return members
      .filter(
        (each) =>
          textField(field(each, "user"), "id") === owner ||
          listField(each, "roles").some((role) => typeof role === "string" && grave.has(role)),
      )
      .map((each) => {
        const user = field(each, "user");
        return { id: textField(user, "id"), name: textField(user, "username") };
      });
  } catch (error) {
    const isKept =
      error instanceof SendError && isRecord(error.answer) && error.answer["status"] === 403;
    if (isKept) return undefined;
    throw error;
  }
}
