import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { sizeOf } from "../sizes.ts";
import { redactionWords } from "../words/redaction.ts";
import { pictureUrl, redactionApi, type DeskData, type Medium } from "./api.ts";
import { BoxEditor } from "./BoxEditor.tsx";
import { DocumentView } from "./DocumentView.tsx";
import type { Box } from "./boxes.ts";
import { CodeChoice } from "./CodeChoice.tsx";
import { Gated } from "./RedactBar.tsx";
import css from "./Redaction.module.css";
import { Button } from "#ui/buttons.tsx";
import { ErrorNotice } from "#ui/ErrorNotice.tsx";
import { Panel, Quiet, Row, Stack } from "#ui/layout.tsx";
import { useAct } from "#ui/use-act.ts";
import { useLanguage, useWords } from "#ui/words.ts";

interface AttachmentsProps {
  requestId: string;
  desk: DeskData;
  reason: string | undefined;
  changed: () => void;
}

/** Pictures and other attachments of a record: each goes out as it is, rebuilt without its boxes, or not at all. */
export function Attachments(props: AttachmentsProps) {
  const t = useWords(redactionWords);
  const { media } = props.desk;
  if (media.length === 0) return null;
  return (
    <Panel title={t("attachments")}>
      <ul className={css["plain"]}>
        {media.map((medium, at) => (
          <Attachment key={medium.part} {...props} medium={medium} number={at + 1} />
        ))}
      </ul>
    </Panel>
  );
}

function Attachment({
  requestId,
  desk,
  reason,
  changed,
  medium,
  number,
}: AttachmentsProps & { medium: Medium; number: number }) {
  const t = useWords(redactionWords);
  const language = useLanguage();
  const { busy, error, act } = useAct();
  const [doing, setDoing] = useState<"drawing" | "withholding">();
  const [code, setCode] = useState("");
  const { part, set, size } = medium;
  const save = (boxes: Box[], withheld: string[]) =>
    void act(async () => {
      const expected = set?.id ?? null;
      const draft = { recordId: desk.recordId, part, boxes, withheld, expected };
      await redactionApi.markMedium(requestId, draft);
      setDoing(undefined);
      changed();
    });
  const boxed = set && set.boxes.length > 0 ? set.id : undefined;
  const { leaves, whyNot, isReading } = useLeaves(requestId, desk.recordId, medium);
  const isPages = medium.isDocument && leaves.length > 0;
  const own = { record: desk.recordId, part };
  return (
    <li className={css["attachment"]}>
      <h3>{t("attachment", { number })}</h3>
      <p>
        <Quiet small>
          {medium.type} · {size && `${size.width} × ${size.height} · `}
          {isPages && `${t("pages", { count: leaves.length })} · `}
          {sizeOf(medium.sizeBytes, language)}
        </Quiet>
      </p>
      {whyNot !== "" && <p>{t(`why-${whyNot}`)}</p>}
      {isReading && <p>{t("readingDocument")}</p>}
      <p>
        <strong>
          <Fate medium={medium} />
        </strong>
      </p>
      {size && doing !== "drawing" && (
        <img
          className={css["thumb"]}
          src={pictureUrl(requestId, { ...own, set: boxed })}
          alt={boxed === undefined ? t("attachment", { number }) : t("rebuilt")}
        />
      )}
      {isPages && doing !== "drawing" && !set?.isWithheld && (
        <DocumentView
          key={boxed ?? ""}
          pages={leaves.length}
          boxes={set?.boxes ?? []}
          isRebuilt={boxed !== undefined}
          hrefOf={(page) => pictureUrl(requestId, { ...own, set: boxed, page })}
        />
      )}
      {doing === "drawing" && (
        <BoxEditor
          leaves={leaves}
          isDocument={medium.isDocument}
          hrefOf={(page) => pictureUrl(requestId, { ...own, page })}
          boxes={set?.boxes ?? []}
          exemptions={desk.exemptions}
          busy={busy}
          onBack={() => setDoing(undefined)}
          onSave={(boxes) => save(boxes, [])}
        />
      )}
      {doing === "withholding" && (
        <Stack gap={8}>
          <CodeChoice exemptions={desk.exemptions} value={code} onChange={setCode} />
          <Row>
            <Button
              look="primary"
              loading={busy}
              disabled={code === ""}
              onClick={() => save([], [code])}
            >
              {t("withholdIt")}
            </Button>
            <Button look="quiet" onClick={() => setDoing(undefined)}>
              {t("back")}
            </Button>
          </Row>
        </Stack>
      )}
      {doing === undefined && (
        <Row>
          {leaves.length > 0 && (
            <Gated label={t("drawBoxes")} reason={reason} onClick={() => setDoing("drawing")} />
          )}
          {!set?.isWithheld && (
            <Gated
              label={t("withholdIt")}
              reason={reason}
              onClick={() => setDoing("withholding")}
            />
          )}
          {medium.isChanged && (
            <Gated label={t("giveWhole")} reason={reason} onClick={() => save([], [])} />
          )}
        </Row>
      )}
      <ErrorNotice error={error} />
    </li>
  );
}

/** What boxes can be drawn on: the picture, or the pages of a document, which are asked for by themselves. */
function useLeaves(requestId: string, recordId: string, { part, size, why, isDocument }: Medium) {
  const read = useQuery({
    queryKey: ["request", requestId, "document", recordId, part],
    queryFn: () => redactionApi.document(requestId, recordId, part),
    enabled: isDocument,
    // A look is audited, and a document never changes.
    staleTime: Infinity,
    gcTime: 0,
    refetchOnWindowFocus: false,
    refetchOnReconnect: false,
  });
  const whyNot = read.error ? "damaged" : (read.data?.why ?? why);
  if (!isDocument) return { leaves: size ? [size] : [], whyNot, isReading: false };
  return { leaves: read.data?.pages ?? [], whyNot, isReading: read.isLoading };
}

function Fate({ medium: { set, isDocument } }: { medium: Medium }) {
  const t = useWords(redactionWords);
  if (set?.isWithheld) return t("goesNot", { codes: set.codes.join(", ") });
  if (set && set.boxes.length > 0)
    return t(isDocument ? "goesPaged" : "goesBoxed", { count: set.boxes.length });
  return t("goesWhole");
}
