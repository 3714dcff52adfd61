// Rows that enough people said, of rankings whose people are not counted yet: counting them takes longer than all else.

/** Some are said by too few: so many more are asked for at once than may be told. */
const spare = 8;

/**
 * Of each ranking the first `most` that are told. `tell` gets those that may be, of all rankings together, and answers for each in its order: with what
 * is told of it, or nothing when too few said it. It is asked again as long as a ranking lacks some and has others.
 */
export async function firstTold<Ranked, Told>(
  rankings: readonly (readonly Ranked[])[],
  most: number,
  tell: (some: readonly Ranked[]) => Promise<readonly (Told | undefined)[]>,
): Promise<Told[][]> {
  const lists = rankings.map((ranking) => ({ rest: [...ranking], told: [] as Told[] }));
  for (;;) {
    const asked = lists.flatMap(({ rest, told }) =>
      told.length < most ? [rest.splice(0, most - told.length + spare)] : [[]],
    );
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
