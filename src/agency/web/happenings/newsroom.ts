/** The newsroom's second host. */
export const newsroomHappenings: Readonly<Record<string, string>> = {
  "newsroom.host-set":
    "set the newsroom's second host | fijó el segundo alojamiento de la sala de prensa",
  "newsroom.host-ended":
    "ended the newsroom's second host | terminó el segundo alojamiento de la sala de prensa",
  "newsroom.host-emptied":
    "emptied the newsroom's second host | vació el segundo alojamiento de la sala de prensa",
  "newsroom.host-asked":
    "had the newsroom pushed to its second host | hizo enviar la sala de prensa a su segundo alojamiento",
};
