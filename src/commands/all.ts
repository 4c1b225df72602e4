import type { Command } from "commander";
import { addArchive } from "./archive.ts";
import { addBackup } from "./backup.ts";
import { addBeats } from "./beats.ts";
import { addBlotter } from "./blotter.ts";
import { addCap } from "./cap.ts";
import { addServe } from "./serve.ts";
import { addPost } from "./post.ts";
import { addToken } from "./token.ts";
import { addKeys } from "./keys.ts";
import { addImport } from "./import.ts";
import { addLint } from "./lint.ts";
import { addPopulation } from "./population.ts";
import { addNewsroom } from "./newsroom.ts";
import { addRedact } from "./redact.ts";
import { addDoctor } from "./doctor.ts";
import { addFlyer } from "./flyer.ts";
import { addLimits } from "./limits.ts";
import { addRecords } from "./records.ts";
import { addSeed } from "./seed.ts";
import { addWitness } from "./witness.ts";

/** Every command of `bin/openbeat`. */
export function addCommands(program: Command): void {
  addServe(program);
  addSeed(program);
  addPost(program);
  addArchive(program);
  addBackup(program);
  addToken(program);
  addKeys(program);
  addImport(program);
  addLint(program);
  addCap(program);
  addNewsroom(program);
  addBeats(program);
  addPopulation(program);
  addBlotter(program);
  addFlyer(program);
  addRedact(program);
  addDoctor(program);
  addLimits(program);
  addRecords(program);
  addWitness(program);
}
