// The drawing of Quillport: corners and the borders between them, each drawn once and shared by its neighbours.
// Kilometres east and north of a point in the open Atlantic, where no real resident lives.

export type Kilometres = readonly [number, number];

/** Where borders meet. */
export const corners = {
  westNorthBank: [0.35, 7.0],
  westBrick: [0.55, 10.1],
  northBrick: [4.1, 13.2],
  northLark: [9.1, 13.55],
  gannetRope: [12.35, 9.75],
  ropeFerry: [12.2, 8.15],
  mouthNorth: [12.15, 6.65],
  ferryDown: [9.75, 6.05],
  downMill: [7.15, 6.4],
  millWeir: [4.1, 7.72],
  weirOrla: [4.35, 8.75],
  brickOrla: [3.75, 9.85],
  orlaLark: [5.35, 11.15],
  orlaCopper: [7.65, 10.35],
  orlaDown: [7.2, 8.35],
  copperRope: [9.95, 10.3],
  downRope: [9.65, 8.05],
  westSouthBank: [0.3, 6.45],
  halfTannery: [5.45, 6.5],
  tannerySouth: [9.75, 5.3],
  mouthSouth: [12.4, 5.05],
  southSalt: [13.75, 2.75],
  saltEnd: [12.95, 0.35],
  wickettSalt: [9.35, -0.25],
  juniperWickett: [4.95, 0.1],
  westJuniper: [0.15, 3.35],
  halfJuniper: [5.1, 4.35],
  tannerySalt: [9.45, 4.05],
  cinderSalt: [9.0, 2.25],
  cinderJuniper: [5.6, 2.35],
  heronWest: [13.0, 6.05],
} as const satisfies Record<string, Kilometres>;

type Corner = keyof typeof corners;

/** from, to, how it bends on the way, and how ragged it is: a coast, a creek, or a street */
export type Border = readonly [Corner, Corner, readonly Kilometres[], number];

const [street, creek, bank, coast] = [0, 0.09, 0.06, 0.16];

