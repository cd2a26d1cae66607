/** Text from a form, a query or XML, as a value of the model's type; what it cannot be stays text, for the validator. */
export function scalar(type: string, text: string): unknown {
  switch (type) {
    case 'boolean':
      return text === 'true' ? true : text === 'false' ? false : text;
    case 'integer':
    case 'long':
    case 'float':
    case 'double':
      return text.trim() !== '' && Number.isFinite(Number(text)) ? Number(text) : text;
    case 'timestamp':
      return Number.isNaN(Date.parse(text)) ? text : new Date(text);
    default:
      return text;
  }
}
