import type { Capabilities } from "../src/channels/capabilities.ts";
import type { Connector } from "../src/channels/connector.ts";
import { connectors } from "../src/channels/registry.ts";
import { writeSection } from "./section.ts";

/** `node tools/connectors.ts` writes the table of networks into docs/connectors.md; a test holds the page to it. */
export const connectorSection = { file: "docs/connectors.md", name: "networks" };

const edits: Record<Capabilities["edit"], string> = {
  "in-place": "in place",
  replace: "deleted and posted anew",
  no: "no",
};
const settled: Record<Capabilities["settle"], string> = {
  "idempotency-key": "a key that the network honours",
  timeline: "reading the account's timeline",
  ask: "asking a person",
};

/** What each network can do here, as its connector declares it. */
export function connectorTable(): string {
  const heads =
    "network|text|pictures|video|live streams|polls|kept to places|edit|remove|receive|learnt afterwards|a lost answer is settled by|errors known";
  const rows = [...connectors.values()].map((one) => `| ${cells(one).join(" | ")} |`);
  return [
    `| ${heads.replaceAll("|", " | ")} |`,
    `|${"---|".repeat(heads.split("|").length)}`,
    ...rows,
  ].join("\n");
}

/** Where there is more than one way to a network, what differs is told of each. */
function cells({ network, title, capabilities, ways, errors }: Connector): string[] {
  const each = Object.entries(ways ?? { [title]: capabilities });
  const [first = [], ...more] = each.map(([, one]) => able(one));
  const told = first.map((cell, column) =>
    more.every((other) => other[column] === cell)
      ? cell
      : each.map(([way, one]) => `${able(one)[column]} (${way})`).join("; "),
  );
  const link = `[${title}](../src/channels/${network}/README.md)`;
  return [link, ...told, String(errors.length)];
}

function able(capabilities: Capabilities): string[] {
  const { limits, media, video, poll, edit, remove, receive, settle } = capabilities;
  const text = limits.find(({ what }) => what === "text");
  return [
    text ? `${text.value.toLocaleString("en-US")} ${text.unit}` : "no limit",
    media.itemsMax > 0 ? `up to ${media.itemsMax}` : "no",
    video ? `up to ${video.itemsMax}` : "no",
    capabilities.live ? "yes" : "no",
    poll ? `up to ${poll.optionsMax} answers` : "no",
    capabilities.placeTargeting?.kinds.join(", ") ?? "no",
    edits[edit],
    remove ? "yes" : "no",
    receive ? "yes" : "no",
    changesOf(capabilities),
    settled[settle],
  ];
}

/** What is learnt of items after they came in; nothing of kinds that are not read. */
function changesOf({ changes = {} }: Capabilities): string {
  const told = Object.entries(changes).map(
    ([kind, all]) => `${kind}: ${all.length === 0 ? "nothing" : all.join(", ")}`,
  );
  return told.length === 0 ? "nothing" : told.join("; ");
}

if (import.meta.main) writeSection(connectorSection, connectorTable());
