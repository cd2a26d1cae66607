/** A blank of any kind, a line break, or a character that cannot be seen. */
export const isBlank = (text: string): boolean => /[\s\p{Cc}\p{Cf}\p{Zs}]/u.test(text);
