import { useQuery, useQueryClient } from "@tanstack/react-query";
import { account, type OwnSession } from "./api.ts";
import { deviceOf } from "#ui/device-name.ts";
import { accountWords } from "./words/account.ts";
import { ConfirmButton } from "#ui/ConfirmButton.tsx";
import { ErrorNotice } from "#ui/ErrorNotice.tsx";
import { Panel, Quiet } from "#ui/layout.tsx";
import { useSession } from "#ui/session.ts";
import { SkeletonRows } from "#ui/skeletons.tsx";
import { StateBadge } from "#ui/StateBadge.tsx";
import { TimeAgo } from "#ui/TimeAgo.tsx";
import { useWords } from "#ui/words.ts";
import { ItemList, ItemWords } from "#ui/ItemList.tsx";

export function SessionPanel() {
  const t = useWords(accountWords);
  const { idleLockMinutes } = useSession();
  const list = useQuery({ queryKey: ["own-sessions"], queryFn: account.sessions });
  return (
    <Panel title={t("sessions")}>
      <p>
        <Quiet>{t("sessionsAbout", { minutes: idleLockMinutes })}</Quiet>
      </p>
      <ErrorNotice error={list.error} onRetry={() => void list.refetch()} />
      {list.isPending && <SkeletonRows rows={2} />}
      {list.data && (
        <ItemList>
          {list.data.sessions.map((session) => (
            <SessionRow key={session.id} session={session} />
          ))}
        </ItemList>
      )}
    </Panel>
  );
}

function SessionRow({ session }: { session: OwnSession }) {
  const t = useWords(accountWords);
  const queries = useQueryClient();
  const device = deviceOf(session.agent);
  const name = device ? t("on", device) : t("unknownDevice");
  return (
    <li>
      <ItemWords>
        <strong>
          {name}
          {session.current && <StateBadge meaning="info" label={t("thisOne")} />}
        </strong>
        <Quiet>
          {session.address} · {t("started")} <TimeAgo at={session.startedAt} show="clock" /> ·{" "}
          {t("seen")} <TimeAgo at={session.lastSeenAt} show="age" />
        </Quiet>
      </ItemWords>
      {!session.current && (
        <ConfirmButton
          small
          question={t("endQuestion", { device: name })}
          consequence={t("endConsequence")}
          onConfirm={async () => {
            await account.endSession(session.id);
            await queries.invalidateQueries({ queryKey: ["own-sessions"] });
          }}
        >
          {t("end")}
        </ConfirmButton>
      )}
    </li>
  );
}
