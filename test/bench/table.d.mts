export interface Taken {
  readonly machine: string;
  readonly takenAt: string;
  readonly figures: readonly { readonly name: string }[];
}

export function printed(taken: Taken): string;
