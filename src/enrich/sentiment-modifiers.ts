// What turns, strengthens or contrasts a sentiment, per language; and the words a city hears that the general lists lack.
import { foldAccents } from './characters.ts';

export interface Modifiers {
  negators: ReadonlySet<string>;
  /** factor on the valence that follows */
  intensifiers: ReadonlyMap<string, number>;
  /** words after which the weight of a sentence lies */
  contrasts: ReadonlySet<string>;
  /** valences added to the list, −1…1 */
  extra: ReadonlyMap<string, number>;
}

interface Source {
  negators: string;
  more?: string;
  less?: string;
  contrasts: string;
  extra?: Record<string, number>;
}

const sources: Record<string, Source> = {
  en: {
    negators:
      "not no never neither nor none nobody nothing nowhere without hardly barely scarcely cannot can't cant don't dont doesn't doesnt didn't didnt won't wont wouldn't wouldnt shouldn't couldn't couldnt isn't isnt aren't arent wasn't wasnt weren't haven't havent hasn't hasnt hadn't ain't aint",
    more: 'very really so too extremely absolutely totally completely incredibly super such most more highly truly deeply especially seriously fucking freaking damn way pretty',
    less: 'slightly somewhat kinda sorta fairly little bit less rather almost',
    contrasts: 'but however although though yet whereas except nevertheless nonetheless still',
    // Civic words whose everyday sense the general lists miss or turn round.
    extra: {
      nightmare: -0.6,
      pothole: -0.3,
      potholes: -0.3,
      flooded: -0.4,
      unacceptable: -0.6,
      overflowing: -0.4,
      overpriced: -0.5,
      dirty: -0.4,
      filthy: -0.6,
      smelly: -0.5,
      noisy: -0.4,
      unsafe: -0.5,
      beautiful: 0.6,
      quick: 0.2,
      quickly: 0.2,
      finally: 0.1,
      // What a service does: little when it is done, bad when it is "not".
      collected: 0.2,
      emptied: 0.2,
      repaired: 0.2,
      fixed: 0.2,
      cleaned: 0.2,
      plowed: 0.2,
      delivered: 0.2,
      working: 0.2,
      // faults
      outage: -0.3,
      graffiti: -0.3,
      leak: -0.3,
      leaking: -0.3,
      clogged: -0.3,
      uncollected: -0.4,
      // part of a street
      block: 0,
      blocks: 0,
      // "like" compares more often than it likes.
      like: 0.1,
    },
  },
  es: {
    negators: 'no nunca jamás ni sin nadie nada ningún ninguna tampoco apenas',
    more: 'muy tan más súper demasiado realmente totalmente bastante',
    less: 'poco algo casi menos',
    contrasts: 'pero aunque sino mas',
  },
  pt: {
    negators: 'não nunca jamais nem sem ninguém nada nenhum nenhuma',
    more: 'muito tão mais super demais realmente totalmente bem',
    less: 'pouco quase menos',
    contrasts: 'mas porém contudo embora entretanto',
  },
  fr: {
    negators: 'pas jamais rien aucun aucune sans ni personne',
    more: 'très trop si tellement vraiment plus super totalement',
    less: 'peu presque moins assez',
    contrasts: 'mais pourtant cependant toutefois',
  },
  it: {
    negators: 'non mai niente nessuno nessuna senza né',
    more: 'molto troppo così davvero più super veramente',
    less: 'poco quasi meno abbastanza',
    contrasts: 'ma però tuttavia invece',
  },
  de: {
    negators: 'nicht kein keine keinen keinem keiner nie niemals nichts niemand ohne weder',
    more: 'sehr so zu total wirklich echt extrem besonders mega',
    less: 'etwas kaum fast wenig ziemlich',
    contrasts: 'aber jedoch doch obwohl sondern allerdings',
  },
  nl: {
    negators: 'niet nooit geen niemand niets nee zonder',
    more: 'heel erg zeer zo te echt super',
    less: 'beetje bijna weinig minder',
    contrasts: 'maar echter hoewel toch',
  },
  ca: {
    negators: 'no mai sense cap res ningú',
    more: 'molt tan més',
    less: 'poc gairebé',
    contrasts: 'però encara',
  },
  gl: {
    negators: 'non nunca xamais sen ninguén nada',
    more: 'moi tan máis',
    less: 'pouco case',
    contrasts: 'pero mais aínda',
  },
  eu: { negators: 'ez inoiz gabe inor ezer', more: 'oso hain', less: 'gutxi ia', contrasts: 'baina' },
};

/** With and without accents, as people write. */
const words = (list = '') => [
  ...new Set(
    list
      .split(' ')
      .filter(Boolean)
      .flatMap((word) => [word, foldAccents(word)]),
  ),
];
const none: Source = { negators: '', contrasts: '' };

/** A language that is not listed has none of them. */
export function modifiers(lang: string): Modifiers {
  const source = Object.hasOwn(sources, lang) ? sources[lang]! : none;
  return {
    negators: new Set(words(source.negators)),
    intensifiers: new Map([
      ...words(source.more).map((word): [string, number] => [word, 1.3]),
      ...words(source.less).map((word): [string, number] => [word, 0.7]),
    ]),
    contrasts: new Set(words(source.contrasts)),
    extra: new Map(Object.entries(source.extra ?? {})),
  };
}
