// The words that streets, roads, waters and buildings are called by; in lower case, as tokens have them.

const words = (list: string): ReadonlySet<string> => new Set(list.split(/\s+/));

export const directions = words(
  `n s e w ne nw se sw north south east west northeast northwest southeast southwest northern southern eastern western`,
);
/** After the name of a road: which way it runs. */
export const bounds = words(
  `n s e w nb sb eb wb ob ib north south east west northbound southbound eastbound westbound inbound outbound`,
);
export const streetSuffixes = words(
  `st street ave av avenue rd road dr drive blvd boulevard ln lane ct court pkwy parkway fwy freeway hwy highway tollway tollroad
  expressway expwy expy turnpike cir circle trl trail ter terrace pl way loop plaza calle avenida spur bypass crossing`,
);
/** Words that a road's number follows: "Hwy 6", "I-45", "FM 646". */
export const routeWords = words(
  'i ih interstate us sh hwy highway fm rm rr cr sr rt rte route beltway bw loop exit spur state county',
);
export const waters = words('river bayou creek crk lake lagoon canal bay reservoir dam pond harbor harbour');
export const buildings = words(
  `school hs elementary hospital mall church cathedral temple mosque park bridge airport stadium arena levee subdivision library
  station university college museum zoo cemetery apartments plaza center centre hotel gardens ymca academy clinic courthouse
  gym theater theatre market pier tower terminal estates village`,
);
/** "Harris County": the word makes the name. */
export const regions = words('county co parish borough township district ward isd');
/** Before a name: "Lake Conroe", "Fort Bend", "Mount Royal", "Port Arthur". */
export const prefixes = words('lake fort ft mount mt port camp');
/** A part of the city when its name follows: "downtown Houston". */
export const partsOfTown = words('downtown uptown midtown central inner greater');
/** Between two roads: they meet. */
export const crossings = words('and at near @ / - x');
/** Words that begin no name though they have a capital. */
export const nameless = words(
  `the a an at in on of and or but for to from by with is are was were be this that these those i we you he she they it my our your his
  her their its if when where while as so not no yes please rt via near between off over under up down out about after before until
  all any some more most just now today tonight tomorrow help need needs open closed rescue water flood flooding update breaking`,
);
