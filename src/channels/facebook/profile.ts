import type { Profile } from "../account.ts";
import type { Net } from "../connector.ts";
import { SendError } from "../send-error.ts";
import { field, listField, textField } from "../exchange.ts";
import { callGraph, type Graph } from "../graph.ts";
import { pictureName } from "../shown.ts";

/** The page's looks, and who has a role on it where the token may see that (Page `roles`). */
export async function pageProfile(net: Net, graph: Graph, page: string): Promise<Profile> {
  const query = { fields: "name,about,description,website,picture{url}" };
  const { body } = await callGraph(net, graph, "GET", `/${page}`, { query });
  const about = [textField(body, "about"), textField(body, "description")].filter(Boolean);
  const pictureUrl = textField(field(field(body, "picture"), "data"), "url");
  const administrators = await rolesOf(net, graph, page);
  return {
    name: textField(body, "name"),
    picture: pictureName(pictureUrl),
    description: about.join("\n\n"),
    website: textField(body, "website"),
    pictureUrl,
    ...(administrators ? { administrators } : {}),
  };
}

async function rolesOf(net: Net, graph: Graph, page: string): Promise<Profile["administrators"]> {
  try {
    const query = { fields: "id,name,tasks", limit: "100" };
    const { body } = await callGraph(net, graph, "GET", `/${page}/roles`, { query });
    return listField(body, "data").map((each) => ({
      id: textField(each, "id"),
      name: textField(each, "name"),
    }));
  } catch (error) {
    // A no is about this list alone: health tells whether the page itself is lost.
    if (error instanceof SendError && (error.class === "expired" || error.class === "refused"))
      return undefined;
    throw error;
  }
}
