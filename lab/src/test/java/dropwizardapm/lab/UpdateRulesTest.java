package dropwizardapm.lab;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Which updates are not wanted stands in two files, one for each tool that looks for them. */
class UpdateRulesTest {
  private static final Pattern RULE =
      Pattern.compile(
          "<rule>\\s*<groupId>(.+)</groupId>\\s*<artifactId>(.+)</artifactId>\\s*"
              + "<ignoreVersions>\\s*<ignoreVersion>\\s*<type>regex</type>\\s*<version>(.+)</version>");

  @Test
  void mavenAndRenovate_holdTheSameVersionsBack() throws IOException {
    Map<String, String> maven = new TreeMap<>();
    RULE.matcher(Files.readString(Command.REPOSITORY.resolve("pom.xml")))
        .results()
        .forEach(
            rule -> maven.put(rule.group(1) + ":" + rule.group(2), "!/^" + rule.group(3) + "$/"));
    Map<String, String> renovate = new TreeMap<>();
    for (JsonNode rule :
        new ObjectMapper()
            .readTree(Command.REPOSITORY.resolve("renovate.json").toFile())
            .path("packageRules"))
      if (rule.has("allowedVersions"))
        renovate.put(
            rule.at("/matchPackageNames/0").asText(), rule.path("allowedVersions").asText());

    assertThat(maven).isNotEmpty().isEqualTo(renovate);
  }
}
