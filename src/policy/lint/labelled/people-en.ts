/** Drafts about children, victims, the dead and the sick. The format stands in `read.ts`. */
export const peopleEn = String.raw`
arrest || Officers arrested [[juvenile-name:14-year-old John Smith]] near the ball fields on Tuesday after a fight.
arrest || Two teens were taken into custody for the fire at Ridgeview Park. [[juvenile-name:Tyler Boone, 16]], was booked into juvenile hall.
arrest || A 15-year-old was arrested Friday evening in the theft of a car from the 300 block of Alder St. We do not name juveniles.
juvenile || The child, [[juvenile-name:Mia, 9]], told a teacher what happened and is now safe with relatives.
juvenile || A 12-year-old girl was hurt when a dog got out of a yard. She was treated and is home.
juvenile || [[juvenile-name:Noah Pratt (13)]] admitted to the graffiti at the middle school, and his parents will pay for the cleaning.
juvenile || School resource officers took a pellet gun from a student at Lincoln Middle School. No one was hurt. The student is not named because of age.
juvenile || The juvenile, identified as [[juvenile-name:Devon Clark]], ran from the store and was found an hour later.
traffic || A crash on Highway 9 sent [[juvenile-name:Emma Lopez, age 7]], to the hospital. Expect delays until 5 p.m.
traffic || A driver struck a 10-year-old riding a bicycle at Oak and 4th. The child was awake and talking. The crossing is open again.
missing-person || MISSING: [[juvenile-name:Mia Torres, 9]], last seen at Cedar Park at 4 p.m. in a yellow raincoat. Call 911 if you see her.
missing-person || Have you seen [[juvenile-name:Jaylen Moore, 15]]? He left home on Sunday and may be with friends near the mall. Call 555-0100 with tips.
missing-person || Found safe! The boy reported missing this morning is home with his family. Thank you to all who looked.
missing-person || AMBER Alert update: [[juvenile-name:5-year-old Lila Grant]] may be with an adult in a blue van on I-5 north. Call 911.
missing-person || Please look for Walter Simmons, 81, who walked away from the Maple Grove home in a brown coat. Call 555-0100.
event || [[juvenile-name:Ava Mitchell, 8]], won our poster contest and rode along in the parade with Officer Reyes.
event || Lemonade for a cause: [[juvenile-name:six-year-old Oliver Stone]] raised $212 for the animal shelter. Stop by and say thanks.
event || Our junior academy graduated 24 students today. Parents, pictures will be on our page next week.
event || Come meet K-9 Rex, 4, and his partner Deputy Hollis at the library on Saturday at 10 a.m.
routine || K-9 Bella, 9, retires today after seven years of service. She will live with her handler.
routine || Congratulations to Sgt. Maria Delgado, 12 years with us this week and now the leader of our night team.
routine || Officer James Tran, 26, joined our patrol team on Monday. Say hello when you see him downtown.
routine || Madison, 14 other cities, and the county will share one radio system from January.
routine || Austin Street, 9 to 11 a.m.: crews paint the crosswalk. Please go around.
routine || Beat 4 had 12 calls for loud music last week. Thank you for keeping it down after 10 p.m.
arrest || On November 9, detectives arrested a 34-year-old man in a string of car break-ins. He is presumed innocent until proven guilty in court.
arrest || Marcus Bell, 41, was arrested on a warrant for burglary. He is presumed innocent unless proven guilty in court.
arrest || Charges were filed against [[juvenile-name:Kayla Dunn, who is 16 years old]], and an adult after the robbery.
arrest || Police say [[juvenile-name:Brandon Ochoa, a 17-year-old]] from Fairview, fired the shot. He is held at juvenile hall.
arrest || A Greenville man, Henry Walsh, 19, faces one count of theft. All persons are presumed innocent until proven guilty.
juvenile || His [[juvenile-name:daughter Sofia, 4,]] was in the back seat when officers stopped the car for drunk driving.
juvenile || The [[juvenile-name:fifth-grader Lucas Hale]] brought the knife in his backpack. No one was hurt.
routine || Thank you to the class of fourth-graders who wrote cards to our dispatch center. You made our week.
routine || Happy 9th birthday to our comfort dog, Biscuit!
routine || Mayor Ann Porter, 54, swore in three officers this morning. Welcome to the team.
death || A 16-year-old boy died in Saturday's crash on Mill Road. Out of respect for his family we will not share his name.
death || [[juvenile-name:Chloe Barnes, 17]], died at the scene of the crash. Her school has been told.
arrest || The victim, [[victim-name:Jane Doyle]], told detectives that a man forced his way into her apartment.
arrest || A man was arrested after [[victim-name:Karen Whitfield]] was assaulted outside a bar on Front St.
arrest || [[victim-name:Alicia Romero]], 29, was raped in the parking garage on 5th. A suspect is in custody.
arrest || Detectives thank the victim for her courage. The suspect, Roy Tanner, 38, is held on $50,000 bail and is presumed innocent.
arrest || Police responded to a domestic violence call. [[victim-name:Linda Chao]] told officers that her husband hit her.
arrest || The victim's mother, [[victim-name:Rosa Villarreal]], called 911 when she heard the screams.
arrest || Robbery arrest: [[victim-name:Samuel Ortiz]] was robbed at knifepoint behind the pharmacy. A 22-year-old suspect was found nearby.
arrest || The survivor, [[victim-name:Beth Anders]], asked us to share her thanks to the neighbors who helped.
arrest || Stabbing on 3rd Ave: [[victim-name:Terrell Green]], the victim, is in stable shape. One man is in custody.
routine || Our victim advocate, Maria Lopez, can help you after a crime. Call her office at 555-0133.
routine || Crime Victims' Rights Week begins Sunday. Advocate Dana Fields will speak at City Hall.
routine || Chief Alan Brooks spoke with the victim's family last night and thanked the officers who came first.
routine || A homeowner was robbed of tools overnight. If you have video from the 800 block of Pine, call us.
routine || Scam alert: [[victim-name:Gladys Horton]], a victim of the grandparent scam, lost $9,000. Hang up and call your family.
routine || Scam alert: a neighbor lost $9,000 in the grandparent scam. Hang up and call your family.
death || The homicide victim is identified as [[unreleased-name:Victor Salas]], 33. Detectives ask anyone who saw a red truck to call 555-0100.
death || A pedestrian, [[unreleased-name:Edward Poole]], 70, died after being struck on Broadway. His family has been notified.
death || [[unreleased-name:Nathan Briggs]], 24, was killed in the crash, pending notification of next of kin.
death || The driver of the motorcycle died at the scene. The name is withheld until the family is told.
death || Two people were killed on Route 20 this morning. The medical examiner will release names.
death || Today we remember Officer Paul Hardy, killed in the line of duty on this day in 1987.
death || End of watch, 1994: we honor Deputy Susan Kerr at the memorial on Friday at noon.
traffic || Fatal crash on SR 12. [[unreleased-name:George Lindqvist]] died at the scene. The road is closed.
traffic || Fatal crash on SR 12. One adult died at the scene. The road is closed in both directions until about 6 p.m.
death || We can confirm that [[unreleased-name:Daniel Whitcomb]] was found this morning near the river.
officer-involved || The man was armed. The officer, not yet named, is on leave. [[unreleased-name:Daniel J. Whitcomb]] was taken to a hospital.
routine || We will not comment on the rumors about [[unreleased-name:daniel whitcomb]] until the review is done.
routine || Daniel Street will be closed for paving on Tuesday. Whitcomb Avenue stays open.
arrest || John Avery, 31, who [[medical-fact:is schizophrenic::schizophrenic]], was taken into custody without injury.
arrest || The suspect told officers he was [[medical-fact:bipolar]] and had stopped taking his [[medical-fact:medication]].
traffic || The driver had a [[medical-fact:heart attack]] and left the road. No one else was hurt.
traffic || One person was taken to the hospital with injuries that are not life-threatening.
traffic || She suffered a [[medical-fact:broken leg]] and a [[medical-fact:concussion]] in the crash and was flown out.
routine || A resident [[medical-fact:overdosed]] in the library restroom; officers gave her two doses of [[medical-fact:Narcan]].
routine || All patrol officers now carry Narcan and have been trained to use it.
routine || April is Autism Awareness Month. Our cars wear the blue ribbon, and every officer has been trained.
routine || If you or someone you love is thinking about suicide, call or text 988 at any hour.
routine || Diabetes walk on Saturday: Main St is closed from 8 to 10 a.m.
event || Blood drive at the station on Friday. Bring an ID and drink water first.
event || Join our Alzheimer's Association walk team. Meet at the fountain at 9 a.m.
missing-person || Walter Simmons, 81, has [[medical-fact:dementia]] and may not know where he is. Call 911 if you see him.
missing-person || Silver Alert: Ruth Ames, 77, needs [[medical-fact:insulin]]. She was last seen driving a silver car on Route 4.
missing-person || He is nonverbal and drawn to water. If you see him, stay near and call 911.
officer-involved || The man was said to be [[medical-fact:suicidal]] and off his [[medical-fact:medication]]. He is alive in the hospital.
officer-involved || Crisis counselors were on the scene within 20 minutes. Both officers were wearing cameras.
death || Coroner: she died of an [[medical-fact:overdose]]. The family asks for privacy.
routine || The man in the video is [[medical-fact:HIV positive]], and officers wore gloves.
routine || Dispatcher Kim talked a father through CPR last night. The baby is home and well.
recruiting || We hire people of every background. Our peer support team helps with stress, sleep and family.
correction || An earlier post said that the driver was [[medical-fact:pregnant]]. That should not have been posted, and we are sorry.
correction || An earlier post gave the wrong street. The closure is on Elm St, not Oak St.
`;
