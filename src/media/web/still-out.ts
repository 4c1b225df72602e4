import { ask } from "#ui/api.ts";

interface StillOutAnswer {
  items: readonly {
    sha256: string;
    name: string;
    standing: "expired" | "withdrawn";
    uses: readonly { id: string; title: string; path: string }[];
  }[];
}

/** The number in the rail: what stands in public though it may not. The library's page shows the same answer. */
export const stillOut = {
  key: ["media", "still-out"],
  load: () => ask<StillOutAnswer>("GET", "/media/still-out"),
  of: (answer: unknown) => (answer as StillOutAnswer).items.length,
};
