// Which property of a boundary file holds the names: every city calls it something else.

/** Folded to lower case without `_`, `-` and spaces; the first that every feature has wins. */
const usual = [
  'name', 'neighborhood', 'neighbourhood', 'neighborho', 'nbhd', 'nbhdname', 'nhood', 'hood', 'neighborhoodname',
  'neighbourhoodname', 'areaname', 'districtname', 'label', 'title', 'mapname', 'listname', 'prineigh', 'shood', 'lhood',
  'ntaname', 'community', 'communityname', 'district', 'ward', 'wardname', 'borough', 'suburb', 'quarter', 'barrio',
  'colonia', 'nombre', 'nom', 'nome', 'quartier', 'quartiere', 'bairro', 'distrito', 'stadtteil', 'ortsteil', 'bezeichnung',
  'namn', 'naam', 'nimi', 'nazwa', 'fullname', 'longname', 'shortname',
]; // biome-ignore format: a table of names reads better packed

const fold = (key: string) => key.toLowerCase().replace(/[\s_-]/g, '');

/** The name in this property; empty when it holds none. Names made of digits only are kept: "12" may be a ward. */
export function nameOf(properties: Record<string, unknown>, property: string): string {
  const value = Object.hasOwn(properties, property) ? properties[property] : undefined;
  if (typeof value === 'number' && Number.isFinite(value)) return String(value);
  return typeof value === 'string' ? value.replace(/\s+/g, ' ').trim() : '';
}

/** The usual property that names most features (all, as a rule); undefined when none of the usual ones is there. */
export function pickNameProperty(features: readonly Record<string, unknown>[]): string | undefined {
  const keys = new Set(features.flatMap(Object.keys));
  let best: string | undefined;
  let most = 0;
  for (const wanted of usual) {
    for (const key of keys) {
      if (fold(key) !== wanted) continue;
      const named = features.filter((properties) => nameOf(properties, key) !== '').length;
      if (named > most) [best, most] = [key, named];
    }
  }
  return best;
}

/** `OBJECTID (17), ZONE ("R-1")`, at most twelve, for a person who must choose. */
export function listProperties(properties: Record<string, unknown>): string {
  const entries = Object.entries(properties).slice(0, 12);
  if (entries.length === 0) return 'no properties';
  return `the properties ${entries.map(([key, value]) => `${key} (${(JSON.stringify(value) ?? '').slice(0, 30)})`).join(', ')}`;
}
