import { useReach, type ReachRow } from "./api.ts";
import css from "./Watch.module.css";
import { watchWords } from "./words.ts";
import { ErrorNotice } from "#ui/ErrorNotice.tsx";
import { Panel, Quiet } from "#ui/layout.tsx";
import { SkeletonRows } from "#ui/skeletons.tsx";
import { useWords } from "#ui/words.ts";

const parts = ["posts", "profile", "administrators", "ownEdits", "ownDeletions"] as const;
const labels = {
  posts: "reachPosts",
  profile: "reachProfile",
  administrators: "reachAdministrators",
  ownEdits: "reachOwnEdits",
  ownDeletions: "reachOwnDeletions",
} as const;

/** What is watched on each account, and what its network tells no program: there a person must look. */
export function ReachTable() {
  const t = useWords(watchWords);
  const { data, error, refetch } = useReach();
  return (
    <Panel title={t("reach")}>
      <p>
        <Quiet>{t("reachAbout")}</Quiet>
      </p>
      <ErrorNotice error={error} onRetry={() => void refetch()} />
      {!data && !error && <SkeletonRows rows={3} />}
      {data && (
        <table className={css["reach"]}>
          <thead>
            <tr>
              <th scope="col">{t("reachChannel")}</th>
              <th scope="col">{t("watchedHead")}</th>
              <th scope="col">{t("notToldHead")}</th>
            </tr>
          </thead>
          <tbody>
            {data.channels.map((one) => (
              <ReachLine key={one.channelId} one={one} />
            ))}
          </tbody>
        </table>
      )}
    </Panel>
  );
}

function ReachLine({ one }: { one: ReachRow }) {
  const t = useWords(watchWords);
  const told = (isWatched: boolean) =>
    parts
      .filter((part) => one[part] === isWatched)
      .map((part) => t(labels[part]))
      .join(", ");
  return (
    <tr>
      <th scope="row">
        {one.name}
        <Quiet small>{one.isDear ? `${one.title} · ${t("hourly")}` : one.title}</Quiet>
      </th>
      <td>{told(true) || "–"}</td>
      <td>{told(false) || "–"}</td>
    </tr>
  );
}
