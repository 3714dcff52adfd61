// The link to an original, without the account where the platform has a form that does without it.

const statusPath = /^\/(?:[^/]+\/status(?:es)?|i\/web\/status)\/(\d+)/;
const redditUserPost = /^\/u(?:ser)?\/[^/]+\/comments\/([a-z0-9]+)/i;

/**
 * x.com/NAME/status/1 → https://x.com/i/status/1; reddit's posts on a user's page → /comments/ID; credentials and
 * addresses in a link are dropped. What is no http(s) link is returned as it is, for validation to refuse.
 */
export function personFreeUrl(value: unknown): unknown {
  if (typeof value !== 'string') return value;
  const text = value.trim();
  if (!/^https?:\/\//i.test(text)) return value;
  // Most links need nothing, and parsing costs more than the rest of a post together.
  if (/^https:\/\/x\.com\/i\/status\/\d+$/.test(text) || !/[@\s]|%40|(?:twitter|x|reddit)\.com/i.test(text))
    return text;
  if (!URL.canParse(text)) return value;
  const url = new URL(text);
  url.username = '';
  url.password = '';
  if (/@|%40/.test(url.search)) url.search = '';
  if (/@|%40/.test(url.hash)) url.hash = '';
  const host = url.hostname.replace(/^(?:www|mobile|m|old|new)\./, '');
  const status = host === 'x.com' || host === 'twitter.com' ? statusPath.exec(url.pathname) : null;
  if (status) return `https://x.com/i/status/${status[1]}`;
  const comment = host === 'reddit.com' ? redditUserPost.exec(url.pathname) : null;
  return comment ? `https://www.reddit.com/comments/${comment[1]}` : url.href;
}
