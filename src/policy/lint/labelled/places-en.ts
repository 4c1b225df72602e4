/** Drafts about houses, plates, officers' homes and the numbers of people. The format stands in `read.ts`. */
export const placesEn = String.raw`
arrest || Detectives served a search warrant at [[house-number:1234 Mill St]] on Thursday and found stolen tools.
arrest || Detectives served a search warrant in the 1200 block of Mill St on Thursday and found stolen tools.
arrest || He was arrested at his home, [[house-number:88 W. Cedar Avenue, Apt 4]], without a struggle.
arrest || Officers went to a loud party near 4th Ave and Cedar. Two adults were cited.
alert || Gas leak near Elm and 2nd. Leave the area on foot, go north, and wait for word here at 3:30 p.m.
alert || Shelter in place around the 400 block of Birch Ln. Lock doors and stay away from windows. Next word at 9 p.m.
alert || A man with a gun is inside [[house-number:415 Birch Lane]]. Neighbors, stay inside and lock your doors.
event || Coffee with the chief at 210 Main Street, Saturday at 9 a.m. Free, all ages.
event || National Night Out at Veterans Park, 500 N. River Road, from 5 to 8 p.m.
event || Open house at the station, 400 W 2nd St, on Sunday. Bring the kids.
routine || Report lost pets at the animal shelter, 77 County Road 12. It is open until six.
routine || Pick up your permit at City Hall, 100 Main Street, Monday to Thursday.
routine || Drop unused medicine in the box in our lobby at 100 Main Street, no questions asked.
routine || Neighbors at [[house-number:2205 Larch Court]] say that packages vanish every week. Use a locker.
routine || A chimney fire damaged the home at [[house-number:614 3rd Street]] early on Monday. No one was hurt.
routine || Thanks to the family at [[house-number:39 Old Mill Road]] for the cookies!
routine || Vote for our mural! Polls close at 5. Route 66 Plaza keeps its lights on until 9.
routine || About 40 Oak Street residents met with our beat team last night. Parking and speed were the top topics.
routine || 12 Main Street businesses now keep our blue light in the window.
routine || The 2026 Main Street Festival needs helpers. Sign up at the desk.
traffic || Crash at mile marker 34 on Highway 20. The right lane is closed.
traffic || Exit 12 Harbor Road is closed until 4 a.m. Use Exit 14.
traffic || Downed lines at the corner of Oak St and 9th. Use Pine until noon.
traffic || Crews work in front of [[house-number:1711 Sunset Blvd.]] until Friday; one lane is open.
traffic || Bridge work: 25 mph on Creek Road, one lane, flaggers on both sides.
traffic || 3rd Street between 5th and 9th Avenue is closed for the parade from 8 a.m. to noon.
traffic || A tree is down in the 2600-block of S. Grand Ave. Avoid the area.
missing-person || Last seen leaving [[house-number:902 Juniper Way]] on foot at 7 a.m., wearing a red cap.
missing-person || Last seen near the bus stop at Juniper and 9th, wearing a red cap. Call 911.
death || A man was found dead at a house in the 700 block of Fir Street. There is no danger to the public.
death || Investigators remain at [[house-number:731 Fir Street]]. Expect activity all day.
routine || Our new substation opens at 1500 Harbor Way on May 1. Stop in and look around.
routine || The problem house at [[house-number:18 County Road 7]] was boarded up today after two years of complaints.
routine || If you live near [[house-number:3300 E. 14th St Unit 12]], check your car. Windows were broken overnight.
recruiting || Test day: Riverside College gym, 4800 Magnolia Avenue, 7:30 a.m. Bring an ID.
arrest || The stolen car, plate [[license-plate:7ABC123]], was found behind the mill.
arrest || Look out for a white van with Texas plates [[license-plate:KLM-4821]]. The driver fled from a stop.
arrest || The red sedan, license plate [[license-plate:8XYZ204]], was last seen on 9th.
arrest || Officers found a truck with stolen plates and a box of tools. One man was booked and is presumed innocent.
arrest || Partial plate [[license-plate:4KD]], dark SUV, front damage. Know it? Call our tip line at 555-0100.
alert || AMBER Alert: silver Honda Civic, CA plate [[license-plate:6TRJ244]], northbound on I-5. Call 911.
alert || Suspect vehicle: black pickup, Oregon license [[license-plate:431 KHT::431]], last seen on Route 126. Do not approach.
missing-person || He drives a tan Buick, license plate [[license-plate:BNY4410]]. If you see the car, call 911.
traffic || Hit and run at 5th and Elm. The car is a gray Camry, plate [[license-plate:5LRT881]]. Any video? Call us.
traffic || Hit and run at 5th and Elm. The car is a gray Camry with damage to the right side. Any video? Call us.
traffic || The speeding car, tag [[license-plate:JX4 771::JX4]], was clocked at 102 mph on the parkway.
routine || Our plate readers found 14 stolen cars last month. See how we use them and what we keep.
routine || Etching day: we mark your catalytic converter and check your plate screws for free.
routine || Plates of food, games and a bounce house: thank you to all who came to the block party.
routine || Abandoned boat trailer, license [[license-plate:TX 88K-412::88K-412]], will be towed on Friday.
routine || New patrol cars: six Ford hybrids join the fleet in March. Unit 412 is the first.
routine || Think twice before you post a picture of a car with its plate in view.
routine || Tag a friend who should see this: lock it or lose it!
routine || PSA 101: how to store a firearm safely, on our page tonight.
routine || Sgt. Dana Ruiz [[officer-home:lives on Larkspur Lane]] and knows every neighbor by name.
routine || [[officer-home:Officer Tim Grady lives across from the elementary school on Poplar]], so he is always near.
routine || Neighbors surprised [[officer-home:Chief Okafor's house on Larkspur Lane::Larkspur Lane]] with a yard sign this weekend. Thanks, Teresa Okafor!
routine || [[officer-home:Deputy Hollis's wife works at the bank on Front St]] and brought lunch for the whole shift.
routine || [[officer-home:Detective Ann Meyer resides at the Lakeview Apartments]] with her two dogs.
routine || Officer Grady lives for this job. Twenty years in, he still smiles at roll call.
routine || Teresa Okafor is our new chief. She has worked here since 2009 and grew up in this county.
routine || Larkspur Lane gets new speed humps next week, thanks to Chief Okafor and the street crew.
routine || Our officers take their patrol cars home, which means a faster start in a storm.
event || Meet your beat officer: Officer Reyes will be at the coffee shop on 2nd at 8 a.m.
recruiting || Deputy Lane grew up here, left for college and came home to serve. You can, too.
arrest || The suspect's SSN is [[social-security-number:412-55-9087]].
arrest || Records show [[social-security-number:521 77 1043]] as the number used on the loan.
routine || The form on the counter showed a neighbor's number, [[social-security-number:603-41-2288]], for a week. We are sorry.
arrest || He used a dead man's [[social-security-number:SSN 417882093::417882093]] to open the accounts.
routine || Fraud tip: no agent will ask for your Social Security number by phone. Hang up.
routine || If someone asks for the last four of your Social Security number by text, it is a scam.
routine || Order number 000-12-3456 on a fake invoice? That is the scam we saw last week.
arrest || Booked on a warrant: Lyle Novak, DOB [[birth-date:DOB 03/14/1988::03/14/1988]]. He is presumed innocent.
arrest || The wanted man was [[birth-date:born on May 2, 1979]], is six feet tall and has a scar.
arrest || Wanted: Carl Dent, 45, six feet tall, for failing to appear. Do not approach; call 911.
missing-person || Ruth Ames, date of birth [[birth-date:date of birth: 7-9-1949::7-9-1949]], was last seen on Sunday.
routine || Our department was born in 1889 with three men and a mule.
event || Born to ride: bike rodeo on May 2, 2027 at the fairgrounds. Helmets are free.
routine || The seller of the fake tickets uses [[phone-number:(415) 555-0177]] and a blue van.
routine || Lost wallet? The owner's number is [[phone-number:555-231-8890]].
missing-person || If you see him, call his mother at [[phone-number:360-555-0148]].
missing-person || If you see him, call 911 or our non-emergency line at 360-555-0100.
routine || Call our tip line at 555-0142 or text RIVER to 847411.
routine || Records desk: 555-0190. Animal services: 555-0191. Emergencies: 911.
routine || Crime Stoppers of the county: 1-800-555-8477. You never give your name.
routine || Questions about the academy? Contact Sgt. Ames at 503-555-0123.
routine || The caller gives the number [[phone-number:202-555-0143]] and says you owe taxes. It is a lie.
event || RSVP to 555-0160 by Friday so that we have enough pizza.
arrest || Case [[case-number:#24-001234::24-001234]]: two people were arrested in the warehouse thefts.
arrest || Tips? Call Det. Lowe at 555-0171 and mention [[case-number:case number 2026-11873]].
routine || Windows broken at the mill. Anyone with video, please refer to [[case-number:report #26-40417]].
routine || Report [[case-number:CR26-00917]] was taken for the missing trailer.
traffic || Hit and run, [[case-number:incident no. 261104-0231]]. Any video from 5th and Elm helps.
routine || Ordinance 24-1018 on short-term rentals takes effect on May 1.
routine || Hours change on 11-21-2026. ZIP codes 97501-4432 and up are served by the north station.
routine || Council bill 26-1102 pays for ten new body cameras.
routine || We closed 61 cases last month and took 412 reports, 8 percent fewer than a year ago.
traffic || Flight 24-7 patrols are on: 24 hours, 7 days, all weekend long.
`;
