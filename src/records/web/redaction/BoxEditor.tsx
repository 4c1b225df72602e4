import { useId, useState } from "react";
import { redactionWords } from "../words/redaction.ts";
import type { Exemption } from "./api.ts";
import { BoxCanvas } from "./BoxCanvas.tsx";
import { middleBox, type Box, type Size } from "./boxes.ts";
import { BoxLine } from "./BoxLine.tsx";
import { CodeChoice } from "./CodeChoice.tsx";
import { PageTurner } from "./PageTurner.tsx";
import css from "./Redaction.module.css";
import { useBoxes } from "./use-boxes.ts";
import { Button } from "#ui/buttons.tsx";
import { SelectField } from "#ui/fields.tsx";
import { Quiet, Row } from "#ui/layout.tsx";
import { useWords } from "#ui/words.ts";

interface BoxEditorProps {
  /** The picture, or every page of the document. */
  leaves: readonly Size[];
  isDocument: boolean;
  hrefOf: (page: number | undefined) => string;
  boxes: readonly Box[];
  exemptions: readonly Exemption[];
  busy: boolean;
  onBack: () => void;
  onSave: (boxes: Box[]) => void;
}

const zooms = ["100", "150", "200", "300"];

/** Boxes over a picture or over pages, with the pointer or, in the list beside it, with keys and numbers. */
export function BoxEditor(props: BoxEditorProps) {
  const { leaves, isDocument, exemptions } = props;
  const t = useWords(redactionWords);
  const [leaf, setLeaf] = useState(isDocument ? (props.boxes[0]?.page ?? 1) : 1);
  const [zoom, setZoom] = useState("100");
  const page = isDocument ? leaf : undefined;
  const size = leaves[leaf - 1] ?? { width: 1, height: 1 };
  const tool = useBoxes(props.boxes, page, size);
  const label = isDocument ? t("pageCanvas", { page: leaf }) : t("canvas");
  const turn = (to: number) => {
    tool.choose(undefined);
    setLeaf(to);
  };
  return (
    <div className={css["editor"]} data-document={isDocument || undefined}>
      <div className={css["leaf"]}>
        {isDocument && (
          <div className={css["leaf-tools"]}>
            <PageTurner page={leaf} pages={leaves.length} boxes={tool.boxes} turn={turn} />
            <SelectField
              label={t("zoom")}
              value={zoom}
              onChange={setZoom}
              choices={zooms.map((one) => ({ value: one, label: `${one} %` }))}
            />
          </div>
        )}
        <div
          className={css["frame"]}
          role="group"
          aria-label={label}
          // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls must be reached by keyboard
          tabIndex={isDocument ? 0 : undefined}
        >
          <BoxCanvas
            key={leaf}
            href={props.hrefOf(page)}
            size={size}
            label={label}
            zoom={Number(zoom)}
            isDocument={isDocument}
            tool={tool}
          />
        </div>
      </div>
      <BoxList {...props} tool={tool} size={size} turn={turn} exemptions={exemptions} />
    </div>
  );
}

interface BoxListProps extends BoxEditorProps {
  tool: ReturnType<typeof useBoxes>;
  size: Size;
  turn: (page: number) => void;
}

/** Everything that the canvas does, without a pointer. */
function BoxList({ tool, size, turn, ...props }: BoxListProps) {
  const t = useWords(redactionWords);
  const help = useId();
  const { boxes, here, chosen } = tool;
  const elsewhere = [...new Set(boxes.flatMap(({ page }) => page ?? []))]
    .filter((page) => here[0]?.box.page !== page)
    .toSorted((a, b) => a - b);
  return (
    <div className={css["beside"]}>
      <CodeChoice exemptions={props.exemptions} value={tool.code} onChange={tool.recode} />
      <p id={help}>
        <Quiet small>{t("boxesHelp")}</Quiet>
      </p>
      <ul className={css["plain"]}>
        {here.map(({ box, at }, nth) => (
          <BoxLine
            key={at}
            box={box}
            number={nth + 1}
            size={size}
            help={help}
            isChosen={chosen === at}
            choose={() => tool.choose(at)}
            put={(area) => tool.put(at, area)}
            remove={() => tool.remove(at)}
          />
        ))}
      </ul>
      {elsewhere.length > 0 && (
        <Row>
          <Quiet small>{t("boxesElsewhere")}</Quiet>
          {elsewhere.map((page) => (
            <Button key={page} small look="quiet" onClick={() => turn(page)}>
              {t("pageNumber", { page })}
            </Button>
          ))}
        </Row>
      )}
      <Row>
        <Button onClick={() => tool.add(middleBox(size, props.isDocument))}>{t("addBox")}</Button>
        <Button
          look="primary"
          loading={props.busy}
          disabled={boxes.length === 0 || !tool.isCoded}
          onClick={() => props.onSave([...boxes])}
        >
          {t(props.isDocument ? "savePages" : "saveBoxes")}
        </Button>
        <Button look="quiet" onClick={props.onBack}>
          {t("back")}
        </Button>
      </Row>
      {!tool.isCoded && <Quiet small>{t("codeFirst")}</Quiet>}
      {props.isDocument && <Quiet small>{t("everyPageRebuilt")}</Quiet>}
    </div>
  );
}
