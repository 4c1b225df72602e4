import { defineVerbs, everyone } from "#agency";

const writers = ["pio", "contributor", "supervisor", "approver", "command"] as const;

export const mediaVerbs = defineVerbs({
  "media.read": { roles: everyone, says: "see pictures and videos" },
  "media.add": { roles: writers, says: "add pictures" },
  "media.describe": { roles: writers, says: "describe pictures and write captions" },
  "media.record-rights": {
    roles: [...writers, "legal"],
    says: "record the rights to a picture and the consent of those it shows",
  },
});
