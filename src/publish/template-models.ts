import { agencyKey, type TemplateDraft, type TemplateField } from "./template-content.ts";

type FieldDraft = NonNullable<TemplateDraft["fields"]>[number];
type Two = readonly [en: string, es: string];

const said = ([en, es]: Two) => ({ en, es });

function field(
  key: string,
  kind: TemplateField["kind"],
  label: Two,
  more: { help?: Two; optional?: true; max?: number; choices?: readonly Two[] } = {},
): FieldDraft {
  return {
    key,
    kind,
    label: said(label),
    required: !more.optional,
    max: more.max ?? 60,
    ...(more.help ? { help: said(more.help) } : {}),
    ...(more.choices ? { choices: more.choices.map(said) } : {}),
  };
}

const by = `{{${agencyKey}}}`;
const call911: Two = [
  "If you are in danger, call or text 911.",
  "Si está en peligro, llame o envíe un texto al 911.",
];
const phoneHelp: Two = ["With area code", "Con código de área"];
const where: Two = ["Area", "Zona"];
const whereHelp: Two = [
  "As residents say it: streets, a neighborhood",
  "Como lo dicen los vecinos: calles, un barrio",
];

const hazard = field("hazard", "choice", ["What is happening", "Qué ocurre"], {
  choices: [
    ["Flooding", "Inundación"],
    ["Wildfire", "Incendio forestal"],
    ["Gas leak", "Fuga de gas"],
    ["Chemical spill", "Derrame químico"],
    ["Police activity", "Operativo policial"],
  ],
});
const area = field("area", "place", where, { help: whereHelp });

