// A true Bluesky server (PDS) and identity directory (PLC) on loopback, for as long as stdin is open.
// Prints one line of JSON: { "url": "http://127.0.0.1:…", "plc": "…" }.
import "./keep-statements.mjs";
import { TestNetworkNoAppView } from "@atproto/dev-env";

const network = await TestNetworkNoAppView.create();
// Like the AppView, the network's own chat is nowhere: a test must not ask for it outside the machine.
const chat = "did:web:api.bsky.chat";
const service = {
  id: "#bsky_chat",
  type: "BskyChatService",
  serviceEndpoint: "https://chat.invalid",
};
const { did } = network.pds.ctx.idResolver;
const resolve = did.resolveNoCache;
did.resolveNoCache = async (asked) =>
  asked === chat ? { id: chat, service: [service] } : Reflect.apply(resolve, did, [asked]);
process.stdout.write(
  `${JSON.stringify({ url: `http://127.0.0.1:${network.pds.port}`, plc: network.plc.url })}\n`,
);

process.stdin.resume();
process.stdin.on("end", async () => {
  await network.close();
  process.exit(0);
});
