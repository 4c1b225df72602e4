import { defineVerbs, everyone } from "#agency";

export const deviceVerbs = defineVerbs({
  "device.own": { roles: everyone, says: "get notices on devices of your own", inPerson: true },
});