/** What every agency begins with, in our own words. The Spanish is a draft until somebody here certifies it. */
export const modelTemplates: readonly TemplateDraft[] = [
  {
    title: "Evacuation",
    about: "People must leave an area now.",
    class: "alert",
    fields: [
      hazard,
      area,
      field("route", "place", ["Way out", "Ruta de salida"]),
      field("shelter", "place", ["Shelter", "Refugio"], { optional: true }),
      field("phone", "phone", ["Help to leave: phone", "Ayuda para salir: teléfono"], {
        optional: true,
        help: phoneHelp,
      }),
    ],
    wording: {
      title: "Leave {{area}} now",
      text: `${by}: {{hazard}} in {{area}}. Leave now. Take {{route}}.[ Shelter: {{shelter}}.][ If you cannot leave by yourself, call {{phone}}.] ${call911[0]}`,
      short: `${by}: {{hazard}}, {{area}}. Leave now by {{route}}.[ Shelter: {{shelter}}.]`,
      alt: "Notice to leave {{area}} now by {{route}}.",
    },
    translations: [
      {
        language: "es",
        wording: {
          title: "Salga ya de {{area}}",
          text: `${by}: {{hazard}} en {{area}}. Salga ya. Vaya por {{route}}.[ Refugio: {{shelter}}.][ Si no puede salir por su cuenta, llame al {{phone}}.] ${call911[1]}`,
          short: `${by}: peligro en {{area}}. Salga ya por {{route}}.[ Refugio: {{shelter}}.]`,
          alt: "Aviso de salir ya de {{area}} por {{route}}.",
        },
      },
    ],
  },
  {
    title: "Shelter in place",
    about: "People must go inside and stay there.",
    class: "alert",
    fields: [
      field("hazard", "choice", ["What is happening", "Qué ocurre"], {
        choices: [
          ["Dangerous person", "Persona peligrosa"],
          ["Smoke or gas in the air", "Humo o gas en el aire"],
          ["Severe weather", "Mal tiempo grave"],
          ["Police activity", "Operativo policial"],
        ],
      }),
      area,
      field("update", "time", ["Next update", "Próxima actualización"], { optional: true }),
    ],
    wording: {
      title: "Stay inside: {{area}}",
      text: `${by}: {{hazard}} in {{area}}. Go inside and stay inside. Lock doors and close windows. Keep away from {{area}}.[ Next update by {{update}}.] ${call911[0]}`,
      short: `${by}: {{hazard}}, {{area}}. Go inside, stay inside, lock doors.[ Update by {{update}}.]`,
      alt: "Notice to stay inside in {{area}}.",
    },
    translations: [
      {
        language: "es",
        wording: {
          title: "Quédese adentro: {{area}}",
          text: `${by}: {{hazard}} en {{area}}. Entre y quédese adentro. Cierre con llave y cierre las ventanas. No se acerque a {{area}}.[ Próxima actualización antes de las {{update}}.] ${call911[1]}`,
          short: `${by}: peligro en {{area}}. Entre, no salga y cierre con llave.[ Mas noticias: {{update}}.]`,
          alt: "Aviso de quedarse adentro en {{area}}.",
        },
      },
    ],
  },
  {
    title: "Missing child",
    about: "A child is missing and the public can help.",
    class: "missing-person",
    purpose: "ask-for-help",
    fields: [
      field("name", "name", ["First name", "Nombre"], {
        help: ["Only with the family's consent", "Solo con permiso de la familia"],
        optional: true,
      }),
      field("age", "number", ["Age", "Edad"], { max: 2 }),
      field("place", "place", ["Last seen at", "Visto por última vez en"]),
      field("time", "time", ["Last seen at (time)", "Visto por última vez (hora)"]),
      field("wearing", "text", ["Clothes", "Ropa"], { optional: true, max: 100 }),
      field("phone", "phone", ["Call with sightings", "Teléfono para avisar"], { help: phoneHelp }),
    ],
    wording: {
      title: "Missing child: please look out",
      text: `${by}: A child is missing[: {{name}}], age {{age}}, last seen at {{place}} at {{time}}.[ Clothes: {{wearing}}.] If you see the child, stay near and call {{phone}}.`,
      short: `${by}: child missing, age {{age}}, last seen {{place}} {{time}}. Seen? Call {{phone}}`,
      alt: "Missing child, age {{age}}, last seen at {{place}}.",
    },
    translations: [
      {
        language: "es",
        wording: {
          title: "Se busca a un menor",
          text: `${by}: Buscamos a un menor[: {{name}}], de {{age}} años, visto por última vez en {{place}} a las {{time}}. Si lo ve, quédese cerca y llame al {{phone}}.`,
          short: `${by}: buscamos a un menor de {{age}} años, visto en {{place}} {{time}}. Llame al {{phone}}`,
          alt: "Menor de {{age}} años, visto por última vez en {{place}}.",
        },
      },
    ],
  },
  {
    title: "Road closed",
    about: "A road is closed; which way to take instead.",
    class: "traffic",
    purpose: "inform",
    fields: [
      field("road", "place", ["Road", "Calle"], {
        help: ["With the cross streets", "Con las calles que la cruzan"],
      }),
      field("reason", "choice", ["Reason", "Motivo"], {
        choices: [
          ["crash", "choque"],
          ["fire", "incendio"],
          ["flooding", "inundación"],
          ["police work", "trabajo policial"],
        ],
      }),
      field("detour", "place", ["Way around", "Desvío"]),
      field("until", "time", ["Closed until about", "Cerrada hasta cerca de"], { optional: true }),
    ],
    wording: {
      title: "{{road}} is closed",
      text: `${by}: {{road}} is closed because of {{reason}}. Use {{detour}}.[ We expect to open it at about {{until}}.]`,
      short: `${by}: {{road}} closed ({{reason}}). Use {{detour}}.[ Until about {{until}}.]`,
      alt: "{{road}} is closed. Use {{detour}}.",
    },
    translations: [
      {
        language: "es",
        wording: {
          title: "{{road}}: calle cerrada",
          text: `${by}: {{road}} está cerrada por {{reason}}. Use {{detour}}.[ Esperamos abrirla cerca de las {{until}}.]`,
          short: `${by}: {{road}} cerrada. Use {{detour}}.[ Hasta cerca de las {{until}}.]`,
          alt: "{{road}} está cerrada. Use {{detour}}.",
        },
      },
    ],
  },
  {
    title: "Boil water",
    about: "Tap water is not safe to drink.",
    class: "alert",
    fields: [
      area,
      field("phone", "phone", ["Questions: phone", "Preguntas: teléfono"], {
        optional: true,
        help: phoneHelp,
      }),
    ],
    wording: {
      title: "Boil your water: {{area}}",
      text: `${by}: Tap water in {{area}} may not be safe. Boil it for one minute before you drink it, cook with it or brush your teeth, or use bottled water. We will tell you when it is safe.[ Questions: {{phone}}.]`,
      short: `${by}: tap water in {{area}} may be unsafe. Boil it 1 minute before you drink or cook.`,
      alt: "Notice to boil tap water in {{area}}.",
    },
    translations: [
      {
        language: "es",
        wording: {
          title: "Hierva el agua: {{area}}",
          text: `${by}: El agua del grifo en {{area}} puede no ser segura. Hiérvala un minuto antes de beberla, cocinar o cepillarse los dientes, o use agua embotellada. Avisaremos cuando sea segura.[ Preguntas: {{phone}}.]`,
          short: `${by}: agua no segura en {{area}}. Hierva el agua 1 minuto antes de beber o cocinar.`,
          alt: "Aviso de hervir el agua del grifo en {{area}}.",
        },
      },
    ],
  },
  {
    title: "All clear",
    about: "The danger is over.",
    class: "alert",
    purpose: "inform",
    fields: [hazard, area],
    wording: {
      title: "All clear: {{area}}",
      text: `${by}: The danger in {{area}} is over ({{hazard}}). You may go back. Thank you for your patience.`,
      short: `${by}: all clear in {{area}}. You may go back.`,
      alt: "The danger in {{area}} is over.",
    },
    translations: [
      {
        language: "es",
        wording: {
          title: "Fin del peligro: {{area}}",
          text: `${by}: El peligro en {{area}} ha terminado ({{hazard}}). Ya puede volver. Gracias por su paciencia.`,
          short: `${by}: fin del peligro en {{area}}. Ya puede volver.`,
          alt: "El peligro en {{area}} ha terminado.",
        },
      },
    ],
  },
];
