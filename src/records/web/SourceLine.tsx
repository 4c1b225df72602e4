import { useState } from "react";
import { SourceOwners } from "./SourceOwners.tsx";
import { SourceSecret } from "./SourceSecret.tsx";
import { sourcesApi, useSourcesChanged, type SourceRow } from "./sources-api.ts";
import { sourcesWords } from "./words/sources.ts";
import { ConfirmButton } from "#ui/ConfirmButton.tsx";
import { Quiet, Row, Stack } from "#ui/layout.tsx";
import { useMay } from "#ui/session.ts";
import { StateBadge } from "#ui/StateBadge.tsx";
import { TimeAgo } from "#ui/TimeAgo.tsx";
import { useWords } from "#ui/words.ts";

interface SourceLineProps {
  source: SourceRow;
  origin: string;
  isSilent: boolean;
}

export function SourceLine({ source, origin, isSilent }: SourceLineProps) {
  const t = useWords(sourcesWords);
  const may = useMay();
  const { name, kind, heardAt, endedAt, messages } = source;
  return (
    <li>
      <Stack gap={8}>
        <Row apart>
          <strong>{name}</strong>
          <State source={source} isSilent={isSilent} />
        </Row>
        <Quiet small>
          {t(kind)} ·{" "}
          {heardAt ? (
            <>
              {t("heard")} <TimeAgo at={heardAt} /> · {t("messages", { count: messages })}
            </>
          ) : (
            t("notYet")
          )}
        </Quiet>
        {endedAt === null && may("intake.change") && <SourceOwners source={source} />}
        {endedAt === null && may("intake.change") && <Acts source={source} origin={origin} />}
      </Stack>
    </li>
  );
}

function State({ source, isSilent }: { source: SourceRow; isSilent: boolean }) {
  const t = useWords(sourcesWords);
  if (source.endedAt !== null) return <StateBadge meaning="neutral" label={t("ended")} />;
  if (isSilent) return <StateBadge meaning="bad" label={t("silentNow")} />;
  return source.heardAt === null ? (
    <StateBadge meaning="wait" label={t("waits")} />
  ) : (
    <StateBadge meaning="good" label={t("hears")} />
  );
}

function Acts({ source, origin }: { source: SourceRow; origin: string }) {
  const t = useWords(sourcesWords);
  const changed = useSourcesChanged();
  const [secret, setSecret] = useState<string | null>(null);
  const { id, name, kind } = source;
  return (
    <>
      {secret !== null && <SourceSecret id={id} kind={kind} secret={secret} origin={origin} />}
      <Row end>
        {kind !== "texts" && (
          <ConfirmButton
            small
            question={t(kind === "mail" ? "mailboxQuestion" : "rotateQuestion", { name })}
            consequence={t(kind === "mail" ? "mailboxConsequence" : "rotateConsequence")}
            onConfirm={async () => {
              setSecret((await sourcesApi.rotate(id)).secret);
              await changed();
            }}
          >
            {t(kind === "mail" ? "mailboxNew" : "rotate")}
          </ConfirmButton>
        )}
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
      </Row>
    </>
  );
}
