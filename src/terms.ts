// What each source allows. Retention and export follow a row's own source, also when it came from an archive.
// Stated by the platforms' terms as of 2026-11; where terms say nothing, the stricter reading stands.
import { createHash } from 'node:crypto';

export interface SourceTerms {
  /** days that a row may be kept after its collection; undefined: the source sets no limit */
  retentionDays?: number;
  /** what of a row may leave the installation in exports, reports and e-mails */
  exportText: 'full' | 'ids' | 'none';
  /** `contract`: whoever acts for a government needs an agreement before collecting */
  governmentUse: 'open' | 'contract';
  /** how deletions on the platform reach us: as events, by looking again, or not at all */
  deletions: 'event' | 'recheck' | 'none';
  /** days within which each stored post is looked at again */
  recheckDays?: number;
  /** topics that raise no alert from this source */
  notWatched?: readonly string[];
  /** a post that is collected again may have another date than before: what was stored is looked up */
  datesMayChange?: boolean;
  /** the platform's links hold the account: a link opens the original on a page, and leaves in no report or export */
  linkNamesAuthor?: boolean;
  /** ids hold the account too */
  idNamesAuthor?: boolean;
  /** where it is written */
  reference?: string;
}

/**
 * Protests, rallies, organising meetings: X's terms forbid watching them (Developer Policy, "Off-limits uses"). Topics of these
 * ids raise no alert from X, in whatever topics.yaml they are.
 */
export const sensitiveTopics: readonly string[] = ['protests', 'assemblies', 'demonstrations', 'rallies'];

const documented = new Map<string, SourceTerms>([
  [
    'x',
    {
      exportText: 'ids',
      governmentUse: 'contract',
      deletions: 'recheck',
      // "within 24 hours of a request" (Developer Policy, Content compliance)
      recheckDays: 1,
      notWatched: sensitiveTopics,
      reference: 'https://docs.x.com/developer-terms/policy',
    },
  ],
  [
    'reddit',
    {
      exportText: 'ids',
      governmentUse: 'contract',
      deletions: 'recheck',
      recheckDays: 2,
      reference: 'https://redditinc.com/policies/data-api-terms',
    },
  ],
  [
    'facebook',
    {
      exportText: 'ids',
      governmentUse: 'contract',
      deletions: 'recheck',
      recheckDays: 7,
      reference: 'https://developers.facebook.com/terms',
    },
  ],
  [
    'instagram',
    {
      exportText: 'ids',
      governmentUse: 'contract',
      deletions: 'recheck',
      reference: 'https://developers.facebook.com/terms',
    },
  ],
  [
    'nextdoor',
    {
      exportText: 'ids',
      governmentUse: 'contract',
      deletions: 'recheck',
      reference: 'https://developer.nextdoor.com',
    },
  ],
  // What is not the channel owner's own is refreshed or deleted after 30 days (YouTube API Services, III.E.4).
  [
    'youtube',
    {
      retentionDays: 30,
      exportText: 'ids',
      governmentUse: 'open',
      deletions: 'recheck',
      // what has been refreshed may stay another 30 days
      recheckDays: 20,
      reference: 'https://developers.google.com/youtube/terms/developer-policies',
    },
  ],
  [
    'bluesky',
    {
      exportText: 'full',
      governmentUse: 'open',
      deletions: 'event',
      linkNamesAuthor: true,
      idNamesAuthor: true,
      reference: 'https://bsky.social/about/support/tos',
    },
  ],
  [
    'mastodon',
    {
      exportText: 'ids',
      governmentUse: 'open',
      deletions: 'recheck',
      recheckDays: 7,
      linkNamesAuthor: true,
      reference: 'https://docs.joinmastodon.org',
    },
  ],
  [
    'open311',
    {
      exportText: 'full',
      governmentUse: 'open',
      deletions: 'none',
      reference: 'https://wiki.open311.org/GeoReport_v2/',
    },
  ],
  // Publishers own their articles, readers their comments: nothing leaves but links and figures. Where a publisher asks
  // for consent to collect comments, the city asks for it and switches them on after that.
  [
    'news',
    {
      exportText: 'ids',
      governmentUse: 'open',
      deletions: 'recheck',
      datesMayChange: true,
      reference: 'docs/collectors/news.md',
    },
  ],
  // Comments under articles, by the program that a publisher uses for them: as with news.
  [
    'disqus',
    {
      exportText: 'ids',
      governmentUse: 'open',
      deletions: 'recheck',
      recheckDays: 7,
      reference: 'docs/collectors/disqus.md',
    },
  ],
  [
    'coral',
    {
      exportText: 'ids',
      governmentUse: 'open',
      deletions: 'recheck',
      recheckDays: 7,
      reference: 'docs/collectors/coral.md',
    },
  ],
  // What another system of the city pushes; the profile may only be stricter.
  ['webhook', { exportText: 'ids', governmentUse: 'open', deletions: 'event' }],
  // Nobody wrote the posts of the demo city.
  ['sample', { exportText: 'full', governmentUse: 'open', deletions: 'none' }],
  // Rows of an archive without a source are the city's own material: surveys, letters, minutes.
  ['file', { exportText: 'full', governmentUse: 'open', deletions: 'none' }],
]);

