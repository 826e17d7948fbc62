// Checks an OpenAPI file, and JSON against its schemas, with npm packages in the folder that is the argument.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { answerLines } from "./lines.mjs";

const require = createRequire(join(process.argv[2], "package.json"));
const { Validator } = await import(pathToFileURL(require.resolve("@seriousme/openapi-schema-validator")));
const Ajv2020 = require("ajv/dist/2020").default;
const addFormats = require("ajv-formats").default;

const ajv = new Ajv2020({ allErrors: true, strict: true, strictRequired: false, allowUnionTypes: true });
addFormats(ajv);

async function load({ path }) {
  const document = JSON.parse(readFileSync(path, "utf8"));
  const { valid, errors } = await new Validator().validate(structuredClone(document));
  // Its schemas find each other within the file, which as a whole is none: its own members mean nothing to JSON Schema.
  ajv.addVocabulary(Object.keys(document));
  ajv.addSchema(document, "openapi.json", undefined, false);
  return { problems: valid ? [] : [errors].flat().map((error) => (typeof error === "string" ? error : JSON.stringify(error))) };
}

// The pointer leads to a schema within the file.
function check({ schema, value }) {
  const validate = ajv.getSchema(`openapi.json#${schema}`);
  if (!validate) return { problems: [`There is no schema at ${schema}.`] };
  return { problems: validate(value) ? [] : validate.errors.map((error) => `${error.instancePath} ${error.message} ${JSON.stringify(error.params)}`) };
}

await answerLines({ load, check });
