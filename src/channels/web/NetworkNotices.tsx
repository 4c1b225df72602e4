import { Quiet } from "#ui/layout.tsx";
import { useTold } from "#ui/told.ts";

/** What a network forbids or demands, in its connector's words. */
export function NetworkNotices({ notices }: { notices: readonly string[] }) {
  const { sentence } = useTold();
  return notices.map(sentence).map(({ text, lang }) => (
    <p key={text} lang={lang}>
      <Quiet small>{text}</Quiet>
    </p>
  ));
}
