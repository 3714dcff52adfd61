// Rows that enough people said, of rankings whose people are not counted yet: counting them takes longer than all else.

/** Some are said by too few: so many more are asked for at once than may be told, */
const spare = 8;
/** but for those that have so many posts for each voice they need that few are missing among them. */
const likely = 10;

interface Posts {
  /** posts, each by a voice */
  volume: number;
}

/** How many of a ranking to ask for, so that `lacking` of them are told. */
function askedOf(ranking: readonly Posts[], lacking: number, voices: number): number {
  let asked = 0;
  for (let sure = 0; sure < lacking && asked < lacking + spare && asked < ranking.length; asked += 1)
    if (ranking[asked]!.volume >= likely * voices) sure += 1;
  return asked;
}

/**
 * Of each ranking the first `most` that are told, which `voices` at least must say. `tell` gets those that may be, of all rankings together, and answers for each in its order: with what
 * is told of it, or nothing when too few said it. It is asked again as long as a ranking lacks some and has others.
 */
export async function firstTold<Ranked extends Posts, Told>(
  rankings: readonly (readonly Ranked[])[],
  { most, voices }: { most: number; voices: number },
  tell: (some: readonly Ranked[]) => Promise<readonly (Told | undefined)[]>,
): Promise<Told[][]> {
  const lists = rankings.map((ranking) => ({ rest: [...ranking], told: [] as Told[] }));
  for (;;) {
    const asked = lists.map(({ rest, told }) => rest.splice(0, askedOf(rest, most - told.length, voices)));
    const some = asked.flat();
    if (some.length === 0) return lists.map(({ told }) => told.slice(0, most));
    const answers = await tell(some);
    let at = 0;
    for (const [index, { length }] of asked.entries()) {
      const found = answers.slice(at, at + length).filter((answer) => answer !== undefined);
      lists[index]!.told.push(...found);
      at += length;
    }
  }
}
