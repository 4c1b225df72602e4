import { ask } from "#ui/api.ts";

interface StillOutAnswer {
  items: readonly {
    sha256: string;
    name: string;
    standing: "expired" | "withdrawn";
    uses: readonly { id: string; title: string; path: string }[];
  }[];
}

/** What stands in public though it may not. The number in the rail comes with the session. */
export const stillOut = {
  key: ["media", "still-out"],
  load: () => ask<StillOutAnswer>("GET", "/media/still-out"),
};
