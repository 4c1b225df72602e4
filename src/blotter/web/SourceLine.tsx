import { LagChart } from "./LagChart.tsx";
import { SourceSecret } from "./SourceSecret.tsx";
import {
  sourcesApi,
  useCallSourcesChanged,
  type SourceList,
  type SourceRow,
} from "./sources-api.ts";
import { sourceWords } from "./words/sources.ts";
import { useState } from "react";
import { Button } from "#ui/buttons.tsx";
import { ConfirmButton } from "#ui/ConfirmButton.tsx";
import { ErrorNotice } from "#ui/ErrorNotice.tsx";
import { Quiet, Row, Stack } from "#ui/layout.tsx";
import { useMay } from "#ui/session.ts";
import { StateBadge } from "#ui/StateBadge.tsx";
import { TimeAgo } from "#ui/TimeAgo.tsx";
import { toast } from "#ui/toast.ts";
import { useTold } from "#ui/told.ts";
import { useAct } from "#ui/use-act.ts";
import { useWords } from "#ui/words.ts";

interface SourceLineProps {
  source: SourceRow;
  list: SourceList;
}

export function SourceLine({ source, list }: SourceLineProps) {
  const t = useWords(sourceWords);
  const { sentence } = useTold();
  const isSilent = list.silences.some(
    ({ sourceId, untilAt }) => sourceId === source.id && untilAt === null,
  );
  return (
    <li>
      <Stack gap={8}>
        <Row apart>
          <strong>{source.name}</strong>
          <State source={source} isSilent={isSilent} />
        </Row>
        <Quiet small>
          {t(source.kind)} · {t("calls", { count: source.calls })} ·{" "}
          {source.calledAt ? (
            <>
              {t("lastCall")} <TimeAgo at={source.calledAt} />
            </>
          ) : (
            t("noCall")
          )}
        </Quiet>
        {source.folder !== null && (
          <Quiet small>{t("folder", { folder: `${list.drops}/${source.folder}/incoming` })}</Quiet>
        )}
        {source.error !== null && source.endedAt === null && (
          <p>
            {sentence(source.error).text}{" "}
            {source.nextAt && (
              <>
                {t("next")} <TimeAgo at={source.nextAt} />
              </>
            )}
          </p>
        )}
        <LagChart source={source} />
        {source.endedAt === null && <Acts source={source} origin={list.origin} />}
      </Stack>
    </li>
  );
}

function State({ source, isSilent }: { source: SourceRow; isSilent: boolean }) {
  const t = useWords(sourceWords);
  if (source.endedAt !== null) return <StateBadge meaning="neutral" label={t("ended")} />;
  if (source.error !== null) return <StateBadge meaning="bad" label={t("failing")} />;
  if (isSilent) return <StateBadge meaning="bad" label={t("silent")} />;
  return source.calledAt === null ? (
    <StateBadge meaning="wait" label={t("waits")} />
  ) : (
    <StateBadge meaning="good" label={t("hears")} />
  );
}

function Acts({ source, origin }: { source: SourceRow; origin: string }) {
  const t = useWords(sourceWords);
  const may = useMay();
  const changed = useCallSourcesChanged();
  const { busy, error, act } = useAct();
  const [secret, setSecret] = useState<string | null>(null);
  const { id, name, kind } = source;
  const ask = () =>
    act(async () => {
      try {
        const { rows, new: fresh, changed: other, same, refused } = await sourcesApi.ask(id);
        toast(t("tested", { rows, fresh, changed: other, same, refused }));
      } finally {
        await changed();
      }
    });
  return (
    <>
      {secret !== null && <SourceSecret id={id} secret={secret} origin={origin} />}
      <ErrorNotice error={error} />
      <Row end>
        {kind === "portal" && may("call-source.answer") && (
          <Button small loading={busy} onClick={() => void ask()}>
            {t("testNow")}
          </Button>
        )}
        {kind === "api" && may("call-source.change") && (
          <ConfirmButton
            small
            question={t("rotateQuestion", { name })}
            consequence={t("rotateConsequence")}
            onConfirm={async () => {
              setSecret((await sourcesApi.rotate(id)).secret);
              await changed();
            }}
          >
            {t("rotate")}
          </ConfirmButton>
        )}
        {may("call-source.change") && (
          <ConfirmButton
            small
            question={t("endQuestion", { name })}
            consequence={t("endConsequence")}
            onConfirm={async () => {
              await sourcesApi.end(id);
              await changed();
            }}
          >
            {t("end")}
          </ConfirmButton>
        )}
      </Row>
    </>
  );
}
