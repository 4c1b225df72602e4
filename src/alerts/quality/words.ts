/*
 * Words by which the five elements of a warning are told apart, in English and Spanish. What a warning must say: who warns,
 * of what, where, what to do, and by when (Mileti & Sorensen 1990; FEMA IPAWS guidance). Beginnings of words, lower case,
 * without accents; a space parts words that stand side by side.
 */

export type Language = "en" | "es";
export const elements = ["source", "hazard", "place", "guidance", "time"] as const;
export type Element = (typeof elements)[number];

const list = (text: string) => text.split(", ");

export const elementWords: Record<Language, Record<Element, readonly string[]>> = {
  en: {
    source: list(
      "police, sheriff, fire department, fire dept, emergency management, department of, city of, county of, 911 center, public safety, state patrol, highway patrol",
    ),
    hazard: list(
      "flood, fire, smoke, wildfire, gas leak, chemical, hazardous, spill, explosion, bomb, shooter, shooting, gunfire, armed, gunman, suspect, barricad, hostage, missing, abduct, endangered, landslide, mudslide, avalanche, earthquake, tsunami, tornado, storm, lightning, hurricane, snow, ice, heat, outage, downed line, downed power, power line, dam, levee, river, water, collapse, crash, derail, boil, contamin, radiation, animal, attack, threat, danger, emergency, escaped",
    ),
    place: list(
      "street, avenue, road, boulevard, drive, lane, highway, bridge, park, school, mall, hospital, neighborhood, downtown, north of, south of, east of, west of, between, near, block of, mile, area of, campus, county, st, ave, rd, blvd, dr, ln, hwy, pkwy",
    ),
    guidance: list(
      "leave, go to, go now, evacuate, stay, shelter, avoid, do not, don't, call, text 911, lock, close, turn off, turn around, move, seek, keep away, keep out, keep clear, use, follow, take, check, report, look for, boil, drink, hide, run, wait, return, get, climb, pull over, find, bring, be ready, prepare",
    ),
    time: list(
      "now, immediately, right away, at once, until, by, before, after, tonight, today, tomorrow, this morning, this afternoon, this evening, noon, midnight, hours, minutes, as of, since, through, expected, until further notice",
    ),
  },
  es: {
    source: list(
      "policia, alguacil, sheriff, bomberos, departamento de, ciudad de, condado de, emergencias, proteccion civil, seguridad publica",
    ),
    hazard: list(
      "inund, incend, fuego, humo, fuga de gas, quimic, derrame, explosion, bomba, tirador, tiroteo, disparos, armad, sospechos, rehen, desaparecid, secuestr, en peligro, deslave, derrumbe, avalancha, terremoto, sismo, tsunami, tornado, tormenta, huracan, nieve, hielo, calor, apagon, cable, presa, dique, rio, agua, colapso, choque, contamin, radiacion, animal, ataque, amenaza, peligro, emergencia",
    ),
    place: list(
      "calle, avenida, carretera, autopista, camino, puente, parque, escuela, centro comercial, hospital, barrio, vecindario, centro, al norte, al sur, al este, al oeste, entre, cerca de, cuadra, milla, kilometro, zona, area de, condado, street, st, avenue, ave, rd, road, way, blvd",
    ),
    guidance: list(
      "salga, vaya, evacue, quede, permanezca, refugie, evite, no , llame, cierre, apague, de la vuelta, muevase, busque, alejese, mantenga, use, siga, tome, revise, informe, hierva, beba, esconda, corra, espere, regrese, suba, prepare",
    ),
    time: list(
      "ahora, ya, de inmediato, inmediatamente, enseguida, hasta, antes, despues, esta noche, hoy, manana, esta tarde, mediodia, medianoche, horas, minutos, desde, nuevo aviso",
    ),
  },
};

/** A clock's time: 4 PM, 4:30 p.m., 16:30, las 4. */
export const clock = /\b(?:\d{1,2}(?::\d{2})?\s*[ap]\.?\s?m\b|\d{1,2}:\d{2}|las?\s+\d{1,2}\b)/iu;
/** Abbreviations and police words that residents do not know. */
export const jargon: Record<Language, readonly string[]> = {
  en: list(
    "perp, perpetrator, subject, ped, mvc, mva, rp, shelter-in-place order, egress, ingress, vicinity, incident command, loe, le, ois, poi, dui, bolo, code 3, jic, eoc, staging area, perimeter, be advised, apparatus",
  ),
  es: list("perpetrador, egreso, ingreso, jic, eoc, perimetro"),
};
