/** Drafts about pictures, words and manners. The format stands in `read.ts`. */
export const styleEn = String.raw`
arrest; booking; alt=A man with short hair looks at the camera; expect=booking-photo || Arrested on Monday: Lyle Novak, 38, for theft. He is presumed innocent until proven guilty in court.
arrest; booking; state=CA; alt=A man with short hair looks at the camera; expect=booking-photo || Arrested on Monday: Lyle Novak, 38, for shoplifting. He is presumed innocent.
arrest; booking; state=CA; alt=A man in a gray shirt looks at the camera; expect=booking-photo || Arrested on Monday in an armed robbery: Lyle Novak, 38. He is presumed innocent.
arrest || See the [[booking-photo:mugshot]] below. Do you know where he hides his tools?
arrest || [[booking-photo:Booking photos]] of both men are attached. They are presumed innocent.
arrest; alt=Booking photo of a man in a green shirt; expect=booking-photo || A man was arrested in the fires at the lumber yard. He is presumed innocent.
arrest || We no longer post booking photos of people arrested for minor crimes. Here is why.
routine || Websites that ask for money to take down a mugshot are often a scam. Do not pay.
routine || Requests for booking photos go to the records desk, which answers within ten days.
event; alt= ; expect=alt-text || Shop with a cop is back on December 5. Sign up at the front desk.
event; alt=Two officers and a child look at toys in a store aisle || Shop with a cop is back on December 5. Sign up at the front desk.
event; alt=IMG_2041.jpg; expect=alt-text || Thank you for a great bike rodeo!
routine; alt=Photo; expect=alt-text || Our new boat is ready for the summer.
routine; alt=A gray patrol boat with a blue stripe at its dock || Our new boat is ready for the summer.
routine; alt=A fallen oak lies across both lanes; alt= ; expect=alt-text || Storm work: crews clear Creek Road.
traffic; alt=Map: Creek Road is closed from 2nd to 5th, the way round is Pine || Creek Road is closed until noon.
missing-person; alt=Walter Simmons, 81, white hair and brown coat || Please look for Walter Simmons, 81. Call 911 if you see him.
missing-person; alt= ; expect=alt-text || Please look for Walter Simmons, 81, in a brown coat. Call 911 if you see him.
recruiting; alt=flyer.png; expect=alt-text || Test day is March 3.
recruiting; video; alt=Recruits run along the river at dawn; expect=captions || A day at the academy, in two minutes.
recruiting; video-cc; alt=Recruits run along the river at dawn || A day at the academy, in two minutes.
officer-involved; video; alt=The chief speaks at a lectern; expect=captions || The chief's statement on this morning's shooting.
officer-involved; video-cc; alt=The chief speaks at a lectern || The chief's statement on this morning's shooting.
routine; video; alt=Dash camera: a deer crosses the road; expect=captions || Slow down at dusk. This is why.
event; video; alt= ; expect=captions,alt-text || Highlights of the parade.
arrest; video-cc; alt=A person in a hood tries car doors at night || Do you know this person? Call our tip line at 555-0142.
routine || [[all-caps:LOCK YOUR CAR DOORS EVERY SINGLE NIGHT]] and take your keys inside.
routine || [[all-caps:DO NOT LEAVE PACKAGES ON THE PORCH]]. Thieves follow the trucks.
traffic || TRAFFIC ALERT: Oak St is closed at 5th. Use Pine.
alert || AMBER ALERT: look for a silver Honda on I-5 and call 911.
alert || ROAD CLOSURE UPDATE: both lanes of Creek Road are open again.
alert || EVACUATE NOW: Creek Road from 2nd to 9th. Go to the high school. Next word at 8 p.m.
traffic || DUI checkpoint on Friday night by our DUI team, CHP and the DA's office. Plan a ride.
event || SWAT, K9 and EMS teams will be at the fair from 10 to 2. Bring the kids!
routine || Please [[all-caps:STOP CALLING DISPATCH]] about the power outage; call the utility.
routine || It is [[all-caps:NEVER SAFE TO DRIVE DRUNK]], not even for a mile.
missing-person || MISSING PERSON: Walter Simmons, 81, brown coat. Call 911 if you see him.
correction || CORRECTION: the meeting is on Tuesday, not on Monday.
event || [[all-caps:FREE HOT DOGS AND GAMES FOR EVERYBODY]] at the station on Saturday!
routine || We work with the FBI, ATF, DEA and NCMEC every week.
recruiting || [[all-caps:WE ARE HIRING DISPATCHERS TODAY]]. Paid training, no experience asked.
arrest || This [[tone:genius]] left his wallet in the store he stole from.
arrest || One less [[tone:dirtbag]] on the street today. Great work, night shift!
arrest || [[tone:Busted]]! Our officers stopped the car and found a stolen bike.
arrest || He will [[tone:enjoy his stay]] at the county's finest hotel.
arrest || [[tone:Play stupid games]], win a ride in our back seat.
arrest || Two [[tone:thugs]] picked the wrong store last night. One is in custody.
arrest || Our detectives arrested a man in the store thefts after a good tip. He is presumed innocent.
routine || The [[tone:bad guys]] never sleep, and neither do we.
routine || [[tone:LOL]], somebody called 911 about a slow pizza.
routine || Please do not call 911 about a slow pizza. Somebody may be waiting with a real emergency.
routine || [[tone:Junkies]] leave needles in this park every day. We clean it up.
routine || Needles were found in the park. Please call us and do not touch them. Help with addiction: 211.
routine || Hell's Canyon Road is open again. Watch for ice.
routine || The clown show at the fair starts at 3. Face paint is free.
event || Dunk the chief at the fair! No hard feelings, we promise.
routine || Trash day moves to Thursday because of the parade.
routine || Be nice out there: the sun is low, and the walkers are many.
recruiting || Tired of your desk? Our desk has four wheels and a light bar.
arrest || Officers caught [[presumption:the burglar]] with a bag of tools and arrested him.
arrest || [[presumption:The killer]] is in custody, and our town can sleep again.
arrest || After six hours of questions he [[presumption:confessed to]] the fires and was booked.
arrest || He is [[presumption:guilty of]] three thefts and was booked into the county jail.
arrest || A jury found Roy Tanner guilty of robbery on Monday; he was arrested here in 2024.
arrest || The man suspected of the burglary was arrested. He is presumed innocent until proven guilty.
arrest || [[presumption:This predator]] was arrested at a motel. Share and warn your friends.
routine || Thieves look for unlocked doors. Lock up, light up and take your keys.
routine; expect=reading-level || Pursuant to the aforementioned municipal ordinance, individuals operating recreational conveyances within designated residential thoroughfares subsequent to established nocturnal restrictions may be subjected to administrative penalties, impoundment of said conveyances, and additional adjudicatory proceedings, notwithstanding any previously communicated accommodations.
routine; expect=reading-level || The department's comprehensive organizational realignment initiative facilitates interdisciplinary collaboration among investigative personnel, administrative coordinators and community engagement representatives, thereby significantly enhancing operational effectiveness, institutional accountability and the sustainable allocation of increasingly constrained departmental resources.
officer-involved; expect=reading-level || An administrative investigation regarding the circumstances surrounding the utilization of force is being conducted concurrently with the independent criminal investigation administered by the regional multidisciplinary critical incident investigative team, and additional documentation will be disseminated subsequent to its completion in accordance with applicable statutory requirements.
traffic; expect=reading-level || Motorists are respectfully encouraged to anticipate considerable transportation interruptions attributable to infrastructure rehabilitation activities necessitating intermittent unidirectional vehicular restrictions, and should accordingly identify alternative transportation arrangements whenever reasonably practicable throughout the anticipated construction period.
recruiting; expect=reading-level || Successful applicants demonstrate exceptional interpersonal communication capabilities, sophisticated organizational proficiency and demonstrable familiarity with contemporary telecommunications technologies, and satisfactorily complete a comprehensive background investigation, psychological evaluation and physiological examination administered by independently credentialed professionals.
correction; expect=reading-level || Clarification regarding previously disseminated information: the preliminary characterization of the aforementioned incident inadvertently misrepresented circumstances subsequently determined through additional investigation, and the department unequivocally acknowledges responsibility for communicating insufficiently substantiated representations to the community.
routine || We walked the park after dark last week. Three lights were out. The city fixed them in two days. If you see a light that is out, call the city or tell us here. A well-lit path helps all of us feel safe. Thank you to the neighbors who came along.
traffic || Creek Road is closed from 2nd to 5th. A tree fell on the wires. The power crew is on its way. Use Pine or Oak to get around. We think the road will open by noon. We will post here when it does. Please stay away from the wires.
officer-involved || Two of our officers fired their guns this morning on Mill Road. One man was hurt and is at the hospital. No officer was hurt. The state police lead the case. We will say more here at 4 p.m. If you saw what happened, please call the state police.
event || Bring your old pills to our lobby on Saturday from 10 to 2. You do not have to give your name. We take pills, patches and creams. We do not take needles or liquids. Last year you brought us 640 pounds. Thank you for keeping them out of the river.
alert || Leave now if you live on Creek Road between 2nd and 9th. Water is over the road. Go to the high school on Oak. Bring your pets and your pills. If you cannot leave, call 911. We will post the next word here at 8 p.m.
recruiting || We need people who stay calm on the phone. We pay you while you learn. You need a high school diploma and a clean record. You work four days and rest three. Come sit with us for an hour and see if you like it. Call 555-0160 to set a time.
event || Join us for [[hashtag-case:#coffeewithacop]] on Tuesday at 8.
event || Join us for #CoffeeWithACop on Tuesday at 8.
event || See you at [[hashtag-case:#nationalnightout]], 5 to 8 p.m. at the park!
routine || [[hashtag-case:#lockitorloseit]] Take your keys, your bag and your phone.
routine || [[hashtag-case:#backtoschool]] means slow zones are back, too.
routine || Wear it right: [[hashtag-case:#clickitorticket]] begins on Monday.
routine || [[hashtag-case:#tiptuesday]]: mark your tools with your initials.
traffic || Creek Road is open. #traffic #Riverside
traffic || Creek Road is open. [[hashtag-case:#roadclosed]] [[hashtag-case:#creekroad]]
routine || #DUI patrols are out tonight. #BuckleUp
recruiting || [[hashtag-case:#joinourteam]] and see why people stay.
recruiting || #NowHiring #911Dispatchers #PublicSafety
routine || Thank a dispatcher this week. #ThankYou #911
routine || [[hashtag-case:#AMBERALERT]] is for children in danger. This is how it works.
routine || See https://riversidefalls.example/report#online for what you can report on the web.
event || [[hashtag-case:#shopwithacop]] sign-up is open. #Holidays
routine || Good night, all! [[emoji-run:🌙😴💤]]
event || Coffee with a cop [[emoji-run:☕☕☕👮]] on Tuesday at 8!
event || Parade day! 🎉 Streets close at 8.
recruiting || We are hiring! [[emoji-run:🚔 🚔 🚔]] Apply by Friday.
traffic || ⚠️ Ice on the bridge. Slow down.
routine || [[emoji-run:🚨🚨🚨🚨]] Scam calls are back.
routine || 🚒 and 🚓 side by side: open house at both stations on Sunday.
routine || Happy Fourth! [[emoji-run:🇺🇸🎆🎇]] Leave the fireworks to the pros.
routine || Thank you for 10,000 followers ❤️
event || Tickets at [[link:http://localhost/tickets]] from noon.
routine || Read the report at [[link:https:/city.example/report]] and tell us what you think.
routine || Sign up at [[link:htp://www.riversidefalls.example]] today.
routine || Read the report at https://riversidefalls.example/reports/2026 and tell us what you think.
routine || The map is at www.riversidefalls.example/map.
routine || Our intranet page [[link:http://pd-web.internal/policy]] lists all rules.
event || Register: https://riversidefalls.example/academy?term=fall&lang=en.
routine || See [[link:https://riverside]] for details.
recruiting || Apply at [[link:http://192.168.4.20/jobs]] before Friday.
`;
