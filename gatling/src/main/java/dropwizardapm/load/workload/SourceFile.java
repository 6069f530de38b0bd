package dropwizardapm.load.workload;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/** A Java file that is compiled where it is used, as java FILE.java does. */
final class SourceFile {
  private SourceFile() {}

  /**
   * An object of the class that the file is named after.
   *
   * @throws WorkloadException when it does not compile or is none
   */
  static <T> T instance(Path file, Class<T> type) {
    try {
      Path classes = Files.createTempDirectory("journey");
      compile(file, classes);
      try (var all = Files.walk(classes)) {
        all.forEach(each -> each.toFile().deleteOnExit());
      }
      String name = className(classes, file);
      // The classes are loaded until the run's end, so it stays open.
      URLClassLoader loader =
          new URLClassLoader(new URL[] {classes.toUri().toURL()}, type.getClassLoader());
      Class<?> found = loader.loadClass(name);
      if (!type.isAssignableFrom(found))
        throw wrong(file, "%s does not implement %s".formatted(name, type.getName()));
      var constructor = found.getDeclaredConstructor();
      constructor.setAccessible(true);
      return type.cast(constructor.newInstance());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (ReflectiveOperationException e) {
      throw wrong(file, "needs a constructor without arguments that does not fail: " + e);
    }
  }

  /** Other classes of its package may be in files beside it. */
  private static void compile(Path file, Path classes) throws IOException {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    if (compiler == null) throw wrong(file, "needs a JDK to compile it; this Java has no compiler");
    DiagnosticCollector<JavaFileObject> found = new DiagnosticCollector<>();
    try (StandardJavaFileManager files =
        compiler.getStandardFileManager(found, Locale.ROOT, null)) {
      boolean done =
          compiler
              .getTask(
                  null,
                  files,
                  found,
                  List.of(
                      "-proc:none",
                      "-d",
                      classes.toString(),
                      "-cp",
                      System.getProperty("java.class.path"),
                      "-sourcepath",
                      file.toAbsolutePath().resolveSibling("").toString()),
                  null,
                  files.getJavaFileObjects(file))
              .call();
      if (!done)
        throw wrong(
            file,
            "does not compile\n"
                + found.getDiagnostics().stream()
                    .map(
                        each ->
                            "line " + each.getLineNumber() + ": " + each.getMessage(Locale.ROOT))
                    .collect(Collectors.joining("\n")));
    }
  }

  private static String className(Path classes, Path file) throws IOException {
    String name = file.getFileName().toString().replaceFirst("\\.java$", ".class");
    try (var all = Files.walk(classes)) {
      return all.filter(each -> each.getFileName().toString().equals(name))
          .map(each -> classes.relativize(each).toString().replace('/', '.'))
          .map(each -> each.replaceFirst("\\.class$", ""))
          .findFirst()
          .orElseThrow(() -> wrong(file, "has no class of its own name"));
    }
  }

  private static WorkloadException wrong(Path file, String complaint) {
    return new WorkloadException(file + ": " + complaint);
  }
}
