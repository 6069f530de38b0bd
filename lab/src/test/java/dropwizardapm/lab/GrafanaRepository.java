package dropwizardapm.lab;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;

/**
 * Grafana's package repository with a {@link GrafanaStandIn} in it, signed, where the lab's hosts
 * reach it: {@code stable main}, its key at {@code /gpg-full.key}. Files can be served, too: the
 * package at {@code /pool/…}, whatever else {@link #add} was given.
 *
 * <pre>
 * try (var repository = new GrafanaRepository(lab, "12.99.1")) {
 *   lab.deploy("-e", "grafana_repository=" + repository.url());
 * }
 * </pre>
 */
final class GrafanaRepository implements AutoCloseable {
  private final List<String> requests = new CopyOnWriteArrayList<>();
  private final Path directory;
  private final HttpServer server;
  private volatile String refused = "nothing";
  private String key = "";
  private int keys;

  /** A repository that holds these versions, signed by a key that it publishes. */
  GrafanaRepository(Lab lab, String... versions) {
    try {
      directory = Files.createTempDirectory("apm-grafana-");
      server = HttpServer.create(new InetSocketAddress(lab.gateway(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.createContext("/", this::answer);
    Command.run("install", "-d", "-m", "700", gnupg(), directory + "/www").succeeded();
    useNewKey();
    publish(versions);
    server.start();
  }

  /** The value for {@code grafana_repository}. */
  String url() {
    return "http:/" + server.getAddress();
  }

  /** Adds versions of the package and signs the index anew. */
  void publish(String... versions) {
    for (String version : versions) {
      Path deb = GrafanaStandIn.deb(directory, version);
      move(deb, directory.resolve("www/pool").resolve(deb.getFileName()));
    }
    sign();
  }

  /** Signs with a new key and publishes it in the place of the former one. */
  void rotateKey() {
    useNewKey();
    sign();
  }

  /** Signs with a key whose published copy says that it expired years ago. */
  void expireKey() {
    key = "expired";
    gpg(
        "--faked-system-time=20200101T000000 --passphrase '' --quick-generate-key expired ed25519"
            + " sign 1y");
    publishKey();
    gpg(
        "--quick-set-expire $(gpg --homedir "
            + gnupg()
            + " --list-keys --with-colons expired | sed -n 's/^fpr:*//p' | tr -d :) 0");
    sign();
  }

  /** Answers 403 to every path that begins so, until it is told another. */
  void refuse(String path) {
    refused = path;
  }

  /** Publishes a file and says at which address. */
  String add(Path file) {
    move(file, directory.resolve("www/files").resolve(file.getFileName()));
    return url() + "/files/" + file.getFileName();
  }

  /** Publishes a file and sets the variable to its address, and its checksum beside it. */
  String byAddress(String variable, Path file) {
    String address = add(file);
    try {
      return ", %1$s: '%2$s', %1$s_sha256: %3$s".formatted(variable, address, sha256(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Paths that were asked for, in their order. */
  List<String> requests() {
    return requests;
  }

  @Override
  public void close() {
    server.stop(0);
    Command.run("gpgconf", "--homedir", gnupg(), "--kill", "all").succeeded();
    Command.run("rm", "-r", directory.toString()).succeeded();
  }

  private String gnupg() {
    return directory.resolve("gnupg").toString();
  }

  private void useNewKey() {
    key = "key" + ++keys;
    gpg("--passphrase '' --quick-generate-key " + key + " ed25519 sign 1y");
    publishKey();
  }

  private void publishKey() {
    gpg("--armor --export " + key + " > www/gpg-full.key");
  }

  private void sign() {
    String dist = "www/dists/stable";
    String now =
        DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'UTC'", Locale.ROOT)
            .format(ZonedDateTime.now(ZoneOffset.UTC));
    try {
      Path packages = directory.resolve(dist + "/main/binary-amd64/Packages");
      Files.createDirectories(packages.getParent());
      Files.writeString(packages, index());
      Files.writeString(
          directory.resolve(dist + "/Release"),
          """
          Origin: grafana stable (STAND-IN)
          Suite: stable
          Codename: stable
          Date: %s
          Architectures: amd64 arm64
          Components: main
          SHA256:
           %s %d main/binary-amd64/Packages
          """
              .formatted(now, sha256(packages), Files.size(packages)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    gpg(
        "--local-user "
            + key
            + " --clear-sign --output "
            + dist
            + "/InRelease "
            + dist
            + "/Release");
  }

  private String index() throws IOException {
    StringBuilder index = new StringBuilder();
    try (Stream<Path> debs = Files.list(directory.resolve("www/pool"))) {
      for (Path deb : debs.sorted().toList()) {
        index
            .append(Command.run("dpkg-deb", "--field", deb.toString()).succeeded().output())
            .append("Filename: pool/" + deb.getFileName() + "\n")
            .append("Size: " + Files.size(deb) + "\n")
            .append("SHA256: " + sha256(deb) + "\n\n");
      }
    }
    return index.toString();
  }

  private void gpg(String arguments) {
    String gpg = "gpg --batch --quiet --yes --homedir " + gnupg() + " ";
    Command.run("sh", "-c", "cd " + directory + " && " + gpg + arguments).succeeded();
  }

  private void answer(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath();
    requests.add(path);
    Path file = directory.resolve("www" + path).normalize();
    int status = path.startsWith(refused) ? 403 : Files.isRegularFile(file) ? 200 : 404;
    try (exchange) {
      boolean head = exchange.getRequestMethod().equals("HEAD");
      byte[] body = status == 200 ? Files.readAllBytes(file) : new byte[0];
      exchange.sendResponseHeaders(status, head || body.length == 0 ? -1 : body.length);
      if (!head) exchange.getResponseBody().write(body);
    }
  }

  private static void move(Path from, Path to) {
    Command.run("install", "-D", "-m", "644", from.toString(), to.toString()).succeeded();
  }

  private static String sha256(Path file) throws IOException {
    try {
      byte[] sum = MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file));
      return HexFormat.of().formatHex(sum);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
