package dropwizardapm.lab;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What a release is, and what is said of one that cannot be deployed, before anything is changed:
 * for each kind of release a host of an inventory that never is connected to.
 */
class ReleaseTest {
  /** As the callback oneline prints it. */
  private static final Pattern SAID =
      Pattern.compile("(?m)^(\\S+) \\| .*\"msg\": \"((?:[^\"\\\\]|\\\\.)*)\"");

  private static final String BUNDLE = "dropwizardapm/bundle/ApmBundle.class";
  private static final Path SCRIPTS =
      Command.REPOSITORY.resolve("lab/src/test/resources/start-scripts");
  private static final String CONNECTORS = "server: {applicationConnectors: [%s]}\n";

  @TempDir static Path directory;

  private static final Map<String, String> VARIABLES = new HashMap<>();
  private static Map<String, String> said = new HashMap<>();

  @BeforeAll
  static void look() throws IOException {
    assumeTrue(
        Command.run("sh", "-c", "command -v ansible-playbook").exit() == 0,
        "ansible is not installed: ./apm test installs it");
    releases();
    distributions();
    configurations();
    StringBuilder inventory = new StringBuilder("all:\n  hosts:\n");
    VARIABLES.forEach(
        (host, variables) -> inventory.append("    %s: {%s}%n".formatted(host, variables)));
    Path hosts = Files.writeString(directory.resolve("hosts.yml"), inventory);
    Command run =
        Command.run(
            Duration.ofMinutes(4),
            Map.of(
                "ANSIBLE_NOCOLOR", "1",
                "ANSIBLE_STDOUT_CALLBACK", "oneline",
                "ANSIBLE_COLLECTIONS_PATH", "ansible/collections"),
            "ansible-playbook",
            "-i",
            hosts.toString(),
            "lab/src/test/resources/release.yml");
    SAID.matcher(run.output())
        .results()
        .forEach(host -> said.put(host.group(1), host.group(2).replace("\\\"", "\"")));
    assertThat(said.keySet()).as(run.toString()).containsAll(VARIABLES.keySet());
  }

  private static void releases() throws IOException {
    jar("shop-2.4.1.jar", "Main-Class: A", BUNDLE);
    jar("shop.jar", "Main-Class: A\nImplementation-Version: 3.0", "A.class");
    jar("thin-1.0.jar", "Created-By: Maven", BUNDLE);
    jar("cut-1.0.jar", "Main-Class: A", "A.class");
    jar("a/app.jar", "Main-Class: A", "A.class");
    jar("a/lib/dropwizard-apm-bundle-1.0.jar", "Created-By: Maven", BUNDLE);
    jar("b/one.jar", "Main-Class: A", BUNDLE);
    jar("b/two.jar", "Main-Class: A", "A.class");
    pack("tar -czf folder-1.2-SNAPSHOT.tar.gz a && python3 -m zipfile -c folder-1.3-all.zip a");
    pack("tar -czf two-1.0.tgz b && mkdir e && touch e/README && tar -czf empty-1.0.tar.gz e");
    pack(
        "truncate -s -30 cut-1.0.jar && cp -r a f && cp cut-1.0.jar f/lib && tar -czf within-1.0.tgz f; t=folder-1.2-SNAPSHOT.tar.gz; head -c 300 $t > half-1.0.tar.gz; (head -c -8 $t; printf %08d) > flip-1.0.tgz");
    pack(
        "tar -czf flat-1.0.tar.gz -C a . && head -c 500 folder-1.3-all.zip > half-1.0.zip && echo text > text-1.0.tar.gz");

    release("fat", "shop-2.4.1.jar", "");
    release("by-manifest", "shop.jar", "");
    release("by-variable", "shop-2.4.1.jar", "service_version: beta");
    release("said-to-be-mute", "shop-2.4.1.jar", "service_notify: false");
    release("said-to-speak", "shop.jar", "service_notify: 'yes'");
    release("tar", "folder-1.2-SNAPSHOT.tar.gz", "");
    release("zip", "folder-1.3-all.zip", "");
    release("named", "two-1.0.tgz", "service_jar: two.jar");
    release("many", "two-1.0.tgz", "");
    release("misnamed", "two-1.0.tgz", "service_jar: three.jar");
    release("no-jar", "empty-1.0.tar.gz", "");
    release("flat", "flat-1.0.tar.gz", "");
    release("thin", "thin-1.0.jar", "");
    release("cut-jar", "cut-1.0.jar", "");
    release("cut-tar", "half-1.0.tar.gz", "");
    release("cut-zip", "half-1.0.zip", "");
    release("text", "text-1.0.tar.gz", "");
    release("flipped", "flip-1.0.tgz", "");
    release("cut-within", "within-1.0.tgz", "");
    release("other", "shop.jar", "service_archive_sha256: '%064d'".formatted(0));
    VARIABLES.put("at-an-address", "service_archive: 'http://127.0.0.1:9/shop-1.0.jar'");
  }

