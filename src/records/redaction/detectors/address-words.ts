/**
 * The parts of which addresses are made, as patterns for patterns; `(?i:` lets the
 * case of these words alone be any. Street words of the United States after the Postal
 * Service's Publication 28; of other countries as their posts abbreviate them.
 */
export const number = "\\d{1,6}[A-Za-z]?(?:[-/]\\d{1,5}[A-Za-z]?)?(?: 1/2)?";
export const word = "(?:\\p{Lu}|\\d{1,3}(?:st|nd|rd|th|ST|ND|RD|TH)\\b)[\\p{L}\\p{M}\\d'’.-]{0,28}";
/** As people text: "12 elm st". */
export const anyWord = "(?:\\p{L}|\\d{1,3}(?:st|nd|rd|th)\\b)[\\p{L}\\p{M}\\d'’.-]{0,28}";
export const direction =
  "(?i:N\\.?|S\\.?|E\\.?|W\\.?|NE|NW|SE|SW|North|South|East|West|Northeast|Northwest|Southeast|Southwest)";

/** Said of streets nearly alone. */
export const street =
  "(?i:alley|aly|avenue|aven|ave|av|blvd|boulevard|circle|cir|close|court|ct|cove|crescent|cres|drive|dr|expressway|expy|freeway|fwy|highway|hwy|lane|ln|loop|parkway|pkwy|pike|place|pl|road|rd|square|sq|str|street|st|terrace|terr?|trail|trl|turnpike|tpke|way|wy)";
/** Said of streets and of much else; a number must stand before. */
export const streetToo =
  "(?i:annex|arcade|bend|bluffs?|bottom|branch|bridge|brooks?|burgs?|bypass|camp|canyon|cape|causeway|centers?|cliffs?|club|commons?|corners?|course|courts|coves|creek|crest|crossing|crossroads?|curve|dale|dam|divide|drives|estates?|extensions?|falls|ferry|fields?|flats?|fords?|forest|forges?|forks?|fort|gardens?|gateway|glens?|greens?|groves?|harbors?|haven|heights|hills?|hollow|inlet|islands?|isle|junctions?|keys?|knolls?|lakes?|landing|lights?|locks?|lodge|mall|manors?|meadows?|mews|mills?|mission|motorway|mount|mountains?|neck|orchard|oval|overpass|parade|parks?|pass|passage|path|pines?|plains?|plaza|points?|ports?|prairie|radial|ranch|rapids?|rest|ridges?|rise|river|route|row|rue|run|shoals?|shores?|skyway|springs?|spurs?|squares|station|stravenue|stream|streets|summit|throughway|trace|track|trafficway|tunnel|underpass|unions?|valleys?|viaduct|views?|villages?|ville|vista|walks?|wall|wells?|yard)";

/** Before the name of a street, in Polish, French, Spanish, Portuguese, Italian and their neighbours. */
export const streetBefore =
  "(?i:ul\\.|ulica|os\\.|al\\.|aleja|pl\\.|rue|avenue|av\\.|ave\\.|avda\\.?|avenida|all[ée]e|chemin|impasse|quai|place|boulevard|bd\\.?|route|c/|calle|carrer|callej[óo]n|camino|carretera|ctra\\.|paseo|plaza|rua|r\\.|travessa|pra[çc]a|largo|estrada|alameda|rodovia|via|viale|vicolo|piazza|piazzale|corso|strada|contrada|borgo|jalan|jl\\.|rruga|str\\.|strada|bulevardul|calea|via)";
/** Glued to the name, in German, Dutch, the Nordic languages, Finnish, Estonian and Hungarian. */
export const streetGlued =
  "(?i:stra(?:ss|ß)e|stra(?:ss|ß)en|str\\.|gasse|weg|platz|allee|ring|damm|ufer|steig|graben|park|hof|berg|straat|laan|plein|steeg|kade|gracht|dijk|singel|dreef|hove|baan|gata|gatan|gatu|vägen|väg|gränd|stigen|veien|vegen|vei|veg|gate|gaten|gade|gaden|vej|vejen|vænge|stræde|katu|kuja|tie|polku|raitti|penger|kaari|ranta|puistikko|tee|puiestee|götu|götu|vegur|stígur|braut|stræti|straeti|rauða|holt|utca|útja|tér|köz)";
/** A word of its own behind the name. */
export const streetBehind =
  "(?i:utca|u\\.|út|útja|tér|tere|krt\\.|körút|köz|tee|mnt|tänav|puiestee|gate|gata|gatan|gade|vei|veien|vägen|vej|platz|stra(?:ss|ß)e|weg|allee|straat|laan|sokak|sok\\.|caddesi|cad\\.|ulica|cesta|trg|nám\\.|náměstí|nábřeží|třída|str\\.?)";

export const unit =
  "(?i:(?:apartment|apt|suite|ste|unit|flat|bldg|building|apto|depto)\\.? ?#? ?[A-Za-z]?-?\\d{1,5}[A-Za-z]?\\b|(?:apartment|apt|suite|ste|unit|flat|bldg|building)(?:\\. ?| #? ?)[A-Za-z]\\b|(?:rm|room|lot|trailer|trlr|space|spc|floor|fl|piso)\\.? ?#? ?[A-Za-z]?-?\\d{1,5}[A-Za-z]?\\b|# ?[A-Za-z]?\\d{1,5}[A-Za-z]?\\b)";

export const country =
  "(?i:United States|USA|U\\.S\\.A\\.|United Kingdom|UK|England|Scotland|Wales|Ireland|Canada|Mexico|México|Australia|New Zealand|Austria|Belgium|Brazil|Brasil|Bulgaria|Chile|China|Colombia|Costa Rica|Croatia|Cuba|Cyprus|Czech Republic|Czechia|Denmark|Dominican Republic|Ecuador|Egypt|El Salvador|Estonia|Finland|France|Germany|Greece|Greenland|Greenlander|Guatemala|Honduras|Hungary|Iceland|India|Indonesia|Iran|Iraq|Israel|Italy|Jamaica|Japan|Kenya|Latvia|Lithuania|Luxembourg|Malaysia|Morocco|Netherlands|Nicaragua|Nigeria|Norway|Pakistan|Panama|Peru|Philippines|Poland|Portugal|Puerto Rico|Romania|Russia|Serbia|Singapore|Slovakia|Slovenia|South Africa|South Korea|Spain|España|Sweden|Switzerland|Taiwan|Thailand|Tunisia|Turkey|Ukraine|Uruguay|Venezuela|Vietnam)";

export const stateName =
  "(?i:Alabama|Alaska|Arizona|Arkansas|California|Colorado|Connecticut|Delaware|Florida|Georgia|Hawaii|Idaho|Illinois|Indiana|Iowa|Kansas|Kentucky|Louisiana|Maine|Maryland|Massachusetts|Michigan|Minnesota|Mississippi|Missouri|Montana|Nebraska|Nevada|New Hampshire|New Jersey|New Mexico|New York|North Carolina|North Dakota|Ohio|Oklahoma|Oregon|Pennsylvania|Rhode Island|South Carolina|South Dakota|Tennessee|Texas|Utah|Vermont|Virginia|Washington|West Virginia|Wisconsin|Wyoming|Calif\\.|Ore\\.|Wash\\.|Tex\\.|Fla\\.)";
