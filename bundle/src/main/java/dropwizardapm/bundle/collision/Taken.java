package dropwizardapm.bundle.collision;

/**
 * What the application has in the way.
 *
 * @param path or pattern, from the root of the server
 * @param owner what would answer there, in a message's words
 */
record Taken(String path, String owner) {}
