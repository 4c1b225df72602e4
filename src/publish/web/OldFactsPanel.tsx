import { oldFactsApi, type PostPageData } from "./api.ts";
import { OldFactList } from "./OldFacts.tsx";
import { useChanged } from "./queries.ts";
import { oldFactWords } from "./words/old-facts.ts";
import { Button } from "#ui/buttons.tsx";
import { ErrorNotice } from "#ui/ErrorNotice.tsx";
import { Panel, Quiet, Row } from "#ui/layout.tsx";
import { useMay } from "#ui/session.ts";
import { TimeAgo } from "#ui/TimeAgo.tsx";
import { toast } from "#ui/toast.ts";
import { useAct } from "#ui/use-act.ts";
import { useWords } from "#ui/words.ts";

/** On a post's page: where it still says the old, and who has answered for what. Absent where there is neither. */
export function OldFactsPanel({ post }: { post: PostPageData }) {
  const t = useWords(oldFactWords);
  const may = useMay();
  const changed = useChanged();
  const { busy, error, act } = useAct();
  if (post.oldFacts.length + post.confirmations.length === 0) return null;
  const undo = (id: string) =>
    void act(async () => {
      await oldFactsApi.undo(id);
      await changed();
      toast(t("undone"));
    });
  return (
    <Panel title={t("onPost")}>
      <OldFactList facts={post.oldFacts} withPost={false} />
      {post.confirmations.map(({ id, how, by, note, confirmedAt }) => (
        <Row key={id}>
          <Quiet small>
            {t(how === "gone" ? "answeredGone" : "answeredCorrected", { name: by, note })} ·{" "}
            <TimeAgo at={confirmedAt} />
          </Quiet>
          {may("delivery.confirm-gone") && (
            <Button small look="quiet" loading={busy} onClick={() => undo(id)}>
              {t("undo")}
            </Button>
          )}
        </Row>
      ))}
      <ErrorNotice error={error} />
    </Panel>
  );
}