// biome-ignore format: a border a line
export const borders = {
  // The rim, clockwise from the river's north bank in the west.
  weirLimit: ['westNorthBank', 'westBrick', [[0.2, 8.1], [0.2, 9.2], [0.55, 9.2]], street],
  brickLimit: ['westBrick', 'northBrick', [[0.9, 10.1], [0.9, 11.6], [1.75, 12.45], [2.6, 12.45], [2.6, 13.0], [4.1, 13.0]], street],
  larkLimit: ['northBrick', 'northLark', [[5.7, 13.45], [6.9, 13.45], [6.9, 13.85], [8.2, 13.85]], street],
  gannetCoast: ['northLark', 'gannetRope', [[10.4, 13.2], [11.3, 13.35], [12.2, 12.6], [13.4, 12.35], [14.6, 11.75], [15.35, 11.35], [15.2, 10.95], [14.2, 11.0], [13.3, 10.6], [12.7, 10.5]], coast],
  ropeCoast: ['gannetRope', 'ropeFerry', [[12.75, 9.5], [12.85, 9.0], [12.45, 8.85], [12.6, 8.4]], creek],
  ferryCoast: ['ropeFerry', 'mouthNorth', [[12.6, 8.0], [12.62, 7.7], [12.3, 7.65], [12.45, 7.1]], creek],
  ferryBank: ['mouthNorth', 'ferryDown', [[11.3, 6.35], [10.5, 6.0]], bank],
  downBank: ['ferryDown', 'downMill', [[9.0, 6.2], [8.2, 6.3]], bank],
  millBank: ['downMill', 'millWeir', [[6.55, 6.65], [6.05, 7.15], [5.3, 7.5]], bank],
  weirBank: ['millWeir', 'westNorthBank', [[3.2, 7.95], [2.2, 7.95], [1.4, 7.5]], bank],
  // Inside the north.
  millWeirStreet: ['millWeir', 'weirOrla', [[4.15, 8.2]], street],
  weirOrlaCreek: ['weirOrla', 'brickOrla', [[4.15, 9.2], [3.8, 9.4]], creek],
  weirBrick: ['brickOrla', 'westBrick', [[3.0, 9.65], [2.3, 9.95], [1.4, 9.9]], street],
  brickOrlaCreek: ['brickOrla', 'orlaLark', [[4.2, 10.4], [4.9, 10.6]], creek],
  brickLark: ['orlaLark', 'northBrick', [[4.95, 11.7], [4.5, 12.2]], street],
  orlaLarkStreet: ['orlaLark', 'orlaCopper', [[6.2, 10.95], [6.3, 10.65], [7.1, 10.55]], street],
  copperLark: ['orlaCopper', 'copperRope', [[8.5, 10.75], [9.3, 10.7]], street],
  larkGannet: ['copperRope', 'northLark', [[10.1, 11.0], [9.6, 11.7], [9.55, 12.6]], creek],
  millOrla: ['weirOrla', 'orlaDown', [[5.3, 8.6], [5.35, 8.45], [6.3, 8.3]], street],
  orlaCopperStreet: ['orlaDown', 'orlaCopper', [[7.35, 9.1], [7.6, 9.7]], street],
  millDown: ['downMill', 'orlaDown', [[7.2, 7.1], [7.05, 7.6]], street],
  copperDown: ['orlaDown', 'downRope', [[8.0, 8.45], [8.9, 8.25]], street],
  copperRopeStreet: ['downRope', 'copperRope', [[9.9, 8.7], [9.8, 9.5]], street],
  gannetRopeStreet: ['copperRope', 'gannetRope', [[10.8, 10.15], [11.5, 9.95]], creek],
  ropeFerryStreet: ['downRope', 'ropeFerry', [[10.6, 8.2], [11.5, 8.05]], street],
  ferryDownStreet: ['ferryDown', 'downRope', [[9.8, 6.8], [9.6, 7.4]], street],
  // South of the river: its bank from west to east, the coast, the limit.
  halfBank: ['westSouthBank', 'halfTannery', [[1.5, 7.0], [2.3, 7.42], [3.2, 7.42], [4.0, 7.2], [4.9, 6.95]], bank],
  tanneryBank: ['halfTannery', 'tannerySouth', [[5.85, 6.05], [6.5, 5.8], [7.3, 5.72], [8.3, 5.75], [9.1, 5.6]], bank],
  southBank: ['tannerySouth', 'mouthSouth', [[10.5, 5.25], [11.4, 5.35]], bank],
  southCoast: ['mouthSouth', 'southSalt', [[12.85, 5.1], [12.9, 4.6], [13.3, 4.6], [13.3, 4.15], [13.05, 4.1], [13.1, 3.7], [13.6, 3.65], [13.65, 3.2]], 0.03],
  saltCoast: ['southSalt', 'saltEnd', [[13.3, 2.4], [13.75, 1.9], [13.35, 1.4], [13.5, 0.9]], coast],
  saltLimit: ['saltEnd', 'wickettSalt', [[12.0, 0.2], [11.2, -0.2], [10.3, -0.2]], street],
  wickettLimit: ['wickettSalt', 'juniperWickett', [[8.4, -0.6], [7.1, -0.6], [7.1, -0.2], [5.6, -0.2]], street],
  juniperLimit: ['juniperWickett', 'westJuniper', [[3.6, 0.2], [3.6, 0.7], [1.7, 0.7], [0.8, 1.5], [0.8, 2.4], [0.15, 2.4]], street],
  halfLimit: ['westJuniper', 'westSouthBank', [[0.0, 4.3], [0.45, 5.3]], street],
  // Inside the south.
  halfTanneryStreet: ['halfTannery', 'halfJuniper', [[5.3, 5.8], [5.35, 5.2]], street],
  halfJuniperCreek: ['westJuniper', 'halfJuniper', [[1.4, 3.7], [2.6, 3.55], [3.7, 4.15]], creek],
  tanneryCinder: ['halfJuniper', 'tannerySalt', [[6.2, 4.45], [7.4, 4.2], [8.6, 4.25]], street],
  tannerySouthStreet: ['tannerySouth', 'tannerySalt', [[9.7, 4.7]], street],
  southSaltCreek: ['tannerySalt', 'southSalt', [[10.5, 3.85], [11.3, 3.35], [12.3, 3.2], [13.0, 2.85]], creek],
  cinderJuniperStreet: ['halfJuniper', 'cinderJuniper', [[5.3, 3.6], [5.55, 3.0]], street],
  cinderWickett: ['cinderJuniper', 'cinderSalt', [[6.7, 2.45], [7.5, 2.2], [8.3, 2.35]], street],
  cinderSaltStreet: ['cinderSalt', 'tannerySalt', [[9.05, 2.9], [9.4, 3.4]], street],
  juniperWickettCreek: ['cinderJuniper', 'juniperWickett', [[5.35, 1.8], [5.45, 1.2], [5.0, 0.7]], creek],
  wickettSaltStreet: ['cinderSalt', 'wickettSalt', [[9.1, 1.6], [9.45, 1.1], [9.3, 0.4]], street],
  // The island in the mouth.
  heronShore: ['heronWest', 'heronWest', [[13.25, 6.4], [13.8, 6.6], [14.45, 6.55], [14.75, 6.2], [14.5, 5.8], [13.85, 5.65], [13.3, 5.75]], 0.1],
} as const satisfies Record<string, Border>;

