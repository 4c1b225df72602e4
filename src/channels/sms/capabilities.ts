import { limit } from "#platform/limits.ts";
import type { Capabilities } from "../capabilities.ts";

const source = "https://www.twilio.com/docs/messaging/api/message-resource";
export const verifiedOn = "2026-11-21";
/** Characters that the Twilio interface takes in one message. */
export const bodyMax = 1_600;
export const segmentsMax = limit(
  "sms.segments",
  10,
  "segments",
  "a longer text belongs on the newsroom's page",
);
export const recipientsMax = limit(
  "sms.recipients",
  5_000,
  "telephones",
  "one try at a time; a larger list needs a bulk gateway",
);
const pictureBytesMax = 614_400;
const here = { source: "this product", verifiedOn };

export const capabilities: Capabilities = {
  // A text message stands as it came: there is nothing to be told of it later.
  changes: {},
  edit: "no",
  remove: false,
  reply: false,
  schedule: false,
  receive: true,
  settle: "timeline",
  hasAddress: false,
  media: {
    types: ["image/jpeg", "image/png", "image/gif"],
    itemsMax: 3,
    sizeBytesMax: pictureBytesMax,
    altTextRequired: true,
    altTextMax: 1_000,
  },
  count: "segments",
  limits: [
    { what: "text", value: segmentsMax, unit: "segments", ...here },
    { what: "text-bytes", value: bodyMax, unit: "characters", source, verifiedOn },
    { what: "images", value: 3, unit: "pictures", source, verifiedOn },
    { what: "image-bytes", value: pictureBytesMax, unit: "bytes", source, verifiedOn },
    { what: "recipients", value: recipientsMax, unit: "telephones", ...here },
  ],
  notices: [
    "A text cannot be edited or taken back: a correction is a second text.",
    "Write only to telephones that agreed to it (47 U.S.C. § 227); STOP is obeyed at once.",
    "In the USA the number must be registered (10DLC or toll-free) before carriers deliver; it takes weeks.",
    "Pictures go as MMS, in the USA and Canada only, without their descriptions.",
    "By SMPP no pictures go, and the provider must be asked to confirm STOP and to answer HELP.",
  ],
};

/** By SMPP: text alone, and no list of what was sent that a lost answer could be looked up in. */
export const smppCapabilities: Capabilities = {
  ...capabilities,
  settle: "ask",
  readsOwn: false,
  media: { ...capabilities.media, itemsMax: 0 },
};
