import { blotterPolicy, type BlotterPolicy, type Protection } from "./policy.ts";

const withhold = (protection: Protection, words: string) => ({
  does: "withhold" as const,
  protection,
  words: words.split(", "),
});
const show = (
  kind: string,
  en: string,
  es: string,
  words: string,
  atHome: "block" | "beat" = "block",
) => ({
  does: "show" as const,
  kind,
  label: { en, es },
  words: words.split(", "),
  atHome,
});

/**
 * What an agency begins with, and adapts to the words of its own dispatch system. What protects stands first: a type that
 * is both is protected. Exclusions as published feeds of police calls have them (Seattle, San Diego, San Francisco).
 */
export const modelBlotterPolicy: BlotterPolicy = blotterPolicy.parse({
  rules: [
    withhold(
      "domestic-violence",
      "DV, DOMESTIC*, FAMILY*, INTIMATE, STRANG*, COURT ORDER, PROTECTION ORDER, NO CONTACT, RESTRAINING, CUSTODIAL, CUSTODY, ELDER, VULNERABLE",
    ),
    withhold(
      "sexual",
      "SEX*, RAPE*, MOLEST*, LEWD*, INDECENT*, EXPOS*, GROP*, FONDL*, PROSTITUT*, VICE, TRAFFICKING, PORNO*, VOYEUR*, MASTURBAT*, INCEST",
    ),
    withhold(
      "juvenile",
      "JUVENILE*, CHILD*, MINOR, MINORS, RUNAWAY*, SCHOOL, SCHOOLS, TRUAN*, AMBER, ABDUCT*, KIDNAP*, INFANT, BABY",
    ),
    withhold("suicide", "SUICID*, SELF HARM, JUMPER"),
    withhold(
      "crisis",
      "CRISIS, MENTAL*, BEHAVIORAL, EMOTIONAL*, DETOX, ITA, WELFARE*, BAKER, 5150",
    ),
    withhold(
      "medical",
      "MEDIC*, SHOT, STABB*, OVERDOSE*, INJUR*, SICK, ILL, AID, AMBULANCE, EMS, NALOXONE, CARDIAC, FALL, MISSING PERSON*, MISSING PERS, FOUND PERSON, PERSON FOUND, MISSING ADULT",
    ),
    withhold("death", "DOA, DEAD BODY, DEATH*, HOMICIDE*, MURDER*, CASUALTY, FATAL*, DECEASED"),
    withhold(
      "harassment",
      "HARAS*, HARRAS*, THREAT*, THRT*, THREATS, STALK*, BIAS, HATE, EXTORT*, BLACKMAIL*, IDENTITY, DURESS, PANIC, TELEPHONE WRITING",
    ),
    withhold(
      "officer-safety",
      "OFFICER NEEDS HELP, HELP THE OFFICER, BACKUP, BARRICAD*, HOSTAGE*, SWAT, WARRANT*, SURVEIL*, UNDERCOVER, STAKEOUT, FOLLOW UP, VIP, PURSUIT",
    ),
    show(
      "car-break-in",
      "Car break-in",
      "Robo en un vehículo",
      "CAR PROWL, VEHICLE PROWL, AUTO ACCESSORIES, THEFT FROM VEH*, THEFT FROM AUTO, BURGLARY VEH*",
    ),
    show(
      "car-theft",
      "Stolen or recovered vehicle",
      "Vehículo robado o recuperado",
      "AUTO THEFT, AUTO RECOVERY, AUTOMOBILES, VEH THEFT, VEHICLE THEFT, STOLEN VEH*, LICENSE PLATE*, PLATES, CARJACK*",
    ),
    show("burglary", "Burglary", "Robo con entrada", "BURG*, BREAK IN, HOME INVASION", "beat"),
    show("robbery", "Robbery", "Asalto", "ROBBERY*, STRONG ARM, MUGGING"),
    show("theft", "Theft", "Robo", "THEFT*, SHOPLIFT*, LARCENY, STOLEN, PICKPOCKET*"),
    show("fraud", "Fraud", "Fraude", "FRAUD*, BUNCO, FORGERY, COUNTERFEIT*, SCAM*", "beat"),
    show("shots", "Shots heard", "Disparos oídos", "SHOTS HEARD, SHOTS FIRED, SHOTSPOTTER", "beat"),
    show("weapon", "Report of a weapon", "Aviso de un arma", "WEAPON*, WEAPN*, WPN, GUN", "beat"),
    show("fireworks", "Fireworks", "Fuegos artificiales", "FIREWORKS"),
    show("fire", "Fire or burning", "Fuego o quema", "ARSON*, BURN*, BOMB*, EXPLO*, FIRE", "beat"),
    show(
      "fight",
      "Fight or assault",
      "Pelea o agresión",
      "FIGHT*, ASSAULT*, ASLT*, BATTERY",
      "beat",
    ),
    show(
      "collision",
      "Traffic collision",
      "Choque de tránsito",
      "MVC*, COLLISION*, ACCIDENT*, CRASH*, HIT AND RUN, HIT RUN",
    ),
    show(
      "impaired-driving",
      "Impaired driving",
      "Conducir bajo la influencia",
      "DUI, DWI, DRUNK DRIV*, IMPAIRED DRIV*",
    ),
    show(
      "parking",
      "Parking",
      "Estacionamiento",
      "PARKING*, ABANDONED CAR, ABANDONED VEH*, BLOCKED DRIVE*",
    ),
    show(
      "traffic",
      "Traffic",
      "Tránsito",
      "TRAFFIC*, BLOCKING, MOVING VIOLATION, RECKLESS DRIV*, SPEEDING",
    ),
    show("noise", "Noise", "Ruido", "NOISE*, LOUD, PARTY"),
    show("alarm", "Alarm", "Alarma", "ALARM*", "beat"),
    show(
      "trespass",
      "Trespassing or prowler",
      "Entrada sin permiso",
      "TRESPASS*, PROWLER*, PARKS EXCLUSION, EXCLUSION*, PARKS VIOLATIONS*",
    ),
    show(
      "property-damage",
      "Damage to property",
      "Daños a la propiedad",
      "PROPERTY DAMAGE*, PROPERTY DEST*, DESTRUCTION, DAMAGE, DAMG, VANDAL*, GRAFFITI, MALICIOUS",
    ),
    show(
      "property",
      "Lost or found property",
      "Objetos perdidos o hallados",
      "LOST, FOUND PROPERTY, MISSING PROPERTY, PROPERTY LOST",
    ),
    show("drugs", "Drugs in public", "Drogas en público", "NARCOTIC*, DRUG*, MARIJUANA", "beat"),
    show(
      "alcohol",
      "Alcohol in public",
      "Alcohol en público",
      "LIQUOR*, LIQ, INTOX*, ALCOHOL, DRUNK",
      "beat",
    ),
    show("animal", "Animal", "Animal", "ANIMAL*, DOG, DOGS, BARKING"),
    show(
      "disturbance",
      "Disturbance",
      "Disturbio",
      "DISTURB*, NUISANCE*, MISCHIEF*, LITTER*, DUMPING, URINAT*, DISORDERLY",
      "beat",
    ),
    show(
      "suspicious",
      "Suspicious circumstances",
      "Circunstancias sospechosas",
      "SUSPICIOUS*, SUSPICIOUS CIRCUM*, OPEN DOOR",
      "beat",
    ),
    show(
      "hazard",
      "Hazard in the road or nearby",
      "Peligro en la vía o cerca",
      "HAZARD*, HAZ, DEBRIS, ROADWAY",
    ),
    show(
      "help",
      "Help for the public or another agency",
      "Ayuda al público o a otra agencia",
      "ASSIST*, PREMISE CHECK*, CRIME PREVENTION",
      "beat",
    ),
  ],
});
