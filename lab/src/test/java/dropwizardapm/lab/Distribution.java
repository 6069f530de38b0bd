package dropwizardapm.lab;

import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** The example hello as Gradle's distTar packs an application, its libraries in one jar. */
final class Distribution {
  private static final Path HELLO = Command.REPOSITORY.resolve("examples/hello/target");
  private static final Path SCRIPT =
      Command.REPOSITORY.resolve("lab/src/test/resources/start-scripts/gradle/shop");

  private Distribution() {}

  static Path of(String version, Path directory) throws IOException {
    String name = "hello-" + version;
    Path lib = Files.createDirectories(directory.resolve(name).resolve("lib"));
    Path bin = Files.createDirectories(directory.resolve(name).resolve("bin"));
    Files.copy(HELLO.resolve("original-hello.jar"), lib.resolve(name + ".jar"));
    Path libraries = Files.copy(HELLO.resolve("hello.jar"), lib.resolve("libraries.jar"));
    remove(libraries, "/com/example/hello");
    Files.writeString(
        bin.resolve("hello"),
        Files.readString(SCRIPT).replace("com.example.Shop", "com.example.hello.HelloApplication"));
    Command.run("tar", "-cf", directory + "/" + name + ".tar", "-C", directory.toString(), name)
        .succeeded();
    return directory.resolve(name + ".tar");
  }

  private static void remove(Path jar, String folder) throws IOException {
    try (FileSystem content = FileSystems.newFileSystem(jar);
        Stream<Path> entries = Files.walk(content.getPath(folder))) {
      List<Path> inside = entries.sorted(Comparator.reverseOrder()).toList();
      for (Path entry : inside) Files.delete(entry);
    }
  }
}
