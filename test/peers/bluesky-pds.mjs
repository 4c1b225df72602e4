// A true Bluesky server (PDS) and identity directory (PLC) on loopback, for as long as stdin is open.
// Prints one line of JSON: { "url": "http://127.0.0.1:…", "plc": "…" }.
import "./keep-statements.mjs";
import { TestNetworkNoAppView } from "@atproto/dev-env";

const network = await TestNetworkNoAppView.create();
process.stdout.write(
  `${JSON.stringify({ url: `http://127.0.0.1:${network.pds.port}`, plc: network.plc.url })}\n`,
);

process.stdin.resume();
process.stdin.on("end", async () => {
  await network.close();
  process.exit(0);
});
