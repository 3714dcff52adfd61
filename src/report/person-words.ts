// Lists for finding names of people in a post that might be quoted. They may be too long, and never too short: a word that is on them
// by mistake only costs a quote.

import { givenNames } from '../enrich/given-names.ts';

const words = (list: string): ReadonlySet<string> => new Set(list.trim().split(/\s+/));

/** Given names beyond those of src/enrich/given-names.ts, in lower case, without those that are ordinary words. */
export const moreGivenNames = words(`
  abdul abigail adriana agnes ahmed aisha alejandro alejandra ali alicia alma amina ana andres angel antonio aria ava beatriz becky ben bernard beth
  bill billy blanca bob bobby brad brayden brittany bryan caleb camila carla carlos carmen caroline cathy chad chris cindy claire claudia cody colin
  connor corey craig crystal curtis daisy dan danny darren dave dean debbie debra dennis derek diego dominic don donnie doug duane dylan eddie edgar
  eduardo elaine eleanor elena eli ella ellen elsa emilio emmanuel enrique erica erik erin ernesto esteban esther ethan eva evan fatima felipe fernando
  fiona francisco fred freddie gabriel gabriela gavin geoff gerardo gina glenn gloria greg guillermo gustavo hassan hector henrietta holly hugo ian
  ibrahim ignacio irene isaac isabel isabella ivan jackie jaime jake jamal jamie jane javier jaxon jay jayden jeff jenna jenny jeremy jerome jesse jesus
  jill jim jimmy joaquin joel jordan jorge jose josefina josh josie juanita kate katie katy keisha ken kenny kim kristen kristin kyle lance lawrence leah
  lee leo leon leonard leslie liam logan lois lorena lorraine lucas lucia lucy luis luke lupe lydia mabel manuel marco marcos marcus margarita marina mario
  marisol marjorie marlene marta martin marvin mason mateo matt maureen max mercedes mia miguel mike mila miriam mohamed mohammed molly monica muhammad naomi
  natalia natalie natasha neil nick nina noah nora norma oliver omar oscar pablo pam pat patty paula pauline pedro peggy perry phil philippa phyllis priya
  rafael ramon raul ray rebeca renee ricardo rick ricky rita rob roberta roberto rodney rodrigo ron ronnie rosa rosalind ross roxanne ruben sabrina sally sal
  salvador sam sammy santiago sergio shane shannon sheila sherry silvia simon sofia sonia sophia sophie stacy stan stella steve stuart sue suzanne sylvia
  tamara tammy tanya tara ted terry tiffany tim tina todd tom tommy toni tony tracy travis trevor tricia troy valerie vanessa vera veronica vicente vicki
  vincent violet vivian wanda wendy xavier yolanda yusuf yvonne zoe`);

/** Given names that are ordinary words too: in lower case they say nothing. */
export const ordinaryNames = words(
  'mark grace rose frank gene joy jean may will hope faith art bill pat sue ray don max angel crystal holly violet daisy dean mason lance jay rob mercedes jordan art max marina norma alma rosa ali perry eli jesus pam sal leo ken dan ben ian kim lee luke ross troy',
);

const isGivenName = (word: string) =>
  (givenNames.has(word) || moreGivenNames.has(word)) && !ordinaryNames.has(word);

/** Of a term in lower case: a given name may be that of somebody who was talked of. */
export const mayName = (term: string): boolean => term.split(' ').some(isGivenName);

/** Before a name; what follows is a person whatever word it is. */
export const titles = words(`
  mr mrs ms miss mx dr prof professor sir madam officer sgt sergeant lt lieutenant capt captain detective deputy sheriff chief mayor councillor councilor
  councilman councilwoman councilmember alderman alderwoman commissioner senator governor congressman congresswoman representative judge justice rev reverend
  father pastor principal coach señor señora sr sra srta don doña doctor doctora alcalde alcaldesa regidor concejal oficial`);

/** Surnames that are ordinary words: one at the start of a sentence may be either. */
export const ordinarySurnames = words(`
  baker banks barber bell bishop black bond brown burns bush butler carpenter carter cook cooper cross day dean fields fisher fox franks freeman french
  gardner good gray green grey hall hardy hill holland hunt hunter king knight lamb lane law little long love mason miller moody moon moore newman noble
  page palmer park parker parks pearson perry piper pope porter potter powers price rich rivers sharp shepherd short snow stone strong summers swift taylor
  turner underwood wagner walker wall ward waters weaver webb wells west white wise wolf wood woods young`);

/** Written with a capital, and no person: days, months, holidays, tongues, the words of a city's offices, and what everybody calls by a brand. */
export const capitalWords = words(`
  i i'm i'd i'll i've ok okay tv pm am us usa uk eu ac
  monday tuesday wednesday thursday friday saturday sunday mon tue tues wed thu thur thurs fri sat sun
  january february march april may june july august september october november december jan feb mar apr jun jul aug sep sept oct nov dec
  christmas thanksgiving halloween easter ramadan diwali hanukkah eid covid
  english spanish french german chinese vietnamese arabic portuguese haitian creole american americans european african asian hispanic latino latina
  god lord internet google facebook twitter reddit nextdoor instagram youtube amazon uber lyft zoom wifi bluetooth gps
  city council hall department police fire water street road avenue river bridge park parks library school station hospital court county state federal
  transit metro bus ferry train line north south east west district ward board works public mayor councillor commissioner`);
