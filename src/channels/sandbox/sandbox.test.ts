import { describeConnector } from "../contract.suite.ts";
import { tamperer } from "../contract-server.ts";
import type { Fault } from "../contract-world.ts";
import type { SandboxFaults } from "./network-faults.ts";
import { noFaults } from "./network-faults.ts";
import { openSandboxNetwork } from "./network.ts";
import { sandbox } from "./sandbox.ts";

const faults: Readonly<Record<Fault, Partial<SandboxFaults>>> = {
  "reset-after-accept": { resetAfterAcceptRate: 1 },
  "reset-before-accept": { resetBeforeAcceptRate: 1 },
  "gateway-error-after-accept": { gatewayErrorAfterAcceptRate: 1 },
  "answers-twice": { answerTwice: true },
  slow: { slowDripMs: 50 },
  "too-many-requests": { rate429: 1, retryAfterS: 7 },
  "out-of-order": { rate5xx: 1 },
  "expired-token": { expireTokens: true },
};

for (const keys of ["yes", "no"]) {
  describeConnector({ ...sandbox, title: `Practice network, keys: ${keys}` }, async () => {
    const network = await openSandboxNetwork();
    const { token } = network.createAccount("riverside", "Riverside Police");
    return {
      hosts: [network.host],
      goodSettings: { url: network.url, token, keys },
      badSettings: { url: network.url, token: "not-the-token", keys },
      faults: Object.keys(faults).filter((name): name is Fault => name in faults),
      fail: (fault) => network.control({ ...noFaults, ...(fault ? faults[fault] : {}) }),
      texts: async () => [...network.state.posts.values()].map((post) => post.text),
      alts: async (_account, text) =>
        [...network.state.posts.values()]
          .filter((post) => post.text === text)
          .flatMap((post) => post.media.map((each) => each.alt)),
      tamper: tamperer(network.state.posts, "text", ({ version }) => ({ version: version + 1 })),
      polls: async (_account, text) =>
        [...network.state.posts.values()].flatMap((post) =>
          post.text === text && post.poll ? [post.poll] : [],
        ),
      [Symbol.asyncDispose]: network.close,
    };
  });
}
