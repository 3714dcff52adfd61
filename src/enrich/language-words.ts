// Languages that the n-grams do not know and cities do, told by their own words: Haitian Creole, and Hindi in Latin letters.

export interface OwnWords {
  /** ISO 639-1 */
  lang: string;
  words: ReadonlySet<string>;
  /** of these, what its neighbours do not write */
  only: ReadonlySet<string>;
  /** how many of `only` a text must have, and which share of its words must be of `words`; always two words at least */
  fewestOnly: number;
  leastShare: number;
}

function ownWords(
  lang: string,
  only: string,
  shared: string,
  limits: Pick<OwnWords, 'fewestOnly' | 'leastShare'>,
): OwnWords {
  const own = only.split(/\s+/);
  return { lang, only: new Set(own), words: new Set([...own, ...shared.split(/\s+/)]), ...limits };
}

export const toldByWords: readonly OwnWords[] = [
  // French, English and Spanish do not write them.
  ownWords(
    'ht',
    `mwen nan yo gen ak anpil moun poukisa kisa paske tankou mèsi lari dlo fè lekòl limyè bezwen ayisyen tanpri pral timoun vwazen
    katye lapli`,
    'pou sou ap nou li kote tout ki pa te sa se jodi a ou ayiti kapab toujou poko wout',
    { fewestOnly: 2, leastShare: 0.4 },
  ),
  // As people spell it; half of a text may be English. Of 96,000 posts of six other languages the limits take 8.
  ownWords(
    'hi',
    `aaj aap aapka aapke aapki aapko abhi accha acha achha agar aisa aise apna apne apni aur baad baat bahut bhai bhi bohot chahiye
    dekh dekho desh diya fir gaya gaye gayi ghar gya hai hain hamara hamare hoga hogi hota hote hoti hua hui hum iska iske itna jab
    jaise kaam kab kabhi kaisa kaise karna karne karo karta karte kaun kisi kitna kiya kiye koi kr krna krne kuch kya kyon kyu kyun
    lagta lekin liya liye matlab mera meri mujhe naam nahi nahin nhi paisa pehle phir pyaar pyar raha rahe rahi rha rhe saath sabse
    sahi sakta sakte sath sirf tab tera teri tha thi toh tumhara unka uska uske wala wale wali woh yaad yaar yeh zindagi`,
    'ka ki ke ko ho hi to h ye jo ji pe din mere tere aa re mein ek kal log sab tak tum sir us kar',
    { fewestOnly: 1, leastShare: 0.25 },
  ),
];
