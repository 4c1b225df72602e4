/** Words that a police department's hashtags are made of, in the order in which nobody has to care. */
const ofHashtags = `
a about academy tots accident active alert alerts all always amber and animal anniversary arrest at august auto autism
avenue award awareness back badge bait be beach beat behind best big bike black block blood blue board boat book border
boys brave bridge buckle bus business call camp canine car care career careers cat cause celebrate center chief child
children chat christmas citizen city clean click climate closed closure club coffee coffee come command community
connect construction cop cops corner county court crash crime crossing crosswalk cruise cyber dad date day days death
deaf december department deputy detour dispatch dispatcher dispatchers distracted dive diversity dog dogs domestic donate
donut down drawing dream drive driver driving drone drop drowsy drug drugs drunk dui duty easter education elder
emergency end engagement evacuate evacuation event every explorer eye fair fall fallen fallen family farmers february
festival fight fire first fish fishing flag flood food football for force forget found fourth fraud free friday friends
fun gang get girls give giving go good graduation great green gun guns halloween halt hands happy hate health help
helping hero heroes high highway hire hiring hit holiday holidays home honor honoring hope horse hour hot house human
hurricane ice id identity if impact impaired in independence info injury is it job jobs join july june junior justice
k9 keep keys kid kids kindness know labor lane law lead leader leadership learn life light lights line live lives local
lock look lost love mail man march may medal meet meeting memorial memory men mental merry missing mom monday month more
mother motor motorcycle mounted move music my national neighbor neighborhood neighbors never new news next night nine no
not november now nurse ocean october of off office officer officers on one open operation or our out outage outreach over
over package pack parade parents park parking partner partners partnership patrol peace pedestrian person pet phone pic
pick pink pin plan play plea police pool porch power prepared prevent prevention pride proud program project protect
public puppy purple race radar rail rain reading ready recovery recruit recruiting recruitment red remember remembering
report rescue resource respect ride right river road roads roadwork rules run safe safer safety santa saturday save saves
scam scams school schools sea search seat seatbelt see self senior seniors september serve service serving share sheriff
sheriffs shield shift shop shopping sign slow smart smoke snow social sober something say south speak special speed speeding
sports spring staff star state station stay stolen stop storm story street strong student students summer sun sunday
super support survivor swat swim take team tech teen text thank thanks thanksgiving that the theft thefts then throwback
thursday tip tips to today together tornado torch tow town toys traffic trail trailer training transit travel treat trick
truck trunk trust tuesday turn unit united up us valley vehicle veteran veterans victim victims video vigil violence visit
volunteer volunteers wake walk wanted warning watch water we weather wednesday week weekend welcome what wheel wildfire
win wind winter with women word works wrong lose lost loses its itself him her his hers their them they was were will would can cannot could did does done doing don dont each early end enough ever face fact far fast feel few free from gone got guys hang hear heard here hide high hill his hold how inside into job just keeper kept last late later left less let lets letter level line list little live long looks loud low lucky make makes making many matter matters mean means meet might mind mine minute miss moment money most move moving much must name names need needs neighbor next nice nobody nothing now number old once ones other others ourselves own paid pay people picture pictures please point proof question questions quiet read real really right ring rock rule said same saw say says season secure see seen send set share she shoes short show side sit small smile someone soon sorry sound speakup spot spread stand start stepup still strong such sure tell ten them there thing things think three through ticket time tired told tomorrow too top touch tough track train tree true try two type under until use used view wait want wants watch way wear well went were who whole why wish without wonder words work working worker workers you your youth yourself zone
agua alerta amigos ayuda barrio cafe calle camino carretera casa cerrada cierre ciudad comunidad con contigo cuidado de
del desaparecida desaparecido dia el emergencia en escuela familia fuego hoy ingles jovenes juntos la las los maneja mas
mes nino ninos noche nuestra nuestro para patrulla policia por precaucion prevencion seguridad seguro seguros servicio su
tormenta trabajo trafico tu un una unidos vecinos verano vida violencia voluntarios y
falls riverside lake oak creek hill hills springs grove maple pine cedar mill main north east west fort mount port bay
central county union washington lincoln madison jefferson franklin greenville springfield fairview clinton`;

/** Two-letter splits are only trusted for these. */
export const shortWords: ReadonlySet<string> = new Set(
  "a an at be by de do el en go if in is it la me my no of on or su to tu un up us we y k9 id".split(
    " ",
  ),
);

export const hashtagWords: ReadonlySet<string> = new Set(ofHashtags.split(/\s+/).filter(Boolean));

/** Capital letters that are no shouting and no name. */
export const acronyms: ReadonlySet<string> = new Set(
  `AAPI ABC ACE ADA ALERT AM AMBER ASAP ASL ATF ATM ATV BBQ BLUE BOLO CAD CARE CDL CERT CHP CIT CJIS CPR CPS CSI CST CT
  DA DARE DEA DHS DJ DMV DOB DOJ DOT DRE DUI DVM DWI EDT EMS EMT EOC EOW EST ET EV FAQ FBI FEMA FOIA FRI GED GPS HAM HOA
  HOV HVAC ICAC ID IRS JR K9 LED LEO LGBTQ LLC LPR LT MADD MC MDT MISSING MLK MON MP3 MST MT NAACP NASA NCMEC NE NIBRS NO
  NOAA NW NWS NYPD LAPD OIS OK OWI PAL PDF PIO PM POST PPE PSA PST PT PTA QR RAD REMINDER RIP ROTC RSVP RV SAR SART SAT
  SE SGT SILVER SMS SRO STEM STEAM SUN SUV SW SWAT TBA TBD THC TRAFFIC TSA TV TX TXDOT UPDATE URGENT US USA USPS UTC UTV
  VFW VIN VIP WANTED WEA WIFI YMCA YWCA ZIP`.split(/\s+/),
);
