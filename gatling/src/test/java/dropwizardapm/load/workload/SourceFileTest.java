package dropwizardapm.load.workload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SourceFileTest {
  @TempDir Path directory;

  @Test
  void classInAFile_mayUseOthersBesideIt() throws IOException {
    Files.writeString(
        directory.resolve("Word.java"), "class Word { static String it() { return \"x\"; } }");
    assertThat(
            instance(
                    "class A implements java.util.function.Supplier<String> {"
                        + " public String get() { return Word.it(); } }")
                .get())
        .isEqualTo("x");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "class A { void x() { y() } }; does not compile",
        "class B {}; has no class of its own name",
        "class A {}; A does not implement java.util.function.Supplier",
        "abstract class A implements java.util.function.Supplier {}; needs a constructor without",
      })
  void file_isRefusedByName_whenItIsNoSuchClass(String text, String complaint) {
    assertThatExceptionOfType(WorkloadException.class)
        .isThrownBy(() -> instance(text))
        .withMessageContaining(directory.resolve("A.java") + ": ")
        .withMessageContaining(complaint);
  }

  private Supplier<?> instance(String text) throws IOException {
    return SourceFile.instance(
        Files.writeString(directory.resolve("A.java"), text), Supplier.class);
  }
}
