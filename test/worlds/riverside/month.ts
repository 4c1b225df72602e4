import { who } from "./people.ts";

/** One message of the month: who wrote it, who approved it, and how many days ago. */
export interface Told {
  daysAgo: number;
  at: string;
  by: string;
  approvedBy: readonly string[];
  class: string;
  purpose: "inform" | "warn" | "ask-for-help" | "engage" | "recruit" | "recognise";
  title: string;
  text: string;
  short?: string;
  recalledAfterMinutes?: number;
  recallReason?: string;
}

const sergeant = [who.sergeant];

/** The month at Riverside, oldest first. All of it is invented. */
export const month: readonly Told[] = [
  told(
    29,
    "09:00",
    who.pio,
    sergeant,
    "event",
    "engage",
    "Coffee with a cop on Thursday",
    "Bring your questions, we bring the coffee. Meet Sgt. Diaz and the beat 1 officers at the Old Town library, Thursday from 8 to 10 a.m. No speeches, no agenda. Interpreters for Spanish and ASL will be there.",
  ),
  told(
    27,
    "11:30",
    who.specialist,
    sergeant,
    "routine",
    "inform",
    "Car break-ins near the trailheads",
    "Nine cars were broken into at the River Rd trailheads last week, all with a bag or a laptop in view. Take it with you, or leave it at home. If you saw something between 2 and 6 p.m., call the non-emergency line.",
  ),
  told(
    26,
    "10:15",
    who.pio,
    sergeant,
    "routine",
    "recognise",
    "Officer of the quarter: Lena Petrov",
    "When a storm closed the shelter on 5th Ave, Off. Petrov spent her night off driving families to the one that was open. Thank you, Lena.",
  ),
  told(
    25,
    "08:20",
    who.pio,
    sergeant,
    "routine",
    "inform",
    "Why was the helicopter up last night?",
    "Many of you asked. From 11:40 p.m. to 12:25 a.m. the county's helicopter helped us look for a hiker who had lost the trail above Northside Farms. He was found well. We answer questions like this on our newsroom.",
  ),
  told(
    22,
    "15:05",
    who.pio,
    [who.captain],
    "missing-person",
    "ask-for-help",
    "Missing child: Mia, 9, last seen at Founders Park",
    "Mia is 9 years old, 4 ft 5, with short brown hair. She wore a yellow raincoat and green boots and was last seen at the Founders Park playground at 2:30 p.m. If you see her, stay with her and call 911.",
    {
      recalledAfterMinutes: 200,
      recallReason: "Mia was found safe. Her name and picture are no longer needed in public.",
    },
  ),
  told(
    22,
    "18:28",
    who.pio,
    [who.captain],
    "missing-person",
    "inform",
    "Found safe: the missing child from Founders Park",
    "The 9-year-old who was missing from Founders Park has been found safe and is with her family. Thank you to everyone who looked and shared. Please take down her name and picture.",
  ),
  told(
    20,
    "06:40",
    who.officer,
    sergeant,
    "traffic",
    "warn",
    "Mill St closed between 3rd and 5th Ave",
    "A water main broke under Mill St. The street is closed between 3rd and 5th Ave until about noon. Use River Rd. Buses 4 and 12 are detoured.",
  ),
  told(
    20,
    "12:10",
    who.officer,
    sergeant,
    "traffic",
    "inform",
    "Mill St is open again",
    "Mill St is open again between 3rd and 5th Ave. Thank you for your patience.",
  ),
  told(
    18,
    "13:00",
    who.specialist,
    sergeant,
    "recruiting",
    "recruit",
    "A day in beat 3 with Off. Petrov",
    "From roll call to the last report: what ten hours in Eastgate are really like. We are hiring lateral officers and dispatchers; the next test is on the second Saturday of the month.",
  ),
  told(
    15,
    "16:22",
    who.pio,
    [who.captain],
    "alert",
    "warn",
    "Eastgate Mall: no shooting. A sign fell.",
    "There was no shooting at Eastgate Mall. A hanging sign fell at 3:58 p.m. and the noise was taken for gunfire. Officers have walked through the whole building. Two people have minor injuries from the rush to the doors. The mall is closed until 6 p.m. Next update here at 5 p.m.",
  ),
  told(
    15,
    "17:00",
    who.pio,
    [who.captain],
    "alert",
    "inform",
    "Eastgate Mall: update at 5 p.m.",
    "The mall reopens at 6 p.m. as planned. The west entrance stays closed while the sign is taken down. If you lost something in the rush, it is at the information desk.",
  ),
  told(
    13,
    "09:30",
    who.pio,
    sergeant,
    "routine",
    "engage",
    "Your questions about our new body cameras",
    "Who can see the recordings, how long are they kept, and how do I ask for one? Twelve answers, in plain words, and one thing we do not know yet.",
  ),
  told(
    10,
    "03:10",
    who.pio,
    [who.captain],
    "alert",
    "warn",
    "Evacuate now: Northside Farms west of Orchard Way",
    "The river is over the levee at Orchard Way. If you are in Northside Farms west of Orchard Way, leave now. Take Falls Pkwy east. Do not drive through water. Shelter: Riverside High, pets welcome. Next update at 4 a.m.",
  ),
  told(
    10,
    "04:00",
    who.pio,
    [who.captain],
    "alert",
    "warn",
    "Evacuation: update at 4 a.m.",
    "The evacuation of Northside Farms west of Orchard Way goes on. Falls Pkwy is open eastbound only. 212 people are at Riverside High; there is room for 300 more. Next update at 6 a.m.",
  ),
  told(
    10,
    "11:45",
    who.pio,
    [who.captain],
    "alert",
    "inform",
    "Evacuation lifted",
    "You may go home. The evacuation of Northside Farms was lifted at 11:30 a.m. Do not use well water until it is tested; bottled water is at Riverside High until 8 p.m.",
  ),
  told(
    7,
    "05:35",
    who.pio,
    [who.attorney, who.chief],
    "officer-involved",
    "inform",
    "Officer-involved shooting on Falls Pkwy",
    "At 3:04 a.m. officers answered a call on the 2100 block of Falls Pkwy. An officer fired. One person was taken to Mercy Hospital. No officer was injured. The county's independent team investigates. Chief Vega will speak at 9 a.m.; we will carry it live on our newsroom.",
  ),
  told(
    7,
    "10:05",
    who.pio,
    [who.attorney, who.chief],
    "officer-involved",
    "inform",
    "What is known after this morning's shooting",
    "The person taken to Mercy Hospital is in stable condition. The officer is on leave, as our policy asks. Body camera recordings will be released within 30 days under city ordinance. We will not describe anyone's conduct while the county investigates.",
  ),
  told(
    4,
    "10:00",
    who.specialist,
    sergeant,
    "routine",
    "inform",
    "Holiday patrols begin: plan the ride home",
    "From Friday to New Year's Day, extra officers look for impaired drivers. Last December they stopped 31. Plan the ride before the first drink: bus 4 runs until 2 a.m. all month, and it is free.",
  ),
  told(
    2,
    "14:50",
    who.pio,
    [who.captain],
    "alert",
    "warn",
    "Our Facebook page was hijacked for six minutes",
    "From 2:31 to 2:37 p.m. somebody else posted on our Facebook page. Those posts were not ours and are gone. No resident's data was touched. Every true post stands on our newsroom.",
  ),
  told(
    1,
    "09:15",
    who.pio,
    sergeant,
    "event",
    "engage",
    "Bike lights, free, at Pier 2",
    "It gets dark early. Saturday from 10 to 1 we put lights on any bike that comes to Pier 2, until 200 are gone.",
  ),
];

function told(
  daysAgo: number,
  at: string,
  by: string,
  approvedBy: readonly string[],
  postClass: string,
  purpose: Told["purpose"],
  title: string,
  text: string,
  more: Pick<Told, "recalledAfterMinutes" | "recallReason"> = {},
): Told {
  return { daysAgo, at, by, approvedBy, class: postClass, purpose, title, text, ...more };
}
