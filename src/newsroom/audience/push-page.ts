import { html } from "hono/html";
import { localPath } from "../page.ts";
import { choiceFields, type ChoiceFacts } from "./choice-fields.ts";
import { framed, type SubscribeFrame } from "./subscribe-pages.ts";
import { subscribeWords } from "./subscribe-words.ts";

export interface PushPage extends SubscribeFrame, ChoiceFacts {
  publicKey: string;
}

/** `/subscribe/push`: the one page of the newsroom that needs a script, and says so where there is none. */
export function pushPage(given: PushPage): Promise<string> {
  const { language, publicKey } = given;
  const say = subscribeWords[language];
  const path = localPath(language, "/subscribe/push");
  return framed(
    given,
    "/subscribe/push",
    say.ways.push,
    html`<h1>${say.ways.push}</h1>
      <p>${say.pushLead}</p>
      <p><strong>${say.danger}</strong></p>
      <p class="verdict unknown" role="status" id="push-told">${say.pushNeeds}</p>
      <form
        class="ask"
        id="push"
        method="post"
        action="${path}"
        hidden
        data-key="${publicKey}"
        data-denied="${say.pushDenied}"
        data-fault="${say.pushFault}"
      >
        ${choiceFields(given)}
        <button type="submit">${say.pushButton}</button>
      </form>
      <p><a href="${localPath(language, "/subscribe")}">${say.title}</a></p>
      <script src="/subscribe/push.js" defer></script>`,
  );
}
