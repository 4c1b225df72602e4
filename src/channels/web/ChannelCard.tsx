import { IconExternalLink, IconRefresh } from "@tabler/icons-react";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { channelsApi, type ChannelRow } from "./api.ts";
import css from "./Channels.module.css";
import { Followers } from "./Followers.tsx";
import { HealthBadge, healthOf } from "./health.tsx";
import { NetworkNotices } from "./NetworkNotices.tsx";
import { OwnHandle } from "./OwnHandle.tsx";
import { PlacesLink } from "./PlacesLink.tsx";
import { SpeaksFor } from "./SpeaksFor.tsx";
import { channelWords } from "./words.ts";
import { Button } from "#ui/buttons.tsx";
import { ConfirmButton } from "#ui/ConfirmButton.tsx";
import { ErrorNotice } from "#ui/ErrorNotice.tsx";
import { Quiet } from "#ui/layout.tsx";
import { useMay } from "#ui/session.ts";
import { TimeAgo } from "#ui/TimeAgo.tsx";
import { useTold } from "#ui/told.ts";
import { toast } from "#ui/toast.ts";
import { useWords } from "#ui/words.ts";

/** One account: how it is by the network's own word, what it can do, and what can be done with it. */
export function ChannelCard({ channel }: { channel: ChannelRow }) {
  const t = useWords(channelWords);
  const may = useMay();
  const queries = useQueryClient();
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const { sentence } = useTold();
  const { state, says: saidInEnglish, fix: fixInEnglish } = healthOf(channel.health);
  const says = sentence(saidInEnglish);
  const fix = fixInEnglish === undefined ? undefined : sentence(fixInEnglish);
  async function check(): Promise<void> {
    setBusy(true);
    setError(null);
    try {
      const health = await channelsApi.check(channel.id);
      await queries.invalidateQueries({ queryKey: ["channels"] });
      toast(t("checkedNow", { name: channel.name, says: sentence(health.says).text }));
    } catch (failure) {
      setError(failure);
    } finally {
      setBusy(false);
    }
  }
  return (
    <li className={css["card"]}>
      <div className={css["head"]}>
        <h2>{channel.name}</h2>
        <HealthBadge state={state} />
      </div>
      <p className={css["handle"]}>
        {channel.title} · {channel.handle}
      </p>
      {(says.text !== "" || channel.checkedAt) && (
        <p>
          <span lang={says.lang}>{says.text}</span>{" "}
          <Quiet>
            {channel.checkedAt && (
              <>
                {t("checked")} <TimeAgo at={channel.checkedAt} />
              </>
            )}
          </Quiet>
        </p>
      )}
      {fix !== undefined && (
        <p>
          <strong>{t("fix")}</strong> <span lang={fix.lang}>{fix.text}</span>
        </p>
      )}
      <p>
        <Quiet small>
          <Abilities channel={channel} />
        </Quiet>
      </p>
      <SpeaksFor channel={channel} />
      {channel.network === "fediverse" && <Followers channel={channel} />}
      {channel.network === "bluesky" && <OwnHandle channel={channel} />}
      {channel.capabilities.placeTargeting && <PlacesLink channel={channel} />}
      {(channel.capabilities.notices ?? []).length > 0 && (
        <details>
          <summary>{t("notices", { network: channel.title })}</summary>
          <NetworkNotices notices={channel.capabilities.notices ?? []} />
        </details>
      )}
      <ErrorNotice error={error} />
      <div className={css["acts"]}>
        {may("channel.check") && (
          <Button icon={IconRefresh} loading={busy} onClick={() => void check()}>
            {t("check")}
          </Button>
        )}
        {/^https?:/.test(channel.profileUrl) && (
          <a href={channel.profileUrl} target="_blank" rel="noreferrer">
            <IconExternalLink size={16} stroke={1.75} aria-hidden /> {t("profile")}
            <span className="ob-hidden">: {channel.name}</span>
          </a>
        )}
        {may("channel.connect") && (
          <ConfirmButton
            grave
            look="quiet"
            question={t("endQuestion", { name: channel.name })}
            consequence={t("endConsequence", { name: channel.name })}
            onConfirm={async () => {
              await channelsApi.end(channel.id);
              await queries.invalidateQueries({ queryKey: ["channels"] });
              toast(t("ended", { name: channel.name }));
            }}
          >
            {t("end")}
          </ConfirmButton>
        )}
      </div>
    </li>
  );
}

function Abilities({ channel: { capabilities } }: { channel: ChannelRow }) {
  const t = useWords(channelWords);
  const text = capabilities.limits.find(({ what }) => what === "text");
  const edit = { "in-place": "editable", replace: "replaceable", no: "notEditable" } as const;
  return (
    <>
      {text &&
        `${t("fits", { count: text.value.toLocaleString(), unit: t(capabilities.count), pictures: capabilities.media.itemsMax })} · `}
      {t(edit[capabilities.edit])} · {t(capabilities.remove ? "removable" : "notRemovable")}
    </>
  );
}
