import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createLanguageReader } from './language.ts';
import { tokenize } from './tokens.ts';

const read = createLanguageReader(['en', 'es']);
const of = (text: string, hint?: string) => read([tokenize(text)], hint);

test.each([
  ['The street lights on our block have been out for a week', 'en'],
  ['Hay un bache enorme en la calle y nadie lo arregla', 'es'],
  ['Die Straße vor unserem Haus ist seit Wochen gesperrt', 'de'],
  ['Les poubelles ne sont plus ramassées dans notre quartier', 'fr'],
  ['O lixo não é recolhido há duas semanas na nossa rua', 'pt'],
  ['Da tre settimane nessuno ripara il lampione sotto casa nostra', 'it'],
  ['الشارع مليء بالحفر ولا أحد يصلحها', 'ar'],
  ['ﺍﻟﺸﺎﺭﻉ ﻣﻠﻲﺀ ﺑﺎﻟﺤﻔﺮ', 'ar'],
])('%s', (text, lang) => {
  expect(of(text)).toBe(lang);
});

// Languages that the close model does not know must not become one that it does.
test.each([
  ['De straatverlichting in onze buurt is al weken kapot en niemand doet er iets aan', 'nl'],
  ['Wanneer wordt het afval bij ons in de wijk eindelijk opgehaald?', 'nl'],
  ['Na naszej ulicy od tygodnia nie działa oświetlenie i nikt nie odpowiada', 'pl'],
  ['Kiedy w końcu naprawią tę dziurę przed szkołą?', 'pl'],
  ['Đèn đường trước nhà tôi hỏng cả tuần rồi mà chưa ai sửa', 'vi'],
  ['Xe buýt hôm nay lại trễ hơn ba mươi phút', 'vi'],
  ['Ang daming basura sa kalye namin at walang kumukuha', 'tl'],
  ['Kailan po ba aayusin ang ilaw sa kanto malapit sa palengke?', 'tl'],
  ['Limyè nan lari nou an pa mache depi yon semèn, moun yo bezwen èd', 'ht'],
  ['Tanpri, vin ranmase fatra yo, gen anpil rat nan katye a', 'ht'],
  ['我们街上的路灯坏了一个星期了', 'zh'],
  ['道路に大きな穴があります', 'ja'],
  ['バスがまた遅れている', 'ja'],
  ['우리 동네 가로등이 일주일째 고장 났어요', 'ko'],
  ['На нашей улице уже неделю не горят фонари', 'ru'],
  ['На нашій вулиці вже тиждень не світять ліхтарі', 'uk'],
  ['Gatlyktorna på vår gata har varit trasiga i en vecka och ingen gör något', 'sv'],
  ['Sokağımızdaki lambalar bir haftadır yanmıyor, kimse ilgilenmiyor', 'tr'],
  ['Strada noastră este plină de gropi și nimeni nu le repară', 'ro'],
  ['Az utcánkban egy hete nem ég a lámpa, és senki sem javítja meg', 'hu'],
  ['Na naší ulici už týden nesvítí lampy a nikdo to neopraví', 'cs'],
  ['Katuvalot ovat olleet rikki jo viikon eikä kukaan korjaa niitä', 'fi'],
  ['Els fanals del nostre carrer fa una setmana que no funcionen', 'ca'],
  ['چراغ‌های خیابان ما یک هفته است که خاموش هستند', 'fa'],
  ['ہماری گلی کی بتیاں ایک ہفتے سے بند ہیں', 'ur'],
  ['Bhai hamare mohalle ki light nahi jal rahi', 'hi'],
  ['street light ka kya hua, koi nahi aata yahan', 'hi'],
  ['Kar yüzünden yol kapalı, lütfen ek otobüs koyun', 'tr'],
  ['Mi hai detto che la strada è chiusa, se lo hai visto dimmelo', 'it'],
  ['हमारी सड़क की बत्तियाँ एक हफ्ते से बंद हैं', 'hi'],
  ['ไฟถนนหน้าบ้านเสียมาหนึ่งสัปดาห์แล้ว', 'th'],
  ['Οι λάμπες στον δρόμο μας δεν ανάβουν εδώ και μια εβδομάδα', 'el'],
  ['פנסי הרחוב אצלנו לא עובדים כבר שבוע', 'he'],
  ['আমাদের রাস্তার বাতি এক সপ্তাহ ধরে বন্ধ', 'bn'],
  ['የመንገዱ መብራት ለአንድ ሳምንት አይሰራም', 'am'],
])('%s', (text, lang) => {
  expect(of(text)).toBe(lang);
});

test.each([
  '',
  'no',
  '😍😍😍',
  'https://a.example/the-whole-street-is-dark',
  '@someone',
  '12345',
  '#PotholeFriday',
])('what has no words has no language: %s', (text) => {
  expect(of(text)).toBe('und');
});

test('the platform tips a close call, and loses a clear one', () => {
  const clear = 'The street lights on our block have been out for a week';
  expect(of(clear, 'es')).toBe('en');
  expect(of(clear, 'en-US')).toBe('en');
  expect(of('', 'en')).toBe('und');
});

test('a word from another language does not turn a post', () => {
  expect(of('The taco truck on Elm Street has the best horchata, gracias amigos')).toBe('en');
  expect(of('El nuevo bike lane de la calle Olmo es muy peligroso')).toBe('es');
});

test('a text has one language, whatever was read before it', () => {
  const text = fc.oneof(fc.string({ unit: 'binary', maxLength: 200 }), fc.lorem({ maxCount: 20 }));
  fc.assert(
    fc.property(text, text, (first, second) => {
      const fresh = createLanguageReader(['en', 'es']);
      const alone = fresh([tokenize(first)]);
      of(second);
      expect(of(first)).toBe(alone);
      expect(alone).toMatch(/^[a-z]{2,3}$/);
    }),
    { numRuns: 30 },
  );
});

test('takes a word or two for the language of the city, and a sentence for its own', () => {
  const inCity = (languages: string[], text: string) => createLanguageReader(languages)([tokenize(text)]);
  expect(inCity(['en'], 'So cute!')).toBe('en');
  expect(inCity(['es'], 'Qué lindo')).toBe('es');
  expect(inCity(['en'], 'De lantaarns in onze straat branden al een week niet meer')).toBe('nl');
});
