import { openSandboxNetwork } from "../../src/channels/sandbox/network.ts";

/** The loopback network as a process of its own; it ends with the bench that started it. */
const network = await openSandboxNetwork({ faults: { latencyMs: Number(process.argv[2] ?? 0) } });
process.send?.({ url: network.url, host: network.host });
process.once("disconnect", () => process.exit(0));
