/**
 * Family names: the commonest of the United States as its Census counts them, then those of the languages that people
 * in its cities bring along, lower case and without accents. Typed by the project; evidence, never proof.
 */
const american = `
abbott acevedo acosta adams adkins aguilar aguirre albert alexander alford allen allison alvarado alvarez anderson andrews
anthony archer arellano armstrong arnold arroyo atkins atkinson austin avila ayala ayers bailey baird baker baldwin ball
ballard banks barajas barber barker barnes barnett barr barrera barrett barron barry bartlett barton bass bates bauer baxter
beard beasley beck becker bell beltran bender benitez benjamin bennett benson bentley benton berg berger bernal bernard berry
best bishop black blackburn blackwell blair blake blanchard blankenship blevins bolton bond bonilla booker boone booth bowen
bowers bowman boyd boyer boyle bradford bradley bradshaw brady branch brandt bravo brennan brewer bridges briggs brock brooks
brown browning bruce bryan bryant buchanan buck buckley bullock burch burgess burke burnett burns burton bush butler byrd
cabrera cain calderon caldwell calhoun callahan camacho cameron campbell campos cannon cantrell cantu cardenas carey carlson
carney carpenter carr carrillo carroll carson carter carver case casey castaneda castillo castro cervantes chambers chan
chandler chaney chang chapman charles chase chavez chen cherry choi christensen christian chung church cisneros clark clarke
clay clayton clements cline cobb cochran coffey cohen cole coleman collier collins colon combs compton conley conner conrad
contreras conway cook cooke cooper copeland cordova cortes cortez costa cox craig crane crawford crosby cross cruz cuevas
cummings cunningham curry curtis dalton daniel daniels daugherty davenport davidson davies davis davila dawson day dean decker
delacruz delarosa deleon delgado dennis diaz dickerson dickson dillon dixon dodson dominguez donaldson donovan dorsey dotson
dougherty douglas downs doyle drake dudley duffy duke duncan dunlap dunn duran durham dyer eaton edwards elliott ellis ellison
emerson england english erickson escobar esparza espinosa espinoza estes estrada evans everett ewing farley farmer farrell
faulkner ferguson fernandez ferrell fields figueroa finley fischer fisher fitzgerald fitzpatrick fleming fletcher flores flowers
floyd flynn foley forbes ford foster fowler fox francis franco frank franklin frazier frederick freeman french friedman frost
fry frye fuentes fuller gaines galindo gallagher gallegos galloway galvan gamble garcia gardner garner garrett garrison garza
gates gay gentry george gibbs gibson gilbert giles gill gillespie gilmore glass glenn glover golden gomez gonzales gonzalez
good goodman goodwin gordon gould graham grant graves gray green greene greer gregory griffin griffith grimes gross guerra
guerrero gutierrez guzman hahn hale haley hall hamilton hammond hampton hancock hanna hansen hanson hardin harding hardy harmon
harper harrell harrington harris harrison hart hartman harvey hatfield hawkins hayden hayes haynes heath hebert henderson
hendricks hendrix henry hensley henson herman hernandez herrera herring hess hester hickman hicks higgins hill hines hinton ho
hobbs hodge hodges hoffman hogan holden holder holland holloway holmes holt hood hoover hopkins horn horne horton house houston
howard howe howell huang hubbard huber hudson huerta huff huffman hughes hull humphrey hunt hunter hurley hurst hutchinson huynh
ibarra ingram irwin jackson jacobs jacobson james jarvis jefferson jenkins jennings jensen jimenez johns johnson johnston jones
jordan joseph joyce juarez kane kaufman keith keller kelley kelly kemp kennedy kent kerr key khan kidd kim king kirby kirk klein
kline knapp knight knox koch kramer lam lamb lambert lane lang lara larsen larson lawrence lawson le leach leblanc lee leon
leonard lester levy lewis li lin lindsey little liu livingston lloyd logan long lopez love lowe lowery lozano lucas lucero lugo
luna lutz lynch lynn lyons macdonald macias mack madden maddox magana mahoney maldonado malone mann manning marin marks marquez
marsh marshall martin martinez mason massey mata mathews mathis matthews maxwell may mayer maynard mayo mays mcbride mccall
mccann mccarthy mccarty mcclain mcclure mcconnell mccormick mccoy mccullough mcdaniel mcdonald mcdowell mcfarland mcgee mcgrath
mcguire mcintosh mcintyre mckay mckee mckenzie mckinney mcknight mclaughlin mclean mcmahon mcmillan mcneil mcpherson meadows
medina medrano mejia melendez melton mendez mendoza mercado mercer merritt meyer meyers meza michael middleton miles miller mills
miranda mitchell molina monroe montes montgomery montoya moody moon mooney moore mora morales moran moreno morgan morris morrison
morrow morse morton moses mosley moss moyer mueller mullen mullins munoz murillo murphy murray myers nash navarro neal nelson
newman newton nguyen nichols nicholson nielsen nixon nolan noble norman norris norton nunez obrien ochoa oconnell oconnor odom
odonnell olsen olson oneal oneill orozco orr ortega ortiz osborn osborne owen owens pace pacheco padilla page palacios palmer park
parker parks parra parrish parsons patel patrick patterson patton paul payne pearson peck pena pennington perez perkins perry
person peters petersen peterson pham phelps phillips pierce pineda pittman pitts ponce poole pope porter portillo potter potts
powell powers pratt preston price prince proctor pruitt pugh quinn quintana quintero ramirez ramos ramsey randall randolph rangel
rasmussen ray raymond reed reese reeves reid reilly reyes reynolds rhodes rice rich richard richards richardson richmond riddle
riggs riley rios ritter rivas rivera rivers roach robbins roberson roberts robertson robinson robles rocha rodgers rodriguez
rogers rojas rollins roman romero rosales rosario rosas rose rosen ross roth rowe rowland roy rubio ruiz rush russell russo
rutledge ryan salas salazar salgado salinas sampson samuels sanchez sanders sandoval sanford santana santiago santos saunders
savage sawyer schaefer schmidt schmitt schneider schroeder schultz schwartz scott sellers serrano sexton shaffer shah shannon
sharp shaw shea shelton shepard shepherd sheppard sherman shields short silva simmons simon simpson sims singh singleton skinner
sloan small smith snow snyder solis solomon sosa soto sparks spears spence spencer stafford stanley stanton stark steele stein
stephens stephenson stevens stevenson stewart stokes stone stout strickland strong stuart suarez sullivan summers sutton swanson
sweeney swenson sykes tang tanner tapia tate taylor terrell terry thomas thompson thornton tillman todd torres townsend tran trevino
trujillo truong tucker turner tyler underwood valdez valencia valentine valentin vance vang vargas vasquez vaughan vaughn
vazquez vega velasquez velazquez velez villa villanueva villarreal villegas vincent vu wade wagner walker wall wallace waller
walls walsh walter walters walton wang ward ware warner warren washington waters watkins watson watts weaver webb weber webster
weeks weiss welch wells werner west wheeler whitaker white whitehead whitley whitney wiggins wilcox wiley wilkerson wilkins
wilkinson williams williamson willis wilson winters wise wolf wolfe wong wood woodard woods woodward wooten wright wu wyatt xiong
yang yates york young yu zamora zavala zhang zimmerman zuniga tolbert bulger garrity whitcomb mercer okafor haddad`;

