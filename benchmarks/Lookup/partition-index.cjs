// Loaded before Azurite by `lookup`. Azurite's tables have an index of PartitionKey, but its queries look at every row:
// https://github.com/Azure/Azurite/blob/main/src/table/persistence/LokiTableMetadataStore.ts
// A query that says so in a header of its own, and names one partition, is narrowed by the index first.
const path = require('node:path');

const azurite = path.dirname(process.argv[2]);
const store = require(path.join(azurite, 'table', 'persistence', 'LokiTableMetadataStore.js')).default.prototype;
const queryTableEntities = store.queryTableEntities;

store.queryTableEntities = function (context, account, table, options, ...next) {
  const partition = /^PartitionKey eq '((?:[^']|'')*)'$/.exec(options.filter ?? '')?.[1].replaceAll("''", "'");
  if (partition === undefined || !context.request.getHeader('x-partition-index'))
    return queryTableEntities.call(this, context, account, table, options, ...next);

  const getEntityCollection = (...names) => {
    const rows = this.getEntityCollection(...names);
    return { chain: () => rows.chain().find({ PartitionKey: partition }) };
  };
  return queryTableEntities.call(Object.create(this, { getEntityCollection: { value: getEntityCollection } }), context, account, table, options, ...next);
};
