import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { test } from "node:test";
import { gunzipSync } from "node:zlib";
import { startMastodon } from "./mastodon.ts";
import { type Description, differences } from "./openapi.ts";

/** Reference data may lie beside the project; it is never part of it. */
const specification = new URL(
  "../../../shared/specs/networks/mastodon-openapi.json.gz",
  import.meta.url,
);
const skip = existsSync(specification)
  ? false
  : "the published description is not beside the project";

test(
  "the loopback server answers in the shapes of the published description",
  { skip },
  async () => {
    const description: Description = JSON.parse(gunzipSync(readFileSync(specification)).toString());
    await using server = await startMastodon();
    const user = server.createUser("riverside");
    const ask = async (
      method: string,
      path: string,
      body?: object | FormData,
    ): Promise<unknown> => {
      const isForm = body instanceof FormData;
      const response = await fetch(server.url + path, {
        method,
        headers: {
          authorization: `Bearer ${user.token}`,
          ...(isForm || body === undefined ? {} : { "content-type": "application/json" }),
        },
        ...(body === undefined ? {} : { body: isForm ? body : JSON.stringify(body) }),
      });
      assert.ok(response.headers.has("x-ratelimit-remaining") || path.includes("instance"));
      return response.json();
    };
    const idOf = (value: unknown) => {
      assert.ok(typeof value === "object" && value !== null && "id" in value);
      return String(value.id);
    };
    const fits = (name: string, value: unknown) =>
      assert.deepEqual(differences(description, name, value), [], name);

    fits("Instance", await ask("GET", "/api/v2/instance"));
    fits("CredentialAccount", await ask("GET", "/api/v1/accounts/verify_credentials"));
    const form = new FormData();
    form.set("file", new Blob(["x"], { type: "image/png" }), "x.png");
    const media = await ask("POST", "/api/v2/media", form);
    fits("MediaAttachment", media);
    const status = await ask("POST", "/api/v1/statuses", {
      status: "Hello",
      media_ids: [idOf(media)],
    });
    fits("Status", status);
    fits(
      "Account",
      typeof status === "object" && status !== null && "account" in status && status.account,
    );
    fits("Status", await ask("PUT", `/api/v1/statuses/${idOf(status)}`, { status: "Hello again" }));
    const history = await ask("GET", `/api/v1/statuses/${idOf(status)}/history`);
    assert.ok(Array.isArray(history) && history.length === 2);
    for (const each of history) fits("StatusEdit", each);
    fits("StatusSource", await ask("GET", `/api/v1/statuses/${idOf(status)}/source`));
    const scheduledAt = new Date(Date.now() + 3_600_000).toISOString();
    fits(
      "ScheduledStatus",
      await ask("POST", "/api/v1/statuses", { status: "Later", scheduled_at: scheduledAt }),
    );
    server.mention(server.createUser("resident"), "@riverside hello");
    const notices = await ask("GET", "/api/v1/notifications");
    assert.ok(Array.isArray(notices) && notices.length === 1);
    for (const each of notices) fits("Notification", each);
    fits("Error", await ask("GET", "/api/v1/statuses/1"));
  },
);
