/** Capitalised words that are not part of a person's name: they end or begin a name, or show a place. */
const never = `
a about after again alert all also amber an and animal annual another any anyone apr april are area arrest arrested as
ask at aug august autism avoid be because been before bike both boy bring but by call can case chief child children
city class closed closure come coming community contact could crash day days dec december department detective detectives
did do does drivers drop due during each east effective emergency enjoy even every everyone expect explorer feb february
fire first following for found free friday from get girl give good great had halloween happy has have he help her here
his holiday how i if in info into investigators is it its jan january join jul july jun june just juvenile know last
lane later learn let local look looking major man many mar march may meet meeting men missing monday more most my name
national near new next night no north northbound not nov november now oct october of off officer officers on once one
only open or our out over parent parents people person please police public read remember reminder report road roads
saturday school see sep sept september she sheriff should since slow smith's some someone south southbound spanish
stay still stop student students subject sunday suspect suspects take teen text thank thanks that the their them then
there these they this those through thursday to today together tomorrow tonight traffic tuesday two under until up
update us use very victim victims visit volunteers wanted was watch we wear wednesday week weekend welcome were west
westbound eastbound what when where which while who why will wish witness witnesses woman women yesterday you your youth
hispanic black white asian native american indian latino latina male female social security medicare facebook instagram
twitter nextdoor zoom google apple toyota honda ford chevrolet chevy nissan dodge ram jeep kia hyundai subaru mazda bmw
mercedes-benz tesla gmc volkswagen lexus buick cadillac chrysler volvo audi acura infiniti silverado camry civic accord
corolla altima mustang camaro charger tahoe f-150 explorer sentra elantra sonata forester
academy administration agency amendment apartments apartment arena association attorney auditorium authority avenue ave
bank bar bay beach blvd boulevard branch bridge building bureau cafe campus captain cemetery center centre chamber
chapel church circle clerk clinic club coalition college commission committee company complex concert conference
congress constitution corner corporal council county court courthouse courts creek crimestoppers crisis crossing
crosswalk depot deputies deputy diner dispatch district division dr drive elementary estates expressway fair fairgrounds
falls farm farms festival field fields food foundation freeway garden gardens grill group grove gym hall harbor heights
high highway hill hills home hospital hotel house hwy inn institute intersection island jail jr junction junior lake
landing law library lifeline lieutenant line lodge lot mall manor market marina mart mayor medical memorial middle mill
ministries mobile motel mount mountain museum neighborhood office officer's parade park parking parkway patrol pavilion
pharmacy pier pizza place plaza point pool port post precinct preserve prison program project ranch recreation
region reservoir resort restaurant ridge river room route run running safeway saloon sergeant service services shelter
shopping shore shores span spring springs square stadium state station store street st. studio subdivision summit
supermarket tavern team terminal theater theatre tower town township trail transit tunnel turnpike union unit university
valley village vista walk walmart target costco walgreens cvs starbucks water way wharf woods ymca zone zoo
operation task force hotline crime stoppers neighborhood-watch christmas easter thanksgiving independence labor veterans
memorial mother's father's valentine's patrick's eve year year's santa claus
act age ages beat best bill black blue board book booking box bus business captain care career center certified chat
citizen classic coffee cold control cops county course cruiser custody dare date death domestic driver driving drug dui
east education end evening event faith family felony fentanyl field fifth final first flag flood force fourth fraud
general goal grand great green gun hazard health high homicide honor hour human impact incident injury internal internet
investigation investigations investigative jail job judge k-9 k9 last law lead life light live log mental morning motor
municipal narcotics never night ninth noon number official operations outreach oversight package peer phone photo pink plan power
press prevention pride probation property prosecutor protection purple radar rail ready records recovery red rescue
resource ride road robbery safe safety san santa search second senior serve seventh sex shop sixth snow special speed
spring staff summer superior support survivor survivors swat tenth theft third third time tip tips top towing toys training
transportation trunk unified united vehicle veteran video violence violent volunteer warning warrant weather winter
witness word work world young zero
accidente agentes ahora al alerta anoche aviso ayer ayude buscamos calle capitan cerca cierre ciudad comunidad con cuando
de del departamento desde desaparecida desaparecido detectives dia domingo el ella ellos en enero escuela esta estado este
estos familia favor febrero fue gracias hay hombre hoy jueves joven julio junio la las le llame lo los lunes manejen
marte martes mas mayo menor mes miercoles mujer nadie nino nina no nos noche nuestra nuestro nuestros octubre oficial
oficiales para parque parte persona personas policia por puente que recuerde sabado sargento se sean septiembre si sin
sobre son su sus tambien todos trafico un una unase unos use usted vea vecinos venga viernes vista y ya`;

export const notNames: ReadonlySet<string> = new Set(never.split(/\s+/).filter(Boolean));

/** Before a name: somebody who speaks or acts for an office, named officially. */
export const officialTitle =
  /(?:^|[\s(“"])(?:Officers?|Ofc\.?|Sgts?\.?|Sergeants?|Det\.?|Detectives?|Chief|Sheriff|Undersheriff|Deputy|Deputies|Dep\.?|Capt\.?|Captain|Lt\.?|Lieutenant|Cpl\.?|Corporal|Trooper|Commander|Cmdr\.?|Maj\.?|Major|Mayor|Councilmember|Councilman|Councilwoman|Commissioner|Judge|Justice|Governor|Gov\.?|Senator|Sen\.?|Rep\.?|Representative|Principal|Superintendent|Coach|Director|Agent|Ranger|Chaplain|Pastor|Rev\.?|Father|Dispatcher|Firefighter|Paramedic|Spokes(?:man|woman|person)|Attorney|Prosecutor|Coroner|Advocate|PIO|Coordinator|Specialist|Technician|Manager|Clerk|SRO|CSO|Cadet|Recruit|Explorer|Handler|Oficial|Agente|Sargento|Teniente|Capit[aá]n|Jefe|Jefa|Alcalde|Alcaldesa|Detective|Comisario|Portavoz)\s+$/u;

/** Behind a capitalised name: it is a place or a house, not a person. */
export const placeWord =
  /^(?:academy|apartments?|ave|avenue|bay|beach|blvd|boulevard|bridge|building|campus|cemetery|center|centre|chapel|church|circle|clinic|college|court|creek|drive|elementary|estates|falls|farms?|field|fields|foundation|garden|gardens|grill|hall|heights|high|highway|hill|hills|hospital|island|junior|lake|lane|library|mall|manor|market|middle|mill|motel|museum|parade|park|parkway|place|plaza|pool|prison|ranch|restaurant|ridge|river|road|school|springs|square|st|stadium|station|store|street|tavern|theater|tower|trail|university|valley|village|way|woods|act|day|memorial|center's|classic|run|bank)$/;
