// Words that are names of places here and there and ordinary words everywhere: alone they name a place only when the
// writing says so.

export const ordinaryWords: ReadonlySet<string> = new Set(
  `airport arena avenue bay bayou beach bend bottom bridge brook campus canal castle cedar center centre central chapel church city civic
  clinton college common commons corner court creek crossing crown east eastern eden edge elm estates fair fairview field fields forest
  fort front fulton garden gardens gate general grand grant grove harbor harbour haven heights heritage high highland highlands hill hills
  holiday hollow homestead hospital independence industrial international island jackson jefferson junction king lake lakes landing lawn
  liberty library lincoln little lower main mall manchester manor marina market marshall meadow meadows medical memorial mercy middle mill
  mission monument mount museum new noble north northern oak oaks ocean old orange orchard outer palm park parks parkside pasadena path
  pearl pine place plain plains plaza pleasant plaza point pond port prairie presidio prospect queen railroad ranch regent richmond ridge
  rise river riverside road rock rose royal school shore south southern spring springs square stadium state station stone street summit
  sun sunny sunnyside sunset terrace tower town trail trinity union university upper valley victory view village vista ward washington
  water west western white willow windsor wood woods yard york`.split(/\s+/),
);

/** Ordinary words too, but where a city has a neighbourhood of that name they mean it, in any case. */
export const districtWords: ReadonlySet<string> = new Set([
  'downtown',
  'midtown',
  'uptown',
  'chinatown',
  'centro',
]);

/** After these a name is a place. */
export const placePrepositions: ReadonlySet<string> = new Set(
  `in at near from around across throughout toward towards to through outside inside en cerca desde hacia por em dans à chez nach aus bei
  im a da di`.split(/\s+/),
);

/** Before these too: "the Sunset neighborhood". */
export const districtNouns: ReadonlySet<string> = new Set(
  'neighborhood neighborhoods neighbourhood neighbourhoods district area residents station barrio quartier bairro'.split(
    ' ',
  ),
);