  /** Of the scripts, the ends: as Gradle 9, Gradle 6 and appassembler write them. */
  private static void distributions() throws IOException {
    jar("c/lib/shop-1.0.jar", "Created-By: Gradle", "com/example/Shop.class");
    jar("c/lib/all.jar", "Main-Class: org.h2.Console", BUNDLE, "com/example/Migrate.class");
    pack("tar -cf mute-1.1.tar c && head -c 900 mute-1.1.tar > half-1.0.tar");
    pack("python3 -m zipfile -c mute-1.0.zip c && cp -r a d && ln -s shop-1.0.jar c/lib/link.jar");
    pack("cp -r '%s' bin && cp -r bin/gradle d/bin && tar -czf top-1.0.tgz d".formatted(SCRIPTS));
    pack("for each in bin/*; do cp -r $each c/bin && tar -czf $each.tgz c && rm -r c/bin; done");

    for (String script : List.of("gradle", "gradle-6", "appassembler", "several", "stale"))
      release(script, "bin/" + script + ".tgz", "service_version: 2");
    release("jar-and-script", "top-1.0.tgz", "");
    release("no-script", "mute-1.0.zip", "");
    release("plain-tar-cut", "half-1.0.tar", "");
    release("by-class", "mute-1.1.tar", "service_main_class: com.example.Shop");
    release(
        "script-overruled",
        "bin/gradle.tgz",
        "service_version: 2, service_main_class: com.example.Migrate");
    release("top-by-class", "two-1.0.tgz", "service_main_class: A");
    release("misspelt", "mute-1.0.zip", "service_main_class: com.example.Shpo");
    release("jar-in-lib", "mute-1.0.zip", "service_jar: shop-1.0.jar");
    release("two-ways", "two-1.0.tgz", "service_jar: two.jar, service_main_class: A");
  }

  private static void configurations() throws IOException {
    configuration("right", "right.yml", CONNECTORS.formatted("{port: 8080}, {port: 8443}"));
    configuration("by-environment", "env.yml", CONNECTORS.formatted("{port: '${PORT:-9000}'}"));
    configuration("own-defaults", "none.yml", "logging: {level: INFO}\n");
    configuration("rendered", "port.yml.j2", CONNECTORS.formatted("{port: {{ service_port }}}"));
    configuration("other-port", "other.yml", CONNECTORS.formatted("{port: 8081}, {port: 8443}"));
    configuration("not-yaml", "broken.yml", "server:\n  password: s3cret\n  [\n");
    configuration("no-keys", "empty.yml", "");
    configuration("unrendered", "nowhere.yml.j2", "a: {{ nowhere }}\n");
    release("missing", "shop-2.4.1.jar", "service_config_file: /nowhere/shop.yml");
    release(
        "both",
        "shop-2.4.1.jar",
        "service_config_file: '%s/right.yml', service_config: {a: b}".formatted(directory));
  }

