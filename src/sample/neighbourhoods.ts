// Who lives where in Quillport, and what residents call things. All of it is invented.

export interface SampleNeighbourhood {
  id: string;
  name: string;
  aliases: readonly string[];
  residents: number;
  /** how much its residents write, 1 is usual */
  chatty: number;
  streets: readonly string[];
  park: string;
  station: string;
  line: string;
  school: string;
  landmark: { name: string; kind: string; aliases?: readonly string[] };
}

const area = (
  id: string,
  name: string,
  aliases: string[],
  residents: number,
  chatty: number,
  streets: string,
  [park, station, line, school]: [string, string, string, string],
  landmark: SampleNeighbourhood['landmark'],
): SampleNeighbourhood => {
  return {
    id,
    name,
    aliases,
    residents,
    chatty,
    streets: streets.split(', '),
    park,
    station,
    line,
    school,
    landmark,
  };
};

// biome-ignore format: a table reads better than a tower
export const neighbourhoods: readonly SampleNeighbourhood[] = [
  area('downtown', 'Downtown', ['Downtown Quillport', 'Exchange District'], 31_400, 1.7,
    'Exchange Street, Tallow Avenue, Quillmaker Street, Customs Row, Lantern Street, Binnacle Alley',
    ['Assay Square', 'Exchange Station', 'Blue Line', 'Lantern Street School'],
    { name: 'Quillport City Hall', kind: 'landmark', aliases: ['City Hall'] }),
  area('ferry-landing', 'Ferry Landing', ['the Landing'], 22_900, 1.25,
    'Ferry Street, Capstan Street, Old Slip Road, Pilot Street, Windlass Lane',
    ['Pilot Green', 'Ferry Landing Station', 'Blue Line', 'Capstan Street School'],
    { name: 'Lantern Bay Ferry Terminal', kind: 'landmark', aliases: ['the ferry terminal'] }),
  area('ropewalk', 'Ropewalk', ['the Ropewalk'], 27_300, 1.3,
    'Hawser Street, Spindle Avenue, Oakum Street, Netmaker Street, Cordage Way',
    ['Ropewalk Promenade', 'Hawser Street Station', 'Blue Line', 'Netmaker Academy'],
    { name: 'Oakum Hall', kind: 'landmark' }),
  area('copper-hill', 'Copper Hill', ['the Hill'], 34_800, 1.15,
    'Copper Hill Road, Assayer Street, Verdigris Avenue, Kettle Street, Crucible Lane',
    ['Verdigris Park', 'Copper Hill Station', 'Green Line', 'Kettle Street School'],
    { name: 'Copper Hill Reservoir', kind: 'landmark', aliases: ['the reservoir'] }),
  area('millrace', 'Millrace', ['Mill Race'], 24_100, 1.2,
    'Millrace Street, Sluice Street, Gristmill Avenue, Paddlewheel Road, Tailrace Lane',
    ['Sluice Gate Park', 'Gristmill Station', 'Green Line', 'Paddlewheel School'],
    { name: 'Gristmill Market', kind: 'market' }),
  area('saint-orla', 'Saint Orla', ['St Orla', 'St. Orla'], 33_200, 1.1,
    'Saint Orla Avenue, Cloister Street, Infirmary Road, Bellfounder Street, Scholar Street',
    ['Cloister Gardens', 'Saint Orla Station', 'Green Line', 'Bellfounder High School'],
    { name: 'Saint Orla Hospital', kind: 'hospital', aliases: ['St Orla Hospital', 'Saint Orla ER'] }),
  area('larkfield', 'Larkfield', [], 29_500, 0.8,
    'Larkfield Road, Plover Street, Fieldfare Avenue, Haymow Drive, Threshing Lane',
    ['Fieldfare Park', 'Larkfield Terminal', 'Green Line', 'Plover Street School'],
    { name: 'Larkfield Commons', kind: 'shopping' }),
  area('gannet-point', 'Gannet Point', ['the Point'], 16_700, 0.95,
    'Gannet Point Road, Lighthouse Avenue, Kelp Street, Razorbill Lane, Breakwater Drive',
    ['Breakwater Park', 'Kelp Street Stop', 'Route 14', 'Razorbill School'],
    { name: 'Gannet Point Light', kind: 'landmark', aliases: ['the lighthouse'] }),
  area('upper-weir', 'Upper Weir', [], 18_300, 0.8,
    'Weir Road, Withy Street, Eelpond Avenue, Osierbed Lane, Lockkeeper Street',
    ['Withy Meadows', 'Weir Road Stop', 'Route 22', 'Eelpond School'],
    { name: 'Upper Weir Dam', kind: 'landmark', aliases: ['the weir'] }),
  area('brickyards', 'Brickyards', ['the Brickyards'], 25_900, 0.95,
    'Kiln Street, Claypit Road, Hodcarrier Avenue, Clinker Street, Mortar Lane',
    ['Claypit Pond Park', 'Kiln Street Station', 'Green Line', 'Hodcarrier School'],
    { name: 'Quillport Transfer Station', kind: 'landmark', aliases: ['the transfer station'] }),
  area('tannery-flats', 'Tannery Flats', ['the Flats'], 28_600, 1.25,
    'Tannery Street, Barkpit Road, Saddler Street, Riverwall Road, Currier Avenue',
    ['Riverwall Park', 'Saddler Street Station', 'Red Line', 'Currier Avenue School'],
    { name: 'Corrow Lift Bridge', kind: 'bridge', aliases: ['the lift bridge', 'the Corrow bridge'] }),
  area('southquay', 'Southquay', ['South Quay'], 17_800, 1.1,
    'Stevedore Street, Southquay Road, Ballast Street, Manifest Avenue, Bonded Lane',
    ['Ballast Point Park', 'Southquay Station', 'Red Line', 'Manifest Avenue School'],
    { name: 'Ballast Stadium', kind: 'stadium', aliases: ['the stadium'] }),
  area('cinder-row', 'Cinder Row', [], 32_700, 1.05,
    'Cinder Road, Stoker Street, Firebox Avenue, Roundhouse Street, Signalbox Lane',
    ['Roundhouse Park', 'Roundhouse Station', 'Red Line', 'Stoker Street School'],
    { name: 'Roundhouse Library', kind: 'library' }),
  area('halfmoon', 'Halfmoon', ['Half Moon'], 21_600, 0.9,
    'Halfmoon Road, Crescent Bank, Orchard Ferry Road, Towpath Street, Meander Avenue',
    ['Towpath Park', 'Crescent Bank Station', 'Red Line', 'Meander Avenue School'],
    { name: 'Halfmoon Rowing Club', kind: 'landmark' }),
  area('juniper-heights', 'Juniper Heights', ['the Heights'], 23_800, 0.85,
    'Juniper Road, Sloe Street, Bramble Avenue, Hawthorn Rise, Quince Street',
    ['Sloe Hill Park', 'Juniper Road Stop', 'Route 9', 'Bramble Avenue School'],
    { name: 'Juniper Heights Branch Library', kind: 'library' }),
  area('wickett-rise', 'Wickett Rise', ['Wickett'], 19_200, 0.85,
    'Wickett Road, Turnstile Street, Gatehouse Avenue, Palisade Street, Drover Lane',
    ['Drover Common', 'Wickett Rise Terminal', 'Red Line', 'Gatehouse School'],
    { name: 'Wickett Rise Ice Rink', kind: 'landmark' }),
  area('saltmeadow', 'Saltmeadow', ['Salt Meadow'], 14_900, 0.9,
    'Saltmeadow Road, Samphire Street, Tidegate Avenue, Sedge Street, Causeway Road',
    ['Samphire Marsh', 'Causeway Road Stop', 'Route 31', 'Tidegate School'],
    { name: 'Saltmeadow Pumping Station', kind: 'landmark', aliases: ['the pumping station'] }),
  area('heron-island', 'Heron Island', ['the Island'], 2_100, 0.6,
    'Heron Island Road, Wader Lane, Jetty Street',
    ['Heron Island Green', 'Heron Island Dock', 'Bay Ferry', 'Wader Lane School'],
    { name: 'Heron Island Boatyard', kind: 'landmark' }),
];

export const cityName = 'Quillport';
export const timezone = 'America/New_York';
export const river = 'Corrow River';
export const newspaper = 'Quillport Courier';

/** Invented people in public office. */
export const officials = {
  mayor: 'Marisela Thornquist',
  president: 'Desmond Achterwold',
  works: 'Priyanka Vandersloot',
  transit: 'Tobias Ekundarre',
} as const;

/** The city's own accounts. */
export const officialAccounts = [
  'city_of_quillport',
  'quillport_transit',
  'quillport_water',
  'quillport_parks',
] as const;

export function neighbourhoodById(id: string): SampleNeighbourhood {
  const found = neighbourhoods.find((candidate) => candidate.id === id);
  if (found === undefined) throw new RangeError(`no neighbourhood ${id}`);
  return found;
}
