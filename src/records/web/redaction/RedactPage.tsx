import { IconEraser } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useNavigate, useParams } from "react-router";
import { redactionWords } from "../words/redaction.ts";
import { redactionApi, type DeskData } from "./api.ts";
import { Attachments } from "./Attachments.tsx";
import type { MarkedMany } from "./EverywhereDialog.tsx";
import css from "./Redaction.module.css";
import { TextDesk } from "./TextDesk.tsx";
import { Button, LinkButton } from "#ui/buttons.tsx";
import { ErrorNotice } from "#ui/ErrorNotice.tsx";
import { Quiet } from "#ui/layout.tsx";
import { Notice } from "#ui/Notice.tsx";
import { PageHeader } from "#ui/PageHeader.tsx";
import { useMay } from "#ui/session.ts";
import { useShortcuts } from "#ui/shortcuts.ts";
import { SkeletonPage } from "#ui/skeletons.tsx";
import { TimeAgo } from "#ui/TimeAgo.tsx";
import { toast } from "#ui/toast.ts";
import { useAct } from "#ui/use-act.ts";
import { useWords } from "#ui/words.ts";

/** `/requests/:id/records/:recordId`: what is taken out of one record before it is given out. */
export function RedactPage() {
  const { id = "", recordId = "" } = useParams();
  const t = useWords(redactionWords);
  const may = useMay();
  const [many, setMany] = useState<MarkedMany>();
  const desk = useQuery({
    queryKey: ["request", id, "redaction", recordId],
    queryFn: () => redactionApi.desk(id, recordId),
    // A look is audited: it is repeated when somebody asks, never by the page itself.
    refetchOnWindowFocus: false,
    refetchOnReconnect: false,
    gcTime: 0,
  });
  const { data } = desk;
  if (desk.error && !data)
    return <ErrorNotice error={desk.error} onRetry={() => void desk.refetch()} />;
  if (!data) return <SkeletonPage />;
  const changed = async () => void (await desk.refetch());
  const reason =
    data.state === "closed" ? t("closed") : may("requests.redact") ? undefined : t("role");
  return (
    <>
      <PageHeader
        title={t("title", { number: data.number })}
        up={{ to: `/requests/${id}/records`, label: t("review", { number: data.number }) }}
      />
      <Place id={id} desk={data} />
      {many && <Many id={id} many={many} done={() => setMany(undefined)} changed={changed} />}
      <TextDesk
        // What is not saved belongs to the set that it changes.
        key={`${data.recordId} ${data.set?.id ?? ""}`}
        requestId={id}
        desk={data}
        reason={reason}
        changed={changed}
        onMany={setMany}
        attachments={
          <Attachments requestId={id} desk={data} reason={reason} changed={() => void changed()} />
        }
      />
    </>
  );
}

/** Where the record stands in the review, and the way to its neighbours. */
function Place({ id, desk }: { id: string; desk: DeskData }) {
  const t = useWords(redactionWords);
  const navigate = useNavigate();
  const to = (record: string | null) => `/requests/${id}/records/${record ?? ""}`;
  const go = (record: string | null) => {
    if (record !== null) void navigate(to(record));
  };
  useShortcuts([
    {
      keys: "j",
      label: { en: "Next record", es: "Registro siguiente" },
      run: () => go(desk.after),
    },
    {
      keys: "k",
      label: { en: "Previous record", es: "Registro anterior" },
      run: () => go(desk.before),
    },
  ]);
  return (
    <div className={css["top"]}>
      <p className={css["choice"]}>
        <Quiet>
          {t("place", { at: desk.at, of: desk.of })} · <TimeAgo at={desk.capturedAt} />
          {desk.alike > 1 && ` · ${t("alike", { count: desk.alike })}`}
        </Quiet>
      </p>
      <div>
        {desk.before !== null && (
          <LinkButton small to={to(desk.before)}>
            {t("previous")}
          </LinkButton>
        )}
        {desk.after !== null && (
          <LinkButton small to={to(desk.after)}>
            {t("next")}
          </LinkButton>
        )}
      </div>
    </div>
  );
}

/** What was marked everywhere last, and the way back from it. */
function Many({
  id,
  many,
  done,
  changed,
}: {
  id: string;
  many: MarkedMany;
  done: () => void;
  changed: () => Promise<void>;
}) {
  const t = useWords(redactionWords);
  const { busy, error, act } = useAct();
  const takeBack = () =>
    void act(async () => {
      const { texts, kept } = await redactionApi.takeBack(id, many.batch);
      toast(t(kept === 0 ? "takenBack" : "takenBackSome", { texts, kept }));
      done();
      await changed();
    });
  const { words, places, texts } = many;
  return (
    <Notice icon={IconEraser} meaning="info">
      {t("markedPlaces", { words, places, texts })}{" "}
      <Button small loading={busy} onClick={takeBack}>
        {t("takeBack")}
      </Button>
      <ErrorNotice error={error} />
    </Notice>
  );
}
