package dropwizardapm.bundle.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BuildInfoTest {
  /** Stands for an application: a class that needs no other. */
  public static final class Application {}

  @TempDir Path directory;

  @Test
  void version_isThatOfTheJarOfTheApplication() throws Exception {
    Manifest manifest = new Manifest();
    Attributes said = manifest.getMainAttributes();
    said.put(Attributes.Name.MANIFEST_VERSION, "1.0");
    said.put(Attributes.Name.IMPLEMENTATION_VERSION, "2.4.1");
    said.putValue("Implementation-Build", "1a2b3c4");

    assertThat(of(manifest)).isEqualTo(info("2.4.1", "1a2b3c4"));
  }

  @Test
  void version_isUnknown_whereNothingIsSaid() throws Exception {
    assertThat(of(new Manifest())).isEqualTo(info("unknown", "unknown"));
    assertThat(BuildInfo.of(Application.class)).isEqualTo(info("unknown", "unknown"));
  }

  private static BuildInfo info(String version, String revision) {
    return new BuildInfo(version, revision, Runtime.version().toString());
  }

  private BuildInfo of(Manifest manifest) throws IOException, ClassNotFoundException {
    Path jar = Files.createTempFile(directory, "an application's ", ".jar");
    String name = Application.class.getName();
    String file = name.replace('.', '/') + ".class";
    try (OutputStream out = Files.newOutputStream(jar);
        JarOutputStream entries = new JarOutputStream(out, manifest);
        InputStream bytes = getClass().getClassLoader().getResourceAsStream(file)) {
      entries.putNextEntry(new JarEntry(file));
      bytes.transferTo(entries);
    }
    try (URLClassLoader loader = new URLClassLoader(new URL[] {jar.toUri().toURL()}, null)) {
      return BuildInfo.of(loader.loadClass(name));
    }
  }
}
