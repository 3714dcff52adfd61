// Accounts in the path of a link to a platform: x.com/NAME/status/1, bsky.app/profile/NAME, t.me/NAME …
import { continuedEnd, masked, nameEnd } from './handles.ts';
import { type Hit, isDigit, type Scan } from './scan.ts';

/** The account follows the slash after one of these. Longest: 19 characters. */
const beforeName =
  /(?:^|[^\w-])(?:x\.com|twitter\.com|t\.me|t\.me\/s|bsky\.app\/profile|instagram\.com|instagram\.com\/stories|facebook\.com|fb\.com|fb\.me|m\.me|reddit\.com\/u|reddit\.com\/user|youtube\.com\/c|youtube\.com\/user|youtube\.com\/channel|linkedin\.com\/in|threads\.net|threads\.com|snapchat\.com\/add|wa\.me)$/i;
const windowLength = 32;

/** First parts of a path that are the platform's own. */
const ownPaths = new Set(
  (
    'i search hashtag home explore intent share sharer sharer.php groups events watch photo photos photo.php story.php ' +
    'permalink.php pages marketplace reel reels p tv stories s c joinchat addstickers login settings tos privacy about ' +
    'help messages notifications compose jobs download legal l.php gaming public status plugins dialog hashtag.php'
  ).split(' '),
);

/** A decentralised identifier stands for an account as its name does. */
function didEnd(text: string, start: number): number {
  let end = start;
  while (end < text.length && /[\w:.%-]/.test(text[end]!)) end++;
  return continuedEnd(text, nameEnd(text, end));
}

/** The account after the slash at `slash`, when what is before it is such a link. */
export function findProfileLink(scan: Scan, slash: number): Hit | undefined {
  const { text } = scan;
  const start = slash + 1;
  const plain = nameEnd(text, start);
  if (plain === start) return undefined;
  if (!beforeName.test(text.slice(Math.max(scan.from, slash - windowLength), slash))) return undefined;
  if (text.startsWith('did:', start)) {
    const end = didEnd(text, start);
    return masked(scan, start, end, text.slice(start, end));
  }
  const name = text.slice(start, plain);
  if (name.toLowerCase() === 'profile.php' && text.startsWith('?id=', plain)) {
    let end = plain + 4;
    while (isDigit(text.charCodeAt(end))) end++;
    return end === plain + 4 ? undefined : { start: plain + 4, end: nameEnd(text, plain + 4), as: '@user' };
  }
  return ownPaths.has(name.toLowerCase()) ? undefined : masked(scan, start, plain, name);
}
