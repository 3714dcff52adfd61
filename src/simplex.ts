// Shares that are none below 0 and 1 together, as near as can be to what was observed.

/** The nearest point of the simplex {x ≥ 0, Σx = 1} (Duchi et al. 2008, "Efficient projections onto the l1-ball"). */
export function projectOntoSimplex(point: Float64Array): Float64Array {
  const sorted = Float64Array.from(point).sort().reverse();
  let sum = 0;
  let shift = 0;
  for (let i = 0; i < sorted.length; i++) {
    sum += sorted[i]!;
    const candidate = (sum - 1) / (i + 1);
    if (sorted[i]! > candidate) shift = candidate;
  }
  return point.map((value) => Math.max(0, value - shift));
}

/** More steps, or a smaller last one, tell nothing more of shares. */
const precise = { steps: 2_000, least: 1e-10 };

/**
 * The shares x in the simplex that make the least of |Mx − q|²; `columns[j]` is column j of M. Accelerated projected
 * gradient (Beck and Teboulle 2009, FISTA), started at `start`; ends after `steps`, or when a step moves no share by `least`.
 */
export function solveShares(
  columns: readonly Float64Array[],
  observed: Float64Array,
  start: Float64Array,
  { steps, least } = precise,
): Float64Array {
  // MᵀM and Mᵀq: M itself may have many rows.
  const gram = columns.map((a) => Float64Array.from(columns, (b) => dot(a, b)));
  const target = Float64Array.from(columns, (column) => dot(column, observed));
  // The trace bounds the largest eigenvalue, so the step is never too long.
  const length = gram.reduce((sum, row, j) => sum + row[j]!, 0);
  if (length === 0) return start;
  let shares = projectOntoSimplex(start);
  let ahead = shares;
  let momentum = 1;
  for (let step = 0; step < steps; step++) {
    const from = ahead;
    const next = projectOntoSimplex(
      from.map((value, j) => value - (dot(gram[j]!, from) - target[j]!) / length),
    );
    const grown = (1 + Math.sqrt(1 + 4 * momentum * momentum)) / 2;
    const previous = shares;
    ahead = next.map((value, j) => value + ((momentum - 1) / grown) * (value - previous[j]!));
    const moved = next.reduce((most, value, j) => Math.max(most, Math.abs(value - previous[j]!)), 0);
    shares = next;
    momentum = grown;
    if (moved < least) break;
  }
  return shares;
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i]! * b[i]!;
  return sum;
}
