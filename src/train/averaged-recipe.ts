// How a model of averaged weights is trained (AdaGrad, features dropped at random).

export interface AveragedRecipe {
  bits: number;
  /** models that differ by their seed and become one */
  members: number;
  epochs: number;
  rate: number;
  /** share of a post's features that are left out each time it is seen */
  dropout: number;
  /** pull towards 0, applied to the features of each post */
  decay: number;
}
