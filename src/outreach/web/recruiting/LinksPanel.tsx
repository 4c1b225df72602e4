import { IconCopy, IconLink } from "@tabler/icons-react";
import { useState } from "react";
import {
  openingsApi,
  sourceOf,
  useChannels,
  useOpeningsChanged,
  useResults,
  type OpeningRow,
  type Results,
} from "./api.ts";
import css from "./Openings.module.css";
import { openingWords } from "./words.ts";
import { Button, IconButton } from "#ui/buttons.tsx";
import { ConfirmButton } from "#ui/ConfirmButton.tsx";
import { ErrorNotice } from "#ui/ErrorNotice.tsx";
import { TextField } from "#ui/fields.tsx";
import { Panel, Quiet, Row, Stack } from "#ui/layout.tsx";
import { PickManyField } from "#ui/PickField.tsx";
import { useMay } from "#ui/session.ts";
import { toast } from "#ui/toast.ts";
import { useAct } from "#ui/use-act.ts";
import { useWords } from "#ui/words.ts";

const media: Record<string, string> = { email: "email", text: "sms", website: "web" };

/** Short addresses for one opening, one a place, and how often each was followed. */
export function LinksPanel({ opening }: { opening: OpeningRow }) {
  const t = useWords(openingWords);
  const may = useMay();
  const { data } = useResults();
  const links = data?.links.filter(({ openingId }) => openingId === opening.id) ?? [];
  return (
    <Panel title={t("links")}>
      <Stack gap={16}>
        <Quiet>{t("linksAbout")}</Quiet>
        {links.length === 0 ? <p>{t("noLinks")}</p> : <Links links={links} />}
        {may("opening.write") && <Maker openingId={opening.id} />}
      </Stack>
    </Panel>
  );
}

function Maker({ openingId }: { openingId: string }) {
  const t = useWords(openingWords);
  const channels = useChannels();
  const changed = useOpeningsChanged();
  const { busy, error, act } = useAct();
  const [campaign, setCampaign] = useState("");
  const [chosen, setChosen] = useState<string[]>([]);
  const [other, setOther] = useState("");
  const places = [
    ...channels
      .filter(({ id }) => chosen.includes(id))
      .map(({ name, network }) => ({
        name,
        source: network === "sandbox" ? sourceOf(name) : sourceOf(network),
        medium: media[network] ?? "social",
      })),
    ...(other.trim() ? [{ name: other.trim(), source: sourceOf(other), medium: "offline" }] : []),
  ];
  const make = () =>
    act(async () => {
      await openingsApi.links({ openingId, campaign: sourceOf(campaign), places });
      setOther("");
      setChosen([]);
      await changed();
      toast(t("made"));
    });
  return (
    <Stack gap={16}>
      <div className={css["grid"]}>
        <TextField
          label={t("campaign")}
          hint={t("campaignHint")}
          maxLength={60}
          value={campaign}
          onChange={setCampaign}
        />
        <PickManyField
          label={t("channels")}
          optional
          value={chosen}
          choices={channels.map(({ id, name }) => ({ value: id, label: name }))}
          onChange={setChosen}
        />
        <TextField
          label={t("otherPlace")}
          optional
          maxLength={120}
          value={other}
          onChange={setOther}
        />
      </div>
      <ErrorNotice error={error} />
      <Row>
        <Button
          icon={IconLink}
          loading={busy}
          disabled={campaign.trim() === "" || places.length === 0}
          onClick={() => void make()}
        >
          {t("makeLinks")}
        </Button>
      </Row>
    </Stack>
  );
}

function Links({ links }: { links: Results["links"] }) {
  const t = useWords(openingWords);
  const may = useMay();
  const changed = useOpeningsChanged();
  const copy = async (url: string) => {
    await navigator.clipboard.writeText(url);
    toast(t("copied"));
  };
  const end = async (id: string) => {
    await openingsApi.endLink(id);
    await changed();
  };
  return (
    <ul className={css["links"]}>
      {links.map(({ id, name, url, source, medium, campaign, clicks, endedAt }) => (
        <li key={id}>
          <div>
            <strong>{name}</strong> <Quiet small>{`${campaign} · ${source} / ${medium}`}</Quiet>
            <p className={css["url"]}>{url}</p>
          </div>
          <span>
            {t("clicks")}: <strong className="ob-figures">{clicks}</strong>
          </span>
          <Row>
            {endedAt === null ? (
              <>
                <IconButton
                  label={`${t("copy")}: ${name}`}
                  icon={IconCopy}
                  onClick={() => void copy(url)}
                />
                {may("opening.write") && (
                  <ConfirmButton
                    small
                    look="quiet"
                    consequence={t("endLinkConsequence")}
                    onConfirm={() => end(id)}
                  >
                    {t("endLink")}
                  </ConfirmButton>
                )}
              </>
            ) : (
              <Quiet>{t("endedLink")}</Quiet>
            )}
          </Row>
        </li>
      ))}
    </ul>
  );
}
