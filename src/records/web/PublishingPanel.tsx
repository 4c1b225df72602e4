import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { productionsApi } from "./productions-api.ts";
import { Publication } from "./Publication.tsx";
import { PublishDialog } from "./PublishDialog.tsx";
import { publishingApi } from "./publishing-api.ts";
import { PublicSummary } from "./PublicSummary.tsx";
import type { RequestData } from "./requests-api.ts";
import css from "./Requests.module.css";
import { publishingWords } from "./words/publishing.ts";
import { Button } from "#ui/buttons.tsx";
import { ConfirmButton } from "#ui/ConfirmButton.tsx";
import { DisabledReason } from "#ui/DisabledReason.tsx";
import { ErrorNotice } from "#ui/ErrorNotice.tsx";
import { Panel, Quiet, Row, Stack } from "#ui/layout.tsx";
import { useMay } from "#ui/session.ts";
import { toast } from "#ui/toast.ts";
import { useWords } from "#ui/words.ts";

/** What was produced goes to the requester, and where two people agree, to everybody. */
export function PublishingPanel({ data, changed }: { data: RequestData; changed: () => void }) {
  const t = useWords(publishingWords);
  const may = useMay();
  const { id } = data.request;
  const [publishing, setPublishing] = useState<number>();
  const known = useQuery({ queryKey: ["publishing", id], queryFn: () => publishingApi.read(id) });
  const made = useQuery({ queryKey: ["productions", id], queryFn: () => productionsApi.list(id) });
  const role = may("requests.publish") ? undefined : t("role");
  if (!known.data) return <ErrorNotice error={known.error} />;
  const ready = (made.data?.productions ?? []).filter(
    ({ state, isHere }) => state === "ready" && isHere,
  );
  const done = () => {
    setPublishing(undefined);
    void known.refetch();
    changed();
  };
  const deliver = async (part: number) => {
    await publishingApi.deliver(id, part);
    toast(t("delivered", { part }));
    changed();
  };
  const isLaid = (part: number) =>
    data.steps.some(({ kind, facts }) => kind === "delivered" && facts["production"] === part);
  return (
    <Panel title={t("title")}>
      <Stack gap={12}>
        <Quiet small>{t(ready.length === 0 ? "nothing" : "about")}</Quiet>
        {ready.map(({ running: part }) => (
          <Row key={part} gap={8}>
            {isLaid(part) ? (
              <Quiet small>{t("delivered", { part })}</Quiet>
            ) : (
              <ConfirmButton
                small
                consequence={t("deliverSays", { part })}
                disabledReason={role}
                onConfirm={() => deliver(part)}
              >
                {t("deliver", { part })}
              </ConfirmButton>
            )}
            <DisabledReason reason={role}>
              {(disabled) => (
                <Button
                  small
                  {...disabled}
                  onClick={disabled.onClick ?? (() => setPublishing(part))}
                >
                  {t("publish", { part })}
                </Button>
              )}
            </DisabledReason>
          </Row>
        ))}
        <ul className={css["list"]}>
          {known.data.publications.map((one) => (
            <Publication key={one.id} id={id} one={one} role={role} done={done} />
          ))}
        </ul>
        <PublicSummary key={known.data.summary} id={id} given={known.data.summary} role={role} />
      </Stack>
      {publishing !== undefined && (
        <PublishDialog
          id={id}
          part={publishing}
          onClose={() => setPublishing(undefined)}
          done={done}
        />
      )}
    </Panel>
  );
}
