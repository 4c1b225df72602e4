import type { PostContent } from "./api.ts";
import { Seen } from "./AudienceLine.tsx";
import css from "./Audience.module.css";
import { useChannels } from "./queries.ts";

/** For who reads and who approves: by channel, who is shown it. */
export function AudienceList({ content }: { content: PostContent }) {
  const { channels } = useChannels();
  return (
    <ul className={css["list"]}>
      {channels
        .filter(({ id }) => content.channels.includes(id))
        .map((channel) => (
          <li key={channel.id}>
            <strong>{channel.name}</strong> <Seen content={content} channel={channel} />
          </li>
        ))}
    </ul>
  );
}
