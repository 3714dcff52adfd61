// Which words a tagger of English (wink-nlp) takes for names of somebody or something: it hears a name in a word that others
// write small ("Frost never calls back"). Read when a report chooses quotes, never where posts are tagged: its model takes
// 0.6 s of processor time and 56 MB.

/** Starts of a text's proper nouns, in UTF-16 units. Linear in the text. */
export type ProperNouns = (text: string) => ReadonlySet<number>;

/** Further on than this, blanks left out, a word is another one; in UTF-16 units. */
const furthest = 64;
const blank = /\s/;

let loaded: Promise<ProperNouns> | undefined;

/** Once for the process: the package's model grows with every use of it, the tenth or so fails. */
export function loadProperNouns(): Promise<ProperNouns> {
  loaded ??= load();
  return loaded;
}

async function load(): Promise<ProperNouns> {
  const [{ default: createNlp }, { default: model }] = await Promise.all([
    import('wink-nlp'),
    import('wink-eng-lite-web-model'),
  ]);
  const nlp = createNlp(model, ['sbd', 'pos']);
  return (text) => {
    const tokens = nlp.readDoc(text).tokens();
    const kinds = tokens.out(nlp.its.pos) as string[];
    const starts = new Set<number>();
    let from = 0;
    tokens.out().forEach((word, index) => {
      while (from < text.length && blank.test(text[from]!)) from += 1;
      const start = text.indexOf(word, from);
      // A word that the tagger has rewritten is not found again: the next ones are.
      if (start < 0 || start > from + furthest) return;
      from = start + word.length;
      if (kinds[index] === 'PROPN') starts.add(start);
    });
    return starts;
  };
}
