import { costsToRead, openChannels, type Networks } from "#channels";
import type { Ctx } from "#platform/context.ts";

/** What can be watched on an account: a network that tells a program nothing of it cannot be watched for it. */
export interface Reach {
  channelId: string;
  name: string;
  title: string;
  posts: boolean;
  profile: boolean;
  administrators: boolean;
  ownEdits: boolean;
  ownDeletions: boolean;
  /** The profile is looked at once an hour, our posts when the poll brings other words: each reading costs something. */
  isDear: boolean;
}

export async function watchReach(ctx: Ctx, networks: Networks): Promise<Reach[]> {
  const open = await openChannels(ctx);
  const all = open.map(({ id, name, network }) => {
    const { title, capabilities, receive, profile, shown } = networks.connector(ctx, network);
    const isDear = costsToRead(ctx, networks, network);
    return {
      channelId: id,
      name,
      title,
      posts: receive !== undefined && capabilities.readsOwn !== false,
      profile: profile !== undefined,
      administrators: capabilities.administrators === true,
      ownEdits: shown !== undefined,
      ownDeletions: shown !== undefined && !isDear,
      isDear,
    };
  });
  // Our own site and closed lists are no account that somebody else could take.
  return all.filter((one) => one.posts || one.profile || one.ownEdits);
}
