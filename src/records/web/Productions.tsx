import { IconPackageExport } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { ProduceDialog } from "./ProduceDialog.tsx";
import { productionsApi, type ProductionRow } from "./productions-api.ts";
import type { RequestData } from "./requests-api.ts";
import css from "./Requests.module.css";
import { sizeOf } from "./sizes.ts";
import { productionsWords } from "./words/productions.ts";
import { Button } from "#ui/buttons.tsx";
import { CopyHash } from "#ui/CopyHash.tsx";
import { DisabledReason } from "#ui/DisabledReason.tsx";
import { ErrorNotice } from "#ui/ErrorNotice.tsx";
import { Panel, Quiet, Row } from "#ui/layout.tsx";
import { useMay } from "#ui/session.ts";
import { StateBadge, type Meaning } from "#ui/StateBadge.tsx";
import { useLanguage, useWords } from "#ui/words.ts";

const meanings: Record<ProductionRow["state"], Meaning> = {
  making: "info",
  ready: "good",
  failed: "bad",
};
const lookAgainMs = 2_000;

/** What was produced of a request, and how far the next one is. */
export function Productions({ data }: { data: RequestData }) {
  const t = useWords(productionsWords);
  const may = useMay();
  const [isOpen, setOpen] = useState(false);
  const { id, state } = data.request;
  const { records, decided, seconded } = data.records;
  const productions = useQuery({
    queryKey: ["productions", id],
    queryFn: () => productionsApi.list(id),
    refetchInterval: ({ state: { data: known } }) =>
      known?.productions.some((one) => one.state === "making") ? lookAgainMs : false,
  });
  const isWhole = records > 0 && decided === records && seconded === records;
  const rows = productions.data?.productions ?? [];
  const isMaking = rows.some((one) => one.state === "making");
  const why = state === "closed" ? t("closed") : isWhole ? undefined : t("notYet");
  return (
    <Panel
      title={t("productions")}
      aside={
        may("requests.produce") && (
          <DisabledReason reason={why}>
            {(disabled) => (
              <Button
                small
                icon={IconPackageExport}
                disabled={isMaking}
                onClick={() => setOpen(true)}
                {...disabled}
              >
                {t("produce")}
              </Button>
            )}
          </DisabledReason>
        )
      }
    >
      <ErrorNotice error={productions.error} />
      {productions.data && rows.length === 0 && (
        <p>
          <Quiet>{t("none")}</Quiet>
        </p>
      )}
      <ol className={css["productions"]}>
        {rows.map((row) => (
          <li key={row.running}>
            <OneProduction id={id} row={row} number={`${data.request.number}-${row.running}`} />
          </li>
        ))}
      </ol>
      {isOpen && (
        <ProduceDialog
          id={id}
          onClose={() => setOpen(false)}
          changed={() => void productions.refetch()}
        />
      )}
    </Panel>
  );
}

interface OneProductionProps {
  id: string;
  number: string;
  row: ProductionRow;
}

function OneProduction({ id, number, row }: OneProductionProps) {
  const t = useWords(productionsWords);
  const language = useLanguage();
  const { state, done, records, first, last, redacted, withheld, madeBy, sizeBytes, sha256 } = row;
  return (
    <>
      <Row>
        <strong>{number}</strong>
        <StateBadge meaning={meanings[state]} label={t(state)} />
      </Row>
      <span>{t("records", { first, last, count: records, redacted, withheld })}</span>
      {state === "making" && (
        <div role="status">
          <progress max={records} value={done} aria-label={t("making")} />{" "}
          <Quiet small>{t("progress", { done, records })}</Quiet>
        </div>
      )}
      {row.failure !== null && <p role="alert">{row.failure}</p>}
      {state === "ready" && (
        <Quiet small>{t("made", { name: madeBy, size: sizeOf(sizeBytes ?? 0, language) })}</Quiet>
      )}
      {state === "ready" && !row.isHere && <Quiet small>{t("elsewhere")}</Quiet>}
      {state === "ready" && row.isHere && <Files id={id} row={row} />}
      {sha256 !== null && (
        <Quiet small>
          {t("hash")} <CopyHash hash={sha256} />
        </Quiet>
      )}
    </>
  );
}

function Files({ id, row }: { id: string; row: ProductionRow }) {
  const t = useWords(productionsWords);
  const may = useMay();
  if (!may("requests.take-production")) return null;
  const file = (path?: string) => productionsApi.download(id, row.running, path);
  return (
    <Row>
      <a href={file()} download>
        {t("download")}
      </a>
      <a href={file("withheld.pdf")} download>
        {t("log")}
      </a>
      <a href={file("proof/records.zip")} download>
        {t("proof")}
      </a>
    </Row>
  );
}
