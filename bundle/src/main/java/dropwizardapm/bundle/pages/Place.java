package dropwizardapm.bundle.pages;

/**
 * Where something of ours is served.
 *
 * @param path from the root of the server
 * @param forTheAdministrator on the admin connector, else on the application's
 */
public record Place(String path, boolean forTheAdministrator) {}
