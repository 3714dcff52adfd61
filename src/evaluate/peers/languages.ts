// Detectors of language: eld as it comes, tinyld, franc.
import { importPackage, type Peer } from './peer.ts';

/** The text alone is asked, of all the languages a detector knows. */
function detector(name: string, load: () => Promise<(text: string) => string>): Peer {
  return {
    name,
    async load() {
      const detect = await load();
      return { language: ({ text }) => detect(text) || 'und' };
    },
  };
}

interface Eld {
  detect(text: string): { language: string };
}

const eld = detector('eld', async () => {
  const { eld: instance } = (await importPackage('eld/medium')) as unknown as { eld: Eld };
  return (text) => instance.detect(text).language;
});

const tinyld = detector('tinyld', async () => {
  const { detect } = (await importPackage('tinyld')) as { detect: (text: string) => string };
  return detect;
});

/** franc answers in ISO 639-3. */
const franc = detector('franc-min', async () => {
  const module = (await importPackage('franc-min')) as { franc: (text: string) => string };
  const short = new Map<string, string>();
  return (text) => {
    const code = module.franc(text);
    if (!short.has(code)) short.set(code, Intl.getCanonicalLocales(code)[0] ?? 'und');
    return short.get(code)!;
  };
});

export const languageDetectors: readonly Peer[] = [eld, tinyld, franc];
