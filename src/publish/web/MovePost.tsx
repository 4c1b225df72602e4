import {
  IconAlertTriangle,
  IconCalendarShare,
  IconClockExclamation,
  IconInfoCircle,
} from "@tabler/icons-react";
import { useState } from "react";
import { postsApi, type PostRow, type Standing } from "./api.ts";
import { useChanged } from "./queries.ts";
import { calendarWords } from "./words/calendar.ts";
import { localOf, resolveLocal } from "./zoned.ts";
import { Button, IconButton } from "#ui/buttons.tsx";
import { CheckField } from "#ui/choices.tsx";
import { useNow } from "#ui/clock.ts";
import { DateTimeField } from "#ui/DateTimeField.tsx";
import { Dialog } from "#ui/Dialog.tsx";
import { ErrorNotice } from "#ui/ErrorNotice.tsx";
import { Row, Stack } from "#ui/layout.tsx";
import { Notice } from "#ui/Notice.tsx";
import { useMay, useZone } from "#ui/session.ts";
import { clockTime } from "#ui/time.ts";
import { toast } from "#ui/toast.ts";
import { useAct } from "#ui/use-act.ts";
import { useLanguage, useWords } from "#ui/words.ts";

/** What has a time and has not left anywhere. */
const movable: readonly Standing[] = ["draft", "submitted", "returned", "waiting", "needs-person"];
const stillHere = ["waiting", "held"];

export function isMovable(post: PostRow): boolean {
  const hasLeft = Object.keys(post.counts).some((state) => !stillHere.includes(state));
  return post.publishAt !== null && movable.includes(post.standing) && !hasLeft;
}

/** "Move to…" for the keyboard and the thumb: the same question as after a drag. */
export function MoveButton({ post }: { post: PostRow }) {
  const t = useWords(calendarWords);
  const may = useMay();
  const [open, setOpen] = useState(false);
  if (!may("post.draft") || !isMovable(post)) return null;
  return (
    <>
      <IconButton
        small
        label={t("move", { headline: post.headline })}
        icon={IconCalendarShare}
        onClick={() => setOpen(true)}
      />
      {open && <MoveDialog post={post} onClose={() => setOpen(false)} />}
    </>
  );
}

interface MoveDialogProps {
  post: PostRow;
  /** The day it was dropped on, at the time it had. */
  day?: string;
  onClose: () => void;
}

/** Says what becomes of the approvals before the time changes: it is part of what was approved. */
export function MoveDialog({ post, day, onClose }: MoveDialogProps) {
  const t = useWords(calendarWords);
  const zone = useZone();
  const now = useNow();
  const language = useLanguage();
  const may = useMay();
  const changed = useChanged();
  const { busy, error, act } = useAct();
  const before = localOf(new Date(post.publishAt ?? post.changedAt), zone);
  const [local, setLocal] = useState(day ? `${day}${before.slice(10)}` : before);
  const wasAsked = !["draft", "returned"].includes(post.standing);
  const [asks, setAsks] = useState(wasAsked && may("post.submit"));
  const chosen = resolveLocal(local.slice(0, 16), zone);
  const isPast = chosen !== undefined && chosen.at.getTime() < now;
  const say = (at: Date) => clockTime(at, new Date(now), zone, language);
  const move = () =>
    act(async () => {
      if (!chosen) return;
      await moveTo(post.id, local.slice(0, 16), zone);
      if (asks) await postsApi.submit(post.id);
      await changed();
      // An approval that is void by the move stays void: only a draft goes back as if nothing had been.
      const undo = async () => {
        await moveTo(post.id, before, zone);
        await changed();
      };
      toast(t(asks ? "movedAsked" : "moved", { time: say(chosen.at) }), wasAsked ? {} : { undo });
      onClose();
    });
  return (
    <Dialog open title={t("moveTitle")} onClose={onClose}>
      <Stack gap={16}>
        <p>
          <strong>{post.headline}</strong>
        </p>
        <DateTimeField
          label={t("newTime")}
          hint={t("keepTime", { time: say(new Date(post.publishAt ?? post.changedAt)) })}
          isFirst
          value={local}
          error={isPast ? t("past") : undefined}
          onChange={setLocal}
        />
        {chosen && chosen.kind !== "once" && (
          <Notice icon={IconClockExclamation} meaning="wait">
            {t(chosen.kind, { time: local.slice(11, 16), goes: say(chosen.at) })}
          </Notice>
        )}
        <Consequence standing={post.standing} />
        {wasAsked && may("post.submit") && (
          <CheckField label={t("approvesAgain")} checked={asks} onChange={setAsks} />
        )}
        <ErrorNotice error={error} />
        <Row end>
          <Button onClick={onClose} disabled={busy}>
            {t("cancel")}
          </Button>
          <Button
            look="primary"
            loading={busy}
            disabled={!chosen || isPast || local.slice(0, 16) === before}
            onClick={() => void move()}
          >
            {t("moveNow")}
          </Button>
        </Row>
      </Stack>
    </Dialog>
  );
}

function Consequence({ standing }: { standing: Standing }) {
  const t = useWords(calendarWords);
  if (standing === "waiting" || standing === "needs-person")
    return (
      <Notice icon={IconAlertTriangle} meaning="wait">
        {t("voids")}
      </Notice>
    );
  if (standing === "submitted")
    return (
      <Notice icon={IconAlertTriangle} meaning="wait">
        {t("takesBack")}
      </Notice>
    );
  return <Notice icon={IconInfoCircle}>{t("onlyDraft")}</Notice>;
}

/** The newest text with another time, as a version of its own. */
async function moveTo(id: string, local: string, zone: string): Promise<void> {
  const { typed, content, hash } = await postsApi.page(id);
  const newest = typed ?? { content, hash };
  const publish = { when: "at" as const, local, zone };
  await postsApi.save(id, { ...newest.content, publish }, newest.hash, false);
}
