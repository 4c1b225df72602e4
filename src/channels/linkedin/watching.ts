import type { Account, Profile } from "../account.ts";
import type { Remote, Shown } from "../attempt.ts";
import type { Net } from "../connector.ts";
import type { OutboundMessage } from "../outbound.ts";
import { field, listField, textField } from "../exchange.ts";
import { goneIf, shownAs } from "../shown.ts";
import { call, codeIn, part } from "./calls.ts";
import { wordsOf } from "./posts.ts";
import { plainWords } from "./words.ts";
import { linked } from "../linked.ts";

/** The page's looks, and who administers it (organizationAcls); LinkedIn names people by an urn alone. */
export async function profile(net: Net, account: Account): Promise<Profile> {
  const id = account.remoteId.split(":").at(-1) ?? "";
  const { body } = await call(net, account, "GET", `/rest/organizations/${id}`);
  const page = part(account.remoteId);
  const path = `/rest/organizationAcls?q=organization&organization=${page}&role=ADMINISTRATOR&state=APPROVED&count=100`;
  const headers = { "x-restli-method": "FINDER" };
  const acls = await call(net, account, "GET", path, { headers });
  return {
    name: textField(body, "localizedName"),
    picture: textField(field(body, "logoV2"), "original"),
    description: textField(body, "localizedDescription"),
    website: textField(body, "localizedWebsite"),
    administrators: listField(acls.body, "elements").map((each) => {
      const urn = textField(each, "roleAssignee");
      return { id: urn.split(":").at(-1) ?? "", name: textField(each, "name") || urn };
    }),
  };
}

export async function shown(
  net: Net,
  account: Account,
  remote: Remote,
  message: OutboundMessage,
): Promise<Shown | undefined> {
  const { kind, parent = "" } = remote.extra ?? {};
  const isComment = kind === "comment";
  const path = isComment
    ? `/rest/socialActions/${part(parent)}/comments/${part(remote.id)}`
    : `/rest/posts/${part(remote.id)}`;
  const reading = call(net, account, "GET", path).then(({ body }) =>
    isComment
      ? shownAs(textField(field(body, "message"), "text"), linked(message))
      : shownAs(plainWords(textField(body, "commentary")), wordsOf(message)),
  );
  return goneIf(reading, (error) => codeIn(error) === "RESOURCE_NOT_FOUND");
}
