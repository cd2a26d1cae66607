/** The version in package.json, put in by the build and by the tests' configuration. */
declare const VERSION: string;
