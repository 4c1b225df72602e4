import type { PostContent } from "./api.ts";
import { changedParts, type ChangedPart } from "./changed-parts.ts";
import css from "./Posts.module.css";
import { usePartsOf } from "./version-parts.ts";
import { versionWords } from "./words/versions.ts";
import { DiffText } from "#ui/DiffText.tsx";
import { Quiet } from "#ui/layout.tsx";
import { useWords } from "#ui/words.ts";

interface ChangesProps {
  before: PostContent;
  after: PostContent;
}

/** What differs between two versions, part by part: words within their text, names that came or went, values. */
export function VersionChanges({ before, after }: ChangesProps) {
  const t = useWords(versionWords);
  const partsOf = usePartsOf();
  const changed = changedParts(partsOf(before), partsOf(after));
  if (changed.length === 0)
    return (
      <p>
        <Quiet>{t("nothing")}</Quiet>
      </p>
    );
  return (
    <dl className={css["changes"]}>
      {changed.map((one) => (
        <div key={one.after.key}>
          <dt>{one.after.label}</dt>
          <dd>
            <Changed part={one} />
          </dd>
        </div>
      ))}
    </dl>
  );
}

function Changed({ part: { before, after } }: { part: ChangedPart }) {
  const t = useWords(versionWords);
  if (after.kind === "words" && before.text !== "" && after.text !== "")
    return <DiffText before={before.text} after={after.text} />;
  const items = ({ text }: { text: string }) => text.split("\n").filter(Boolean);
  const [old, now] =
    after.kind === "list" ? [items(before), items(after)] : [[before.text], [after.text]];
  const gone = old.filter((item) => item !== "" && !now.includes(item));
  const come = now.filter((item) => item !== "" && !old.includes(item));
  // A list whose items only changed their order.
  const [removed, added] = gone.length + come.length === 0 ? [old, now] : [gone, come];
  return (
    <ul className={css["swap"]}>
      {removed.map((item) => (
        <li key={`- ${item}`}>
          <del>
            <span className="ob-hidden">{t("removed")} </span>
            {item}
          </del>
        </li>
      ))}
      {added.map((item) => (
        <li key={`+ ${item}`}>
          <ins>
            <span className="ob-hidden">{t("added")} </span>
            {item}
          </ins>
        </li>
      ))}
    </ul>
  );
}
