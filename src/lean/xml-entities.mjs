// Stands in for the entities of @xmldom/xmldom, two thousand of which are HTML's alone: we read XML, and say so to it.
export const XML_ENTITIES = Object.freeze({ amp: '&', apos: "'", gt: '>', lt: '<', quot: '"' });
