/** How a played account presents itself; a test changes it as somebody at the network would. */
export interface Presented {
  name: string;
  picture: string;
  description: string;
  website: string;
  administrators: { id: string; name: string }[];
}

export function freshPresented(): Presented {
  return {
    name: "Riverside Falls Police",
    picture: "https://pictures.example/riverside-1.jpg",
    description: "Not monitored around the clock. In an emergency call 911.",
    website: "https://riversidefalls.example/police",
    administrators: [{ id: "11", name: "Kenji Sato" }],
  };
}
