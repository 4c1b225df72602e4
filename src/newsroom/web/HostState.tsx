import {
  IconAlertTriangle,
  IconCloudUpload,
  IconMovie,
  IconPlugConnectedX,
} from "@tabler/icons-react";
import { hostApi, isBusy, useHostChanged, type HostRow } from "./api.ts";
import css from "./Host.module.css";
import { hostWords } from "./words.ts";
import { Button } from "#ui/buttons.tsx";
import { ConfirmButton } from "#ui/ConfirmButton.tsx";
import { ErrorNotice } from "#ui/ErrorNotice.tsx";
import { Panel, Row, Stack } from "#ui/layout.tsx";
import { Notice } from "#ui/Notice.tsx";
import { useMay } from "#ui/session.ts";
import { StateBadge, type Meaning } from "#ui/StateBadge.tsx";
import { TimeAgo } from "#ui/TimeAgo.tsx";
import { toast } from "#ui/toast.ts";
import { useAct } from "#ui/use-act.ts";
import { useWords } from "#ui/words.ts";

type State = "well" | "waiting" | "busy" | "failing" | "ending";

const meanings: Record<State, Meaning> = {
  well: "good",
  waiting: "wait",
  busy: "info",
  failing: "bad",
  ending: "wait",
};

function stateOf(host: HostRow): State {
  if (host.fault !== null) return "failing";
  if (host.endedAt !== null) return "ending";
  if (isBusy(host) && host.done < host.total) return "busy";
  return host.pushedAt === null ? "waiting" : "well";
}

/** How the copy is: the last good push, what is on its way, and what must be done where it fails. */
export function HostState({ host }: { host: HostRow }) {
  const t = useWords(hostWords);
  const state = stateOf(host);
  return (
    <Panel title={t("state")} aside={<StateBadge meaning={meanings[state]} label={t(state)} />}>
      <Stack>
        {host.recalledOut > 0 && host.fault !== null && host.endedAt === null && (
          <Notice icon={IconAlertTriangle} meaning="bad">
            {t("recalled", { count: host.recalledOut })}
          </Notice>
        )}
        {host.fault !== null && (
          <Notice icon={IconPlugConnectedX} meaning="wait">
            {t(`says-${host.fault}`)}
          </Notice>
        )}
        <Facts host={host} />
        {host.tooLarge > 0 && (
          <Notice icon={IconMovie}>{t("tooLarge", { count: host.tooLarge })}</Notice>
        )}
        <Acts host={host} />
      </Stack>
    </Panel>
  );
}

function Facts({ host }: { host: HostRow }) {
  const t = useWords(hostWords);
  const { place } = host;
  const where =
    place.kind === "s3"
      ? [place.endpoint, place.bucket, place.folder].filter(Boolean).join("/")
      : place.url;
  return (
    <dl className={css["facts"]}>
      <dt>{t("pushed")}</dt>
      <dd>{host.pushedAt === null ? t("never") : <TimeAgo at={host.pushedAt} />}</dd>
      {host.pushedAt !== null && (
        <>
          <dt>{t("files")}</dt>
          <dd className="ob-figures">{host.files}</dd>
        </>
      )}
      {host.done < host.total && (
        <>
          <dt>{t("progress")}</dt>
          <dd className="ob-figures">
            <span role="status">{t("of", { done: host.done, total: host.total })}</span>
          </dd>
        </>
      )}
      {host.failingAt !== null && (
        <>
          <dt>{t("since")}</dt>
          <dd>
            <TimeAgo at={host.failingAt} />
          </dd>
        </>
      )}
      {host.dueAt !== null && (
        <>
          <dt>{t("next")}</dt>
          <dd>
            <TimeAgo at={host.dueAt} />
          </dd>
        </>
      )}
      <dt>{t("where")}</dt>
      <dd>{where}</dd>
      {host.publicUrl !== "" && (
        <>
          <dt>{t("publicAt")}</dt>
          <dd>{host.publicUrl}</dd>
        </>
      )}
      {host.purge && (
        <>
          <dt>{t("cache")}</dt>
          <dd>{t(`purge-${host.purge.what}`)}</dd>
        </>
      )}
    </dl>
  );
}

function Acts({ host }: { host: HostRow }) {
  const t = useWords(hostWords);
  const may = useMay();
  const changed = useHostChanged();
  const { busy, error, act } = useAct();
  const push = () =>
    act(async () => {
      await hostApi.push();
      toast(t("asked"));
      await changed();
    });
  const end = async (leave: boolean) => {
    await hostApi.end(leave);
    await changed();
  };
  return (
    <>
      <ErrorNotice error={error} />
      <Row>
        {may("newsroom-host.push") && (
          <Button icon={IconCloudUpload} loading={busy} onClick={() => void push()}>
            {t("pushNow")}
          </Button>
        )}
        {may("newsroom-host.change") && host.endedAt === null && (
          <ConfirmButton grave consequence={t("endSays")} onConfirm={() => end(false)}>
            {t("end")}
          </ConfirmButton>
        )}
        {may("newsroom-host.change") && host.fault !== null && (
          <ConfirmButton
            grave
            look="quiet"
            consequence={t("leaveSays")}
            onConfirm={() => end(true)}
          >
            {t("leave")}
          </ConfirmButton>
        )}
      </Row>
    </>
  );
}
