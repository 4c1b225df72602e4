import { defineWords, type Say } from "../words.ts";
import { en } from "./en.ts";
import { es } from "./es.ts";

export const kit = defineWords("kit", { en, es });

export type KitSay = Say<keyof typeof en>;
