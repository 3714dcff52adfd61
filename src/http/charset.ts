// From bytes to text, when what a server declares may be wrong. Pure.

const DOCUMENT_HEAD_BYTES = 1024;
// ASCII bytes mean something else here, so that text in them would also pass for valid UTF-8.
const STATEFUL = /^(iso-2022-|hz-|utf-7|utf-16|csiso2022)/i;

// The bytes 0x80 to 0x9f of windows-1252 (https://encoding.spec.whatwg.org/index-windows-1252.txt). Node's own
// decoder reads them as control characters, and they are every other newspaper's quotation marks.
const WINDOWS_1252_UPPER = '€\x81‚ƒ„…†‡ˆ‰Š‹Œ\x8dŽ\x8f\x90‘’“”•–—˜™š›œ\x9džŸ';

/**
 * Decodes a body. Order: byte order mark; UTF-8 where it is valid (text in another encoding almost never is, and a
 * wrong declaration is common); the charset of `contentType`; `declared`, which the document says of itself
 * (`declaredCharset`); windows-1252, which the web reads when nothing is said. The first that fits without a fault
 * wins. windows-1252 (which ISO-8859-1 means too) always fits, so whatever else is declared is tried before it.
 */
export function decodeText(bytes: Uint8Array, contentType?: string, declared?: string): string {
  const byMark = markedCharset(bytes);
  if (byMark) return decodeAs(byMark, bytes, false) ?? '';
  const labels = [charsetOf(contentType), declared].filter((label) => label !== undefined);
  const isStateful = labels.some((label) => STATEFUL.test(label));
  const telling = labels.filter((label) => !isWindows1252(label));
  for (const label of isStateful ? telling : ['utf-8', ...telling]) {
    const text = decodeAs(label, bytes, true);
    if (text !== undefined) return text;
  }
  return decodeWindows1252(bytes);
}

/** What an XML declaration or an HTML meta element in the first kilobyte says of the encoding. */
export function declaredCharset(bytes: Uint8Array): string | undefined {
  if (bytes[0] === 0x3c && bytes[1] === 0 && bytes[3] === 0) return 'utf-16le';
  if (bytes[0] === 0 && bytes[1] === 0x3c && bytes[2] === 0) return 'utf-16be';
  const head = Buffer.from(bytes.subarray(0, DOCUMENT_HEAD_BYTES)).toString('latin1');
  const found =
    /^\s*<\?xml[^>]{0,200}?\sencoding\s{0,9}=\s{0,9}["']([\w.:-]{1,40})["']/.exec(head) ??
    /<meta[^>]{0,200}?\scharset\s{0,9}=\s{0,9}["']?([\w.:-]{1,40})/i.exec(head) ??
    /<meta[^>]{0,200}?\scontent\s{0,9}=\s{0,9}["'][^"'>]{0,99}?charset=([\w.:-]{1,40})/i.exec(head);
  return found?.[1];
}

function charsetOf(contentType: string | undefined): string | undefined {
  return /;\s{0,9}charset\s{0,9}=\s{0,9}["']?([\w.:-]{1,40})/i.exec(contentType ?? '')?.[1];
}

function markedCharset(bytes: Uint8Array): string | undefined {
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) return 'utf-8';
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le';
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be';
  return undefined;
}

/** Undefined where the label is unknown, or `fatal` and the bytes do not fit. A mark is not part of the text. */
function decodeAs(label: string, bytes: Uint8Array, fatal: boolean): string | undefined {
  try {
    return new TextDecoder(label, { fatal }).decode(bytes);
  } catch {
    return undefined;
  }
}

function isWindows1252(label: string): boolean {
  try {
    return new TextDecoder(label).encoding === 'windows-1252';
  } catch {
    return false;
  }
}

function decodeWindows1252(bytes: Uint8Array): string {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1');
  return text.replace(/[\x80-\x9f]/g, (character) => WINDOWS_1252_UPPER[character.charCodeAt(0) - 0x80]!);
}

/** The first kilobyte as text that is good enough to tell kinds of content apart by. */
export function charsetHead(bytes: Uint8Array): string {
  const head = bytes.subarray(0, DOCUMENT_HEAD_BYTES);
  const wide = markedCharset(head) ?? declaredCharset(head);
  const label = wide?.startsWith('utf-16') ? wide : 'utf-8';
  return decodeAs(label, head, false) ?? '';
}
