import { createHmac } from "node:crypto";
import { bodyHash, type Hook, mustBeSigned } from "../hook.ts";

/** X asks now and then whether we still hold the app's secret, and signs what it tells with it. */
export const hook: Hook = {
  challenge(account, request) {
    const token = request.query.get("crc_token");
    if (request.method !== "GET" || token === null) return undefined;
    const secret = account.credential["consumerSecret"] ?? "";
    if (secret === "" || token.length > 200) return { status: 403, type: "text/plain", body: "" };
    const digest = createHmac("sha256", secret).update(token).digest("base64");
    const body = JSON.stringify({ response_token: `sha256=${digest}` });
    return { status: 200, type: "application/json; charset=utf-8", body };
  },
  verify(account, request) {
    mustBeSigned(request.headers.get("x-twitter-webhooks-signature"), {
      secret: account.credential["consumerSecret"] ?? "",
      body: request.body,
      algorithm: "sha256",
      encoding: "base64",
      prefix: "sha256=",
    });
    return { replayKey: bodyHash(request) };
  },
  // What is new is read with the poll: one shape, paid for once.
  read: () => ({ items: [], poll: true }),
};
