// Judges an AsyncAPI document by AsyncAPI's own parser: node document.mjs <file>. Ends with 0 if there is nothing to say.
import { readFile } from 'node:fs/promises';
import { Parser } from '@asyncapi/parser';

// The version is chosen: 3.0.0 is what tools know.
const IGNORED = new Set(['asyncapi-latest-version']);

const { document, diagnostics } = await new Parser().parse(await readFile(process.argv[2], 'utf8'));
const problems = diagnostics.filter((diagnostic) => !IGNORED.has(diagnostic.code));
for (const { code, path, message, range } of problems) {
    console.log(`${process.argv[2]}:${range.start.line + 1}: ${code} at ${path.join('.')}: ${message}`);
}
if (document === undefined || problems.length > 0) {
    process.exit(1);
}
console.log(JSON.stringify({
    version: document.version(),
    operations: document.operations().length,
    messages: document.allMessages().length,
}));