export type BorderName = keyof typeof borders;

/** Walks round each neighbourhood; a leading "-" walks a border backwards. */
export const walks: Record<string, readonly (BorderName | `-${BorderName}`)[]> = {
  'upper-weir': ['weirLimit', '-weirBrick', '-weirOrlaCreek', '-millWeirStreet', 'weirBank'],
  brickyards: ['brickLimit', '-brickLark', '-brickOrlaCreek', 'weirBrick'],
  'saint-orla': ['weirOrlaCreek', 'brickOrlaCreek', 'orlaLarkStreet', '-orlaCopperStreet', '-millOrla'],
  millrace: ['millWeirStreet', 'millOrla', '-millDown', 'millBank'],
  downtown: ['millDown', 'copperDown', '-ferryDownStreet', 'downBank'],
  'copper-hill': ['orlaCopperStreet', 'copperLark', '-copperRopeStreet', '-copperDown'],
  larkfield: ['brickLark', 'larkLimit', '-larkGannet', '-copperLark', '-orlaLarkStreet'],
  'gannet-point': ['larkGannet', 'gannetCoast', '-gannetRopeStreet'],
  ropewalk: ['copperRopeStreet', 'gannetRopeStreet', 'ropeCoast', '-ropeFerryStreet'],
  'ferry-landing': ['ferryDownStreet', 'ropeFerryStreet', 'ferryCoast', 'ferryBank'],
  halfmoon: ['halfBank', 'halfTanneryStreet', '-halfJuniperCreek', 'halfLimit'],
  'tannery-flats': ['tanneryBank', 'tannerySouthStreet', '-tanneryCinder', '-halfTanneryStreet'],
  southquay: ['southBank', 'southCoast', '-southSaltCreek', '-tannerySouthStreet'],
  'cinder-row': ['tanneryCinder', '-cinderSaltStreet', '-cinderWickett', '-cinderJuniperStreet'],
  'juniper-heights': ['halfJuniperCreek', 'cinderJuniperStreet', 'juniperWickettCreek', 'juniperLimit'],
  'wickett-rise': ['cinderWickett', 'wickettSaltStreet', 'wickettLimit', '-juniperWickettCreek'],
  saltmeadow: ['southSaltCreek', 'saltCoast', 'saltLimit', '-wickettSaltStreet', 'cinderSaltStreet'],
  'heron-island': ['heronShore'],
};
