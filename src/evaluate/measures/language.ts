// The language a post is written in.
import { createConfusion } from '../confusion.ts';
import { languageCode } from '../language-names.ts';
import { languageRow } from '../rows.ts';
import { createMeasure, type Measure, type MeasureContext } from './measure.ts';

export function measureLanguage({ answers, options }: MeasureContext): Measure {
  const confusion = createConfusion();
  return createMeasure(
    languageRow,
    ({ lang }, post) => {
      const code = languageCode(lang);
      if (code === undefined) return 'lang: expected the English name of a language, or its code';
      // The file's Hindi is in Latin script, which no detector calls Hindi.
      if (code === 'hi' && !options.includeHindi) return undefined;
      confusion.add(code, answers.language!(post));
      return undefined;
    },
    confusion.report,
  );
}
