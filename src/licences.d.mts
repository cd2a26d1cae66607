export declare const permitted: readonly string[];
