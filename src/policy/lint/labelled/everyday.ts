/** What departments of every size say on most days: little to find, much to trip over. The format stands in `read.ts`. */
export const everyday = String.raw`
routine || Good morning from the desk! The lobby is open until 5 p.m. today.
routine || Lost and found: three bikes, a kayak paddle and one very large pumpkin. Come claim them with proof.
routine || We are down to two cruisers this week while the others get new brakes. Calls may take a little longer.
routine || The sheriff's boat is on Lake Amelia all weekend. Wear your life vest.
routine || Grant Park closes at dusk from November to March.
routine || Jackson and Madison counties will train together at the Carter Center next week.
routine || Hope Mills and Grace Chapel are without power. Treat dark signals as a four-way stop.
routine || Did you know? Our property room returned 312 items to their owners this year.
routine || The city council will hear our report on force on Tuesday at 6 p.m. in Room 204.
routine || Chief Harlan answers your questions live on Thursday at noon.
routine || May Day march: Rose Street and Virginia Avenue close from 9 to 1.
routine || We took 14 impaired drivers off the road this weekend. Thank you for calling them in.
routine || Officer Summer Banks and K-9 Dakota found the lost hiker in 40 minutes.
routine || A bear walked through the car wash on 8th. It left clean. Keep your trash inside.
routine || Our new non-emergency number starts Monday: dial 555-0100 for things that can wait.
routine || New body cameras arrive next month. The policy is on our page; tell us what you think.
routine || Lunch is on Sgt. Frank Olsen, who lost the chili bet to Engine 7.
routine || Deputy Rose Martin taught 60 seniors how to spot a scam. One hung up on a caller that same night.
routine || Crossing guards needed at Lincoln, Jefferson and Madison schools. One hour a day, paid.
routine || Snow plan: odd side parking on odd days, from 11 p.m. to 7 a.m.
traffic || I-90 east is closed at exit 34 for a truck fire. Use US 2. Next update at 10:15 a.m.
traffic || All clear: Highway 9 is open in both directions. Thank you for your patience.
traffic || Three-car crash at Broadway and 12th. Two lanes blocked. No word yet on injuries.
traffic || Signals are out on Main from 1st to 6th. Four-way stop at each.
traffic || School starts Monday. The zone is 20 mph from 7 to 9 and from 2 to 4.
traffic || Sobriety checkpoint tonight somewhere in the county. Plan your ride now.
traffic || Car 54 is fixed, the bridge is not: Mill Bridge stays closed until Friday.
alert || Tornado warning until 6:45 p.m. Go to a room without windows on the lowest floor now.
alert || Boil water in the north zone until noon on Thursday. Map and details on our page.
alert || Wildfire near Pine Ridge. Zone 4: be set to leave. Zone 5: leave now by Route 20 west.
alert || The evacuation order for zone 5 is lifted. Power is still out. Watch for crews.
alert || Police activity at 9th and Elm. Stay out of the area. There is no threat beyond those blocks.
missing-person || The hiker reported overdue on Bear Trail walked out at 6 a.m. Cold, hungry and fine.
missing-person || Update: Mr. Simmons was found safe by a bus driver. Thank you for every share.
missing-person || Missing since Sunday: Alan Reyes, 34, gray hoodie, last seen near the depot. Call 555-0100.
arrest || Two men were arrested in the copper thefts after a six-week case. Both are presumed innocent.
arrest || A woman was arrested for driving drunk with children in the car. The children are with family.
arrest || Dale Hutchins, 52, was arrested on a charge of fraud. A charge is only an accusation.
arrest || Detectives closed the garage fires of last spring with one arrest. The court case comes next.
death || Detectives are at a death on the 1400 block of Pine. We will say more when the family knows.
death || The man found in the river on Sunday died by accident, the medical examiner says. His family asks for quiet.
officer-involved || Our officer was hurt and is in good spirits. The state police lead the case.
officer-involved || We will show the camera video on December 4 at 2 p.m., with captions.
correction || Corrected: the toy drive ends on the 12th, not on the 21st.
correction || We first wrote that two people were hurt. It was one. We are sorry for the error.
event || Fallen officers' memorial, Friday at noon, courthouse lawn. All are welcome.
event || Free car seat check, Saturday 9 to noon, Station 2 lot.
event || Trunk or treat at the fire hall! Candy, music and a costume prize at 7.
event || Town hall on speeding: Wednesday at 6 in the library. Spanish and ASL interpreters.
event || Bike rodeo winners: the blue team! Every child went home with a helmet.
recruiting || We are hiring two deputies. The county pays for the academy. Apply by May 1.
recruiting || Ride along, look around, ask anything: open night for future dispatchers on the 9th.
recruiting || Lateral officers: keep your rank, your leave and your weekends in the hills.
recruiting || Cadet class 41 starts on March 2. Are you in it?
routine || Fraud watch: nobody from our office will ask you to pay a fine in gift cards.
routine || Neighbors on Larkspur Lane asked for a stop sign, and the city said yes.
routine || Unit 12 and Engine 3 freed a deer from a fence. The deer did not stay for thanks.
routine || Detective Ana Ruiz, 20 years on the job, teaches online safety to parents on Tuesday.
routine || Judge Carla Mendez swore in our new captain, Peter Novak, this morning at City Hall.
routine || We mourn Officer John Bell, who died in 1974 at age 29. His name is on our wall.
`;
