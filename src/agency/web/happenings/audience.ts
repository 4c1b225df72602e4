/** Of those who subscribed to the news: never who. */
export const audienceHappenings: Readonly<Record<string, string>> = {
  "audience.calls-told":
    "told subscribers of a beat's calls | contó a suscriptores las llamadas de una zona",
  "audience.digest-told":
    "told subscribers the news of a day or a week in one letter | contó a suscriptores en una carta las noticias de un día o una semana",
  "audience.arranged": "set the quiet hours of subscriptions | fijó las horas de descanso",
  "audience.confirmation-asked":
    "asked whether an address is meant | preguntó si se quiso una dirección",
  "audience.link-asked": "sent a subscriber their own page | envió a un suscriptor su página",
  "audience.letter-returned": "had a letter come back | recibió de vuelta una carta",
  "audience.report-left": "left a report of a letter aside | dejó de lado un aviso sobre una carta",
  "audience.subscriber-confirmed": "won a subscriber | ganó un suscriptor",
  "audience.subscriber-left": "lost a subscriber | perdió un suscriptor",
  "audience.subscriber-suspended":
    "stopped writing to an address | dejó de escribir a una dirección",
  "audience.wish-taken": "took down a wish to be left alone | anotó el deseo de no recibir más",
};
