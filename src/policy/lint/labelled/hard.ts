/** Longer drafts with several things in them, and near misses. The format stands in `read.ts`. */
export const hard = String.raw`
arrest || On Nov. 18 at about 2 a.m., officers stopped a gray Camry near 5th and Grant. The driver, Paul Dean Mercer, 44, was booked for driving under the influence. He is presumed innocent.
arrest || Update on the Orchard Way thefts: detectives served warrants at two homes in the 900 block of Orchard Way and one at [[house-number:2117 Delta Avenue]]. Three adults were booked.
arrest || [[juvenile-name:Jayden R. Cole, 16]], and Marcus Bell, 19, were stopped in a stolen Kia. Bell is presumed innocent.
arrest || A Jefferson High School student, 16, was arrested after a threat was found online. Classes went on as planned.
arrest || Detectives say the suspect, Omar Haddad, 27, forced his way in and that [[victim-name:Priscilla Stone]] was strangled before neighbors called 911.
arrest || Officer Dana Fields was assaulted during the arrest and is recovering at home.
arrest || Thanks to Sgt. Will Hunter, Det. Grace Young and K-9 Chase, the man who robbed the bank on Madison Avenue is in custody. He is presumed innocent.
arrest || The [[tone:bozo]] who stole our bait bike rode it straight into [[tone:karma]].
arrest || Two people are in custody in the Hill St shooting. If you have video from 9 to 10 p.m., call Det. Park at 555-0171.
juvenile || Our SRO spoke with a 13-year-old boy and his parents. The school and the family will take it from here.
juvenile || [[juvenile-name:Thirteen-year-old Marcus Hill]] and his sister were taken into protective custody.
juvenile || Two juveniles, ages 14 and 15, were cited for the fire. Their names are not released.
juvenile || The toddler found walking on Elm St, [[juvenile-name:Leo Baptiste, 2]], is back with his grandmother.
missing-person || Have you seen Rosa? Rosa Medina, 34, left work on Friday in a blue Ford Fusion, plate [[license-plate:CBX7719]]. Call 911.
missing-person || [[juvenile-name:Kiara Bell, 13]], was last seen at Lincoln Middle School. She has [[medical-fact:asthma]] and may need her inhaler.
missing-person || Mr. Alan Price, 68, takes [[medical-fact:heart medication::medication]] twice a day. He drives a white Ram.
missing-person || The boys reported missing from the lake are safe. Thank you to all 60 volunteers.
missing-person || [[medical-fact:Autistic]] man, 22, missing from the bus depot: he is afraid of dogs, so please call and do not chase.
death || A worker died in a fall at the mill. OSHA and our detectives are there. We will name the worker when the family is told.
death || The medical examiner identified the man found on the trail as [[unreleased-name:Thomas Garrity]], 61. His family has been notified.
death || We are heartbroken to share that retired Lt. Carl Weaver passed away on Sunday. Services are private.
death || [[unreleased-name:Elena Marsh]] and her husband were killed when a truck crossed the line on Route 9.
traffic || Collision, NB Highway 9 at MP 34. Two vehicles, no injuries. One lane open. Tow en route.
traffic || A truck hit the bridge at 1st and Water. The driver, 52, refused aid. Inspectors are checking the span.
traffic || The cyclist, a 17-year-old from Fairview, was hurt. Detectives would like to hear from the driver of a white SUV.
traffic || He was driving 94 in a 45 past [[house-number:450 School Road]] when our deputy saw him.
traffic || Speed van this week: Monday on 9th Street, Tuesday on Oak, Wednesday at 6th and Main.
traffic || Reminder: 25 mph in all school zones. That is 25, not 26 Main Street drivers tell us about.
alert || Avoid the 100 block of E. Front St. A gas line was cut. Crews say two hours.
alert || Suspect: white man, 40s, red jacket, on foot near Hope Street. He has a handgun. Lock doors. Call 911.
alert || Suspect named: Terry Lane, 31, six feet, red jacket. Do not approach. Call 911.
officer-involved || At 3:26 a.m. an officer fired on Falls Parkway. A man was hit and is in surgery. The county team leads the case. Next word at 8 a.m.
officer-involved || The officer involved, a nine-year veteran, is on leave as the policy asks.
officer-involved || The man, [[unreleased-name:Andre Wilkes]], died at the hospital; the family asks for privacy.
routine || Meet our new comfort dog! Scout, 2, is a golden retriever and works with our victim advocates.
routine || Sgt. Olivia Page, 8 years with us, trains new officers and runs our chess club.
routine || Ever wonder how dispatch finds you? If you call from a cell phone, say your address first: "123 Main Street, apartment 4" is what we need to hear.
routine || Found: a 2014 trophy, "Coach of the Year". Call records at 555-0190 to claim it.
routine || Our office is closed on May 31. Records requests can be dropped in the box at 100 Main Street.
routine || The Wilson family at [[house-number:77 Birch Ct]] found a mortar shell in the attic. The bomb team took it away.
routine || Please don't text 911 "lol" or a row of emoji. Tell us where you are and what is wrong.
routine || Keep an eye on [[house-number:1420 N. Summit Drive]] this week; the owners are away.
routine || Catalytic converters: park in a garage, etch your plate number on it, and call us about strangers under cars.
routine || Bike 7 was stolen from Station 2. It is blue, says POLICE on both sides and is not hard to spot.
routine || You can lead a horse to water. Sgt. Lake did: here are our mounted unit's two newest members.
routine || A neighbor shared the number of a fake roofer, [[phone-number:702-555-0119]]. Do not pay up front.
routine || To reach Chaplain Ruth Paul, call the front desk at 555-0190.
routine || Dispatcher Amber Reed, Officer Hunter Grant and Deputy April May all started on the same day. Yes, really.
routine || Stop by booth 24-118 at the county fair for a free bike lock.
routine || [[all-caps:THIS IS WHY WE ASK YOU]] to move over for flashing lights.
routine || OPEN HOUSE! Saturday, 10 to 2.
routine || What is an OIS? What do CAD, RMS and CJIS mean? Our glossary is on the web.
routine || Fentanyl test strips are at the library. If someone has overdosed, call 911 and stay. The law protects you.
routine || He thanked the crew who gave him CPR after his [[medical-fact:cardiac arrest]] in June.
event || Trivia night! Chief Vega reads the questions, Capt. Brandt keeps the score, nobody keeps the peace.
event || Memorial run for Officer Daniel Whitcomb Sr. is not planned this year, whatever you may have read.
event || Safety fair: 14 booths, 9 food trucks, 1 helicopter. Fairgrounds, gate B.
event || Story hour: Officer Ruiz reads to children of 3 to 6 years at the library.
event || [[hashtag-case:#safekidsweek]] begins on Monday with free helmets for the first 50 children.
event || #SeniorsAndSafety starts at 2 p.m. Bring a friend.
recruiting || Deputies start at $74,200. Paid academy. Take-home car. No fees.
recruiting || "I was a barista in March. In November I took my first 911 call." Read Kim's story.
correction || Yesterday we named the wrong street. The fire was in the 300 block of Ash St, not Ash Ct.
correction || We removed a photo that showed a house number. Thank you to those who told us.
`;