const fromElsewhere = `
abbas abdi abdullah abebe abramov abramovich achebe adebayo adeyemi afolabi aguiar ahmad ahmadi ahmed akhtar alam albrecht alfaro
ali aliyev almeida alves amadi amin andersen andersson ansari antunes aoki araujo arslan asante asano aslam aydin azevedo aziz
babic bach bakker balogh barbieri barbosa barros barzani bashir basu batista baumann beaumont becerra begum bekele belov benali
bergeron bergman bergstrom bernardi bertrand bhatt bhattacharya bianchi bjork blanc blom boateng boer bogdanov borges bos bosch
boucher bouchard bourgeois braun brito bruno bruun bui caballero calabrese caputo cardoso carvalho castelli celik chaudhry
chaudhary chau chavarria chiang cho chong chopra chowdhury christiansen colombo conte conti coppola correa coulibaly couto cui
dang das dekker demir demirci desai deshmukh diallo dias dijkstra dinh diop dlamini doan dong dos duarte dubois dufour dumont
dupont durand duval dvorak eklund eriksen eriksson esposito fabre faria farah farias farooq fazio ferrara ferrari ferreira ferri
fiore fiorentino fontaine fournier freitas frolov fujii fujita fukuda gagnon galli gallo gandhi gao garnier gatti gauthier gerber
ghosh girard giordano gomes goncalves goto graf greco grossi grosso guerin guo gupta gustafsson haas habib hagen haile hakimi
haider halvorsen hamid han haque hara hasan hassan hashimi hashimoto haugen hedlund heikkinen heinrich hirai holm horvat horvath
hosseini hou hsu hu huang hussain hussein huy ibrahim ikeda inoue iqbal ishikawa islam ito ivanov ivanova iyer jafari jain jansen
jansson janssen javed jha jia jiang johannsen johansen johansson jovanovic jorgensen joshi juhasz jung kaba kaiser kamal kamara
kang kapoor karim karimi karlsson kato kaur kaya keita khalil khoury kimura kiss kobayashi kondo koroma korhonen kovac kovacs
kowalczyk kowalski krause krishnan krueger kruger kuhn kulkarni kumar kuznetsov kwan kwon lachance lai lambert lange lau laurent
lebedev leclerc lefebvre lehmann lemaire leung liang lima lindberg lindgren lindstrom lombardi lombardo lu lundberg lundgren
luong ly mahmoud mahmood mai maier makinen malik mancini marchand marchetti marino mariani markovic martel martins matsumoto
mbeki mehta melo mendes mensah mercier meier meijer mishra mohamed mohammed mohamud mokoena monteiro moreau moretti mori morin
moser moussa mukherjee mulder muller mutua mwangi nagy nair nakamura nakajima naidoo nakano nasser ndiaye nemeth neumann ngo nkosi
noor nordin novak novotny nowak nwosu obi oh ogawa ogunleye okada okamoto okeke okoro olivares oliveira omar osei osman ota ozturk
page pal papadopoulos pappas parisi park pavlov pellegrini pelletier pereira perrin petit petrov petrovic pfeiffer phan pham pinto
pires popescu popov poulin qureshi rahman rahimi raja rao rashid rathore rau reddy reis ren renaud ribeiro ricci richter rinaldi
rivard rizzo robin rocco rossi roux roy ruggiero ruiz sahin saeed saito sakai saleh salem samara santoro sarkar sartori sasaki
sato sauer savard schafer schmid schreiber schubert schulz schulze schuster schwarz seidel sen shaikh sharma shen shimizu sidhu
simard simic smirnov smit soares sokolov song sorensen souza sousa sow srivastava stojanovic suleiman sun suzuki svensson sylla
szabo tahir takahashi takeda tamura tanaka teixeira tesfaye thakur thapa tiwari toth toure traore tremblay trinh tsai tsang
turay ueda usman vaillancourt valentini van varga varma verma vidal vieira villeneuve visser vitale vogel volkov von vos wada
walter watanabe weber wiese winkler winter wirtz wojcik wolff xie xu yamada yamaguchi yamamoto yamashita yan yao ye yeung yilmaz
yildiz yoon yoshida yusuf zaman zapata zeng zhao zheng zhou zhu ziegler zimmermann begay yazzie tsosie benally`;

export const surnames: ReadonlySet<string> = new Set(
  `${american} ${fromElsewhere}`.split(/\s+/).filter(Boolean),
);

/** Endings that family names have in many languages and that few English words have. */
export const surnameShape =
  /^(?:mc|mac(?=[a-z]{4})|o['’]|fitz)[a-z]{3,}$|^[a-z'’-]{2,}(?:sson|sdottir|dottir|ovic|evic|avic|anovic|inovic|ova|eva|ovna|owski|ewski|inski|ynski|wicz|czyk|czak|enko|chuk|yuk|shvili|adze|yan|oglu|opoulos|idis|akis|escu|eanu|inen|nen|strom|gren|berg|berger|quist|kvist|lund|gaard|gard|stad|sen|mann|stein|bach|baum|feld|haus|hauser|meier|mayer|meyer|maier|schmidt|huber|bauer|stra|sma|veld|kamp|ini|elli|etti|otti|ucci|acci|ardi|aldi|eiro|eira|inho|guez|nez|dez|tez|hara|moto|mura|shima|kawa|yama|naka|saki|zawa|guchi|ov|ev|eff|sky|ski|ska|skaya|cki|cka|dze|zadeh|pour|nejad|singh|wala|swamy|nathan|murthy|rajan)$/u;