/** Every source that nothing is known of. */
const unknown: SourceTerms = { exportText: 'ids', governmentUse: 'open', deletions: 'recheck' };

/** Terms of a row's source, a name as `canonicalSource` gives it. */
export function termsOf(source: string): SourceTerms {
  return documented.get(source) ?? unknown;
}

/** Where a row may go: a page of the signed-in city, or out of the installation. */
export type Use = 'page' | 'export' | 'report' | 'alert';

/**
 * What of a row of this source may be used so: its text, only its link and figures (`ids`), or nothing. Exports, reports and
 * alerts ask this, and nothing else. `topics` are those of the row.
 */
export function allowedUse(
  source: string,
  use: Use,
  topics: readonly string[] = [],
): SourceTerms['exportText'] {
  const { exportText, notWatched = [] } = termsOf(source);
  if (use === 'page') return 'full';
  if (use === 'alert' && topics.some((topic) => notWatched.includes(topic))) return 'none';
  return exportText;
}

/** The sources that are known to let so much of a row leave. A source that nothing is known of lets ids go. */
export function sourcesWhose(exportText: SourceTerms['exportText']): string[] {
  return [...documented].filter(([, terms]) => terms.exportText === exportText).map(([source]) => source);
}

/** May the link to an original leave the installation? Not where it tells who wrote it. */
export const mayLinkLeave = (source: string): boolean =>
  termsOf(source).exportText !== 'none' && termsOf(source).linkNamesAuthor !== true;

/** The terms in one line, for people. */
export function describeTerms(terms: SourceTerms): string {
  const { retentionDays, exportText, governmentUse, deletions, recheckDays, notWatched = [] } = terms;
  const leaves = {
    full: 'text may be exported',
    ids: 'only links and figures leave',
    none: 'nothing leaves',
  };
  const gone = {
    event: 'deletions arrive by themselves',
    recheck: `deletions are found by looking again${recheckDays ? ` every ${recheckDays === 1 ? 'day' : `${recheckDays} days`}` : ''}`,
    none: 'deletions are not told',
  };
  return [
    leaves[exportText],
    retentionDays === undefined ? 'kept without a limit of the source' : `kept ${retentionDays} days`,
    gone[deletions],
    ...(governmentUse === 'contract' ? ['a government needs a contract'] : []),
    ...(notWatched.length > 0 ? [`no alerts on ${notWatched.join(', ')}`] : []),
  ].join('; ');
}

const spellings = new Map(
  Object.entries({
    twitter: 'x',
    'x.com': 'x',
    tweet: 'x',
    subreddit: 'reddit',
    fb: 'facebook',
    meta: 'facebook',
    bsky: 'bluesky',
    yt: 'youtube',
    insta: 'instagram',
  }),
);

/**
 * One name per platform: "Twitter", "X.com" → `x`; "Open 311" → `open_311`. An archive that spells a platform its
 * own way does not escape that platform's terms.
 */
export function canonicalSource(name: string): string {
  const plain = name.trim().toLowerCase();
  const bare = plain.replace(/^(?:https?:\/\/)?(?:www\.)?/, '').replace(/\.(?:com|net|org)$/, '');
  return spellings.get(plain) ?? spellings.get(bare) ?? bare.replace(/[^a-z0-9_-]+/g, '_');
}

/**
 * The id of a post as it may leave: where a platform's ids name the account (Bluesky), a digest of it, 32 hex digits, so that rows still belong
 * together. `wrapStatement` of src/store/sql/views.ts does the same in SQL.
 */
export function leavingId(source: string, id: string): string {
  if (id === '' || termsOf(source).idNamesAuthor !== true) return id;
  return createHash('sha256').update(id).digest('hex').slice(0, 32);
}

/** Sources whose ids leave as digests. */
export const sourcesThatNameAuthors = (): string[] =>
  [...documented].filter(([, terms]) => terms.idNamesAuthor === true).map(([source]) => source);
