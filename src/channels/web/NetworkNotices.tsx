import css from "./Channels.module.css";
import { Quiet } from "#ui/layout.tsx";
import { useTold } from "#ui/told.ts";

/** What a network forbids or demands, in its connector's words. */
export function NetworkNotices({ notices }: { notices: readonly string[] }) {
  const { sentence } = useTold();
  if (notices.length === 0) return null;
  return (
    <ul className={css["notices"]}>
      {notices.map(sentence).map(({ text, lang }) => (
        <li key={text} lang={lang}>
          <Quiet small>{text}</Quiet>
        </li>
      ))}
    </ul>
  );
}
