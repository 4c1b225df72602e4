import type { Connector } from "./connector.ts";
import { sandbox } from "./sandbox/sandbox.ts";

/** Every network the product can speak to. A new one is a folder and a line here. */
export const connectors: ReadonlyMap<string, Connector> = new Map(
  [sandbox].map((each) => [each.network, each]),
);
