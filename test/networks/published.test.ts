import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { test } from "node:test";
import { gunzipSync } from "node:zlib";
import { discordRules } from "./discord.ts";

/** Reference data may lie beside the project; it is never part of it. */
function published(name: string): unknown {
  const bytes = readFileSync(folder(name));
  return JSON.parse((name.endsWith(".gz") ? gunzipSync(bytes) : bytes).toString());
}

function folder(name: string): URL {
  return new URL(`../../../shared/specs/networks/${name}`, import.meta.url);
}

function skipOf(name: string): false | string {
  return existsSync(folder(name)) ? false : `${name} is not beside the project`;
}

function at(value: unknown, ...path: string[]): unknown {
  return path.reduce<unknown>(
    (inner, name) =>
      typeof inner === "object" && inner !== null ? Reflect.get(inner, name) : undefined,
    value,
  );
}

const discordFile = "discord-openapi.json.gz";
test(
  "what the Discord server enforces is what the description says",
  { skip: skipOf(discordFile) },
  () => {
    const all = published(discordFile);
    const body = at(
      all,
      "paths",
      "/channels/{channel_id}/messages",
      "post",
      "requestBody",
      "content",
      "application/json",
      "schema",
    );
    const name = String(at(body, "$ref") ?? "")
      .split("/")
      .at(-1);
    const message = name ? at(all, "components", "schemas", name) : body;
    const attachments = at(message, "properties", "attachments");
    assert.equal(at(attachments, "maxItems"), discordRules.attachments);
    const attachment = at(all, "components", "schemas", "MessageAttachmentRequest", "properties");
    assert.equal(at(attachment, "description", "maxLength"), discordRules.description);
    const nonce = JSON.stringify(at(message, "properties", "nonce"));
    assert.match(nonce, new RegExp(`"maxLength":${discordRules.nonce}`));
    const poll = at(all, "components", "schemas", "PollCreateRequest", "properties");
    assert.equal(at(poll, "answers", "maxItems"), discordRules.answers);
    assert.equal(at(poll, "duration", "maximum"), discordRules.hours);
    const question = at(all, "components", "schemas", "PollMedia", "properties", "text");
    assert.equal(at(question, "maxLength"), discordRules.question);
    // The schema allows paying people more than a bot may write.
    assert.ok(Number(at(message, "properties", "content", "maxLength")) >= discordRules.content);
  },
);

const telegramFile = "telegram-bot-api.min.json";
test(
  "every method and field that is sent to Telegram is in its description",
  { skip: skipOf(telegramFile) },
  () => {
    const methods = at(published(telegramFile), "methods");
    const used: Readonly<Record<string, readonly string[]>> = {
      getMe: [],
      getChat: ["chat_id"],
      getChatMember: ["chat_id", "user_id"],
      getUpdates: ["offset", "limit", "timeout", "allowed_updates"],
      sendMessage: ["chat_id", "text", "reply_parameters"],
      sendPhoto: ["chat_id", "photo", "caption", "reply_parameters"],
      sendVideo: [
        "chat_id",
        "video",
        "caption",
        "supports_streaming",
        "width",
        "height",
        "duration",
      ],
      sendPoll: ["chat_id", "question", "options", "open_period", "reply_parameters"],
      sendMediaGroup: ["chat_id", "media", "reply_parameters"],
      editMessageText: ["chat_id", "message_id", "text"],
      editMessageCaption: ["chat_id", "message_id", "caption"],
      deleteMessages: ["chat_id", "message_ids"],
    };
    for (const [name, fields] of Object.entries(used)) {
      const listed = at(methods, name, "fields");
      assert.ok(at(methods, name) !== undefined, name);
      const known = Array.isArray(listed) ? listed.map((each) => String(at(each, "name"))) : [];
      for (const field of fields) assert.ok(known.includes(field), `${name}.${field}`);
    }
  },
);

const twilioFile = "twilio-oai/twilio_api_v2010.json.gz";
test(
  "every field that is sent to the text gateway is in its description",
  { skip: skipOf(twilioFile) },
  () => {
    const path = at(
      published(twilioFile),
      "paths",
      "/2010-04-01/Accounts/{AccountSid}/Messages.json",
    );
    const schema = at(
      path,
      "post",
      "requestBody",
      "content",
      "application/x-www-form-urlencoded",
      "schema",
    );
    const known = Object.keys(Object(at(schema, "properties")));
    for (const field of ["To", "From", "MessagingServiceSid", "Body", "MediaUrl", "StatusCallback"])
      assert.ok(known.includes(field), field);
    const listed = at(path, "get", "parameters");
    const names = Array.isArray(listed) ? listed.map((each) => String(at(each, "name"))) : [];
    for (const field of ["To", "PageSize"]) assert.ok(names.includes(field), field);
  },
);

const xFile = "x-api-facts.json";
test(
  "every call that is made to X is in its description, with the scopes that are asked for",
  { skip: skipOf(xFile) },
  () => {
    const operations = at(published(xFile), "operations");
    assert.ok(Array.isArray(operations));
    const asked = new Set(["tweet.read", "tweet.write", "users.read", "media.write", "dm.read"]);
    for (const [method, path] of [
      ["POST", "/2/tweets"],
      ["DELETE", "/2/tweets/{id}"],
      ["GET", "/2/users/me"],
      ["GET", "/2/users/{id}/tweets"],
      ["GET", "/2/users/{id}/mentions"],
      ["GET", "/2/dm_events"],
      ["GET", "/2/dm_conversations/media/{dm_id}/{media_id}/{resource_id}"],
      ["GET", "/2/media/upload"],
      ["POST", "/2/media/upload/initialize"],
      ["POST", "/2/media/upload/{id}/append"],
      ["POST", "/2/media/upload/{id}/finalize"],
      ["POST", "/2/media/metadata"],
      ["POST", "/2/media/subtitles"],
    ]) {
      const found = operations.find(
        (each) => at(each, "method") === method && at(each, "path") === path,
      );
      assert.ok(found !== undefined, `${method} ${path}`);
      const scopes = at(found, "scopes");
      for (const scope of Array.isArray(scopes) ? scopes : [])
        assert.ok(asked.has(String(scope)), String(scope));
    }
  },
);
