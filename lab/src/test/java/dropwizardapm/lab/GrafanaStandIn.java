package dropwizardapm.lab;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What can be had of Grafana without Grafana: a package and an archive of upstream's layout, with a
 * small program that behaves as Grafana does where the deployment can tell ({@code
 * lab/src/test/grafana}). It says of itself that it is a stand-in.
 */
final class GrafanaStandIn {
  private static final Path SOURCES = Command.REPOSITORY.resolve("lab/src/test/grafana");

  private GrafanaStandIn() {}

  /** Builds {@code grafana_VERSION_all.deb} in {@code directory}. */
  static Path deb(Path directory, String version) {
    Path root = directory.resolve("deb-" + version);
    String unit = "usr/lib/systemd/system/grafana-server.service";
    put("deb/control", root.resolve("DEBIAN/control"), version, false);
    put("deb/conffiles", root.resolve("DEBIAN/conffiles"), version, false);
    put("deb/postinst", root.resolve("DEBIAN/postinst"), version, true);
    put("deb/prerm", root.resolve("DEBIAN/prerm"), version, true);
    put("deb/default", root.resolve("etc/default/grafana-server"), version, false);
    put("deb/grafana-server.service", root.resolve(unit), version, false);
    put("deb/init.d", root.resolve("etc/init.d/grafana-server"), version, true);
    home(root.resolve("usr/share/grafana"), version);
    Path deb = directory.resolve("grafana_" + version + "_all.deb");
    Command.run(
            "dpkg-deb", "--build", "--root-owner-group", "-Zgzip", root.toString(), deb.toString())
        .succeeded();
    return deb;
  }

  /** Builds {@code grafana-VERSION.linux-amd64.tar.gz} in {@code directory}. */
  static Path archive(Path directory, String version) {
    home(directory.resolve("grafana-v" + version), version);
    Path archive = directory.resolve("grafana-" + version + ".linux-amd64.tar.gz");
    Command.run(
            "tar",
            "--create",
            "--gzip",
            "--owner=0",
            "--group=0",
            "--directory=" + directory,
            "--file=" + archive,
            "grafana-v" + version)
        .succeeded();
    return archive;
  }

  private static void home(Path home, String version) {
    put("grafana", home.resolve("bin/grafana"), version, true);
    write(home.resolve("conf/defaults.ini"), "# the stand-in has its own\n", false);
    write(home.resolve("conf/sample.ini"), "[server]\n;http_port = 3000\n", false);
    write(home.resolve("conf/ldap.toml"), "# nothing\n", false);
    write(home.resolve("conf/provisioning/sample.yaml"), "apiVersion: 1\n", false);
    write(home.resolve("public/index.html"), "a stand-in\n", false);
  }

  private static void put(String source, Path target, String version, boolean executable) {
    try {
      String text = Files.readString(SOURCES.resolve(source));
      write(target, text.replace("@VERSION@", version), executable);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void write(Path target, String text, boolean executable) {
    try {
      Files.createDirectories(target.getParent());
      Files.writeString(target, text);
      if (executable && !target.toFile().setExecutable(true, false))
        throw new IOException("cannot make executable: " + target);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
