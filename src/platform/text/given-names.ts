/**
 * Given names that are common in the United States, English and Spanish, lower case and without accents. It is
 * evidence that capitalised words name a person, never proof; rules ask for context besides.
 */
const common = `
aaliyah aaron abby abigail abraham ada adam adan addison adela adrian adriana adriel agustin aidan aiden aileen
aisha alan alana alba albert alberto aldo alec alejandra alejandro alessandra alex alexa alexander alexandra alexis
alfonso alfred alfredo ali alice alicia alina alison allen allison alma alonso alvaro alvin alyssa amaya amelia amir
amy ana anabel anastasia andre andrea andreas andres andrew andy angela angelica angelina angelo anita ann anna anne
annette annie anthony antoine antonia antonio araceli ariana arianna ariel armando arnold arthur arturo ashley aubrey
audrey aurora ava avery barbara beatriz becky bella ben benito benjamin bennett bernardo bernice beth bethany betty
beverly bianca blake blanca bob bobby bonnie brad bradley brandon brayden breanna brenda brendan brent brett brian
briana brianna bridget brittany brody bruce bruno bryan bryce caden caleb calvin camila camilla camille cameron camryn
carl carla carlos carly carmen carol carolina caroline carolyn carrie carson casey cassandra catalina catherine cathy
cecilia cedric celeste celia cesar chad charles charlie chelsea cheryl chloe chris christian christina christine
christopher cindy claire clara clarence claudia clayton clifford clyde cody colby colin colleen colton connie connor
conor consuelo cooper cora corey cortez courtney craig cristian cristina cruz curtis cynthia daisy damian damien dan
dana daniel daniela danielle danny daria darlene darnell darrell darren dave david deandre deborah debra declan
delia denise dennis derek derrick desmond devin devon diana diane diego dolores dominic dominique don donald donna
doris dorothy doug douglas duane dustin dylan earl ed eddie edgar edith edna eduardo edward edwin eileen elaine
eleanor elena eli elias elijah elisa elizabeth ella ellen ellie elliot elmer eloise elsa emanuel emiliano emilio emily
emma emmanuel enrique eric erica erick erik erika erin ernest ernesto esmeralda esperanza esteban estela esther ethan
eva evan evelyn ezekiel ezra fabian fatima felicia felipe felix fernanda fernando finn fiona francesca francis
francisco fred freddie frederick gabriel gabriela gabriella gail garrett gary gavin gene genesis geoffrey george
gerald gerardo gianna gilbert gilberto gina giovanni gladys glen glenn gloria gonzalo gordon graciela graham greg
gregory greta guadalupe guillermo gustavo hailey hannah hanna harold harriet harry harvey hassan hazel heather hector
heidi helen henry herbert hernan holly howard hudson hugo ian ibrahim ignacio imani ines irene irma isaac isabel
isabela isabella isabelle isaiah isaias ismael israel ivan jace jackie jacob jacqueline jaden jaime jake jamal james
jamie jan jane janet janice jared jasmine jason javier jay jayden jayla jaylen jean jeff jeffrey jenna jennifer jenny
jeremiah jeremy jerome jerry jesse jessica jesus jill jillian jim jimmy joan joann joanna joaquin jodi joe joel
johanna john johnny jon jonah jonathan jorge jose josefina joseph josephine josh joshua josiah josue juan juana juanita
judith judy julia julian juliana julie juliet julio justin kaden kai kaitlyn karen karina karl karla kate
katelyn katherine kathleen kathryn kathy katie kayden kayla keisha keith kelly kelsey ken kendra kenneth kenny kevin
khalil kim kimberly kirk kristen kristin kristina kurt kyle kylie lakisha lamar lance landon larry latoya laura lauren
laurie lawrence layla leah lee lena leo leon leonard leonardo leonel leroy leslie leticia levi liam lidia lila liliana
lillian lilly linda lindsay lindsey lisa logan lois lola lorena lorenzo loretta lori lorraine louis louise luca lucas
lucia lucy luis luisa luke luna luz lydia lyla lynn mabel mackenzie makayla malcolm malik manuel marcela marcia marco
marcos marcus margaret margarita maria mariah mariana maribel marie mariela marilyn mario marisol marissa marjorie
marlene marquis marshawn martha martin marvin mary mateo matias matt matthew maureen maurice mauricio max maya megan
melanie melissa melvin mercedes mia micah michael michaela micheal michelle miguel mila miles milo minh miranda miriam
misty mitchell mohamed mohammed moises molly monica morgan moses muhammad mya myra nadia nancy naomi natalia natalie
natasha nathan nathaniel neil nelson nevaeh nia nicholas nick nicolas nicole nina noah noel noelle noemi nora norma
norman octavia octavio oliver olivia omar oscar otis owen pablo paige paloma pamela patricia patrick paul paula
paulina pauline pedro penelope peter peyton phil philip phillip phyllis priscilla quentin quinn rachel rafael ralph
ramiro ramon ramona randall randy raquel raul ray raymond rebeca rebecca regina reginald reid renee rene ricardo
richard rick ricky rita rob robert roberta roberto robin rocio rodney rodolfo rodrigo roger rogelio roland rolando
ron ronald ronnie rosa rosalie rosalinda rosario rosemary ross roy ruben rudy rufus russell ruth ryan ryder sabrina
sadie salvador sam samantha samir samuel sandra sandy santos sara sarah saul scarlett scott sean sebastian selena
serena sergio seth shane shannon sharon shaun shawn sheila shelby shelly sherry shirley silvia simon simone skylar
sofia sonia sophia sophie spencer stacey stacy stanley stella stephanie stephen steve steven stuart sue susan susana
suzanne sydney sylvia tabitha tamara tamika tammy tanya tara tasha taylor ted terence teresa terrance terrell terry
thelma theodore theresa thomas tiffany tim timothy tina toby todd tom tomas tommy toni tony tonya tracy travis trent
trevor trey trinity tristan tyler tyrell tyrone tyson uriel valentina valeria valerie vanessa vera veronica vicente
vicki victor victoria vincent viola violet vivian viviana wanda warren wayne wendy wesley wilbur willie william wilma
xavier ximena yadira yahir yesenia yolanda yusuf yvette yvonne zachary zack zoe zoey`;

/** Also words, months or places: alone they are no name, before a family name they are. */
const ambiguous = `
amber angel april art aspen austin autumn bill brandy brook brooke brooklyn buck camden carter chance charity charlotte
chase chastity christy clay cliff crystal dakota dale dallas dawn dean denver destiny dolly drew easton eden ember
eugene faith florence ford frank gene georgia ginger glen grace grant grayson hank harmony heaven henderson hope houston
hunter iris ivy jack jackson jade jasper jefferson jordan joy june kennedy kent lane lincoln lily madison marina mark
marshall mason may melody miles milton montana nick nevada norma olive paris parker pat patience pearl penny phoenix
poppy porter price reed rich river rob robin rocky rose ruby rusty sage savannah serenity sky skip sterling storm
summer sunny terry troy tucker virginia walker wade ward wren will winter wood angeles santiago trinidad soledad pilar
milagros guadalupe rosario cruz camino`;

export const givenNames: ReadonlySet<string> = setOf(common);
export const ambiguousNames: ReadonlySet<string> = setOf(ambiguous);

function setOf(words: string): ReadonlySet<string> {
  return new Set(words.split(/\s+/).filter(Boolean));
}
