/**
 * Given names beside the commonest American ones: older and rarer English names, and those of other languages, lower case
 * and without accents. Typed by the project.
 */
const names = `
abbie abdul abdullah abel adele adil agata agnes agnieszka ahmad ahmed aiko aino aisling ajay akiko akira aki aksel alain albina
aleksandar aleksander aleksandra aleksei alena alessia alfie alf ali aliya alla allan almut alois alva alvar amal amalia amalie
amelie amina aminata amit amparo amrita anahi anand anastasiya anders andras andrei andrej andrzej angus anika anil anita anja anjali
anke anna annabel annika ansel ante anton antoni antonin anya archie ari arianne arjun arlene arlo armin arnav arne arno arvid asa
asad ashok asif asger asta astrid ataur athena attila augusta augusto axel ayaan ayesha ayla ayse aziz balazs bao barbora barry
bart bartosz basil bastien beata beate beatrice behnaz bela bence benedikt bengt benny bente berit bernd bernhard berta bertha
bertram bethan bettina bilal birgit birgitta birgitte bjarne bjorn blanka bo bogdan bojan boris borislav boyd bozena branden branko
bridie brigitte bronwyn brynn burak burt caitlin caitlyn callum carina carlo carlotta carmela carmelo carole caterina catarina cecile
celine cesare chandra chantal charlene chiara chidi chiyo christa christel christelle christiane christoph christophe christos
ciara cillian claes claire clare clarissa claude claudette claudio clemens clement colette conchita constance constantin cornelia
cornelius corinne cosmo cristobal cyril czeslaw dagmar dagny daiki daisuke dalia damir danica danilo danuta daphne dario dariusz
darko daryl dashawn dawid deepak deepa delphine demetrius denis deshawn desiree dieter dietmar dilara dimitri dimitar dimitris
dinesh dinh dirk ditte divya dmitri dmitry dobroslav dominik dora dorota dragan drago dusan dwayne dwight ebba eduard edvard edyta
edward efrain efren egon eileen einar eino eirik eivind ekaterina elaine elan eleanora elena elfriede elias elif elin elina elise
elisabeth elizaveta elke ellis elodie elsa elsie elvira ember emil emile emilia emilie emine emine emre endre enid enrico enzo erich
erling ernst erwin esko esme esra estelle ester etienne eugen eugenia eugenie eva evangeline evelina evgeny ewa ezio fabien fabio
fadi faisal farah farid farouk fatemeh fatma fatou faustino federica federico feliks feng ferdinand ferenc filip filippo finley flavia
flavio florian floyd folke francine franco francois francoise frans frantisek franz franziska freja freya frida frieda friedrich
frode fumiko gabor gabriele gaetano gail gareth gaspard gaston geir gemma genevieve georg georges georgios georgina gerard gerd gerda
gerhard germaine gerrit gertrude gerta ghassan gianluca gil gilles gisela gita giulia giuseppe goran goro grazyna greger gretchen
grete grigori grzegorz guadalupe gudrun guido guillaume gunilla gunnar gunther gus gustaf gustav guy gwen gwendolyn gyorgy habib hadi
hadiya haille hajime hakan hakim hakon hal halina hamza hana hanako hanne hannu hans hao haris haruka haruki haruto hasan hassan
hedwig heike heinrich heinz helena helene helga helge helmut hendrik henk henri henriette henrik henrike henryk herman hermann
hermine hernando hideo hilda hildegard hilde hiro hiroko hiroshi hisham hoang holger horst hristo hubert huda hui hussein huong hyun
ibrahim ida idris ignatius ignacy igor iker ikram ilaria ilia ilja ilona ilse imani imran ina inga inge ingeborg inger ingmar ingrid
ioana ion irena irina irmgard iryna isak isamu ishaan ismail isolde istvan iva ivan ivana ivar ivo ivor iwona izabela jaakko jaap jacek
jack jadwiga jagoda jakob jakov jakub jalal jamila jan janina janne janos jarek jarmila jaroslav jaroslava jaroslaw jasmin jasminka jasna
javad javier jayesh jeanette jeanne jean-paul jelena jelle jens jeremias jerzy jesper jette jin jindrich jing jiri jitka joachim
joakim joana joao joaquim jochen johan johann johannes jolanda jolanta jonas jonas jonna joop joost joris josef josefin josep josie
josip jost jouni jovan jozef judit juha juhani jukka julianna julien juliette juliusz jun junko juri jurgen jussi justina justine
justyna juma kacper kadir kaisa kaito kamal kamala kamil kamila kaori kari karim karin karoline karolina kasia kasper katalin katarina
katarzyna katerina katja katharina kathrin kathrine katrin katrina katsumi kavita kazimierz kazuki kazuko kazuo keiko keira keisuke
kenji kerstin khadija khaled khanh kiera kieran kimiko kinga kirill kirsi kirsten kiyoshi kjell klara klaus knud knut koichi koji
konrad konstantin kris krishna kristian kristiana kristijan kristjan kristoffer krystyna krzysztof kunal kwame kwasi kylee lachlan
lajos lakshmi lars larissa lasse laszlo latanya lauri laurence laurent lavinia lazar lea leif leigh leigha leila lenka lenny
lennart leonie leonid leonor leopold lev liesel liese lieselotte lilian lilith lim lin lina linh linnea lino lionel lise lissa liv ljubica
loan lothar lotta lotte louisa lourdes lovro luan luba lubomir luc luca lucie lucien lucija lucinda ludmila ludwig luigi lukas lukasz
lutz luuk lyubov maarten maciej madeleine madelyn madhu madison mads magda magdalena magnus mahmoud mai maia maiken maite maja
makoto malak malena malgorzata malin malte malvina mandla manfred manish manoj manon manuela mara marc marcel marcela marceline
marcelo marcin marek marge margareta margarete margaux margit margot margrethe mari marian marianne mariano marie-claire mariella
marietta marija marijke mariko marina marion marius mariusz marja marjan marjo marjolein marjut markku marko markus marlon marlow
marta marte marten martina martine marzena masako masao mathias mathieu mathilde matija matilda matilde mats matthias matti mattias
matyas maud maura maxim maxime maximilian mayumi mbali mehdi mehmet mei melinda melina meera meg merete merja mette mia michal michel
michele micheline michiko midori mieke miguel mihai mika mikael mike mikhail mikkel mikko miklos milada milan milena milica mille
milos miloslav mina mindy ming mirela mireille mirek miriam mirja mirko miroslav miroslava misaki mitja mitsuko mladen moira
mohammad mohamad mohsen moises mona monika monique morris morten mostafa mustafa myriam myrtle nabil nada nadezhda nadia nadine nadja
naoko naoki naoto narges natalija natalya natascha neha nela nelly nenad neville ngoc ngozi nicola nicolai niels nikita nikhil nikola
nikolai nikolaj nikolaus nikolina nikos nils nima nisha nnamdi noa noor noriko nuno nur obinna oda odette odin ola olaf olav ole
oleg oleksandr olena olga oliwia olivier oluwaseun omari ondrej oona orla orlando orsolya orson oskar ossi oswald otakar otilia otto
ottilie ove paavo padraig pal paloma paola paolo parisa pascal pasi paulette paulina paulo pavel pavla pawel pedro pekka pelle per
perla perttu pernille petar peter petr petra petter petya phuong pia piedad piero pierre pieter pietro pinja piotr pirjo pontus
prakash pranav preben predrag priya priyanka przemek przemyslaw quang radek radka radmila radoslav radu rafal rafiq ragnar ragnhild
rahul raimo raisa raj rajesh ralf ramesh ramin ramona rana ranjit ransom raoul rashad rashid rasmus rastislav ratko ravi rebekah
reggie reidar reiko reinhard reinhold remi rena renata renate reuben reza rhea rhys ria riccardo rikard rikke rina risto ritva ritu
roald robbie robert roberta roch rodolphe rodrick rohan rohit roland rolf romain roman romana romeo romy rory rosalind roselyn rosanna
rosanne roscoe roswitha roxana roxanne royce rozalia rudi rudolf runa rune ruslan ruth ruza ryo ryota ryszard saad saara sabine sachiko
sadiq said saif sakari sakura saleh salim salma salman sami samina samira samuele sana sandeep sander sandor sandrine sanja sanjay santino
sanna santeri sari sarita sasha satoshi satu saverio sayed sayuri sergei sergey serge seungmin severin shabnam shanelle shanice sharif
shaniqua shanthi shauna shaquille sheikh shelley sherri sherman shigeru shinji shiro shiva shizuka shoji sibylle siegfried sigmund
signe sigrid sigurd silas silje silke silvano silvana silvija silvie silvio simeon simo simona siobhan sinead siri sirkka sixten slavko
slobodan snezana sofie solveig sonja soren sota soumya spiro srecko stacie stanislav stanislava stanislaw stavros stefan stefania
stefanie stefano stein steinar stella sten stephan stephane stig stjepan sue-ann suleiman sumiko sunil sunita suraj suresh suvi suzana
suzette svea sven svend svetlana sverre svein swati sylvain sylvie szymon tadashi tadeusz tahir taina taisto takashi takeshi taro tanvi
tania tanja tapio tariq tarja tatiana tatjana tatyana tatsuya tawanda tea teemu temperance tereza terhi terje terrence tessa tetsuo thabo
thea theo theodor theresia therese thi thierry thijs thilo thorsten thu thuy tian tibor tiina tilda tilly tilo timo timofey timur
tobias todor togrul tom tomasz tomislav tomoko tone tor tora torben tord tore torsten toshiko toshiro tove tran trine trond trudy tuan
tula tung tuomas tuula tyra tyrone udo ugo ulf ulla ulrich ulrike umar umberto urban urs ursula urszula urvashi usha uta ute uwe vaclav
vadim valentin valentine valerio valter vanja vanya vasily vasile vasilis veera veikko velma vera verena veronika vesna victorine vida
vidar vijay vikram viktor viktoria viktorija vilhelm vilho viliam ville vilma vincente vincenzo vinay violeta violetta virgil virginie
virpi vitaly vito vittoria vittorio vivek vivien vivienne vlad vladimir vladislav vlasta vojtech volker vukasin waclaw walid
walter waltraud wanjiru wassim wei weronika werner wieslaw wieslawa wilfred wilhelm wilhelmina willem wim winifred winnie winston
wiktor wiktoria witold wladyslaw wojciech wolfgang wout xavi xenia xiao xin yael yahya yan yang yann yannick yara yasmin yasmine yasmeen
yasuko yelena yekaterina yevgeny ying yiannis yoko yong yosef yoshiko yoshio youssef yu yuan yuka yuki yukiko yulia yumi yun yuri yusef
yuto yves zachariah zahra zainab zaira zara zbigniew zdenek zdenka zelda zeljko zhen zita zlatko zlata zoltan zofia zora zoran zosia
zsofia zsolt zuzana zvonimir brittney caitlynn carey chastain chad clint cory daria darrin darryl derick dewayne dexter dianna dina dominga dora
earnest eleuterio elvis ernestina faye gracie hallie hattie herminia hope ignatius ila irving iva jana janelle janette jarrod jarvis jasmin
jaxon jeannie jeannette jenna jennie jeri jewell joni jolene josefa kara kari katheryn katy keri kerry kenya krista krystal kurtis
lacey lana larissa latisha lela lesley lia lorene lora lorna luella luisa luella lula lupe lyla lyle mable mamie maggie marcie
margie maribel marla marlin marty marva matilda mattie maude melinda melody mercy mildred millie minerva minnie mollie mona
muriel nannie nettie nikki noreen odessa ollie opal ophelia ora pansy patti patty pearlie perla polly ramon randi ricardo robbie
robyn rosalyn rosella rosetta roslyn roxie salvatore shana shari shelia sherrie sondra stan stefan sylvester tabatha tamera tami tammie
tanisha tasha tia tillie tricia trina trisha trish tyra ursula valarie velma vernon verna vickie vince vonda wilda willa wilma wilson zelma
marquita shanika tyrese jaquan keyshawn deja lamont rashawn tremaine kareem jalen kiara aniyah amari kamari zaria malia kalani leilani
keanu makoa nizhoni shawna mateusz`;

export const givenElsewhere: ReadonlySet<string> = new Set(names.split(/\s+/).filter(Boolean));
