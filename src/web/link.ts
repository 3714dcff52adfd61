// Which addresses may become links. Pure.

/** The address as a link, when it is http or https and has no password in it; undefined otherwise. */
export function safeLink(text: string | undefined): string | undefined {
  if (text === undefined || !URL.canParse(text)) return undefined;
  const { protocol, username, password, href } = new URL(text);
  if (protocol !== 'http:' && protocol !== 'https:') return undefined;
  return username === '' && password === '' ? href : undefined;
}
