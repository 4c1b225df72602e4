import { csv } from "./csv.ts";
import { edrm } from "./edrm.ts";
import { eml } from "./eml.ts";
import type { Format } from "./format.ts";
import { html } from "./html.ts";
import { load } from "./load.ts";
import { native } from "./native.ts";
import { pdf } from "./pdf.ts";
import { web } from "./web.ts";

/** What a production is written as. The order is that of writing: EDRM XML names the messages that `eml` wrote. */
export const formatNames = ["pdf", "csv", "native", "html", "eml", "edrm", "load", "web"] as const;
export type FormatName = (typeof formatNames)[number];
export const formats: Readonly<Record<FormatName, Format>> = {
  pdf,
  csv,
  native,
  html,
  eml,
  edrm,
  load,
  web,
};
