// eld's package lists "import" before "types", so its subpaths resolve to plain JavaScript.
declare module 'eld/extrasmall' {
  export interface LanguageResult {
    /** ISO 639-1, or an empty string */
    language: string;
    /** language → score in 0…1, best first */
    getScores(): Record<string, number>;
    isReliable(): boolean;
  }
  export interface Eld {
    detect(text: string): LanguageResult;
    /** returns what it accepted: number → ISO 639-1 */
    setLanguageSubset(languages: string[] | false): Record<number, string>;
    newInstance(): Eld;
  }
  export const eld: Eld;
}
