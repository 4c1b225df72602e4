import { notNames } from "#platform/text/not-names.ts";

/** English and Spanish words that begin sentences and stand in headings, and so wear capitals without naming anybody. */
const words = `
able above accident according account accounts across act acting action active actor actual add added adding additional address
addresses adult adults adventure advice advised affair afternoon ago agree ahead aid air airport alarm album alive allow
allowed almost alone along already alright although always amazing ambulance america american americans amount angry animals
animation answer answers anybody anymore anything anyway anywhere app apparently appear appears apple application apply appointment approx
argument arm armed arms army around arrive arrived art article articles artist assault assistant assume attached attack attempt
attempted attention attn aunt author auto available award awarded aware away awesome awful baby back bad badge bag bags
bait balance ball ban band bang barely bars base baseball based basement basic basically basket basketball bass bat bath bathroom
battery battle bear beat beautiful became become bed beer began begin beginning behind being believe belong beloved below beneath
benefit beside besides beta better between beyond bicycle bid big bigger biggest bike bikes billing bills bird birth birthday bit
bite bless blind block blood bloody blow blue blues boat body bolo bone book books born boss bot bottle bottom bought bowl boy
boyfriend boys brain brand brave bread break breakfast breaking breath brick bridge brief bright brilliant bro broke broken brother
brothers brought brown brush buddy budget build building built bunch burglar burglary burn burned burning bus business businesses
busted busy button buy buying cable cafeteria cake calls caller calling calm came camera cameras camp canada canadian cancel candy
cannot cap capital capitalized car card cards care careful carefully caring carry carrying cars cash cast cat catch category cats
caught cause caused cc cell celebrating census central century ceo certain certainly chain chair champion chance change changed
changes channel charge charged charges charity charm chart chat cheap check checked checking cheers cheese chicken choice choose
chose christ cinematographer citation cities citizens claim clean cleaner clear clearly clever client climb clock close clothes
cloud club clubs coat code coffee cold collaborations collar collect colleague color come comedy comes comfort comment comments common
community companies company compare compared complain complainant complaint complete completely computer concern concerned concerns
condition conference confirm confirmed confused congrats congratulations connect connection consider considered constant contact
contacted content contest contract controlled conversation cook cookies cool cop copies copy corporate correct cost costs couch count
countries country couple courage course cousin cover covered crack crap crash crazy cream create created creative credit crew crime
crimes criminal cross crowd cruel cry crying cup cure curious current currently custom customer customers cut cute dad daddy daily
dairy damage damn dance danger dangerous dark darn data database date daughter daughters dawn dead deadline deal dealer dealers dear
death debate debit debt decent decide decided decision deep definitely deliver delivered delivery demand den dental department
dependent describe described description desert design desk desperate details device devil diet different difficult dining dinner dir
direct directed direction directions director dirty disappear disappointed discipline discover discovered disc dispatched disposition
distance disturbance doctor document documents dog dogs dollar dollars door doorbell doors double doubt down downtown dozen draft drag
drama draw dream dreams dress drink drinking drive driven driveway drives drove drug drugs drunk dry dude dumb dust duty each eager ear
earlier early earn earth easier easily eastern easy eat eating edge edition editor education effect effort egg eggs eight eighth either
elderly election electric electrician elevator eleven email emails emergency employee employees empty enemy energetic energy engine
engineer english enough enter entered entertainment entire entry episode equipment error escape especially essential establish estimate
euro europe european evening eventually everybody evening everything everywhere evidence evil exactly example excellent except exchange
excited excuse exit expected expecting expensive experience experienced expert expires explain explained express extra extremely eye
eyes facebook faced facility fact failed failure fake fall false famous fan fancy fans fantastic far farewell fast fat fault favor
favorite fax fear feature features fed federal feedback feel feeling feels feet fell felt female fence few fiction fields fifteen fifty
fight fighting figure file filed files fill film films final finally financial find finding fine finger finish finished fires fireworks
firm fish fishing fit five fix fixed flashing flat flight floor flow flower fly flew flown focus folks follow followed follows foot football
forces foreign forest forever forget forgot form formal former forms fort forty forward found founded founder founders four fourteen
frame free freedom french fresh friend friendly friends front fuel full fully fun fund funny furniture further future gain game games
gang garage garbage gas gate gave gear gender general gentle gentleman german germany gets getting ghost gift girlfriend girls given
gives giving glad glass global go goal goals god goes going gold gone gonna gosh got gotta government grab grade graduate graduation
grand grandfather grandma grandmother grandpa grandson granddaughter grass grateful great greatest greetings grey grew ground
groups grow guard guardian guess guest guide guilty guitar gun guns gunshots guy guys habit hair half hand handle hands hang happen
happened happening happens happily hard hardly hate hates having head headaches heading headlights health healthy hear heard heart heat
heavy height held helicopter hell hello helped helpful helping hence hero hey hi hidden hide high higher highly hill hire hired historic
history hit hits hold holding hole holy home homeless homeowner homes honest honestly honey hopefully hoping horrible horse hospital
hot hotel hour hours household however huge huh human humans hundred hungry hurry hurt husband ice idea ideas identification identified
idiot ignore ill image imagine immediately important impossible inc incident incidents include included including income increase
incredible indeed independent index indiana individual industry info initial injured inject injuries injury inner innocent inside
instagram instead instructions insurance intelligent intended interest interested interesting interior international interview
introduce invite invited invoice involved iphone irish island issue issues italian itself items jail jacket japan japanese jealous jerk
jesus jewelry jews job jobs join joined joint joke jr judge jump jungle junk jury justice kept key keys kick kid kids kill killed killer
kind king kingdom kinda kings kiss kitchen knew knife knock knocked know known knows labor lack lad ladies lady laid lake language lap
laptop large largest last latest laugh laughing launch laundry lawn laws lawyer lay lazy leader leaders leading league learned least
leather leave leaving led left leg legal legend less lesson letter letters level liar license lied lies life lift light lights liked likely
limit lines list listed listen listening literally litter lived lives living loan lock locked logo lol lonely longer looked looks loose
lord lose losing loss lost lot lots loud loved lovely lover low lower love loves scale unlimited luck lucky lunch lunacy lying lyrics machine mad magic mail mailbox
maintenance major maker male manage management manager manner manufacturers map marijuana mark marked marketing marriage married mass
massive master match mate material math matter maximum maybe meal mean meaning means meant measure meat mechanic medication
medicine meeting mem member members memory mention mentioned mess message messages messed met metal method middle midnight might mighty
military milk million mind mine mini minor minus minute minutes mirror misdemeanor miss missed mission mistake mistakes mobile mode
model modern mom moment mommy money month months moon moral motel motion motorcycle mouth move moved movie movies moving multiple
murder muscle music musical musician musicians muslim must mute mystery naked narcotic nation nations natural nature nearby nearly neat
necessary neck need needed needs negative neighbor neighbors neighborhood neither nerve net network never newspaper newest nice nine
nineteen nobody noise none nope nor normal normally northern nose note notes nothing notice noticed notified novel nowhere numb nurse
obituary object observed obvious obviously occasion occupant occupants occurred odd offer offered offers oil okay ok old older oldest
online onto opened opening opens opera operator opinion opportunity opposite option options orchestra ordered orders ordinary
organization original originally others otherwise ought ours ourselves outer outlaw outside outstanding overall overdose own owned
owner owners pack package packages paid pain paint painting pair pal pants paper papers parent paris parked parties partner partners parts
party passed passenger passengers passport past path patient patients pattern pause pay paying payment peaceful pedestrian pen penalty
pending perfect perfectly perhaps period permanent permission permit persons personal personally pet pets phone phones photo photos piano
pick picked picking picture pictures piece pieces pill pills pilot pin pink pipe pistol pity plan plane planet plans plant plastic plate
platform play played player players playing pleasant please pleasure pleasures plenty plot plus pm pocket poem poet poets point pointed points poison
polish political politics pool poor pop popular population porch portfolio position positive possession possible possibly post posted
poster posting pot potential pound pounds practice pray prayer prayers praying pregnant premises prepare present president pretty prevent
previous previously primary prime princess print prior prison prisoner private prize probably problem problems process produce
produced producer product production professional professor profile profit progress project promise promised proof proper properly property
protect protest proud provide provided psych public pull pulled pump punch pure purple purpose purse push pushed puts putting quality quarter queen
question questions quick quickly quiet quietly quit quite quote rabbit race radio rage railroad rain raised ran random range rapid
rare rat rate rather raw reach reached reaction read reading ready real reality realize really rear reason reasons receipt receive
received recent recently recommend recommended recorded recording red reference referred referring refuse refused regard regarding
regards registered regret regular regular relationship relationships relax release relevant reliable religion remain remains remarkable
remember remembered remind removed rent rental repair repeat replied reply reported reportedly reporting reports represent republic
request requested require required research reserve residence resident residents resist resolve respect respectfully respond responded
response responsible rest restaurant result results retired return returned reveal review rich ride rides riding rifle right rights ring ringing
rings riot rip rise risk roadway robbed robber robbery rock rocket rocks role roll roof room rooms rope rough round row royal rude ruin
rule rules rumor run runner running runs rural rush russian sad safe safely safety said sail salary sale sales salesperson salt same
sample sand sat sauce save saved saw say saying says scam scammer scared scary scene schedule scheme science scientist score
scream screamed screaming screen seal search season seat seats seconds secret secretary section secure security seeing seek seem seemed seems
seen self sell seller selling semi send sending senior sense sent separate serious seriously serve served server services session sets setting
settle seven seventeen several severe sexual shadow shall shame share shared sharing sharp she'd sheet shelf shell shift shine ship shirt
shit shock shoe shoes shoot shooter shooting shopping short shot shots should shoulder shout show showed shower showing shown shows shut sick side
sidewalk sight sign signal signed silence silent silver similar simple simply sin since sincerely sing singer singing single sir sister
sisters sit site sitting situation six sixteen size skill skin skinny sky sleep sleeping slept slight slowly small smart smash smell smile
smoke smoking smooth snake snap snitch social society sock soft software soldier solid solution somebody somehow someone something
sometimes somewhere son song songs songwriter songwriters sons soon sorry sort sought soul sound sounds soup source south southern space
spanish spare speak speaker speaking specific specifically speech speeding spell spend spent spirit spoke sports spot spray
spread squad stabbed stabbing stadium staff stage stairs stalker stalking stand standard standing stands star stars start started starting
starts stated statement states stations status stayed staying steal stealing steel step steps stereo stick sticker still stock
stole stolen stomach stood stopped stops stores storm story straight strange stranger strangers stream streets strength stress strict strike
string strip stripes strong struck structure struggle studio stuff stupid style subj subjects submit subway success successful such sudden
suddenly sue suffer sugar suggest suicide suit suite summary summer sun sunglasses super superior supply support supposed sure surely surface surprise
surprised surprising surrounded survive suspected suspicious swear sweet swim swimming switch system systems table taken takes taking
tale tales talk talked talking tall tan tank tape target task taste tattoo tattoos taught tax taxi tea teach teacher teachers teams
tear tears technical technician technology teenage teenager telephone television tell telling tells temperature temple ten tenant tenants tend
term terms terrible terrified terror test testing text texted texting texts than thankful theft themselves theory therefore thick thief
thin thing things think thinking thinks third thirteen thirty thoroughly though thought thoughts thousand threat threatened
threatening threats three threw throat through throw throwing thus ticket tickets tie tight till timeline times tiny tip tipster tire tired
tires title today's toll tomorrow's tone tongue tons took tool tooth top tops total totally touch tough tour toward towards toy track trade
trail trailer train trained training transfer transferred transport trapped trash travel treat treated treatment tree trees trespass
trespassing trial trick tried tries trip trouble truck trucks true truly trust truth try trying tube turn turned turns tv twelve twenty twice
twin twins twist two type typical ugly uh ultimate ultimately um unable unbelievable uncle under underground understand understanding
underwear unemployed unfortunately unhappy uniform union unique united universal universe unknown unless unlike unlikely unlock
unsure upcoming upon upper upset urgent usa used useful useless user users uses usual usually vague valid value van various vast
vehicle vehicles verbal verified version very via vic vice view viewed views village violent virus visible vision visit visited
visitor visual vocal voice volume volunteer vote voters voting wait waited waiter waiting walked walking wall wallet walls wandering
war warm warning warrant wash washed waste watched watching watched weak weapon weapons wear wearing website wedding weed weekend
weekly weight weird well went wet whatever wheel wheels whenever wherever whether whilst whoever whole whom whose wide wife wild
willing win window windows wine wing winner winning wire wisdom wise wished within without woke won wonder wonderful wondering wood
wooden word words wore worked worker working works worried worry worse worst worth would wouldn't wow wrap write writer
writing written wrong wrote yard yeah year years yell yelled yelling yellow yep yes yet yo young younger yours yourself zip zero
mobile website fields name names dob sex race ht wt hgt wgt eyes hair loc location rp adv advd advises narr narrative cmt
suspect1 veh lic lkp loi npi nfd bolo unk poss susp subj enroute en code clr dispo re fwd cc bcc attn to from sent date subject
christian jewish catholic black asian african chinese korean vietnamese mexican spanish indian arab latino hispanic texan californian
buenos buenas dias tardes noches hola gracias senor senora señor señora vecino llamo soy vivo mi mis su tengo estoy hijo hija esposa
esposo hermano hermana ella ellos ese eso esa aqui alli donde cuando porque pero tambien favor ayuda persona carro nombre telefono
direccion fecha numero calle avenida colonia barrio
usps ups fedex amazon ebay paypal venmo cashapp zelle tiktok youtube snapchat whatsapp telegram discord reddit ring nest samsung
android microsoft netflix uber lyft doordash airbnb walgreens costco kroger safeway starbucks mcdonalds wendys dennys applebees
chilis popeyes marshalls macys kohls lowes wayfair nike adidas gucci prada glock ruger remington winchester colt beretta taurus
yamaha harley davidson kawasaki suzuki bosch dewalt milwaukee makita craftsman hurricane adopt bass pro shops alexa siri cortana arlo blink wyze tropical lebron
alabama alaska arizona arkansas california colorado connecticut delaware florida hawaii idaho illinois iowa kansas kentucky
louisiana maine maryland massachusetts michigan minnesota mississippi missouri nebraska hampshire jersey mexico york ohio
oklahoma oregon pennsylvania rhode tennessee texas utah vermont wisconsin wyoming boston chicago seattle portland sacramento
oakland francisco fresno reno tacoma spokane eugene salem boise phoenix tucson albuquerque omaha tulsa memphis nashville atlanta
miami tampa orlando cleveland detroit milwaukee minneapolis baltimore pittsburgh philadelphia brooklyn manhattan queens bronx
france germany italy spain england ireland scotland wales poland russia ukraine china japan korea vietnam india pakistan iran
iraq israel egypt nigeria kenya ethiopia somalia brazil argentina chile colombia peru venezuela ecuador guatemala honduras cuba
haiti jamaica dominican philippines thailand cambodia australia zealand austria switzerland sweden norway finland denmark
netherlands belgium portugal greece turkey hungary romania afghanistan syria lebanon bangladesh london paris berlin rome madrid
sao paulo moscow beijing tokyo toronto vancouver montreal africa asia pacific atlantic
pd so fd ems fbi dea atf doj dmv dhs cps fema osha`;

const everyday: ReadonlySet<string> = new Set(words.split(/\s+/).filter(Boolean));
const made =
  /^(?:un|re|dis|mis|over|under|out)?[a-z]{3,}(?:tions?|sions?|ments?|ness|ities|ity|ances?|ences?|ships?|ables?|ibles?|ous|ful|less|isms?|ists?|ics?|ology|ings?|[a-z]ed|ive|ages?|[a-z]ly|ward|wards|wide|thing|body|where|times?|room|house|stores?|shops?|works?|office|phone|board|line|cast|ians?|eans?|anese)$/u;

const contraction =
  /^(?:(?:i|you|he|she|we|they|it|that|who|what|there|here|how)'(?:m|ll|ve|d|re|s)|[a-z]+n't|c'mon|o'clock|y'all|ma'am)$/u;

/** Whether `plain`, in lower case without accents, is a word of the language rather than a name. */
export function isEveryday(plain: string): boolean {
  return everyday.has(plain) || notNames.has(plain) || contraction.test(plain);
}

/** Whether it is built like an English word; family names such as Manning are asked first. */
export function isBuiltLikeWord(plain: string): boolean {
  return made.test(plain);
}