  @ParameterizedTest
  @CsvSource({
    "fat, -jar shop-2.4.1.jar 2.4.1 notify",
    "by-manifest, -jar shop.jar 3.0 exec",
    "by-variable, -jar shop-2.4.1.jar beta notify",
    "said-to-be-mute, -jar shop-2.4.1.jar 2.4.1 exec",
    "said-to-speak, -jar shop.jar 3.0 notify",
    "tar, -jar app.jar 1.2-SNAPSHOT notify",
    "zip, -jar app.jar 1.3-all notify",
    "named, -jar two.jar 1.0 exec",
    "right, -jar shop-2.4.1.jar 2.4.1 notify",
    "by-environment, -jar shop-2.4.1.jar 2.4.1 notify",
    "own-defaults, -jar shop-2.4.1.jar 2.4.1 notify",
    "rendered, -jar shop-2.4.1.jar 2.4.1 notify",
    "gradle, -cp lib/shop-1.0.jar:lib/* com.example.Shop 2 notify",
    "gradle-6, -cp lib/shop-1.0.jar:lib/* com.example.Shop 2 notify",
    "appassembler, -cp lib/shop-1.0.jar:lib/* com.example.Shop 2 notify",
    "by-class, -cp lib/shop-1.0.jar:lib/* com.example.Shop 1.1 notify",
    "script-overruled, -cp lib/all.jar:lib/* com.example.Migrate 2 notify",
    "top-by-class, -cp two.jar:lib/* A 1.0 exec",
    "jar-and-script, -jar app.jar 1.0 notify"
  })
  void release_isKnownByItsJarItsVersionAndItsBundle(String host, String found) {
    assertThat(said.get(host)).isEqualTo(found);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "many | has several jars in its top folder: one.jar, two.jar. | with service_jar",
        "misnamed | has no three.jar in its top folder, but one.jar, two.jar. | Correct service_jar",
        "no-jar | has no jar in its top folder or in lib/. | Correct service_archive",
        "no-script | has its jars in lib/ (all.jar, shop-1.0.jar), and no start script in bin/ names | with service_main_class",
        "several | several classes: com.example.Migrate, com.example.Shop. | with service_main_class",
        "misspelt | service_main_class: com.example.Shpo is in no jar of lib/ | Correct service_main_class",
        "stale | com.example.Gone, which the start script in bin/ names, is in no jar of lib/ | Correct service_archive",
        "jar-in-lib | has no jar in its top folder, but jars in lib/. | set service_main_class instead",
        "two-ways | Both service_jar (two.jar) and service_main_class (A) are set | set one of them",
        "flat | does not have everything in one folder; at its top it has app.jar, lib. | service_archive",
        "thin | thin-1.0.jar of | names no Main-Class",
        "cut-jar | cut-1.0.jar is cut off or no jar at all | Correct service_archive",
        "cut-tar | half-1.0.tar.gz is cut off: it ends too early. | Correct service_archive",
        "plain-tar-cut | half-1.0.tar is cut off: it ends too early. | Correct service_archive",
        "cut-zip | half-1.0.zip is cut off or no zip at all. | Correct service_archive",
        "text | text-1.0.tar.gz is damaged, or no tar.gz at all | Correct service_archive",
        "flipped | flip-1.0.tgz is damaged, or no tar.gz at all (CRC check failed | Correct service_archive",
        "cut-within | lib/cut-1.0.jar cannot be read as a zip | Correct service_archive",
        "other | shop.jar has the sha256 | , but service_archive_sha256 says 0000",
        "at-an-address | service_archive_sha256 | sha256",
        "missing | /nowhere/shop.yml cannot be read on the controller | service_config_file",
        "other-port | other.yml has the application on port 8081, 8443, but service_port is 8080. | Set service_port",
        "not-yaml | broken.yml is no YAML: | , line 4. Correct it",
        "no-keys | empty.yml is no configuration | Correct it",
        "unrendered | nowhere.yml.j2 cannot be rendered: | nowhere",
        "both | Both service_config_file | set one of them"
      })
  void whatCannotBeDeployed_isRefusedByVariablePathAndRemedy(
      String host, String fault, String remedy) {
    assertThat(said.get(host)).contains(fault, remedy);
  }

  @Test
  void configuration_isNotQuoted() {
    assertThat(said.values()).noneMatch(words -> words.contains("s3cret"));
  }

  private static void release(String host, String archive, String variables) {
    VARIABLES.put(
        host, "service_archive: '%s'%s".formatted(directory.resolve(archive), more(variables)));
  }

  private static void configuration(String host, String file, String text) throws IOException {
    Path path = Files.writeString(directory.resolve(file), text);
    release(
        host, "shop-2.4.1.jar", "service_port: 8080, service_config_file: '%s'".formatted(path));
  }

  private static String more(String variables) {
    return variables.isEmpty() ? "" : ", " + variables;
  }

  private static void jar(String name, String manifest, String... entries) throws IOException {
    Path path = directory.resolve(name);
    Files.createDirectories(path.getParent());
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(path))) {
      zip.putNextEntry(new ZipEntry("META-INF/MANIFEST.MF"));
      zip.write(("Manifest-Version: 1.0\n" + manifest + "\n").getBytes(UTF_8));
      for (String entry : entries) {
        zip.putNextEntry(new ZipEntry(entry));
        zip.write(new byte[100]);
      }
    }
  }

  private static void pack(String command) {
    Command.run("sh", "-c", "cd '" + directory + "' && " + command).succeeded();
  }
}
