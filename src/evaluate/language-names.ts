// English names of languages, as the measuring files give them, to ISO 639-1.

/** "english" → "en"; a code stays a code; undefined for a name nobody knows. */
const codes: Readonly<Record<string, string>> = (() => {
  const names = new Intl.DisplayNames(['en'], { type: 'language', fallback: 'none' });
  const found: Record<string, string> = {};
  const letters = 'abcdefghijklmnopqrstuvwxyz';
  for (const first of letters) {
    for (const second of letters) {
      const name = names.of(first + second);
      if (name !== undefined) found[name.toLowerCase()] ??= first + second;
    }
  }
  return found;
})();

export function languageCode(name: string): string | undefined {
  const plain = name.trim().toLowerCase();
  if (/^[a-z]{2}$/.test(plain)) return plain;
  return Object.hasOwn(codes, plain) ? codes[plain] : undefined;
}
