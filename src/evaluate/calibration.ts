// Does a claim of 80% come true in 80 of 100 cases? Expected calibration error (Naeini et al. 2015; Guo et al. 2017).

/** In bins of equal mass, as in Nguyen and O'Connor 2015: bins of equal width leave most of them nearly empty. */
export const calibrationBins = 15;

export interface Claims {
  add(confidence: number, isRight: boolean): void;
  /** Mean distance of confidence and accuracy over the bins, weighted by their rows; 0 without rows. */
  error(): number;
}

/** Equal confidences stay in one bin, so that the order of the rows says nothing. Few rows make the error look larger than it is. */
export function createClaims(): Claims {
  const confidences: number[] = [];
  const rights: boolean[] = [];

  function error(): number {
    const n = confidences.length;
    const order = Int32Array.from({ length: n }, (_, i) => i).sort(
      (a, b) => confidences[a]! - confidences[b]! || a - b,
    );
    let sum = 0;
    let start = 0;
    for (let bin = 1; bin <= calibrationBins && start < n; bin++) {
      let end = Math.max(start + 1, Math.round((bin * n) / calibrationBins));
      while (end < n && confidences[order[end]!] === confidences[order[end - 1]!]) end++;
      let gap = 0;
      for (let i = start; i < end; i++) gap += confidences[order[i]!]! - (rights[order[i]!] ? 1 : 0);
      sum += Math.abs(gap);
      start = end;
    }
    return n === 0 ? 0 : sum / n;
  }

  return {
    add(confidence, isRight) {
      confidences.push(confidence);
      rights.push(isRight);
    },
    error,
  };
}
