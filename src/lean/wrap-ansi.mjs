// Stands before wrap-ansi, which looks at every character of what fits as it is, and help is made of little else.
import wrapAnsi from '../../node_modules/wrap-ansi/index.js';

const plainWords = /^[!-~]+(?: [!-~]+)*$/;

export default (text, columns, options) =>
  text.length <= columns && plainWords.test(text) ? text : wrapAnsi(text, columns, options);
