// A city, read and resolved: plain data that can be sent to a thread.

/** ISO 639 code in lower case, such as `en`. */
export type Lang = string;

export interface Neighbourhood {
  id: string;
  name: string;
  aliases: string[];
  residents?: number;
  /** MultiPolygon of [lon, lat] in degrees; every ring is closed, the first of a polygon is its outside */
  polygons: number[][][][];
  /** a point inside it */
  center: { lat: number; lon: number };
}

export interface GazetteerPlace {
  id: string;
  name: string;
  /** street, landmark, station, river … */
  kind: string;
  aliases: string[];
  lat?: number;
  lon?: number;
  /** id of the neighbourhood it lies in */
  neighbourhood?: string;
}

export interface Topic {
  id: string;
  label: string;
  description: string;
  /** single words, found in any inflection */
  keywords: Record<Lang, string[]>;
  /** several words in a row, each found in any inflection */
  phrases: Record<Lang, string[]>;
  /** two words near each other in a sentence, either with alternatives: "road/street + hole/dug" */
  together?: Record<Lang, string[]>;
  /** words of the above that say little: a consequence ("hard to walk") more often than the matter */
  weak?: Record<Lang, string[]>;
  /** words that rule it out: a keyword or phrase inside one of them is no evidence */
  not: Record<Lang, string[]>;
  /** id of the broader topic that this one is a part of: its words count for both */
  within?: string;
}

export interface Contract {
  reference: string;
  acceptedBy: string;
  /** YYYY-MM-DD */
  acceptedOn: string;
}

/** Most that a source may take; what is not set has no limit of the city's own. */
export interface Budget {
  postsPerDay?: number;
  requestsPerDay?: number;
  /** of the platform's own quota */
  unitsPerDay?: number;
  usdPerMonth?: number;
}

/** The whole, and the parts for going back and for looking again at what is stored. */
export interface SourceBudget extends Budget {
  backfill?: Budget;
  recheck?: Budget;
}

export interface SourceSettings {
  options: Record<string, unknown>;
  /** five cron fields in the city's time zone, or `every 15 minutes`; without it the source's own */
  schedule?: string;
  /** names of the environment variables with its credentials: of the only one, or by credential */
  secret?: string | Record<string, string>;
  contract?: Contract;
  budget?: SourceBudget;
  /** YYYY-MM-DD: go back to this day, behind the live run */
  backfill?: string;
}

/** Who gets a report of their own. */
export interface Audience {
  id: string;
  /** such as Streets Department */
  name: string;
  /** ids; none: every topic */
  topics: string[];
  /** ids of neighbourhoods; none: the whole city */
  places: string[];
}

/** A time of the day on the city's clock. */
export interface DayTime {
  /** minutes since midnight, 0 to 1439 */
  minutes: number;
}

export interface WeekTime extends DayTime {
  /** 1 is Monday, 7 Sunday */
  weekday: number;
}

/** A weekly summary, a morning digest, an alert. */
export type MessageKind = 'weekly' | 'digest' | 'alert';

/** Who gets messages, and how. Secrets are named: environment variables, or files of DATA_DIR/secrets. */
export type Recipient = {
  /** of the profile: what ledgers and errors call it */
  name: string;
  /** `city`, or ids of audiences */
  audiences: string[];
  kinds: MessageKind[];
  /** forms of a report that go along */
  forms: string[];
} & Channel;

export type Channel =
  | { channel: 'folder'; path: string }
  | { channel: 'smtp'; to: string[] }
  /** the secret is the address of the webhook */
  | { channel: 'slack'; secret: string }
  | { channel: 'teams'; secret: string }
  /** the secret signs */
  | { channel: 'webhook'; url: string; secret: string }
  | S3Channel;

export interface S3Channel {
  channel: 's3';
  /** without it Amazon's own */
  endpoint?: string | undefined;
  region: string;
  bucket: string;
  prefix: string;
  secret: { accessKeyId: string; secretAccessKey: string };
}

export interface SmtpServer {
  host: string;
  port: number;
  security: 'starttls' | 'tls' | 'none';
  from: string;
  user?: string | undefined;
  secret?: string | undefined;
}

export interface Delivery {
  smtp?: SmtpServer;
  recipients: Recipient[];
}

/** One thing that is watched. Without topic, place and project it is everything; `each` stands for every one. */
export interface AlertRule {
  id: string;
  kind: 'volume' | 'sentiment' | 'term' | 'silent' | 'budget';
  topic?: string;
  /** id of a neighbourhood */
  place?: string;
  /** id of a project of the city */
  project?: string;
  sensitivity: 'low' | 'medium' | 'high';
  /** times of day on the city's clock between which nothing is sent */
  quietHours?: { from: string; to: string };
  /** after an alert of this rule is over, the next one comes no sooner */
  coolDownHours: number;
  /** `city` or the id of an audience */
  audience: string;
}

export interface City {
  id: string;
  name: string;
  aliases: string[];
  /** words and phrases that mean another place of the same name */
  notUs: string[];
  /** IANA name */
  timezone: string;
  languages: Lang[];
  officialAccounts: { source: string; account: string }[];
  /** people whose names may be shown */
  publicOfficials: string[];
  neighbourhoods: Neighbourhood[];
  places: GazetteerPlace[];
  /** `channel` or `source/channel` → neighbourhood id */
  channels: Record<string, string>;
  /** service code of a 311 request, or `channel/code` → topic id: what the city says of its own codes */
  serviceTopics?: Record<string, string>;
  sources: Record<string, SourceSettings>;
  minimumN: { sentiment: number; voices: number };
  /** in the order of the profile */
  audiences?: Audience[];
  /** without it nothing leaves */
  delivery?: Delivery;
  /** when what leaves on schedule is made, on the city's clock; without it at the usual times */
  reports?: { weekly?: { at: WeekTime }; digest?: { at: DayTime; whenNothing?: 'line' | 'nothing' } };
  /** what is watched; without it what is usual, none: nothing */
  alerts?: AlertRule[];
  contact?: string;
  /** the city is invented: every answer says so */
  sample?: boolean;
  topics: Topic[];
  /** the profile's file */
  path: string;
  /** every file the city was read from: when none of them changed, it is the same city */
  files: string[];
  /** sha256 in hex of everything that changes a tag */
  hash: string;
}
